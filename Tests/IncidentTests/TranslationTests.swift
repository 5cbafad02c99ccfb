import HandwrittenLog
import Channels
import Incident
import IncidentEvents
import Playbooks
import Testing

@Suite struct TranslationTests {
    private let playbook = ComposingTests.playbook(
        elements: ["source": "{department}", "doing": "We search {place}."],
        translations: ["es": ["doing": "Buscamos en {place}."]],
        [
            "en": [
                .init("{source}: {guidance}"), .init("{empathy}", isOptional: true),
                .init("{doing}"),
            ],
            "es": [
                .init("{source}: {guidance}"), .init("{empathy}", isOptional: true),
                .init("{doing}"),
            ],
        ])

    private func drafted(_ guidance: String = "Stay in.", empathy: String = "") throws -> Scenario {
        var scenario = try Scenario(opened: .live, playbook: playbook)
        try scenario.given("pio-1", .draft(template: "update", .update))
        try scenario.given("pio-1", states(guidance, empathy: empathy))
        return scenario
    }

    private func states(
        _ guidance: String, empathy: String = "", doing: String = ""
    ) -> Command {
        var elements = MessageElements()
        elements.guidance = guidance
        elements.empathy = empathy
        elements.doing = doing
        return .message(.revise("M2", .init(elements: elements)))
    }

    private func translate(
        _ values: [String: String], by translator: String? = "county", text: String? = nil
    ) -> Command {
        .message(
            .translate(
                "M2",
                .init(
                    language: "es", values: values, texts: text.map { [nil: $0] } ?? [:],
                    translator: translator)))
    }

    private func spanish(_ scenario: Scenario) throws -> ComposedVariant {
        try ComposingTests.variant("M2", .x, "es", in: scenario)
    }

    private func releasedLanguages(_ outcome: Outcome) -> [String] {
        outcome.events.flatMap { event -> [String] in
            if case .messageReleased(let event) = event { event.texts.map(\.language) } else { [] }
        }
    }

    @Test func `a language without its words holds back only itself`() throws {
        var scenario = try drafted()
        let variant = try spanish(scenario)
        #expect(variant.text == nil && variant.isUntranslated && variant.missing == ["guidance"])
        let submitting = scenario.when("pio-1", .submit("M2"))
        submitting.then("message-submitted")
        guard case .decided(let decision) = submitting else { return }
        let warning = decision.warnings.first { $0.guard == .untranslated }
        #expect(warning?.languages == ["es"])
        try scenario.given("pio-1", .submit("M2"))
        try scenario.given("ic-1", .approve("M2"))
        let released = scenario.when("pio-1", .release("M2"))
        #expect(releasedLanguages(released) == ["en", "en"])
    }

