import Foundation
import Testing

/// Going over to a newer version of the playbook while the incident is open.
@Suite struct PlaybookAdoptTests {
    private static let yaml = """
        playbook: storm
        version: "1"
        title: Storm
        hazard: storm
        phases: [{id: initial, title: Initial, cadence: 30m}, {id: after, title: After}]
        channels: [x, web]
        languages: [en]
        templates:
          update: {use: library/promised-update}
          road:
            kind: update
            title: Road
            identifies: nobody
            text: {en: {default: "A road is closed. Next update by {next-update}."}}
        steps:
          - {id: speak, title: Speak first, role: pio}
          - {id: listen, title: Listen, role: pio}
        """

    private static let second: [(String, String)] = [
        ("version: \"1\"", "version: \"2\""), ("A road is closed.", "Our road is closed."),
        ("title: Listen, role: pio", "title: Listen, role: liaison"),
    ]

    /// An incident with version 1, and the path of the file.
    private func opened() throws -> (desk: Desk, file: String) {
        let desk = try Desk.staffed()
        let file = try desk.write(Self.yaml, to: "storm.yaml")
        let opened = try desk.run("open", file, "--place", "Main", "--id", "storm-1")
        #expect(opened.status == 0, "\(opened.errors)")
        return (desk, file)
    }

    private func change(_ desk: Desk, _ changes: [(String, String)]) throws {
        let text = changes.reduce(Self.yaml) { text, change in
            #expect(text.contains(change.0), "\(change.0)")
            return text.replacing(change.0, with: change.1)
        }
        _ = try desk.write(text, to: "storm.yaml")
    }

    private func adopt(
        _ desk: Desk, _ file: String, as actor: String = "kim"
    ) throws -> Program.Result {
        try Program.run(
            ["playbook", "adopt", file], environment: desk.environment(as: actor))
    }

    @Test func `the entry says what changes, and drafts follow the new texts`() throws {
        let (desk, file) = try opened()
        #expect(try desk.run("message", "draft", "update", "--template", "road").status == 0)
        try change(desk, Self.second)
        let result = try adopt(desk, file)
        #expect(result.status == 0, "\(result.errors)")
        for line in [
            "- The step listen is for liaison instead of pio.",
            "- The template road has other words in the text for all other channels in en.",
        ] {
            #expect(result.output.contains(line), "\(result.output)")
        }
        let timeline = try desk.run("timeline").output
        #expect(timeline.contains("Playbook storm 2 adopted."), "\(timeline)")
        #expect(timeline.contains("The step listen is for liaison instead of pio."))
        #expect(try desk.run("drafts").output.contains("Our road is closed."))
        #expect(try desk.run("step", "list").output.contains("liaison"))
        #expect(try desk.run("log", "verify").status == 0)
        // A second time changes nothing.
        let again = try adopt(desk, file)
        #expect(again.status == 0 && !again.output.contains("- The step"), "\(again.output)")
    }

    @Test func `the log keeps the library's texts in the adopted file`() throws {
        let (desk, file) = try opened()
        try change(desk, Self.second)
        #expect(try adopt(desk, file).status == 0)
        let exported = try desk.run("log", "export").output
        let adoptions = exported.split(separator: "\n").filter { $0.contains("playbook-adopted") }
        #expect(adoptions.count == 2)
        // Nothing of what ships is needed to draft from it.
        #expect(
            try desk.run(
                "fact", "record", "Elm is open.", "--source", "me", "--verified", "--clear"
            ).status == 0)
        #expect(try desk.run("message", "draft", "update").output.contains("M"))
    }

    @Test(arguments: [
        (
            [
                ("version: \"1\"", "version: \"2\""),
                ("  - {id: listen, title: Listen, role: pio}", ""),
            ],
            "Version 2 of storm has no step listen, which is open in this incident."
        ),
        (
            [
                ("version: \"1\"", "version: \"2\""),
                ("{id: initial, title: Initial, cadence: 30m}, ", ""),
            ],
            "Version 2 of storm has no phase initial, in which the incident is."
        ),
        (
            [("version: \"1\"", "version: \"2\""), ("  road:", "  street:")],
            "Version 2 of storm has no template road, from which M2 is drafted."
        ),
        (
            [("A road", "Our road")],
            "This storm says other things than the one in force, and both are version 1."
        ),
        (
            [("playbook: storm", "playbook: flood")],
            "The incident runs by storm, and flood is another playbook."
        ),
        (
            [("version: \"1\"", "version: \"2\"\nmodes: [exercise]")],
            "Version 2 of storm isn't for live incidents."
        ),
    ])
    func `what the incident still needs may not vanish`(
        changes: [(String, String)], refusal: String
    ) throws {
        let (desk, file) = try opened()
        #expect(try desk.run("message", "draft", "update", "--template", "road").status == 0)
        try change(desk, changes)
        let result = try adopt(desk, file)
        #expect(result.status != 0)
        #expect(result.errors.contains(refusal), "\(result.errors)")
        #expect(try desk.run("step", "list").output.contains("listen"))
    }

    @Test func `a step that was skipped may vanish`() throws {
        let (desk, file) = try opened()
        #expect(try desk.run("step", "skip", "listen", "--reason", "nobody there").status == 0)
        try change(
            desk,
            [
                ("version: \"1\"", "version: \"2\""),
                ("  - {id: listen, title: Listen, role: pio}", ""),
            ])
        #expect(try adopt(desk, file).status == 0)
    }

    @Test func `only who has the authority adopts`() throws {
        let (desk, file) = try opened()
        try change(desk, Self.second)
        let result = try adopt(desk, file, as: "lee")
        #expect(result.status != 0)
        #expect(result.errors.contains("may not adopt"), "\(result.errors)")
    }
}
