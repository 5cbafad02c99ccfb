public import Channels
internal import IncidentEvents
internal import Yams

/// A draft that a playbook's author writes down, with the texts that must come out of it.
public struct PlaybookExample: Hashable, Sendable {
    public var name: String
    /// The template from which the message is drafted.
    public var template: TemplateID
    /// The incident's place.
    public var place: String
    /// The incident's title; nil for the playbook's title and the place.
    public var title: String?
    /// The phase in which it is drafted; nil for the first.
    public var phase: String?
    /// The facts that are verified and cleared.
    public var facts: [Fact]
    /// For a correction: the false claim.
    public var claim: String?
    /// Values of the template's fields.
    public var fields: [String: String]
    /// The author's own elements, by their names.
    public var elements: [String: String]
    /// What a translator entered: by language, the values by their names.
    public var translations: [String: [String: String]]
    /// How long after its release it holds; nil if the author states no end.
    public var expires: Duration?
    /// The expected texts.
    public var texts: [Text]

    public init(
        name: String, template: TemplateID, place: String = "Main Street", title: String? = nil,
        phase: String? = nil, facts: [Fact] = [], claim: String? = nil,
        fields: [String: String] = [:], elements: [String: String] = [:],
        translations: [String: [String: String]] = [:], expires: Duration? = nil, texts: [Text]
    ) {
        self.name = name
        self.template = template
        self.place = place
        self.title = title
        self.phase = phase
        self.facts = facts
        self.claim = claim
        self.fields = fields
        self.elements = elements
        self.translations = translations
        self.expires = expires
        self.texts = texts
    }

    public struct Fact: Hashable, Sendable {
        public var statement: String
        /// The topic; nil for a fact about the whole incident.
        public var topic: String?
        /// The figure, in digits; nil if it is none.
        public var number: String?

        public init(statement: String, topic: String? = nil, number: String? = nil) {
            self.statement = statement
            self.topic = topic
            self.number = number
        }
    }

    /// The text of one channel in one language.
    public struct Text: Hashable, Sendable {
        /// BCP 47.
        public var language: String
        public var channel: ChannelID
        /// The text; a thread's posts.
        public var posts: [String]
        /// Its place in the playbook's file, from 1.
        public var line: Int
        public var column: Int

        public init(
            language: String, channel: ChannelID, posts: [String], line: Int = 1, column: Int = 1
        ) {
            self.language = language
            self.channel = channel
            self.posts = posts
            self.line = line
            self.column = column
        }
    }
}

extension Playbook {
    /// Reads a playbook and the examples in its file.
    ///
    /// - Parameters: As for ``load(yaml:file:library:)``, which doesn't read the examples: an
    ///   incident must not wait for them.
    /// - Returns: The playbook with a neutral template for each missing standard one, and its
    ///   examples in their order.
    /// - Throws: A ``LoadFailure`` with every fault of the playbook and of its examples.
    public static func examples(
        yaml: [UInt8], file: String, library: TemplateLibrary? = nil
    ) throws(LoadFailure) -> (playbook: Playbook, examples: [PlaybookExample]) {
        let faults = Faults(file: file)
        let loader = PlaybookLoader(yaml, library, faults)
        guard let loader, let playbook = loader.playbook(), let neutral = faults.neutralPlaybook()
        else { return try faults.result(nil).0 }
        let whole = playbook.completed(by: neutral)
        let examples = ExampleReader(playbook: whole, faults: faults).examples(loader.root)
        return try faults.result((whole, examples)).0
    }
}

/// Reads a playbook's examples and checks what they name.
struct ExampleReader {
    /// The playbook with the neutral templates.
    let playbook: Playbook
    let faults: Faults

    func examples(_ root: MappingReader) -> [PlaybookExample] {
        var seen = SeenNames(kind: "example", faults: faults)
        return root.items("examples").compactMap { node in
            guard let example = PlaybookExample.format.read(node, "examples", faults),
                let reader = MappingReader(open: node, of: "the example", faults: faults)
            else { return nil }
            if let name = reader.text("name") { seen.note(name) }
            check(example, reader)
            return example
        }
    }

