import Channels
import Testing

@Suite struct SMSTests {
    private func count(_ text: String) throws -> Count {
        try #require(ChannelCatalogue.channel(.sms)).count(text)
    }

    @Test func `160 septets are one part`() throws {
        let count = try count(String(repeating: "a", count: 160))
        #expect(count.units == 160)
        #expect(count.parts == 1)
        #expect(count.limit == 160)
        #expect(count.remaining == 0)
        #expect(count.unit == "septets")
        #expect(count.fits && count.problems.isEmpty)
    }

    @Test func `161 septets are two parts of 153`() throws {
        let count = try count(String(repeating: "a", count: 161))
        #expect(count.parts == 2)
        #expect(count.limit == 306)
        #expect(count.remaining == 153 - 8)
        #expect(count.fits)
    }

    @Test(arguments: ["^", "{", "}", "\\", "[", "~", "]", "|", "€", "\u{0C}"])
    func `an extension character costs two`(character: String) throws {
        #expect(try count(character).units == 2)
    }

    @Test func `an extension pair is never split between parts`() throws {
        // 152 letters leave one septet, too little for the pair.
        let text = String(repeating: "a", count: 152) + "€" + String(repeating: "b", count: 152)
        let count = try count(text)
        #expect(count.units == 306)
        #expect(count.parts == 3)
        #expect(count.remaining == 152)
    }

    @Test func `the accents of the alphabet stay in it`() throws {
        let count = try count("è é ù ì ò Ç Ø ø Å å Ä Ö Ñ Ü ä ö ñ ü à ß Æ æ É ¿ ¡ § £ ¥ ¤ @ Δ Ω")
        #expect(count.unit == "septets")
        #expect(count.units == 63)
    }

    @Test func `one curly quote forces UCS-2 and its plain form is offered`() throws {
        let count = try count("Don’t go")
        #expect(count.unit == "UTF-16 units")
        #expect(count.units == 8)
        #expect(count.limit == 70)
        #expect(count.fits)
        #expect(
            count.problems == [
                "’ (U+2019), the text's character 4, forces UCS-2, 70 units instead of 160; its plain form is '"
            ])
    }

    @Test(arguments: [
        ("á", "a"), ("í", "i"), ("ó", "o"), ("ú", "u"), ("Á", "A"), ("ç", "c"), ("…", "..."),
        ("“", "\""), ("—", "-"), ("•", "-"), ("ﬁ", "fi"), ("½", "1/2"), ("`", "'"),
    ])
    func `a plain form stays in the alphabet`(text: String, plain: String) throws {
        let problems = try count(text).problems
        #expect(problems.count == 1)
        #expect(problems[0].hasSuffix("its plain form is \(plain)"))
        #expect(try count(plain).unit == "septets")
    }

    @Test func `an emoji has no plain form`() throws {
        #expect(try count("🚨").problems[0].hasSuffix("it has no plain form, so use words."))
    }

    @Test func `an invisible character is named by its code`() throws {
        #expect(
            try count("a\u{200B}").problems == [
                "U+200B (ZERO WIDTH SPACE), the text's character 2, forces UCS-2, 70 units instead of 160; leave it out."
            ])
    }

    @Test func `UCS-2 holds 70, then 67 a part`() throws {
        let one = try count(String(repeating: "警", count: 70))
        #expect(one.parts == 1)
        #expect(one.remaining == 0)
        let two = try count(String(repeating: "警", count: 71))
        #expect(two.parts == 2)
        #expect(two.limit == 134)
        #expect(two.remaining == 63)
    }

    @Test func `a surrogate pair is never split between parts`() throws {
        let text = String(repeating: "警", count: 66) + "🚨" + String(repeating: "警", count: 66)
        let count = try count(text)
        #expect(count.units == 134)
        #expect(count.parts == 3)
        #expect(count.remaining == 66)
    }

    @Test func `more than ten parts are refused`() throws {
        #expect(try count(String(repeating: "a", count: 1530)).fits)
        let over = try count(String(repeating: "a", count: 1531))
        #expect(!over.fits)
        #expect(over.parts == 11)
        #expect(over.remaining == -1)
        #expect(over.problems == ["1531 septets, 1 over the limit of 1530."])
    }

    @Test func `a playbook may keep an SMS to one part`() throws {
        let sms = try #require(ChannelCatalogue.channel(.sms)).counting(withLimit: 160)
        #expect(sms.count(String(repeating: "a", count: 160)).fits)
        let over = sms.count(String(repeating: "a", count: 161))
        #expect(!over.fits)
        #expect(over.remaining == -1)
        #expect(!sms.count(String(repeating: "警", count: 71)).fits)
        let short = try #require(ChannelCatalogue.channel(.sms)).counting(withLimit: 100)
        #expect(short.count(String(repeating: "a", count: 100)).fits)
        #expect(!short.count(String(repeating: "a", count: 101)).fits)
    }
}
