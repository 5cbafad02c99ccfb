import Foundation
import Glibc
import Testing

@testable import TocsinCLI

/// The commands that answer in JSON without writing an event, from the command tree.
enum ReadingCommands {
    /// A command's words and whether it can look back.
    struct Entry {
        let name: String
        let canLookBack: Bool
    }

    /// Every command that takes `--json` and isn't a request.
    static func all() throws -> [Entry] {
        try GuideTests().help().compactMap { path, command in
            let arguments = command["arguments"] as? [[String: Any]] ?? []
            let names = arguments.flatMap { $0["names"] as? [[String: Any]] ?? [] }
                .compactMap { $0["name"] as? String }
            let name = String(path.dropFirst("tocsin ".count))
            guard names.contains("json"), !names.contains("request"), !apart.contains(name) else {
                return nil
            }
            return Entry(name: name, canLookBack: names.contains("as-of"))
        }.sorted { $0.name < $1.name }
    }

    /// What a command answers about the first hours of the Dallas reenactment, on a dumb terminal
    /// whose disk is full.
    struct Answer {
        var typed: [String]
        var status: Int32
        var output: String
        var errors: String
    }

    /// The answers of all of them, asked for once: each reads the whole log.
    static let answers: Result<[Answer], any Error> = Result {
        let desk = try Desk()
        let run = try Program.run([
            "scenario", "run", "dallas-2016", "--stop-after", "60", "--home", desk.home,
        ])
        guard run.status == 0 else { throw Desk.Unexpected(text: run.errors) }
        var reenactment = desk.environment(as: "controller")
        reenactment["TOCSIN_INCIDENT"] = "dallas-2016"
        let hour = try questionHour()
        // Its folder goes with it.
        defer { withExtendedLifetime(hour) {} }
        let atQuestionHour = hour.environment(as: "lee")
        return try all().filter { !prepared.contains($0.name) }.flatMap { command in
            (arguments[command.name] ?? [[]]).map { arguments in
                let typed = command.name.split(separator: " ").map(String.init) + arguments
                let streams = Streams(input: nil)
                var environment =
                    aboutQuestionHour.contains(command.name) ? atQuestionHour : reenactment
                environment["TERM"] = "dumb"
                // Without `NO_COLOR`, which every other test sets.
                var world = Program.world(
                    streams, ["PATH": "/usr/bin:/bin"].merging(environment) { $1 })
                (world.terminal.hasOutput, world.terminal.hasErrors) = (true, true)
                world.flush = { ENOSPC }
                let status = Tocsin.run(typed, in: world)
                return Answer(
                    typed: typed, status: status, output: streams.output, errors: streams.errors)
            }
        }
    }

    /// These need an inquiry with a contact or a briefing, which the first hours of the reenactment
    /// don't have, and a reenactment takes no entry by hand.
    static let aboutQuestionHour: Set<String> = ["inquiry contact", "inquiry recap"]

    /// A desk whose incident has the briefing B1, and Q1 with a contact and votes.
    static func questionHour() throws -> Desk {
        let desk = try Desk.opened()
        try desk.carryOut("briefing schedule --at +1h --place \"City hall\"")
        try desk.carryOut(
            "inquiry receive \"Is it over?\" --from \"a reporter\" --contact 555-0142 --briefing B1 --votes 3"
        )
        return desk
    }

    /// These make a home or a file, need one that another command made, or read live incidents
    /// only.
    static let prepared: Set<String> = [
        "campaign link", "campaign show", "init", "log backup", "log export", "log import",
        "log restore",
        "log verify-proof",
        "playbook new", "policy check", "rumor claimreview", "scenario run",
    ]

    /// These keep no session and need a recipient of tips or a policy; they have tests of their own.
    static let apart: Set<String> = [
        "retention list", "retention run", "tip acknowledge", "tip count", "tip hand-over",
        "tip list", "tip read", "tip receive", "tip witness",
    ]

    /// Arguments for the commands that need some, on the Dallas reenactment.
    static let arguments: [String: [[String]]] = [
        "status": [[], ["--incidents"]],
        "due": [[], ["--all-incidents"]],
        "fact show": [["F1"]],
        "rumor show": [["R1"]],
        "message show": [["M5"]],
        "message text": [["M5", "x"]],
        "message page": [["M5"]],
        "message check": [["M5"], ["--channel", "x", "--text", "They-lied!!"]],
        "message cap": [
            [
                "M5", "--event", "CEM", "--same", "048113", "--expires", "+1h", "--urgency",
                "immediate", "--severity", "severe", "--certainty", "observed", "--sender",
                "dpd@dpd.example",
            ]
        ],
        "diff": [["--from", "2016-07-07T21:00:00-05:00"]],
        "feed": [["--page", "https://dpd.example"]],
        "review report": [[], ["--public"], ["--compare", "dallas-2016", "dallas-2016"]],
        "review records-request": [
            ["--from", "2016-07-07T20:00:00-05:00", "--to", "2016-07-08T02:00:00-05:00"]
        ],
        "form 213": [["--message", "M5"]],
        "inquiry contact": [["Q1"]],
        "inquiry suggest": [["Q1"], ["How-many-are-held?"]],
        "inquiry recap": [["B1"]],
        "playbook show": [["attack-on-officers"]],
        "playbook check": [["\(ReadmeTests.packageRoot.path)/Playbooks/attack-on-officers.yaml"]],
        "playbook test": [["attack-on-officers"]],
        "playbook diff": [["attack-on-officers", "false-alert"]],
        "playbook graph": [["attack-on-officers"]],
        "scenario check": [["dallas-2016"]],
        "channel show": [["x"]],
        "channel count": [["x", "hello"]],
        "log prove": [["3"]],
    ]
}
