import Forms
import Foundation
import HandwrittenLog
import IncidentEvents
import SwiftProtobuf
import Testing

/// Text of any origin, in every field of every event, on a terminal.
@Suite struct HostileTerminalTests {
    private static let hostile =
        "\u{1B}[2J\u{1B}]0;title\u{7}<script>alert(1)</script><svg onload=x>\u{202E}EVIL\u{9B}31m\r\u{8}"

    /// Fields with people's texts, each filled to the limit; an event with all of them filled would
    /// be too large.
    private static let longest: Set<String> = ["text", "claim", "question", "reason", "finding"]

    /// Events that would change the incident's basis, or hide the others.
    private static let foundations: Set<String> = [
        "incident-opened", "playbook-adopted", "policy-adopted", "entry-redacted",
        "visibility-changed",
    ]

    private static func fill(_ desk: Desk, with text: String, only fields: Set<String>?) throws {
        let events = try FilledEvents.all { _, field in
            FilledEvents.forms[field] == nil && fields?.contains(field) ?? true ? text : nil
        }.filter { !foundations.contains($0.kind?.name ?? "") }
        try desk.append(
            events,
            .with {
                $0.visibility = .internal
                ($0.actor, $0.role, $0.agency) = (hostile, hostile, hostile)
                $0.provenance = .with { ($0.reference, $0.sources) = (hostile, [hostile]) }
            })
    }

    static let desk = Original {
        let desk = try Desk.opened()
        try fill(desk, with: hostile, only: nil)
        // The filled events find errors in M1; the messages made from it are still checked.
        try desk.append(
            [
                .with {
                    $0.guardOverridden = .with {
                        ($0.guard, $0.subject, $0.reason) = ("known-wrong", "M1", "to be looked at")
                    }
                }
            ], .with { $0.visibility = .internal })
        return desk
    }

    @Test(arguments: [
        "timeline", "status", "status --all", "status --incidents", "due", "gap", "coverage",
        "drafts", "fact list", "message list", "message show M1", "message text M1 x",
        "statement list", "inquiry list", "note list", "role list", "phase list", "step list",
        "replay --plain", "diff --from -1h --to +1h", "review", "review action list", "sitrep",
        "form 201", "form 209", "form 213 --message M1", "form 214",
        "review records-request --from -1h --to +1h", "log tail",
    ])
    func `nothing that a command prints moves, colours, renames or turns`(
        _ command: String
    ) throws {
        let result = try Self.desk.get().type(command)
        let text = result.output + result.errors
        #expect(result.status == 0, "\(result.errors.prefix(500))")
        #expect(!result.output.isEmpty)
        for line in text.split(separator: "\n") {
            let isActing = line.unicodeScalars.contains {
                [.control, .format].contains($0.properties.generalCategory)
            }
            #expect(!isActing, "\(line.debugDescription)")
        }
    }

    @Test func `the words themselves are shown, and 60 KB of them stay whole`() throws {
        let desk = try Self.desk.get()
        try Self.fill(desk, with: String(repeating: "x", count: 60_000), only: Self.longest)
        let output = try desk.type("timeline").output
        #expect(output.contains("<script>alert(1)</script>"))
        #expect(output.contains("EVIL"))
        // Wrapped at the screen's width, none of them is lost.
        #expect(output.count { $0 == "x" } > 60_000 * 10)
    }

    @Test func `a text to copy keeps every character that may be released`() throws {
        let desk = try Desk.opened()
        let text = "One\u{2028}two \u{FEFF}\u{200F}three\u{2069}\r\nfour"
        let file = try desk.write(text, to: "text.txt")
        try desk.carryOut(
            "message draft update --text-file \(file) --identifies nobody --on web --name odd")
        #expect(try desk.type("message text odd web").output.contains(text))
    }

    @Test func `the player shows them as text`() throws {
        let desk = try Self.desk.get()
        let player = try PlayerAtTerminal(
            ["replay"],
            environment: desk.environment(as: "lee").merging(["NO_COLOR": "1"]) { $1 })
        try player.wait(for: "entry 1 of")
        // Every entry in turn, each with all three columns.
        player.type("\u{1B}[F")
        try player.wait(for: "KNOWN")
        for _ in 0..<60 { player.type("\u{1B}[D") }
        player.type("q")
        #expect(try player.end() == .exited(0))
        #expect(player.isRestored)
        #expect(player.screen.unknown.isEmpty && player.screen.colors.isEmpty)
    }
}
