internal import Yams

/// Writes one mapping, the counterpart of ``MappingReader``. Keys without a value are left out.
struct MappingWriter {
    private var pairs: [(Node, Node)] = []

    private var node: Node { Node(pairs) }

    mutating func add(_ key: String, _ text: String?) {
        if let text { pairs.append((Node(key), Self.quoted(text))) }
    }

    mutating func add(_ key: String, _ texts: [String], evenIfEmpty: Bool = false) {
        if evenIfEmpty || !texts.isEmpty {
            pairs.append((Node(key), Node(texts.map(Self.quoted))))
        }
    }

    mutating func add(_ key: String, _ mapping: MappingWriter) {
        if !mapping.pairs.isEmpty { pairs.append((Node(key), mapping.node)) }
    }

    mutating func add(_ key: String, _ mappings: [MappingWriter]) {
        if !mappings.isEmpty { pairs.append((Node(key), Node(mappings.map(\.node)))) }
    }

    /// - Throws: A `YamlError` where a text has no YAML form.
    func yaml() throws -> [UInt8] {
        Array(try Yams.serialize(node: node, allowUnicode: true).utf8)
    }

    /// In quotes, so that `5`, `true` and `no` stay texts.
    private static func quoted(_ text: String) -> Node { Node(text, .implicit, .doubleQuoted) }
}
