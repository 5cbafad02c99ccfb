extension Playbook {
    /// An author's phrase in another language, if the playbook has it.
    ///
    /// The whole value must be the phrase; letter case, outer spaces and a final period do not
    /// count.
    public func phrase(_ words: String, in language: String) -> String? {
        phrases[Self.phraseKey(words)]?[language]
    }

    static func phraseKey(_ words: String) -> String {
        var key = words.lowercased().drop { $0.isWhitespace }
        while let last = key.last, last.isWhitespace || last == "." { key.removeLast() }
        return String(key)
    }
}
