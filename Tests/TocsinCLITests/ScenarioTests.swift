import ChildProcess
import Foundation
import Glibc
import Testing

@Suite struct ScenarioRunTests {
    /// The records, without values that differ between runs.
    private func records(of home: String) throws -> [String] {
        let result = try Program.run(["log", "show", "--json", "--limit", "100000", "--home", home])
        #expect(result.status == 0, "\(result.errors)")
        return try result.output.split(separator: "\n").map { line in
            var record = try #require(
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            record["recordedAt"] = nil
            record["rawClock"] = nil
            let data = try JSONSerialization.data(withJSONObject: record, options: .sortedKeys)
            return String(decoding: data, as: UTF8.self)
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a run that is killed half-way resumes to what an uninterrupted one gives`() throws {
        let desk = try Desk()
        let whole = desk.folder + "/whole"
        let cut = desk.folder + "/cut"
        let uninterrupted = try Program.run(["scenario", "run", "dallas-2016", "--home", whole])
        #expect(uninterrupted.status == 0, "\(uninterrupted.errors)")

        let child = try Program.start(["scenario", "run", "dallas-2016", "--home", cut])
        // Killed once the log has grown, at any point.
        let file = cut + "/log/data.mdb"
        while child.isRunning {
            let size = try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int
            if let size, size > 300_000 { break }
            usleep(1000)
        }
        child.send(SIGKILL)
        #expect(try child.wait() == .killed(signal: SIGKILL))
        let half = try records(of: cut)
        let all = try records(of: whole)
        #expect(!half.isEmpty && half.count < all.count)
        #expect(half == Array(all.prefix(half.count)))

        let resumed = try Program.run(["scenario", "run", "dallas-2016", "--home", cut, "--json"])
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(try records(of: cut) == all)
        let answer = try #require(
            try JSONSerialization.jsonObject(with: Data(resumed.output.utf8)) as? [String: Any])
        #expect(answer["alreadyRecorded"] as? Int == half.count)
        #expect(answer["recorded"] as? Int == all.count - half.count)
    }

    private static let drill = """
        scenario: drill
        incident: drill
        mode: exercise
        playbook: attack-on-officers
        zone: America/Chicago
        place: Main and Lamar
        department:
          department: Riverton Police Department
          id: riverton-pd
          zone: America/Chicago
          people:
            - {id: lee, roles: [pio]}
            - {id: kim, roles: [incident-commander]}
          accounts:
            x: [RivertonPD]
        injects:
          - number: "1"
            at: "2026-05-01T10:00:00-05:00"
            as: lee
            command:
              fact record:
                statement: "-5 degrees, and \\"quoted\\"; $HOME `id`"
                source: dispatch
                verified: true
                clear: true
                label: cold
          - number: "2"
            at: "2026-05-01T10:05:00-05:00"
            as: lee
            command:
              - message draft:
                  kind: update
                  text: It is cold.
                  cite: [$cold]
                  on: [x]
                  identifies: nobody
                  submit: true
                  label: update
              - note log:
                  text: Told the desk.
                  occurred: "-2m"
          - number: "3"
            at: "2026-05-01T10:10:00-05:00"
            as: kim
            role: incident-commander
            command:
              message approve:
                message: $update
                release: true

        """

    @Test func `a drill of one's own runs through the same parser, without a shell`() throws {
        let desk = try Desk()
        let file = try desk.write(Self.drill, to: "drill.yaml")
        let run = try desk.run("scenario", "run", file)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.hasPrefix("*** EXERCISE drill"))
        let facts = try #require(try desk.json("fact", "list")["facts"] as? [[String: Any]])
        #expect(facts.first?["statement"] as? String == "-5 degrees, and \"quoted\"; $HOME `id`")
        let message = try desk.json("message", "show", "M2")
        #expect(message["status"] as? String == "released")
        #expect(message["cites"] as? [String] == ["F1"])
        let early = try desk.json("fact", "list", "--as-of", "2026-05-01T10:04:59-05:00")
        #expect((early["facts"] as? [Any])?.count == 1)
        let none = try desk.json("message", "list", "--as-of", "2026-05-01T10:04:59-05:00")
        #expect((none["messages"] as? [Any])?.count == 1)
    }

