import Documents
import Foundation
import TestData
import Testing

@testable import Wire

@Suite struct WireFeedTests {
    static func time(_ clock: String) throws -> WireTime {
        try #require(WireTime(rfc3339: "2026-03-04T\(clock):00-06:00"))
    }

    static func entries() throws -> [FeedEntry] {
        [
            FeedEntry(
                id: "tag:police.example,2026:r/1", title: "Two people are hurt",
                text: "Two people <are> hurt & treated.\n\nMore at 22:45.\nStay inside.",
                address: "https://police.example/r/1?a=1&b=2", published: try time("22:10")),
            FeedEntry(
                id: "tag:police.example,2026:r/2", title: "Calles cerradas",
                text: "Main cerrada ]]> 🚓", published: try time("22:20"),
                updated: try time("22:25"), language: "es-US"),
            FeedEntry(
                id: "tag:police.example,2026:r/3", title: "Correction: three people are hurt",
                text: "We said two. Three people are hurt.", address: "https://police.example/r/3",
                published: try time("22:40"), corrects: ["tag:police.example,2026:r/1"]),
        ]
    }

    static func feed(_ entries: [FeedEntry], marking: String? = nil) throws -> Feed {
        try Feed(
            id: "tag:police.example,2026:r", title: "Riverton Police: Main Street",
            subtitle: "Every public entry", homeAddress: "https://police.example/r",
            feedAddress: "https://police.example/r.atom", authorName: "Riverton Police",
            language: "en-US", marking: marking, asOf: try time("23:00"), entries: entries)
    }

    @Test func `a correction raises the entry that it corrects and is an entry of its own`() throws
    {
        let feed = try Self.feed(try Self.entries())
        #expect(feed.items.map(\.entry.title).first == "Correction: three people are hurt")
        #expect(feed.items.count == 3)
        let corrected = try #require(feed.items.last)
        // A second after the correction, which is a separate change.
        let raised = try #require(WireTime(rfc3339: "2026-03-04T22:40:01-06:00"))
        #expect(corrected.updated == raised)
        #expect(feed.items[0].updated == (try Self.time("22:40")))
        #expect(corrected.entry.text == (try Self.entries()[0].text))
        #expect(feed.items[1].updated == (try Self.time("22:25")))
        #expect(feed.updated == raised)
    }

    @Test func `the order in which entries are given changes nothing`() throws {
        let forward = try Self.feed(try Self.entries())
        let backward = try Self.feed(try Self.entries().reversed())
        #expect(try forward.atom() == backward.atom())
        #expect(try forward.rss() == backward.rss())
        #expect(try forward.jsonFeed() == backward.jsonFeed())
    }

    @Test func `a correction of an entry outside the feed stands alone`() throws {
        let feed = try Self.feed(try Self.entries().suffix(1))
        #expect(feed.items.count == 1)
        #expect(try feed.jsonFeed().contains("tag:police.example,2026:r/1"))
    }

    struct Bad: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let reason: String
        let spoil: @Sendable (inout [FeedEntry]) -> Void
    }

    @Test(arguments: [
        Bad(testDescription: "an id of words", reason: "valid IRI") { $0[0].id = "entry 1" },
        Bad(testDescription: "a relative id", reason: "valid IRI") { $0[0].id = "/r/1" },
        Bad(testDescription: "an id twice", reason: "twice") { $0[1].id = $0[0].id },
        Bad(testDescription: "no title", reason: "title is empty") { $0[0].title = " \n" },
        Bad(testDescription: "a script as address", reason: "not absolute") {
            $0[0].address = "javascript:alert(1)"
        },
        Bad(testDescription: "a correction of itself", reason: "corrects itself") {
            $0[0].corrects = [$0[0].id]
        },
        Bad(testDescription: "an update before the entry", reason: "before it was published") {
            $0[1].updated = $0[0].published
        },
    ])
    func `an entry that no reader could take is refused`(example: Bad) throws {
        var entries = try Self.entries()
        example.spoil(&entries)
        let error = try #require(throws: WireError.self) { try Self.feed(entries) }
        #expect(error.description.contains(example.reason))
    }

    @Test func `a control character is shown by name, and never cuts a text or a feed`() throws {
        var entries = try Self.entries()
        entries[0].text = "before\u{0}after"
        entries[1].title = "Main \u{1B}[31m"
        let feed = try Self.feed(entries)
        for text in [try feed.atom(), try feed.rss()] {
            #expect(text.contains("before\\u{0}after"))
            #expect(text.contains("Main \\u{1B}[31m"))
            #expect(text.unicodeScalars.allSatisfy(VisibleText.isAllowedInXML))
        }
    }
}

@Suite(
    .enabled(if: WireValidators.canCheckFeeds, "Python's feedparser and atoma are not installed"))
