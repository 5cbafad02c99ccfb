public import IncidentEvents
public import ReadModels

/// One figure of the review, from one entry to another.
///
/// JSON: `measure`, `subject` (M1, R2), `carrier` if it has one, `from` and `to` (each with
/// `position`, `time`, `clock`, and `enteredLateSeconds` if the claim was entered more than five
/// minutes after it; `to` is null while open), `durationSeconds` (null while open and if it can't be
/// computed; whole days if `certainty` is `day`), `atMostSeconds` if only a bound is sure,
/// `approximate`, `certainty`, `clock` (`occurred`, `incident` or `mixed`), `note`, and, if the
/// playbook sets a target, `targetSeconds` and `overdue`. No code here is specific to one incident.
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
    /// The first entry by which the end had surely come; nil if none is known.
    public var bound: End?
    /// The longest time that the playbook allows; nil if it sets none.
    public var target: Target?
    /// The reason that there is no figure, or a further note.
    public var note: String?

    /// A playbook's target, and whether it was missed.
    public struct Target: Hashable, Sendable {
        /// The time allowed.
        public var allowed: Duration
        /// Whether it took longer, or is still open after that time.
        public var isMissed: Bool
    }

    /// The kinds of intervals in a review.
    public enum Kind: String, CaseIterable, Sendable, Encodable {
        case timeToFirstMessage = "time-to-first-message"
        case timeToFirstGuidance = "time-to-first-guidance"
        case channelSkew = "channel-skew"
        case timeToWithdrawal = "time-to-withdrawal"
        case timeToCorrection = "time-to-correction"
        case timeToCorrectionByOthers = "time-to-correction-by-others"
        case timeToCorrectionSameCarrier = "time-to-correction-same-carrier"
        case seenToUnconfirmed = "seen-to-unconfirmed"
        case reportToFinding = "report-to-finding"
        case knownToSaid = "known-to-said"
        case knownFalseToSaid = "known-false-to-said"
        case questionToAnswer = "question-to-answer"
        case holdToLift = "hold-to-lift"
        case submissionToApproval = "submission-to-approval"
        case silence

        /// Whether it is about our own work before a text is public.
        var isInternal: Bool { [.holdToLift, .submissionToApproval].contains(self) }

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
            case .seenToUnconfirmed: "Rumor first seen to our label “unconfirmed”"
            case .reportToFinding: "Rumor reported to the first finding"
            case .knownToSaid: "Fact known to first said in public"
            case .knownFalseToSaid: "Claim known to be wrong to first said in public"
            case .questionToAnswer: "Question to answer"
            case .holdToLift: "Fact held to hold lifted"
            case .submissionToApproval: "Text submitted to approved"
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

        public init(_ moment: Moment) {
            self.init(
                position: moment.position, time: moment.happenedAt,
                clock: moment.claimed == nil ? .incident : .occurred,
                certainty: moment.certainty, entered: moment.at)
        }

        public init(_ stamp: Stamp) { self.init(Moment(stamp)) }
    }

    /// The clock that a time is read from.
    public enum Clock: String, Sendable, Encodable { case occurred, incident, mixed }

    public init(
        _ kind: Kind, subject: String? = nil, carrier: String? = nil, from: End, to: End?,
        bound: End? = nil, note: String? = nil
    ) {
        self.kind = kind
        self.subject = subject
        self.carrier = carrier
        self.from = from
        self.to = to
        self.bound = bound
        let span = to.map { Span(from: from, to: $0) }
        let reason: String? =
            if (span?.certainty ?? from.certainty) == .placeholder {
                "placeholder time: not computed"
            } else if span?.isReversed ?? false {
                kind.reversal
            } else {
                nil
            }
        self.note = [reason, note].compactMap(\.self).joined(separator: "; ").nonEmpty
    }

    private var span: Span? { to.map { Span(from: from, to: $0) } }

    /// The duration, never negative; nil while open and if it can't be computed. See ``Span``.
    public var duration: Duration? { span?.duration }

    /// The longest that it can have taken, if it is closed and has no duration; nil if that isn't
    /// sure either.
    public var atMost: Duration? {
        guard let span, span.duration == nil, !span.isReversed else { return nil }
        if let bound, from.certainty.knowsTimeOfDay { return Span(from: from, to: bound).duration }
        return span.certainty == .day ? Span.uncountedDays : nil
    }

    /// Whether the end has not come yet.
    public var isOpen: Bool { to == nil }

    /// The entries behind it.
    var entries: [UInt64] { [from.position] + [to?.position].compactMap(\.self) }

    /// The certainty of its less sure end.
    public var certainty: TimeCertainty { span?.certainty ?? from.certainty }

    /// Whether a time behind it is approximate.
    public var isApproximate: Bool { certainty.isInexact }

    /// The less reliable of its ends' clocks.
    public var clock: Clock {
        guard let to else { return from.clock }
        return from.clock == to.clock ? from.clock : .mixed
    }
}

extension Measure.Kind {
    /// The reason for an end before the start.
    fileprivate var reversal: String {
        switch self {
        case .knownToSaid: "said before it was verified: not computed"
        case .knownFalseToSaid: "corrected before the finding: not computed"
        default: "the end came first: not computed"
        }
    }
}

extension TimeCertainty {
    /// Whether a figure from such a time says “about”.
    var isInexact: Bool { self == .approximate || self == .day }
}

extension Measure: Encodable {
    private enum Key: String, CodingKey {
        case measure, subject, carrier, from, to, durationSeconds, atMostSeconds, approximate
        case certainty, clock, note, targetSeconds, overdue
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
        try container.encodeIfPresent(atMost?.wholeSeconds, forKey: .atMostSeconds)
        try container.encode(isApproximate, forKey: .approximate)
        try container.encode(certainty, forKey: .certainty)
        try container.encode(clock, forKey: .clock)
        try container.encodeIfPresent(note, forKey: .note)
        try container.encodeIfPresent(target?.allowed.wholeSeconds, forKey: .targetSeconds)
        try container.encodeIfPresent(target?.isMissed, forKey: .overdue)
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
