import Forms
import Channels
import Foundation
import Testing

@Suite struct ChannelCountCommandTests {
    private func run(_ arguments: [String], input: String? = nil) throws -> Program.Result {
        try Program.run(
            ["channel", "count"] + arguments, environment: MessageCheckTests.nowhere,
            input: input.map { Data($0.utf8) })
    }

    @Test func `a text comes as an argument, from a file or from standard input`() throws {
        let desk = try Desk()
        let text = "Stay away from Main and Lamar. 🚒"
        let file = try desk.write(text, to: "text")
        let expected = "x: 33 of 280 weighted characters, fits\n"
        #expect(try run(["x", text]).output == expected)
        #expect(try run(["x", "--text-file", file]).output == expected)
        #expect(try run(["x", "-"], input: text).output == expected)
        #expect(try run(["x", "--text-file", "-"], input: text).output == expected)
    }

    @Test func `what would be refused is said with the overrun or the character`()
        throws
    {
        let long = try run(["x", String(repeating: "a", count: 281)])
        #expect(long.output.contains("1 over the limit of 280."))
        let foreign = try run(["sms", "Don’t go"])
        #expect(foreign.output.contains("’ (U+2019)") && foreign.output.contains("plain form is '"))
    }

    @Test func `each line is counted by itself as the counter counts it`() throws {
        let texts = [
            "", "Stay away.", "警察 🚨 é", "a\"b\\c/d\n\t", "\u{0}\u{1F}", "https://example.org/a",
            String(repeating: "word ", count: 80), "👩‍👩‍👧 \u{202E}",
        ]
        let lines = try texts.map {
            String(decoding: try JSONEncoder().encode($0), as: UTF8.self)
        }
        for id in ["x", "bluesky", "mastodon", "sms", "wea90", "podium", "web"] {
            let result = try run([id, "--lines", "--json"], input: lines.joined(separator: "\n"))
            #expect(result.status == 0, "\(result.errors)")
            let answers = result.output.split(separator: "\n")
            #expect(answers.count == texts.count)
            let channel = try #require(ChannelCatalogue.channel(ChannelID(rawValue: id)))
            for (text, answer) in zip(texts, answers) {
                let count = channel.count(text)
                let object = try #require(
                    try JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [String: Any])
                #expect(
                    Set(object.keys) == ["units", "limit", "unit", "parts", "remaining", "fits"])
                #expect(object["units"] as? Int == count.units, "\(id) \(text)")
                #expect(object["limit"] as? Int == count.limit)
                #expect(object["unit"] as? String == count.unit)
                #expect(object["parts"] as? Int == count.parts)
                #expect(object["remaining"] as? Int == count.remaining)
                #expect(object["fits"] as? Bool == count.fits)
            }
        }
    }

    @Test func `escapes make the characters that they name`() throws {
        let line = #""\u0041\u00e9\ud83d\ude80\b\f\n\r\t\/\\\"""#
        let result = try run(["bluesky", "--lines", "--json"], input: line + "\r\n")
        #expect(result.output.contains("\"units\":11"), "\(result)")
    }

    @Test(arguments: [
        (#""\ud800""#, "half a surrogate pair"), (#""\udc00x""#, "half a surrogate pair"),
        (#""\ud800\u0041""#, "half a surrogate pair"), (#""\ud83d\ud83d""#, "half a surrogate"),
        (#""\u12g4""#, "doesn't have four digits"), (#""\u12""#, "doesn't have four digits"),
        (#""\x""#, "JSON doesn't allow"), (#""\""#, "ends in an escape"),
        ("text", "valid JSON string"),
        (#""a" "b""#, "has text after the closing quote"), ("{}", "valid JSON string"),
        ("", "valid JSON string"),
        ("\"", "valid JSON string"), ("\"a\tb\"", "unescaped"),
    ])
    func `a line that is no text is answered by its error, and the others are counted`(
        line: String, words: String
    ) throws {
        let result = try run(["x", "--lines", "--json"], input: "\"a\"\n\(line)\n\"b\"\n")
        #expect(result.status == 65)
        #expect(result.errors.contains("No valid string in 1 of 3 lines"))
        let answers = try result.output.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        #expect(answers.map { $0["units"] as? Int } == [1, nil, 1])
        let error = try #require(answers[1]["error"] as? String)
        #expect(error.hasPrefix("line 2: ") && error.contains(words), "\(error)")
    }

    @Test func `a line that is not UTF-8 is answered by its error, and the others are counted`()
        throws
    {
        let input = Data(Array("\"a\"\n\"".utf8) + [0xC3, 0x28] + Array("\"\n\"b\"\n".utf8))
        let result = try Program.run(
            ["channel", "count", "x", "--lines", "--json"],
            environment: MessageCheckTests.nowhere, input: input)
        #expect(result.status == 65)
        #expect(result.errors.contains("No valid string in 1 of 3 lines"))
        let lines = result.output.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.dropFirst().first == "{\"error\":\"line 2: it isn't valid UTF-8\"}")
    }

    @Test func `lines ask for JSON, and for no text beside them`() throws {
        let plain = try run(["x", "--lines"])
        #expect(plain.status == 64 && plain.errors.contains("--lines needs --json"))
        let both = try run(["x", "text", "--lines", "--json"])
        #expect(both.status == 64 && both.errors.contains("--text-file"))
    }
}