struct WireFeedReaderTests {
    /// The output of feedparser, a line each; atoma must read the same text without an error.
    private static let xmlReader = """
        import sys, atoma, feedparser
        raw = sys.stdin.buffer.read()
        read = feedparser.parse(raw)
        assert read.bozo == 0, read.bozo_exception
        (atoma.parse_atom_bytes if read.version == "atom10" else atoma.parse_rss_bytes)(raw)
        print(read.version, read.feed.title, read.feed.link, sep=" | ")
        for entry in read.entries:
            tags = ",".join(tag.term for tag in entry.get("tags", []))
            print(entry.id, entry.title, entry.published, entry.updated, tags, sep=" | ")
        print(read.entries[-1].get("content", [{"value": read.entries[-1].get("summary")}])[0]["value"])
        """

    @Test func `other programs read the Atom feed as it was meant`() throws {
        let xml = try WireFeedTests.feed(try WireFeedTests.entries()).atom()
        #expect(
            try OutsideProgram.python(Self.xmlReader, input: xml) == """
                atom10 | Riverton Police: Main Street | https://police.example/r
                tag:police.example,2026:r/3 | Correction: three people are hurt | \
                2026-03-04T22:40:00-06:00 | 2026-03-04T22:40:00-06:00 | correction
                tag:police.example,2026:r/2 | Calles cerradas | \
                2026-03-04T22:20:00-06:00 | 2026-03-04T22:25:00-06:00 | \n\
                tag:police.example,2026:r/1 | Two people are hurt | \
                2026-03-04T22:10:00-06:00 | 2026-03-04T22:40:01-06:00 | corrected
                Two people <are> hurt & treated.

                More at 22:45.
                Stay inside.

                Corrected: see "Correction: three people are hurt" https://police.example/r/3

                """)
    }

    @Test func `other programs read the RSS feed as it was meant`() throws {
        let xml = try WireFeedTests.feed(try WireFeedTests.entries(), marking: "EXERCISE").rss()
        #expect(
            try OutsideProgram.python(Self.xmlReader, input: xml) == """
                rss20 | EXERCISE: Riverton Police: Main Street | https://police.example/r
                tag:police.example,2026:r/3 | EXERCISE: Correction: three people are hurt | \
                Wed, 04 Mar 2026 22:40:00 -0600 | 2026-03-04T22:40:00-06:00 | correction
                tag:police.example,2026:r/2 | EXERCISE: Calles cerradas | \
                Wed, 04 Mar 2026 22:20:00 -0600 | 2026-03-04T22:25:00-06:00 | \n\
                tag:police.example,2026:r/1 | EXERCISE: Two people are hurt | \
                Wed, 04 Mar 2026 22:10:00 -0600 | 2026-03-04T22:40:01-06:00 | corrected
                <p>Two people &lt;are&gt; hurt &amp; treated.</p>
                <p>More at 22:45.<br />Stay inside.</p>
                <p>Corrected: see "Correction: three people are hurt" https://police.example/r/3</p>

                """)
    }

    @Test func `other programs read the JSON feed as it was meant`() throws {
        let reader = """
            import sys, atoma
            read = atoma.parse_json_feed_bytes(sys.stdin.buffer.read())
            print(read.version, read.title, read.home_page_url, read.feed_url, sep=" | ")
            for item in read.items:
                print(item.id_, item.title, item.date_published.isoformat(),
                      item.date_modified.isoformat(), ",".join(item.tags), sep=" | ")
            print(read.items[-1].content_text.splitlines()[0])
            """
        let json = try WireFeedTests.feed(try WireFeedTests.entries()).jsonFeed()
        #expect(
            try OutsideProgram.python(reader, input: json) == """
                https://jsonfeed.org/version/1.1 | Riverton Police: Main Street | \
                https://police.example/r | https://police.example/r.atom
                tag:police.example,2026:r/3 | Correction: three people are hurt | \
                2026-03-04T22:40:00-06:00 | 2026-03-04T22:40:00-06:00 | correction
                tag:police.example,2026:r/2 | Calles cerradas | \
                2026-03-04T22:20:00-06:00 | 2026-03-04T22:25:00-06:00 | \n\
                tag:police.example,2026:r/1 | Two people are hurt | \
                2026-03-04T22:10:00-06:00 | 2026-03-04T22:40:01-06:00 | corrected
                Two people <are> hurt & treated.

                """)
    }

    @Test func `an empty feed is a feed`() throws {
        let feed = try WireFeedTests.feed([])
        let reader = """
            import sys, atoma, feedparser
            raw = sys.stdin.buffer.read()
            read = feedparser.parse(raw)
            assert read.bozo == 0, read.bozo_exception
            (atoma.parse_atom_bytes if read.version == "atom10" else atoma.parse_rss_bytes)(raw)
            print(len(read.entries), read.feed.updated)
            """
        #expect(
            try OutsideProgram.python(reader, input: feed.atom()) == "0 2026-03-04T23:00:00-06:00\n"
        )
        #expect(
            try OutsideProgram.python(reader, input: feed.rss())
                == "0 Wed, 04 Mar 2026 23:00:00 -0600\n")
    }
}
