extension Playbook {
    /// What an author filled in, in another language, where the playbook has those words.
    ///
    /// The whole value must be the phrase; letter case, spaces around it and a full stop at its end
    /// do not count.
    public func phrase(_ words: String, in language: String) -> String? {
        phrases[Self.phraseKey(words)]?[language]
    }

    static func phraseKey(_ words: String) -> String {
        var key = words.lowercased().drop { $0.isWhitespace }
        while let last = key.last, last.isWhitespace || last == "." { key.removeLast() }
        return String(key)
    }
}
