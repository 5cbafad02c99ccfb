import Foundation
import Testing

/// The reenactment as a new user meets it.
@Suite struct DemoTests {
    /// One run for all tests of the suite.
    static let demo: Result<(desk: Desk, output: String), any Error> = Result {
        let desk = try Desk()
        let result = try Program.run(["demo", "--home", desk.home])
        guard result.status == 0 else { throw Desk.Unexpected(text: result.errors) }
        return (desk, result.output)
    }

    @Test func `it shows turning points, register, drafts and where the review is`() throws {
        let (desk, output) = try Self.demo.get()
        #expect(output.hasPrefix("*** REENACTMENT dallas-2016"))
        for words in [
            "== Turning points", "== Rumor register and coverage", "== Drafts",
            "5 carriers", "2 withdrawn", "5 open", "\(desk.home)/review.md",
            "\(desk.home)/review.json",
        ] {
            #expect(output.contains(words), "\(words)")
        }
        #expect(FileManager.default.fileExists(atPath: desk.home + "/review.md"))
    }

    @Test func `the review holds the intervals that were computed by hand`() throws {
        let (desk, _) = try Self.demo.get()
        let review = try desk.json("review")
        let measures = try #require(review["measures"] as? [[String: Any]])
        // From the data's own README: measure and seconds.
        let known: [(String, Int)] = [
            ("time-to-first-guidance", 2220), ("time-to-first-message", 2220),
            ("time-to-first-message", 5280), ("channel-skew", 1620), ("channel-skew", 2160),
            ("time-to-withdrawal", 62776), ("time-to-correction", 67320),
            ("time-to-correction", 59700), ("time-to-correction", 1980),
            ("time-to-correction", 17730), ("time-to-correction", 16320),
        ]
        for (name, seconds) in known {
            let found = measures.contains {
                $0["measure"] as? String == name && $0["durationSeconds"] as? Int == seconds
            }
            #expect(found, "\(name) \(seconds)")
        }
    }

    @Test func `as of 22:55 the picture stands uncontradicted and nothing later is shown`() throws {
        let (desk, _) = try Self.demo.get()
        let moment = "2016-07-07T22:55:00-05:00"
        let entries = try #require(
            try desk.json("timeline", "--as-of", moment)["entries"] as? [[String: Any]])
        let times = try entries.map { entry in
            let moment = try #require(entry["moment"] as? [String: Any])
            return try #require(moment["at"] as? String)
        }
        #expect(!times.isEmpty)
        #expect(times.allSatisfy { $0 <= "2016-07-08T03:55:00Z" })
        let status = try desk.json("status", "--as-of", moment)
        let published = try #require(status["published"] as? [[String: Any]])
        let picture = published.filter { ($0["wrong"] as? [String])?.isEmpty == false }
        #expect(picture.allSatisfy { $0["contradicted"] as? String == "none" })
        #expect(published.contains { $0["carrier"] as? String == "x:DallasPD" })
    }

    @Test func `at half past five the next day two are withdrawn and five cells open`() throws {
        let (desk, _) = try Self.demo.get()
        let moment = "2016-07-08T17:30:00-05:00"
        let register = try desk.json("coverage", "--as-of", moment)
        let rumors = try #require(register["rumors"] as? [[String: Any]])
        let photo = try #require(
            rumors.first { ($0["claim"] as? String)?.contains("pictured man is a suspect") == true }
        )
        let counts = try #require(photo["counts"] as? [String: Any])
        #expect(counts["open"] as? Int == 5)
        #expect(counts["withdrawn"] as? Int == 2)
        let timeline = try desk.run("timeline", "--as-of", moment)
        let clearing = timeline.output.split(separator: "\n").filter { $0.contains("about ") }
        #expect(!clearing.isEmpty)
        #expect(timeline.output.contains("d79"))
    }

    @Test func `running it again in the same home changes nothing`() throws {
        let (desk, output) = try Self.demo.get()
        let before = try desk.bytes()
        let again = try Program.run(["demo", "--home", desk.home])
        #expect(again.output == output)
        #expect(try desk.bytes() == before)
    }

    @Test func `it takes no home with incidents of one's own`() throws {
        let desk = try Desk.opened()
        let result = try Program.run(["demo", "--home", desk.home])
        #expect(result.status == 65)
        #expect(result.errors.contains("holds incidents of its own"))
    }
}
