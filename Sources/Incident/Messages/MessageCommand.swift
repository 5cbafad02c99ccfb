public import Channels
public import IncidentEvents
public import Playbooks

/// The commands about messages, from the draft to the last delivery.
public enum MessageCommand: Sendable {
    case draft(DraftMessage)
    case revise(MessageID, MessageContent)
    /// Edits a text; a nil text restores the composed one. In a language other than the message's
    /// first, the text is a translation and names its translator.
    case edit(MessageID, Message.VariantKey, text: String?, by: Translator? = nil)
    case submit(MessageID)
    case approve(MessageID, ApproveMessage)
    case ratify(MessageID)
    case `return`(MessageID, reason: String)
    case release(MessageID, ReleaseMessage)
    /// Marks as posted. A message that is known to be wrong needs a reason, which is recorded.
    case post(MessageID, [Posting], overrides: [Guard: String] = [:])
    case failed(MessageID, Target, reason: String)
    /// Takes back the last report that it was posted there, which was a slip.
    case void(MessageID, Target, reason: String)
    /// Stops a released text where it isn't posted yet.
    case recall(MessageID, reason: String)
    case withdraw(MessageID, Target, WithdrawalManner, reason: String)
    /// Says publicly that the message was wrong. It takes one command if the retraction is armed.
    case retract(MessageID, reason: String?)
    case discard(MessageID, reason: String)
    case translate(MessageID, TranslateMessage)
    /// Confirms that a person has read the machine translation into the language.
    case confirm(MessageID, language: String)
    case attach(MessageID, AttachedMedia)
    case detach(MessageID, sha256: [UInt8])

    var eventKind: EventKind {
        switch self {
        case .draft: .messageDrafted
        case .revise: .messageRevised
        case .edit: .variantEdited
        case .submit: .messageSubmitted
        case .approve: .messageApproved
        case .ratify: .messageRatified
        case .return: .messageReturned
        // Retracting also drafts the retraction if none was armed, but it takes the authority to
        // release.
        case .release, .retract: .messageReleased
        case .post, .failed: .deliveryRecorded
        case .void: .deliveryVoided
        case .recall: .messageRecalled
        case .withdraw: .messageWithdrawn
        case .discard: .messageDiscarded
        case .translate: .messageTranslated
        case .confirm: .translationConfirmed
        case .attach: .mediaAttached
        case .detach: .mediaDetached
        }
    }

    /// The translator. A machine translation is released only after a person has confirmed it.
    public enum Translator: Hashable, Sendable {
        case person(String)
        case machine

        var name: String? { if case .person(let name) = self { name } else { nil } }
    }

    /// The words of a message in a language other than its first.
    public struct TranslateMessage: Sendable {
        /// The language of the words, BCP 47.
        public var language: String
        /// The values by placeholder: `guidance`, `known`, `truth`, a field's name.
        public var values: [String: String]
        /// Whole texts, by channel; nil means every channel without its own.
        public var texts: [ChannelID?: String]
        /// The translator; nil for a machine.
        public var translator: String?

        public init(
            language: String, values: [String: String] = [:], texts: [ChannelID?: String] = [:],
            translator: String?
        ) {
            self.language = language
            self.values = values
            self.texts = texts
            self.translator = translator
        }
    }

    /// The contents of a new draft.
    public struct DraftMessage: Sendable {
        /// The purpose of the message.
        public var kind: MessageKind
        /// The template; nil for free text if `content` has one, else the playbook's template for
        /// the kind.
        public var template: TemplateID?
        /// The name in commands; nil for the template's id.
        public var name: String?
        /// The author's content.
        public var content: MessageContent
        /// The message that it ends or retracts; nil for none.
        public var retracts: MessageID?
        /// The question that it answers; nil for none.
        public var answers: InquiryID?
        /// The audience, such as `public`.
        public var audience: String

        public init(
            kind: MessageKind, template: TemplateID? = nil, name: String? = nil,
            content: MessageContent = MessageContent(), retracts: MessageID? = nil,
            answers: InquiryID? = nil, audience: String = "public"
        ) {
            self.kind = kind
            self.template = template
            self.name = name
            self.content = content
            self.retracts = retracts
            self.answers = answers
            self.audience = audience
        }
    }

