import Foundation
import Testing

/// Ratings, lessons and corrective actions as people type them.
@Suite struct ImprovementCommandTests {
    @Test func `review alone is the report, with the report's options`() throws {
        let desk = try Desk.opened()
        let alone = try desk.type("review")
        #expect(alone.status == 0, "\(alone.errors)")
        #expect(alone.output.hasPrefix("# Review"))
        let json = try desk.type("review --format json")
        #expect(json.status == 0, "\(json.errors)")
        #expect(json.output.hasPrefix("{"))
        let leading = try Program.run(
            ["--home", desk.home, "--json", "review", "action", "list"],
            environment: ["TOCSIN_AS": "lee"])
        #expect(leading.status == 0, "\(leading.errors)")
        #expect(leading.output.hasPrefix("{"))
    }

    @Test func `a rating is an evaluator's, and the next command is named`() throws {
        let desk = try Desk.opened()
        let rate = "review rate \"First warning\" --rating m --because \"late on sms\""
        let refused = try desk.type(rate)
        #expect(refused.status == 77)
        #expect(refused.errors.contains("tocsin role assign lee evaluator"))
        #expect(try desk.type("role assign eva evaluator --unlisted", as: "kim").status == 0)
        let given = try desk.type(rate, as: "eva")
        #expect(given.status == 0, "\(given.errors)")
        #expect(given.output.contains("First warning rated M: late on sms."))
        #expect(given.output.contains("Next: tocsin review lesson --improve TEXT"))
        let wrong = try desk.type("review rate x --rating z --because y", as: "eva")
        #expect(wrong.status == 65)
        #expect(wrong.errors.contains("P, S, M or U"))
    }

    @Test func `an overdue corrective action is shown until it is done, after closing too`() throws
    {
        let desk = try Desk.opened(mode: "routine")
        for command in [
            "review lesson --improve \"Nobody watched the stream\"",
            "review lesson \"One voice\" --strength",
            "review action add \"Put up a monitor\" --owner duty-pio --due 2020-02-29 --lesson L1",
            "review action add \"Drill\" --owner duty-pio --due +30d",
            "review action add \"Train\" --owner pio --organization Mill --element training --start 2030-01-02 --due 2031-01-02",
        ] {
            let result = try desk.type(command)
            #expect(result.status == 0, "\(command): \(result.errors)")
        }
        let list = try desk.type("review action list")
        #expect(
            list.output.hasPrefix(
                "A1 OVERDUE since 2020-02-29, for duty-pio: Put up a monitor\n"
                    + "    based on L1: Nobody watched the stream\nA2 due "), "\(list.output)")
        #expect(
            try desk.type("due --everyone --all").output.contains(
                "A1, for duty-pio: Put up a monitor"))
        try desk.closeIncident()
        // No incident is open now, so both answer for all incidents.
        for command in ["status", "due"] {
            let output = try desk.type(command).output
            #expect(output.contains("riverton A1 overdue since 2020-02-29"), "\(output)")
            #expect(output.contains("tocsin review action done A1 --incident riverton"))
            #expect(!output.contains("A2"))
        }
        for command in ["status", "due"] {
            let overdue = try #require(try desk.json(command)["overdueActions"] as? [[String: Any]])
            #expect(overdue.count == 1)
            #expect(
                NSDictionary(dictionary: overdue[0]).isEqual(to: [
                    "incident": "riverton", "action": "A1", "text": "Put up a monitor",
                    "owner": "duty-pio", "due": "2020-03-01T05:59:59Z",
                    "command": "tocsin review action done A1 --incident riverton",
                ]), "\(overdue)")
        }
        let status = try desk.type("status riverton")
        #expect(status.output.contains("A1, for duty-pio: Put up a monitor"))
        let done = try desk.type("review action done A1 --note tried --incident riverton")
        #expect(done.status == 0, "\(done.errors)")
        #expect(!(try desk.type("status").output.contains("A1")))
        #expect((try desk.json("status")["overdueActions"] as? [Any])?.isEmpty == true)
        #expect(!(try desk.type("status riverton").output.contains("A1,")))
    }

    @Test func `while one incident is open, the overdue of all are a flag away`() throws {
        let desk = try Desk.opened(mode: "routine")
        let add = "review action add \"Put up a monitor\" --owner duty-pio --due 2020-02-29"
        #expect(try desk.type(add).status == 0)
        try desk.closeIncident()
        #expect(try desk.type("open false-alert --place Dam --id dam").status == 0)
        #expect(!(try desk.type("status").output.contains("A1")))
        let all = try desk.type("status --incidents")
        #expect(all.output.contains("dam") && all.output.contains("riverton A1 overdue since"))
        #expect(try desk.type("status dam --incidents").status == 64)
    }

    @Test func `what is missing or unknown is said with its remedy`() throws {
        let desk = try Desk.opened()
        let unknown = try desk.type("review action done A7")
        #expect(unknown.status == 65)
        #expect(unknown.errors.contains("tocsin review action list"))
        #expect(try desk.type("review lesson \"x\"").status == 64)
        let day = try desk.type("review action add x --owner y --due 2026-02-30")
        #expect(day.status == 65)
        #expect(day.errors.contains("\"2026-02-30\" isn't a valid day"))
        let empty = try desk.type("review action list")
        #expect(empty.output.contains("tocsin review action add"))
    }

    @Test func `every key of the improvement plan is documented`() throws {
        let desk = try Desk.opened()
        for command in [
            "review lesson --improve \"Nobody watched the stream\"",
            "review action add \"Put up a monitor\" --owner duty-pio --due 2020-02-29 --lesson L1",
            "review action done A1 --note tried",
        ] { #expect(try desk.type(command).status == 0) }
        let result = try desk.type("review action list --json")
        var found: [String: Set<String>] = [:]
        JSONDocumentationTests.walk(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)), at: "", into: &found)
        let documented = try #require(JSONDocumentationTests.documented()["review action list"])
        #expect(found["actions[]"]?.isEmpty == false)
        for (path, keys) in found {
            let known = (documented[path] ?? []).union(
                path.isEmpty ? JSONDocumentationTests.common : [])
            #expect(keys.subtracting(known).isEmpty, "\(path)")
        }
    }
}

extension Desk {
    /// Closes the incident, skipping all remaining steps of its playbook.
    func closeIncident() throws {
        let steps = try json("step", "list")["steps"] as? [[String: Any]] ?? []
        for step in steps.compactMap({ $0["step"] as? String }) {
            _ = try type("step skip \(step) --reason rehearsed")
        }
        let closed = try type("close \"over\"")
        guard closed.status == 0 else { throw Unexpected(text: closed.errors) }
    }
}
