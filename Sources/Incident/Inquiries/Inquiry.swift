public import IncidentEvents

/// A question of the press or the public.
public struct Inquiry: Hashable, Sendable {
    /// The id that people type, such as `Q1`.
    public var id: InquiryID
    /// Whether the press, the public or a partner asks.
    public var origin: InquiryOrigin
    /// The person who asks, or an outlet.
    public var from: String
    /// The question, in the words of the person who asked.
    public var question: String
    /// The channel that it arrived on; nil if absent.
    public var channel: String?
    /// The deadline for the answer; nil if none was stated.
    public var deadline: Instant?
    /// What else was known when it arrived.
    public var details: Details
    /// Its arrival.
    public var received: Stamp
    /// The person assigned to it, by work id; nil if nobody is.
    public var assignedTo: String?
    /// The answer; nil until there is one.
    public var answer: Answer?
    /// The decision to decline it; nil if it wasn't declined.
    public var declined: Declined?
    /// Who answers it instead; nil if it wasn't referred.
    public var referral: Referral?
    /// The promise to come back to it; nil if there is none.
    public var promise: Promise?
    /// The last time that it was reopened; nil if never.
    public var reopened: Stamp?
    /// How to reach the person who asked, which only ``IncidentState`` and one command show.
    public var contact: String?
    /// The first question of its group; nil if it is the first, or alone.
    public var lead: InquiryID?
    /// The questions that were joined to it, in that order.
    public var members: [InquiryID] = []

    /// What an arrival may state beyond the question.
    public struct Details: Hashable, Sendable {
        /// BCP 47; nil if not stated.
        public var language: String?
        /// What is asked for; unspecified for a question.
        public var kind: RequestKind
        /// The id that another system gave it; nil if it came from none.
        public var external: String?
        /// The question hour that it was asked for; nil for none.
        public var briefing: BriefingID?
        /// Whether it was asked while the question hour was on.
        public var isLive: Bool
        /// How often it was voted for, by the tool that collected it; nil if it counts no votes.
        public var votes: UInt64?
        /// When it was asked, by the system or the file that it came from; nil for its arrival.
        public var asked: Instant?

        public init(
            language: String? = nil, kind: RequestKind = .unspecified, external: String? = nil,
            briefing: BriefingID? = nil, isLive: Bool = false, votes: UInt64? = nil,
            asked: Instant? = nil
        ) {
            self.language = language
            self.kind = kind
            self.external = external
            self.briefing = briefing
            self.isLive = isLive
            self.votes = votes
            self.asked = asked
        }
    }

    /// An answer to a question.
    public struct Answer: Hashable, Sendable {
        /// The text of the answer.
        public var text: String
        /// The message, such as `M3`; nil for none.
        public var message: MessageID?
        /// The facts that it rests on.
        public var cites: [FactID] = []
        /// Whether it was given while a question hour was on.
        public var isLive = false
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
    }

    /// The decision not to answer.
    public struct Declined: Hashable, Sendable {
        /// The reason, in the words of the person who decided.
        public var reason: String
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
    }

    /// Somebody else answers.
    public struct Referral: Hashable, Sendable {
        /// The unit or agency, such as `records`.
        public var to: String
        /// The day by which the law wants the reply; nil if none was stated.
        public var by: Instant?
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
    }

    /// We said that we will come back to it.
    public struct Promise: Hashable, Sendable {
        /// Who will, by work id.
        public var person: String
        public var by: Instant
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
    }

    /// When it was asked, as far as anybody says.
    public var asked: Instant { details.asked ?? received.happenedAt }

    /// What closed it; nil while it is open.
    public var settled: Stamp? { answer?.stamp ?? declined?.stamp ?? referral?.stamp }

    /// Whether it is neither answered nor declined nor referred.
    @inlinable @inline(__always) public var isOpen: Bool {
        answer == nil && declined == nil && referral == nil
    }
}

/// A file that questions were read from.
public struct InquiryFile: Hashable, Sendable {
    /// SHA-256 of the file's bytes.
    public var sha256: [UInt8]
    /// The time, author, role and log position of the entry.
    public var stamp: Stamp
}
