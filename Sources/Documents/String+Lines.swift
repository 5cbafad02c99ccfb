extension String {
    /// The text in one line, with one space where there was any white space.
    package var foldedSpace: String {
        split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The text in one line of at most `length` characters, cut between words where it is longer.
    package func shortened(to length: Int) -> String {
        let line = foldedSpace
        guard line.count > length else { return line }
        let head = line.prefix(length)
        // The last word may be cut, and the dots need its room.
        let words = head.split(separator: " ").dropLast()
        return (words.isEmpty ? String(head.dropLast()) : words.joined(separator: " ")) + "…"
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
