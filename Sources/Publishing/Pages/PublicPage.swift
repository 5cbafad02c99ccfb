internal import Documents

extension Document {
    /// A page for the public.
    ///
    /// - Parameters:
    ///   - lines: Place and time, under the title.
    ///   - marking: The first and the last line of the page.
    static func publicPage(
        speaker: String, title: String, lines: [String], opening: [String], sections: [Section],
        footer: [String], language: String, marking: String?
    ) -> Document {
        let marking = marking?.foldedSpace
        let (speaker, title) = (speaker.foldedSpace, title.foldedSpace)
        var page = Document(.page, title: title)
        page.language = language
        page.pageTitle = [marking, title, speaker].compactMap(\.self).joined(separator: " | ")
        page.markings = [marking].compactMap(\.self)
        page.speaker = DocumentText(quoting: speaker)
        page.lead =
            lines.map { .paragraph("\(strong: $0.foldedSpace)") }
            + opening.flatMap(Block.paragraphs(quoting:))
        page.sections = sections
        page.footer = footer.map { DocumentText(quoting: $0.foldedSpace) }
        return page
    }
}

extension [Document.Section] {
    /// Adds a section, unless it would have no blocks.
    mutating func add(_ heading: String, _ blocks: [Document.Block]) {
        guard !blocks.isEmpty else { return }
        append(
            Document.Section(
                id: "section-\(count + 1)", heading: heading.foldedSpace, blocks: blocks))
    }
}
