public import Channels
public import IncidentEvents
public import Playbooks

/// A command that a person may give next, as a value. The edge knows how it is typed.
///
/// An id that is absent is the reader's to choose, as are texts, times and names.
public enum Suggestion: Hashable, Sendable {
    case openIncident
    case reopenIncident
    case showStatus
    case showEntries
    case listRoles
    case assignRole(actor: String?, role: Role?)
    case enterPhase(String?)
    case beginPeriod
    case listSteps
    case completeStep(String)
    case showPlaybook(String)
    case listGuards
    case listChannels

    case listFacts
    case recordFact(number: Double? = nil)
    case verifyFact(FactID?)
    case clearFact(FactID?)
    case refuteFact(FactID?)
    case supersedeFact(FactID?, by: FactID?)

    case listMessages
    case showMessage(MessageID)
    /// The words that go out on one channel.
    case showText(MessageID, ChannelID)
    case draftMessage(Draft)
    case reviseMessage(MessageID, Revision? = nil)
    /// Writes one text by hand; in another language than the message's first, as a translation.
    case editText(MessageID, ChannelID, translatedInto: String? = nil)
    case submitMessage(MessageID)
    case approveMessage(MessageID, thenRelease: Bool = false)
    case ratifyMessage(MessageID)
    case releaseMessage(MessageID, on: ChannelID? = nil)
    case overrideGuard(Guard, MessageID)
    case markPosted(MessageID, Appearance)
    case retractMessage(MessageID)
    case discardMessage(MessageID)
    case translateMessage(MessageID, into: String, Words? = nil)
    case confirmTranslation(MessageID, String)
    case attachPicture(MessageID)
    /// Says in one more language what a picture shows.
    case describePicture(MessageID, language: String)

    case listRumors
    case reportRumor
    case sightRumor(RumorID, Carrier)
    case assessRumor(RumorID?)
    case waiveCoverage(RumorID, Carrier)
    case contactOutlet(RumorID, Carrier)
    case markOutletCorrected(RumorID, Carrier)
    case listStatements

    case listInquiries
    case receiveInquiry
    case answerInquiry(InquiryID?)
    case scheduleBriefing
    case holdBriefing(BriefingID)

    case recordLesson
    case listActions
    case completeAction(ActionID)

    /// What to draft, as far as it is known.
    public struct Draft: Hashable, Sendable {
        /// The kind of message; nil leaves it to the reader.
        public var kind: MessageKind?
        /// The playbook's template; nil for the kind's own.
        public var template: TemplateID?
        /// The rumor to set right; nil for none.
        public var corrects: RumorID?
        /// The channel on which it is missing; nil for all.
        public var channel: ChannelID?

        public init(
            kind: MessageKind? = nil, template: TemplateID? = nil, corrects: RumorID? = nil,
            on channel: ChannelID? = nil
        ) {
            self.kind = kind
            self.template = template
            self.corrects = corrects
            self.channel = channel
        }
    }

    /// What a revision would state.
    public enum Revision: Hashable, Sendable {
        /// A time for the next update.
        case nextUpdate
        /// A time until which the message holds.
        case expires
        case cites(FactID)
        case corrects(RumorID)
        case identifiesNobody
        /// A field of the template.
        case field
        case element(TemplateValue)
    }

    /// Where a message stands.
    public enum Appearance: Hashable, Sendable {
        case channel(ChannelID)
        case carrier(Carrier)
        /// A carrier of the reader's choice.
        case anyCarrier
        /// An account of the reader's, with the post's address.
        case anyAddress
    }

    /// In which form words of another language are given.
    public enum Words: Hashable, Sendable {
        case byElement
        case asWholeText
    }
}
