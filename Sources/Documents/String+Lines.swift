extension String {
    /// The text on one line, with one space for any run of white space.
    package var foldedSpace: String {
        split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The text on one line of at most `length` characters, cut between words if it is longer.
    package func shortened(to length: Int) -> String {
        let line = foldedSpace
        guard line.count > length else { return line }
        let head = line.prefix(length)
        // The last word may be cut off, and the dots need its room.
        let words = head.split(separator: " ").dropLast()
        return (words.isEmpty ? String(head.dropLast()) : words.joined(separator: " ")) + "…"
    }

    /// The lines of each paragraph; blank lines separate paragraphs.
    package var paragraphs: [[String]] {
        split(separator: "\n", omittingEmptySubsequences: false)
            .split { $0.allSatisfy(\.isWhitespace) }
            .map { $0.map(String.init) }
    }

    /// `es` of the language tag `es-US`.
    package var primaryLanguage: String { String(prefix { $0 != "-" }).lowercased() }
}
