public import IncidentEvents

/// A rule by law or policy: a copy that shows somebody must come down after some days.
public struct TakedownRule: Hashable, Sendable {
    /// Short id, such as `booking-photo`.
    public var id: String
    /// The purposes of an identification that it is about; empty for all.
    public var purposes: [IdentificationPurpose]
    /// The details that it is about; empty for all.
    public var details: [IdentifyingDetail]
    /// The days after the day of posting.
    public var days: Int
    /// The law, order or decision that it comes from; nil if none is named.
    public var source: String?
    /// The first day on which it holds, `2024-01-01`; nil if unknown.
    public var since: String?
    /// Whether the department doesn't follow it, such as an example for other places.
    public var isSwitchedOff: Bool

    public init(
        id: String, purposes: [IdentificationPurpose] = [], details: [IdentifyingDetail] = [],
        days: Int, source: String? = nil, since: String? = nil, isSwitchedOff: Bool = false
    ) {
        self.id = id
        self.purposes = purposes
        self.details = details
        self.days = days
        self.source = source
        self.since = since
        self.isSwitchedOff = isSwitchedOff
    }

    /// Whether it is about a person whom a message identifies like this.
    public func covers(_ person: Identification) -> Bool {
        !isSwitchedOff && (purposes.isEmpty || purposes.contains(person.purpose))
            && (details.isEmpty || !Set(details).isDisjoint(with: person.details))
    }
}

extension Format<[TakedownRule]> {
    static var takedowns: Self {
        let rule = Format<TakedownRule>.mapping(
            "the takedown",
            [
                Key(required: "id", \.id, .word(.identifier("takedown's id").named("id"))),
                Key(
                    "purposes", \.purposes, .words(.closed("purpose of an identification")),
                    "Default: every purpose."),
                Key(
                    "details", \.details, .words(.closed("identifying detail")),
                    "Default: every detail."),
                Key(required: "after", \.days, .word(.days), "Days after posting, such as 14d."),
                Key("source", \.source, .word(.text()), "The law, order or decision behind it."),
                Key("since", \.since, .word(.day)),
                Key(
                    "switched-off", \.isSwitchedOff, .flag,
                    "true for an example that the department doesn't follow."),
            ]
        ) { values in
            guard let id = values[\.id], let days = values[\.days] else { return nil }
            return TakedownRule(id: id, days: days)
        }
        var rules = list(of: rule)
        rules.read = { node, key, faults in
            var seen = SeenNames(kind: "takedown", faults: faults)
            return faults.items(node, key).compactMap { item in
                guard let rule = rule.read(item, key, faults) else { return nil }
                let reader = MappingReader(open: item, of: "the takedown", faults: faults)
                if let id = reader?.text("id") { seen.note(id) }
                return rule
            }
        }
        return rules
    }
}

extension WordFormat<Int> {
    /// Days such as `14d`.
    static var days: WordFormat {
        WordFormat(
            schema: ["type": "string", "pattern": "^[1-9][0-9]{0,3}d$"],
            read: { text, faults in
                guard text.value.wholeMatch(of: /[1-9][0-9]{0,3}d/) != nil else {
                    faults.error(
                        "\"\(text.value)\" isn't a number of days: write it like 14d",
                        at: text.position)
                    return nil
                }
                return Int(text.value.dropLast())
            }, write: { "\($0)d" })
    }
}

extension WordFormat where Value: ClosedSet {
    /// - Parameter kind: What the words are, for the fault of an unknown one.
    fileprivate static func closed(_ kind: String) -> WordFormat {
        WordFormat(
            schema: .word(in: Value.words),
            read: { text, faults in
                faults.check(text, isOneOf: Value.words, as: kind)
                    ? Value(word: text.value) : nil
            }, write: { $0.word })
    }
}
