public import Channels
internal import Crypto
internal import Foundation
internal import IncidentEvents
public import Playbooks

/// A message's texts, made from its template and the facts as they stand.
public struct Composition: Hashable, Sendable {
    public var variants: [ComposedVariant]
    /// The facts that the texts rest on: those cited by hand and those that a template took in.
    public var cites: [Message.Cited]
}

public struct ComposedVariant: Hashable, Sendable {
    public enum Origin: String, Hashable, Sendable { case composed, freeText, handWritten }

    public var key: Message.VariantKey
    /// Nil where a value is missing or the language has no text.
    public var text: String?
    /// The template's values that nobody has given yet.
    public var missing: [String]
    public var origin: Origin
    /// The count of the text at its longest: with the times that are known only at release.
    public var count: Count?
    /// A hand-written text stands over a composed one that has changed since.
    public var changedUnderneath: Bool
    /// What stands beneath a hand-written text.
    public var composedText: String?
}

/// Makes the texts of a message for each channel and language. Pure: the same facts give the same
/// texts.
public struct MessageComposer: Sendable {
    let state: IncidentState
    let playbook: Playbook
    let department: Department

    public init(state: IncidentState, playbook: Playbook, department: Department) {
        self.state = state
        self.playbook = playbook
        self.department = department
    }

    public func compose(_ message: Message) -> Composition {
        var cites = message.cites
        var variants: [ComposedVariant] = []
        for language in message.languages {
            for channel in message.channels {
                let key = Message.VariantKey(channel: channel, language: language)
                let (variant, facts) = compose(message, key)
                variants.append(variant)
                for fact in facts where !cites.contains(where: { $0.fact == fact }) {
                    cites.append(Message.Cited(fact: fact))
                }
            }
        }
        return Composition(variants: variants, cites: cites)
    }

    private func compose(_ message: Message, _ key: Message.VariantKey)
        -> (ComposedVariant, [FactID])
    {
        var values = TemplateValues(composer: self, message: message)
        var missing: [String] = []
        var text: String?
        var origin = ComposedVariant.Origin.composed
        if let free = message.freeTexts[key.language] {
            text = free
            origin = .freeText
        } else if let template = message.template.flatMap(playbook.template) {
            switch fill(template, key, &values) {
            case .success(let filled): text = filled
            case .failure(let fault): missing = fault.names
            }
        } else {
            missing = ["text in \(key.language)"]
        }
        text = text.map { marked($0) }
        let composed = text
        let hand = message.handTexts[key]
        if let hand {
            text = hand.text
            missing = []
            origin = .handWritten
        }
        return (
            ComposedVariant(
                key: key, text: text, missing: missing, origin: origin,
                count: text.flatMap { count($0, on: key.channel) },
                changedUnderneath: hand.map { $0.composedSHA256 != Self.sha256(composed) } ?? false,
                composedText: composed),
            hand == nil && origin == .composed ? values.citedFacts : []
        )
    }

    /// The count of a text with its release-time values at their longest.
    public func count(_ text: String, on channel: ChannelID) -> Count? {
        playbook.channel(channel)?.count(ReleaseValues.longest(in: state.zone).fill(text))
    }

    static func sha256(_ text: String?) -> [UInt8] {
        text.map { Array(SHA256.hash(data: Data($0.utf8))) } ?? []
    }

    /// In an exercise every text says so before anything else.
    private func marked(_ text: String) -> String {
        let marking = playbook.guards.exerciseMarking
        return state.mode == .exercise && !text.contains(marking) ? "\(marking): \(text)" : text
    }

    /// Joins a template's segments; optional ones without a value leave themselves out, and where
    /// the whole is too long they go one by one from the last.
    private func fill(
        _ template: MessageTemplate, _ key: Message.VariantKey, _ values: inout TemplateValues
    ) -> Result<String, TemplateText.MissingValues> {
        guard let segments = template.segments(for: key.channel, in: key.language) else {
            return .failure(.init(names: ["text in \(key.language)"]))
        }
        var pieces: [(text: String, isOptional: Bool, facts: [FactID])] = []
        var missing: [String] = []
        for segment in segments {
            let before = values.citedFacts
            switch values.fill(segment.text, template) {
            case .success(let text):
                let facts = values.citedFacts.filter { !before.contains($0) }
                pieces.append((text, segment.isOptional, facts))
            case .failure(let fault):
                values.citedFacts = before
                if !segment.isOptional { missing += fault.names.filter { !missing.contains($0) } }
            }
        }
        guard missing.isEmpty else { return .failure(.init(names: missing)) }
        func joined() -> String { marked(pieces.map(\.text).joined(separator: " ")) }
        while let count = count(joined(), on: key.channel), !count.fits,
            let index = pieces.lastIndex(where: \.isOptional)
        {
            pieces.remove(at: index)
        }
        values.citedFacts = pieces.flatMap(\.facts)
        return .success(pieces.map(\.text).joined(separator: " "))
    }
}

/// The values that are known only when a text is let go. Until then they stand in it by name, and
/// an approval covers the names.
struct ReleaseValues {
    var asOf: String
    var nextUpdate: String?

