public import IncidentEvents

/// One figure of the review, from one entry to another.
///
/// JSON: `measure`, `subject` (M1, R2), `carrier` if it has one, `from` and `to` (each with
/// `position`, `time`, `clock`, and `enteredLateSeconds` if the claim was entered more than five
/// minutes after it; `to` is null while open), `durationSeconds` (null while open or if an end is a
/// placeholder), `approximate`, `clock` (`occurred`, `incident` or `mixed`) and `note`. No code
/// here is specific to one incident.
public struct Measure: Hashable, Sendable {
    /// The kind of interval.
    public var kind: Kind
    /// The subject, such as `M3`; nil for the incident.
    public var subject: String?
    /// The account or outlet, such as `x:RivertonPD`; nil if it is about none.
    public var carrier: String?
    /// The start of the interval.
    public var from: End
    /// The end; nil while it is open.
    public var to: End?
    /// The reason that there is no figure, or a further note.
    public var note: String?

    /// The kinds of intervals in a review.
    public enum Kind: String, CaseIterable, Sendable, Encodable {
        case timeToFirstMessage = "time-to-first-message"
        case timeToFirstGuidance = "time-to-first-guidance"
        case channelSkew = "channel-skew"
        case timeToWithdrawal = "time-to-withdrawal"
        case timeToCorrection = "time-to-correction"
        case timeToCorrectionByOthers = "time-to-correction-by-others"
        case timeToCorrectionSameCarrier = "time-to-correction-same-carrier"
        case silence

        /// The name for people.
        public var title: String {
            switch self {
            case .timeToFirstMessage: "Onset to the first message, by account"
            case .timeToFirstGuidance: "Onset to the first protective guidance"
            case .channelSkew: "First to last post of one message"
            case .timeToWithdrawal: "Post to withdrawal, by account"
            case .timeToCorrection: "First appearance to our first correction"
            case .timeToCorrectionByOthers: "First appearance to the first correction by others"
            case .timeToCorrectionSameCarrier:
                "First appearance to a correction on the same account or outlet"
            case .silence: "Silences longer than the playbook's cadence allows"
            }
        }
    }

    /// One end of a measure.
    public struct End: Hashable, Sendable {
        /// The entry's position in the log.
        public var position: UInt64
        /// The claimed time, if any, else incident time.
        public var time: Instant
        /// The clock of the time.
        public var clock: Clock
        /// The certainty of the time.
        public var certainty: TimeCertainty
        /// The delay between the claimed time and the entry of the claim, if it is more than five
        /// minutes: later memories are less reliable.
        public var enteredLate: Duration?

        /// - Parameter entered: Incident time of the entry that claims `time`.
        public init(
            position: UInt64, time: Instant, clock: Clock, certainty: TimeCertainty,
            entered: Instant? = nil
        ) {
            self.position = position
            self.time = time
            self.clock = clock
            self.certainty = certainty
            enteredLate = entered.map { $0.since(time) }.flatMap { $0 > .seconds(300) ? $0 : nil }
        }

        public init(_ stamp: Stamp) {
            self.init(
                position: stamp.position, time: stamp.happenedAt,
                clock: stamp.claimed == nil ? .incident : .occurred, certainty: stamp.certainty,
                entered: stamp.at)
        }
    }

    /// The clock that a time is read from.
    public enum Clock: String, Sendable, Encodable { case occurred, incident, mixed }

    public init(
        _ kind: Kind, subject: String? = nil, carrier: String? = nil, from: End, to: End?,
        note: String? = nil
    ) {
        self.kind = kind
        self.subject = subject
        self.carrier = carrier
        self.from = from
        self.to = to
        let isPlaceholder = from.certainty == .placeholder || to?.certainty == .placeholder
        self.note =
            [isPlaceholder ? "placeholder time: not computed" : nil, note].compactMap(\.self)
            .joined(separator: "; ").nonEmpty
    }

    /// The duration; nil while open, and if an end has a placeholder time.
    public var duration: Duration? {
        guard let to, from.certainty != .placeholder, to.certainty != .placeholder else {
            return nil
        }
        return to.time.since(from.time)
    }

    /// Whether the end has not come yet.
    public var isOpen: Bool { to == nil }

    /// The entries behind it.
    var entries: [UInt64] { [from.position] + [to?.position].compactMap(\.self) }

    /// Whether a time behind it is approximate.
    public var isApproximate: Bool {
        from.certainty == .approximate || to?.certainty == .approximate
    }

    /// The less reliable of its ends' clocks.
    public var clock: Clock {
        guard let to else { return from.clock }
        return from.clock == to.clock ? from.clock : .mixed
    }
}

extension Measure: Encodable {
    private enum Key: String, CodingKey {
        case measure, subject, carrier, from, to, durationSeconds, approximate, clock, note
    }

    /// Writes the JSON that `Docs/json.md` describes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(kind, forKey: .measure)
        try container.encodeIfPresent(subject, forKey: .subject)
        try container.encodeIfPresent(carrier, forKey: .carrier)
        try container.encode(from, forKey: .from)
        try container.encode(to, forKey: .to)
        try container.encode(duration?.wholeSeconds, forKey: .durationSeconds)
        try container.encode(isApproximate, forKey: .approximate)
        try container.encode(clock, forKey: .clock)
        try container.encodeIfPresent(note, forKey: .note)
    }
}

extension Measure.End: Encodable {
    private enum Key: String, CodingKey { case position, time, clock, enteredLateSeconds }

    /// Writes the JSON that `Docs/json.md` describes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(position, forKey: .position)
        try container.encode(time.rfc3339, forKey: .time)
        try container.encode(clock, forKey: .clock)
        try container.encodeIfPresent(enteredLate?.wholeSeconds, forKey: .enteredLateSeconds)
    }
}
