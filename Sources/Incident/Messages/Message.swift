public import Channels
public import IncidentEvents
public import Playbooks

/// A message from its first draft to its last delivery.
public struct Message: Hashable, Sendable {
    /// The id that people type, such as `M3`.
    public var id: MessageID
    /// The purpose: hold, alert, update, correct, retract, end.
    public var kind: MessageKind
    /// The playbook's template; nil for free text.
    public var template: TemplateID?
    /// The name in commands, such as `holding`.
    public var name: String?
    /// The warning elements that the author stated: source, hazard, location, guidance, time.
    public var elements: MessageElements
    /// The facts that it is based on.
    public var cites: [Cited]
    /// Why it states something and cites no fact, in the author's words; nil if nobody said.
    public var restsOnNothing: String?
    /// The rumors that it corrects.
    public var corrects: [RumorID]
    /// The message that it ends or retracts; nil for none.
    public var retracts: MessageID?
    /// For an alert: its all-clear and its false-alert text.
    public var armed: [MessageID]
    /// The question that it answers; nil for none.
    public var answers: InquiryID?
    /// The persons that its texts identify, as the author says; ``declaration`` adds those in its
    /// pictures.
    var declared: Declaration
    /// The languages: first the one in which it is written, then the translations.
    public var languages: [String]
    /// The channels, in the order in which they were named.
    public var channels: [ChannelID]
    /// The audience, such as `public`.
    public var audience: String
    /// Values of the template's own fields, by name.
    public var fields: [String: String]
    /// Free text by language, for every channel.
    public var freeTexts: [String: String]
    /// Texts that people wrote in place of the composed ones.
    public var handTexts: [VariantKey: HandText] = [:]
    /// Words in other languages, by language.
    public var translations: [String: Translation] = [:]
    /// The pictures and videos released with it, with their alt texts.
    public var attachments: [AttachedMedia] = []
    /// Whether a text that is too long is refused instead of split into posts.
    public var forbidsThread: Bool
    /// The entry that drafted it.
    public var drafted: Stamp
    /// Everyone who drafted, revised or edited the current text. The first edit after a release
    /// starts a new list.
    public var authors: [String]
    /// The position of the last draft, revision or edit.
    var lastEdited: UInt64
    /// The content submitted for approval; nil while it is edited.
    public var submission: Submission?
    /// Every approval, including those of earlier contents.
    public var approvals: [Approval] = []
    /// Each guard that a person overrode for it.
    public var overrides: [Override] = []
    /// Each return by an approver.
    public var returns: [Returned] = []
    /// Each release, with its texts.
    public var releases: [Release] = []
    /// Each report that it was posted somewhere, or that posting failed.
    public var deliveries: [Delivery] = []
    /// Mistaken reports of deliveries: the message was never there.
    public var voidedDeliveries: [VoidedDelivery] = []
    /// The last stop of its released text; see ``isRecalled``.
    public var recall: Recall?
    /// Each report that a carrier no longer shows it.
    public var withdrawals: [Withdrawal] = []
    /// The entry that discarded it; nil if it wasn't.
    public var discarded: Stamp?

    /// The channel and language of a variant.
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

    /// A text for one channel in one language.
    public struct Variant: Hashable, Sendable {
        /// The channel and language.
        public var key: VariantKey
        /// The whole text.
        public var text: String
        /// The posts of a thread, if one post can't hold the text.
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

    /// A fact that a message is based on.
    public struct Cited: Hashable, Sendable {
        /// The fact, such as `F2`.
        public var fact: FactID
        /// Whether the text says that the fact is not confirmed.
        public var isUnconfirmed: Bool
        /// The time for which the text states the fact; nil for the present.
        public var asOf: Instant?

        public init(fact: FactID, isUnconfirmed: Bool = false, asOf: Instant? = nil) {
            self.fact = fact
            self.isUnconfirmed = isUnconfirmed
            self.asOf = asOf
        }
    }

