public import Channels
public import IncidentEvents
public import Playbooks

/// A message from its first draft to its last delivery.
public struct Message: Hashable, Sendable {
    public var id: MessageID
    public var kind: MessageKind
    /// The playbook's template; nil for free text.
    public var template: TemplateID?
    /// What people call it in commands, e.g. `holding`.
    public var name: String?
    public var elements: MessageElements
    public var cites: [Cited]
    public var corrects: [RumorID]
    public var retracts: MessageID?
    public var armed: [MessageID]
    public var answers: InquiryID?
    /// Whom its texts identify, as the author says; ``declaration`` adds what its pictures show.
    var declared: Declaration
    /// Its first language, in which it is written, then those into which it is translated.
    public var languages: [String]
    public var channels: [ChannelID]
    public var audience: String
    public var fields: [String: String]
    /// Free text by language, for every channel.
    public var freeTexts: [String: String]
    public var handTexts: [VariantKey: HandText] = [:]
    public var translations: [String: Translation] = [:]
    public var attachments: [AttachedMedia] = []
    public var forbidsThread: Bool
    public var drafted: Stamp
    /// Everyone who drafted, revised or edited the text as it stands; the first edit after a
    /// release begins the list anew.
    public var authors: [String]
    /// The position of the last draft, revision or edit.
    var lastEdited: UInt64
    public var submission: Submission?
    public var approvals: [Approval] = []
    public var returns: [Returned] = []
    public var releases: [Release] = []
    public var deliveries: [Delivery] = []
    public var withdrawals: [Withdrawal] = []
    public var discarded: Stamp?

    /// Where a variant goes and in which language.
    public struct VariantKey: Hashable, Sendable, Comparable, CustomStringConvertible {
        public var channel: ChannelID
        public var language: String

        public init(channel: ChannelID, language: String) {
            self.channel = channel
            self.language = language
        }

        public var description: String { "\(channel)/\(language)" }

        public static func < (left: VariantKey, right: VariantKey) -> Bool {
            (left.channel, left.language) < (right.channel, right.language)
        }
    }

    public struct Variant: Hashable, Sendable {
        public var key: VariantKey
        /// The whole text.
        public var text: String
        /// The posts of a thread, where one post can't hold the text.
        public var parts: [String]
        /// Optional segments left out because the whole was too long.
        public var dropped: [String]

        public init(key: VariantKey, text: String, parts: [String] = [], dropped: [String] = []) {
            self.key = key
            self.text = text
            self.parts = parts
            self.dropped = dropped
        }
    }

    public struct Cited: Hashable, Sendable {
        public var fact: FactID
        /// The text says that the fact is not confirmed.
        public var isUnconfirmed: Bool
        public var asOf: Instant?

        public init(fact: FactID, isUnconfirmed: Bool = false, asOf: Instant? = nil) {
            self.fact = fact
            self.isUnconfirmed = isUnconfirmed
            self.asOf = asOf
        }
    }

    /// Whom the message identifies. There is no default: the author must say.
    public enum Declaration: Hashable, Sendable {
        case undeclared
        case nobody
        case persons([Identification])
    }

    public struct HandText: Hashable, Sendable {
        public var text: String
        /// SHA-256 of the composed text that stood beneath.
        public var composedSHA256: [UInt8]
        /// For a translation: SHA-256 of what it was made from.
        public var sourceSHA256: [UInt8]
        public var stamp: Stamp
    }

    public struct Submission: Hashable, Sendable {
        public var contentSHA256: [UInt8]
        public var variants: [Variant]
        public var attachments: [AttachedMedia]
        public var stamp: Stamp
    }

    public struct Approval: Hashable, Sendable {
        public var contentSHA256: [UInt8]
        public var manner: ApprovalManner
        public var approver: String
        /// Nil in a log that doesn't say.
        public var role: Role?
        /// `radio` or `phone`, where it was relayed.
        public var via: String?
        public var reason: String
        public var expires: Instant?
        /// Who had written what was approved.
        public var authors: [String]
        public var stamp: Stamp
        /// Who stood behind an approval alone, and when.
        public var ratified: Stamp?
    }

    public struct Returned: Hashable, Sendable {
        public var reason: String
        public var stamp: Stamp
    }

