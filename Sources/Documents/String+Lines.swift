extension String {
    /// The text in one line, with one space where there was any white space.
    package var foldedSpace: String {
        split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The lines of each paragraph; paragraphs are divided by blank lines.
    package var paragraphs: [[String]] {
        split(separator: "\n", omittingEmptySubsequences: false)
            .split { $0.allSatisfy(\.isWhitespace) }
            .map { $0.map(String.init) }
    }

    /// `es` of the language tag `es-US`.
    package var primaryLanguage: String { String(prefix { $0 != "-" }).lowercased() }
}
