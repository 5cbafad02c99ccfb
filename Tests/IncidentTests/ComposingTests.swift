import HandwrittenLog
import Channels
import Foundation
import Incident
import IncidentEvents
import Playbooks
import SeededRandom
import Testing

@Suite struct ComposingTests {
    /// A playbook whose `update` has these segments in each language.
    static func playbook(
        channels: [ChannelID] = [.x, .web], fields: [MessageTemplate.Field] = [],
        elements: [String: String] = [:], translations: [String: [String: String]] = [:],
        forbidsThread: Bool = false, languages: [String] = ["en"],
        _ texts: [String: [MessageTemplate.Segment]]
    ) -> Playbook {
        Playbook.test.with { playbook in
            playbook.channels = channels
            playbook.languages = languages
            playbook.templates.removeAll { $0.id == "update" || $0.id == "officers" }
            playbook.templates.append(
                MessageTemplate(
                    id: "update", kind: .update, title: "Update", elements: elements,
                    translations: translations, fields: fields, identifiesNobody: true,
                    texts: texts.sorted { $0.key < $1.key }.map {
                        .init(language: $0.key, segments: $0.value)
                    }, forbidsThread: forbidsThread))
        }
    }

    static func variant(
        _ id: MessageID, _ channel: ChannelID, _ language: String = "en", in scenario: Scenario
    ) throws -> ComposedVariant {
        let message = try #require(scenario.state.messages[id])
        let composition = MessageComposer(
            state: scenario.state, playbook: scenario.playbook, department: scenario.department
        ).compose(message)
        return try #require(
            composition.variants.first { $0.key == .init(channel: channel, language: language) })
    }

    private let long = (1...9).map { "Sentence \($0) " + String(repeating: "a", count: 40) + "." }
        .joined(separator: " ")

    private func scenario(_ playbook: Playbook, _ mode: IncidentMode = .live) throws -> Scenario {
        var scenario = try Scenario(opened: mode, playbook: playbook)
        let author = mode == .reenactment ? "ctl-1" : "pio-1"
        try scenario.given(author, .draft(template: "update", .update))
        return scenario
    }

    @Test(arguments: [
        ("Stay in", "Stay in. Wait"), ("Stay in.", "Stay in. Wait"), ("Stay in!", "Stay in! Wait"),
        ("Say \"no.\"", "Say \"no.\" Wait"), ("Stay in:", "Stay in: Wait"),
        ("Stay in\u{2026}", "Stay in\u{2026} Wait"),
    ])
    func `what an author says ends before the next sentence begins`(
        _ guidance: String, _ text: String
    ) throws {
        let playbook = Self.playbook(["en": [.init("{guidance} Wait"), .init("{guidance}!")]])
        var scenario = try scenario(playbook)
        var elements = MessageElements()
        elements.guidance = guidance
        try scenario.given("pio-1", .message(.revise("M2", .init(elements: elements))))
        #expect(
            try Self.variant("M2", .x, in: scenario).text?.hasPrefix(text + " ") == true)
        // The text has its own mark.
        #expect(
            try Self.variant("M2", .x, in: scenario).text?.hasSuffix(" \(guidance)!") == true)
    }

    @Test func `what makes way goes in its declared order, the rest from the last, and is named`()
        throws
    {
        func part(_ letter: Character) -> String { String(repeating: letter, count: 90) }
        let playbook = Self.playbook([
            "en": [
                .init(part("a")), .init(part("b"), isOptional: true, drop: 2),
                .init(part("c"), isOptional: true), .init(part("d"), isOptional: true, drop: 1),
                .init(part("e"), isOptional: true), .init("{hotline}", isOptional: true),
            ]
        ])
        let variant = try Self.variant("M2", .x, in: try scenario(playbook))
        #expect(variant.dropped == [part("d"), part("b"), "555-0100"])
        #expect(variant.text == [part("a"), part("c"), part("e")].joined(separator: " "))
        #expect(try Self.variant("M2", .web, in: try scenario(playbook)).dropped == [])
    }

    @Test func `a value that an optional segment waits for is named`() throws {
        let playbook = Self.playbook([
            "en": [.init("Here."), .init("{guidance} {known}", isOptional: true)]
        ])
        let variant = try Self.variant("M2", .x, in: try scenario(playbook))
        #expect(variant.text == "Here." && variant.omitted == ["guidance", "known"])
    }

    @Test func `a text too long for one post is approved and released as the same posts`() throws {
        var scenario = try scenario(Self.playbook(["en": [.init("As of {as-of}. " + long)]]))
        try scenario.given("pio-1", .submit("M2"))
        let submission = try #require(scenario.state.messages["M2"]?.submission)
        let onX = try #require(submission.variants.first { $0.key == .x })
        #expect(onX.parts.count == 2 && onX.parts[0].hasPrefix("As of {as-of}. Sentence 1"))
        #expect(PostThread.whole(of: onX.parts) == onX.text)
        var whole = submission.variants
        for index in whole.indices { whole[index].parts = [] }
        let unthreaded = ContentHash.sha256(
            kind: "update", declaration: .nobody, cites: [], corrects: [], variants: whole)
        let threaded = ContentHash.sha256(
            kind: "update", declaration: .nobody, cites: [], corrects: [],
            variants: submission.variants)
        #expect(threaded == submission.contentSHA256 && unthreaded != threaded)

        try scenario.given("ic-1", .approve("M2"))
        let time = scenario.state.zone.clock(scenario.now)
        try scenario.given("pio-1", .release("M2"))
        let released = try #require(scenario.state.messages["M2"]?.releasedTexts[.x])
        #expect(released.parts == onX.parts.map { $0.replacing("{as-of}", with: time) })
        #expect(released.parts[0].hasPrefix("As of \(time). Sentence 1"))
        #expect(PostThread.whole(of: released.parts) == released.text)
        let limit = try #require(ChannelCatalogue.channel(.x))
        #expect(released.parts.allSatisfy { limit.count($0).fits })
        #expect(scenario.state.messages["M2"]?.releasedTexts[.web]?.parts == [])
    }

    @Test func `a thread that the template or the author forbids is refused with the overrun`()
        throws
    {
        var forbidden = try scenario(
            Self.playbook(forbidsThread: true, ["en": [.init(long)]]))
        try forbidden.given("pio-1", .submit("M2"))
        try forbidden.given("ic-1", .approve("M2"))
        let outcome = forbidden.when("pio-1", .release("M2"))
        #expect(outcome.refusals.map(\.channels) == [[.x]])
        let finding = try #require(outcome.refusals.first?.finding)
        #expect(finding.contains("over the limit of 280"))
        #expect(finding.contains("may not be a thread"))

        var open = try scenario(Self.playbook(["en": [.init(long)]]))
        #expect(try Self.variant("M2", .x, in: open).parts.count == 2)
        try open.given(
            "pio-1", .message(.revise("M2", .init(forbidsThread: true))))
        #expect(try Self.variant("M2", .x, in: open).parts == [])
        try open.given("pio-1", .message(.revise("M2", .init(forbidsThread: false))))
        #expect(try Self.variant("M2", .x, in: open).parts.count == 2)
    }

    @Test func `every post of an exercise says so, and the past is not cut anew`() throws {
        let playbook = Self.playbook(["en": [.init(long)]])
        let exercise = try Self.variant("M2", .x, in: try scenario(playbook, .exercise))
        #expect(exercise.parts.count == 2)
        #expect(exercise.parts.allSatisfy { $0.hasPrefix("EXERCISE: Sentence") })
        let reenactment = try scenario(playbook, .reenactment)
        #expect(try Self.variant("M1", .x, in: reenactment).parts == [])
    }

    @Test func `numbers and lists read as each language writes them, from one value`() throws {
        let playbook = Self.playbook(
            fields: [
                .init(name: "streets", hint: "streets", form: .list),
                .init(name: "crowd", hint: "people", form: .number),
                .init(name: "line", hint: "a number", standard: "555-0100", form: .name),
            ],
            [
                "en": [.init("{number:evacuated} of {crowd} left {streets}. Call {line}.")],
                "es": [.init("{number:evacuated} de {crowd} dejaron {streets}. Llame al {line}.")],
            ])
        var scenario = try scenario(playbook)
        #expect(try Self.variant("M2", .x, in: scenario).missing.contains("number:evacuated"))
        try scenario.given(
            "pio-1",
            .fact(
                .record(
                    statement: "12,345 people were evacuated", topic: "evacuated", number: 12_345,
                    scope: nil, source: "radio")), .verify("F1"), .clear("F1"),
            .revise("M2", fields: ["streets": "Elm; Main ; Irving", "crowd": "20000"]))
        #expect(
            try Self.variant("M2", .x, in: scenario).text
                == "12,345 of 20,000 left Elm, Main and Irving. Call 555-0100.")
        #expect(
            try Self.variant("M2", .x, "es", in: scenario).text
                == "12 345 de 20 000 dejaron Elm, Main e Irving. Llame al 555-0100.")
        try scenario.given("pio-1", .submit("M2"))
        #expect(scenario.state.messages["M2"]?.cites == ["F1"])
    }

    @Test func `on SMS what is optional makes way for one part, and the rest is cut into parts`()
        throws
    {
        func text(_ count: Int) -> String { String(repeating: "a", count: count) }
        func sms(_ needed: Int, limit: Int? = nil) throws -> ComposedVariant {
            var playbook = Self.playbook(
                channels: [.sms],
                [
                    "en": [
                        .init(text(needed)), .init("First.", isOptional: true, drop: 1),
                        .init("Second.", isOptional: true, drop: 2),
                    ]
                ])
            playbook.limits = limit.map { [.sms: $0] } ?? [:]
            return try Self.variant("M2", .sms, in: scenario(playbook))
        }
        let whole = try sms(145)
        #expect(whole.dropped.isEmpty && whole.count?.units == 160 && whole.count?.parts == 1)
        let shorter = try sms(146)
        #expect(shorter.dropped == ["First."] && shorter.count?.parts == 1)
        // Two parts are needed anyway, and they have room for more.
        let long = try sms(200)
        #expect(long.dropped.isEmpty && long.count?.parts == 2 && long.count?.fits == true)
        let full = try sms(300)
        #expect(full.dropped == ["First.", "Second."])
        #expect(full.text == text(300) && full.count?.parts == 2 && full.count?.fits == true)
        // A playbook's own limit determines the number of parts.
        let roomy = try sms(200, limit: 459)
        #expect(roomy.dropped.isEmpty && roomy.count?.parts == 2)
        #expect(try sms(450, limit: 459).dropped == ["First."])
    }

    @Test func `a thread keeps what is optional as far as its posts have room`() throws {
        func onX(_ needed: Int, optional: [Int]) throws -> ComposedVariant {
            func text(_ count: Int) -> String {
                String(repeating: "Go in. ", count: count / 7) + "End."
            }
            return try Self.variant(
                "M2", .x,
                in: scenario(
                    Self.playbook(
                        channels: [.x],
                        [
                            "en": [.init(text(needed))]
                                + optional.enumerated().map {
                                    .init(text($1), isOptional: true, drop: $0 + 1)
                                }
                        ])))
        }
        // Two posts either way: the second has room for both.
        let roomy = try onX(300, optional: [20, 40])
        #expect(roomy.dropped.isEmpty && roomy.parts.count == 2)
        // Room for one: the segment dropped last is restored first.
        let tight = try onX(300, optional: [150, 150])
        #expect(tight.dropped.count == 1 && tight.parts.count == 2)
        // A single post without room for more stays a single post.
        let single = try onX(260, optional: [150])
        #expect(single.dropped.count == 1 && single.parts.isEmpty)
    }

    // MARK: Any text

    private static let pieces = [
        "Stay away.", "Go indoors!", "Is it over?", "12 345", "https://example.org/alerts",
        "👩‍👩‍👧", "警察", "{as-of}", "{next-update}.", "\n\n", "{", "}", "á", "€", "[", "e\u{301}",
        "\u{202E}", "\u{0}", "@user@example.org", "#StayHome", String(repeating: "a", count: 90),
    ]

    @Test func `on every channel any text fits by the counter that refuses, or is refused`() throws
    {
        let runs =
            ProcessInfo.processInfo.environment["TOCSIN_TEST_COMPOSED"].flatMap(UInt64.init) ?? 20
        let all = ChannelCatalogue.all.map(\.id)
        var refused = 0
        var threads = 0
        for seed in 0..<runs {
            var random = SeededGenerator(seed: seed)
            var scenario = try Scenario(
                opened: seed.isMultiple(of: 4) ? .exercise : .live,
                playbook: Self.playbook(channels: all, ["en": [.init("Here.")]]))
            let text = (0..<Int.random(in: 1...120, using: &random)).map { _ in
                Self.pieces.randomElement(using: &random) ?? ""
            }.joined(separator: " ").filter { character in
                // These hold a text back at any length.
                !character.unicodeScalars.contains {
                    $0.properties.generalCategory == .control && $0 != "\n" && $0 != "\t"
                        || $0 == "\u{202D}" || $0 == "\u{202E}"
                }
            }
            try scenario.given("pio-1", .draft(text, on: all), .submit("M2"))
            try scenario.given("ic-1", .approve("M2"))
            let message = try #require(scenario.state.messages["M2"])
            let composer = MessageComposer(
                state: scenario.state, playbook: scenario.playbook,
                department: scenario.department)
            #expect(composer.compose(message) == composer.compose(message), "seed \(seed)")

            let outcome = scenario.when("pio-1", .release("M2"))
            let stopped = Set(
                outcome.findings.filter {
                    // Text for WEA and EAS needs what takes it back.
                    [.overLimit, .mediaMissing, .alertNotArmed].contains($0.guard)
                }
                .flatMap(\.channels))
            var out: Set<ChannelID> = []
            for case .messageReleased(let event) in outcome.events {
                for released in event.texts {
                    let id = ChannelID(rawValue: released.channel)
                    let channel = try #require(ChannelCatalogue.channel(id))
                    out.insert(id)
                    let posts = released.parts.isEmpty ? [released.text] : released.parts
                    #expect(
                        posts.allSatisfy { channel.count($0).fits }, "seed \(seed) on \(id)")
                    guard !released.parts.isEmpty else { continue }
                    threads += 1
                    let marking = scenario.state.mode == .exercise ? "EXERCISE:" : ""
                    let whole = PostThread.whole(of: released.parts, marking: marking)
                    #expect(whole.utf8.elementsEqual(released.text.utf8), "seed \(seed) on \(id)")
                }
            }
            refused += stopped.count
            #expect(out.union(stopped) == Set(all), "seed \(seed)")
            #expect(out.isDisjoint(with: stopped), "seed \(seed)")
        }
        #expect(refused > 0 && threads > 0)
    }
}
