import Foundation
import Glibc
import Testing

/// Any wrong input gets one clear sentence and the right exit code, and leaves the log unchanged,
/// byte for byte.
@Suite struct BadInputTests {
    struct Slip: Sendable, CustomTestStringConvertible {
        var command: String
        var status: Int32 = 65
        /// The words that the error must contain.
        var says: String
        var actor = "lee"
        var testDescription: String { command }
    }

    static let slips = [
        Slip(
            command: "status nowhere",
            says: "This home has no incident \"nowhere\". Known incidents: riverton."),
        Slip(
            command: "note log hello --incident nowhere",
            says: "This home has no incident \"nowhere\""),
        Slip(command: "fact verify F9 --source IC", says: "F9"),
        Slip(
            command: "fact verify X9 --source IC",
            says: "\"X9\" isn't a valid fact id. Write it like F1."
        ),
        Slip(command: "fact show F9", says: "This incident has no fact F9."),
        Slip(command: "message submit M99", says: "M99"),
        Slip(command: "message submit holdin", says: "The named messages are: holding."),
        Slip(command: "message text M1 telegraph", says: "M1 has no text for telegraph/en."),
        Slip(command: "rumor assess R9 --finding false --because no", says: "R9"),
        Slip(command: "rumor report late --finding fals --because no", says: "Did you mean false?"),
        Slip(command: "rumor report late --on tv", says: "it must be CHANNEL:ACCOUNT"),
        Slip(command: "rumor report late --on xx:a", says: "xx isn't a channel"),
        Slip(command: "inquiry answer Q9 \"We know.\"", says: "Q9"),
        Slip(command: "step complete nothing", says: "nothing"),
        Slip(command: "phase set nothing", says: "nothing"),
        Slip(command: "role assign kim king", says: "\"king\" isn't a valid role."),
        Slip(command: "note log hello --occurred 25:00", says: "\"25:00\" isn't a valid time."),
        Slip(
            command: "note log hello --occurred \"2016-02-30 10:00\"", says: "isn't a valid time."),
        Slip(
            command: "note log hello --occurred \"2016-03-13 02:30\"",
            says: "doesn't exist in America/Chicago: clocks skip it when they change between"),
        Slip(
            command: "note log hello --occurred \"2016-11-06 01:30\"",
            says: "occurs twice in America/Chicago, at -06:00 and -05:00."),
        Slip(command: "note log \"\"", says: "The note is empty."),
        Slip(command: "note log \"   \"", says: "The note is empty."),
        Slip(command: "fact record \"\"", says: "empty"),
        Slip(command: "note log hello --request 12", says: "\"12\" isn't a valid request id"),
        Slip(command: "note log hello --as Lee", says: "\"Lee\" isn't a valid actor id"),
        Slip(
            command: "note log hello", status: 77, says: "max has no role in this incident",
            actor: "max"),
        Slip(
            command: "note log hello --role incident-commander", status: 77,
            says: "lee doesn't hold the role incident-commander"),
        Slip(command: "note log hello --expecting 99", status: 75, says: "is at revision"),
        Slip(command: "note log", status: 64, says: "The note is missing"),
        Slip(
            command: "fact frobnicate", status: 64,
            says: "There is no command \"tocsin fact frobnicate\""),
        Slip(command: "note log hello --about", status: 64, says: "--about needs --occurred"),
        Slip(
            command: "open attack-on-officer --place Main", says: "Did you mean attack-on-officers?"
        ),
        Slip(
            command: "open attack-on-officers --place Main --id riverton",
            says: "The incident riverton already exists."),
        Slip(
            command: "open attack-on-officers --place \"\"", says: "The value of --place is empty."),
        Slip(command: "calendar --ics \"\"", says: "The value of --ics is empty."),
        Slip(command: "note log hello --occurred \"\"", says: "The value of --occurred is empty."),
        Slip(
            command: "rumor assess R1 --finding false --because \"\"",
            says: "The value of --because is empty."),
        Slip(command: "init --name \" \"", says: "The value of --name is empty."),
        Slip(
            command: "help frobnicate", status: 64,
            says: "There is no command \"tocsin frobnicate\""),
        Slip(command: "help mesage", status: 64, says: "Did you mean \"tocsin message\"?"),
        Slip(
            command: "help message frobnicate", status: 64,
            says: "There is no command \"tocsin message frobnicate\""),
        Slip(
            command: "frobnicate --help", status: 64,
            says: "There is no command \"tocsin frobnicate\""),
        Slip(
            command: "open attack-on-officers --place Main --zone Mars/Olympus",
            says: "\"Mars/Olympus\" isn't a time zone"),
        Slip(
            command: "open attack-on-officers --place Main --mode lively",
            says: "Did you mean live?"),
        Slip(
            command: "open attack-on-officers --place Main --onset 2016-03-13T02:30",
            says: "doesn't exist in America/Chicago"),
        Slip(
            command: "note log hello --text-file /nonexistent/file", status: 74,
            says: "can't be read"),
        Slip(command: "scenario run dallas-2017", says: "Did you mean dallas-2016?"),
        Slip(command: "channel show facebok", says: "Did you mean facebook?"),
        Slip(command: "timeline --as-of 10-past", says: "\"10-past\" isn't a valid time."),
    ]

