import Documents
import Testing

@Suite struct VisibleTextTests {
    @Test(arguments: [
        ("plain, é and 🔥", "plain, é and 🔥"), ("\u{1B}[31mred", "\\u{1B}[31mred"),
        ("a\u{202E}b", "a\\u{202E}b"), ("a\u{2066}b\u{2069}", "a\\u{2066}b\\u{2069}"),
        ("two\nlines", "two / lines"), ("two\r\nlines", "two / lines"), ("a\tb", "a b"),
        ("\u{9B}31m", "\\u{9B}31m"), ("bell\u{7}", "bell\\u{7}"), ("\u{7F}", "\\u{7F}"),
        ("family 👨‍👩‍👧", "family 👨‍👩‍👧"),
    ])
    func `nothing in a text can move a cursor or turn a line`(_ text: String, _ shown: String) {
        #expect(VisibleText.escaping(text) == shown)
    }

    @Test func `line breaks stay where they are wanted`() {
        #expect(VisibleText.escaping("a\nb\u{1B}", keepsLineBreaks: true) == "a\nb\\u{1B}")
    }
}

@Suite struct TerminalTextTests {
    @Test func `a text is broken at spaces, and a long word anywhere`() {
        #expect(TerminalText.lines("one two three", width: 7) == ["one two", "three"])
        #expect(TerminalText.lines("abcdefgh ij", width: 3) == ["abc", "def", "gh", "ij"])
        #expect(TerminalText.lines("a\n\nb\u{1B}", width: 20) == ["a", "", "b\\u{1B}"])
        let block = TerminalText.block("one two three four five six", indent: 2, width: 22)
        #expect(block == "  one two three four\n  five six")
    }

    @Test func `a table's columns begin one below the other`() {
        let table = TerminalText.table(
            [["M1", "update", "x"], ["M12", "alert"], []], indent: " ")
        #expect(table == " M1   update  x\n M12  alert\n ")
    }
}
