import Forms
import ChildProcess
import Foundation
import Glibc
import Testing

/// The player as people use it: a process on a pseudo-terminal, compared with whole screens.
@Suite struct PlayerTerminalTests {
    /// One home for all screens: it outlives the processes, and none of them writes to it.
    private static let home = Result { try DallasTests.demo.get() }

    /// The reenactment of Dallas, played.
    private func dallas(
        _ options: String..., columns: Int = 80, rows: Int = 24,
        environment: [String: String] = ["NO_COLOR": "1"]
    ) throws -> PlayerAtTerminal {
        let desk = try Self.home.get()
        return try PlayerAtTerminal(
            ["replay", "--incident", "dallas-2016", "--home", desk.home] + options,
            environment: environment, columns: columns, rows: rows)
    }

    /// Waits until the whole screen matches the file: a screen may arrive in pieces.
    private func expect(_ name: String, on player: PlayerAtTerminal) throws {
        let expected = try Self.golden(name)
        try player.wait { screen in
            // The log's own time differs from run to run.
            screen.text.replacing(
                /recorded\s\d{4}-\d\d-\d\d \d\d:\d\d C[SD]T/,
                with: "recorded (log's own time)") == expected
        }
    }

    private static func golden(_ name: String) throws -> String {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Screens/\(name).txt")
        var text = try String(contentsOf: file, encoding: .utf8)
        if text.hasSuffix("\n") { text.removeLast() }
        return text
    }

    // MARK: Whole screens

    @Test func `Dallas at the wrong photo, 80 by 24`() throws {
        let player = try dallas()
        try player.wait(for: "entry 1 of")
        player.type("t2016-07-07 22:55\r")
        try expect("dallas-80x24", on: player)
        #expect(player.screen.unknown.isEmpty && player.screen.colors.isEmpty)
    }

    @Test func `Dallas on a large screen, and after it was made narrow`() throws {
        let player = try dallas(columns: 120, rows: 40)
        try player.wait(for: "entry 1 of")
        player.type("t2016-07-08 18:00\r")
        try expect("dallas-120x40", on: player)
        player.resize(columns: 46, rows: 20)
        try expect("dallas-46x20", on: player)
    }

    /// A small exercise with texts that could corrupt a screen.
    private static let mill = """
        scenario: mill
        incident: mill
        title: Fire at the mill 水車
        mode: exercise
        playbook: false-alert
        zone: America/Chicago
        place: Old Mill
        department:
          department: Riverton Police Department
          id: riverton-pd
          zone: America/Chicago
          people:
            - {id: lee, roles: [pio]}
            - {id: kim, roles: [incident-commander]}
          accounts:
            x: [RivertonPD]
        injects:
          - number: "1"
            at: "2026-05-01T10:00:00-05:00"
            as: lee
            command:
              fact record:
                statement: "水車小屋が燃えている 🔥🔥 e\\u0301tage 한국"
                source: dispatch
                verified: true
                clear: true
          - number: "2"
            at: "2026-05-01T10:07:00-05:00"
            as: lee
            command:
              rumor report:
                claim: \(String(repeating: "LONG", count: 15_000))
                on: ["tv:station-4"]
                finding: "false"
                because: seen on site

        """

    private func mill(
        columns: Int = 80, rows: Int = 24, environment: [String: String] = ["NO_COLOR": "1"]
    ) throws -> PlayerAtTerminal {
        let desk = try Desk()
        let file = try desk.write(Self.mill, to: "mill.yaml")
        // A scenario accepts no control characters, but a person's terminal does.
        for command in [
            ["scenario", "run", file, "--stop-after", "1"],
            [
                "fact", "record", "\u{1B}[2J\u{1B}[31mred\u{1B}]0;title\u{7} and \u{202E}turned",
                "--source", "dispatch", "--occurred", "2026-05-01T10:05:00-05:00", "--incident",
                "mill",
            ],
            ["scenario", "run", file],
        ] {
            let run = try Program.run(command, environment: desk.environment(as: "lee"))
            guard run.status == 0 else { throw Desk.Unexpected(text: run.errors) }
        }
        let player = try PlayerAtTerminal(
            ["replay", "--home", desk.home], environment: environment, columns: columns,
            rows: rows)
        player.desk = desk
        return player
    }

