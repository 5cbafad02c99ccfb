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

    /// What a command printed, held against the page.
    ///
    /// - Parameter name: The command as the page names it.
    private func compare(_ answer: String, of name: String, _ typed: String) throws {
        // Some answer alike, and three in another form with an option.
        let forms = [
            "review report": "review", "form 201": "form", "form 209": "form", "form 213": "form",
            "form 214": "form", "log verify-here": "log verify", "fact show": "fact list",
            "rumor list": "coverage", "rumor show": "coverage",
        ]
        let name =
            typed.contains("--compare")
            ? "review compare"
            : typed.contains("check --channel")
                ? "message check text"
                : typed.contains("--all-incidents")
                    ? "due --all-incidents"
                    : typed.contains("--incidents") ? "status --incidents" : forms[name] ?? name
        let documented = try #require(Self.documented()[name], "\(name) is not documented")
        var found: [String: Set<String>] = [:]
        let data = Data(answer.utf8)
        Self.walk(try JSONSerialization.jsonObject(with: data), at: "", into: &found)
        for (path, keys) in found {
            let known = (documented[path] ?? []).union(path.isEmpty ? Self.common : [])
            #expect(keys.subtracting(known).isEmpty, "\(name) \(path)")
        }
    }

    @Test func `every key that a reading command prints is documented`() throws {
        let desk = try DallasTests.demo.get()
        var reenactment = desk.environment(as: "controller")
        reenactment["TOCSIN_INCIDENT"] = "dallas-2016"
        let questionHour = try ReadingCommands.questionHour()
        let commands = try ReadingCommands.all()
        #expect(commands.count > 50)
        for command in commands where !ReadingCommands.prepared.contains(command.name) {
            let environment =
                ReadingCommands.aboutQuestionHour.contains(command.name)
                ? questionHour.environment(as: "lee") : reenactment
            for arguments in ReadingCommands.arguments[command.name] ?? [[]] {
                let typed = command.name.split(separator: " ").map(String.init) + arguments
                let result = try Program.run(typed + ["--json"], environment: environment)
                #expect(result.status == 0, "\(typed): \(result.errors)")
                // One record a line, in the contract's JSON.
                if ["log show", "log tail"].contains(command.name) { continue }
                try compare(result.output, of: command.name, typed.joined(separator: " "))
            }
        }
    }

    @Test func `every key of the commands that make a home or a file is documented`() throws {
        let desk = try Desk.opened()
        let folder = desk.folder
        let key = try desk.run("log", "key").output.trimmingCharacters(in: .whitespacesAndNewlines)
        try desk.run("log", "export", "--with-private", "--output", "\(folder)/whole.jsonl")
        try desk.run("log", "prove", "1", "--output", "\(folder)/1.proof")
        let typed: [String: [String]] = [
            "campaign link": ["https://police.example/tips", "--incident", "tips"],
            "campaign show": ["tips"],
            "init": ["--name", "Riverton Police Department", "--home", "\(folder)/new"],
            "log backup": ["\(folder)/copy.mdb"],
            "log export": ["--with-private", "--output", "\(folder)/again.jsonl"],
            "log import": ["\(folder)/whole.jsonl", "--home", "\(folder)/imported"],
            "log restore": ["\(folder)/copy.mdb", "--home", "\(folder)/restored"],
            "log verify-proof": ["--key", key, "\(folder)/1.proof"],
            "playbook new": ["flood"],
            "policy check": ["--home", "\(folder)/staffed"],
            "rumor claimreview": ["--page", "https://police.example/rumors"],
            "scenario run": ["dallas-2016", "--stop-after", "3"],
        ]
        #expect(Set(typed.keys) == ReadingCommands.prepared)
        try FileManager.default.createDirectory(
            atPath: "\(folder)/staffed", withIntermediateDirectories: false)
        let department =
            "department: R\nid: r\nzone: UTC\npeople:\n  - {id: kim, roles: [incident-commander], nights: true}\n"
        try Data(department.utf8).write(to: URL(filePath: "\(folder)/staffed/department.yaml"))
        try desk.ownPlaybook()
        try desk.carryOut(
            "campaign new attack-on-officers --id tips --goal Rest --audience all --no-end --measure m"
        )
        for (name, arguments) in typed.sorted(by: { $0.key < $1.key }) {
            let words = name.split(separator: " ").map(String.init)
            let result = try Program.run(
                words + arguments + ["--json"], environment: desk.environment(as: "lee"))
            #expect(result.status == 0, "\(name): \(result.errors)")
            // One record a line, in the contract's JSON, and here it goes to the file.
            if name != "log export" { try compare(result.output, of: name, name) }
        }
    }
}
