import Foundation
import Testing

/// What a shell offers at the cursor, asked of the shells themselves.
@Suite(.serialized) struct CompletionTests {
    enum Shell: String, CaseIterable {
        case bash, zsh, fish

        var path: String? {
            ["/usr/bin/\(rawValue)", "/bin/\(rawValue)"].first {
                FileManager.default.isExecutableFile(atPath: $0)
            }
        }
    }

    private static let desk: Result<Desk, any Error> = Result {
        let desk = try Desk.opened()
        try desk.carryOut("fact record \"Two are hurt\" --source dispatch")
        try desk.carryOut("rumor report \"The dam broke\" --on facebook:Neighbors")
        for shell in Shell.allCases {
            let script = try Program.run(["--generate-completion-script", shell.rawValue])
            _ = try desk.write(script.output, to: "tocsin.\(shell.rawValue)")
            if shell == .zsh { _ = try desk.write(script.output, to: "_tocsin") }
        }
        _ = try desk.write(
            "PS1='READY> '; fpath=(\(desk.folder) $fpath); autoload -Uz compinit; compinit -u -D\n",
            to: ".zshrc")
        return desk
    }

    private static let environment: Result<[String: String], any Error> = Result {
        let desk = try Self.desk.get()
        var environment = desk.environment(as: "lee")
        environment["PATH"] =
            URL(filePath: Program.path).deletingLastPathComponent().path + ":/usr/bin:/bin"
        environment["HOME"] = desk.folder
        environment["ZDOTDIR"] = desk.folder
        environment["TERM"] = "xterm"
        return environment
    }

    @Test(arguments: [
        ("tocsin message sub", "submit"), ("tocsin message submit ", "M1"),
        ("tocsin message submit hol", "holding"), ("tocsin fact clear ", "F1"),
        ("tocsin rumor assess ", "R1"), ("tocsin rumor assess R1 --finding mis", "misleading"),
        ("tocsin message draft update --on fac", "facebook"),
        ("tocsin role assign kim incident-c", "incident-commander"),
        ("tocsin open attack-on", "attack-on-officers"), ("tocsin status riv", "riverton"),
        ("tocsin step complete call", "call-takers"), ("tocsin phase set sus", "sustained"),
        ("tocsin message posted M1 x:", "RivertonPD"),
    ])
    func `bash completes commands, ids and values`(_ line: String, _ word: String) throws {
        let desk = try Self.desk.get()
        let ask = """
            source \(desk.folder)/tocsin.bash
            COMP_LINE="\(line)"; COMP_POINT=${#COMP_LINE}
            read -ra COMP_WORDS <<< "$COMP_LINE"
            [[ "$COMP_LINE" == *" " ]] && COMP_WORDS+=("")
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _tocsin tocsin "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let result = try Program.run(
            try #require(Shell.bash.path), ["-c", ask], environment: Self.environment.get())
        let words = result.output.split(whereSeparator: \.isWhitespace)
        #expect(words.contains { $0.hasSuffix(word) }, "\(line): \(result)")
    }

    private static let lines: [(String, String)] = [
        ("tocsin message ", "submit"), ("tocsin message submit ", "holding"),
        ("tocsin rumor assess R1 --finding ", "misleading"),
        ("tocsin role assign kim ", "incident-commander"), ("tocsin status ", "riverton"),
        ("tocsin step complete ", "call-takers"),
    ]

    /// Types a line and a tab at a shell's prompt, and waits for a word.
    private func type(
        _ line: String, awaiting word: String, at shell: Shell, _ arguments: [String]
    ) throws {
        let path = try #require(shell.path)
        let session = try PlayerAtTerminal(
            arguments, environment: Self.environment.get(), columns: 200, rows: 50, program: path)
        try session.wait { _ in session.printed.contains("READY> ") }
        session.type(line + "\t")
        try session.wait { _ in session.printed.contains(word) }
    }

    @Test(.enabled(if: Shell.fish.path != nil, "fish isn't installed"), arguments: lines)
    func `fish completes commands, ids and values`(_ line: String, _ word: String) throws {
        let script = try Self.desk.get().folder + "/tocsin.fish"
        try type(
            line, awaiting: word, at: .fish,
            [
                "--no-config", "-i", "-C",
                "source \(script); function fish_prompt; printf 'READY> '; end",
            ])
    }

    @Test(.enabled(if: Shell.zsh.path != nil, "zsh isn't installed"), arguments: lines)
    func `zsh completes commands, ids and values`(_ line: String, _ word: String) throws {
        try type(line, awaiting: word, at: .zsh, ["-i"])
    }

    @Test(arguments: [
        "message submit -- positional@0", "status -- positional@0", "step complete -- positional@0",
        "message posted -- positional@1",
    ])
    func `completion is silent without a home`(_ asked: String) throws {
        let words =
            ["---completion"] + asked.split(separator: " ").map(String.init) + [
                "3", "0", "tocsin", "x", "y", "",
            ]
        let result = try Program.run(words, environment: ["TOCSIN_HOME": "/nonexistent/home"])
        #expect(result.status == 0 && result.errors.isEmpty)
        #expect(result.output.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty)
    }

    @Test func `completion reads the home and incident that were typed`() throws {
        let desk = try Self.desk.get()
        let words = ["message", "submit", "--", "positional@0", "7", "0"]
        let line = [
            "tocsin", "message", "submit", "--home", desk.home, "--incident", "riverton", "",
        ]
        let result = try Program.run(["---completion"] + words + line, environment: [:])
        #expect(result.output.contains("holding"), "\(result.output)")
    }
}
