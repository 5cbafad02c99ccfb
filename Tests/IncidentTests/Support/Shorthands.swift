import Channels
import HandwrittenLog
public import Incident
import IncidentEvents
import Playbooks

extension Message.Cited: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self.init(fact: FactID(stringLiteral: text)) }
}

extension Message.VariantKey {
    static let x = Message.VariantKey(channel: .x, language: "en")
    static let sms = Message.VariantKey(channel: .sms, language: "en")
    static let web = Message.VariantKey(channel: .web, language: "en")
}

extension Command {
    static func opening(
        _ mode: IncidentMode, place: String = "Main and Lamar", zone: Zone = .chicago
    ) -> Command {
        .lifecycle(
            .open(
                LifecycleCommand.OpenIncident(
                    title: nil, place: place, mode: mode, zone: zone,
                    playbookYAML: Array("id: test".utf8), departmentYAML: Array("id: us".utf8))))
    }

    static func record(_ statement: String, topic: String? = nil, source: String = "radio")
        -> Command
    {
        .fact(
            .record(statement: statement, topic: topic, number: nil, scope: nil, source: source))
    }

    static func verify(_ id: FactID, source: String = "the scene", relays: String? = nil)
        -> Command
    {
        .fact(.verify(id, source: source, relays: relays == "" ? nil : relays))
    }

    static func clear(_ id: FactID) -> Command { .fact(.clear(id)) }

    static func refute(_ id: FactID, by: FactID? = nil) -> Command {
        .fact(.refute(id, reason: "It was not so", source: "the scene", by: by))
    }

    /// A draft of free text that identifies nobody.
    static func draft(
        _ text: String, kind: MessageKind = .update, cites: [Message.Cited] = [],
        corrects: [RumorID] = [], on channels: [ChannelID]? = nil,
        identifies declaration: Message.Declaration = .nobody
    ) -> Command {
        .message(
            .draft(
                MessageCommand.DraftMessage(
                    kind: kind,
                    content: MessageCommand.MessageContent(
                        cites: cites,
                        restsOnNothing: cites.isEmpty ? "Seen by the author" : nil,
                        corrects: corrects, declaration: declaration, channels: channels,
                        texts: ["en": text]))))
    }

    static func draft(
        template: TemplateID, _ kind: MessageKind, fields: [String: String] = [:],
        on channels: [ChannelID]? = nil
    ) -> Command {
        .message(
            .draft(
                MessageCommand.DraftMessage(
                    kind: kind, template: template,
                    content: MessageCommand.MessageContent(channels: channels, fields: fields))))
    }

    static func revise(
        _ id: MessageID, fields: [String: String] = [:], texts: [String: String] = [:]
    )
        -> Command
    {
        .message(
            .revise(id, MessageCommand.MessageContent(texts: texts, fields: fields)))
    }

    static func edit(_ id: MessageID, _ key: Message.VariantKey, _ text: String?) -> Command {
        .message(.edit(id, key, text: text))
    }

    static func submit(_ id: MessageID) -> Command { .message(.submit(id)) }

    static func approve(_ id: MessageID, shown: [UInt8]? = nil) -> Command {
        .message(.approve(id, MessageCommand.ApproveMessage(shown: shown.map { [id: $0] } ?? [:])))
    }

    static func relayApproval(_ id: MessageID, by person: String, via way: String = "radio")
        -> Command
    {
        .message(
            .approve(
                id, MessageCommand.ApproveMessage(relayed: .init(by: person, via: way))))
    }

    static func release(
        _ id: MessageID, on channels: [ChannelID]? = nil, overrides: [Guard: String] = [:]
    ) -> Command {
        .message(.release(id, .init(on: channels, overrides: overrides)))
    }

    static func post(_ id: MessageID, on carrier: Carrier, in languages: String...) -> Command {
        .message(.post(id, [.init(.init(carrier, in: languages))]))
    }

    static func post(_ id: MessageID, _ carriers: Carrier..., address: String? = nil) -> Command {
        .message(
            .post(id, carriers.map { MessageCommand.Posting(carrier: $0, address: address) }))
    }

