import Testing

/// Public declarations are documented.
@Suite struct DocumentationTests {
    /// The required share of public declarations with a documentation comment, in percent. It may
    /// only rise; the goal is 70.
    static let limit = 75

    private static let modifiers: Set<String> = [
        "static", "final", "override", "nonisolated", "indirect", "mutating", "consuming", "lazy",
    ]

    /// The public declarations of a file, and whether each is documented.
    static func declarations(_ file: SourceFile) -> [(place: String, isDocumented: Bool)] {
        var found: [(String, Bool)] = []
        var isDocumented = false
        var index = 0
        while index < file.tokens.count {
            let token = file.tokens[index]
            let next = index + 1 < file.tokens.count ? file.tokens[index + 1].text : ""
            if token.kind == .documentation {
                isDocumented = true
            } else if token.text == "@" {
                index += 1
                if index + 1 < file.tokens.count, file.tokens[index + 1].text == "(" {
                    while index < file.tokens.count, file.tokens[index].text != ")" { index += 1 }
                }
            } else if token.kind == .word, token.text == "public", next != "import",
                next != "(", next != "extension"
            {
                found.append((file.place(token), isDocumented))
            } else if !modifiers.contains(token.text) {
                isDocumented = false
            }
            index += 1
        }
        return found
    }

    @Test func `enough of what is public is documented`() {
        var documented = 0
        var all = 0
        for (module, files) in Dictionary(grouping: SourceTree.sources, by: \.module).sorted(
            by: { $0.key < $1.key })
        {
            let found = files.flatMap(Self.declarations)
            let count = found.count { $0.isDocumented }
            print("\(module): \(count) of \(found.count) public declarations are documented")
            documented += count
            all += found.count
        }
        print("all: \(documented) of \(all), \(documented * 100 / max(all, 1)) %")
        #expect(documented * 100 >= all * Self.limit)
    }

    @Test func `a comment counts for the declaration that follows it, whatever lies between`() {
        let file = SourceFile(
            path: "Sources/Incident/A.swift",
            source: """
                public import Channels
                /// One.
                @available(*, deprecated)
                @discardableResult
                public static func one() {}
                public let two = 2
                // Three.
                public let three = 3
                /// Four.
                let four = 4
                public let five = 5
                """)
        #expect(Self.declarations(file).map(\.isDocumented) == [true, false, false, false])
    }
}
