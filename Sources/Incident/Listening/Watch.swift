internal import Basics
public import IncidentEvents
internal import TextChecks

/// The purposes for which a department may listen.
public enum WatchPurpose: String, Hashable, Sendable, CaseIterable, Encodable {
    case publicQuestions = "public-questions"
    case misinformation
    case crowdSafety = "crowd-safety"
    case serviceImpact = "service-impact"
}

/// Somebody counts what people say about a topic, until a day.
public struct Watch: Hashable, Sendable {
    /// W1, W2, …
    public var id: String
    public var topic: String
    /// Words that show that a post is about it.
    public var terms: [String]
    /// As recorded; nil if a newer version knows more purposes.
    public var purpose: WatchPurpose?
    public var owner: String
    public var endsAt: Instant
    /// Whether it is an expression of views: only counts are kept.
    public var isExpression: Bool
    public var approvedBy: String?
    public var set: Stamp
    public var ended: Stamp?
    public var endReason: String?

    public static func == (left: Watch, right: Watch) -> Bool { left.id == right.id }
    public func hash(into hasher: inout Hasher) { hasher.combine(id) }

    /// Whether something may be counted for it.
    public func isInForce(at now: Instant) -> Bool { ended == nil && now < endsAt }

    /// The topic as it is compared: case, accents and width don't matter.
    public static func key(_ topic: String) -> String {
        WordText.key(topic).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

extension Watch {
    /// Without another time, a watch ends after this many days.
    public static let usualDays = 30
    static let mostDays = 90
    private static let longestTopic = 80
    static let mostTerms = 20

    /// Words of topics by which people express views. Only crowd safety is a purpose for them.
    private static let expressions: Set<String> = [
        "protest", "protests", "protesters", "rally", "rallies", "march", "marches", "picket",
        "strike", "strikers", "boycott", "demonstration", "demonstrations", "demonstrators",
        "activist", "activists", "vigil", "sit-in", "walkout", "petition", "union", "unions",
        "church", "mosque", "synagogue", "temple", "prayer", "faith", "religion", "christian",
        "christians", "catholic", "muslim", "muslims", "islam", "jewish", "jews", "hindu", "sikh",
        "buddhist", "ramadan", "democrat", "democrats", "republican", "republicans", "party",
        "election", "elections", "campaign", "candidate", "liberal", "conservative", "socialist",
        "blm", "maga", "antifa", "immigration", "abortion", "pride", "lgbt", "lgbtq", "protesta",
        "protestas", "marcha", "huelga", "iglesia", "mezquita", "partido", "manifestacion",
    ]

    static func isExpression(_ topic: String) -> Bool {
        WordText(topic).words.contains {
            expressions.contains($0.key) || $0.key.hasSuffix("livesmatter")
        }
    }

    /// Why nobody may watch a topic or a term; nil if it may be watched.
    ///
    /// - Parameter names: Persons that the department identified, who are no topic even in lower
    ///   case.
    static func fault(inTopic topic: String, names: [String]) -> String? {
        if topic.count > longestTopic { return "has more than \(longestTopic) characters" }
        if topic.contains(where: \.isNewline) { return "has more than one line" }
        let plain = topic.drop { $0 == "#" }
        if WordText(String(plain)).words.isEmpty { return "has no word" }
        if SampleText.leadsToPerson(String(plain)) {
            return "is a handle, a link, an address or a number that leads to a person"
        }
        let key = " \(Watch.key(topic)) "
        if let name = names.first(where: { !$0.isEmpty && key.contains(" \(Watch.key($0)) ") }) {
            return "is \(name), a person whom the department identified"
        }
        if let name = NamedPerson(in: topic, known: []).names.first {
            return "looks like the name of a person, \(name)"
        }
        return nil
    }
}
