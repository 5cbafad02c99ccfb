public import IncidentEvents

/// One entry of the log in plain words.
///
/// JSON: the properties by their names; `visibility` is `public`, `internal` or `restricted`.
/// `author` and `provenance` are absent in the public view.
public struct TimelineEntry: Hashable, Sendable, Encodable {
    /// The time of the entry.
    public var moment: Moment
    /// The entry's number in its incident, from 0.
    public var revision: UInt64
    /// The log's own time, which never goes back.
    public var recordedAt: Instant
    /// The event's name in the log, such as `fact-recorded`.
    public var kind: String
    /// The subject: `F3`, `M1`, or nil.
    public var subject: String?
    /// The account or outlet, such as `x:RivertonPD`; nil if it is about none.
    public var carrier: String?
    /// One line: the actor and the action.
    public var text: String
    /// For a delivery: the exact posted texts.
    public var exactTexts: [String]
    /// The audience that may see it.
    public var visibility: Visibility
    /// The person who recorded it; nil in the public view.
    public var author: Author?
    /// The origin of an imported entry; nil for others.
    public var provenance: Source?
    /// Whether it belongs in the incident's summary.
    public var isTurningPoint: Bool
    /// Whether the machine's clock was more than 5 s behind when this was recorded.
    public var clockWasBehind: Bool
    /// The corrections by later entries, in log order.
    public var corrections: [Correction]

    /// The person who recorded an entry.
    public struct Author: Hashable, Sendable, Encodable {
        /// The work id.
        public var actor: String
        /// The ICS role, such as `pio`; nil where the log doesn't say.
        @EmptyInJSON public var role: Role?
        /// The agency that the person acts for; nil where the log doesn't say.
        @EmptyInJSON public var agency: String?
    }

    /// The origin of an imported entry.
    public struct Source: Hashable, Sendable, Encodable {
        /// The place in the source.
        public var reference: String
        /// The documents behind it.
        public var sources: [String]
        /// The agreement of the sources.
        public var confidence: Confidence
    }

    /// A later entry's correction of an entry.
    public struct Correction: Hashable, Sendable, Encodable {
        /// The correcting entry's position in the log.
        public var position: UInt64
        public var right: String
        /// The corrected time, if the time was wrong.
        public var happenedAt: Instant?
        public var certainty: TimeCertainty
    }
}
