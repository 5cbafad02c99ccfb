import Player
import Testing

@Suite struct CellTextTests {
    @Test(arguments: [
        ("plain", 5), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("한국", 4), ("🔥", 2), ("❤", 1),
        ("🇺🇸", 2), ("\u{200B}", 0), ("ｆｕｌｌ", 8), ("٣", 1), ("👨\u{200D}👩", 4), ("…", 1),
        ("━", 1), ("\u{1112}\u{1161}\u{11AB}", 2),
    ])
    func `text is as wide as a terminal makes it`(_ text: String, _ cells: Int) {
        #expect(CellText.width(of: text) == cells)
    }

    @Test func `a cut falls on no half of a wide character`() {
        #expect(CellText.clipped("日本語", to: 6) == "日本語")
        #expect(CellText.clipped("日本語", to: 5) == "日本…")
        #expect(CellText.clipped("日本語", to: 4) == "日…")
        #expect(CellText.clipped("abc", to: 0) == "")
    }

    @Test func `lines break at spaces, long words anywhere, and say when they are cut`() {
        #expect(CellText.lines("one two three", cells: 7, limit: 9) == ["one two", "three"])
        #expect(CellText.lines("abcdefgh i", cells: 3, limit: 9) == ["abc", "def", "gh", "i"])
        #expect(CellText.lines("日本語 語", cells: 5, limit: 9) == ["日本", "語 語"])
        #expect(CellText.lines("one two three four", cells: 5, limit: 2) == ["one", "two …"])
        #expect(CellText.lines("", cells: 5, limit: 2) == [])
    }

    @Test func `no text moves the cursor, turns a line or piles marks on a cell`() {
        #expect(CellText.safe("\u{1B}[2Ja\u{202E}b\n") == "\\u{1B}[2Ja\\u{202E}b / ")
        let pile = CellText.safe("x" + String(repeating: "\u{301}", count: 60_000))
        #expect(pile.unicodeScalars.count { $0 == "\u{301}" } < 60_000)
        let run =
            Array(pile.unicodeScalars.prefix(9))
            == Array(("x" + String(repeating: "\u{301}", count: 8)).unicodeScalars)
        #expect(run, "As many as any script needs stay.")
        #expect(String(decoding: pile.utf8.dropFirst(17).prefix(7), as: UTF8.self) == "\\u{301}")
        #expect(CellText.safe("\u{301}x") == "\\u{301}x")
    }

    @Test func `every line of any text fits`() {
        let texts = [
            "日本語 mixed with words 🔥🔥🔥", String(repeating: "界", count: 500),
            String(repeating: "e\u{301}", count: 500), "👨\u{200D}👩\u{200D}👧 family",
        ]
        for text in texts {
            for cells in 2...30 {
                for line in CellText.lines(CellText.safe(text), cells: cells, limit: 100) {
                    #expect(CellText.width(of: line) <= cells, "\(text) in \(cells)")
                }
            }
        }
    }
}

@Suite struct KeyDecoderTests {
    private func keys(_ text: String) -> [Key] {
        var decoder = KeyDecoder()
        return decoder.keys(from: Array(text.utf8)) + decoder.flush()
    }

    @Test func `cursor keys, letters and control keys are told apart`() {
        #expect(keys("q") == [.character("q")])
        #expect(keys("\u{1B}[A\u{1B}[B\u{1B}[C\u{1B}[D") == [.up, .down, .right, .left])
        #expect(keys("\u{1B}OH\u{1B}OF\u{1B}[1~\u{1B}[4~") == [.home, .end, .home, .end])
        #expect(keys("\u{1B}[5~\u{1B}[6~\u{1B}[Z\t") == [.pageUp, .pageDown, .backTab, .tab])
        #expect(
            keys("\r\u{7F}\u{3}é日") == [
                .enter, .backspace, .control("c"), .character("é"), .character("日"),
            ])
        #expect(keys("\u{1B}") == [.escape])
        #expect(keys("\u{1B}[99;99Xq") == [.character("q")])
    }

    @Test func `a key that comes in pieces is one key`() {
        var decoder = KeyDecoder()
        #expect(decoder.keys(from: [0x1B]).isEmpty && decoder.isWaiting)
        #expect(decoder.keys(from: [0x5B]).isEmpty)
        #expect(decoder.keys(from: [0x43]) == [.right])
        #expect(!decoder.isWaiting)
        #expect(decoder.keys(from: [0xC3]).isEmpty)
        #expect(decoder.keys(from: [0xA9]) == [.character("é")])
    }

    @Test func `no bytes stop it`() {
        var decoder = KeyDecoder()
        for byte in 0..<256 { _ = decoder.keys(from: Array(repeating: UInt8(byte), count: 40)) }
        _ = decoder.flush()
        #expect(decoder.keys(from: Array("q".utf8)) == [.character("q")])
    }
}