    /// Marks a post that was made before anyone knew of its error.
    static func postKnownWrong(
        _ id: MessageID, _ carrier: Carrier, address: String? = nil
    ) -> Command {
        .message(
            .post(
                id, [.init(carrier: carrier, address: address)],
                overrides: [.knownWrong: "already-public"]))
    }

    static func withdraw(_ id: MessageID, _ carrier: Carrier) -> Command {
        .message(.withdraw(id, .init(carrier), .deleted, reason: "It was wrong"))
    }

    static func retract(_ id: MessageID) -> Command {
        .message(.retract(id, reason: "It was wrong"))
    }

    static func report(
        _ claim: String, on carriers: Carrier..., messages: [MessageID] = []
    ) -> Command {
        .rumor(
            .report(
                RumorCommand.ReportRumor(claim: claim, carriers: carriers, messages: messages)))
    }

    static func assess(_ id: RumorID, _ finding: Finding, facts: [FactID] = []) -> Command {
        .rumor(.assess(id, finding, evidence: "We looked", facts: facts))
    }

    static func sight(_ id: RumorID, _ carrier: Carrier) -> Command {
        .rumor(.sight(id, carrier, address: nil, reach: nil))
    }

    static func waive(_ id: RumorID, _ carrier: Carrier) -> Command {
        .rumor(.waive(id, carrier, reason: "The account is gone"))
    }

    /// What the outlet was seen to say; the first one is S1.
    static func observe(on carrier: Carrier, corrects id: RumorID) -> Command {
        .log(
            .observe(
                speaker: "the outlet", text: "We were wrong", carrier: carrier, address: "",
                facts: [], corrects: [id]))
    }

    static func outletCorrected(_ id: RumorID, _ carrier: Carrier) -> Command {
        .rumor(.outletCorrected(id, carrier, address: nil, statement: "S1"))
    }
}

extension Zone {
    /// The rules of Chicago; a machine without them fails the tests of times by name.
    static let chicago = Zone("America/Chicago") ?? .utc
}

/// Carriers for the tests, each read from its text.
struct Carriers {
    let ourX: Carrier
    let ourSMS: Carrier
    let ourWeb: Carrier
    let station: Carrier
    let paper: Carrier

    init() throws {
        ourX = try Carrier("x:RivertonPD")
        ourSMS = try Carrier("sms:riverton-alerts")
        ourWeb = try Carrier("web:riverton.example")
        station = try Carrier("tv:station-4")
        paper = try Carrier("newspaper:gazette")
    }
}

extension Scenario {
    /// Publishes a message on all channels, live on our X account.
    mutating func givenPublished(
        _ text: String, cites: [Message.Cited] = [], on carriers: [Carrier]
    ) throws -> MessageID {
        let id = state.messages.next
        try given("pio-1", .draft(text, cites: cites), .submit(id))
        try given("ic-1", .approve(id))
        try given("pio-1", .release(id))
        for carrier in carriers { try given("pio-1", .post(id, carrier)) }
        return id
    }

    /// A fact that may be said.
    mutating func givenSayable(_ statement: String, topic: String? = nil) throws -> FactID {
        let id = state.facts.next
        try given("pio-1", .record(statement, topic: topic), .verify(id), .clear(id))
        return id
    }
}

extension Command {
    static func asking(_ question: String) -> Command {
        .inquiry(
            .receive(
                question: question, from: "a reporter", origin: .media, channel: "phone",
                deadline: nil))
    }
}

extension Consent.Terms {
    /// A recruit's signed consent to be named and pictured anywhere, for a day unless said
    /// otherwise.
    static func example(
        until expires: Instant = Scenario.start.advanced(by: .seconds(86_400))
    ) -> Self {
        Self(
            whom: "a recruit", uses: [.name, .photo], expires: expires, language: "en",
            copyKept: "records", copySHA256: Array(repeating: 7, count: 32),
            withdrawal: "call 555-0100")
    }
}
