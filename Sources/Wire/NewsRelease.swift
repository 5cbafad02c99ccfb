/// A news release in one language.
public struct NewsRelease: Hashable, Sendable {
    public var agency: String
    public var headline: String
    /// Place and time of issue, such as `Riverton, Texas, 2026-03-04 22:15 CST`.
    public var dateline: String
    /// The opening paragraphs, the news first.
    public var paragraphs: [String]
    public var content: PageContent
    /// Who answers the press, a line each.
    public var contacts: [String]
    /// BCP 47.
    public var language: String
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

    public var markdown: String { page.markdown() }

    /// A page that meets WCAG 2.2 AA and needs nothing beside itself.
    ///
    /// - Throws: A ``WireError`` if a text holds a character that HTML can't, such as NUL.
    public func html() throws(WireError) -> String { try page.html() }

    private var page: WirePage {
        WirePage(
            task: "write the news release", language: language, marking: marking, agency: agency,
            title: headline,
            lines: (marking == nil ? [words.forImmediateRelease] : []) + [dateline],
            opening: paragraphs.map { .paragraph($0) }, sections: content.sections(words),
            footer: contacts.isEmpty ? [] : ["\(words.contact):"] + contacts)
    }
}
