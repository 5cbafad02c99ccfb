import Foundation
import Testing

/// Docs/json.md against what the commands print.
@Suite struct JSONDocumentationTests {
    /// Documented keys by command and object; the object `""` is the answer itself.
    static func documented() throws -> [String: [String: Set<String>]] {
        let page = try String(
            contentsOf: ReadmeTests.packageRoot.appendingPathComponent("Docs/json.md"),
            encoding: .utf8)
        var keys: [String: [String: Set<String>]] = [:]
        for match in page.matches(of: /(?m)^\| `([a-z -]+)` \| ([^|]+) \| (`.*`) \|$/) {
            let object =
                match.output.2 == "the answer"
                ? "" : String(match.output.2).replacing("`", with: "")
            let names = String(match.output.3).replacing("`", with: "").components(
                separatedBy: ", ")
            keys[String(match.output.1), default: [:]][object] = Set(names)
        }
        return keys
    }

    static let common: Set<String> = ["asOf", "incident", "mode", "notUnderstood", "revision"]
    static let moment: Set<String> = ["at", "certainty", "position"]

    /// The keys of every object below `value`, by its path.
    static func walk(_ value: Any, at path: String, into found: inout [String: Set<String>]) {
        if let object = value as? [String: Any] {
            if Set(object.keys) == moment { return }
            found[path, default: []].formUnion(object.keys)
            for (key, child) in object {
                walk(child, at: path.isEmpty ? key : "\(path).\(key)", into: &found)
            }
        } else if let list = value as? [Any] {
            for child in list { walk(child, at: path + "[]", into: &found) }
        }
    }

    @Test(arguments: [
        "status", "status --incidents", "timeline", "drafts", "coverage", "fact list",
        "message list",
        "message show M5",
        "statement list", "inquiry list", "note list", "role list", "phase list", "step list",
        "replay", "gap", "diff --from 2016-07-07T21:00:00-05:00", "review", "review action list",
        "review --public",
        "review --compare dallas-2016 dallas-2016",
        "playbook list", "scenario list", "guard list", "channel list",
        "channel count x hello", "log info",
        "message check M5", "message check --channel x --text They-lied!!",
        "message page M5", "feed --page https://dpd.example",
        "message cap M5 --event CEM --same 048113 --expires +1h --urgency immediate --severity severe --certainty observed --sender dpd@dpd.example",
    ])
    func `every key that a command prints is documented`(_ command: String) throws {
        let desk = try DallasTests.demo.get()
        var environment = desk.environment(as: "controller")
        environment["TOCSIN_INCIDENT"] = "dallas-2016"
        let arguments = command.split(separator: " ").map(String.init)
        let result = try Program.run(arguments + ["--json"], environment: environment)
        #expect(result.status == 0, "\(result.errors)")
        var found: [String: Set<String>] = [:]
        Self.walk(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)), at: "", into: &found)
        // The command without its arguments; two are answered in another form with an option.
        let forms = [
            "review --compare": "review compare", "message check --": "message check text",
        ]
        let commands = try Self.documented()
        let name =
            forms.first { command.hasPrefix($0.key) }?.value
            ?? commands.keys.filter { command == $0 || command.hasPrefix($0 + " ") }
            .max { $0.count < $1.count } ?? command
        let documented = try #require(commands[name], "\(name) is not documented")
        for (path, keys) in found {
            let known = (documented[path] ?? []).union(path.isEmpty ? Self.common : [])
            #expect(keys.subtracting(known).isEmpty, "\(name) \(path)")
        }
    }
}
