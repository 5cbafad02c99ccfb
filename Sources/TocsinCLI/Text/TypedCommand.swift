/// A command to type, with placeholders for values that only its reader knows.
struct TypedCommand: Hashable, ExpressibleByArrayLiteral, CustomStringConvertible {
    var words: [Word]

    enum Word: Hashable, ExpressibleByStringLiteral {
        /// One of the program's own words: a noun, a verb, an option, an example of a time.
        case own(String)
        /// A value from the log, quoted as one shell word.
        case value(String)
        case fill(Placeholder)
        /// An account on this channel and a post's address, for the reader to fill in.
        case address(String)
        /// A value for this name, for the reader to fill in.
        case named(String)

        init(stringLiteral word: String) { self = .own(word) }

        static func value(_ value: some CustomStringConvertible) -> Word {
            .value(value.description)
        }
    }

    /// A value for the reader to fill in, as printed.
    enum Placeholder: String, CaseIterable {
        case claim = "CLAIM"
        case fact = "FACT"
        case file = "FILE"
        case finding = "FINDING"
        case how = "HOW"
        case inquiry = "INQUIRY"
        case kind = "KIND"
        case person = "PERSON"
        case phase = "PHASE"
        case place = "PLACE"
        case playbook = "PLAYBOOK"
        case question = "QUESTION"
        case reason = "REASON"
        case role = "ROLE"
        case rumor = "RUMOR"
        case source = "SOURCE"
        case statement = "STATEMENT"
        case step = "STEP"
        case template = "TEMPLATE"
        case text = "TEXT"
        case time = "TIME"
        case who = "WHO"
        case carrier = "ACCOUNT"
        case namedText = "NAME=TEXT"
        case namedValue = "NAME=VALUE"
    }

    init(_ words: [Word]) { self.words = words }

    init(arrayLiteral words: Word...) { self.init(words) }

    static func + (left: TypedCommand, right: [Word]) -> TypedCommand {
        var sum = left
        sum.words += right
        return sum
    }

    /// The command for one incident, wherever it is typed.
    ///
    /// - Parameter incident: The incident to name; nil if a command without it can mean no other.
    func about(_ incident: String?) -> TypedCommand {
        incident.map { self + ["--incident", .value($0)] } ?? self
    }

    static func check(_ message: String) -> TypedCommand { ["message", "check", .value(message)] }

    var description: String {
        (["tocsin"] + words.map(\.description)).joined(separator: " ")
    }
}

extension TypedCommand.Word: CustomStringConvertible {
    var description: String {
        switch self {
        case .own(let word): word
        case .value(let value): Self.quoted(value)
        case .fill(let placeholder): placeholder.rawValue
        case .address(let channel): "\(channel):ACCOUNT=URL"
        case .named(let name): "\(Self.quoted(name))=VALUE"
        }
    }

    /// The value as one word for a POSIX shell; bare if no character in it is special to a shell.
    private static func quoted(_ value: String) -> String {
        let isPlain =
            !value.isEmpty
            && value.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
                    || (0x30...0x39).contains(byte) || "-_.,:/@%+=".utf8.contains(byte)
            }
        return isPlain ? value : "'" + value.replacing("'", with: #"'\''"#) + "'"
    }
}
