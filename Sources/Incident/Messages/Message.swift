public import Channels
public import IncidentEvents
public import Playbooks

/// A message from its first draft to its last delivery.
public struct Message: Hashable, Sendable {
    /// The id that people type, such as `M3`.
    public var id: MessageID
    /// What it does: hold, alert, update, correct, take back, end.
    public var kind: MessageKind
    /// The playbook's template; nil for free text.
    public var template: TemplateID?
    /// What people call it in commands, e.g. `holding`.
    public var name: String?
    /// The warning elements that the author stated: source, hazard, location, guidance, time.
    public var elements: MessageElements
    /// The facts that it rests on.
    public var cites: [Cited]
    /// The rumors that it sets right.
    public var corrects: [RumorID]
    /// The message that it ends or takes back; nil for none.
    public var retracts: MessageID?
    /// For an alert: its all-clear and its false-alert text.
    public var armed: [MessageID]
    /// The question that it answers; nil for none.
    public var answers: InquiryID?
    /// Whom its texts identify, as the author says; ``declaration`` adds what its pictures show.
    var declared: Declaration
    /// Its first language, in which it is written, then those into which it is translated.
    public var languages: [String]
    /// The channels, in the order in which they were named.
    public var channels: [ChannelID]
    /// For whom it is, such as `public`.
    public var audience: String
    /// Values of the template's own fields, by name.
    public var fields: [String: String]
    /// Free text by language, for every channel.
    public var freeTexts: [String: String]
    /// Texts that people wrote over the composed ones.
    public var handTexts: [VariantKey: HandText] = [:]
    /// Words in other languages, by language.
    public var translations: [String: Translation] = [:]
    /// The pictures and films that go out with it, with their alt texts.
    public var attachments: [AttachedMedia] = []
    /// A text that is too long is refused instead of cut into posts.
    public var forbidsThread: Bool
    /// When it was drafted.
    public var drafted: Stamp
    /// Everyone who drafted, revised or edited the text as it stands; the first edit after a
    /// release begins the list anew.
    public var authors: [String]
    /// The position of the last draft, revision or edit.
    var lastEdited: UInt64
    /// What was handed in for approval; nil while it is edited.
    public var submission: Submission?
    /// Every approval, also of earlier contents.
    public var approvals: [Approval] = []
    /// Each time an approver sent it back.
    public var returns: [Returned] = []
    /// Each release, with the texts that went out.
    public var releases: [Release] = []
    /// Each report that it was posted somewhere or failed to be.
    public var deliveries: [Delivery] = []
    /// Each report that a carrier no longer shows it.
    public var withdrawals: [Withdrawal] = []
    /// When it was dropped; nil while it lives.
    public var discarded: Stamp?

    /// Where a variant goes and in which language.
    public struct VariantKey: Hashable, Sendable, Comparable, CustomStringConvertible {
        /// The channel, such as `x` or `sms`.
        public var channel: ChannelID
        /// The language, BCP 47.
        public var language: String

        public init(channel: ChannelID, language: String) {
            self.channel = channel
            self.language = language
        }

        /// `x/en`
        public var description: String { "\(channel)/\(language)" }

        public static func < (left: VariantKey, right: VariantKey) -> Bool {
            (left.channel, left.language) < (right.channel, right.language)
        }
    }

    /// A text as it goes to one channel in one language.
    public struct Variant: Hashable, Sendable {
        /// Where it goes and in which language.
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

    /// A fact that a message rests on.
    public struct Cited: Hashable, Sendable {
        /// The fact, such as `F2`.
        public var fact: FactID
        /// The text says that the fact is not confirmed.
        public var isUnconfirmed: Bool
        /// The text gives the fact as it was then; nil for as it is.
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

    /// A text that a person wrote over the composed one.
    public struct HandText: Hashable, Sendable {
        /// The person's words.
        public var text: String
        /// SHA-256 of the composed text that stood beneath.
        public var composedSHA256: [UInt8]
        /// For a translation: SHA-256 of what it was made from.
        public var sourceSHA256: [UInt8]
        /// When it was recorded, by whom, in which role and where in the log.
        public var stamp: Stamp
    }

    /// The content that was frozen for approval.
    public struct Submission: Hashable, Sendable {
        /// SHA-256 of the content that it covers.
        public var contentSHA256: [UInt8]
        /// The texts, by channel and language.
        public var variants: [Variant]
        /// The pictures and films that go out with it, with their alt texts.
        public var attachments: [AttachedMedia]
        /// When it was recorded, by whom, in which role and where in the log.
        public var stamp: Stamp
    }

    /// One person's word that a content may go out.
    public struct Approval: Hashable, Sendable {
        /// SHA-256 of the content that it covers.
        public var contentSHA256: [UInt8]
        /// In person, relayed, standing, or alone.
        public var manner: ApprovalManner
        /// Who approved, by work id.
        public var approver: String
        /// Nil in a log that doesn't say.
        public var role: Role?
        /// `radio` or `phone`, where it was relayed.
        public var via: String?
        /// For an approval alone: why nobody else could be asked.
        public var reason: String
        /// When a standing approval ends; nil for others.
        public var expires: Instant?
        /// Who had written what was approved.
        public var authors: [String]
        /// When it was recorded, by whom, in which role and where in the log.
        public var stamp: Stamp
        /// Who stood behind an approval alone, and when.
        public var ratified: Stamp?
    }

    /// An approver's refusal, with what to change.
    public struct Returned: Hashable, Sendable {
        /// Why, in the words of the person who decided it.
        public var reason: String
        /// When it was recorded, by whom, in which role and where in the log.
        public var stamp: Stamp
    }

    /// What went out together.
    public struct Release: Hashable, Sendable {
        /// The texts with the values of that minute, by channel and language.
        public var texts: [ReleasedText]
        /// SHA-256 of the content that it covers.
        public var contentSHA256: [UInt8]
        /// The promised time of the next update; nil where none was promised.
        public var nextUpdateBy: Instant?
        /// The facts that the texts rested on, whatever the message cites since.
        public var cites: [Cited]
        /// The texts as they were approved, with the values of the release still by name.
        public var approved: [Variant]
        /// The pictures and films that go out with it, with their alt texts.
        public var attachments: [AttachedMedia]
        /// When it was recorded, by whom, in which role and where in the log.
        public var stamp: Stamp
    }

    /// One report about one carrier.
    public struct Delivery: Hashable, Sendable {
        /// The account or outlet, such as `x:RivertonPD`.
        public var carrier: Carrier
        /// Posted or failed.
        public var outcome: DeliveryOutcome
        /// Where exactly, as a URL, as far as it is known.
        public var address: String
        /// For a failure: why.
        public var reason: String
        /// When it was recorded, by whom, in which role and where in the log.
        public var stamp: Stamp

        /// Whether it reached the public, and not only staff, partners or call-takers.
        public var isPublic: Bool { outcome == .posted && carrier.isPublic }
    }

    /// The report that a carrier no longer shows the message.
    public struct Withdrawal: Hashable, Sendable {
        /// The account or outlet, such as `x:RivertonPD`.
        public var carrier: Carrier
        /// Deleted, hidden, edited, cancelled.
        public var manner: WithdrawalManner
        /// Why, in the words of the person who decided it.
        public var reason: String
        /// When it was recorded, by whom, in which role and where in the log.
        public var stamp: Stamp
    }

    /// How far a message is on its way to the public.
    public enum Status: String, Hashable, Sendable, CaseIterable {
        case draft, submitted, approved, released, discarded
    }

    /// How far it is, by what is submitted now; an edit after a release begins again.
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

    /// The newest report that it was posted there; nil if there isn't one.
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