    /// The persons that the message identifies. There is no default: the author must say.
    public enum Declaration: Hashable, Sendable {
        case undeclared
        case nobody
        case persons([Identification])
    }

    /// A text that a person wrote in place of the composed one.
    public struct HandText: Hashable, Sendable {
        /// The person's text.
        public var text: String
        /// SHA-256 of the composed text that it replaced.
        public var composedSHA256: [UInt8]
        /// For a translation: SHA-256 of its source.
        public var sourceSHA256: [UInt8]
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
    }

    /// The content that was frozen for approval.
    public struct Submission: Hashable, Sendable {
        /// SHA-256 of the content that it covers.
        public var contentSHA256: [UInt8]
        /// The texts, by channel and language.
        public var variants: [Variant]
        /// The pictures and videos released with it, with their alt texts.
        public var attachments: [AttachedMedia]
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
    }

    /// One person's approval to release a content.
    public struct Approval: Hashable, Sendable {
        /// SHA-256 of the content that it covers.
        public var contentSHA256: [UInt8]
        /// The manner: in person, relayed, standing, or alone.
        public var manner: ApprovalManner
        /// The approver, by work id; nil for an approval alone.
        public var approver: String?
        /// The role; nil in a log without it.
        public var role: Role?
        /// `radio` or `phone`, if it was relayed.
        public var via: String?
        /// For an approval alone: the reason that nobody else could be asked; nil if absent.
        public var reason: String?
        /// The end of a standing approval; nil for others.
        public var expires: Instant?
        /// The authors of the approved content.
        public var authors: [String]
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
        /// The ratification of an approval alone, or the approver's own word on a relayed one.
        public var ratified: Stamp?
    }

    /// An approver's return of the message, with the changes to make.
    public struct Returned: Hashable, Sendable {
        /// The reason, in the words of the person who decided.
        public var reason: String
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
    }

    /// The texts of one release.
    public struct Release: Hashable, Sendable {
        /// The texts with the values at release, by channel and language.
        public var texts: [ReleasedText]
        /// SHA-256 of the content that it covers.
        public var contentSHA256: [UInt8]
        /// The promised time of the next update; nil if none was promised.
        public var nextUpdateBy: Instant?
        /// The facts that the texts were based on, regardless of later citations.
        public var cites: [Cited]
        /// The texts as they were approved, with release-time values as placeholders.
        public var approved: [Variant]
        /// The pictures and videos released with it, with their alt texts.
        public var attachments: [AttachedMedia]
        /// The persons whom its texts and pictures identify.
        public var identified: [Identification]
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
    }

    /// One report about one carrier.
    public struct Delivery: Hashable, Sendable {
        /// The account or outlet, such as `x:RivertonPD`.
        public var carrier: Carrier
        /// The languages of the texts concerned; at least one.
        public var languages: [String]
        /// Posted or failed.
        public var outcome: DeliveryOutcome
        /// The exact address, as a URL, if known.
        public var address: String?
        /// For a failure: the reason; nil if absent.
        public var reason: String?
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp

        /// Whether it reached the public, not only staff, partners or call-takers.
        public var isPublic: Bool { outcome == .posted && carrier.isPublic }
    }

    /// A mistaken report of a delivery, and its correction.
    public struct VoidedDelivery: Hashable, Sendable {
        /// The mistaken report.
        public var delivery: Delivery
        /// The reason, in the words of the person who took it back.
        public var reason: String
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
    }

    /// A stop of a released text, without a finding that it was false.
    public struct Recall: Hashable, Sendable {
        /// The reason, in the words of the person who decided.
        public var reason: String
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
    }

    /// The report that a carrier no longer shows the message.
    public struct Withdrawal: Hashable, Sendable {
        /// The account or outlet, such as `x:RivertonPD`.
        public var carrier: Carrier
        /// The languages of the texts that are gone; at least one.
        public var languages: [String]
        /// Deleted, hidden, edited or canceled.
        public var manner: WithdrawalManner
        /// The reason, in the words of the person who decided.
        public var reason: String
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
    }