    private func check(_ example: PlaybookExample, _ reader: MappingReader) {
        if let phase = reader.text("phase") {
            _ = faults.check(phase, isOneOf: playbook.phases.map(\.id), as: "phase")
        }
        let templates = playbook.templates.map(\.id.rawValue)
        guard let name = reader.text("template"),
            faults.check(name, isOneOf: templates, as: "template"),
            let template = playbook.template(example.template)
        else { return }
        for entry in reader.named("fields") {
            let field = Located(value: entry.key, position: entry.position)
            guard
                faults.check(
                    field, isOneOf: template.fields.map(\.name),
                    as: "field of template \"\(template.id)\""),
                let known = template.field(entry.key), let value = example.fields[entry.key],
                value.count > known.max
            else { continue }
            faults.error(
                "this value of \"\(entry.key)\" has \(value.count) characters, and the field's max "
                    + "is \(known.max)", at: entry.value.position)
        }
        let elements = TemplateLoader.elementNames.map(\.rawValue)
        for entry in reader.named("elements") {
            let element = Located(value: entry.key, position: entry.position)
            _ = faults.check(element, isOneOf: elements, as: "message element")
        }
        let channels = (template.channels ?? playbook.channels).map(\.rawValue)
        for language in reader.named("text") {
            let tag = Located(value: language.key, position: language.position)
            guard
                faults.check(
                    tag, isOneOf: template.languages, as: "language of template \"\(template.id)\"")
            else { continue }
            for channel in language.value.entries {
                _ = faults.check(
                    Located(value: channel.key, position: channel.position), isOneOf: channels,
                    as: "channel of template \"\(template.id)\"")
            }
        }
    }
}

extension PlaybookExample {
    static var format: Format<PlaybookExample> {
        .mapping(
            "the example",
            [
                Key(required: "name", \.name, .word(.text()), "What it shows, in words."),
                Key(required: "template", \.template, .word(.template)),
                Key("place", \.place, .word(.text()), "The incident's. Default: Main Street."),
                Key("title", \.title, .word(.text())),
                Key("phase", \.phase, .word(.identifier("phase's id").named("id"))),
                Key("facts", \.facts, .list(of: .fact), "Facts that are verified and cleared."),
                Key("claim", \.claim, .word(.text()), "For a correction: the false claim."),
                Key("fields", \.fields, .wordsByName),
                Key("elements", \.elements, .wordsByName),
                Key(
                    "translations", \.translations, .byLanguage(.wordsByName),
                    "What a translator entered, by language."),
                Key(
                    "expires", \.expires, .word(.span),
                    "How long after its release the message holds."),
                Key(
                    required: "text", \.texts, .texts,
                    "The expected texts, by language and channel: a text, or a thread's posts."),
            ]
        ) { values in
            guard let name = values[\.name], let template = values[\.template],
                let texts = values[\.texts]
            else { return nil }
            return PlaybookExample(name: name, template: template, texts: texts)
        }
    }
}

extension Format<PlaybookExample.Fact> {
    fileprivate static var fact: Self {
        .mapping(
            "the fact",
            [
                Key(required: "statement", \.statement, .word(.text())),
                Key("topic", \.topic, .word(.text())),
                Key("number", \.number, .word(.figure)),
            ]
        ) { values in
            values[\.statement].map { PlaybookExample.Fact(statement: $0) }
        }
    }
}

extension WordFormat<String> {
    /// A number, which is also read from one in quotes.
    fileprivate static var figure: WordFormat {
        text(["type": ["string", "number"]]) { text, faults in
            guard Double(text.value) == nil else { return }
            faults.error(
                "\"\(text.value)\" isn't a number: write it in digits", at: text.position)
        }
    }
}

extension WordFormat<Duration> {
    fileprivate static var span: WordFormat {
        WordFormat(
            schema: ["$ref": "#/$defs/span"],
            read: { text, faults in
                let span = SpanText.read(text.value)
                if span == nil {
                    faults.error(
                        "\"\(text.value)\" isn't a valid span of time: write 90s, 10m, 1h30m or 2d",
                        at: text.position)
                }
                return span
            }, write: SpanText.write)
    }
}

