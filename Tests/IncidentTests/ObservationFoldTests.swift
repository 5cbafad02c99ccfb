import Foundation
import IncidentEvents
import Playbooks
import SwiftProtobuf
import Tables
import TestData
import Testing

@testable import Incident

/// Files of other programs, read with the shipped mappings. The counts were written down before.
@Suite struct ObservationFoldTests {
    static let now = Instant(rfc3339: "2026-11-30T12:00:00Z") ?? Instant(seconds: 0)
    private static let folder = SharedFolder.url("conformance/listening")
    private static let isThere = FileManager.default.fileExists(atPath: folder.path)

    static func watch(
        _ topic: String, _ terms: [String] = [], isExpression: Bool = false
    ) throws -> Watch {
        let events = try Decider.setWatch(
            .init(
                topic: topic, terms: terms,
                purpose: isExpression ? .crowdSafety : .publicQuestions, owner: "lee", days: 30,
                isExpression: isExpression), by: "kim", holding: [.incidentCommander],
            knowing: [], in: ListeningState(), at: now)
        var state = ListeningState()
        for event in events { state.evolve(with: record(event)) }
        return try #require(state.watches.first)
    }

    static func record(
        _ event: IncidentEvent.OneOf_Kind, at time: Instant = now, by actor: String = "lee"
    ) -> IncidentRecord {
        IncidentRecord(
            position: 0, revision: 0, eventID: "e", recordedAt: time,
            metadata: .with { $0.actor = actor }, content: .event(event))
    }

    struct Result {
        var fold: ObservationFold
        var refusals: [String]
        var sum: Int { fold.windows.map { Int($0.count) }.reduce(0, +) }
        var texts: [String] { fold.samples.map(\.text) }
    }

    static func fold(
        _ bytes: [UInt8], _ id: String, _ watches: [Watch], topic: Watch? = nil
    ) throws -> Result {
        let file = try #require(ShippedFiles.mapping(id))
        let mapping = try TableMapping.load(
            yaml: file.yaml, file: file.name, for: ObservationColumns.meanings)
        var result = Result(
            fold: ObservationFold(mapping, watches: watches, topic: topic, now: now), refusals: [])
        var table = MappedTable(mapping, ObservationColumns.meanings)
        try table.read(bytes, isLast: true) { item in
            if let refusal = result.fold.add(item) { result.refusals.append(refusal.description) }
        }
        return result
    }

