extension Document {
    /// The document as Markdown, in which no text can act as markup. Pictures are left out: each
    /// has a table that says the same.
    package func markdown() -> String { MarkdownWriter(self).markdown(self) }

    /// The document as one HTML page, which is also well-formed XML and needs nothing else: no
    /// script, no network.
    package func html() -> [UInt8] { HTMLPage(self).bytes }
}