extension Format<[String: String]> {
    /// Texts by names from the file.
    fileprivate static var wordsByName: Self {
        Format(
            schema: [
                "type": "object", "additionalProperties": ["type": "string", "minLength": 1],
            ]
        ) { node, key, faults in
            guard let reader = MappingReader(open: node, of: "\"\(key)\"", faults: faults) else {
                return nil
            }
            return reader.all.reduce(into: [:]) { words, entry in
                words[entry.key] = faults.text(entry.value, entry.key)?.value
            }
        } write: { words in
            guard !words.isEmpty else { return nil }
            return Node(
                words.sorted { $0.key < $1.key }.map { (Node(quoted: $0), Node(quoted: $1)) })
        }
    }
}

extension Format {
    /// Values by BCP 47 tags.
    fileprivate static func byLanguage<Item>(
        _ item: Format<Item>
    ) -> Format where Value == [String: Item] {
        Format(
            schema: [
                "type": "object", "propertyNames": ["$ref": "#/$defs/language"],
                "additionalProperties": item.schema,
            ]
        ) { node, key, faults in
            guard let reader = MappingReader(open: node, of: "\"\(key)\"", faults: faults) else {
                return nil
            }
            return reader.all.reduce(into: [:]) { items, entry in
                let tag = Located(value: entry.key, position: entry.position)
                guard let language = faults.language(tag) else { return }
                items[language] = item.read(entry.value, key, faults)
            }
        } write: { items in
            guard !items.isEmpty else { return nil }
            return Node(
                items.sorted { $0.key < $1.key }.compactMap { tag, value in
                    item.write(value).map { (Node(quoted: tag), $0) }
                })
        }
    }
}

extension Format<[PlaybookExample.Text]> {
    fileprivate static var texts: Self {
        Format(
            schema: [
                "type": "object", "minProperties": 1,
                "propertyNames": ["$ref": "#/$defs/language"],
                "additionalProperties": [
                    "type": "object", "minProperties": 1,
                    "propertyNames": ["$ref": "#/$defs/channel"],
                    "additionalProperties": [
                        "oneOf": [
                            ["type": "string", "minLength": 1],
                            [
                                "type": "array", "minItems": 1,
                                "items": ["type": "string", "minLength": 1],
                            ],
                        ]
                    ],
                ],
            ], read: read, write: write)
    }

    private static func read(
        _ node: YAMLNode, _ key: String, _ faults: Faults
    ) -> [PlaybookExample.Text]? {
        guard let reader = MappingReader(open: node, of: "\"\(key)\"", faults: faults) else {
            return nil
        }
        let texts = reader.all.flatMap { entry -> [PlaybookExample.Text] in
            let tag = Located(value: entry.key, position: entry.position)
            let name = "the example's text in \"\(entry.key)\""
            guard let language = faults.language(tag),
                let channels = MappingReader(open: entry.value, of: name, faults: faults)
            else { return [] }
            return channels.all.compactMap { channel in
                let place = channel.value.position
                var posts: [String]
                if case .sequence(let items) = channel.value.content {
                    posts = items.compactMap { faults.text($0, channel.key)?.value }
                } else {
                    posts = [faults.text(channel.value, channel.key)?.value].compactMap(\.self)
                }
                if case .sequence(let items) = channel.value.content, items.isEmpty {
                    faults.error("the list of posts is empty", at: place)
                }
                // A folded text of YAML ends with a line break, and a message's text doesn't.
                posts = posts.map { String($0.reversed().drop(while: \.isNewline).reversed()) }
                return PlaybookExample.Text(
                    language: language, channel: ChannelID(rawValue: channel.key), posts: posts,
                    line: place.line, column: place.column)
            }
        }
        if texts.isEmpty { faults.error("the example expects no text", at: node.position) }
        return texts.isEmpty ? nil : texts
    }

    private static func write(_ texts: [PlaybookExample.Text]) -> Node? {
        var languages: [String] = []
        for text in texts where !languages.contains(text.language) {
            languages.append(text.language)
        }
        return Node(
            languages.map { language in
                let own = texts.filter { $0.language == language }
                return (
                    Node(quoted: language),
                    Node(
                        own.map { text in
                            let posts = text.posts.map { Node(quoted: $0) }
                            return (
                                Node(quoted: text.channel.rawValue),
                                posts.count == 1 ? posts[0] : Node(posts)
                            )
                        })
                )
            })
    }
}