    @Test func `wide, hostile and endless texts leave every column where it belongs`() throws {
        let player = try mill()
        try player.wait(for: "entry 1 of")
        player.type("$")
        try expect("mill-80x24", on: player)
        // Nothing reached the terminal that moves the cursor, colors or renames.
        #expect(player.screen.unknown.isEmpty && player.screen.colors.isEmpty)
        for line in player.screen.lines[2..<15] {
            #expect(line.contains("│") || line.isEmpty, "\(line)")
        }
    }

    @Test(.enabled(if: PythonTerminal.isThere, "TOCSIN_PYTHON names a Python with pyte"))
    func `a terminal of others shows the same`() throws {
        let player = try mill()
        try player.wait(for: "entry 1 of")
        player.type("$")
        try expect("mill-80x24", on: player)
        let lines = try PythonTerminal.lines(of: player.bytes, columns: 80, rows: 24)
        #expect(lines == player.screen.lines)
    }

    @Test func `colour is used on a terminal, and never where NO_COLOR is set`() throws {
        let colored = try mill(environment: [:])
        try colored.wait(for: "entry 1 of")
        colored.type("$")
        try expect("mill-80x24", on: colored)
        #expect(!colored.screen.colors.isEmpty)
    }

    @Test func `the help lists the keys, and a small window still says what it is`() throws {
        let player = try dallas(columns: 40, rows: 8)
        try player.wait(for: "REENACTMENT")
        player.type("z")
        try player.wait(for: "[GAP")
        player.resize(columns: 12, rows: 3)
        try player.wait(for: "REENACTMENT")
        player.resize(columns: 80, rows: 24)
        player.type("?")
        try player.wait(for: "Marks: M release")
        #expect(player.screen.lines[0].contains("REENACTMENT: dallas-2016"))
        player.type("x")
        try player.wait(for: "KNOWN")
    }

    // MARK: Keys and time

    @Test func `it plays by itself and stops at the end`() throws {
        let player = try mill()
        try player.wait(for: "entry 1 of")
        player.type("+++ ")
        try player.wait(for: "playing 600x")
        try player.wait(for: "10:07:00 CDT  paused")
    }

    @Test func `a suspended player gives the terminal back and takes it again`() throws {
        let player = try mill()
        try player.wait(for: "entry 1 of")
        player.type("\u{1A}")
        try player.wait { !$0.isAlternate && $0.showsCursor && $0.wraps }
        try player.waitForStop()
        #expect(player.isRestored)
        player.send(SIGCONT)
        try player.wait { $0.isAlternate && $0.text.contains("entry 1 of") }
        #expect(player.isTaken)
        player.type("q")
        #expect(try player.end() == .exited(0))
    }

    // MARK: Ends

    @Test func `q leaves the terminal as it was`() throws {
        let player = try mill()
        try player.wait(for: "entry 1 of")
        #expect(player.isTaken && player.screen.isAlternate)
        player.type("q")
        #expect(try player.end() == .exited(0))
        #expect(player.isRestored)
    }

    @Test func `playing, jumping and searching write nothing`() throws {
        let player = try mill()
        let desk = try #require(player.desk)
        func files() throws -> [String] {
            try FileManager.default.subpathsOfDirectory(atPath: desk.folder).sorted()
        }
        let before = (try desk.bytes(), try files())
        try player.wait(for: "entry 1 of")
        player.type("+++ ")
        try player.wait(for: "10:07:00 CDT  paused")
        player.type("g1\r")
        try player.wait(for: "entry 2 of")
        player.type("/LONG\r")
        try player.wait(for: "rumor-reported")
        player.type("q")
        #expect(try player.end() == .exited(0))
        #expect(try desk.bytes() == before.0)
        #expect(try files() == before.1)
    }

