import HandwrittenLog
import Channels
import Incident
import IncidentEvents
import Playbooks
import Testing

@Suite struct DraftTests {
    private func composed(_ id: MessageID, in scenario: Scenario) throws -> Composition {
        let message = try #require(scenario.state.messages[id])
        return MessageComposer(
            state: scenario.state, playbook: scenario.playbook, department: scenario.department
        ).compose(message)
    }

    private func text(
        _ id: MessageID, _ key: Message.VariantKey = .x, in scenario: Scenario
    ) throws -> String? {
        try composed(id, in: scenario).variants.first { $0.key == key }?.text
    }

    @Test func `a template and a free text go to every channel`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", .draft("We are here."))
        for key in [Message.VariantKey.x, .sms, .web] {
            #expect(
                try text("M1", key, in: scenario)
                    == "Riverton Police is at Main and Lamar. Next update by {next-update}.")
            #expect(try text("M2", key, in: scenario) == "We are here.")
        }
        #expect(
            try composed("M2", in: scenario).variants.map(\.origin) == [
                .freeText, .freeText, .freeText,
            ])
    }

    @Test func `an optional segment leaves itself out until its value is there`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", .revise("M1", fields: ["street": "Elm Street"]))
        #expect(
            try text("M1", in: scenario)
                == "Riverton Police is at Main and Lamar. Avoid Elm Street. Next update by {next-update}."
        )
        try scenario.given("pio-1", .revise("M1", fields: ["street": ""]))
        #expect(try text("M1", in: scenario)?.contains("Avoid") == false)
    }

    @Test func `optional segments go one by one from the last where the whole is too long`() throws
    {
        var scenario = try Scenario(opened: .live)
        let street = String(repeating: "long ", count: 36) + "street"
        let mood = String(repeating: "very ", count: 20) + "busy"
        try scenario.given("pio-1", .revise("M1", fields: ["street": street, "mood": mood]))
        let onX = try #require(try text("M1", .x, in: scenario))
        #expect(onX.contains(street) && !onX.contains(mood))
        let onWeb = try #require(try text("M1", .web, in: scenario))
        #expect(onWeb.contains(street) && onWeb.contains(mood))
        let fits = try composed("M1", in: scenario).variants.map { $0.count?.fits }
        #expect(fits == [true, true, true])
    }

    @Test func `a missing value is named, at submit too, and never a blank`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", .draft(template: "alert", .alert))
        #expect(
            try composed("M2", in: scenario).variants.map(\.missing) == [
                ["guidance"], ["guidance"], ["guidance"],
            ])
        scenario.when("pio-1", .submit("M2"))
            .thenRefused(.invalid, "M2 has no guidance", "x/en, sms/en, web/en")
        try scenario.given("pio-1", .revise("M2", fields: ["action": ""]))
        scenario.when("pio-1", .submit("M2")).thenRefused(.invalid, "M2 has no guidance")
    }

    @Test func `a draft follows the facts, and what a template took in is cited`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", .draft(template: "update", .update))
        #expect(try composed("M2", in: scenario).variants.first?.missing == ["known"])
        let first = try scenario.givenSayable("Four officers are hurt", topic: "officers")
        #expect(
            try text("M2", in: scenario) == "As of {as-of}: Four officers are hurt.")
        #expect(try composed("M2", in: scenario).cites == [.init(fact: first)])
        let second = try scenario.givenSayable("The streets are closed")
        #expect(try composed("M2", in: scenario).cites.map(\.fact) == [first, second])
        try scenario.given("ic-1", .fact(.hold(first, reason: "family", until: nil)))
        #expect(try text("M2", in: scenario) == "As of {as-of}: The streets are closed.")
        #expect(try composed("M2", in: scenario).cites.map(\.fact) == [second])
    }

    @Test func `of a topic the newest sayable fact is said`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", .draft(template: "officers", .update))
        #expect(try text("M2", in: scenario) == "We have news. Be patient.")
        let first = try scenario.givenSayable("Four are hurt.", topic: "officers")
        let second = try scenario.givenSayable("Five are hurt.", topic: "officers")
        #expect(try text("M2", in: scenario) == "We have news. Five are hurt. Be patient.")
        try scenario.given("pio-1", .refute(second))
        #expect(try text("M2", in: scenario) == "We have news. Four are hurt. Be patient.")
        #expect(try composed("M2", in: scenario).cites.map(\.fact) == [first])
    }

    @Test func `a segment dropped for its length cites nothing`() throws {
        var scenario = try Scenario(opened: .live)
        _ = try scenario.givenSayable(String(repeating: "long ", count: 70), topic: "officers")
        try scenario.given("pio-1", .draft(template: "officers", .update, on: [.x]))
        #expect(try text("M2", in: scenario) == "We have news.")
        #expect(try composed("M2", in: scenario).cites == [])
    }

    @Test func `a hand-written variant stands and says when what is beneath has changed`() throws {
        var scenario = try Scenario(opened: .live)
        _ = try scenario.givenSayable("Four are hurt.", topic: "officers")
        try scenario.given(
            "pio-1", .draft(template: "officers", .update), .edit("M2", .x, "Four. Be patient."))
        var variant = try #require(try composed("M2", in: scenario).variants.first)
        #expect(variant.origin == .handWritten)
        #expect(variant.text == "Four. Be patient.")
        #expect(!variant.changedUnderneath)
        _ = try scenario.givenSayable("Five are hurt.", topic: "officers")
        variant = try #require(try composed("M2", in: scenario).variants.first)
        #expect(variant.text == "Four. Be patient.")
        #expect(variant.changedUnderneath)
        #expect(variant.composedText == "We have news. Five are hurt. Be patient.")
        #expect(try text("M2", .sms, in: scenario) == "We have news. Five are hurt. Be patient.")

        scenario.when("pio-1", .edit("M2", .x, "Four. Be patient.")).thenNothing()
        try scenario.given("pio-1", .edit("M2", .x, nil))
        #expect(try text("M2", in: scenario) == "We have news. Five are hurt. Be patient.")
        scenario.when("pio-1", .edit("M2", .x, nil)).thenNothing()
    }

    @Test func `submitting freezes the texts, whatever becomes of the facts`() throws {
        var scenario = try Scenario(opened: .live)
        let first = try scenario.givenSayable("Four are hurt.", topic: "officers")
        try scenario.given("pio-1", .draft(template: "officers", .update), .submit("M2"))
        _ = try scenario.givenSayable("Five are hurt.", topic: "officers")
        let message = try #require(scenario.state.messages["M2"])
        #expect(message.status == .submitted)
        #expect(
            message.submission?.variants.map(\.text)
                == Array(repeating: "We have news. Four are hurt. Be patient.", count: 3))
        #expect(message.cites.map(\.fact) == [first])
        scenario.when("pio-1", .submit("M2")).thenNothing()
    }

    @Test func `a draft names known things only`() throws {
        let scenario = try Scenario(opened: .live)
        scenario.when("pio-1", .draft(template: "poem", .update))
            .thenRefused(.unknownThing, "no template \"poem\"", "holding")
        scenario.when("pio-1", .draft(template: "holding", .update))
            .thenRefused(.invalid, "kind holding, not update")
        scenario.when("pio-1", .draft(template: "holding", .holding, fields: ["color": "red"]))
            .thenRefused(.unknownThing, "no field \"color\"", "street, mood")
        scenario.when("pio-1", .draft("x", on: ["pigeon"])).thenRefused(.unknownThing, "pigeon")
        scenario.when("pio-1", .draft("x", on: [])).thenRefused(.invalid, "no channel")
        scenario.when("pio-1", .draft("x", cites: ["F7"])).thenRefused(.unknownThing, "no fact F7")
        scenario.when("pio-1", .draft("x", corrects: ["R7"]))
            .thenRefused(.unknownThing, "no rumor R7")
        scenario.when("pio-1", .draft(" ")).thenRefused(.invalid, "text is empty")
        scenario.when("pio-1", .draft("x", kind: .correction))
            .thenRefused(.invalid, "doesn't say which claim it corrects")
        scenario.when("pio-1", .message(.draft(.init(kind: .allClear, template: "alert-over"))))
            .then("message-drafted")
        scenario.when("pio-1", .message(.draft(.init(kind: .update))))
            .then("message-drafted")
    }

    @Test func `no other template of a kind takes the place of a standard one that is missing`()
        throws
    {
        let draft = Command.message(.draft(.init(kind: .allClear)))
        var scenario = try Scenario(opened: .live)
        // The playbook's only all-clear is the one armed with its alert, which names that danger.
        scenario.when("pio-1", draft)
            .thenRefused(.invalid, "has no template", "all-clear", "alert-over", naming: .template)
        scenario.playbook = .test.with { $0.templates.removeAll { $0.kind == .allClear } }
        scenario.when("pio-1", draft)
            .thenRefused(.invalid, "has no template", "all-clear", naming: .text)
        scenario.playbook = .test.with { playbook in
            guard var own = playbook.template("alert-over") else { return }
            own.id = "all-clear"
            playbook.templates.append(own)
        }
        try scenario.given("pio-1", draft)
        #expect(scenario.state.messages["M2"]?.template == "all-clear")
    }

    @Test func `the items of a list go without the blanks around and between them`() throws {
        let playbook = ComposingTests.playbook(
            fields: [.init(name: "streets", hint: "streets", form: .list)],
            ["en": [.init("Avoid {streets}.")]])
        var scenario = try Scenario(opened: .live, playbook: playbook)
        try scenario.given(
            "pio-1", .draft(template: "update", .update, fields: ["streets": " Elm ;  ; Oak\t"]))
        #expect(try text("M2", in: scenario) == "Avoid Elm and Oak.")
    }

    @Test func `revising says anew what a message corrects and whom it identifies`() throws {
        var scenario = try Scenario(opened: .live)
        var person = Identification()
        (person.whom, person.purpose) = ("the chief", .official)
        try scenario.given(
            "pio-1", .report("Two snipers"), .report("Three snipers"),
            .draft(
                "It was one man.", kind: .correction, corrects: ["R1"],
                identifies: .persons([person])),
            .message(.revise("M2", .init(corrects: ["R2"]))))
        #expect(scenario.state.messages["M2"]?.corrects == ["R2"])
        #expect(scenario.state.messages["M2"]?.declaration == .persons([person]))
        try scenario.given("pio-1", .message(.revise("M2", .init(declaration: .nobody))))
        #expect(scenario.state.messages["M2"]?.corrects == ["R2"])
        #expect(scenario.state.messages["M2"]?.declaration == .nobody)
    }

    @Test func `a change goes to a language and channel that the message has`() throws {
        let scenario = try Scenario(opened: .live)
        scenario.when("pio-1", .revise("M1", texts: ["es": "Hola"]))
            .thenRefused(
                .invalid, "M1 is written in en, not in es",
                next: .translateMessage("M1", into: "es"))
        scenario.when("pio-1", .edit("M1", .init(channel: .x, language: "es"), "Hola"))
            .thenRefused(.unknownThing, "no text in es", "en")
        scenario.when("pio-1", .edit("M1", .init(channel: .blog, language: "en"), "Hello"))
            .thenRefused(.unknownThing, "isn't for blog", "x, sms, web")
        scenario.when("pio-1", .submit("M9")).thenRefused(.unknownThing, "no message M9")
    }

    @Test func `an element or a field beyond 64 KiB is refused`() throws {
        let scenario = try Scenario(opened: .live)
        let long = String(repeating: "a", count: 65_537)
        scenario.when("pio-1", .revise("M1", fields: ["street": long]))
            .thenRefused(.invalid, "field street has 65537 bytes")
        var elements = MessageElements()
        elements.guidance = long
        scenario.when("pio-1", .message(.revise("M1", .init(elements: elements))))
            .thenRefused(.invalid, "element has 65537 bytes")
    }

    @Test func `revising changes what is given and keeps the rest`() throws {
        var scenario = try Scenario(opened: .live)
        var first = MessageElements()
        first.guidance = "Stay inside"
        first.location = "Downtown"
        try scenario.given("pio-1", .message(.revise("M1", .init(elements: first))))
        var second = MessageElements()
        second.guidance = "Go home"
        try scenario.given("pio-1", .message(.revise("M1", .init(elements: second))))
        let elements = try #require(scenario.state.messages["M1"]?.elements)
        #expect(elements.guidance == "Go home" && elements.location == "Downtown")
        #expect(scenario.state.messages["M1"]?.declaration == .nobody)
    }

    @Test func `a discarded draft takes nothing more, and a released one can't be discarded`()
        throws
    {
        var scenario = try Scenario(opened: .live)
        try scenario.given(
            "pio-1", .draft("x"), .submit("M2"), .message(.discard("M2", reason: "no need")),
            .release("M1"))
        for command in [
            .submit("M2"), .edit("M2", .x, "y"), .revise("M2", texts: ["en": "y"]), .release("M2"),
        ] as [Command] {
            scenario.when("pio-1", command).thenRefused(.notNow, "M2 was discarded")
        }
        scenario.when("ic-1", .approve("M2")).thenRefused(.notNow, "M2 was discarded")
        scenario.when("ic-1", .message(.return("M2", reason: "r")))
            .thenRefused(.notNow, "M2 was discarded")
        scenario.when("pio-1", .message(.discard("M2", reason: "again"))).thenNothing()
        scenario.when("pio-1", .message(.discard("M1", reason: "r")))
            .thenRefused(.notNow, "was released", next: .retractMessage("M1"))
    }

    @Test func `in an exercise every text says so, hand-written ones by their author`() throws {
        var scenario = try Scenario(opened: .exercise)
        try scenario.given("pio-1", .draft("Shots."), .draft("EXERCISE. Shots."))
        #expect(try text("M1", in: scenario)?.hasPrefix("EXERCISE: Riverton") == true)
        #expect(try text("M2", in: scenario) == "EXERCISE: Shots.")
        #expect(try text("M3", in: scenario) == "EXERCISE. Shots.")
    }

    @Test func `what promises no update can't name one`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given("ic-1", .lifecycle(.enterPhase("silence", reason: "")))
        scenario.when("pio-1", .submit("M1")).thenRefused(.invalid, "M1 has no next-update")
        var elements = MessageElements()
        elements.nextUpdateBy = scenario.now.advanced(by: .seconds(600)).timestamp
        try scenario.given(
            "pio-1", .message(.revise("M1", .init(elements: elements))), .submit("M1"))
    }
}
