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
        /// The offset in characters at which it stands.
        public var offset: Int
        public var problem: String
    }

    /// Reads a text; `{{` and `}}` stand for the braces themselves.
    public init(_ source: String) throws(Fault) {
        var pieces: [Piece] = []
        var text = ""
        let characters = Array(source)
        var index = 0
        while index < characters.count {
            let character = characters[index]
            let isDoubled = index + 1 < characters.count && characters[index + 1] == character
            if character == "{" || character == "}", isDoubled {
                text.append(character)
                index += 2
            } else if character == "{" {
                guard let end = characters[index...].firstIndex(of: "}") else {
                    throw Fault(offset: index, problem: "the brace is never closed")
                }
                let name = String(characters[index + 1..<end])
                guard !name.isEmpty, !name.contains("{"), !name.contains(" ") else {
                    throw Fault(offset: index, problem: "\"{\(name)}\" is no placeholder")
                }
                if !text.isEmpty { pieces.append(.text(text)) }
                text = ""
                pieces.append(.value(name))
                index = end + 1
            } else if character == "}" {
                throw Fault(offset: index, problem: "the brace closes nothing")
            } else {
                text.append(character)
                index += 1
            }
        }
        if !text.isEmpty { pieces.append(.text(text)) }
        self.pieces = pieces
    }

    /// The names that the text needs.
    public var names: [String] {
        pieces.compactMap { piece in
            if case .value(let name) = piece { name } else { nil }
        }
    }

    /// Fills the text; the names without a value are returned instead where there are any.
    public func filled(with value: (String) -> String?) -> Result<String, MissingValues> {
        var result = ""
        var missing: [String] = []
        for piece in pieces {
            switch piece {
            case .text(let text): result += text
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
