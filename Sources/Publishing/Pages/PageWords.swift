internal import Documents

/// The fixed words of a news release and a podium brief in one language.
///
/// A department may give its own for any language.
public struct PageWords: Hashable, Sendable {
    /// The line above a release's headline.
    public var forImmediateRelease: String
    /// The heading over known facts.
    public var known: String
    /// The heading over open questions.
    public var notKnown: String
    /// The heading over current actions.
    public var doing: String
    /// The heading over the guidance.
    public var guidance: String
    /// The heading over the promised time.
    public var nextUpdate: String
    /// The heading over contact details.
    public var contact: String
    /// The heading over likely questions.
    public var questions: String
    /// The sheet's name.
    public var podiumBrief: String
    /// The speaking time; `{seconds}` is replaced by the number.
    public var speakingTime: String

    public init(
        forImmediateRelease: String, known: String, notKnown: String, doing: String,
        guidance: String, nextUpdate: String, contact: String, questions: String,
        podiumBrief: String, speakingTime: String
    ) {
        self.forImmediateRelease = forImmediateRelease
        self.known = known
        self.notKnown = notKnown
        self.doing = doing
        self.guidance = guidance
        self.nextUpdate = nextUpdate
        self.contact = contact
        self.questions = questions
        self.podiumBrief = podiumBrief
        self.speakingTime = speakingTime
    }

    /// The headings in English.
    public static let english = PageWords(
        forImmediateRelease: "For immediate release", known: "What we know",
        notKnown: "What we do not know yet", doing: "What we are doing",
        guidance: "What you should do", nextUpdate: "Next update", contact: "Contact",
        questions: "Questions to expect", podiumBrief: "Podium brief",
        speakingTime: "About {seconds} seconds read aloud")

    /// The headings in Spanish.
    public static let spanish = PageWords(
        forImmediateRelease: "Para publicación inmediata", known: "Lo que sabemos",
        notKnown: "Lo que aún no sabemos", doing: "Lo que estamos haciendo",
        guidance: "Lo que usted debe hacer", nextUpdate: "Próxima actualización",
        contact: "Contacto", questions: "Preguntas que pueden hacer",
        podiumBrief: "Guion para el podio",
        speakingTime: "Unos {seconds} segundos leído en voz alta")

    /// The words that are built in for a language tag, or nil.
    public static func words(for language: String) -> PageWords? {
        switch language.primaryLanguage {
        case "en": english
        case "es": spanish
        default: nil
        }
    }
}

/// The text of a release and a brief, already worded, in one language.
public struct PageContent: Hashable, Sendable {
    /// The guidance, a paragraph each.
    public var guidance: [String]
    /// The known facts, a paragraph each.
    public var known: [String]
    /// The open questions, a paragraph each.
    public var notKnown: [String]
    /// The current actions, a paragraph each.
    public var doing: [String]
    /// The time of the next update, such as `22:45 CDT`.
    public var nextUpdate: String?

    public init(
        guidance: [String] = [], known: [String] = [], notKnown: [String] = [],
        doing: [String] = [], nextUpdate: String? = nil
    ) {
        self.guidance = guidance
        self.known = known
        self.notKnown = notKnown
        self.doing = doing
        self.nextUpdate = nextUpdate
    }

    /// The sections, guidance first; an empty section is left out.
    func sections(_ words: PageWords) -> [Document.Section] {
        var sections: [Document.Section] = []
        for (heading, items) in [
            (words.guidance, guidance), (words.known, known), (words.notKnown, notKnown),
            (words.doing, doing), (words.nextUpdate, nextUpdate.map { [$0] } ?? []),
        ] {
            let lines = items.map(\.foldedSpace).filter { !$0.isEmpty }
            sections.add(
                heading,
                items.count == 1
                    ? Document.Block.paragraphs(quoting: items[0])
                    : lines.isEmpty ? [] : [.list(quoting: lines)])
        }
        return sections
    }

    var spoken: String {
        (guidance + known + notKnown + doing + [nextUpdate].compactMap(\.self))
            .joined(separator: " ")
    }
}
