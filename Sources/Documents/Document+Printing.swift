extension Document {
    /// The document as Markdown, in which no text can act as markup. Pictures are left out: each
    /// has a table with the same content.
    package func markdown() -> String { MarkdownWriter(self).markdown(self) }

    /// The document as one self-contained HTML page, which is also well-formed XML: no script, no
    /// network.
    package func html() -> [UInt8] { HTMLPage(self).bytes }
}
