import Forms
import Foundation
import Testing

@Suite struct GuideTests {
    /// Printed once: in a debug build the parser takes its time.
    private static let dump = Result { try Program.run(["--experimental-dump-help"]).output }

    /// The help of every command, by its name.
    func help() throws -> [String: [String: Any]] {
        let tool = try #require(
            try JSONSerialization.jsonObject(with: Data(Self.dump.get().utf8)) as? [String: Any])
        var found: [String: [String: Any]] = [:]
        func walk(_ command: [String: Any], _ path: String) throws {
            let name = try #require(command["commandName"] as? String)
            if name == "help" { return }
            let path = path.isEmpty ? name : "\(path) \(name)"
            let subcommands = command["subcommands"] as? [[String: Any]] ?? []
            if subcommands.isEmpty { found[path] = command }
            for subcommand in subcommands { try walk(subcommand, path) }
        }
        try walk(try #require(tool["command"] as? [String: Any]), "")
        return found
    }

    @Test func `every command's help has an abstract and an example of itself`() throws {
        let help = try help()
        #expect(help.count > 60)
        for (path, command) in help {
            #expect((command["abstract"] as? String)?.isEmpty == false, "\(path)")
            let discussion = command["discussion"] as? String ?? ""
            #expect(discussion.contains("Example: \(path)"), "\(path)")
        }
    }

    @Test func `every command that reads answers in words`() throws {
        for answer in try ReadingCommands.answers.get() {
            #expect(!answer.output.isEmpty, "\(answer.typed): \(answer.errors)")
        }
    }

    @Test func `every command that reads an incident can look back`() throws {
        // These read no incident, or the log itself, which has no past of its own.
        let others: Set = [
            "init", "use", "incident", "campaign", "calendar", "playbook", "policy", "scenario",
            "guard",
            "channel", "log", "observe",
        ]
        let needed: [String: [String]] = [
            "fact show": ["F1"], "rumor show": ["R1"], "message show": ["M1"],
            "message text": ["M1", "x"], "message page": ["M1"], "diff": ["--from", "-2h"],
            "feed": ["--page", "https://police.example/alerts"],
            "rumor claimreview": ["--page", "https://police.example/rumors"],
            "form 213": ["--message", "M1"],
            "inquiry contact": ["Q1"], "inquiry suggest": ["How many?"], "inquiry recap": ["B1"],
            "review records-request": ["--from", "-2h", "--to", "-1h"],
        ]
        let desk = try Desk.opened()
        try desk.run("fact", "record", "Too late to be seen", "--source", "dispatch")
        for command in try ReadingCommands.all() {
            let words = command.name.split(separator: " ").map(String.init)
            if others.contains(words[0]) || command.name == "form list" { continue }
            #expect(command.canLookBack, "\(command.name)")
            // A draft can only be judged by what holds when it goes out, and a CAP file is stamped
            // as of now.
            if ["message cap", "message check"].contains(command.name) { continue }
            let result = try Program.run(
                words + (needed[command.name] ?? []) + ["--as-of", "-1h"],
                environment: desk.environment(as: "lee"))
            // Before the opening there is nothing to show, and a thing that is asked for by name
            // was not there.
            #expect([0, 65].contains(result.status), "\(command.name): \(result.errors)")
            #expect(!result.output.contains("Too late to be seen"), "\(command.name)")
        }
    }

    @Test func `global options may stand before the command`() throws {
        let desk = try Desk.opened()
        let result = try Program.run(
            ["--home", desk.home, "--json", "fact", "list", "--as-of", "-0m"],
            environment: ["TOCSIN_AS": "lee"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.hasPrefix("{"))
    }
}
