public import Channels
public import IncidentEvents
public import Playbooks

/// What people do with messages, from the draft to the last delivery.
public enum MessageCommand: Sendable {
    case draft(DraftMessage)
    case revise(MessageID, MessageContent)
    /// Nil text: the composed text holds again. In another language than the message's first the
    /// text is a translation, and says whose.
    case edit(MessageID, Message.VariantKey, text: String?, by: Translator? = nil)
    case submit(MessageID)
    case approve(MessageID, ApproveMessage)
    case ratify(MessageID)
    case `return`(MessageID, reason: String)
    case release(MessageID, on: [ChannelID]?, overrides: [Guard: String])
    /// A message that is known to be wrong takes a reason, which goes on record.
    case post(MessageID, [Posting], overrides: [Guard: String] = [:])
    case failed(MessageID, Carrier, reason: String)
    case withdraw(MessageID, Carrier, WithdrawalManner, reason: String)
    /// Says publicly that the message was wrong. One command where the retraction is armed.
    case retract(MessageID, reason: String)
    case discard(MessageID, reason: String)
    case translate(MessageID, TranslateMessage)
    /// A person has read and confirmed what a machine translated into the language.
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
        // Retracting drafts the retraction as well where none was armed, but it takes the authority
        // to release.
        case .release, .retract: .messageReleased
        case .post, .failed: .deliveryRecorded
        case .withdraw: .messageWithdrawn
        case .discard: .messageDiscarded
        case .translate: .messageTranslated
        case .confirm: .translationConfirmed
        case .attach: .mediaAttached
        case .detach: .mediaDetached
        }
    }

    /// Who made a translation. A machine's goes out only once a person has confirmed it.
    public enum Translator: Hashable, Sendable {
        case person(String)
        case machine

        var name: String? { if case .person(let name) = self { name } else { nil } }
    }

    /// Words of a message in another language than its first.
    public struct TranslateMessage: Sendable {
        /// The language of the words, BCP 47.
        public var language: String
        /// By placeholder: `guidance`, `known`, `truth`, a field's name.
        public var values: [String: String]
        /// Whole texts, by channel; nil is every channel without its own.
        public var texts: [ChannelID?: String]
        /// Nil for a machine.
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

    /// What a draft begins with.
    public struct DraftMessage: Sendable {
        /// What the message does.
        public var kind: MessageKind
        /// Nil: free text where `content` has one, else the playbook's template for the kind.
        public var template: TemplateID?
        /// What people call it in commands; nil for the template's id.
        public var name: String?
        /// What the author states.
        public var content: MessageContent
        /// The message that it ends or takes back; nil for none.
        public var retracts: MessageID?
        /// The question that it answers; nil for none.
        public var answers: InquiryID?
        /// For whom it is, such as `public`.
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

    /// What an author states. Nil changes nothing.
    public struct MessageContent: Sendable {
        /// The warning elements: source, hazard, location, guidance, time.
        public var elements: MessageElements?
        /// The facts that it rests on.
        public var cites: [Message.Cited]?
        /// The rumors that it sets right.
        public var corrects: [RumorID]?
        /// Whom it identifies.
        public var declaration: Message.Declaration?
        /// Where it goes.
        public var channels: [ChannelID]?
        /// Free text by language.
        public var texts: [String: String]
        /// Values of the template's own fields, by name.
        public var fields: [String: String]
        /// A text that is too long is refused rather than made a thread.
        public var forbidsThread: Bool?

        public init(
            elements: MessageElements? = nil, cites: [Message.Cited]? = nil,
            corrects: [RumorID]? = nil, declaration: Message.Declaration? = nil,
            channels: [ChannelID]? = nil, texts: [String: String] = [:],
            fields: [String: String] = [:], forbidsThread: Bool? = nil
        ) {
            self.elements = elements
            self.cites = cites
            self.corrects = corrects
            self.declaration = declaration
            self.channels = channels
            self.texts = texts
            self.fields = fields
            self.forbidsThread = forbidsThread
        }
    }

    /// What an approver has seen, and how the approval came.
    public struct ApproveMessage: Sendable {
        /// The content that the approver was shown; nil where none was (a reenactment).
        public var shownSHA256: [UInt8]?
        /// For an approval given by radio or phone: who gave it and by which way.
        public var relayed: Relayed?

        /// An approval that somebody else enters.
        public struct Relayed: Sendable {
            /// The approver's work id.
            public var by: String
            /// How it was given, such as `phone`.
            public var via: String

            public init(by: String, via: String) {
                self.by = by
                self.via = via
            }
        }

        public init(shownSHA256: [UInt8]? = nil, relayed: Relayed? = nil) {
            self.shownSHA256 = shownSHA256
            self.relayed = relayed
        }
    }

    /// Where a message is.
    public struct Posting: Sendable, Hashable {
        /// The account or outlet, such as `x:RivertonPD`.
        public var carrier: Carrier
        public var address: String?

        public init(carrier: Carrier, address: String? = nil) {
            self.carrier = carrier
            self.address = address
        }
    }
}
