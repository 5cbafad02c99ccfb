public import Channels
public import IncidentEvents

/// A person's consent to be named or shown. It holds in the incident or campaign that recorded it,
/// and in the campaigns that continue that one.
public struct Consent: Hashable, Sendable {
    /// The id that people type, such as `C1`.
    public var id: ConsentID
    public var terms: Terms
    /// The entry that recorded it.
    public var recorded: Stamp
    /// The withdrawal of the consent; nil while it is valid.
    public var withdrawn: Stamp?
    /// The consent of the campaign before from which it was carried over; nil for one of its own.
    public var earlier: Earlier?

    /// A consent in another campaign.
    public struct Earlier: Hashable, Sendable {
        public var incident: String
        public var consent: ConsentID

        public init(_ incident: String, _ consent: ConsentID) {
            self.incident = incident
            self.consent = consent
        }
    }

    /// What the signed form says.
    public struct Terms: Hashable, Sendable {
        /// The person, by role; restricted.
        public var whom: String
        /// What it covers, in the words of the form; nil if it says nothing beyond the rest.
        public var scope: String?
        /// What of the person may be shown; empty in older logs, where the scope says it.
        public var uses: [IdentifyingDetail]
        /// The channels where it may be shown; empty for every channel.
        public var channels: [ChannelID]
        /// The end; nil in older logs, for none.
        public var expires: Instant?
        /// Whether the person is a minor.
        public var isMinor: Bool
        /// The guardian who agreed, by relation; nil for an adult.
        public var guardian: String?
        /// The language in which the person was asked, BCP 47.
        public var language: String?
        /// Where the signed copy is kept, and its SHA-256.
        public var copyKept: String?
        public var copySHA256: [UInt8]
        /// How the person can withdraw it.
        public var withdrawal: String?
        /// Whether the form is about this campaign alone, and not about one that continues it.
        public var isForThisCampaignOnly: Bool

        public init(
            whom: String, scope: String? = nil, uses: [IdentifyingDetail] = [],
            channels: [ChannelID] = [], expires: Instant? = nil, isMinor: Bool = false,
            guardian: String? = nil, language: String? = nil, copyKept: String? = nil,
            copySHA256: [UInt8] = [], withdrawal: String? = nil,
            isForThisCampaignOnly: Bool = false
        ) {
            self.whom = whom
            self.scope = scope
            self.uses = uses
            self.channels = channels
            self.expires = expires
            self.isMinor = isMinor
            self.guardian = guardian
            self.language = language
            self.copyKept = copyKept
            self.copySHA256 = copySHA256
            self.withdrawal = withdrawal
            self.isForThisCampaignOnly = isForThisCampaignOnly
        }
    }

    /// Whether a consent can still be relied on.
    public enum Status: String, Hashable, Sendable, Encodable {
        case valid, expired, withdrawn
    }

    public func status(at moment: Instant) -> Status {
        if withdrawn != nil { return .withdrawn }
        return terms.expires.map { $0 <= moment } == true ? .expired : .valid
    }

    /// The moment from which nothing may rest on it; nil if there is none yet.
    public var end: Instant? {
        [withdrawn?.happenedAt, terms.expires].compactMap(\.self).min()
    }

    /// What a message lacks that shows the person on its strength, in words that follow "without";
    /// nil if it covers everything.
    func lacking(for person: Identification, on channels: [ChannelID], at now: Instant) -> String? {
        guard status(at: now) == .valid else { return "a recorded consent that is still valid" }
        let details = person.details.filter { !terms.uses.contains($0) }
        if !terms.uses.isEmpty, !details.isEmpty {
            return "a consent to show \(details.map(\.word).joined(separator: ", "))"
        }
        let elsewhere = channels.filter { !terms.channels.contains($0) }
        if !terms.channels.isEmpty, !elsewhere.isEmpty {
            return "a consent for \(elsewhere.map(\.rawValue).joined(separator: ", "))"
        }
        return nil
    }
}