    @Test func `an inject gives commands of two and of three words`() throws {
        let desk = try Desk()
        let later = """
              - number: "4"
                at: "2026-05-01T11:00:00-05:00"
                as: kim
                command:
                  - role assign: {person: eva, role: evaluator}
                  - review lesson:
                      text: Nobody watched the stream
                      improve: true
                      label: unwatched
                  - review action add:
                      text: Put up a monitor
                      owner: duty-pio
                      due: 2026-06-01
                      lesson: $unwatched
                      label: monitor
                  - review action done: {action: $monitor, note: bought}

            """
        let file = try desk.write(Self.drill + later, to: "drill.yaml")
        let run = try desk.run("scenario", "run", file)
        #expect(run.status == 0, "\(run.errors)")
        let list = try desk.json("review", "action", "list", "--incident", "drill")
        let action = try #require((list["actions"] as? [[String: Any]])?.first)
        #expect(action["text"] as? String == "Put up a monitor")
        #expect(action["note"] as? String == "bought")
        #expect((action["issue"] as? [String: Any])?["lesson"] as? String == "L1")
    }

    @Test func `a slip in a scenario is named with file, line and inject`() throws {
        let slips = [
            ("source: dispatch", "sauce: dispatch", "Unknown option '--sauce'"),
            ("note log:", "timeline:", "it records nothing, so an inject can't use it"),
            ("note log:", "note lug:", "this command doesn't exist"),
            ("text: Told the desk.", "text-file: /etc/passwd", "a scenario can't use"),
            (
                "occurred: \"-2m\"", "occurred: \"25:00\"",
                "inject 2, note log: \"25:00\" isn't a valid time"
            ),
        ]
        for (right, wrong, says) in slips {
            let desk = try Desk()
            let file = try desk.write(
                Self.drill.replacing(right, with: wrong), to: "drill.yaml")
            let result = try desk.run("scenario", "run", file)
            #expect(result.status == 65, "\(wrong): \(result.errors)")
            #expect(result.errors.contains(says), "\(wrong): \(result.errors)")
            #expect(result.errors.contains("drill.yaml:"), "\(wrong): \(result.errors)")
        }
    }

    @Test func `stopping after some injects and going on is one run`() throws {
        let desk = try Desk()
        let file = try desk.write(Self.drill, to: "drill.yaml")
        let cut = desk.folder + "/cut"
        let whole = desk.folder + "/whole"
        #expect(try Program.run(["scenario", "run", file, "--home", whole]).status == 0)
        for limit in ["1", "2"] {
            let part = try Program.run(
                ["scenario", "run", file, "--home", cut, "--stop-after", limit])
            #expect(part.status == 0, "\(part.errors)")
        }
        #expect(try records(of: cut).count < records(of: whole).count)
        #expect(try Program.run(["scenario", "run", file, "--home", cut]).status == 0)
        #expect(try records(of: cut) == records(of: whole))
    }