    private func shared(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: Self.folder.appending(path: name)))
    }

    @Test(
        .enabled(if: isThere, "../shared/conformance isn't there"),
        arguments: [("jetstream-10.jsonl", 10, 1), ("jetstream-152.jsonl", 152, 17)])
    func `Jetstream's new posts are counted and nothing else`(
        name: String, rows: Int, posts: Int
    ) throws {
        let watch = try Self.watch("bluesky posts")
        let result = try Self.fold(try shared(name), "jetstream", [watch], topic: watch)
        #expect(result.fold.rows == rows && result.sum == posts && result.refusals == [])
        #expect(result.fold.leftOut == rows - posts)
        #expect(result.fold.windows.allSatisfy { $0.channel == "bluesky" })
        #expect(result.texts.count <= posts)
        #expect(!result.texts.contains { $0.contains("did:") || $0.contains("youtube") })
    }

    @Test(.enabled(if: isThere, "../shared/conformance isn't there"))
    func `all 737 hours of Gnip's file are counted, and its spikes are those of scipy`() throws {
        let watch = try Self.watch("#scotus")
        let result = try Self.fold(try shared("gnip-scotus.csv"), "gnip", [watch])
        #expect(result.fold.rows == 737 && result.refusals == [] && result.fold.unwatched == 0)
        #expect(result.fold.windows.count == 737)
        var counts: [Int64: Int] = [:]
        for window in result.fold.windows { counts[Instant(window.from).hour] = Int(window.count) }
        var test = SpikeTest()
        (test.days, test.fewestValues) = (14, 2)
        let findings = test.findings(counts, in: .utc).dropFirst(360)
        let tested = findings.compactMap { finding in
            finding.expectation.map { (finding, $0.probability) }
        }
        #expect(tested.count == 377)
        #expect(tested.count { $0.1 < 1e-4 } == 34)
        let greatest = try #require(tested.min { $0.1 < $1.1 })
        #expect(greatest.0.hour.rfc3339 == "2014-09-19T19:00:00Z" && greatest.0.count == 1018)
        #expect(abs(greatest.1 / 2.9117258573869106e-33 - 1) < 1e-9)
    }

    @Test(.enabled(if: isThere, "../shared/conformance isn't there"))
    func `Google Trends in Chinese is an index and no count`() throws {
        let watch = try Self.watch("fatal police shooting")
        let result = try Self.fold(try shared("google-trends-zh.csv"), "google-trends", [watch])
        #expect(result.refusals == [] && result.fold.rows == 73)
        #expect(result.fold.windows.count == 73)
        #expect(result.fold.windows.allSatisfy { $0.hasIndex && !$0.hasCount })
        #expect(result.fold.windows.first?.index == 34)
    }

    @Test(.enabled(if: isThere, "../shared/conformance isn't there"))
    func `a Mastodon status counts for its tag, without its author`() throws {
        let watch = try Self.watch("#hoot")
        let result = try Self.fold(
            try shared("mastodon-statuses.jsonl"), "mastodon-status", [watch])
        #expect(result.fold.rows == 2 && result.refusals == [])
        #expect(result.sum == 2)
        #expect(result.texts.allSatisfy { !$0.contains("mastodonpy") && !$0.contains("<") })
    }

    // MARK: Files made from the vendors' documented columns

    private func utf16(_ text: String) -> [UInt8] {
        [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    }

    @Test func `Meltwater's UTF-16 with tabs is counted with its own labels`() throws {
        let header =
            "Date\tHeadline\tURL\tOpening Text\tHit Sentence\tSource\tInfluencer\tCountry\tSubregion\tLanguage\tReach\tSentiment\tInput Name\r\n"
        let rows = [
            "06-Jul-2026 04:45PM\tH\thttps://a.example\tO\t\"Is the \"\"water\"\" safe?\tAsk @markerone\"\tTwitter\tMarker One\tUS\tTexas\ten\t1,234\tNegative\tBoil water",
            "06-Jul-2026 04:59PM\tH\thttps://b.example\tO\tThe water is brown\tMarker's Blog\tM\tUS\tTexas\ten\t\tUnknown\tBoil water",
            "06-Jul-2026 05:01PM\tH\t\t\t\tTwitter\t\tUS\t\ten\t\tNeutral\tOther search",
            "yesterday\tH\t\t\t\tTwitter\t\tUS\t\ten\t\tNeutral\tBoil water",
        ]
        let watch = try Self.watch("boil water")
        let result = try Self.fold(
            utf16(header + rows.joined(separator: "\r\n")), "meltwater", [watch])
        #expect(result.fold.rows == 4 && result.sum == 2 && result.fold.unwatched == 1)
        #expect(result.refusals == ["5:1: \"yesterday\" isn't a time of this mapping's patterns"])
        #expect(result.fold.windows.map(\.channel) == ["unknown", "x"])
        #expect(result.fold.windows.map { $0.labels.map(\.label) } == [["unknown"], ["negative"]])
        #expect(result.fold.unknownChannels == 1)
        let stored: [UInt8] = try result.fold.windows.flatMap { window -> [UInt8] in
            try window.serializedBytes()
        }
        #expect(!String(decoding: stored, as: UTF8.self).lowercased().contains("marker"))
        #expect(result.texts.sorted() == ["Is the \"water\" safe? Ask …", "The water is brown"])
    }

    @Test func `CrowdTangle's abbreviated zones and its changing header are read`() throws {
        let text = """
            \u{FEFF}Page Name,User Name,Facebook Id,Post Created,Total Interactions,Message,Link,"Overperforming Score (weighted  —  Likes 1x Shares 1x )"
            Marker Page,marker,100,2021-07-06 16:45:20 EDT,"1,234",Main Street is flooded,https://m.example,2.1
            Marker Page,marker,100,2021-07-06 15:50:00 CDT,,"Flood on Main, says @marker",,-1
            Marker Page,marker,100,2021-07-06 15:50:00,,Flood,,1
            Marker Page,marker,100,2021-07-06 15:50:00 CDT,,Nothing here,,1

            """
        let watch = try Self.watch("flood", ["flooded"])
        let result = try Self.fold(Array(text.utf8), "crowdtangle", [watch])
        #expect(result.fold.rows == 4 && result.sum == 2 && result.fold.unwatched == 1)
        #expect(result.refusals.count == 1 && result.refusals[0].hasPrefix("4:1:"))
        #expect(result.fold.windows.map { Instant($0.from).rfc3339 } == ["2021-07-06T20:00:00Z"])
        #expect(result.texts == ["Main Street is flooded", "Flood on Main, says …"])
    }

    @Test func `our own table takes counts with separators, and refuses what isn't one`() throws {
        let text = """
            time,topic,channel,count,index,sentiment,sample
            2026-07-06T16:00:00Z,boil water,x,"1,234",,,
            2026-07-06T11:00:00-05:00,Boil  Water,x,6,,positive,
            2026-07-06T16:00:00Z,boil water,x,1.234,,,
            2026-07-06T16:00:00Z,boil water,x,,,,
            2026-07-06T16:00:00,boil water,x,1,,,
            2036-07-06T16:00:00Z,boil water,x,1,,,
            2026-07-06T16:00:00Z,boil water,x,,41,,
            2026-07-06T16:00:00Z,boil water,"x,1,,,
            """
        let watch = try Self.watch("boil water")
        let result = try Self.fold(Array(text.utf8), "tocsin-csv", [watch])
        #expect(result.sum == 1240 && result.fold.windows.count == 1)
        #expect(result.fold.windows[0].index == 41, "It is beside the count, not in it.")
        #expect(
            result.refusals == [
                "4:1: the count \"1.234\" isn't a whole number",
                "5:1: the row has neither a count nor an index",
                "6:1: \"2026-07-06T16:00:00\" isn't a time of this mapping's patterns",
                "7:1: the time 2036-07-06T16:00:00Z is in the future",
                "9:33: this quote is never closed",
            ])
        let lines = """
            {"time": "2026-07-06T16:00:00Z", "topic": "boil water", "channel": "x", "count": 3}
            {"time": "2026-07-06T16:00:00Z", "topic": "boil water", "channel": "x", "count": "4"}
            """
        #expect(try Self.fold(Array(lines.utf8), "tocsin-jsonl", [watch]).sum == 7)
    }

    // MARK: Restraint

    @Test func `a window keeps at most 20 samples, each once`() throws {
        let lines = (0..<60).map {
            "{\"time\": \"2026-07-06T16:00:00Z\", \"channel\": \"x\", \"count\": 1, \"sample\": \"boil water on street \($0 / 2) letters\"}"
        }
        let watch = try Self.watch("boil water")
        let result = try Self.fold(
            Array(lines.joined(separator: "\n").utf8), "tocsin-jsonl", [watch])
        #expect(result.sum == 60 && result.texts.count == 20 && Set(result.texts).count == 20)
    }

    @Test func `of an expression of views, only counts are kept`() throws {
        let line =
            "{\"time\": \"2026-07-06T16:00:00Z\", \"channel\": \"x\", \"count\": 1, \"sentiment\": \"negative\", \"sample\": \"the march is peaceful\"}"
        let watch = try Self.watch("march", isExpression: true)
        let result = try Self.fold(Array(line.utf8), "tocsin-jsonl", [watch])
        #expect(result.sum == 1 && result.texts == [] && result.fold.windows[0].labels == [])
    }

    @Test func `every shipped mapping loads`() throws {
        for file in ShippedFiles.mappings {
            let mapping = try TableMapping.load(
                yaml: file.yaml, file: file.name, for: ObservationColumns.meanings)
            #expect(mapping.id == file.id)
        }
        #expect(
            Set(ShippedFiles.mappings.map(\.id)).isSuperset(of: [
                "gnip", "jetstream", "mastodon-status", "google-trends", "crowdtangle", "meltwater",
            ]))
    }

    @Test(arguments: [
        "Author", "User Name", "Screen Name", "did", "Profile URL", "Permalink",
        "Followers at Posting",
        "Influencer", "account.acct", "City", "Latitude", "commit.record.subject.uri", "userName",
        "commit.rkey", "Page Name", "Twitter Bio",
    ])
    func `a column about a person, a post or a place can't be mapped`(column: String) {
        let yaml = """
            mapping: m
            format: json-lines
            columns: {time: t, sample: "\(column)"}
            """
        let failure = #expect(throws: LoadFailure.self) {
            _ = try TableMapping.load(
                yaml: Array(yaml.utf8), file: "m.yaml", for: ObservationColumns.meanings)
        }
        #expect(failure?.description.contains("none of them may enter the log") == true)
    }
}

