import Foundation
#if canImport(FoundationXML)
    import FoundationXML
#endif
import IncidentEvents
import Playbooks
import Testing

/// Two playbooks compared in words, and the drawing of the steps.
@Suite struct PlaybookDifferenceTests {
    private static let yaml = """
        playbook: storm
        version: "1"
        title: Storm
        hazard: storm
        modes: [live, exercise]
        phases: [{id: initial, title: Initial, cadence: 30m}, {id: after, title: After}]
        channels: [x, web]
        languages: [en]
        limits: {x: 1000}
        closing: [steps-done]
        templates:
          road:
            kind: update
            title: Road
            fields: {street: {hint: which, form: name}}
            text: {en: {default: ["{street} is closed.", {optional: "{web}"}], x: "Closed: {street}."}}
          school:
            kind: update
            title: School
            text: {en: {default: Schools are closed.}}
        steps:
          - {id: speak, title: Speak first, role: pio, due: {within: 10m, of: opened}, on: {event: delivery-recorded, template: road}}
          - {id: again, title: Speak again, role: pio, due: {within: 1h, of: "step:speak"}, requires: [speak]}
          - {id: care, title: Care for <staff> & crews, role: jic-manager, phase: after}
        """

    private func playbook(_ changes: [(String, String)] = []) throws -> Playbook {
        let yaml = changes.reduce(Self.yaml) { text, change in
            #expect(text.contains(change.0), "\(change.0)")
            return text.replacing(change.0, with: change.1)
        }
        return try Playbook.load(yaml: Array(yaml.utf8), file: "storm.yaml").0
    }

    private func sentences(_ changes: (String, String)...) throws -> [String] {
        PlaybookDifference(from: try playbook(), to: try playbook(changes)).sentences
    }

    @Test func `a playbook differs from itself in nothing`() throws {
        #expect(try sentences() == [])
        #expect(try sentences(("version: \"1\"", "version: \"2\"")) == [])
    }

    @Test func `rules are told in sentences`() throws {
        #expect(
            try sentences(
                ("modes: [live, exercise]", "modes: [live, routine]"),
                ("cadence: 30m", "cadence: 1h"), ("[x, web]", "[web, sms]"),
                ("limits: {x: 1000}", "limits: {mastodon: 600}"), ("x: \"Closed: {street}.\"", ""),
                ("closing: [steps-done]", "authorities: {verify: [pio]}\ntargets: {answer: 1h}")
            )
            .filter { !$0.hasPrefix("The template") } == [
                "It may also run routine incidents.", "It may no longer run exercise incidents.",
                "Closing an incident no longer needs steps-done.",
                "The target for an answer is 1h instead of none.",
                "The longest time between updates in the phase initial is 1h instead of 30m.",
                "Messages also go to sms.", "Messages no longer go to x.",
                "The limit of mastodon is 600 instead of the usual.",
                "The limit of x is the usual instead of 1000.",
                "The authority to verify is with pio instead of incident-commander, jic-manager, liaison, pio, rumor-control.",
            ])
        #expect(
            try sentences(("closing:", "approvals: [{kinds: [update], roles: [pio]}]\nclosing:"))
                == [
                    "Messages of kind update are approved by pio instead of incident-commander, jic-manager."
                ])
    }

    @Test func `steps are told in sentences`() throws {
        #expect(
            try sentences(
                ("within: 10m, of: opened", "within: 5m, of: onset"),
                ("title: Speak again, role: pio", "title: Go on, role: liaison"),
                (", requires: [speak]", ""), ("id: care", "id: rest"),
                (", on: {event: delivery-recorded, template: road}", "")) == [
                    "The step speak is due within 5m of the onset instead of within 10m of the opening.",
                    "The step speak is no longer done by itself.",
                    "The step again says \"Go on\" instead of \"Speak again\".",
                    "The step again is for liaison instead of pio.",
                    "The step again no longer waits for speak.",
                    "The step rest is new: Care for <staff> & crews, for jic-manager.",
                    "The step care is gone.",
                ])
    }

    @Test func `templates are told in sentences, with the words that differ`() throws {
        let changes = PlaybookDifference(
            from: try playbook(),
            to: try playbook([
                ("{street} is closed.", "{street} is shut."),
                ("form: name}", "form: name, max: 80, short: a street}"),
                ("  school:", "  bridge:"),
                ("title: Road\n", "title: Roads\n    channels: [x, web, sms]\n"),
            ])
        ).changes
        #expect(
            changes.map(\.change) == [
                "The template road is called \"Roads\" instead of \"Road\".",
                "The template road also goes to sms.",
                "The template road allows 80 characters of {street} instead of 60.",
                "The template road has the short form \"a street\" of {street} instead of \"none\".",
                "The template road has other words in the text for all other channels in en.",
                "The template bridge is new: School, of kind update.",
                "The template school is gone.",
            ])
        let words = try #require(changes.first { $0.before != nil })
        #expect(words.before == "{street} is closed. | optional: {web}")
        #expect(words.after == "{street} is shut. | optional: {web}")
        #expect(words.about == .template && words.subject == "road")
    }

    @Test func `the steps are printed below the phase and the step that they wait for`() throws {
        #expect(
            PlaybookGraph(try playbook()).text == """
                From the opening
                  speak: Speak first (pio; within 10m of the opening; done when road is posted)
                  └─ again: Speak again (pio; within 1h of the step speak)

                after: After
                  care: Care for <staff> & crews (jic-manager)
                """)
    }

    @Test func `the drawing is well-formed, has every step, and an arrow to each that waits`()
        throws
    {
        let bytes = PlaybookGraph(try playbook()).svg
        let reader = DrawingReader()
        let parser = XMLParser(data: Data(bytes))
        parser.delegate = reader
        #expect(parser.parse(), "\(String(decoding: bytes, as: UTF8.self))")
        #expect(reader.texts.isSuperset(of: ["speak", "again", "care", "after: After"]))
        #expect(reader.texts.contains("Care for <staff> & crews"))
        #expect(reader.counts["polygon"] == 1)
        // Two bands and three steps.
        #expect(reader.counts["rect"] == 5)
    }

    @Test(arguments: ShippedFiles.playbooks.map(\.id))
    func `a shipped playbook's drawing has every step once`(id: String) throws {
        let file = try #require(ShippedFiles.playbook(id))
        let playbook = try Playbook.load(yaml: file.yaml, file: file.name).0
        let reader = DrawingReader()
        let parser = XMLParser(data: Data(PlaybookGraph(playbook).svg))
        parser.delegate = reader
        #expect(parser.parse())
        #expect(reader.texts.isSuperset(of: playbook.steps.map(\.id)))
        let lines = PlaybookGraph(playbook).text.split(separator: "\n")
        for step in playbook.steps {
            #expect(lines.count { $0.contains("\(step.id): \(step.title) (") } == 1, "\(step.id)")
        }
    }
}

/// The texts and the elements of an SVG file.
private final class DrawingReader: NSObject, XMLParserDelegate {
    private(set) var texts: Set<String> = []
    private(set) var counts: [String: Int] = [:]
    private var text = ""

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
    ) {
        counts[name, default: 0] += 1
        text = ""
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
        qualifiedName: String?
    ) {
        if name == "text" { texts.insert(text) }
    }
}
