import ChildProcess
import Foundation
import Glibc
import Testing

/// Listening, from the watch to the audit.
@Suite struct ObserveTests {
    /// 2026-11-30T12:00:00Z
    private static let now: Int64 = 1_796_040_000_000_000

    private static func desk() throws -> Desk { try Desk.staffed(at: now) }

    private static func watched(_ topic: String = "boil water") throws -> Desk {
        let desk = try desk()
        try done(desk, ["observe", "watch", topic, "--purpose", "misinformation"])
        return desk
    }

    @discardableResult
    private static func done(
        _ desk: Desk, _ arguments: [String], as actor: String = "lee"
    ) throws -> String {
        let result = try desk.perform(arguments, as: actor)
        guard result.status == 0 else { throw Desk.Unexpected(text: result.errors) }
        return result.output
    }

    /// Eight weeks of hourly counts of 2 and 3, and at the end `last`.
    private static func counts(
        _ last: [Int], sample: String = "", until end: Int = Int(now / 1_000_000)
    ) -> String {
        let start = end - 56 * 86_400
        let hours = 56 * 24
        return (0..<hours).map { hour in
            let time = Date(timeIntervalSince1970: Double(start + hour * 3600))
            let left = hours - hour
            let count = left <= last.count ? last[last.count - left] : 2 + hour % 2
            return
                "{\"time\": \"\(time.ISO8601Format())\", \"topic\": \"boil water\", \"channel\": \"x\", \"count\": \(count), \"sentiment\": \"negative\", \"sample\": \"\(left <= last.count ? sample : "")\"}\n"
        }.joined()
    }

    @Test func `nothing is counted without a watch`() throws {
        let desk = try Self.desk()
        _ = try desk.run("open", "attack-on-officers", "--place", "Main", "--id", "riverton")
        let file = try desk.write("20140824000000, 3600,27,#scotus\n", to: "c.csv")
        let refused = try desk.run("observe", "import", file, "--map", "gnip")
        #expect(refused.status == 77, "\(refused)")
        #expect(refused.errors.contains("No watch is in force, so nothing may be counted."))
        try Self.done(desk, ["observe", "watch", "#scotus", "--purpose", "public-questions"])
        let counted = try Self.done(desk, ["observe", "import", file, "--map", "gnip"])
        #expect(counted.contains("I1: 1 row in 1 window, 0 refused"), "\(counted)")
        try Self.done(desk, ["observe", "end", "W1", "--because", "it is decided"])
        #expect(try desk.run("observe", "import", file, "--map", "gnip").status == 77)
    }

