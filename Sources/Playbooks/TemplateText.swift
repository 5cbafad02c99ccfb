/// A text with `{placeholders}`.
public struct TemplateText: Hashable, Sendable {
    public enum Piece: Hashable, Sendable {
        case text(String)
        /// The name between the braces.
        case value(String)
    }

    public var pieces: [Piece]

    /// A brace that is not closed, or closes nothing.
    public struct Fault: Error, Hashable, Sendable {
        /// Its offset in characters.
        public var offset: Int
        public var problem: String
        /// What stands between the braces, if it can't be a name.
        public var name: String?
    }

    /// Reads a text; `{{` and `}}` are the braces themselves.
    public init(_ source: String) throws(Fault) {
        var pieces: [Piece] = []
        var text = ""
        // Braces are single bytes in UTF-8, and searching bytes is fast.
        let bytes = source.utf8
        let (open, close) = (UInt8(ascii: "{"), UInt8(ascii: "}"))
        var start = bytes.startIndex
        while let brace = bytes[start...].firstIndex(where: { $0 == open || $0 == close }) {
            func fault(_ problem: String, _ name: String? = nil) -> Fault {
                Fault(
                    offset: source.distance(from: source.startIndex, to: brace), problem: problem,
                    name: name)
            }
            text += source[start..<brace]
            let next = bytes.index(after: brace)
            if next < bytes.endIndex, bytes[next] == bytes[brace] {
                text += source[brace..<next]
                start = bytes.index(after: next)
                continue
            }
            guard bytes[brace] == open else {
                throw fault("the closing brace has no opening brace")
            }
            guard let end = bytes[next...].firstIndex(of: close) else {
                throw fault("the opening brace has no closing brace")
            }
            let name = String(source[next..<end])
            guard !name.isEmpty, !name.utf8.contains(open), !name.contains(" ") else {
                throw fault("\"{\(name)}\" isn't a placeholder", name)
            }
            if !text.isEmpty { pieces.append(.text(text)) }
            text = ""
            pieces.append(.value(name))
            start = bytes.index(after: end)
        }
        text += source[start...]
        if !text.isEmpty { pieces.append(.text(text)) }
        self.pieces = pieces
    }

    /// The names that the text needs.
    public var names: [String] {
        pieces.compactMap { piece in
            if case .value(let name) = piece { name } else { nil }
        }
    }

    /// Fills in the text; if any names lack a value, returns those instead.
    public func filled(with value: (String) -> String?) -> Result<String, MissingValues> {
        var result = ""
        var missing: [String] = []
        for piece in pieces {
            switch piece {
            case .text(let text):
                // The period of "Lamar Ave." ends the sentence, too.
                let isDoubled = result.hasSuffix(".") && text.hasPrefix(".")
                result += isDoubled ? text.dropFirst() : text[...]
            case .value(let name):
                if let value = value(name) { result += value } else { missing.append(name) }
            }
        }
        return missing.isEmpty ? .success(result) : .failure(MissingValues(names: missing))
    }

    public struct MissingValues: Error, Hashable, Sendable {
        public var names: [String]

        public init(names: [String]) { self.names = names }
    }
}