    static let asOfName = "{\(TemplateValue.asOf.rawValue)}"
    static let nextUpdateName = "{\(TemplateValue.nextUpdate.rawValue)}"

    static func longest(in zone: Zone) -> ReleaseValues {
        ReleaseValues(asOf: zone.longestClock, nextUpdate: zone.longestClock)
    }

    func fill(_ text: String) -> String {
        let text = text.replacing(Self.asOfName, with: asOf)
        return nextUpdate.map { text.replacing(Self.nextUpdateName, with: $0) } ?? text
    }
}

/// What a template's placeholders stand for in one message.
struct TemplateValues {
    let composer: MessageComposer
    let message: Message
    /// The facts whose words went into a text.
    var citedFacts: [FactID] = []

    init(composer: MessageComposer, message: Message) {
        self.composer = composer
        self.message = message
    }

    mutating func fill(_ text: String, _ template: MessageTemplate)
        -> Result<String, TemplateText.MissingValues>
    {
        // A playbook is checked when it is read, so a fault here means a text of no template.
        guard let parsed = try? TemplateText(text) else { return .success(text) }
        var found: [String: String] = [:]
        for name in parsed.names where found[name] == nil {
            found[name] = value(name, template)
        }
        return parsed.filled { found[$0] }
    }

    private mutating func value(_ name: String, _ template: MessageTemplate) -> String? {
        if name.hasPrefix("fact:") {
            let topic = name.dropFirst("fact:".count)
            let fact = composer.state.sayableFacts.last { $0.topic == topic }
            if let fact { cite(fact.id) }
            return fact?.statement
        }
        if let field = template.fields.first(where: { $0.name == name }) {
            return (message.fields[name] ?? field.standard).flatMap { $0.isEmpty ? nil : $0 }
        }
        guard let known = TemplateValue(rawValue: name) else { return nil }
        if let stated = message.elements.text(of: known) { return stated }
        if let element = template.elements[name], element != "{\(name)}" {
            if case .success(let text) = fill(element, template) { return text }
            return nil
        }
        return value(known)
    }

    private mutating func value(_ name: TemplateValue) -> String? {
        let opening = composer.state.opening
        let department = composer.department
        let value: String? =
            switch name {
            case .title: opening?.title
            case .place, .location: opening?.place
            case .hazard: composer.playbook.title
            case .department, .source: department.name
            case .hotline: department.hotline
            case .web: department.web
            case .known: known()
            case .claim:
                message.corrects.compactMap { [state = composer.state] in state.rumors[$0]?.claim }
                    .first
            case .truth: truth()
            case .asOf: ReleaseValues.asOfName
            case .nextUpdate: promisesUpdate ? ReleaseValues.nextUpdateName : nil
            case .guidance, .time, .impact, .notKnown, .doing, .empathy: nil
            }
        return value.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Whether a time for the next update will be known at release: stated, or by the cadence.
    private var promisesUpdate: Bool {
        message.elements.hasNextUpdateBy
            || composer.state.phase.flatMap(composer.playbook.phase)?.cadence != nil
    }

    /// Every fact that may be said, in the order in which they were recorded.
    private mutating func known() -> String? {
        let facts = composer.state.sayableFacts
        facts.forEach { cite($0.id) }
        return sentences(facts.map(\.statement))
    }

    /// What is right: the cited facts, else what the rumor's assessment rests on.
    private mutating func truth() -> String? {
        let cited = message.cites.compactMap { composer.state.facts[$0.fact]?.statement }
        if !cited.isEmpty { return sentences(cited) }
        let assessments = message.corrects.compactMap { composer.state.rumors[$0]?.assessment }
        let facts = assessments.flatMap(\.facts).compactMap { composer.state.facts[$0] }
            .filter(\.isSayable)
        facts.forEach { cite($0.id) }
        return sentences(facts.isEmpty ? assessments.map(\.evidence) : facts.map(\.statement))
    }

    private mutating func cite(_ fact: FactID) {
        if !citedFacts.contains(fact) { citedFacts.append(fact) }
    }

    private func sentences(_ texts: [String]) -> String? {
        guard !texts.isEmpty else { return nil }
        return texts.map { text in
            text.last.map { ".!?".contains($0) } ?? true ? text : text + "."
        }.joined(separator: " ")
    }
}

extension IncidentState {
    /// The facts that may be said in public, of each topic the newest; those of no particular
    /// topic all.
    public var sayableFacts: [Fact] {
        let sayable = facts.all.filter(\.isSayable)
        return sayable.enumerated().filter { index, fact in
            fact.topic == "general" || !sayable[(index + 1)...].contains { $0.topic == fact.topic }
        }.map(\.element)
    }
}

extension MessageElements {
    /// What the author stated for one of the values, or nil.
    func text(of value: TemplateValue) -> String? {
        let text: String? =
            switch value {
            case .source: source
            case .hazard: hazard
            case .location: location
            case .guidance: guidance
            case .time: time
            case .impact: impact
            case .known: known
            case .notKnown: notKnown
            case .doing: doing
            case .empathy: empathy
            case .title, .place, .department, .hotline, .web, .claim, .truth, .asOf, .nextUpdate:
                nil
            }
        return text.flatMap { $0.isEmpty ? nil : $0 }
    }
}