    /// A message's progress toward the public.
    public enum Status: String, Hashable, Sendable, CaseIterable {
        case draft, submitted, approved, released, discarded
    }

    /// The progress of the current submission; an edit after a release starts over.
    public var status: Status {
        if discarded != nil { return .discarded }
        if submission == nil { return releases.isEmpty ? .draft : .released }
        if isReleasedAsSubmitted { return .released }
        return approval == nil ? .submitted : .approved
    }

    /// The status in one word: `recalled` for a released text that was stopped.
    public var statusWord: String { isRecalled ? "recalled" : status.rawValue }

    /// Whether it was edited after its last release, so its current text is not published anywhere.
    public var isChangedSinceRelease: Bool {
        releases.last.map { $0.stamp.position < lastEdited } ?? false
    }

    /// Whether it was stopped and not released again since.
    public var isRecalled: Bool {
        guard let recall, let release = releases.last else { return false }
        return recall.stamp.position > release.stamp.position
    }

    /// The approval of exactly the current submission. A return voids the approvals before it.
    public var approval: Approval? {
        guard let submission else { return nil }
        return approvals.last {
            $0.contentSHA256 == submission.contentSHA256 && !isReturned(after: $0)
        }
    }

    private var isReleasedAsSubmitted: Bool {
        releases.contains { $0.contentSHA256 == submission?.contentSHA256 }
    }

    /// The released channels and languages, each with its last text.
    public var releasedTexts: [VariantKey: ReleasedText] {
        var texts: [VariantKey: ReleasedText] = [:]
        for text in releases.flatMap(\.texts) {
            texts[VariantKey(text)] = text
        }
        return texts
    }

    /// The variants last released with exactly these texts, based on the same facts.
    func variantsOut(among variants: [Variant]) -> [VariantKey] {
        variants.filter { variant in
            let last = releases.last { $0.approved.contains { $0.key == variant.key } }
            return last.map { $0.cites == cites && $0.approved.contains(variant) } ?? false
        }.map(\.key)
    }

    /// Whether it was released with a text based on this fact.
    public func wasReleased(citing fact: FactID) -> Bool {
        releases.contains { $0.cites.contains { $0.fact == fact } }
    }

    /// Its citations, the last release's first: the published text is based on the facts cited at
    /// its release.
    public var citesEver: [Cited] { releases.reversed().flatMap(\.cites) + cites }

    /// Whether it was posted on a channel.
    public func hasReached(_ channel: ChannelID) -> Bool {
        deliveries.contains { $0.outcome == .posted && $0.carrier.channel == channel }
    }

    /// The language in which it is written.
    public var sourceLanguage: String { languages.first ?? "en" }

    /// The persons that its texts identify and its pictures show.
    public var declaration: Declaration {
        let shown = attachments.flatMap(\.identifications)
        switch declared {
        case .undeclared: return .undeclared
        case .nobody: return shown.isEmpty ? .nobody : .persons(shown)
        case .persons(let named): return .persons(named + shown.filter { !named.contains($0) })
        }
    }

    /// The persons of ``declaration``.
    var identified: [Identification] {
        if case .persons(let persons) = declaration { persons } else { [] }
    }

    /// Whether it asks the public to take protective action.
    public var hasProtectiveAction: Bool { !elements.guidance.isEmpty }
}

extension ReleasedText {
    /// The text that people read there: the text, or the posts of its thread, one a line.
    public var asPosted: String { parts.isEmpty ? text : parts.joined(separator: "\n") }
}

extension Message {
    /// Whether it ends or corrects another text itself.
    var endsAnother: Bool {
        switch kind {
        case .correction, .retraction, .allClear: true
        case .alert, .holding, .update, .unspecified, .UNRECOGNIZED: false
        }
    }
}
