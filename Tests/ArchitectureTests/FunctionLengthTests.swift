import Testing

/// Rules are short enough to read at a glance, so that people check them.
@Suite struct FunctionLengthTests {
    static let limit = 80

    /// Every function and initializer with the lines of its body.
    static func bodies(_ file: SourceFile) -> [(place: String, name: String, lines: Int)] {
        let code = file.code.filter { $0.kind != .string }
        var found: [(String, String, Int)] = []
        for (index, token) in code.enumerated() where token.kind == .word {
            let isFunction = token.text == "func"
            let isInitializer =
                token.text == "init" && index > 0 && code[index - 1].text != "."
                && index + 1 < code.count && "(?<".contains(code[index + 1].text)
            guard isFunction || isInitializer, index + 1 < code.count,
                let body = body(of: index, in: code)
            else { continue }
            let name = isFunction ? code[index + 1].text : "init"
            found.append((file.place(token), name, body.last.line - body.first.line - 1))
        }
        return found
    }

    /// The braces of a declaration's body; nil for a requirement of a protocol.
    private static func body(of start: Int, in code: [Token]) -> (first: Token, last: Token)? {
        var depth = 0
        var open: Int?
        for index in (start + 1)..<code.count {
            switch code[index].text {
            case "(", "[": depth += 1
            case ")", "]": depth -= 1
            case "{" where depth == 0: open = index
            case "}" where depth == 0, "func" where depth == 0 && index > start + 1: return nil
            default: break
            }
            if open != nil { break }
        }
        guard let open else { return nil }
        var braces = 0
        for index in open..<code.count {
            if code[index].text == "{" { braces += 1 }
            if code[index].text == "}" { braces -= 1 }
            if braces == 0 { return (code[open], code[index]) }
        }
        return nil
    }

    @Test func `no function of the domain exceeds eighty lines`() {
        let long = SourceTree.sources.filter { $0.module == "Incident" }.flatMap(Self.bodies)
            .filter { $0.lines > Self.limit }
        #expect(long.map { "\($0.place): \($0.name) has \($0.lines) lines" } == [])
    }

    @Test func `lines are counted from brace to brace`() {
        let lines = (1...81).map { "    call(\"}\", \($0))" }.joined(separator: "\n")
        let file = SourceFile(
            path: "Sources/Incident/A.swift",
            source: """
                protocol P { func required(_ x: Int) -> Int }
                func long<T>(_ body: () -> T = { nil }) throws(Rejection) -> [Int] {
                \(lines)
                }
                func short() { one() }
                """)
        let found = Self.bodies(file)
        #expect(found.map(\.name) == ["long", "short"])
        #expect(found.map(\.lines) == [81, -1])
    }
}
