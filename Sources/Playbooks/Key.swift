internal import Basics
internal import IncidentEvents
internal import Yams

/// The file format of a value: its reading, its writing, and its published schema, in one place, so
/// the three can't differ.
struct Format<Value> {
    var schema: Schema
    /// The value; nil if none is given, and after reporting a fault.
    var read: (_ node: YAMLNode, _ key: String, _ faults: Faults) -> Value?
    /// The node to write; nil if there is nothing to write.
    var write: (Value) -> Node?
}

/// A value that is written as one text.
struct WordFormat<Value> {
    var schema: Schema
    var read: (Located<String>, Faults) -> Value?
    var write: (Value) -> String
}

/// One key of a mapping that describes an `Owner`.
struct Key<Owner> {
    let name: String
    let isRequired: Bool
    let schema: Schema
    fileprivate let property: PartialKeyPath<Owner>
    fileprivate let read: (MappingReader, inout Values<Owner>) -> Void
    fileprivate let write: (Owner) -> Node?

    /// A required key.
    init<Value>(
        required name: String, _ property: WritableKeyPath<Owner, Value>, _ format: Format<Value>,
        _ description: String? = nil
    ) {
        self.init(name, property, format, description, isRequired: true) {
            format.write($0[keyPath: property]) ?? Node([Node]())
        }
    }

    /// A key that may be absent; the owner's initializer gives the default.
    init<Value>(
        _ name: String, _ property: WritableKeyPath<Owner, Value>, _ format: Format<Value>,
        _ description: String? = nil
    ) {
        self.init(name, property, format, description, isRequired: false) {
            format.write($0[keyPath: property])
        }
    }

    init<Value>(
        _ name: String, _ property: WritableKeyPath<Owner, Value?>, _ format: Format<Value>,
        _ description: String? = nil
    ) {
        self.init(name, property, format.optional, description, isRequired: false) {
            $0[keyPath: property].flatMap(format.write)
        }
    }

    private init<Value>(
        _ name: String, _ property: WritableKeyPath<Owner, Value>, _ format: Format<Value>,
        _ description: String?, isRequired: Bool, write: @escaping (Owner) -> Node?
    ) {
        self.name = name
        self.isRequired = isRequired
        self.property = property
        self.write = write
        schema = format.schema.described(description)
        read = { reader, values in
            let node = isRequired ? reader.required(name) : reader.value(name)
            guard let node, let value = format.read(node, name, reader.faults) else { return }
            values.set(property, value)
        }
    }
}

/// The values that a mapping gives for the properties of its owner.
struct Values<Owner> {
    private var values: [PartialKeyPath<Owner>: Any] = [:]
    private var assignments: [(inout Owner) -> Void] = []

    subscript<Value>(property: KeyPath<Owner, Value>) -> Value? { values[property] as? Value }

    fileprivate mutating func set<Value>(
        _ property: WritableKeyPath<Owner, Value>, _ value: Value
    ) {
        values[property] = value
        assignments.append { $0[keyPath: property] = value }
    }

    fileprivate func assign(to owner: inout Owner) {
        for assignment in assignments { assignment(&owner) }
    }
}

extension Format {
    /// A mapping with these keys and no others.
    ///
    /// - Parameter make: Makes the value from the required properties; nil if one is missing, which
    ///   has been reported.
    static func mapping(
        _ subject: String, _ keys: [Key<Value>], make: @escaping (Values<Value>) -> Value?
    ) -> Format {
        var schema: [String: Schema] = [
            "type": "object", "additionalProperties": false,
            "properties": .object(
                Dictionary(uniqueKeysWithValues: keys.map { ($0.name, $0.schema) })),
        ]
        let required = keys.filter(\.isRequired).map { Schema.text($0.name) }
        if !required.isEmpty { schema["required"] = .list(required) }
        return Format(schema: .object(schema)) { node, _, faults in
            guard
                let reader = MappingReader(
                    node, of: subject, keys: keys.map(\.name), faults: faults)
            else { return nil }
            var values = Values<Value>()
            // All keys are read before a missing one ends the reading, so a run reports every
            // fault.
            for key in keys { key.read(reader, &values) }
            guard var value = make(values) else { return nil }
            values.assign(to: &value)
            return value
        } write: { value in
            let pairs = keys.compactMap { key in key.write(value).map { (Node(key.name), $0) } }
            return pairs.isEmpty ? nil : Node(pairs)
        }
    }

