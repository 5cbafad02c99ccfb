internal import Channels
internal import Documents

/// A speaker's text for the podium, in one language.
public struct PodiumBrief: Hashable, Sendable {
    /// An expected question, with its cleared answer.
    public struct Question: Hashable, Sendable {
        /// The reporter's question.
        public var question: String
        /// The cleared answer.
        public var answer: String

        public init(_ question: String, answer: String) {
            self.question = question
            self.answer = answer
        }
    }

    /// The agency that speaks.
    public var agency: String
    /// The name for people.
    public var title: String
    /// The speaker, place and time, a line each.
    public var occasion: [String]
    /// The opening words: those affected come first.
    public var opening: [String]
    /// The paragraphs under the fixed headings.
    public var content: PageContent
    /// Likely questions with their cleared answers.
    public var questions: [Question]
    /// The language tag, BCP 47.
    public var language: String
    /// The fixed headings in the page's language.
    public var words: PageWords
    /// The marking, as for a ``NewsRelease``.
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

    /// CommonMark. A sign in a text that would be markup is escaped.
    public var markdown: String { document.markdown() }

    /// A page that meets WCAG 2.2 AA and is self-contained.
    public func html() -> String { String(decoding: document.html(), as: UTF8.self) }

    private var document: Document {
        var sections = content.sections(words)
        let asked = questions.filter { !$0.question.foldedSpace.isEmpty }
        sections.add(
            words.questions,
            asked.flatMap { question in
                [Document.Block.heading(question.question.foldedSpace)]
                    + Document.Block.paragraphs(quoting: question.answer)
            })
        return .publicPage(
            speaker: "\(agency): \(words.podiumBrief)", title: title, lines: occasion,
            opening: opening, sections: sections,
            footer: [words.speakingTime.replacing("{seconds}", with: String(seconds))],
            language: language, marking: marking)
    }
}
