internal import Basics
internal import Channels
public import IncidentEvents
public import Playbooks
internal import SwiftProtobuf

/// What comes out of a playbook's example: its draft, made by the rules of an incident and stored
/// nowhere.
public struct ExampleRun: Sendable {
    /// One expected text and what came out.
    public struct Text: Sendable {
        public var expected: PlaybookExample.Text
        /// The text, or a thread's posts; empty if none came out.
        public var posts: [String]
        /// Why none came out; nil if one did.
        public var problem: String?

        /// Whether exactly the expected text came out.
        public var passes: Bool { posts == expected.posts }
    }

    public let example: PlaybookExample
    /// In the example's order.
    public let texts: [Text]
    /// Why nothing could be drafted; nil if it could.
    public let refusal: Rejection?

    /// Whether every expected text came out.
    public var passes: Bool { refusal == nil && texts.allSatisfy(\.passes) }

    /// Monday, 2 March 2026, 14:20 in the example department's zone.
    public static let time = Instant(seconds: 1_772_482_800)

    /// - Parameter playbook: With the neutral templates that complete it.
    public init(_ example: PlaybookExample, in playbook: Playbook) {
        self.example = example
        let context = DecisionContext(
            now: Self.time, actor: Department.example.people[0].id, playbook: playbook,
            department: .example)
        do throws(Rejection) {
            var decision = Decision(state: IncidentState(), context: context)
            let id = try Self.draft(example, &decision)
            texts = Self.texts(of: example, from: try decision.state.require(message: id), decision)
            refusal = nil
        } catch {
            texts = example.texts.map { Text(expected: $0, posts: []) }
            refusal = error
        }
    }

    private static func draft(
        _ example: PlaybookExample, _ decision: inout Decision
    ) throws(Rejection) -> MessageID {
        let playbook = decision.context.playbook
        // In a drill, the texts would have its marking.
        let mode = playbook.modes.first { !$0.isDrill } ?? playbook.modes.first ?? .live
        try decision.perform(
            .lifecycle(
                .open(
                    .init(
                        title: example.title, place: example.place, mode: mode,
                        zone: Zone(Department.example.zone) ?? .utc, playbookYAML: [],
                        departmentYAML: []))))
        if let phase = example.phase {
            try decision.perform(.lifecycle(.enterPhase(phase, reason: nil)))
        }
        var facts: [FactID] = []
        for fact in example.facts {
            let id = decision.state.facts.next
            try decision.perform(
                .fact(
                    .record(
                        statement: fact.statement, topic: fact.topic,
                        number: fact.number.flatMap(Double.init), source: "the example")))
            try decision.perform(.fact(.verify(id, source: "the example")))
            try decision.perform(.fact(.clear(id)))
            facts.append(id)
        }
        guard let template = playbook.template(example.template) else {
            throw Rejection(
                .unknownThing, "The playbook has no template \"\(example.template)\".")
        }
        var corrects: [RumorID] = []
        if let claim = example.claim {
            corrects = [decision.state.rumors.next]
            try decision.perform(.rumor(.report(.init(claim: claim))))
        }
        let id = decision.state.messages.next
        try decision.perform(
            .message(
                .draft(
                    .init(
                        kind: template.kind, template: template.id,
                        content: .init(
                            elements: elements(of: example),
                            cites: corrects.isEmpty ? nil : facts.map { .init(fact: $0) },
                            corrects: corrects.isEmpty ? nil : corrects, declaration: .nobody,
                            fields: example.fields)))))
        for (language, values) in example.translations.sorted(by: { $0.key < $1.key }) {
            try decision.perform(
                .message(
                    .translate(
                        id, .init(language: language, values: values, translator: "example"))))
        }
        return id
    }

    private static func elements(of example: PlaybookExample) -> MessageElements? {
        guard !example.elements.isEmpty || example.expires != nil else { return nil }
        return .with { elements in
            if let expires = example.expires {
                elements.expires = time.advanced(by: expires).timestamp
            }
            for (name, words) in example.elements {
                TemplateValue(rawValue: name).map { elements.state(words, as: $0) }
            }
        }
    }

    private static func texts(
        of example: PlaybookExample, from message: Message, _ decision: Decision
    ) -> [Text] {
        let context = decision.context
        let variants = MessageComposer(
            state: decision.state, playbook: context.playbook, department: context.department
        ).compose(message).variants
        let cadence = decision.state.phase.flatMap(context.playbook.phase)?.cadence
        let values = ReleaseValues(
            asOf: time, nextUpdate: cadence.map(time.advanced(by:)),
            expires: example.expires.map(time.advanced(by:)),
            time: PublicTime(zone: decision.state.zone, department: context.department))
        return example.texts.map { expected in
            let key = Message.VariantKey(channel: expected.channel, language: expected.language)
            guard let variant = variants.first(where: { $0.key == key }) else {
                return Text(
                    expected: expected, posts: [],
                    problem: "the message has no text for \(key.channel) in \(key.language)")
            }
            let channel = context.playbook.channel(key.channel)
            let posts = variant.parts.isEmpty ? [variant.text].compactMap(\.self) : variant.parts
            return Text(
                expected: expected,
                posts: posts.map { values.fill($0, in: key.language, on: channel) },
                problem: posts.isEmpty
                    ? "missing: \(variant.missing.map { "{\($0)}" }.joined(separator: ", "))" : nil)
        }
    }
}

extension MessageElements {
    /// Sets one of the elements that a template may use.
    fileprivate mutating func state(_ words: String, as value: TemplateValue) {
        switch value {
        case .source: source = words
        case .hazard: hazard = words
        case .location: location = words
        case .guidance: guidance = words
        case .time: time = words
        case .impact: impact = words
        case .known: known = words
        case .notKnown: notKnown = words
        case .doing: doing = words
        case .empathy: empathy = words
        case .title, .place, .department, .shortName, .hotline, .web, .claim, .truth, .saidAt,
            .asOf, .nextUpdate, .expires:
            break
        }
    }
}
