public import Channels
public import IncidentEvents

/// What a person asks for. Values only: ids are resolved, times are read.
public enum Command: Sendable {
    case lifecycle(LifecycleCommand)
    case fact(FactCommand)
    case message(MessageCommand)
    case rumor(RumorCommand)
    case inquiry(InquiryCommand)
    case log(LogCommand)
    case review(ReviewCommand)
}

/// Opening, leading and closing the response.
public enum LifecycleCommand: Sendable {
    case open(OpenIncident)
    case correctOnset(Instant, certainty: TimeCertainty, reason: String)
    case enterPhase(String, reason: String)
    case beginPeriod(from: Instant?, to: Instant?, objectives: [String])
    case assignRole(String, to: String, agency: String)
    case relieveRole(String, of: String, reason: String)
    case completeStep(String, note: String)
    case skipStep(String, reason: String)
    case reopenStep(String, reason: String)
    case close(reason: String)
    case reopen(reason: String)

    public struct OpenIncident: Sendable {
        public var title: String
        public var place: String
        public var mode: IncidentMode
        public var zone: Zone
        public var onset: Instant?
        public var onsetCertainty: TimeCertainty
        /// The bytes of the context's playbook and department, to be kept in the log.
        public var playbookYAML: [UInt8]
        public var departmentYAML: [UInt8]

        public init(
            title: String, place: String, mode: IncidentMode, zone: Zone, onset: Instant? = nil,
            onsetCertainty: TimeCertainty = .unspecified, playbookYAML: [UInt8],
            departmentYAML: [UInt8]
        ) {
            self.title = title
            self.place = place
            self.mode = mode
            self.zone = zone
            self.onset = onset
            self.onsetCertainty = onsetCertainty
            self.playbookYAML = playbookYAML
            self.departmentYAML = departmentYAML
        }
    }
}

public enum FactCommand: Sendable {
    case record(
        statement: String, topic: String, number: Double?, scope: String, source: String)
    case verify(FactID, source: String, relays: String)
    case clear(FactID)
    case hold(FactID, reason: String, until: Instant?)
    /// The fact was wrong when said. Live messages that cite it become a rumor of our own making.
    case refute(FactID, reason: String, source: String, by: FactID?)
    /// The fact was right and has changed.
    case supersede(FactID, by: FactID)
}

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
    case release(MessageID, on: [ChannelID]?, overrides: [GuardID: String])
    case post(MessageID, [Posting])
    case failed(MessageID, Carrier, reason: String)
    case withdraw(MessageID, Carrier, WithdrawalManner, reason: String)
    /// Says publicly that the message was wrong. One command where the retraction is armed.
    case retract(MessageID, reason: String)
    case discard(MessageID, reason: String)
    case translate(MessageID, TranslateMessage)
    /// A person stands behind what a machine translated into the language.
    case confirm(MessageID, language: String)
    case attach(MessageID, AttachedMedia)
    case detach(MessageID, sha256: [UInt8])

    /// Who made a translation. A machine's goes out only once a person has confirmed it.
    public enum Translator: Hashable, Sendable {
        case person(String)
        case machine

        var name: String? { if case .person(let name) = self { name } else { nil } }
    }

    /// Words of a message in another language than its first.
    public struct TranslateMessage: Sendable {
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

    public struct DraftMessage: Sendable {
        public var kind: MessageKind
        /// Nil: free text where `content` has one, else the playbook's template for the kind.
        public var template: String?
        public var name: String?
        public var content: MessageContent
        public var retracts: MessageID?
        public var answers: InquiryID?
        public var audience: String

        public init(
            kind: MessageKind, template: String? = nil, name: String? = nil,
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

    /// What an author states. Nil leaves what stands.
    public struct MessageContent: Sendable {
        public var elements: MessageElements?
        public var cites: [Message.Cited]?
        public var corrects: [RumorID]?
        public var declaration: Message.Declaration?
        public var channels: [ChannelID]?
        /// Free text by language.
        public var texts: [String: String]
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

    public struct ApproveMessage: Sendable {
        /// The content that the approver was shown; nil where none was (a reenactment).
        public var shownSHA256: [UInt8]?
        /// For an approval given by radio or phone: who gave it and by which way.
        public var relayed: Relayed?

        public struct Relayed: Sendable {
            public var by: String
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

    public struct Posting: Sendable, Hashable {
        public var carrier: Carrier
        public var address: String

        public init(carrier: Carrier, address: String = "") {
            self.carrier = carrier
            self.address = address
        }
    }
}

public enum RumorCommand: Sendable {
    case report(ReportRumor)
    case sight(RumorID, Carrier, address: String, reach: UInt64?)
    case assign(RumorID, to: String)
    case assess(RumorID, Finding, evidence: String, facts: [FactID])
    case watch(RumorID, until: Instant, reason: String)
    case waive(RumorID, Carrier, reason: String)
    case contact(RumorID, Carrier, how: String)
    case outletCorrected(RumorID, Carrier, address: String, statement: StatementID?)
    case close(RumorID, reason: String)
    case resurface(RumorID, reason: String)

    public struct ReportRumor: Sendable {
        public var claim: String
        public var origin: RumorOrigin
        public var carriers: [Carrier]
        public var address: String
        public var reach: UInt64?
        public var messages: [MessageID]
        public var related: [RumorID]
        public var fact: FactID?

        public init(
            claim: String, origin: RumorOrigin = .public, carriers: [Carrier] = [],
            address: String = "", reach: UInt64? = nil, messages: [MessageID] = [],
            related: [RumorID] = [], fact: FactID? = nil
        ) {
            self.claim = claim
            self.origin = origin
            self.carriers = carriers
            self.address = address
            self.reach = reach
            self.messages = messages
            self.related = related
            self.fact = fact
        }
    }
}

/// What is learned from the incident, mostly after it.
public enum ReviewCommand: Sendable {
    /// A core capability, or a critical task of the capability that is named. Evaluators only.
    case rate(String, capability: String, PerformanceRating, because: String)
    case recordLesson(String, isStrength: Bool, capability: String)
    case assignAction(String, owner: String, due: Instant, lesson: LessonID?)
    case completeAction(ActionID, note: String)
}

/// Questions to be answered, briefings, and consent.
public enum InquiryCommand: Sendable {
    case receive(
        question: String, from: String, origin: InquiryOrigin, channel: String, deadline: Instant?)
    case assign(InquiryID, to: String)
    case answer(InquiryID, answer: String, message: MessageID?)
    case decline(InquiryID, reason: String)
    case scheduleBriefing(at: Instant, place: String)
    case holdBriefing(BriefingID, speaker: String, interpreter: Bool?, captions: Bool?)
    case recordConsent(whom: String, scope: String, expires: Instant?)
    case withdrawConsent(ConsentID)
}

/// What was seen or heard, and entries about earlier entries.
public enum LogCommand: Sendable {
    case observe(
        speaker: String, text: String, carrier: Carrier, address: String, facts: [FactID],
        corrects: [RumorID])
    case note(String)
    case correctEntry(UInt64, right: String, occurredAt: Instant?, certainty: TimeCertainty)
    case changeVisibility(UInt64, Visibility, reason: String)
    /// An entry's text is removed, because of an order from outside.
    case redactEntry(UInt64, order: String, exemption: String)
}