@Suite struct WatchTests {
    private func set(
        _ topic: String, _ purpose: WatchPurpose = .misinformation, days: Int = 30,
        isExpression: Bool = false, terms: [String] = [], roles: [Role] = [.pio],
        names: [String] = []
    ) throws -> WatchSet {
        let events = try Decider.setWatch(
            .init(
                topic: topic, terms: terms, purpose: purpose, owner: "lee", days: days,
                isExpression: isExpression), by: "lee", holding: roles, knowing: names,
            in: ListeningState(), at: ObservationFoldTests.now)
        guard case .watchSet(let event) = events.first else { throw CancellationError() }
        return event
    }

    @Test(arguments: [
        "@mayor", "x.com/mayor", "Jane Example", "did:plc:abcdefghijk", "jane@mail.example",
        "214-555-0100", "shooter named maria",
    ])
    func `a person is no topic`(topic: String) {
        let rejection = #expect(throws: Rejection.self) { try set(topic) }
        #expect(rejection?.code == .refused)
        #expect(throws: Rejection.self) { try set("flood", terms: [topic]) }
    }

    @Test func `a person whom the department identified is no topic in any case`() throws {
        #expect(throws: Rejection.self) { try set("jane example", names: ["Jane Example"]) }
        #expect(try set("jane street example", names: ["Jane Example"]).topic.isEmpty == false)
    }