    /// One text, which isn't empty.
    static func word(_ format: WordFormat<Value>) -> Format {
        Format(schema: format.schema) { node, key, faults in
            faults.text(node, key).flatMap { format.read($0, faults) }
        } write: {
            Node(quoted: format.write($0))
        }
    }

    /// A list of texts, each of them once.
    static func words<Word>(_ format: WordFormat<Word>) -> Format where Value == [Word] {
        Format(schema: .texts(like: format.schema)) { node, key, faults in
            let words = faults.texts(node, key).compactMap { format.read($0, faults) }
            return words.isEmpty ? nil : words
        } write: { words in
            words.isEmpty ? nil : Node(words.map { Node(quoted: format.write($0)) })
        }
    }

    /// A list of mappings.
    static func list<Item>(of format: Format<Item>) -> Format where Value == [Item] {
        Format(schema: ["type": "array", "items": format.schema]) { node, key, faults in
            let items = faults.items(node, key).compactMap { format.read($0, key, faults) }
            return items.isEmpty ? nil : items
        } write: { items in
            items.isEmpty ? nil : Node(items.compactMap(format.write))
        }
    }

    /// The same for a property that may be nil.
    var optional: Format<Value?> {
        Format<Value?>(schema: schema, read: read) { $0.flatMap(write) }
    }

    /// The same format, under a name for the schema to refer to.
    func named(_ name: String) -> Format {
        var format = self
        format.schema = ["$ref": .text("#/$defs/\(name)")]
        return format
    }
}

extension WordFormat {
    func named(_ name: String) -> WordFormat {
        var format = self
        format.schema = ["$ref": .text("#/$defs/\(name)")]
        return format
    }
}

extension Node {
    /// A text in quotes, so that `5`, `true` and `no` stay texts.
    init(quoted text: String) { self = Node(text, .implicit, .doubleQuoted) }
}

extension WordFormat<String> {
    /// - Parameter check: Reports faults in the text.
    static func text(
        _ schema: Schema = ["type": "string", "minLength": 1],
        check: @escaping (Located<String>, Faults) -> Void = { _, _ in }
    ) -> WordFormat {
        WordFormat(schema: schema) { text, faults in
            check(text, faults)
            return text.value
        } write: {
            $0
        }
    }

    /// Lower-case letters, digits and hyphens.
    static func identifier(_ kind: String) -> WordFormat {
        text(["type": "string", "pattern": "^[a-z0-9][a-z0-9-]*$"]) { text, faults in
            faults.check(identifier: text, as: kind)
        }
    }

    static var actor: WordFormat {
        text(["type": "string", "pattern": "^[a-z0-9._-]+$"]) { _ = $1.actor($0) }
    }

    static var day: WordFormat {
        text(["type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"]) { _ = $1.day($0) }
    }

    static var language: WordFormat {
        WordFormat(
            schema: ["type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$"],
            read: { $1.language($0) }, write: { $0 })
    }

}

extension WordFormat<CivilDate> {
    static var civilDate: WordFormat {
        let day = WordFormat<String>.day
        return WordFormat(
            schema: day.schema, read: { day.read($0, $1).flatMap { CivilDate($0) } },
            write: { $0.text })
    }
}

extension WordFormat<Role> {
    static var role: WordFormat {
        WordFormat(
            schema: .word(in: Role.known.map(\.rawValue)), read: { $1.role($0) },
            write: { $0.rawValue })
    }
}

extension WordFormat<TemplateID> {
    static var template: WordFormat {
        WordFormat(
            schema: ["$ref": "#/$defs/id"], read: { text, _ in TemplateID(rawValue: text.value) },
            write: { $0.rawValue })
    }
}
