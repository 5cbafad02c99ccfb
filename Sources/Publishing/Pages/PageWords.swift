internal import Documents

/// The fixed words of a news release and a podium brief in one language.
///
/// A department may give its own for any language.
public struct PageWords: Hashable, Sendable {
    public var forImmediateRelease: String
    public var known: String
    public var notKnown: String
    public var doing: String
    public var guidance: String
    public var nextUpdate: String
    public var contact: String
    public var questions: String
    public var podiumBrief: String
    /// `{seconds}` stands for the number.
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

    public static let english = PageWords(
        forImmediateRelease: "For immediate release", known: "What we know",
        notKnown: "What we do not know yet", doing: "What we are doing",
        guidance: "What you should do", nextUpdate: "Next update", contact: "Contact",
        questions: "Questions to expect", podiumBrief: "Podium brief",
        speakingTime: "About {seconds} seconds read aloud")

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

/// What a release and a brief tell, already worded, in one language.
public struct PageContent: Hashable, Sendable {
    public var guidance: [String]
    public var known: [String]
    public var notKnown: [String]
    public var doing: [String]
    /// When the next update comes, such as `22:45 CDT`.
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

    /// What people must do comes first; a heading with nothing under it is left out.
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
        (guidance + known + notKnown + doing + [nextUpdate ?? ""]).joined(separator: " ")
    }
}
