public import IncidentEvents

/// One entry of the log in plain words.
///
/// JSON: the properties by their names; `visibility` is `public`, `internal` or `restricted`.
/// `author` and `provenance` are absent in the public view.
public struct TimelineEntry: Hashable, Sendable, Encodable {
    public var moment: Moment
    public var revision: UInt64
    public var recordedAt: Instant
    /// The event's name in the log, such as `fact-recorded`.
    public var kind: String
    /// What it is about: `F3`, `M1`, or nil.
    public var subject: String?
    public var carrier: String?
    /// One line: who did what.
    public var text: String
    /// For a delivery: the exact texts as they stand there.
    public var exactTexts: [String]
    public var visibility: Visibility
    public var author: Author?
    public var provenance: Source?
    public var isTurningPoint: Bool
    /// The machine's clock stood more than 5 s behind when this was recorded.
    public var clockWasBehind: Bool
    /// What later entries say is right instead, in log order.
    public var corrections: [Correction]

    public struct Author: Hashable, Sendable, Encodable {
        public var actor: String
        public var role: String
        public var agency: String
    }

    public struct Source: Hashable, Sendable, Encodable {
        public var reference: String
        public var sources: [String]
        public var confidence: Confidence
    }

    /// What is right about an entry, from a later entry.
    public struct Correction: Hashable, Sendable, Encodable {
        public var position: UInt64
        public var right: String
        /// When it really happened, where that was wrong.
        public var happenedAt: Instant?
        public var certainty: TimeCertainty
    }
}
