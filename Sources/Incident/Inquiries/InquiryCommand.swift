public import IncidentEvents

/// The commands about questions, briefings and consent.
public enum InquiryCommand: Sendable {
    case receive(
        question: String, from: String, origin: InquiryOrigin, channel: String?, deadline: Instant?)
    /// `isUnlisted` says that the person is meant although the department file doesn't list them.
    case assign(InquiryID, to: String, isUnlisted: Bool = false)
    case answer(InquiryID, answer: String, message: MessageID?)
    case decline(InquiryID, reason: String)
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
        case .scheduleBriefing: .briefingScheduled
        case .holdBriefing: .briefingHeld
        case .cancelBriefing: .briefingCanceled
        case .recordConsent: .consentRecorded
        case .withdrawConsent: .consentWithdrawn
        }
    }
}
