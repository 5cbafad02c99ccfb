import Forms
import Foundation
import Testing

@Suite struct GuideTests {
    /// The help of every command, by its name.
    func help() throws -> [String: [String: Any]] {
        let dump = try Program.run(["--experimental-dump-help"])
        let tool = try #require(
            try JSONSerialization.jsonObject(with: Data(dump.output.utf8)) as? [String: Any])
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

    @Test func `whatever reads answers in JSON, too`() throws {
        let desk = try Desk.opened()
        let commands = [
            "status", "due", "fact list", "message list", "message show M1", "message check M1",
            "rumor list", "statement list", "inquiry list", "note list", "role list", "phase list",
            "step list", "timeline", "drafts", "coverage", "replay", "gap", "diff --from -1h",
            "review", "review report",
            "review action list", "form 201", "form 209", "form 213 --message M1", "form 214",
            "sitrep", "review records-request --from -1h --to +1h", "log info",
            "playbook list", "playbook show false-alert", "scenario list", "guard list",
            "channel list", "channel show x", "use",
        ]
        for command in commands {
            let result = try desk.type(command + " --json")
            #expect(result.status == 0, "\(command): \(result.errors)")
            let data = Data(result.output.utf8)
            #expect(throws: Never.self, "\(command)") {
                try JSONSerialization.jsonObject(with: data)
            }
            let plain = try desk.type(command)
            #expect(plain.status == 0, "\(command): \(plain.errors)")
            #expect(!plain.output.isEmpty, "\(command)")
        }
    }

    @Test func `every command that reads an incident can look back`() throws {
        // These read no incident, or the log itself, which has no past of its own.
        let others = [
            "init", "use", "demo", "playbook", "scenario", "guard", "channel", "log",
        ]
        let desk = try Desk.opened()
        try desk.run("fact", "record", "Too late to be seen", "--source", "dispatch")
        var looked = 0
        for (path, command) in try help().sorted(by: { $0.key < $1.key }) {
            let arguments = command["arguments"] as? [[String: Any]] ?? []
            let names = arguments.flatMap { $0["names"] as? [[String: Any]] ?? [] }
                .compactMap { $0["name"] as? String }
            let writes = names.contains("request")
            let words = path.split(separator: " ").dropFirst().map(String.init)
            if writes || others.contains(words.first ?? "") { continue }
            #expect(names.contains("as-of"), "\(path)")
            looked += 1
            let needed: [String: [String]] = [
                "fact show": ["F1"], "rumor show": ["R1"], "message show": ["M1"],
                "diff": ["--from", "-2h"], "form 214": [],
                "feed": ["--page", "https://police.example/alerts"],
                "rumor claimreview": ["--page", "https://police.example/rumors"],
            ]
            let name = words.joined(separator: " ")
            // A draft can only be judged by what holds when it goes out.
            if name == "message check" { continue }
            let result = try Program.run(
                words + (needed[name] ?? []) + ["--as-of", "-1h"],
                environment: desk.environment(as: "lee"))
            // Before the opening there is nothing to show, and a thing that is asked for by name
            // was not there.
            if !["fact show", "rumor show", "message show", "form 214"].contains(name) {
                #expect(result.status == 0, "\(name): \(result.errors)")
                #expect(!result.output.contains("Too late to be seen"), "\(name)")
            } else {
                #expect(result.status == 65, "\(name): \(result.output)")
            }
        }
        #expect(looked >= 20)
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
