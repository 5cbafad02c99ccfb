/// Two texts with the words that differ between them.
public struct WordDifference: Hashable, Sendable {
    /// The first text with the words in brackets that only it has.
    public let before: String
    /// The second text, likewise.
    public let after: String

    public init(_ before: String, _ after: String) {
        let old = before.split(whereSeparator: \.isWhitespace).map(String.init)
        let new = after.split(whereSeparator: \.isWhitespace).map(String.init)
        // A hostile file must not make the comparison slow.
        guard old.count * new.count <= Self.mostPairs else {
            (self.before, self.after) = (before, after)
            return
        }
        var removed: Set<Int> = []
        var inserted: Set<Int> = []
        for change in new.difference(from: old) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        // Texts of the same words differ only in their spaces.
        guard !removed.isEmpty || !inserted.isEmpty else {
            (self.before, self.after) = (before, after)
            return
        }
        self.before = Self.marked(old, removed)
        self.after = Self.marked(new, inserted)
    }

    private static let mostPairs = 4_000_000

    /// The words with each run of changed ones in brackets.
    private static func marked(_ words: [String], _ changed: Set<Int>) -> String {
        words.indices.map { index in
            guard changed.contains(index) else { return words[index] }
            let opens = changed.contains(index - 1) ? "" : "["
            let closes = changed.contains(index + 1) ? "" : "]"
            return opens + words[index] + closes
        }.joined(separator: " ")
    }
}
