internal import Documents

/// A news release in one language.
public struct NewsRelease: Hashable, Sendable {
    /// The agency, at the head of the page.
    public var agency: String
    /// The page's heading.
    public var headline: String
    /// Place and time of issue, such as `Riverton, Texas, 2026-03-04 22:15 CST`.
    public var dateline: String
    /// The opening paragraphs, the news first.
    public var paragraphs: [String]
    /// The paragraphs under the fixed headings.
    public var content: PageContent
    /// The press contacts, a line each.
    public var contacts: [String]
    /// The language tag, BCP 47.
    public var language: String
    /// The fixed headings in the page's language.
    public var words: PageWords
    /// `EXERCISE`, `DRAFT, NOT RELEASED` or the like. Nil only for a released message of a live
    /// incident.
    public var marking: String?

    public init(
        agency: String, headline: String, dateline: String, paragraphs: [String],
        content: PageContent = PageContent(), contacts: [String], language: String,
        words: PageWords, marking: String?
    ) {
        self.agency = agency
        self.headline = headline
        self.dateline = dateline
        self.paragraphs = paragraphs
        self.content = content
        self.contacts = contacts
        self.language = language
        self.words = words
        self.marking = marking
    }

    /// CommonMark. A sign in a text that would be markup is escaped.
    public var markdown: String { document.markdown() }

    /// A page that meets WCAG 2.2 AA and is self-contained.
    public func html() -> String { String(decoding: document.html(), as: UTF8.self) }

    private var document: Document {
        .publicPage(
            speaker: agency, title: headline,
            lines: (marking == nil ? [words.forImmediateRelease] : []) + [dateline],
            opening: paragraphs, sections: content.sections(words),
            footer: contacts.isEmpty ? [] : ["\(words.contact):"] + contacts,
            language: language, marking: marking)
    }
}
