import Foundation
import Testing

/// The Dallas reenactment in the built program, compared with figures computed by hand.
@Suite(.serialized) struct DallasTests {
    /// The demo's home.
    static let demo = Original { try DemoTests.demo.get().desk }

    /// The one that the tests of this suite read, one after another.
    private static let read = Result { try demo.get() }

    struct Review: Decodable {
        struct Measure: Decodable {
            struct End: Decodable {
                var position: Int
                var time: String
            }
            var measure: String
            var subject: String
            var carrier: String?
            var from: End?
            var to: End?
            var durationSeconds: Int?
            var approximate: Bool
        }
        var measures: [Measure]
    }

    func review() throws -> Review {
        let data = try Data(
            contentsOf: URL(fileURLWithPath: Self.read.get().home + "/review.json"))
        return try JSONDecoder().decode(Review.self, from: data)
    }

    struct Known: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var measure: String
        var carrier: String?
        /// In UTC; the data's README gives them with the offset -05:00.
        var from: String
        var to: String
        var seconds: Int
        /// Whether the data gives either end only as "about".
        var isApproximate = true
    }

    static let known = [
        Known(
            testDescription: "first shots to first protective instruction",
            measure: "time-to-first-guidance", from: "2016-07-08T01:58:00Z",
            to: "2016-07-08T02:35:00Z", seconds: 2220),
        Known(
            testDescription: "first shots to first message on X", measure: "time-to-first-message",
            carrier: "x:DallasPD", from: "2016-07-08T01:58:00Z", to: "2016-07-08T02:35:00Z",
            seconds: 2220),
        Known(
            testDescription: "first shots to the chief's first statement",
            measure: "time-to-first-message", carrier: "blog:dallas-police",
            from: "2016-07-08T01:58:00Z", to: "2016-07-08T03:26:00Z", seconds: 5280),
        Known(
            testDescription: "first statement, blog to X", measure: "channel-skew",
            from: "2016-07-08T03:26:00Z", to: "2016-07-08T03:53:00Z", seconds: 1620,
            isApproximate: false),
        Known(
            testDescription: "fifth death, blog to X", measure: "channel-skew",
            from: "2016-07-08T06:06:00Z", to: "2016-07-08T06:42:00Z", seconds: 2160),
        Known(
            testDescription: "wrong photo, posted to deleted", measure: "time-to-withdrawal",
            carrier: "x:DallasPD", from: "2016-07-08T03:52:44Z", to: "2016-07-08T21:19:00Z",
            seconds: 62776),
        Known(
            testDescription: "two snipers", measure: "time-to-correction",
            from: "2016-07-08T03:26:00Z", to: "2016-07-08T22:08:00Z", seconds: 67320),
        Known(
            testDescription: "four suspects", measure: "time-to-correction",
            from: "2016-07-08T05:34:00Z", to: "2016-07-08T22:09:00Z", seconds: 59700),
        Known(
            testDescription: "danger over, on television", measure: "time-to-correction",
            from: "2016-07-08T05:00:00Z", to: "2016-07-08T05:33:00Z", seconds: 1980),
        Known(
            testDescription: "bombs downtown", measure: "time-to-correction",
            from: "2016-07-08T05:34:30Z", to: "2016-07-08T10:30:00Z", seconds: 17730),
        Known(
            testDescription: "gunman shot himself", measure: "time-to-correction",
            from: "2016-07-08T08:00:00Z", to: "2016-07-08T12:32:00Z", seconds: 16320),
    ]

    @Test(.timeLimit(.minutes(10)), arguments: known)
    func `an interval computed by hand comes out of the log`(_ known: Known) throws {
        let found = try review().measures.filter {
            $0.measure == known.measure && $0.from?.time == known.from && $0.to?.time == known.to
                && (known.carrier == nil || $0.carrier == known.carrier)
        }
        #expect(found.map(\.durationSeconds) == [known.seconds])
        #expect(found.map(\.approximate) == [known.isApproximate])
    }

    /// The row of the page's table with a figure, as the words between its tags.
    private func row(of known: Known, in page: String) throws -> String? {
        let title = try #require(Self.titles[known.measure])
        let table = try #require(
            page.components(separatedBy: "<caption>\(title)</caption>").dropFirst().first?
                .components(separatedBy: "</table>").first)
        return table.components(separatedBy: "</tr>").first { row in
            row.contains("(\(known.seconds) s)")
                && (!known.isApproximate || row.contains("about "))
                && (known.carrier.map(row.contains) ?? true)
        }
    }

    private static let titles = [
        "time-to-first-message": "Onset to the first message, by account",
        "time-to-first-guidance": "Onset to the first protective guidance",
        "channel-skew": "First to last post of one message",
        "time-to-withdrawal": "Post to withdrawal, by account",
        "time-to-correction": "First appearance to our first correction",
    ]

    @Test(arguments: known)
    func `an interval computed by hand stands on the page and leads to its records`(
        _ known: Known
    ) throws {
        let home = try Self.read.get().home
        let page = try String(contentsOfFile: home + "/review.html", encoding: .utf8)
        let row = try #require(try row(of: known, in: page))
        let measure = try #require(
            try review().measures.first {
                $0.measure == known.measure && $0.durationSeconds == known.seconds
                    && (known.carrier == nil || $0.carrier == known.carrier)
            })
        for end in [measure.from, measure.to] {
            let position = try #require(end).position
            #expect(row.contains("<a href=\"#e\(position)\">entry \(position)</a>"))
            #expect(page.contains("<tr id=\"e\(position)\">"))
        }
    }

    @Test func `each measure is listed once`() throws {
        let keys = try review().measures.map {
            "\($0.measure) \($0.subject) \($0.carrier ?? "")"
        }
        #expect(Set(keys).count == keys.count)
    }

    @Test func `approximate figures print about in the report`() throws {
        let report = try String(
            contentsOfFile: Self.read.get().home + "/review.md", encoding: .utf8)
        #expect(report.contains("about 17 h 26 min (62776 s)"))
        #expect(report.contains("| 27 min (1620 s)"))
        #expect(report.contains("REENACTMENT"))
    }

    @Test func `the wrong photo stood on five carriers, two withdrawn, five open`() throws {
        let result = try Program.run(
            ["coverage", "--incident", "dallas-2016"],
            environment: Self.read.get().environment(as: "controller"))
        let entry = try #require(
            result.output.components(separatedBy: "\n\n").first { $0.contains("pictured man") })
        #expect(entry.contains("5 accounts or outlets, 2 withdrawn, 5 open"))
        let carriers = [
            "blog:dallas-police", "periscope:DallasPD", "press-conference:city-hall",
            "x:DallasPD", "x:dallas-pd-information-officer",
        ]
        for carrier in carriers { #expect(entry.contains("OPEN \(carrier) ")) }
    }

    /// The rows that each guard would have stopped, read from the timeline.
    func rowsFlagged(by guardID: String) throws -> Set<String> {
        let result = try Program.run(
            ["timeline", "--incident", "dallas-2016", "--json", "--view", "restricted"],
            environment: Self.read.get().environment(as: "controller"))
        struct Timeline: Decodable {
            struct Entry: Decodable {
                struct Provenance: Decodable { var reference: String? }
                var kind: String
                var text: String
                var provenance: Provenance?
            }
            var entries: [Entry]
        }
        let timeline = try JSONDecoder().decode(Timeline.self, from: Data(result.output.utf8))
        return Set(
            timeline.entries.filter {
                $0.kind == "guard-flagged" && $0.text.contains("Guard \(guardID) ")
            }.compactMap(\.provenance?.reference))
    }

    @Test func `the identification guard would have stopped the five posts of the photo`() throws {
        #expect(
            try rowsFlagged(by: "identification") == ["d27", "d29", "d30", "d38", "d39"])
    }

    @Test func `unverified facts are flagged and true early messages are not`() throws {
        let flagged = try rowsFlagged(by: "fact-not-sayable")
        #expect(flagged.isSuperset(of: ["d25", "d56", "d46", "d57"]))
        #expect(flagged.isDisjoint(with: ["d15", "d43", "d61"]))
        #expect(try rowsFlagged(by: "unapproved").isEmpty)
    }

    @Test func `what nobody wrote down is not recorded rather than missing`() throws {
        let report = try String(
            contentsOfFile: Self.read.get().home + "/review.md", encoding: .utf8)
        #expect(report.contains("not recorded"))
    }

    @Test func `five minutes to eleven shows nothing later, and the photo uncontradicted`() throws {
        let result = try Program.run(
            [
                "timeline", "--incident", "dallas-2016", "--as-of", "2016-07-07T22:55:00-05:00",
            ], environment: Self.read.get().environment(as: "controller"))
        #expect(result.status == 0)
        #expect(result.output.contains("22:52:44 CDT"))
        #expect(result.output.contains("not corrected"))
        for later in ["22:56", "22:57", "23:", "2016-07-08"] {
            #expect(!result.output.contains(" \(later)"), "shows \(later)")
        }
    }

    @Test func `the next afternoon shows two withdrawals, the clearing post and five open cells`()
        throws
    {
        let asOf = ["--incident", "dallas-2016", "--as-of", "2016-07-08T17:30:00-05:00"]
        let timeline = try Program.run(
            ["timeline"] + asOf, environment: Self.read.get().environment(as: "controller")
        ).output
        #expect(timeline.contains("deleted on x:DallasPD"))
        #expect(timeline.contains("deleted on x:dallas-pd-information-officer"))
        let words = timeline.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let clearing = try #require(
            words.firstMatch(
                of: #/(\w+ 05:00:30 CDT [^)]*\)) M\d+ \(correction\) posted on ([^ ]+)\. /#))
        #expect(clearing.output.1 == "about 05:00:30 CDT (time unknown)")
        #expect(clearing.output.2 == "x:dallas-officer-unidentified")
        let coverage = try Program.run(
            ["coverage"] + asOf, environment: Self.read.get().environment(as: "controller")
        ).output
        #expect(coverage.contains("5 accounts or outlets, 2 withdrawn, 5 open"))
    }

    @Test func `replacing a figure's time moves the figure, and leaving its end out opens it`()
        throws
    {
        let tocsin = try Desk()
        func durations(of scenario: String) throws -> [Int?] {
            let name = UUID().uuidString
            let file = URL(fileURLWithPath: "\(tocsin.folder)/\(name).yaml")
            try scenario.write(to: file, atomically: true, encoding: .utf8)
            let home = "\(tocsin.folder)/\(name)"
            let run = try Program.run(
                ["scenario", "run", file.path, "--home", home],
                environment: tocsin.environment(as: "controller"))
            #expect(run.status == 0, "\(run.output)\(run.errors)")
            let review = try Program.run(
                [
                    "review", "--json", "--incident", "invented", "--home", home,
                ], environment: tocsin.environment(as: "controller"))
            let measures = try JSONDecoder().decode(Review.self, from: Data(review.output.utf8))
            return measures.measures.filter { $0.measure == "time-to-correction" }
                .map(\.durationSeconds)
        }
        #expect(try durations(of: Self.invented(correctionAt: "10:30:00")) == [1500])
        #expect(try durations(of: Self.invented(correctionAt: "10:40:00")) == [2100])
        #expect(try durations(of: Self.invented(correctionAt: nil)) == [nil])
    }

    /// A rumor seen at 10:05 and, if a time is given, corrected by us at that time.
    static func invented(correctionAt time: String?) -> String {
        var yaml = Reenactment.opening("invented", "A water main that never broke")
        yaml += """
              - number: i1
                at: "2026-03-02T10:05:00-06:00"
                as: controller
                role: controller
                command:
                  rumor report: {claim: The main on Elm Street has burst., on: ["tv:station-4"], label: r}

            """
        let answeredAt = time ?? "10:30:00"
        yaml += """
              - number: i2
                at: "2026-03-02T\(answeredAt)-06:00"
                as: controller
                role: controller
                command:
                  - rumor assess: {rumor: $r, finding: "false", because: The main is whole.}

            """
        if time != nil {
            yaml += """
                      - message draft: {kind: correction, text: The main on Elm Street is whole., corrects: [$r], identifies: nobody, on: [x], submit: true, release: true, posted: ["x:RivertonPD"]}

                """
        }
        return yaml
    }
}
