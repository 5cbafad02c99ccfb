import Channels
import Testing

@Suite struct WeightedLengthTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String
        let units: Int
    }

    @Test(arguments: [
        Example(testDescription: "plain English", text: "Shelter in place. Call 911.", units: 27),
        Example(testDescription: "nothing", text: "", units: 0),
        Example(
            testDescription: "curly quotes and dashes weigh one", text: "“Stay” – home’s", units: 15
        ),
        Example(testDescription: "an ellipsis character weighs two", text: "Wait…", units: 6),
        Example(testDescription: "Chinese weighs two a character", text: "警察", units: 4),
        Example(
            testDescription: "a decomposed letter is composed first", text: "cafe\u{301}", units: 4),
        Example(
            testDescription: "a link with a scheme",
            text: "Map: https://dallas.example.com/a/b?c=d#e", units: 28),
        Example(
            testDescription: "a bare domain counts as a link", text: "See dallaspd.com now",
            units: 31),
        Example(testDescription: "a short bare domain grows to 23", text: "t.co", units: 23),
        Example(
            testDescription: "a full stop closed up to a word that is no domain",
            text: "Safe.We go", units: 10),
        Example(
            testDescription: "a full stop closed up to one that is", text: "Stay home.Us too",
            units: 5 + 23 + 4),
        Example(
            testDescription: "an e-mail address is no link", text: "pio@dallaspd.com", units: 16),
        Example(
            testDescription: "a link's closing stop is not part of it", text: "https://a.com/x.",
            units: 24),
        Example(testDescription: "two links", text: "a.com b.org", units: 47),
        Example(testDescription: "a simple emoji", text: "🚨", units: 2),
        Example(testDescription: "a family joined by ZWJ", text: "👩‍👩‍👧‍👦", units: 2),
        Example(testDescription: "an officer with tone and gender", text: "👮🏽‍♀️", units: 2),
        Example(testDescription: "a flag", text: "🇺🇸", units: 2),
        Example(testDescription: "two letters that name no region", text: "🇺🇺", units: 4),
        Example(testDescription: "a keycap", text: "1️⃣", units: 2),
        Example(testDescription: "a copyright sign as a character", text: "©", units: 1),
        Example(testDescription: "a copyright sign as an emoji", text: "©️", units: 2),
        Example(
            testDescription: "a selector that an emoji does not take", text: "😀\u{FE0F}", units: 4),
        Example(testDescription: "a warning sign with its selector", text: "⚠️", units: 2),
        Example(testDescription: "Arabic weighs one", text: "شرطة", units: 4),
    ])
    func weighs(_ example: Example) throws {
        let x = try #require(ChannelCatalogue.channel(.x))
        let count = x.count(example.text)
        #expect(count.units == example.units)
        #expect(count.limit == 280)
        #expect(count.remaining == 280 - example.units)
        #expect(count.unit == "weighted characters")
        #expect(count.parts == 1)
        #expect(count.fits && count.problems.isEmpty && !count.isUpperBound)
    }

    @Test func `280 fit and 281 are refused with the overrun`() throws {
        let x = try #require(ChannelCatalogue.channel(.x))
        #expect(x.count(String(repeating: "a", count: 280)).fits)
        let over = x.count(String(repeating: "a", count: 281))
        #expect(!over.fits)
        #expect(over.remaining == -1)
        #expect(over.problems == ["281 weighted characters, 1 over the limit of 280."])
    }

    @Test func `a join that no list knows is over-counted and says so`() throws {
        let x = try #require(ChannelCatalogue.channel(.x))
        let count = x.count("🚒‍🚑")
        #expect(count.units == 5)
        #expect(count.isUpperBound)
        #expect(count.fits)
    }

    @Test func `a character that X refuses is named`() throws {
        let x = try #require(ChannelCatalogue.channel(.x))
        let count = x.count("all\u{FEFF}clear\u{FEFF}")
        #expect(!count.fits)
        #expect(count.problems == ["U+FEFF is refused by X; leave it out."])
    }
}