    public struct Release: Hashable, Sendable {
        public var texts: [ReleasedText]
        public var contentSHA256: [UInt8]
        public var nextUpdateBy: Instant?
        /// The facts that the texts rested on, whatever the message cites since.
        public var cites: [Cited]
        /// The texts as they were approved, with the values of the release still by name.
        public var approved: [Variant]
        public var attachments: [AttachedMedia]
        public var stamp: Stamp
    }

    public struct Delivery: Hashable, Sendable {
        public var carrier: Carrier
        public var outcome: DeliveryOutcome
        public var address: String
        public var reason: String
        public var stamp: Stamp

        /// Whether it reached the public, and not only staff, partners or call-takers.
        public var isPublic: Bool { outcome == .posted && carrier.isPublic }
    }

    public struct Withdrawal: Hashable, Sendable {
        public var carrier: Carrier
        public var manner: WithdrawalManner
        public var reason: String
        public var stamp: Stamp
    }

    public enum Status: String, Hashable, Sendable, CaseIterable {
        case draft, submitted, approved, released, discarded
    }

    public var status: Status {
        if discarded != nil { return .discarded }
        if submission == nil { return releases.isEmpty ? .draft : .released }
        if isReleasedAsSubmitted { return .released }
        return approval == nil ? .submitted : .approved
    }

    /// Edited after it last went out, so that what it says now is said nowhere yet.
    public var isChangedSinceRelease: Bool {
        releases.last.map { $0.stamp.position < lastEdited } ?? false
    }

    /// The approval of exactly what is submitted now.
    public var approval: Approval? {
        guard let submission else { return nil }
        return approvals.last { $0.contentSHA256 == submission.contentSHA256 }
    }

    /// Released alone and not yet ratified.
    public var awaitsRatification: Bool {
        approvals.contains { approval in
            approval.manner == .alone && approval.ratified == nil
                && releases.contains { $0.contentSHA256 == approval.contentSHA256 }
        }
    }

    private var isReleasedAsSubmitted: Bool {
        releases.contains { $0.contentSHA256 == submission?.contentSHA256 }
    }

    /// The channels and languages that were let go, with the text that was last.
    public var releasedTexts: [VariantKey: ReleasedText] {
        var texts: [VariantKey: ReleasedText] = [:]
        for text in releases.flatMap(\.texts) {
            texts[VariantKey(text)] = text
        }
        return texts
    }

    /// The variants that were last let go with exactly these texts, resting on the same facts.
    func variantsOut(among variants: [Variant]) -> [VariantKey] {
        variants.filter { variant in
            let last = releases.last { $0.approved.contains { $0.key == variant.key } }
            return last.map { $0.cites == cites && $0.approved.contains(variant) } ?? false
        }.map(\.key)
    }

    /// Deliveries that arrived: each from then on stands on its carrier.
    public var postings: [Delivery] { deliveries.filter { $0.outcome == .posted } }

    /// Those that reached the public.
    public var publicPostings: [Delivery] { deliveries.filter(\.isPublic) }

    /// The carriers that carry it now: posted and not withdrawn since.
    public var liveCarriers: [Carrier] {
        var carriers: [Carrier] = []
        for posting in postings where !carriers.contains(posting.carrier) {
            let isWithdrawn = withdrawals.contains {
                $0.carrier == posting.carrier
                    && $0.stamp.position > (lastPosting(on: posting.carrier)?.stamp.position ?? 0)
            }
            if !isWithdrawn { carriers.append(posting.carrier) }
        }
        return carriers
    }

    public func lastPosting(on carrier: Carrier) -> Delivery? {
        postings.last { $0.carrier == carrier }
    }

    /// Went out with a text that rested on this fact.
    public func wasReleased(citing fact: FactID) -> Bool {
        releases.contains { $0.cites.contains { $0.fact == fact } }
    }

    /// The language in which it is written.
    public var sourceLanguage: String { languages.first ?? "en" }

    /// Whom its texts identify and its pictures show.
    public var declaration: Declaration {
        let shown = attachments.flatMap(\.identifications)
        switch declared {
        case .undeclared: return .undeclared
        case .nobody: return shown.isEmpty ? .nobody : .persons(shown)
        case .persons(let named): return .persons(named + shown.filter { !named.contains($0) })
        }
    }

    /// Asks the public to do something to protect themselves.
    public var hasProtectiveAction: Bool { !elements.guidance.isEmpty }
}

extension ReleasedText {
    /// What people read there: the text, or the posts of its thread, one a line.
    public var asPosted: String { parts.isEmpty ? text : parts.joined(separator: "\n") }
}
