internal import Yams

/// One value of a YAML file, with its place.
struct YAMLNode: Sendable {
    enum Content: Sendable {
        /// `isPlain`: written without quotes, so `true` may mean a flag and `~` nothing.
        case scalar(String, isPlain: Bool)
        case sequence([YAMLNode])
        case mapping([Entry])
    }

    struct Entry: Sendable {
        var key: String
        var position: Position
        var value: YAMLNode
    }

    var content: Content
    var position: Position

    /// The entries of a mapping; none if it isn't one.
    var entries: [Entry] {
        if case .mapping(let entries) = content { entries } else { [] }
    }

    subscript(key: String) -> Entry? { entries.first { $0.key == key } }

    /// The texts of a list; none if it isn't one.
    var texts: [String] {
        guard case .sequence(let items) = content else { return [] }
        return items.compactMap { item in
            if case .scalar(let text, _) = item.content { text } else { nil }
        }
    }

    /// Its text; nil for a list or a mapping.
    var scalarText: String? {
        guard case .scalar(let text, _) = content else { return nil }
        return text
    }

    /// Whether it is empty, `~` or `null`.
    var isNull: Bool {
        guard case .scalar(let text, true) = content else { return false }
        return text.isEmpty || text == "~" || text == "null"
    }

    /// The kind's name for people.
    var kindName: String {
        switch content {
        case .scalar: isNull ? "nothing" : "a single value"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }

    /// What to do where a text was written without quotes and YAML read something else: `{place}` is
    /// a mapping there, and so is `Note: stay away`. Empty for a mapping that was meant as one.
    var quotingAdvice: String {
        guard case .mapping(let entries) = content, entries.count == 1, let entry = entries.first
        else { return "" }
        if entry.value.isNull {
            return ": put this text in quotes, \"{\(entry.key)}\""
        }
        guard case .scalar(let text, isPlain: true) = entry.value.content else { return "" }
        return ": put this text in quotes, \"\(entry.key): \(text)\""
    }
}

extension YAMLNode {
    /// The same value with its places in a named file.
    func placed(in file: String) -> YAMLNode {
        var position = position
        position.file = file
        return switch content {
        case .scalar: YAMLNode(content: content, position: position)
        case .sequence(let items):
            YAMLNode(content: .sequence(items.map { $0.placed(in: file) }), position: position)
        case .mapping(let entries):
            YAMLNode(
                content: .mapping(
                    entries.map { entry in
                        var entry = entry
                        entry.position.file = file
                        entry.value = entry.value.placed(in: file)
                        return entry
                    }), position: position)
        }
    }

    /// The bytes of a file with this value: the same for the same value, without comments.
    ///
    /// - Throws: A `YamlError` if a text has no YAML form.
    func yaml() throws -> [UInt8] {
        Array(try Yams.serialize(node: written, width: -1, allowUnicode: true).utf8)
    }

    private var written: Node {
        switch content {
        case .scalar(let text, let isPlain): isPlain ? Node(text) : Node(quoted: text)
        case .sequence(let items): Node(items.map(\.written))
        case .mapping(let entries): Node(entries.map { (Node($0.key), $0.value.written) })
        }
    }
}
