public import Basics
public import Channels
public import IncidentEvents
public import Playbooks

/// A suggested next command, as a value. The command line knows how to type it.
///
/// The reader chooses any absent id, and texts, times and names.
public enum Suggestion: Hashable, Sendable {
    case openIncident
    case reopenIncident
    /// Closes it although something still runs.
    case closeAnyway
    case showStatus
    case showDue
    case showEntries
    case listRoles
    case assignRole(actor: String?, role: Role?)
    case enterPhase(String?)
    case beginPeriod
    case listSteps
    case listScenarios
    case completeStep(String)
    case skipStep(String?)
    case showPlaybook(String)
    case listGuards
    case listChannels
    case haveNoAccount(ChannelID)

    case listFacts
    case recordFact(number: Double? = nil, topic: String? = nil)
    case verifyFact(FactID?)
    case clearFact(FactID?)
    case liftHold(FactID, isForFamily: Bool)
    case refuteFact(FactID?)
    case supersedeFact(FactID?, by: FactID?)

    case listMessages
    case showDrafts
    case showMessage(MessageID)
    /// Finds what would stop its release.
    case checkMessage(MessageID)
    /// Shows the text for one channel, in one language; nil for the message's own.
    case showText(MessageID, ChannelID, in: String? = nil)
    case draftMessage(Draft)
    case reviseMessage(MessageID, Revision = .text)
    /// Writes one text by hand; in a language other than the message's first, as a translation.
    case editText(MessageID, ChannelID, translatedInto: String? = nil)
    case submitMessage(MessageID)
    case approveMessage(MessageID, thenRelease: Bool = false)
    case ratifyMessage(MessageID)
    case releaseMessage(MessageID, on: ChannelID? = nil)
    /// Releases it despite these guards, each overridden with a reason of its own.
    case overrideGuards([Guard], MessageID)
    /// - Parameter in: The language that was posted; nil if there is only one.
    case markPosted(MessageID, Appearance, in: String? = nil)
    /// Takes back the report of a post that never was.
    case voidPosting(MessageID, Carrier)
    case recallMessage(MessageID)
    case withdrawMessage(MessageID, Carrier, in: String? = nil)
    case retractMessage(MessageID)
    case discardMessage(MessageID)
    case translateMessage(MessageID, into: String, Words? = nil)
    case confirmTranslation(MessageID, String)
    case attachPicture(MessageID)
    /// Describes a picture in one more language.
    case describePicture(MessageID, language: String)

    case listRumors
    case reportRumor
    case sightRumor(RumorID, Carrier)
    case assessRumor(RumorID?)
    case waiveCoverage(RumorID, Carrier)
    case contactOutlet(RumorID, Carrier)
    case markOutletCorrected(RumorID, Carrier, by: StatementID? = nil)
    case observeStatement(Carrier, corrects: RumorID)
    case listStatements

    case listInquiries
    case receiveInquiry
    case answerInquiry(InquiryID?)
    /// Says that the first question asks what the second one asks.
    case joinInquiry(InquiryID, InquiryID)
    case reopenInquiry(InquiryID)
    case scheduleBriefing
    case holdBriefing(BriefingID)

    case listConsents
    case listComments
    /// Decides an appeal against hiding a comment.
    case upholdComment(CommentID)

    case listCampaigns
    case showCampaign
    case endCampaign
    /// Goes on with a campaign in a new one.
    case renewCampaign
    case listSchedules
    case prepareOccurrence(String, CivilDate)
    case skipOccurrence(String, CivilDate)
    case moveOccurrence(String, CivilDate)
    /// Resumes a schedule or a message that was paused; while the home's pause holds, with a reason.
    case resumeItem(String, duringPause: Bool = false)
    /// Lets new work of a campaign through.
    case resumeCampaign
    /// Shows what is paused, and why.
    case showPauses
    /// Ends a person's pause of all routine work.
    case endPause

    case recordLesson
    case listActions
    case completeAction(ActionID)

    /// The draft to make, as far as it is known.
    public struct Draft: Hashable, Sendable {
        /// The kind of message; nil leaves it to the reader.
        public var kind: MessageKind?
        /// The playbook's template; nil for the kind's own.
        public var template: TemplateID?
        /// The rumor to correct; nil for none.
        public var corrects: RumorID?
        /// The alert that it ends; nil for none.
        public var ends: MessageID?
        /// The inquiry that it answers; nil for none.
        public var answers: InquiryID?
        /// The channels that need the text; empty for all.
        public var channels: [ChannelID]

        public init(
            kind: MessageKind? = nil, template: TemplateID? = nil, corrects: RumorID? = nil,
            ends: MessageID? = nil, answers: InquiryID? = nil, on channels: [ChannelID] = []
        ) {
            self.kind = kind
            self.template = template
            self.corrects = corrects
            self.ends = ends
            self.answers = answers
            self.channels = channels
        }
    }

    /// The value that a revision would state.
    public enum Revision: Hashable, Sendable {
        /// Other words.
        case text
        /// A time for the next update, so long from now; nil for the usual half hour.
        case nextUpdate(in: Duration?)
        /// A time until which the message holds.
        case expires
        /// The same, as a date and a time in the incident's zone.
        case expiresAt(String)
        case cites(FactID)
        /// A fact of the reader's choice.
        case anyFact
        /// The reason that no fact is cited.
        case restsOnNothing
        case corrects(RumorID)
        /// A rumor of the reader's choice, to correct.
        case anyRumor
        case identifiesNobody
        /// The person whom a profile is about.
        case identifiesPerson
        /// A field of the template, of the reader's choice.
        case field
        /// The template's field of this name.
        case namedField(String)
        case element(TemplateValue)
    }

    /// The place where a message appears.
    public enum Appearance: Hashable, Sendable {
        case channel(ChannelID)
        case carrier(Carrier)
        /// An account of the reader's choice on the channel, with the post's address.
        case account(ChannelID)
        /// A carrier of the reader's choice.
        case anyCarrier
        /// An account of the reader's on any channel, with the post's address.
        case anyAddress

        /// The channel alone where it can only mean one account of ours.
        public static func own(on channel: ChannelID, _ department: Department?) -> Appearance {
            let accounts = department?.accounts(on: channel).count ?? 1
            let isClear =
                accounts == 1 || accounts == 0 && !ChannelCatalogue.hasNamedAccounts(channel)
            return isClear ? .channel(channel) : .account(channel)
        }
    }

    /// The form of the words in another language.
    public enum Words: Hashable, Sendable {
        /// The elements by name; none if they aren't known.
        case byElements([String])
        case asWholeText
    }
}

extension Suggestion.Words {
    /// What a message lacks in a language: the whole text, or the elements by name.
    public init(missingIn language: String, of variants: [ComposedVariant]) {
        let missing = variants.filter { $0.key.language == language }.flatMap(\.missing)
        self =
            missing.contains("text in \(language)")
            ? .asWholeText : .byElements(Set(missing).sorted())
    }
}
