internal import Channels

/// What a speaker says at the podium, in one language.
public struct PodiumBrief: Hashable, Sendable {
    /// A question to expect, with the answer that is cleared.
    public struct Question: Hashable, Sendable {
        public var question: String
        public var answer: String

        public init(_ question: String, answer: String) {
            self.question = question
            self.answer = answer
        }
    }

    public var agency: String
    public var title: String
    /// Who speaks, where and when, a line each.
    public var occasion: [String]
    /// The first words: those affected before anything else.
    public var opening: [String]
    public var content: PageContent
    public var questions: [Question]
    /// BCP 47.
    public var language: String
    public var words: PageWords
    /// As for a ``NewsRelease``.
    public var marking: String?

    public init(
        agency: String, title: String, occasion: [String], opening: [String],
        content: PageContent = PageContent(), questions: [Question] = [], language: String,
        words: PageWords, marking: String?
    ) {
        self.agency = agency
        self.title = title
        self.occasion = occasion
        self.opening = opening
        self.content = content
        self.questions = questions
        self.language = language
        self.words = words
        self.marking = marking
    }

    /// Seconds at 150 words a minute, without the answers to questions.
    public var seconds: Int {
        Speech.seconds(of: opening.joined(separator: " ") + " " + content.spoken)
    }

    public var markdown: String { page.markdown() }

    /// A page that meets WCAG 2.2 AA and needs nothing beside itself.
    ///
    /// - Throws: A ``WireError`` if a text holds a character that HTML can't, such as NUL.
    public func html() throws(WireError) -> String { try page.html() }

    private var page: WirePage {
        let asked = WirePage.Section(
            words.questions, questions.map { .question($0.question, answer: $0.answer) })
        return WirePage(
            task: "write the podium brief", language: language, marking: marking,
            agency: "\(agency): \(words.podiumBrief)", title: title, lines: occasion,
            opening: opening.map { .paragraph($0) },
            sections: content.sections(words) + (asked.map { [$0] } ?? []),
            footer: [words.speakingTime.replacing("{seconds}", with: String(seconds))])
    }
}