    @Test
    func `a check names every fault of commands, options, channels, labels and times at once`()
        throws
    {
        let desk = try Desk()
        let sound = try desk.write(Self.drill, to: "drill.yaml")
        let passed = try desk.run("scenario", "check", sound)
        #expect(passed.status == 0, "\(passed.errors)")
        #expect(passed.output.contains("drill.yaml: 3 injects, no faults"))
        let broken = Self.drill
            .replacing("note log:", with: "note lug:")
            .replacing("source: dispatch", with: "sauce: dispatch")
            .replacing("on: [x]", with: "on: [twiter]")
            .replacing("occurred: \"-2m\"", with: "occurred: \"25:00\"")
            .replacing("$update", with: "$updat")
        let file = try desk.write(
            broken + """
                  - number: "4"
                    at: "2026-05-01T10:20:00"
                    as: kim
                    command: {note log: {text: late, occurred: "25:00"}}

                """, to: "broken.yaml")
        let result = try desk.run("scenario", "check", file)
        #expect(result.status == 65)
        for fault in [
            "this command doesn't exist", "Unknown option '--sauce'",
            "no earlier command has the label \"updat\"",
            "\"2026-05-01T10:20:00\" isn't a valid time",
        ] {
            #expect(result.errors.contains(fault), "\(fault): \(result.errors)")
        }
        // Once the file can be played, it is: what an incident would refuse is found too.
        let playable = try desk.write(
            Self.drill.replacing("on: [x]", with: "on: [twiter]")
                .replacing("occurred: \"-2m\"", with: "occurred: \"25:00\""), to: "playable.yaml")
        let played = try desk.run("scenario", "check", playable)
        #expect(played.status == 65)
        #expect(
            played.errors.contains("inject 2, message draft:") && played.errors.contains("twiter"))
        #expect(played.errors.contains("inject 2, note log: \"25:00\" isn't a valid time"))
        #expect(!FileManager.default.fileExists(atPath: desk.home))
    }

    @Test func `a shipped scenario passes its check`() throws {
        let desk = try Desk()
        let result = try desk.run("scenario", "check", "dallas-2016", "--json")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("\"injects\""))
    }

    @Test func `a mended scenario runs on in the same home from where it failed`() throws {
        let desk = try Desk()
        let broken = try desk.write(
            Self.drill.replacing("on: [x]", with: "on: [twiter]"), to: "drill.yaml")
        #expect(try desk.run("scenario", "run", broken).status != 0)
        let before = try records(of: desk.home)
        #expect(!before.isEmpty)
        let mended = try desk.write(Self.drill, to: "drill.yaml")
        let run = try desk.run("scenario", "run", mended)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("stored before"))
        let after = try records(of: desk.home)
        #expect(Array(after.prefix(before.count)) == before && after.count > before.count)
        #expect(try desk.json("message", "show", "M2")["status"] as? String == "released")
    }

    @Test func `a routine scenario is played on its own clock and isn't called a drill`() throws {
        let desk = try Desk.staffed()
        try desk.ownPlaybook()
        let file = try desk.write(
            Self.drill.replacing("mode: exercise", with: "mode: routine"), to: "week.yaml")
        let run = try desk.run("scenario", "run", file)
        #expect(run.status == 0, "\(run.errors)")
        #expect(!run.output.contains("***"))
        let early = try desk.json("message", "list", "--as-of", "2026-05-01T10:04:59-05:00")
        #expect((early["messages"] as? [Any])?.count == 1)
    }

    @Test func `playbook check tells a scenario from a playbook by its keys`() throws {
        let desk = try Desk.staffed()
        let file = try desk.write(
            Self.drill.replacing("number: \"2\"", with: "numbr: \"2\""), to: "drill.yaml")
        let checked = try desk.run("playbook", "check", file)
        #expect(checked.status == 65)
        #expect(checked.errors.contains("numbr") && !checked.errors.contains("the playbook has no"))
    }

    /// Nobody may take a played week for the real one.
    @Test func `what leaves a played routine week is marked`() throws {
        let desk = try Desk.staffed()
        try desk.ownPlaybook()
        let file = try desk.write(
            Self.drill.replacing("mode: exercise", with: "mode: routine"), to: "week.yaml")
        try desk.carryOut("scenario run \(file)")
        #expect(try desk.run("message", "text", "M2", "x").output.hasPrefix("EXERCISE: "))
        let feed = try desk.run("feed", "--page", "https://police.example/alerts")
        #expect(feed.output.contains("EXERCISE"), "\(feed.errors)")
        let reviews = try desk.run("rumor", "claimreview")
        #expect(reviews.status != 0 && reviews.errors.contains("writes no ClaimReview"))
    }

    /// The fenced examples of the reference, by their first line.
    private func examples() throws -> [String: String] {
        let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Docs/playbooks.md")
        let text = try String(contentsOf: url, encoding: .utf8)
        let blocks = text.components(separatedBy: "\n```").enumerated().filter {
            $0.offset % 2 == 1
        }
        return Dictionary(
            blocks.compactMap { _, block in
                let lines = block.split(separator: "\n", omittingEmptySubsequences: false)
                    .dropFirst()
                return lines.first.map {
                    (String($0.prefix { $0 != ":" }), lines.joined(separator: "\n") + "\n")
                }
            }
        ) { first, _ in first }
    }

    @Test func `the documentation's playbook and scenario run as they are printed`() throws {
        let desk = try Desk()
        let examples = try examples()
        try FileManager.default.createDirectory(
            atPath: desk.home + "/playbooks", withIntermediateDirectories: true)
        let playbook = try #require(examples["playbook"]) + (examples["standing-approvals"] ?? "")
        _ = try desk.write(playbook, to: "home/playbooks/storm.yaml")
        let scenario = try #require(examples["scenario"])
        let file = try desk.write(scenario, to: "drill.yaml")
        for command in [
            ["playbook", "check", "storm"], ["scenario", "check", file], ["scenario", "run", file],
        ] {
            let result = try Program.run(command, environment: desk.environment(as: "lee"))
            #expect(result.status == 0, "\(command): \(result.errors)")
        }
        let message = try desk.json("message", "show", "M2", "--incident", "storm-drill-1")
        #expect(message["kind"] as? String == "update" && message["cites"] as? [String] == ["F1"])

        // The same with its injects in a table.
        let head = scenario.components(separatedBy: "injects:")[0]
            .replacing("incident: storm-drill-1", with: "incident: storm-drill-2")
        let table = try #require(examples["id,time,sender,text"])
        _ = try desk.write(table, to: "drill.csv")
        let rows = try desk.write(head + (try #require(examples["rows"])), to: "rows.yaml")
        for command in [["scenario", "check", rows], ["scenario", "run", rows]] {
            let result = try Program.run(command, environment: desk.environment(as: "lee"))
            #expect(result.status == 0, "\(command): \(result.errors)")
        }
        let facts = try desk.json("fact", "list", "--incident", "storm-drill-2")
        let statement = (facts["facts"] as? [[String: Any]])?.first?["statement"] as? String
        #expect(statement == "Main Street is closed, both ways")
    }
}
