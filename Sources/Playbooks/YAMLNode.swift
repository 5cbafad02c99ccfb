/// One value of a YAML file, with its place.
struct YAMLNode {
    enum Content {
        /// `isPlain`: written without quotes, so `true` may mean a flag and `~` nothing.
        case scalar(String, isPlain: Bool)
        case sequence([YAMLNode])
        case mapping([Entry])
    }

    struct Entry {
        var key: String
        var position: Position
        var value: YAMLNode
    }

    var content: Content
    var position: Position

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
