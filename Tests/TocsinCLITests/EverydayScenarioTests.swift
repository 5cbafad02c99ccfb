import Foundation
import Testing

/// The scenarios of the everyday playbooks, played through the command line.
@Suite struct EverydayScenarioTests {
    private func played(_ scenario: String) throws -> Desk {
        let desk = try Desk()
        let run = try desk.run("scenario", "run", scenario)
        #expect(run.status == 0, "\(run.errors)")
        return desk
    }

    @Test(arguments: [
        ("pattern-weeks", 3), ("tips-weeks", 3), ("community-weeks", 3), ("awareness-weeks", 5),
        ("question-hour", 2),
    ])
    func `a scenario is played to its end, with every message out in both languages`(
        scenario: String, messages: Int
    ) throws {
        let desk = try played(scenario)
        let list = try #require(
            try desk.json("message", "list", "--incident", scenario)["messages"] as? [[String: Any]]
        )
        #expect(list.count == messages)
        for message in list {
            #expect(message["status"] as? String == "released", "\(message)")
            let id = try #require(message["message"] as? String)
            let shown = try desk.json("message", "show", id, "--incident", scenario)
            let languages = try #require(shown["variants"] as? [[String: Any]])
                .compactMap { $0["language"] as? String }
            #expect(Set(languages) == ["en", "es"])
        }
        let status = try desk.json("status", "--incident", scenario)
        #expect(status["mode"] as? String == "routine")
        let timeline = try desk.run("timeline", "--incident", scenario).output
        #expect(timeline.contains("Campaign ended"))
        #expect(!timeline.contains("released without approval"))
        #expect(try desk.run("scenario", "check", scenario).status == 0)
    }

    @Test func `superseding the area lists every live copy, a partner's too`() throws {
        let desk = try played("pattern-weeks")
        let gap = try desk.json(
            "gap", "--as-of", "2026-03-06T09:15:00-06:00", "--incident", "pattern-weeks")
        let text = String(decoding: try JSONSerialization.data(withJSONObject: gap), as: UTF8.self)
        #expect(text.contains("stale"), "\(text)")
        #expect(text.contains("partners:riverton-library"), "\(text)")
        #expect(text.contains("x:RivertonPD"))
    }

    @Test func `a partner's copy is corrected, too`() throws {
        let desk = try played("awareness-weeks")
        let open = try desk.run(
            "coverage", "--as-of", "2026-03-04T09:45:00-06:00", "--incident", "awareness-weeks"
        ).output
        #expect(open.contains("partners:riverton-library"), "\(open)")
        let shown = try desk.json("message", "show", "M2", "--incident", "awareness-weeks")
        #expect(shown["kind"] as? String == "correction")
        #expect((shown["liveOn"] as? [String])?.contains("partners:riverton-library") == true)
    }

    @Test func `the end of a pattern is announced wherever the pattern was`() throws {
        let desk = try played("pattern-weeks")
        func carriers(_ id: String) throws -> Set<String> {
            let shown = try desk.json("message", "show", id, "--incident", "pattern-weeks")
            return Set(try #require(shown["liveOn"] as? [String]))
        }
        let first = try carriers("M1")
        #expect(!first.isEmpty)
        #expect(try carriers("M3").isSuperset(of: first))
    }

    @Test func `drafts call the Spanish unreviewed until somebody has read it`() throws {
        let desk = try Desk.staffed()
        #expect(
            try desk.run("open", "safety-tips", "--place", "Riverton", "--mode", "routine").status
                == 0)
        let fields = [
            "season=Smoke alarms", "action=Test your smoke alarm today.",
            "reason=A working alarm gives you time to get out.", "tip-source=Example Office",
        ]
        let draft =
            ["message", "draft", "update", "--template", "tip", "--expires", "+30d"]
            + fields.flatMap { ["--field", $0] }
        let drafted = try Program.run(draft, environment: desk.environment(as: "lee"))
        #expect(drafted.status == 0, "\(drafted.errors)")
        let text = try desk.run("drafts").output
        #expect(text.contains("x/es"), "\(text)")
        #expect(text.contains("unreviewed"), "\(text)")
        let variants = try #require(
            try desk.json("message", "show", "M1")["variants"] as? [[String: Any]])
        for variant in variants {
            #expect(
                variant["isUnreviewed"] as? Bool == (variant["language"] as? String == "es"))
        }
    }

    @Test func `a review in the playbook takes the word back`() throws {
        let desk = try Desk.staffed()
        let file = try desk.write(
            """
            playbook: tips
            version: "1"
            title: Tips
            hazard: tips
            modes: [routine]
            phases: [{id: series, title: Series, cadence: 7d}]
            channels: [x]
            languages: [en, es]
            templates:
              holding: {use: library/holding, text: {es: {reviewed: {by: county-interpreters, on: 2026-05-01}}}}
              tip: {use: library/follow-friday, text: {es: {reviewed: {by: county-interpreters, on: 2026-05-01}, x: "Siga {account}: {why}"}}}
            """, to: "tips.yaml")
        let opened = try desk.run("open", file, "--place", "Main", "--mode", "routine")
        #expect(opened.status == 0, "\(opened.errors)")
        let shown = try desk.run("drafts").output
        #expect(shown.contains("x/es") && !shown.contains("unreviewed"), "\(shown)")
    }
}