    @Test func `words of the first language fill no other, nor leave out what is said`() throws {
        var scenario = try drafted(empathy: "We grieve.")
        try scenario.given("pio-1", translate(["guidance": "No salga."]))
        let variant = try spanish(scenario)
        #expect(variant.text == nil && variant.isUntranslated && variant.missing == ["empathy"])
        try scenario.given("pio-1", translate(["empathy": "Lo sentimos mucho."]))
        #expect(
            try spanish(scenario).text
                == "Riverton Police: No salga. Lo sentimos mucho. Buscamos en Main and Lamar.")
    }

    @Test func `the playbook's translation of an element goes where the author says another`()
        throws
    {
        var scenario = try drafted()
        try scenario.given("pio-1", translate(["guidance": "No salga."]))
        #expect(try spanish(scenario).text?.hasSuffix("Buscamos en Main and Lamar.") == true)
        try scenario.given("pio-1", states("Stay in.", doing: "We wait."))
        #expect(try spanish(scenario).missing == ["doing"])
    }

    @Test func `a translation goes stale when its source changes, and is fresh when done anew`()
        throws
    {
        var scenario = try drafted()
        try scenario.given("pio-1", translate(["guidance": "No salga."]))
        #expect(try !spanish(scenario).isStale)
        try scenario.given("pio-1", states("Leave now."))
        #expect(try spanish(scenario).isStale)
        guard case .decided(let decision) = scenario.when("pio-1", .submit("M2")) else {
            Issue.record("refused")
            return
        }
        #expect(decision.warnings.contains { $0.guard == .translationStale })
        try scenario.given("pio-1", translate(["guidance": "Salga ya."]))
        #expect(try !spanish(scenario).isStale)
    }

    @Test func `a stale translation holds back its language until it is done anew`() throws {
        var scenario = try drafted()
        try scenario.given("pio-1", translate(["guidance": "No salga."]), states("Leave now."))
        try scenario.given("pio-1", .submit("M2"))
        try scenario.given("ic-1", .approve("M2"))
        let held = scenario.when("pio-1", .release("M2"))
        #expect(held.refusals.map(\.guard) == [.translationStale])
        #expect(releasedLanguages(held) == ["en", "en"])
        scenario.when("pio-1", .release("M2", overrides: [.translationStale: "please"]))
            .thenRefused(.refused, "translation-stale can't be overridden")
        try scenario.given("pio-1", translate(["guidance": "Salga ya."]), .submit("M2"))
        try scenario.given("ic-1", .approve("M2"))
        #expect(
            releasedLanguages(scenario.when("pio-1", .release("M2"))) == ["en", "en", "es", "es"])
    }

    @Test func `a machine's words go out only once a person has confirmed them`() throws {
        var scenario = try drafted()
        try scenario.given("pio-1", translate(["guidance": "No salga."], by: nil), .submit("M2"))
        try scenario.given("ic-1", .approve("M2"))
        let held = scenario.when("pio-1", .release("M2"))
        #expect(held.refusals.map(\.guard) == [.translationUnconfirmed])
        #expect(releasedLanguages(held) == ["en", "en"])
        try scenario.given("pio-1", .release("M2"))
        scenario.when("pio-1", .message(.confirm("M2", language: "fr")))
            .thenRefused(.unknownThing, "no translation into fr", "es")
        try scenario.given("pio-2", .message(.confirm("M2", language: "es")))
        scenario.when("pio-2", .message(.confirm("M2", language: "es"))).thenNothing()
        let translation = try #require(scenario.state.messages["M2"]?.translations["es"])
        #expect(translation.translator == nil && translation.confirmed?.actor == "pio-2")
        // The words are the approved ones, so only the release remains.
        #expect(releasedLanguages(scenario.when("pio-1", .release("M2"))) == ["es", "es"])
        // New machine words need a person again; a person's words in their place do not.
        try scenario.given("pio-1", translate(["guidance": "Quede dentro."], by: nil))
        #expect(scenario.state.messages["M2"]?.translations["es"]?.needsConfirmation == true)
        try scenario.given("pio-1", translate(["guidance": "Quédese dentro."]))
        #expect(scenario.state.messages["M2"]?.translations["es"]?.needsConfirmation == false)
    }

    @Test func `a machine's words hold back only the channels that have them`() throws {
        var scenario = try drafted()
        try scenario.given("pio-1", translate(["guidance": "No salga."], by: nil))
        // In the form in which earlier versions stored a person's text in another language.
        var edited = VariantEdited()
        edited.message = "M2"
        (edited.variant.channel, edited.variant.language) = ("web", "es")
        edited.variant.text = "Policía: no salga."
        scenario.append(.event(.variantEdited(edited)))
        try scenario.given("pio-1", .submit("M2"))
        try scenario.given("ic-1", .approve("M2"))
        let held = scenario.when("pio-1", .release("M2"))
        #expect(held.refusals.map(\.guard) == [.translationUnconfirmed])
        #expect(held.refusals.map(\.channels) == [[.x]])
        #expect(releasedLanguages(held).sorted() == ["en", "en", "es"])
    }

    @Test func `the playbook's own words wait for a translation too`() throws {
        let playbook = ComposingTests.playbook([
            "en": [.init("{title} at {place}.")], "es": [.init("{title} en {place}.")],
        ])
        var scenario = try Scenario(opened: .live, playbook: playbook)
        try scenario.given("pio-1", .draft(template: "update", .update))
        #expect(try spanish(scenario).isUntranslated)
        #expect(try spanish(scenario).missing == ["title"])
        try scenario.given("pio-1", translate(["title": "Un ataque"]))
        #expect(try spanish(scenario).text == "Un ataque en Main and Lamar.")
    }

    @Test func `what is armed with an alert takes the words, and is confirmed with it`() throws {
        var playbook = Playbook.test
        for index in playbook.templates.indices {
            let template = playbook.templates[index]
            guard ["alert", "alert-over", "alert-false"].contains(template.id) else { continue }
            playbook.templates[index].texts.append(
                .init(language: "es", segments: [.init("{place}: {action}")]))
        }
        var scenario = try Scenario(opened: .live, playbook: playbook)
        try scenario.given(
            "pio-1", .draft(template: "alert", .alert, fields: ["action": "Run."]),
            .message(
                .translate(
                    "M2", .init(language: "es", values: ["action": "Corra."], translator: nil))))
        for id in ["M2", "M3", "M4"] as [MessageID] {
            let variant = try ComposingTests.variant(id, .x, "es", in: scenario)
            #expect(variant.text == "Main and Lamar: Corra.")
            #expect(scenario.state.messages[id]?.translations["es"]?.needsConfirmation == true)
        }
        scenario.when("pio-2", .message(.confirm("M2", language: "es")))
            .then("translation-confirmed", "translation-confirmed", "translation-confirmed")
    }

    @Test func `a language that comes later goes out alone`() throws {
        var scenario = try drafted()
        try scenario.given("pio-1", .submit("M2"))
        try scenario.given("ic-1", .approve("M2"))
        try scenario.given("pio-1", .release("M2"))
        try scenario.given("pio-1", translate(["guidance": "No salga."]), .submit("M2"))
        scenario.when("pio-1", .release("M2")).thenStopped(by: .unapproved)
        try scenario.given("ic-1", .approve("M2"))
        let late = scenario.when("pio-1", .release("M2"))
        #expect(releasedLanguages(late) == ["es", "es"])
        #expect(releasedLanguages(scenario.when("pio-1", .release("M2", on: [.x]))) == ["es"])
        try scenario.given("pio-1", .release("M2"))
        // A text released in both is released again only if a channel is named.
        scenario.when("pio-1", .release("M2")).thenNothing()
        #expect(releasedLanguages(scenario.when("pio-1", .release("M2", on: [.x]))) == ["en"])
    }

    @Test func `a free text lacks what the playbook requires until it is translated`() throws {
        let playbook = ComposingTests.playbook(
            languages: ["en", "es"], ["en": [.init("Here.")], "es": [.init("Aquí.")]])
        var scenario = try Scenario(opened: .live, playbook: playbook)
        try scenario.given("pio-1", .draft("We are here."))
        #expect(try spanish(scenario).isUntranslated)
        #expect(try spanish(scenario).missing == ["text in es"])
        try scenario.given("pio-1", translate([:], text: "Estamos aquí."))
        #expect(try spanish(scenario).text == "Estamos aquí.")
        #expect(try spanish(scenario).origin == .translated)
        // A language that nobody requires is accepted too.
        try scenario.given(
            "pio-1",
            .message(
                .translate(
                    "M2",
                    .init(language: "zh-Hans", texts: [nil: "我们在这里。"], translator: "county"))))
        #expect(scenario.state.messages["M2"]?.languages == ["en", "es", "zh-Hans"])
    }

    // MARK: By hand, for one channel

    private func edit(
        _ words: String?, on channel: ChannelID = .x, by: MessageCommand.Translator? = nil
    ) -> Command {
        .message(.edit("M2", .init(channel: channel, language: "es"), text: words, by: by))
    }

    @Test func `a text written by hand in another language goes stale as well`() throws {
        var scenario = try drafted()
        try scenario.given("pio-1", edit("Policía: no salga.", by: .person("county")))
        #expect(try spanish(scenario).text == "Policía: no salga.")
        #expect(try !spanish(scenario).isStale)
        #expect(scenario.state.messages["M2"]?.translations["es"]?.translator == "county")
        try scenario.given("pio-1", states("Leave now."))
        // The first language is its own source.
        try scenario.given("pio-1", .edit("M2", .x, "Police: leave now."))
        #expect(try !ComposingTests.variant("M2", .x, in: scenario).isStale)
        #expect(try spanish(scenario).isStale)
        // A new text for another channel doesn't affect this one.
        try scenario.given("pio-1", edit("Policía: salga ya.", on: .web, by: .person("county")))
        #expect(try spanish(scenario).isStale)
        #expect(try !ComposingTests.variant("M2", .web, "es", in: scenario).isStale)
    }

    @Test func `a text by hand in another language says who translated it`() throws {
        let scenario = try drafted()
        scenario.when("pio-1", edit("Policía: no salga."))
            .thenRefused(.invalid, "Its translator is missing", naming: .translator)
        scenario.when("pio-1", edit("Policía: no salga.", by: .person(" ")))
            .thenRefused(.invalid, "translator")
        let english = Message.VariantKey(channel: .x, language: "en")
        scenario.when(
            "pio-1", .message(.edit("M2", english, text: "Stay in.", by: .person("county")))
        ).thenRefused(.invalid, "this text isn't a translation")
    }

    @Test func `a machine's text for one channel holds that language back until confirmed`() throws
    {
        var scenario = try drafted()
        try scenario.given(
            "pio-1", translate(["guidance": "No salga."]),
            edit("Policía: quédese.", by: .machine), .submit("M2"))
        try scenario.given("ic-1", .approve("M2"))
        let held = scenario.when("pio-1", .release("M2"))
        #expect(held.refusals.map(\.guard) == [.translationUnconfirmed])
        #expect(releasedLanguages(held) == ["en", "en"])
        try scenario.given("pio-2", .message(.confirm("M2", language: "es")))
        #expect(releasedLanguages(scenario.when("pio-1", .release("M2"))).contains("es"))
    }

    @Test func `a text by hand that is dropped gives way to what stood beneath`() throws {
        var scenario = try drafted()
        try scenario.given(
            "pio-1", translate(["guidance": "No salga."]),
            edit("Policía: quédese.", by: .machine))
        #expect(try spanish(scenario).text == "Policía: quédese.")
        try scenario.given("pio-1", edit(nil))
        #expect(try spanish(scenario).text?.contains("No salga.") == true)
        let translation = try #require(scenario.state.messages["M2"]?.translations["es"])
        #expect(!translation.needsConfirmation)
        scenario.when("pio-1", edit(nil)).thenNothing()
    }

    // MARK: Phrases of the playbook

    @Test func `what the playbook has in the language waits for no translator`() throws {
        let playbook = playbook.with {
            $0.phrases = ["stay in": ["es": "No salga."], "calm": ["es": "Calma."]]
        }
        var scenario = try Scenario(opened: .live, playbook: playbook)
        try scenario.given("pio-1", .draft(template: "update", .update), states(" STAY in. "))
        #expect(try spanish(scenario).text?.hasPrefix("Riverton Police: No salga.") == true)
        // Only as a whole: a phrase with more words is a different text.
        try scenario.given("pio-1", states("Stay in. Now."))
        #expect(try spanish(scenario).isUntranslated)
        try scenario.given("pio-1", states("Stay in", empathy: "Calm."))
        #expect(try spanish(scenario).text?.contains(" Calma. ") == true)
        // A person's translation takes precedence over it.
        try scenario.given("pio-1", translate(["guidance": "Quédese."]))
        #expect(try spanish(scenario).text?.contains("Quédese.") == true)
    }

    @Test func `a translation says what it is of and in which language`() throws {
        let scenario = try drafted()
        func to(_ language: String, _ values: [String: String]) -> Command {
            .message(
                .translate(
                    "M2", .init(language: language, values: values, translator: "county")))
        }
        scenario.when("pio-1", to("en", ["guidance": "x"])).thenRefused(.invalid, "written in en")
        scenario.when("pio-1", to("Español", ["guidance": "x"]))
            .thenRefused(.invalid, "valid language tag")
        scenario.when("pio-1", to("es", ["mood": "x"]))
            .thenRefused(.unknownThing, "no element or field \"mood\"", "guidance")
        scenario.when("pio-1", to("es", [:])).thenRefused(.invalid, "is empty")
        func to(_ channel: ChannelID?, _ text: String) -> Command {
            .message(
                .translate(
                    "M2", .init(language: "es", texts: [channel: text], translator: "county")))
        }
        scenario.when("pio-1", to(.blog, "No salga."))
            .thenRefused(.unknownThing, "M2 isn't for blog", "x, web")
        scenario.when("pio-1", to(.x, " ")).thenRefused(.invalid, "text is empty")
        scenario.when("pio-1", to(.x, "No salga.")).then("message-translated")
        scenario.when("watcher-1", to("es", ["guidance": "x"])).thenRefused(.unauthorized, "draft")
    }
}
