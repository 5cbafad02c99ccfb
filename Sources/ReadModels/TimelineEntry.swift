public import IncidentEvents

/// One entry of the log in plain words.
///
/// JSON: the properties by their names; `visibility` is `public`, `internal` or `restricted`.
/// `author` and `provenance` are absent in the public view.
public struct TimelineEntry: Hashable, Sendable, Encodable {
    /// When it happened.
    public var moment: Moment
    /// The entry's place in its incident, from 0.
    public var revision: UInt64
    /// The log's own time, which never goes back.
    public var recordedAt: Instant
    /// The event's name in the log, such as `fact-recorded`.
    public var kind: String
    /// What it is about: `F3`, `M1`, or nil.
    public var subject: String?
    /// The account or outlet, such as `x:RivertonPD`; nil where it is about none.
    public var carrier: String?
    /// One line: who did what.
    public var text: String
    /// For a delivery: the exact texts as they stand there.
    public var exactTexts: [String]
    /// Who may see it.
    public var visibility: Visibility
    /// Who recorded it; nil in the public view.
    public var author: Author?
    /// Where an imported entry comes from; nil for others.
    public var provenance: Source?
    /// Whether it belongs in the short story of the incident.
    public var isTurningPoint: Bool
    /// The machine's clock stood more than 5 s behind when this was recorded.
    public var clockWasBehind: Bool
    /// What later entries say is right instead, in log order.
    public var corrections: [Correction]

    /// Who recorded an entry.
    public struct Author: Hashable, Sendable, Encodable {
        /// The work id.
        public var actor: String
        /// The ICS role, such as `pio`.
        public var role: String
        /// The agency that the person acts for.
        public var agency: String
    }

    /// Where an imported entry comes from.
    public struct Source: Hashable, Sendable, Encodable {
        /// The place in the source.
        public var reference: String
        /// The documents that it rests on.
        public var sources: [String]
        /// How far the sources agree.
        public var confidence: Confidence
    }

    /// What is right about an entry, from a later entry.
    public struct Correction: Hashable, Sendable, Encodable {
        /// The entry's place in the log.
        public var position: UInt64
        public var right: String
        /// When it really happened, where that was wrong.
        public var happenedAt: Instant?
        public var certainty: TimeCertainty
    }
}
