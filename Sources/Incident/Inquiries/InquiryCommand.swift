public import IncidentEvents
internal import SwiftProtobuf

/// The commands about questions, briefings and consent.
public enum InquiryCommand: Sendable {
    case receive(
        question: String, from: String, origin: InquiryOrigin, channel: String?,
        deadline: Instant?, Inquiry.Details = Inquiry.Details())
    /// Keeps how to reach the person who asked, where few may see it.
    case keepContact(InquiryID, contact: String)
    /// `isUnlisted` says that the person is meant although the department file doesn't list them.
    case assign(InquiryID, to: String, isUnlisted: Bool = false)
    /// An answer of nil is the cited facts' own words.
    case answer(
        InquiryID, answer: String?, message: MessageID?, cites: [FactID] = [],
        isLive: Bool = false)
    case decline(InquiryID, reason: String)
    /// Says that a question asks what another one asks.
    case join(InquiryID, to: InquiryID)
    case separate(InquiryID, reason: String)
    case refer(InquiryID, to: String, by: Instant?, reason: String?)
    case promise(InquiryID, person: String, by: Instant, isUnlisted: Bool = false)
    case reopen(InquiryID, reason: String)
    /// Notes that a file was read, besides the questions in it.
    case noteFile(format: String, sha256: [UInt8], rows: Int, refused: Int, known: Int)
    case scheduleBriefing(at: Instant, place: String)
    case holdBriefing(BriefingID, speaker: String, interpreter: Bool?, captions: Bool?)
    case cancelBriefing(BriefingID, reason: String)
    /// - Parameter from: The consent of the campaign before from which it is carried over.
    case recordConsent(Consent.Terms, from: Consent.Earlier? = nil)
    case withdrawConsent(ConsentID)

    var eventKind: EventKind {
        switch self {
        case .receive: .inquiryReceived
        case .assign: .inquiryAssigned
        case .answer: .inquiryAnswered
        case .decline: .inquiryDeclined
        case .keepContact: .inquiryContactRecorded
        case .join: .inquiryJoined
        case .separate: .inquirySeparated
        case .refer: .inquiryReferred
        case .promise: .inquiryPromised
        case .reopen: .inquiryReopened
        case .noteFile: .inquiriesImported
        case .scheduleBriefing: .briefingScheduled
        case .holdBriefing: .briefingHeld
        case .cancelBriefing: .briefingCanceled
        case .recordConsent: .consentRecorded
        case .withdrawConsent: .consentWithdrawn
        }
    }
}

extension IncidentEvent.OneOf_Kind {
    /// The withdrawal of a consent, for the campaigns besides the one that a command names.
    public static func withdrawal(of consent: ConsentID) -> Self {
        .consentWithdrawn(.with { $0.consent = consent.description })
    }

    /// The consent that this event withdraws.
    public var withdrawnConsent: ConsentID? {
        guard case .consentWithdrawn(let event) = self else { return nil }
        return ConsentID(event.consent)
    }
}