    @Test func `a watch needs a purpose from the list and the right to listen`() throws {
        let desk = try Self.desk()
        let bad = try desk.run("observe", "watch", "flood", "--purpose", "curiosity")
        #expect(bad.status == 64, "\(bad)")
        let person = try desk.run("observe", "watch", "@mayor", "--purpose", "misinformation")
        #expect(
            person.status == 77 && person.errors.contains("A person can't be a topic"), "\(person)")
        let march = try desk.run("observe", "watch", "the march", "--purpose", "crowd-safety")
        #expect(march.status == 77 && march.errors.contains("lee isn't the commander"), "\(march)")
        try Self.done(
            desk, ["observe", "watch", "the march", "--purpose", "crowd-safety"], as: "kim")
        let list = try Self.done(desk, ["observe", "list"])
        #expect(
            list.contains("EXPRESSION OF VIEWS, counts only, owner kim, approved by kim"), "\(list)"
        )
        #expect(
            try desk.perform(
                ["observe", "watch", "flood", "--purpose", "misinformation"], as: "sam"
            ).status == 77)
    }

    @Test func `a spike is explained and decides nothing`() throws {
        let desk = try Self.watched()
        let file = try desk.write(
            Self.counts([15, 30], sample: "hospital wells poisoned at @markerone"), to: "c.jsonl")
        try Self.done(desk, ["observe", "import", file, "--map", "tocsin-jsonl"])
        let said = try Self.done(desk, ["observe", "spikes"])
        #expect(said.contains("expected about 2.3, saw 30, rising"), "\(said)")
        #expect(said.contains("expected about 2.7, saw 15\n"), "\(said)")
        #expect(said.contains("2 spikes in"), "\(said)")
        #expect(said.contains("If it is a rumor: tocsin rumor report CLAIM"), "\(said)")
        let json = try desk.json("observe", "spikes", "boil water")
        let spikes = try #require(json["spikes"] as? [[String: Any]])
        #expect(spikes.map { $0["count"] as? Int } == [30, 15])
        #expect(spikes[0]["samples"] as? [String] == ["hospital wells poisoned at …"])
    }

    @Test func `a young topic has no baseline, and its growth is said`() throws {
        let desk = try Self.watched()
        let lines = (0..<5).map {
            "{\"time\": \"2026-11-30T0\($0):00:00Z\", \"topic\": \"boil water\", \"channel\": \"x\", \"count\": \(4 << $0)}"
        }
        let file = try desk.write(lines.joined(separator: "\n"), to: "c.jsonl")
        try Self.done(desk, ["observe", "import", file, "--map", "tocsin-jsonl"])
        let said = try Self.done(desk, ["observe", "spikes"])
        #expect(
            said.contains(
                "64, 32 the hour before, doubling in 1 h at this rate. No baseline: 0 values of at least 20."
            ), "\(said)")
    }

    @Test func `the same file and an overlapping one double nothing and say so`() throws {
        let desk = try Self.watched()
        func line(_ hour: Int, _ count: Int) -> String {
            "{\"time\": \"2026-11-30T0\(hour):30:00Z\", \"topic\": \"boil water\", \"channel\": \"x\", \"count\": \(count)}\n"
        }
        let first = try desk.write(line(1, 5) + line(2, 7), to: "a.jsonl")
        let second = try desk.write(line(2, 7) + line(3, 9), to: "b.jsonl")
        try Self.done(desk, ["observe", "import", first, "--map", "tocsin-jsonl"])
        let bytes = try desk.bytes()
        let again = try Self.done(desk, ["observe", "import", first, "--map", "tocsin-jsonl"])
        #expect(again == "No change: this file was imported as I1.\n")
        #expect(try desk.bytes() == bytes)
        let other = try Self.done(desk, ["observe", "import", second, "--map", "tocsin-jsonl"])
        #expect(other.contains("It covers a part of the same time as I1."), "\(other)")
        let trend = try desk.json("observe", "trend")
        let series = try #require((trend["series"] as? [[String: Any]])?.first)
        #expect(series["total"] as? Int == 21)
    }

    @Test func `refused rows are counted, written to a file, and stop nothing`() throws {
        let desk = try Self.watched()
        let file = try desk.write(
            "time,topic,channel,count,index,sentiment,sample\n2026-11-30T01:00:00Z,boil water,x,2,,,\nyesterday,boil water,x,1,,,\n",
            to: "c.csv")
        let rejects = desk.folder + "/rejects.csv"
        let dry = try Self.done(
            desk, ["observe", "import", file, "--map", "tocsin-csv", "--dry-run"])
        #expect(dry.contains("line 2: 2026-11-29 19:00:00 CST, boil water, x, count 2"), "\(dry)")
        #expect(dry.contains("Would count 2 rows in 1 window, 1 refused"), "\(dry)")
        let said = try Self.done(
            desk, ["observe", "import", file, "--map", "tocsin-csv", "--rejects", rejects])
        #expect(said.contains("The refused rows are in \(rejects)."), "\(said)")
        #expect(
            try String(contentsOfFile: rejects, encoding: .utf8)
                == "line,column,reason\n3,1,\"\"\"yesterday\"\" isn't a time of this mapping's patterns\"\n"
        )
    }

    @Test func `a home's own mapping comes before the shipped ones`() throws {
        let desk = try Self.watched()
        try FileManager.default.createDirectory(
            atPath: desk.home + "/mappings", withIntermediateDirectories: true)
        let yaml =
            "mapping: calls\nformat: csv\ndelimiter: semicolon\ncolumns: {time: When, topic: What}\nvalues: {channel: phone}\ntime: {patterns: [dd.MM.yyyy HH:mm], zone: America/Chicago}\n"
        try Data(yaml.utf8).write(to: URL(fileURLWithPath: desk.home + "/mappings/calls.yaml"))
        let file = try desk.write("When;What\n30.11.2026 01:00;Boil water\n", to: "c.csv")
        let said = try Self.done(desk, ["observe", "import", file, "--map", "calls"])
        #expect(said.contains("boil water on phone, 2026-11-30 01:00 CST"), "\(said)")
        let unknown = try desk.run("observe", "import", file, "--map", "cals")
        #expect(unknown.errors.contains("Did you mean calls?"), "\(unknown.errors)")
    }

    @Test func `every watch and query is in the audit`() throws {
        let desk = try Self.watched()
        try Self.done(desk, ["observe", "trend", "boil water"])
        try Self.done(desk, ["observe", "spikes"], as: "kim")
        try Self.done(desk, ["observe", "end", "W1", "--because", "the notice is lifted"])
        let audit = try Self.done(desk, ["observe", "audit"])
        #expect(audit.contains("W1 \"boil water\" for misinformation, owner lee, set"), "\(audit)")
        #expect(audit.contains("the notice is lifted"), "\(audit)")
        #expect(audit.contains("lee read trend of \"boil water\""), "\(audit)")
        #expect(audit.contains("kim read spikes of all topics"), "\(audit)")
        let queries = try #require(try desk.json("observe", "audit")["queries"] as? [[String: Any]])
        #expect(queries.map { $0["query"] as? String } == ["trend", "spikes"])
    }

    @Test func `sentiment is counted by vendor, and the page shows a chart of the same values`()
        throws
    {
        let desk = try Self.watched()
        let file = try desk.write(Self.counts([9]), to: "c.jsonl")
        try Self.done(
            desk,
            ["observe", "import", file, "--map", "tocsin-jsonl", "--source", "vendor-one"])
        let said = try Self.done(desk, ["observe", "trend", "boil water"])
        #expect(said.contains("boil water on x, by vendor-one: counts"), "\(said)")
        #expect(said.contains("As vendor-one labels them: negative "), "\(said)")
        let page = try Self.done(desk, ["observe", "trend", "--html"])
        #expect(page.contains("<svg") && page.contains("labels them"))
    }

    @Test func `no marker of an author reaches the log, an export, JSON or a page`() throws {
        let desk = try Self.watched()
        let posts = (0..<30).map {
            "06-Jul-2026 04:\(10 + $0)PM\tMarker headline\thttps://x.com/markerurl/\($0)\tMarker text\tIs the boil water notice over, @markerhandle\($0)? u/markerreddit did:plc:markerdid12345\tTwitter\tMarker Name\tUS\tMarker County\ten\t9\tNegative\tBoil water\tMarker bio"
        }
        let header =
            "Date\tHeadline\tURL\tOpening Text\tHit Sentence\tSource\tInfluencer\tCountry\tSubregion\tLanguage\tReach\tSentiment\tInput Name\tTwitter Bio"
        let text = ([header] + posts).joined(separator: "\n")
        let file = try desk.write(text, to: "markerfile.tsv")
        let said = try Self.done(desk, ["observe", "import", file, "--map", "meltwater"])
        #expect(said.contains("30 rows in 1 window, 0 refused"), "\(said)")
        var outputs = [said, String(decoding: try desk.bytes(), as: UTF8.self)]
        for command in ["observe list", "observe trend", "observe spikes", "observe audit"] {
            outputs.append(try Self.done(desk, Words.split(command)))
            outputs.append(try Self.done(desk, Words.split(command) + ["--json"]))
        }
        outputs.append(try Self.done(desk, ["observe", "trend", "--html"]))
        let export = desk.folder + "/export.jsonl"
        try Self.done(desk, ["log", "export", "--with-private", "--output", export])
        outputs.append(try String(contentsOfFile: export, encoding: .utf8))
        for output in outputs { #expect(!output.lowercased().contains("marker")) }
        #expect(outputs[1].contains("boil water notice over"), "The sample's words are there.")
    }

    @Test func `an import killed at any moment and run again counts once`() throws {
        // Separate processes read the machine's clock.
        let desk = try Desk.staffed()
        try Self.done(desk, ["observe", "watch", "boil water", "--purpose", "misinformation"])
        let end = Int(Date().timeIntervalSince1970) / 3600 * 3600
        let file = try desk.write(Self.counts([9, 9], until: end), to: "c.jsonl")
        let expected = 56 * 24
        for delay in [0, 5_000, 20_000, 60_000, 120_000] {
            let child = try Program.start(
                ["observe", "import", file, "--map", "tocsin-jsonl"],
                environment: desk.environment(as: "lee"))
            usleep(useconds_t(delay))
            kill(child.id, SIGKILL)
            _ = try child.wait()
        }
        _ = try desk.run("observe", "import", file, "--map", "tocsin-jsonl")
        let answer = try desk.json("observe", "list")
        let imports = try #require(answer["imports"] as? [[String: Any]])
        #expect(imports.map { $0["rows"] as? Int } == [expected])
        let series = try #require(
            (try desk.json("observe", "trend")["series"] as? [[String: Any]])?.first)
        #expect((series["windows"] as? [[String: Any]])?.count == expected)
    }
}
