import Foundation
import HandwrittenLog
import IncidentEvents
import SwiftProtobuf
import Testing

/// Everything that the program makes for the public, searched for what is not.
@Suite struct PublicOutputTests {
    private static let marker = "PLANTED"

    /// Events that would change what the incident runs by rather than say something in it.
    private static let foundations: Set<String> = [
        "incident-opened", "playbook-adopted", "policy-adopted", "entry-redacted",
        "visibility-changed",
    ]

    /// An incident of which the public has a message and a correction, and in it, with a marker in
    /// every text field, an event of every kind that the public does not have.
    static let desk: Result<Desk, any Error> = Result {
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
        return desk
    }

    /// What stands in every one of them, so that none is searched that says nothing.
    private static let outputs: [(command: String, holds: String)] = [
        ("review --public", "built from public entries only"),
        ("review --public --format html", "built from public entries only"),
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

    @Test func `nor does a renderer of a PDF get it`() throws {
        let desk = try Self.desk.get()
        // In the renderer's place stands a program that copies what it was given to print.
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
        #expect(printed.contains("built from public entries only"))
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
