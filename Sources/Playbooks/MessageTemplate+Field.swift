internal import Channels
internal import Yams

extension MessageTemplate {
    /// A value that the author of a message fills in.
    public struct Field: Hashable, Sendable {
        /// The most characters of a value whose field states no other number.
        public static let usualMaximum = 60

        public var name: String
        /// A description of the value, for help and errors.
        public var hint: String
        /// The default if the author gives none.
        public var standard: String?
        public var form: Form
        /// The most characters of a value, as a text has it.
        public var max: Int
        /// The words that replace a longer value where the text is too long for the channel with
        /// it; nil if nothing replaces it.
        public var short: String?

        public init(
            name: String, hint: String, standard: String? = nil, form: Form = .text,
            max: Int = usualMaximum, short: String? = nil
        ) {
            self.name = name
            self.hint = hint
            self.standard = standard
            self.form = form
            self.max = max
            self.short = short
        }

        /// The contents of a field, which determine its form in each language.
        public enum Form: String, Hashable, Sendable, CaseIterable {
            /// Words of the first language; any other needs a translation.
            case text
            /// A value that is the same in every language: a street, an address, a time.
            case name
            /// A number in digits, grouped as the language does.
            case number
            /// Names separated by semicolons, joined as in the language.
            case list
        }

        /// The key of its short form among a template's translations.
        public var shortKey: String { "\(name).short" }

        /// A value as a text in the language has it.
        public func written(_ value: String, in language: String) -> String {
            switch form {
            case .name, .text: return value
            case .number: return LanguageForms(language).number(value)
            case .list:
                let items = value.split(separator: ";").map { item in
                    var item = item.drop(while: \.isWhitespace)
                    while item.last?.isWhitespace ?? false { item = item.dropLast() }
                    return String(item)
                }
                return LanguageForms(language).list(items.filter { !$0.isEmpty })
            }
        }
    }

    public func field(_ name: String) -> Field? { fields.first { $0.name == name } }

    /// The words that replace a longer value in this language; nil if there are none.
    ///
    /// - Parameter isFirst: Whether the language is the one in which the message is written. In
    ///   another, words need a translation of their own.
    public func shortForm(of field: Field, in language: String, isFirst: Bool) -> String? {
        guard let short = field.short else { return nil }
        if let translated = translations[language]?[field.shortKey], !isFirst { return translated }
        return isFirst || field.form != .text ? short : nil
    }
}

extension Format<MessageTemplate.Field> {
    /// The mapping below a field's name.
    static func field(_ name: String) -> Self {
        .mapping(
            "the field \"\(name)\"",
            [
                Key(required: "hint", \.hint, .word(.text())),
                Key(
                    "standard", \.standard, .word(.text()), "Used where the author gives none."),
                Key(
                    "form", \.form, .word(.form),
                    "text is words of the first language; the others read in every one."),
                Key(
                    "max", \.max, .wholeNumber(1...1000),
                    "The most characters of a value. Default: 60."),
                Key(
                    "short", \.short, .word(.text()),
                    "Replaces a longer value where the text is too long for the channel with it."),
            ]
        ) { values in
            values[\.hint].map { MessageTemplate.Field(name: name, hint: $0) }
        }
    }
}

extension Format<Int> {
    /// A whole number without quotes.
    static func wholeNumber(_ range: ClosedRange<Int>) -> Self {
        Format(
            schema: [
                "type": "integer", "minimum": .number(range.lowerBound),
                "maximum": .number(range.upperBound),
            ]
        ) { node, key, faults in
            if case .scalar(let text, isPlain: true) = node.content, let number = Int(text),
                range.contains(number)
            {
                return number
            }
            faults.error(
                "\"\(key)\" must be a whole number from \(range.lowerBound) to "
                    + "\(range.upperBound)", at: node.position)
            return nil
        } write: {
            Node("\($0)", .implicit, .plain)
        }
    }
}

extension WordFormat<MessageTemplate.Field.Form> {
    fileprivate static var form: WordFormat {
        let known = MessageTemplate.Field.Form.allCases.map(\.rawValue)
        return WordFormat(
            schema: .word(in: known),
            read: { text, faults in
                faults.check(text, isOneOf: known, as: "form of a field")
                    ? MessageTemplate.Field.Form(rawValue: text.value) : nil
            }, write: { $0.rawValue })
    }
}
