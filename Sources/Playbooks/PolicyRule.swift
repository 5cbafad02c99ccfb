internal import Basics
public import IncidentEvents
internal import Yams

/// A rule of the department's written policy.
public struct PolicyRule: Hashable, Sendable {
    /// Short id, such as `no-mugshots`.
    public var id: String
    /// The rule in the policy's words.
    public var text: String
    /// The law, order or decision that it comes from; nil if none is named.
    public var source: String?
    /// The first day on which it holds, `2026-01-31`; nil if unknown.
    public var since: String?
    /// What breaking it means.
    public var level: Level
    /// The day by which somebody reviews it, `2027-01-31`; nil if none is set.
    public var reviewBy: String?

    public init(
        id: String, text: String, source: String? = nil, since: String? = nil,
        level: Level = .warn, reviewBy: String? = nil
    ) {
        self.id = id
        self.text = text
        self.source = source
        self.since = since
        self.level = level
        self.reviewBy = reviewBy
    }

    /// The weight of a rule or a finding.
    public enum Level: String, Hashable, Sendable, CaseIterable, Encodable {
        /// It must be mended before anything goes out.
        case stop
        /// Somebody should look at it.
        case warn
        /// For information.
        case note
    }

    /// A class of records that a retention period must cover.
    public enum RecordClass: String, Hashable, Sendable, CaseIterable, Encodable {
        case incidents, messages, questions, tips, samples, contacts, consents, comments
    }
}

extension PolicyRule {
    /// The moment before which a record is older than a period such as `90d` or `7y`; nil for a text
    /// that isn't one. Years end on the same day, and February 29 on the 28th.
    public static func start(of period: String, before now: Instant, in zone: Zone) -> Instant? {
        guard let count = Int64(period.dropLast()), count > 0 else { return nil }
        if period.hasSuffix("d") { return now.advanced(by: .seconds(-count * 86_400)) }
        guard period.hasSuffix("y") else { return nil }
        let today = zone.date(now)
        let year = today.year - Int(count)
        let day =
            CivilDate(year: year, month: today.month, day: today.day)
            ?? CivilDate(year: year, month: 2, day: 28)
        return day.map { zone.end(of: $0.advanced(by: -1)) }
    }
}

extension Format<[PolicyRule]> {
    static var rules: Self {
        let rule = Format<PolicyRule>.mapping(
            "the rule",
            [
                Key(required: "id", \.id, .word(.identifier("rule's id").named("id"))),
                Key(required: "text", \.text, .word(.text()), "The rule in the policy's words."),
                Key("source", \.source, .word(.text()), "The law, order or decision behind it."),
                Key("since", \.since, .word(.day)),
                Key("level", \.level, .word(.level), "stop, warn or note. Default: warn."),
                Key("review-by", \.reviewBy, .word(.day)),
            ]
        ) { values in
            guard let id = values[\.id], let text = values[\.text] else { return nil }
            return PolicyRule(id: id, text: text)
        }
        var rules = list(of: rule)
        rules.read = { node, key, faults in
            var seen = SeenNames(kind: "rule", faults: faults)
            return faults.items(node, key).compactMap { item in
                guard let rule = rule.read(item, key, faults) else { return nil }
                let reader = MappingReader(open: item, of: "the rule", faults: faults)
                if let id = reader?.text("id") { seen.note(id) }
                return rule
            }
        }
        return rules
    }
}

extension Format<[PolicyRule.RecordClass: String]> {
    /// Periods such as `90d` or `7y`, by class.
    static var retention: Self {
        .mapping(
            "\"retention\"",
            PolicyRule.RecordClass.allCases.map { kind in
                Key(kind.rawValue, \.[kind], .word(.period))
            }
        ) { _ in [:] }
    }
}

extension WordFormat<String> {
    fileprivate static var period: WordFormat {
        text(["type": "string", "pattern": "^[1-9][0-9]{0,3}[dy]$"]) { text, faults in
            guard text.value.wholeMatch(of: /[1-9][0-9]{0,3}[dy]/) == nil else { return }
            faults.error(
                "\"\(text.value)\" isn't a period: write days or years, such as 90d or 7y",
                at: text.position)
        }
    }
}

extension WordFormat<PolicyRule.Level> {
    fileprivate static var level: WordFormat {
        let known = PolicyRule.Level.allCases.map(\.rawValue)
        return WordFormat(
            schema: .word(in: known),
            read: { text, faults in
                faults.check(text, isOneOf: known, as: "level of a rule")
                    ? PolicyRule.Level(rawValue: text.value) : nil
            }, write: { $0.rawValue })
    }
}

extension Format<Bool> {
    /// `true` or `false`. False isn't written.
    static var flag: Self {
        Format(schema: ["type": "boolean"]) { node, key, faults in
            guard case .scalar(let text, isPlain: true) = node.content,
                ["true", "false"].contains(text)
            else {
                faults.error("\"\(key)\" must be true or false", at: node.position)
                return nil
            }
            return text == "true"
        } write: {
            $0 ? Node("true", .implicit, .plain) : nil
        }
    }
}
