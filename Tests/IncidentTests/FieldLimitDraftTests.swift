import HandwrittenLog
import Channels
import Incident
import IncidentEvents
import Playbooks
import Testing

/// Field values that are longer than their texts have room for.
@Suite struct FieldLimitDraftTests {
    private static func playbook(
        _ field: MessageTemplate.Field, translations: [String: [String: String]] = [:],
        spanish: String? = nil
    ) -> Playbook {
        var texts = [
            "en": [
                MessageTemplate.Segment("Avoid {area} today."),
                .init("Go by bus.", isOptional: true),
            ]
        ]
        if let spanish { texts["es"] = [.init(spanish)] }
        var playbook = ComposingTests.playbook(
            channels: [.wea90, .web], fields: [field], translations: translations, texts)
        playbook.languages = spanish == nil ? ["en"] : ["en", "es"]
        return playbook
    }

    private static func draft(_ value: String) -> Command {
        .message(
            .draft(
                .init(kind: .update, template: "update", content: .init(fields: ["area": value]))))
    }

    private let long =
        "the streets between the old bridge, the river and the market on the north side of the town"

    @Test func `a value over the field's max is refused with its limit and the way to mend it`()
        throws
    {
        let playbook = Self.playbook(.init(name: "area", hint: "where", max: 10))
        var scenario = try Scenario(opened: .live, playbook: playbook)
        guard case .refused(let refusal) = scenario.when("pio-1", Self.draft("the old bridge"))
        else {
            Issue.record("It was drafted.")
            return
        }
        #expect(
            refusal.problem
                == "The field area of update has 14 characters, and its limit is 10.")
        try scenario.given("pio-1", Self.draft("the bridge"))
        let revised = scenario.when(
            "pio-1", .message(.revise("M2", .init(fields: ["area": "the old bridge"]))))
        guard case .refused(let second) = revised else {
            Issue.record("It was revised.")
            return
        }
        #expect(second.problem == refusal.problem)
    }

    @Test func `a past message keeps the words that it had`() throws {
        let playbook = Self.playbook(.init(name: "area", hint: "where", max: 10))
        var scenario = try Scenario(opened: .reenactment, playbook: playbook)
        try scenario.given("ctl-1", Self.draft("the old bridge"))
        #expect(scenario.state.messages.all.last?.fields["area"] == "the old bridge")
    }

    @Test func `the short form is used only where the value doesn't fit`() throws {
        let playbook = Self.playbook(
            .init(name: "area", hint: "where", max: 200, short: "the north side"))
        var scenario = try Scenario(opened: .live, playbook: playbook)
        try scenario.given("pio-1", Self.draft(long), Self.draft("Elm Street"))
        let phone = try ComposingTests.variant("M2", .wea90, in: scenario)
        #expect(phone.text == "Avoid the north side today. Go by bus.")
        #expect(phone.shortened == ["area"])
        let web = try ComposingTests.variant("M2", .web, in: scenario)
        #expect(web.text == "Avoid \(long) today. Go by bus.")
        #expect(web.shortened == [])
        #expect(
            try ComposingTests.variant("M3", .wea90, in: scenario).text
                == "Avoid Elm Street today. Go by bus.")
    }

    @Test func `another language has the short form that its translation gives`() throws {
        let playbook = Self.playbook(
            .init(name: "area", hint: "where", max: 200, short: "the north side"),
            translations: ["es": ["area.short": "el norte"]], spanish: "Evite {area} hoy.")
        var scenario = try Scenario(opened: .live, playbook: playbook)
        try scenario.given("pio-1", Self.draft(long))
        // Nobody has translated the value itself yet.
        #expect(try ComposingTests.variant("M2", .wea90, "es", in: scenario).text == nil)
        let words =
            "las calles entre el puente viejo, el mercado y la plaza en el norte de la ciudad vieja"
        try scenario.given(
            "pio-1",
            .message(
                .translate(
                    "M2", .init(language: "es", values: ["area": words], translator: "kim"))))
        #expect(
            try ComposingTests.variant("M2", .wea90, "es", in: scenario).text
                == "Evite el norte hoy.")
        #expect(
            try ComposingTests.variant("M2", .web, "es", in: scenario).text
                == "Evite \(words) hoy.")
    }

    @Test func `a translation over the field's max is refused`() throws {
        let playbook = Self.playbook(
            .init(name: "area", hint: "where", max: 10), spanish: "Evite {area} hoy.")
        var scenario = try Scenario(opened: .live, playbook: playbook)
        try scenario.given("pio-1", Self.draft("the bridge"))
        let result = scenario.when(
            "pio-1",
            .message(
                .translate(
                    "M2",
                    .init(language: "es", values: ["area": "el puente viejo"], translator: "kim"))))
        guard case .refused(let refusal) = result else {
            Issue.record("It was translated.")
            return
        }
        #expect(
            refusal.problem
                == "The translation of the field area has 15 characters, and its limit is 10.")
    }
}
