import Channels
import Incident
import IncidentEvents
import Playbooks
import Testing

/// A correction of our own error says that it was ours and states the facts, without repeating the
/// error or a name.
@Suite struct OwnErrorTests {
    private static let ours = [
        "en": ["of ours", "ours", "we said", "our earlier", "its own", "we told you"],
        "es": ["nuestro", "nuestra", "dijimos"],
    ]
    private static let wrong = [
        "en": ["wrong", "correct"], "es": ["incorrecto", "corrig", "corrección"],
    ]

    private func playbook(_ id: String) throws -> Playbook {
        let file = try #require(ShippedFiles.playbook(id))
        return try Playbook.load(yaml: file.yaml, file: file.name).0
    }

    @Test(arguments: ["attack-on-officers", "false-alert"])
    func `on every channel and in both languages`(id: String) throws {
        let claim = "The man in the camouflage shirt fired the shots"
        let right = "The man in the picture had nothing to do with it"
        var scenario = try Scenario(opened: .live, playbook: try playbook(id))
        let fact = try scenario.givenSayable(claim)
        let said = scenario.state.messages.next
        try scenario.given(
            "pio-1", .draft(claim + ".", cites: [.init(fact: fact)], on: [.web, .x]), .submit(said))
        try scenario.given("jic-1", .approve(said))
        let saidAt = scenario.state.zone.clock(scenario.now)
        try scenario.given("pio-1", .release(said))
        let correction = try scenario.given("pio-1") { decision throws(Rejection) in
            try decision.refuteFact(
                fact, reason: "The witness took it back", source: "the detectives", right: right
            )
            .correction
        }
        let message = try #require(correction)
        try scenario.given(
            "pio-1",
            .message(
                .translate(
                    message,
                    .init(
                        language: "es", values: ["truth": "El hombre de la foto no hizo nada."],
                        translator: "county"))))
        let drafted = try #require(scenario.state.messages[message])
        #expect(drafted.template == "correction" && drafted.languages == ["en", "es"])
        let composition = MessageComposer(
            state: scenario.state, playbook: scenario.playbook, department: scenario.department
        ).compose(drafted)
        #expect(composition.variants.count == 2 * drafted.channels.count)
        for variant in composition.variants {
            let key = variant.key
            let text = try #require(variant.text, "\(key)")
            let small = text.lowercased()
            let truth = key.language == "en" ? right : "El hombre de la foto no hizo nada"
            #expect(text.contains(truth), "\(key): \(text)")
            for words in [Self.ours, Self.wrong] {
                let isSaid = (words[key.language] ?? []).contains { small.contains($0) }
                #expect(isSaid, "\(key): \(text)")
            }
            for word in ["camouflage", "shirt", "fired", "shots", "disparó", "camisa"] {
                #expect(!small.contains(word), "\(key): \(text)")
            }
            #expect(variant.count?.fits ?? true, "\(key): \(text)")
        }
        // The time tells the reader which message it was.
        let web = composition.variants.filter { $0.key.channel == .web }.compactMap(\.text)
        #expect(web.allSatisfy { $0.contains(saidAt) })
    }

    @Test(arguments: ["attack-on-officers", "false-alert"])
    func `only a correction of what others claim repeats the claim`(id: String) throws {
        for template in try playbook(id).templates
        where template.kind == .correction || template.kind == .retraction {
            let names = try template.texts.flatMap(\.segments)
                .flatMap { try TemplateText($0.text).names }
            #expect(
                names.contains("claim") == (template.id == "rumor-correction"), "\(template.id)")
        }
        let fact = try #require(try playbook(id).template("correction"))
        let retraction = try #require(try playbook(id).template("retraction"))
        for template in [fact, retraction] {
            #expect(Set(template.texts.map(\.language)) == ["en", "es"], "\(template.id)")
        }
    }
}
