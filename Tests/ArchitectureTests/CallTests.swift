import Testing

/// A pure module prints nothing and reads nothing outside: no clock, environment, file or
/// randomness.
@Suite struct CallTests {
    /// Names that a pure module must not use, with the things they reach.
    private static let names: [String: String] = {
        var names: [String: String] = [:]
        for (reach, list) in [
            ("output", "debugPrint NSLog stdout stderr fputs putchar fwrite"),
            (
                "the clock",
                """
                ContinuousClock SuspendingClock UTCClock clock_gettime gettimeofday timeIntervalSinceNow \
                DispatchTime Timer usleep nanosleep
                """
            ),
            (
                "the environment",
                """
                ProcessInfo getenv setenv NSHomeDirectory NSUserName gethostname getpid getuid \
                UserDefaults autoupdatingCurrent
                """
            ),
            (
                "files",
                """
                FileManager FileHandle fopen opendir readLine contentsOfFile InputStream OutputStream \
                URLSession Bundle Process Pipe
                """
            ),
            ("chance", "SystemRandomNumberGenerator arc4random getrandom srand drand48"),
            ("threads", "Thread DispatchQueue withTaskGroup"),
        ] {
            for name in list.split(separator: " ") { names[String(name)] = reach }
        }
        return names
    }()

    /// Names that are harmless as a member or with other arguments, by the tokens around them.
    private static let sequences: [(tokens: [String], reach: String)] = [
        (["Date", "(", ")"], "the clock"), (["Date", ".", "now"], "the clock"),
        (["UUID", "(", ")"], "chance"), ([".", "random", "("], "chance"),
        ([".", "shuffled", "(", ")"], "chance"), ([".", "randomElement", "(", ")"], "chance"),
        (["(", "contentsOf", ":", "URL"], "files"), (["Data", "(", "contentsOf"], "files"),
        (["String", "(", "contentsOf"], "files"), ([".", "write", "(", "to"], "files"),
        (["CommandLine", ".", "arguments"], "the environment"), (["Task", "{"], "threads"),
        (["TimeZone", ".", "current"], "the environment"),
        (["Locale", ".", "current"], "the environment"),
        (["Calendar", ".", "current"], "the environment"),
    ]

    static func faults(_ file: SourceFile) -> [String] {
        guard ImportTests.pure.contains(file.module) else { return [] }
        let code = file.code
        var faults: [String] = []
        for (index, token) in code.enumerated() where token.kind != .string {
            let before = index > 0 ? code[index - 1].text : ""
            let after = index + 1 < code.count ? code[index + 1].text : ""
            var reach: String?
            if token.kind == .word, before != "." { reach = names[token.text] }
            if token.text == "print", before != ".", before != "func", after == "(" {
                reach = "output"
            }
            for sequence in sequences where sequence.tokens[0] == token.text {
                let here = code[index...].prefix(sequence.tokens.count)
                if here.allSatisfy({ $0.kind != .string }), here.map(\.text) == sequence.tokens {
                    reach = sequence.reach
                }
            }
            if let reach { faults.append("\(file.place(token)): \(token.text) reaches \(reach)") }
        }
        return faults
    }

    @Test func `pure modules reach nothing outside`() {
        #expect(SourceTree.sources.flatMap(Self.faults) == [])
    }

    @Test(arguments: [
        "print(x)", "let now = Date()", "let now = Date.now", "ContinuousClock().now",
        "clock_gettime(CLOCK_REALTIME, &time)", "ProcessInfo.processInfo.environment",
        "FileManager.default", "try Data(contentsOf: url)", "Int.random(in: 0..<9)", "UUID()",
        "let text = \"at \\(Date())\"", "items.shuffled()", "TimeZone.current",
    ])
    func `a call that reaches outside is found`(_ source: String) {
        let file = SourceFile(path: "Sources/Incident/A.swift", source: source)
        #expect(Self.faults(file).count == 1)
        #expect(Self.faults(SourceFile(path: "Sources/Engine/A.swift", source: source)) == [])
    }

    @Test(arguments: [
        "// print(x)", "let text = \"print(x)\"", "list.append(contentsOf: more)", "Date(other)",
        "printer.print(x)", "func print(_ block: Block) {}", "UUID(uuid: bytes)",
    ])
    func `what only looks like one is not`(_ source: String) {
        #expect(Self.faults(SourceFile(path: "Sources/Incident/A.swift", source: source)) == [])
    }
}
