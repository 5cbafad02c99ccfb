public import IncidentEvents
internal import Incident
public import Playbooks
public import ReadModels

/// What a request for public records is owed: every entry of a span, with what is withheld of it
/// marked by its exemption.
///
/// An entry that its visibility, at the time of asking, makes public is disclosed without names of
/// staff, sources and inner reasons, each marked. Any other entry stands as a line that says when
/// and of which kind it is and why the rest is withheld: nothing is left out silently.
///
/// JSON: `from`, `to`, `counts`, `exemptions` (each `exemption` with the `code` under which it is
/// claimed and how often, `count`), `entries` in log order. An entry has `position`, `revision`,
/// `recordedAt`, `happened`, `kind`, `disclosure` (`disclosed`, `in-part`, `withheld`, `redacted`,
/// `not-understood`), `fields` (each `field` and `value`, by the names of the event contract) and
/// `withheld` (each `field` and `exemption` with its `code`; `order` where one removed it).
public struct RecordsRequest: Sendable, Encodable {
    /// When it begins.
    public var from: Instant
    /// When it ends.
    public var to: Instant
    /// Entries by what became of them.
    public var counts: Counts
    /// Each ground that was claimed, with how often.
    public var exemptions: [Claimed]
    /// What is disclosed, in the log's order.
    public var entries: [Entry]

    /// Entries by what became of them.
    public struct Counts: Sendable, Encodable {
        /// All entries in the span.
        public var entries = 0
        /// Entries given whole.
        public var disclosed = 0
        /// Entries given without some fields.
        public var inPart = 0
        /// Entries of which only the place in the log is given.
        public var withheld = 0
        /// Entries whose text was removed by order.
        public var redacted = 0
        /// Entries of a newer version.
        public var notUnderstood = 0
    }

    /// A ground of the law and how often it was used.
    public struct Claimed: Sendable, Encodable {
        /// The ground for withholding, such as `deliberation`.
        public var exemption: String
        /// The law's code for it, such as `552.111`.
        public var code: String
        /// How many entries it touches.
        public var count: Int
    }

    /// One entry with what may be seen of it.
    public struct Entry: Sendable, Encodable {
        /// The entry's place in the log.
        public var position: UInt64
        /// The entry's place in its incident, from 0.
        public var revision: UInt64
        /// The log's own time, which never goes back.
        public var recordedAt: Instant
        /// When it happened.
        public var happened: Moment
        public var kind: String
        /// Whether it is given whole, in part or not at all.
        public var disclosure: Disclosure
        /// What is given, field by field.
        public var fields: [Field]
        /// The grounds for what is missing.
        public var withheld: [Withheld]
    }

    /// How much of an entry is given.
    public enum Disclosure: String, Sendable, Encodable {
        case disclosed
        case inPart = "in-part"
        case withheld
        case redacted
        case notUnderstood = "not-understood"
    }

    /// One field of an entry.
    public struct Field: Hashable, Sendable, Encodable {
        /// The contract's name for it.
        public var field: String
        /// Its value in words.
        public var value: String
    }

    /// A ground for what is missing.
    public struct Withheld: Hashable, Sendable, Encodable {
        /// `entry` where nothing but its kind and time is disclosed.
        public var field: String
        /// The ground for withholding, such as `deliberation`.
        public var exemption: String
        /// The law's code for it, such as `552.111`.
        public var code: String
        /// The order by which it was removed.
        public var order: String?
    }

    /// - Parameters:
    ///   - records: All records of the incident, so that what later ones say about the visibility
    ///     of earlier ones is known.
    ///   - from: An entry is in the span where it was recorded, or is claimed to have happened,
    ///     at or after it,
    ///   - to: and at or before this.
    ///   - limits: What entries may be seen by at the most, as decided later than `records` reach.
    ///   - codes: The law's codes by exemption, from the department's policy; where there is none,
    ///     plain words stand.
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
                "\(source.title) (\(source.incident))",
                "From \(zone.dated(from, seconds: true)) to \(zone.dated(to, seconds: true))",
                "Entries: \(counts.entries); disclosed \(counts.disclosed), in part "
                    + "\(counts.inPart), withheld \(counts.withheld), removed by order "
                    + "\(counts.redacted), of a newer version \(counts.notUnderstood)",
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
