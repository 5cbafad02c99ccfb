import Wire
import Forms
import Foundation
import HandwrittenLog
import IncidentEvents
import SwiftProtobuf
import Testing

/// All public output of the program, searched for internal data.
@Suite struct PublicOutputTests {
    private static let marker = "PLANTED"

    /// Events that would change the incident's basis instead of adding to it.
    private static let foundations: Set<String> = [
        "incident-opened", "playbook-adopted", "policy-adopted", "entry-redacted",
        "visibility-changed",
    ]

    /// An incident with a public message and a correction, and an event of every kind that is not
    /// public, with a marker in every text field.
    static let desk = Original {
        let desk = try WireCommandTests.desk()
        for line in [
            "message submit M1",
            "message approve M1 --as kim --release --yes",
            "message posted M1 web:riverton.example=https://riverton.example/1",
            "rumor report \"All suspects are in custody\" --on web:riverton.example --finding false"
                + " --because \"One is still being sought\" --source chief --submit",
            "message approve M2 --as kim --release --yes",
            "message posted M2 web:riverton.example=https://riverton.example/2",
        ] {
            let result = try desk.type(line)
            guard result.status == 0 else { throw Desk.Unexpected(text: result.errors) }
        }
        let events = try FilledEvents.all { _, field in
            FilledEvents.forms[field] == nil ? marker : nil
        }.filter { !foundations.contains($0.kind?.name ?? "") }
        for visibility in [IncidentEvents.Visibility.restricted, .internal] {
            try desk.append(
                events,
                .with {
                    $0.visibility = visibility
                    $0.actor = marker.lowercased()
                    ($0.role, $0.agency, $0.host) = (marker, marker, marker)
                    $0.provenance = .with { ($0.reference, $0.sources) = (marker, [marker]) }
                })
        }
        // The filled events find errors in M2; the messages made from it are still checked.
        try desk.append(
            [
                .with {
                    $0.guardOverridden = .with {
                        ($0.guard, $0.subject, $0.reason) = ("known-wrong", "M2", "to be looked at")
                    }
                }
            ], .with { $0.visibility = .internal })
        return desk
    }

    /// Words in every one of them, so no empty output is searched.
    private static let outputs: [(command: String, holds: String)] = [
        ("review --public", "from public entries only"),
        ("review --public --format html", "from public entries only"),
        ("review --public --json", "\"audience\" : \"public\""),
        ("review --public --compare riverton riverton", "riverton"),
        ("timeline --view public", "riverton.example"),
        ("timeline --view public --json", "web:riverton.example"),
        ("feed --format atom", "tag:riverton.example,"),
        ("feed --format rss", "tag:riverton.example,"),
        ("feed --format json-feed", "tag:riverton.example,"),
        ("rumor claimreview", "ClaimReview"),
        ("message page M2", "ustody"),
        ("review records-request --from -1h --to +1h", "withheld"),
        ("review records-request --from -1h --to +1h --format html", "withheld"),
        ("review records-request --from -1h --to +1h --json", "withheld"),
        ("log export", "fact-recorded"),
    ]