    /// The content that an author states. Nil changes nothing.
    public struct MessageContent: Sendable {
        /// The warning elements: source, hazard, location, guidance, time.
        public var elements: MessageElements?
        /// The facts that it is based on.
        public var cites: [Message.Cited]?
        /// Why it states something and cites no fact.
        public var restsOnNothing: String?
        /// The rumors that it corrects.
        public var corrects: [RumorID]?
        /// The persons that it identifies.
        public var declaration: Message.Declaration?
        /// The channels.
        public var channels: [ChannelID]?
        /// Free text by language.
        public var texts: [String: String]
        /// Values of the template's own fields, by name.
        public var fields: [String: String]
        /// Whether a text that is too long is refused instead of split into a thread.
        public var forbidsThread: Bool?

        public init(
            elements: MessageElements? = nil, cites: [Message.Cited]? = nil,
            restsOnNothing: String? = nil, corrects: [RumorID]? = nil,
            declaration: Message.Declaration? = nil,
            channels: [ChannelID]? = nil, texts: [String: String] = [:],
            fields: [String: String] = [:], forbidsThread: Bool? = nil
        ) {
            self.elements = elements
            self.cites = cites
            self.restsOnNothing = restsOnNothing
            self.corrects = corrects
            self.declaration = declaration
            self.channels = channels
            self.texts = texts
            self.fields = fields
            self.forbidsThread = forbidsThread
        }
    }

    /// The content that an approver saw, and the manner of the approval.
    public struct ApproveMessage: Sendable {
        /// The hash of each content shown to the approver, the armed texts included; empty if none
        /// was shown (a reenactment).
        public var shown: [MessageID: [UInt8]]
        /// For an approval given by radio or phone: the approver and the means.
        public var relayed: Relayed?

        /// An approval that someone else enters.
        public struct Relayed: Sendable {
            /// The approver's work id.
            public var by: String
            /// The means, such as `phone`.
            public var via: String

            public init(by: String, via: String) {
                self.by = by
                self.via = via
            }
        }

        public init(shown: [MessageID: [UInt8]] = [:], relayed: Relayed? = nil) {
            self.shown = shown
            self.relayed = relayed
        }
    }

    /// The texts to release, and the guards to override.
    public struct ReleaseMessage: Sendable {
        /// The channels; nil for all.
        public var channels: [ChannelID]?
        /// The languages, BCP 47; nil for all.
        public var languages: [String]?
        /// A reason for each guard to override.
        public var overrides: [Guard: String]
        /// For a reenactment: whether the record says that nobody approved it. If not, an approval
        /// that isn't recorded is unknown and not missing.
        public var isKnownUnapproved: Bool

        public init(
            on channels: [ChannelID]? = nil, in languages: [String]? = nil,
            overrides: [Guard: String] = [:], isKnownUnapproved: Bool = false
        ) {
            self.channels = channels
            self.languages = languages
            self.overrides = overrides
            self.isKnownUnapproved = isKnownUnapproved
        }
    }

    /// The account or outlet of a report, and the languages of the texts concerned.
    public struct Target: Sendable, Hashable {
        /// The account or outlet, such as `x:RivertonPD`.
        public var carrier: Carrier
        /// The languages, BCP 47; nil for those that the command means without them.
        public var languages: [String]?
        /// Whether a person confirmed an account that the department file doesn't list.
        public var isUnlisted: Bool

        public init(_ carrier: Carrier, in languages: [String]? = nil, isUnlisted: Bool = false) {
            self.carrier = carrier
            self.languages = languages
            self.isUnlisted = isUnlisted
        }
    }

    /// A report that a message was posted.
    public struct Posting: Sendable, Hashable {
        /// The account or outlet, and the languages.
        public var target: Target
        /// The post's address; nil if unknown.
        public var address: String?

        public init(_ target: Target, address: String? = nil) {
            self.target = target
            self.address = address
        }

        /// - Parameter carrier: The account or outlet, such as `x:RivertonPD`.
        public init(carrier: Carrier, address: String? = nil) {
            self.init(Target(carrier), address: address)
        }
    }
}
