public import IncidentEvents
internal import Incident
public import Playbooks
public import ReadModels

/// The answer to a public-records request: every entry of a span, with each withheld part marked by
/// its exemption.
///
/// An entry that is public at the time of the request is disclosed without names of staff, sources
/// and internal reasons, each marked. Any other entry is one line with its time, its kind and the
/// reason for withholding the rest: nothing is left out silently.
///
/// JSON: `from`, `to`, `counts`, `exemptions` (each `exemption` with its `code` and the number of
/// uses, `count`), `entries` in log order. An entry has `position`, `revision`, `recordedAt`,
/// `happened`, `kind`, `disclosure` (`disclosed`, `in-part`, `withheld`, `redacted`,
/// `not-understood`), `fields` (each `field` and `value`, by the names of the event contract) and
/// `withheld` (each `field` and `exemption` with its `code`; `order` if an order removed it).
public struct RecordsRequest: Sendable, Encodable {
    /// The start of the span.
    public var from: Instant
    /// The end of the span.
    public var to: Instant
    /// Entries by disclosure.
    public var counts: Counts
    /// Each exemption, with the number of uses.
    public var exemptions: [Claimed]
    /// The entries, in the log's order.
    public var entries: [Entry]

    /// Entries by disclosure.
    public struct Counts: Sendable, Encodable {
        /// All entries in the span.
        public var entries = 0
        /// Entries disclosed whole.
        public var disclosed = 0
        /// Entries disclosed without some fields.
        public var inPart = 0
        /// Entries of which only the position is disclosed.
        public var withheld = 0
        /// Entries whose text was removed by order.
        public var redacted = 0
        /// Entries from a newer version.
        public var notUnderstood = 0
    }

    /// An exemption and the number of its uses.
    public struct Claimed: Sendable, Encodable {
        /// The ground for withholding, such as `deliberation`.
        public var exemption: String
        /// The law's code for it, such as `552.111`.
        public var code: String
        /// The number of entries that it affects.
        public var count: Int
    }

    /// One entry with its disclosed parts.
    public struct Entry: Sendable, Encodable {
        /// The entry's position in the log.
        public var position: UInt64
        /// The entry's number in its incident, from 0.
        public var revision: UInt64
        /// The log's own time, which never goes back.
        public var recordedAt: Instant
        /// The time it happened.
        public var happened: Moment
        public var kind: String
        /// Whether it is disclosed whole, in part or not at all.
        public var disclosure: Disclosure
        /// The disclosed fields.
        public var fields: [Field]
        /// The exemptions for the withheld fields.
        public var withheld: [Withheld]
    }

    /// The extent of an entry's disclosure.
    public enum Disclosure: String, Sendable, Encodable {
        case disclosed
        case inPart = "in-part"
        case withheld
        case redacted
        case notUnderstood = "not-understood"
    }

    /// One field of an entry.
    public struct Field: Hashable, Sendable, Encodable {
        /// The contract's name for the field.
        public var field: String
        /// The value in words.
        public var value: String
    }

    /// An exemption for a withheld field.
    public struct Withheld: Hashable, Sendable, Encodable {
        /// The field; `entry` if only its kind and time are disclosed.
        public var field: String
        /// The ground for withholding, such as `deliberation`.
        public var exemption: String
        /// The law's code for it, such as `552.111`.
        public var code: String
        /// The order by which it was removed.
        public var order: String?
    }

    /// - Parameters:
    ///   - records: All records of the incident, because later ones can change the visibility of
    ///     earlier ones.
    ///   - from: An entry is in the span if it was recorded, or is claimed to have happened, at or
    ///     after this,
    ///   - to: and at or before this.
    ///   - limits: The widest audience of entries, as decided after `records` end.
    ///   - codes: The law's codes by exemption, from the department's policy; an exemption without
    ///     one is shown in plain words.
    public init(
        records: some Collection<IncidentRecord>, from: Instant, to: Instant,
        codes: [Department.Policy.Exemption: String], limits: [UInt64: Visibility] = [:]
    ) {
        self.from = from
        self.to = to
        let span = from...max(from, to)
        let rules = DisclosureRules(records: records, codes: codes, limits: limits)
        entries = records.filter { record in
            span.contains(record.incidentTime) || span.contains(record.stamp.happenedAt)
        }.map(rules.entry)
        var counts = Counts()
        var claims: [Claim: Int] = [:]
        for entry in entries {
            counts.entries += 1
            switch entry.disclosure {
            case .disclosed: counts.disclosed += 1
            case .inPart: counts.inPart += 1
            case .withheld: counts.withheld += 1
            case .redacted: counts.redacted += 1
            case .notUnderstood: counts.notUnderstood += 1
            }
            for withheld in entry.withheld {
                claims[Claim(exemption: withheld.exemption, code: withheld.code), default: 0] += 1
            }
        }
        self.counts = counts
        exemptions = claims.map {
            Claimed(exemption: $0.key.exemption, code: $0.key.code, count: $0.value)
        }.sorted { ($0.exemption, $0.code) < ($1.exemption, $1.code) }
    }

    private struct Claim: Hashable { var exemption: String, code: String }
}

extension RecordsRequest {
    /// The answer as a sheet. Times print in the incident's zone.
    public func form(_ source: FormSource) -> Form {
        let zone = source.zone
        return Form(
            nil, "Public records request", marking: source.marking,
            lines: [
                "\(source.title.recorded) (\(source.incident))",
                "From \(zone.dated(from, seconds: true)) to \(zone.dated(to, seconds: true))",
                "Entries: \(counts.entries); disclosed \(counts.disclosed), in part "
                    + "\(counts.inPart), withheld \(counts.withheld), removed by order "
                    + "\(counts.redacted), from a newer version \(counts.notUnderstood)",
            ], blank: "none",
            blocks: [
                .init(
                    nil, "Exemptions claimed",
                    Form.Content(
                        columns: ["Exemption", "Code", "Times"],
                        rows: exemptions.map { [$0.exemption, $0.code, "\($0.count)"] })),
                .init(
                    nil, "Entries",
                    Form.Content(
                        columns: ["Entry", "Recorded; happened", "Disclosed", "Withheld"],
                        rows: entries.map { $0.row(zone) })),
            ])
    }
}

extension RecordsRequest.Entry {
    fileprivate func row(_ zone: Zone) -> [String] {
        let time = zone.dated(recordedAt, seconds: true)
        let happened =
            self.happened.happenedAt == recordedAt ? "" : "; \(zone.words(for: self.happened))"
        return [
            "\(position): \(kind)", time + happened,
            fields.isEmpty
                ? "nothing" : fields.map { "\($0.field): \($0.value)" }.joined(separator: "; "),
            withheld.isEmpty ? "nothing" : withheld.map(\.words).joined(separator: "; "),
        ]
    }
}

extension RecordsRequest.Withheld {
    /// `author [name of staff]`
    fileprivate var words: String {
        "\(field) [\(code)\(order.map { ", order \($0)" } ?? "")]"
    }
}