    @Test func `every slip gets one sentence and its exit code, and changes no byte`() throws {
        let desk = try Desk.opened()
        let before = try desk.bytes()
        for slip in Self.slips {
            let result = try desk.type(slip.command, as: slip.actor)
            #expect(result.status == slip.status, "\(slip.command): \(result.errors)")
            #expect(result.errors.contains(slip.says), "\(slip.command): \(result.errors)")
            #expect(result.output.isEmpty, "\(slip.command): \(result.output)")
            #expect(try desk.bytes() == before, "\(slip.command)")
        }
    }

    @Test func `a moment before the opening shows that there was nothing yet`() throws {
        let desk = try Desk.opened()
        for command in ["status", "timeline", "drafts", "fact list", "coverage", "replay"] {
            let result = try desk.type(command + " --as-of \"2015-01-01 10:00\"")
            #expect(result.status == 0, "\(command): \(result.errors)")
            #expect(
                result.output.hasPrefix("As of 2015-01-01 10:00 CST:\nThe incident wasn't open yet")
            )
            #expect(!result.output.contains("holding"))
        }
    }

    @Test func `a text of 10 MB is refused with the limit, from a file and from standard input`()
        throws
    {
        let desk = try Desk.opened()
        let before = try desk.bytes()
        let big = Data(repeating: UInt8(ascii: "a"), count: 10_000_000)
        let file = try desk.write(big, to: "big.txt")
        let fromFile = try desk.run("note", "log", "--text-file", file)
        #expect(fromFile.status == 65)
        #expect(fromFile.errors.contains("has more than 65536 bytes (64 KiB)"))
        let almost = try desk.write(
            Data(repeating: UInt8(ascii: "a"), count: 65_536), to: "64k.txt")
        let over = try desk.write(Data(repeating: UInt8(ascii: "a"), count: 65_537), to: "65k.txt")
        #expect(try desk.run("note", "log", "--text-file", over).status == 65)
        #expect(try desk.bytes() == before)
        #expect(try desk.run("note", "log", "--text-file", almost).status == 0)
    }

    @Test func `a text comes from standard input as it is`() throws {
        let desk = try Desk.opened()
        let text = "Line one.\nLine \"two\" — ¿qué?"
        let result = try desk.run(
            "note", "log", "--text-file", "-", input: Data((text + "\n").utf8))
        #expect(result.status == 0, "\(result.errors)")
        let show = try desk.run("log", "show", "--json", "--limit", "1000")
        let last = try #require(show.output.split(separator: "\n").last)
        let record = try #require(
            try JSONSerialization.jsonObject(with: Data(last.utf8)) as? [String: Any])
        let event = try #require(record["event"] as? [String: [String: Any]])
        #expect(event["noteLogged"]?["text"] as? String == text)
    }

    @Test func `bytes that are not UTF-8 are refused and not repaired`() throws {
        let desk = try Desk.opened()
        let before = try desk.bytes()
        // A Swift string can't hold the argument, so a shell passes it on.
        let result = try Program.run(
            "/bin/sh",
            ["-c", #"exec "$0" note log "$(printf 'caf\351')""#, Program.path],
            environment: desk.environment(as: "lee"))
        #expect(result.status == 65)
        #expect(result.errors.contains("Argument 3 isn't valid UTF-8"))

        let file = try desk.write(Data([0x63, 0xE9]), to: "latin1.txt")
        let fromFile = try desk.run("note", "log", "--text-file", file)
        #expect(fromFile.status == 65)
        #expect(fromFile.errors.contains("isn't valid UTF-8 at byte 2"))
        #expect(try desk.bytes() == before)
    }

    @Test func `a home that holds something else is left alone`() throws {
        let desk = try Desk()
        let other = desk.folder + "/letters"
        try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
        _ = try desk.write("mine", to: "letters/letter.txt")
        for command in [
            [
                "open", "attack-on-officers", "--place", "Main", "--department", "R", "--zone",
                "UTC",
            ],
            ["status"], ["demo"], ["init", "--name", "R"],
        ] {
            let result = try Program.run(command + ["--home", other])
            #expect(result.status == 65, "\(command): \(result.errors)")
            #expect(result.errors.contains("isn't a Tocsin home: it has letter.txt."))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: other) == ["letter.txt"])
    }

    @Test func `a home that can't be written is an input or output error`() throws {
        for home in ["/proc/tocsin-home", "/dev/null/home"] {
            let result = try Program.run(
                [
                    "open", "attack-on-officers", "--place", "Main", "--department", "R", "--zone",
                    "UTC", "--home", home,
                ])
            #expect(result.status == 74, "\(home): \(result.errors)")
            #expect(result.errors.contains("The home \(home) can't be used"))
        }
    }

    @Test func `a log of a newer format is refused with the version that is needed`() throws {
        let desk = try Desk.opened()
        var bytes = try desk.bytes()
        let old = Data("format".utf8) + [0, 0, 0, 1]
        while let range = bytes.range(of: old) {
            bytes.replaceSubrange(range, with: Data("format".utf8) + [0, 0, 0, 2])
        }
        try bytes.write(to: URL(fileURLWithPath: desk.dataFile))
        for command in ["status", "note log hello", "log info"] {
            let result = try desk.type(command)
            #expect(result.status == 65, "\(command): \(result.errors)")
            #expect(result.errors.contains("format version 2"))
            #expect(try desk.bytes() == bytes)
        }
    }

    @Test func `without a home, reading says how to begin and makes nothing`() throws {
        let desk = try Desk()
        #expect(try desk.run("status").status == 65)
        let alone = try desk.run()
        #expect(alone.status == 0)
        #expect(alone.output.contains("Next: tocsin open attack-on-officers"))
        #expect(!FileManager.default.fileExists(atPath: desk.home))
    }

    @Test func `without a department file and a terminal, opening says what it needs`() throws {
        let desk = try Desk()
        let result = try desk.run("open", "attack-on-officers", "--place", "Main")
        #expect(result.status == 64)
        #expect(result.errors.contains("Give --department NAME --zone ZONE"))
        #expect(!FileManager.default.fileExists(atPath: desk.home))

        let asked = try desk.typeAtTerminal(
            "open attack-on-officers --place Main", answers: ["Riverton PD", "America/Chicago"])
        #expect(asked.status == 0, "\(asked.output)")
        #expect(asked.output.contains("Riverton PD: officers are responding") == false)
        #expect(try desk.run("message", "text", "M1", "x").output.contains("Riverton PD"))
    }

    @Test func `control characters from the log do not reach the terminal`() throws {
        let desk = try Desk.opened()
        let file = try desk.write("\u{1B}[2Jgone\u{202E}", to: "escape.txt")
        let logged = try desk.run("note", "log", "--text-file", file)
        #expect(logged.status == 0)
        for result in [logged, try desk.run("timeline"), try desk.run("note", "list")] {
            #expect(!result.output.unicodeScalars.contains("\u{1B}"))
            #expect(!result.output.unicodeScalars.contains("\u{202E}"))
            #expect(result.output.contains("gone"))
        }
    }
}
