extension Scenario {
    /// A scenario's command, in the command line's own nouns, verbs and option names.
    ///
    /// The command line's own parser checks whether they exist, and reports `line` and `column`.
    public struct CommandLine: Hashable, Sendable {
        /// `fact`, `record`; or one word, or three: `review`, `action`, `add`.
        public var words: [String]
        /// The options in the order written. An option without values is a flag.
        public var options: [Option]
        /// The name by which later commands refer to the thing that the command creates.
        public var label: String?
        /// Its line in the file, from 1.
        public var line: Int
        public var column: Int

        public init(
            _ words: [String], options: [Option] = [], label: String? = nil, line: Int = 1,
            column: Int = 1
        ) {
            self.words = words
            self.options = options
            self.label = label
            self.line = line
            self.column = column
        }

        public struct Option: Hashable, Sendable {
            public var name: String
            /// The values: a scalar gives one, a list several, a mapping `key=value` ones, and
            /// `true` none.
            public var values: [String]
            public var line: Int
            public var column: Int

            public init(name: String, values: [String], line: Int = 1, column: Int = 1) {
                self.name = name
                self.values = values
                self.line = line
                self.column = column
            }
        }

        /// The values of an option, nil if it is absent.
        public func values(_ option: String) -> [String]? {
            options.first { $0.name == option }?.values
        }

        /// The command with each `$label` replaced by the id created under that label.
        ///
        /// Labels that are not in `ids` stay as they are.
        public func resolving(_ ids: [String: String]) -> CommandLine {
            var command = self
            for index in command.options.indices {
                command.options[index].values = command.options[index].values.map { value in
                    guard let label = Self.label(in: value), let id = ids[label] else {
                        return value
                    }
                    return String(value.dropLast(label.utf8.count + 1)) + id
                }
            }
            return command
        }

        /// The labels that its values name, in order.
        public var references: [String] {
            options.flatMap(\.values).compactMap(Self.label)
        }

        /// The label that a value names: all of it is `$label`, or what follows `key=`.
        public static func label(in value: String) -> String? {
            let reference: Substring
            if value.hasPrefix("$") {
                reference = value.dropFirst()
            } else if let equals = value.firstIndex(of: "="),
                value[value.index(after: equals)...].hasPrefix("$")
            {
                reference = value[equals...].dropFirst(2)
            } else {
                return nil
            }
            return isLabel(reference) ? String(reference) : nil
        }

        /// Lower-case letters, digits and hyphens, beginning with a letter: `$5` is money.
        static func isLabel(_ text: some StringProtocol) -> Bool {
            guard let first = text.utf8.first, (97...122).contains(first) else { return false }
            return text.utf8.allSatisfy {
                (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-")
            }
        }
    }
}
