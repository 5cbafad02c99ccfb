import Channels
import Testing

@Suite struct ChannelCountTests {
    private func count(_ id: ChannelID, _ text: String) throws -> Count {
        try #require(ChannelCatalogue.channel(id)).count(text)
    }

    @Test func `Bluesky counts graphemes and links in full`() throws {
        let count = try count(.bluesky, "👩‍👩‍👧‍👦 e\u{301} https://a.com/")
        #expect(count.units == 18)
        #expect(count.limit == 300)
        #expect(count.unit == "graphemes")
        #expect(count.fits)
    }

    @Test func `Threads takes five different links in a post, and no sixth`() throws {
        func text(_ count: Int) -> String {
            (0..<count).map { "https://a.com/\($0)" }.joined(separator: " ")
        }
        #expect(try count(.threads, text(5)).fits)
        // The same address counts once.
        #expect(try count(.threads, text(5) + " https://a.com/0").fits)
        let over = try count(.threads, text(6))
        #expect(!over.fits)
        #expect(over.problems == ["6 links; the limit for a post is 5."])
        #expect(try count(.bluesky, text(6)).fits)
    }

    @Test func `Bluesky refuses 3,001 bytes in few graphemes`() throws {
        let family = "👩‍👩‍👧‍👦"
        #expect(family.utf8.count == 25)
        #expect(try count(.bluesky, String(repeating: family, count: 120)).fits)
        let over = try count(.bluesky, String(repeating: family, count: 120) + "a")
        #expect(over.units == 121)
        #expect(!over.fits)
        #expect(over.problems == ["3001 UTF-8 bytes, 1 over the limit of 3000."])
    }

    @Test(arguments: [
        ("See https://dallas.example.com/a/very/long/path?with=query", 27),
        ("See http://a.com", 27),
        ("See a.com", 9),
        ("Ask @pio@dallas.social now", 12),
        ("@pio@dallas.social", 4),
        ("mail pio@dallas.social", 22),
        ("Hi @pio.", 8),
        ("@pio@dallas.social.", 5),
        ("https://dallas.social/@pio@dallas.social", 23),
        ("https://a.com/straße (map)", 29),
        ("👩‍👩‍👧‍👦", 1),
        ("12:30", 5),
    ])
    func `Mastodon counts a link as 23 and a mention without its server`(
        text: String, units: Int
    ) throws {
        let count = try count(.mastodon, text)
        #expect(count.units == units)
        #expect(count.limit == 500)
    }

    @Test func `a playbook sets another server's limit`() throws {
        let server = try #require(ChannelCatalogue.channel(.mastodon)).counting(withLimit: 5_000)
        let count = server.count(String(repeating: "a", count: 4_000))
        #expect(count.fits)
        #expect(count.limit == 5_000)
        #expect(count.remaining == 1_000)
        #expect(server.source == "playbook")
    }

    @Test(arguments: [
        ("Stay home", 9, false), ("🚨", 4, false), ("👮🏽‍♀️", 17, false), ("7 #1", 4, false),
        ("1️⃣", 7, false), ("𝄞", 2, true), ("e\u{301}", 2, true),
    ])
    func `Threads counts an emoji by its bytes`(
        text: String, units: Int, isUpperBound: Bool
    ) throws {
        let count = try count(.threads, text)
        #expect(count.units == units)
        #expect(count.isUpperBound == isUpperBound)
    }

    @Test(arguments: [
        (ChannelID.facebook, 63_206), (.instagram, 2_200), (.nextdoor, 8_192), (.threads, 500),
        (.mastodon, 500), (.bluesky, 300), (.x, 280), (.wea90, 90), (.wea360, 360), (.eas, 1_800),
    ])
    func `a text at the limit fits and one over it does not`(id: ChannelID, limit: Int) throws {
        let at = try count(id, String(repeating: "a", count: limit))
        #expect(at.fits)
        #expect(at.remaining == 0)
        let over = try count(id, String(repeating: "a", count: limit + 1))
        #expect(!over.fits)
        #expect(over.remaining == -1)
        #expect(over.problems.count == 1)
    }

    @Test func `characters of unclear meaning are over-counted and said so`() throws {
        let plain = try count(.facebook, "Road closed")
        #expect(plain.units == 11)
        #expect(!plain.isUpperBound)
        let emoji = try count(.facebook, "🚨!")
        #expect(emoji.units == 3)
        #expect(emoji.isUpperBound)
    }

    @Test func `WEA takes the Spanish of the GSM alphabet and no other`() throws {
        #expect(try count(.wea90, "Mañana è é à Ñ ¿Dónde?").problems.count == 1)
        let count = try count(.wea360, "Evacúe su casa")
        #expect(!count.fits)
        #expect(count.units == 14)
        #expect(
            count.problems == [
                "ú (U+00FA), the text's character 5, isn't in this channel's GSM-7 set; its plain form is u"
            ])
        #expect(try self.count(.wea90, "[1]").units == 5)
    }

    @Test func `many foreign characters are told in few sentences`() throws {
        let count = try count(.wea90, "警察局長說請留在家裡")
        #expect(count.problems.count == 6)
        #expect(count.problems.last == "Same for 5 other characters.")
    }

    @Test func `EAS also ends at two minutes of speech`() throws {
        #expect(try count(.eas, String(repeating: "go ", count: 300)).fits)
        let long = try count(.eas, String(repeating: "go ", count: 301))
        #expect(long.units == 903)
        #expect(!long.fits)
        #expect(long.problems == ["121 seconds of speech, 1 over the limit of 120."])
    }

    @Test(arguments: [ChannelID.podium, .radio, .pressConference, .callTakers])
    func `spoken channels count seconds and refuse nothing`(id: ChannelID) throws {
        let count = try count(id, String(repeating: "word ", count: 150) + "and\none\u{A0}more")
        #expect(count.units == 62)
        #expect(count.unit == "seconds of speech")
        #expect(count.limit == nil && count.remaining == nil)
        #expect(count.fits)
        #expect(try self.count(id, " \n").units == 0)
    }

    @Test(arguments: [ChannelID.email, .web, .blog, .release, .internal, .partners])
    func `house rules set no hard limit`(id: ChannelID) throws {
        let count = try count(id, String(repeating: "a", count: 100_000))
        #expect(count.units == 100_000)
        #expect(count.limit == nil)
        #expect(count.fits && count.problems.isEmpty)
    }
}
