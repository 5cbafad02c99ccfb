/// A JSON Schema or a part of one, as in the published files.
package enum Schema: Hashable, Sendable {
    case object([String: Schema])
    case list([Schema])
    case text(String)
    case number(Int)
    case flag(Bool)

    /// One of these words.
    static func word(in words: [String]) -> Schema {
        .object(["enum": .list(words.map(Schema.text))])
    }

    static func texts(like item: Schema) -> Schema {
        ["type": "array", "items": item, "uniqueItems": true]
    }

    /// The same schema with a description for the file's author.
    func described(_ description: String?) -> Schema {
        guard let description, case .object(var members) = self else { return self }
        members["description"] = .text(description)
        return .object(members)
    }
}

extension Schema: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
    ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral
{
    package init(dictionaryLiteral members: (String, Schema)...) {
        self = .object(Dictionary(uniqueKeysWithValues: members))
    }

    package init(arrayLiteral items: Schema...) { self = .list(items) }
    package init(stringLiteral text: String) { self = .text(text) }
    package init(integerLiteral number: Int) { self = .number(number) }
    package init(booleanLiteral flag: Bool) { self = .flag(flag) }
}

extension Schema: Decodable {
    package init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? value.decode(Int.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let items = try? value.decode([Schema].self) {
            self = .list(items)
        } else {
            self = .object(try value.decode([String: Schema].self))
        }
    }
}