    @Test(arguments: [
        "downtown march", "#Protest", "the mosque", "the Republican party", "#BlackLivesMatter",
    ])
    func `an expression of views is counted only for crowd safety, by the commander`(
        topic: String
    ) throws {
        #expect(throws: Rejection.self) {
            try set(topic, .misinformation, roles: [.incidentCommander])
        }
        #expect(throws: Rejection.self) { try set(topic, .crowdSafety, roles: [.pio]) }
        let event = try set(topic, .crowdSafety, roles: [.incidentCommander])
        #expect(event.expression && event.approvedBy == "lee")
    }

    @Test func `a watch ends after 30 days unless another time of at most 90 is given`() throws {
        let event = try set("flood")
        #expect(
            Instant(event.endsAt) == ObservationFoldTests.now.advanced(by: .seconds(30 * 86_400)))
        #expect(!event.expression && event.approvedBy.isEmpty)
        #expect(try set("flood", days: 90).watch == "W1")
        for days in [0, 91] { #expect(throws: Rejection.self) { try set("flood", days: days) } }
    }
}

@Suite struct ListeningStateTests {
    private func state(_ files: [(first: String, last: String, windows: [(String, Int)])]) throws
        -> ListeningState
    {
        var state = ListeningState()
        for (number, file) in files.enumerated() {
            let time = { (text: String) in Instant(rfc3339: text)?.timestamp ?? .init() }
            state.evolve(
                with: ObservationFoldTests.record(
                    .observationsImported(
                        .with {
                            ($0.importID, $0.source, $0.topics) = ("I\(number)", "s", ["t"])
                            ($0.first, $0.last) = (time(file.first), time(file.last))
                        })))
            state.evolve(
                with: ObservationFoldTests.record(
                    .observationWindows(
                        .with {
                            $0.importID = "I\(number)"
                            $0.windows = file.windows.map { from, count in
                                .with {
                                    ($0.topic, $0.channel, $0.from) = ("t", "x", time(from))
                                    $0.count = UInt64(count)
                                }
                            }
                        })))
        }
        return state
    }

    private func counts(_ state: ListeningState) -> [Int] {
        state.hourlyCounts(.init(topic: "t", channel: "x", source: "s")).sorted { $0.key < $1.key }
            .map(\.value)
    }

    @Test func `an hour that two files of a source cover isn't doubled`() throws {
        let state = try state([
            (
                "2026-07-06T16:05:00Z", "2026-07-06T18:20:00Z",
                [("2026-07-06T16:00:00Z", 7), ("2026-07-06T18:00:00Z", 2)]
            ),
            (
                "2026-07-06T18:01:00Z", "2026-07-06T19:30:00Z",
                [("2026-07-06T18:00:00Z", 5), ("2026-07-06T19:00:00Z", 1)]
            ),
        ])
        #expect(counts(state) == [7, 0, 5, 1])
    }

    @Test func `files that follow one another each hold a part of the hour between`() throws {
        let state = try state([
            ("2026-07-06T16:05:00Z", "2026-07-06T18:20:00Z", [("2026-07-06T18:00:00Z", 2)]),
            ("2026-07-06T18:20:01Z", "2026-07-06T18:30:00Z", [("2026-07-06T18:00:00Z", 5)]),
        ])
        #expect(counts(state) == [0, 0, 7])
    }
}