    @Test func `Control-C interrupts it as any program`() throws {
        let player = try mill()
        try player.wait(for: "entry 1 of")
        player.type("\u{3}")
        #expect(try player.end() == .signaled(SIGINT))
        #expect(player.isRestored)
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGTRAP, SIGFPE])
    func `whatever signal ends it, the terminal is as it was`(_ signal: CInt) throws {
        let desk = try Self.home.get()
        let player = try PlayerAtTerminal(
            ["replay", "--incident", "dallas-2016", "--home", desk.home],
            environment: ["NO_COLOR": "1", "SWIFT_BACKTRACE": "enable=no"])
        try player.wait(for: "entry 1 of")
        #expect(player.isTaken && player.screen.isAlternate)
        player.send(signal)
        #expect(try player.end() == .signaled(signal))
        #expect(player.isRestored)
    }

    @Test func `an error is told on the screen that commands print to`() throws {
        let player = try dallas("--as-of", "2016-07-07T12:00:00-05:00")
        #expect(try player.end() == .exited(65))
        #expect(player.isRestored)
        #expect(String(decoding: player.bytes, as: UTF8.self).contains("Play all of it:"))
    }

    // MARK: Following, and without a terminal

    @Test func `a live incident is followed as other processes write to it`() throws {
        let desk = try Desk.opened()
        let player = try PlayerAtTerminal(
            ["replay", "--follow"],
            environment: desk.environment(as: "lee").merging(["NO_COLOR": "1"]) { $1 })
        try player.wait(for: "following")
        #expect(player.screen.lines[0].contains("LIVE: riverton"))
        try desk.run("fact", "record", "The bridge is shut", "--source", "dispatch")
        try player.wait(for: "The bridge is shut")
        player.type("\u{1B}[D")
        try player.wait(for: "behind live")
        try desk.run(
            "rumor", "report", "The dam broke", "--on", "tv:station-4", "--finding", "false",
            "--because", "It stands", "--source", "dispatch")
        try player.wait(for: "Press f to follow.")
        #expect(!player.screen.text.contains("The dam broke"))
        player.type("f")
        try player.wait(for: "Claim: The dam broke")
        player.type("q")
        #expect(try player.end() == .exited(0))
    }

    @Test func `without a terminal following prints entries as they come`() throws {
        let desk = try Desk.opened()
        let child = try Program.start(
            ["replay", "--follow"], environment: desk.environment(as: "lee"), output: .pipe)
        #expect(child.read(until: "Incident opened").contains("Incident opened"))
        try desk.run("fact", "record", "The bridge is shut", "--source", "dispatch")
        let more = child.read(until: "The bridge is shut")
        #expect(more.contains("The bridge is shut"))
        #expect(!more.contains("\u{1B}"))
        child.send(SIGTERM)
        #expect(try child.wait() == .killed(signal: SIGTERM))
    }

    @Test func `following takes no end, no past and no JSON`() throws {
        let desk = try Desk.opened()
        for options in [["--to", "22:00"], ["--as-of", "-5m"], ["--json"]] {
            let result = try Program.run(
                ["replay", "--follow"] + options, environment: desk.environment(as: "lee"))
            #expect(result.status == 64, "\(options): \(result.errors)")
        }
    }

    @Test func `plain text is printed where it is asked for, and where the terminal is dumb`()
        throws
    {
        let desk = try Desk.opened()
        let plain = try desk.typeAtTerminal("tocsin replay --plain")
        #expect(plain.status == 0 && plain.output.contains("Incident opened"))
        #expect(!plain.output.contains("\u{1B}[?1049h"))
        let piped = try desk.run("replay")
        #expect(piped.output.contains("Incident opened"))
        #expect(piped.output.contains("The gap: ") || piped.output.contains("No gap"))
        // The tests set no TERM, as for an unknown terminal.
        let dumb = try desk.typeAtTerminal("tocsin replay")
        #expect(dumb.status == 0 && !dumb.output.contains("\u{1B}[?1049h"))
    }
}

/// pyte, a terminal emulator in Python, as a second opinion.
enum PythonTerminal {
    static let python = ProcessInfo.processInfo.environment["TOCSIN_PYTHON"] ?? "/usr/bin/python3"

    static let isThere: Bool = {
        let result = try? Program.run(python, ["-c", "import pyte"], environment: [:])
        return result?.status == 0
    }()

    static func lines(of bytes: [UInt8], columns: Int, rows: Int) throws -> [String] {
        let program = """
            import sys, pyte
            screen = pyte.Screen(\(columns), \(rows))
            pyte.ByteStream(screen).feed(sys.stdin.buffer.read())
            sys.stdout.buffer.write("\\n".join(l.rstrip() for l in screen.display).encode())
            """
        let result = try Program.run(
            python, ["-c", program], environment: [:], input: Data(bytes))
        guard result.status == 0 else { throw Desk.Unexpected(text: result.errors) }
        return result.output.split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
    }
}