    @Test(arguments: outputs.indices)
    func `a text that is not public stands in nothing that is made for the public`(
        _ number: Int
    ) throws {
        let (command, holds) = Self.outputs[number]
        let result = try Self.desk.get().type(command)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains(holds))
        expectNoMarker(result.output + result.errors)
    }

    /// The last command is the one that status suggests after a release.
    @Test func `what staff, partners and call-takers are told is not for the public`() throws {
        let desk = try WireCommandTests.desk()
        for line in [
            "message submit holding", "message approve holding --as kim --release --yes",
            "message posted holding --all",
        ] {
            let result = try desk.type(line)
            #expect(result.status == 0, "\(line): \(result.errors)")
        }
        func sentences(_ channels: String...) throws -> Set<String> {
            let texts = try channels.map { try desk.type("message text holding \($0)").output }
            return Set(texts.joined(separator: " ").split(separator: /[.\n]/).map(String.init))
        }
        let handedOut = try sentences("internal", "partners", "call-takers")
            .subtracting(sentences("web", "x", "sms", "radio", "podium", "release", "email"))
            .filter { $0.count > 20 }
        #expect(handedOut.count >= 3)
        for command in Self.outputs.map(\.command) where !command.contains("M2") {
            let output = try desk.type(command).output
            for sentence in handedOut { #expect(!output.contains(sentence), "\(command)") }
            #expect(!output.contains("internal:"), "\(command)")
        }
        #expect(try desk.type("review").output.contains("internal:"))
    }

    @Test func `what was restricted later is not shown of an earlier moment`() throws {
        let desk = try Desk()
        var yaml = Reenactment.opening("later", "A note too many")
        func play(_ minute: Int, _ command: String) throws {
            yaml += """
                  - number: i\(minute)
                    at: "2026-03-02T10:\(minute):00-06:00"
                    as: controller
                    role: controller
                    command:
                      \(command)

                """
            let file = try desk.write(yaml, to: "later.yaml")
            let run = try desk.run("scenario", "run", file, as: "controller")
            try #require(run.status == 0, "\(run.output + run.errors)")
        }
        try play(15, "note log: {text: The XNOTEX stands here.}")
        let moments = try #require(try desk.json("timeline")["entries"] as? [[String: Any]])
            .compactMap { $0["moment"] as? [String: Any] }
        let position = try #require(moments.compactMap { $0["position"] as? Int }.max())
        try play(16, "note visibility: {position: \(position), visibility: public, reason: why}")
        #expect(try desk.type("timeline --view public").output.contains("XNOTEX"))
        try play(30, "note visibility: {position: \(position), visibility: restricted, reason: no}")
        #expect(!(try desk.type("timeline").output.contains("XNOTEX")))
        let then = "--as-of 2026-03-02T10:17:00-06:00"
        for command in [
            "timeline --view public", "timeline", "review --public", "review --public --json",
            "replay --plain", "form 214 --person controller",
            "review records-request --from 2026-03-02T10:00:00-06:00 --to 2026-03-02T10:17:00-06:00",
        ] {
            let result = try Program.run(
                (command + " " + then).split(separator: " ").map(String.init),
                environment: desk.environment(as: "controller"))
            #expect(result.status == 0, "\(command): \(result.errors)")
            #expect(!result.output.contains("XNOTEX"), "\(command)")
        }
        let restricted = try Program.run(
            ("timeline --view restricted " + then).split(separator: " ").map(String.init),
            environment: desk.environment(as: "controller"))
        #expect(restricted.output.contains("XNOTEX"), "\(restricted.errors)")
    }

    @Test func `nor does a renderer of a PDF get it`() throws {
        let desk = try Self.desk.get()
        // A program in place of the renderer copies its input.
        let folder = "\(desk.folder)/\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder)/weasyprint", withDestinationPath: "/bin/cp")
        let file = "\(folder)/review.pdf"
        let environment = desk.environment(as: "lee")
            .merging(["PATH": "\(folder):/usr/bin:/bin"]) { $1 }
        let result = try Program.run(
            ["review", "--public", "--pdf", "--output", file], environment: environment)
        #expect(result.status == 0, "\(result.errors)")
        let printed = try String(contentsOfFile: file, encoding: .utf8)
        #expect(printed.contains("from public entries only"))
        expectNoMarker(printed)
    }

    @Test func `the search would find it: the staff's own views hold it`() throws {
        let desk = try Self.desk.get()
        for command in ["timeline", "review", "note list"] {
            #expect(try desk.type(command).output.contains(Self.marker), "\(command)")
        }
    }

    private func expectNoMarker(_ text: String) {
        let found = text.range(of: Self.marker, options: .caseInsensitive)
        #expect(found == nil, "\(found.map { text[$0.lowerBound...].prefix(200) } ?? "")")
    }
}
