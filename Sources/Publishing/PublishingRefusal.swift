public import Incident
public import IncidentEvents
public import Wire

/// A refusal to make a text: the text, its subject, and the reason. The caller adds the next step.
public enum PublishingRefusal: Error, Hashable, Sendable {
    case unknownMessage(MessageID)
    /// A discarded message is never published.
    case discardedMessage(MessageID)
    /// A released message has a known error, and nobody recorded a reason to continue. The last value is the
    /// error as a sentence.
    case knownWrong(MessageID, KnownWrong, String)
    /// No public channel of the message has a text.
    case noPublicText(MessageID)
    case noText(MessageID, language: String, has: [String])
    /// The page's headings exist in English and Spanish.
    case noHeadings(language: String)
    case unwritableTime(Instant)

    case noEnd(MessageID)
    /// An alert's end that differs from the one in the message's texts. `typed` is the original
    /// input.
    case endDiffers(MessageID, own: String, given: String, typed: String)
    /// Phones need a short and a long text.
    case noPhoneText(MessageID, channel: String, language: String)
    case unnamedEvent(language: String)
    /// The department file names no web address that would make a sender's id unique.
    case noSender
    /// Only an alert's sender may update or cancel it.
    case foreignAlert(file: String, sender: String)
    /// A draft was never sent.
    case draftAlert(file: String)
    case repeatedAlert(file: String)
    case alertBreaksRules(MessageID, CAPRefusal)
    /// Words given with an option that may not be said in public: the option, and the reason.
    case wordsStopped(MessageID, option: String, finding: String)
    /// A response such as `AllClear` for an alert, or `Evacuate` for what ends one.
    case responseContradicts(MessageID, kind: String, response: String)
    case stationTextTooLong(MessageID, language: String, problems: [String])

    /// Neither the caller nor the department file names the page of the feed.
    case noFeedPage
    /// The same for the rumor register.
    case noRegisterPage
    case unknownRumor(RumorID)
    /// A search engine would treat a drill's rumors as real ones.
    case drillRumors(incident: String, mode: String)
}

extension PublishingRefusal: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownMessage(let id): "This incident has no message \(id)."
        case .discardedMessage(let id): "\(id) was discarded, so Tocsin writes no file of it."
        case .knownWrong(_, _, let sentence): sentence
        case .wordsStopped(_, let option, let finding):
            "\(option) goes out with the alert, and it \(finding)"
        case .responseContradicts(let id, let kind, let response):
            "\(id) is an \(kind), and the response \(response) says the opposite."
        case .noPublicText(let id): "\(id) has no public text yet."
        case .noText(let id, let language, let has):
            "\(id) has no text in \(language). It has: \(has.joined(separator: ", "))."
        case .noHeadings(let language):
            "A page has headings in English and Spanish only, not in"
                + " \"\(language.prefix(40))\"."
        case .unwritableTime(let instant): "\(instant.rfc3339) can't be written in a file."
        case .noEnd(let id): "\(id) has no end time."
        case .endDiffers(let id, let own, let given, _):
            "\(id) ends at \(own), and its texts say that. The file can't say \(given)."
        case .noPhoneText(let id, let channel, let language):
            "\(id) has no \(channel) text in \(language). Phones need wea90 and wea360."
        case .unnamedEvent(let language): "The event has no name in \(language)."
        case .noSender:
            "The alert needs a sender id that is unique worldwide, and the department file has no"
                + " web address to make one from."
        case .foreignAlert(let file, let sender):
            "\(file) is an alert by \(sender). Only its sender may update or cancel it."
        case .draftAlert(let file):
            "\(file) is a draft that was never sent, so it can't be updated or canceled."
        case .repeatedAlert(let file): "\(file) is named twice."
        case .alertBreaksRules(let id, let refusal): "\(id): \(refusal)"
        case .stationTextTooLong(_, let language, let problems):
            "The EAS text in \(language) doesn't fit: \(problems.joined(separator: " "))"
        case .noFeedPage: "The department file has no web address for the feed."
        case .noRegisterPage: "The department file has no web address."
        case .unknownRumor(let id): "This incident has no rumor \(id)."
        case .drillRumors(let incident, let mode):
            "\(incident) is \(mode). A search engine would treat its rumors as real, so Tocsin"
                + " writes no ClaimReview for them."
        }
    }
}
