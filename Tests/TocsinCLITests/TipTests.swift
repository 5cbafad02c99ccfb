import ChildProcess
import EventLog
import Foundation
import Glibc
import IncidentEvents
import SwiftProtobuf
import TestData
import Testing

@testable import TocsinCLI

private let hasOpenSSL = (try? Child.run("openssl", ["version"]))?.end == .exited(0)

/// Tips: who can read them, and where nothing of them is.
@Suite(.enabled(if: hasOpenSSL, "the command openssl is not installed"))
struct TipTests {
    /// At 14:37:12 in Riverton.
    private static let start = "2027-01-04T14:37:12-06:00"
    private static let text = "The gray van behind the depot is full of copper wire."

    /// An office with a recipient of tips, whose key is beside the home.
    private static func office(_ settings: String = "emergency: 911") throws -> PressOffice {
        let office = try PressOffice(at: start)
        try makeKey("tips", in: office)
        try FileManager.default.copyItem(
            atPath: office.desk.folder + "/tips.crt", toPath: office.desk.home + "/tips.pem")
        let department = try String(
            contentsOfFile: office.desk.home + "/department.yaml", encoding: .utf8)
        try office.write(
            department + "tips: {certificate: tips.pem, \(settings)}\n", to: "department.yaml")
        return office
    }

    private static func makeKey(_ name: String, in office: PressOffice) throws {
        let made = try Child.run(
            "openssl",
            [
                "req", "-x509", "-nodes", "-subj", "/CN=\(name)", "-days", "2", "-newkey", "ec",
                "-pkeyopt", "ec_paramgen_curve:P-256", "-keyout",
                "\(office.desk.folder)/\(name)-key.pem", "-out",
                "\(office.desk.folder)/\(name).crt",
            ])
        try #require(made.end == .exited(0), "\(made.errors)")
    }

    /// Types a command with its standard input, without a terminal.
    private static func give(
        _ text: String, to command: String, at office: PressOffice
    ) throws -> Program.Result {
        let now = office.now
        return try Program.run(
            Words.split(command), environment: office.desk.environment(as: "lee"),
            input: Data(text.utf8)
        ) { $0.clock = { now } }
    }

    private static func receive(_ text: String = text, at office: PressOffice) throws -> String {
        let result = try give(text, to: "tip receive --json", at: office)
        guard result.status == 0 else { throw Desk.Unexpected(text: result.errors) }
        let answer = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
        return try #require((answer as? [String: Any])?["tip"] as? String)
    }

    private static func files(in folder: String) -> [String] {
        (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? [])
            .map { folder + "/" + $0 }
    }

    private static func contains(_ bytes: some Collection<UInt8>, in folder: String) -> Bool {
        files(in: folder).contains { name in
            (try? Data(contentsOf: URL(fileURLWithPath: name)))?.firstRange(of: Data(bytes)) != nil
        }
    }

    @Test func `only the recipient's key opens a tip, and openssl does it, too`() throws {
        let office = try Self.office()
        let code = try Self.receive(at: office)
        #expect(code.wholeMatch(of: /T-[2-9A-HJKMNP-Z]{4}/) != nil, "\(code)")
        let key = office.desk.folder + "/tips-key.pem"
        #expect(try office.done("tip read \(code) --key \(key)").contains(Self.text))
        let lower = code.dropFirst(2).lowercased()
        #expect(try office.done("tip read \(lower) --key \(key)").contains(Self.text))

        try Self.makeKey("other", in: office)
        let other = try office.type("tip read \(code) --key \(office.desk.folder)/other-key.pem")
        #expect(other.status == 65 && !other.output.contains("van"), "\(other)")
        #expect(other.errors.contains("doesn't open"), "\(other.errors)")

        let sealed = try office.done("tip read \(code) --sealed")
        #expect(!sealed.contains("van"))
        let opened = try Child.run(
            "openssl", ["cms", "-decrypt", "-binary", "-inform", "PEM", "-inkey", key],
            input: Data(sealed.utf8))
        #expect(opened.end == .exited(0), "\(opened.errors)")
        #expect(opened.output == Self.text)
        let list = try office.done("tip list")
        #expect(
            list.contains("\(code)  2027-01-04 in the hour from 14:00 CST  anonymous"), "\(list)")
        #expect(!list.contains("van") && !list.contains("14:37"))
    }

    @Test func `nothing tells the time of a tip to less than an hour`() throws {
        let office = try Self.office()
        let settings = Self.files(in: office.desk.home).filter { !$0.contains("/tips") }
        _ = try Self.receive(at: office)
        try office.wait(until: "2027-01-04T14:59:59-06:00")
        _ = try Self.receive("Another one.", at: office)
        try office.wait(until: "2027-01-04T16:01:30-06:00")
        _ = try Self.receive("A third one.", at: office)
        for name in Self.files(in: office.desk.home + "/tips") {
            var status = stat()
            #expect(stat(name, &status) == 0)
            #expect(status.st_mtim.tv_sec % 3600 == 0, "\(name)")
            #expect(status.st_mtim.tv_nsec == 0, "\(name)")
        }
        // Opening it to read gives its lock file the time of the reading.
        let log = try EventLog.open(at: office.desk.home + "/tips")
        let records = try log.read { try $0.records(from: 0, limit: 100) }
        let (two, four) = (Int64(1_799_092_800_000_000), Int64(1_799_100_000_000_000))
        #expect(records.map(\.recordedAt) == [two, two, two, two, four, four])
        #expect(records.allSatisfy { $0.rawClock == nil && $0.simulatedAt == nil })
        #expect(records.allSatisfy { $0.id.milliseconds * 1000 == $0.recordedAt })
        for record in records {
            let metadata = try RecordMetadata(serializedBytes: record.body?.metadata ?? [])
            #expect(!metadata.hasOccurredAt && metadata.host.isEmpty && metadata.osAccount.isEmpty)
            #expect(metadata.requestID.isEmpty && metadata.requestSha256.isEmpty)
            #expect(metadata.actor == "lee", "The person who wrote it down.")
        }
        #expect(try LogVerifier(log).verify().isPassed)
        #expect(
            Self.files(in: office.desk.home).filter { !$0.contains("/tips") } == settings,
            "No file of the home, such as the kept clock, is written.")
    }

    @Test(.enabled(if: Deaths.canTrace, "strace works here"))
    func `no plain text of a tip is ever written`() throws {
        let office = try Self.office()
        let marker = "copperwiremarker"
        let trace = office.desk.folder + "/trace.txt"
        let result = try Program.run(
            "/usr/bin/strace",
            [
                "-f", "-qq", "-s", "1000000", "-o", trace, "-e",
                "trace=write,pwrite64,writev,pwritev,pwritev2,sendto,sendmsg,execve,rename,openat",
                Program.path, "tip", "receive",
            ], environment: office.desk.environment(as: "lee"),
            input: Data("A van with \(marker), gun in hand.".utf8))
        #expect(result.status == 0, "\(result.errors)")
        let written = try String(contentsOfFile: trace, encoding: .utf8)
        #expect(written.contains("is the tip's code"), "The trace has what is written.")
        #expect(written.contains("pwrite64") || written.contains("pwritev"))
        #expect(!written.contains(marker))
        #expect(!result.output.contains(marker) && !result.errors.contains(marker))
        #expect(!Self.contains(marker.utf8, in: office.desk.home))
        #expect(!Self.contains("copper".utf8, in: office.desk.home))
    }

    @Test func `a text among the arguments is refused and not repeated`() throws {
        let office = try Self.office()
        for command in [
            "tip receive \"the gray van\"", "tip receive --text \"the gray van\"",
            "tip witness T-7K4Q \"the gray van\"", "tip hand-over T-7K4Q --to x \"the gray van\"",
        ] {
            let result = try office.type(command)
            #expect(result.status != 0, "\(command)")
            #expect(!(result.output + result.errors).contains("van"), "\(result)")
            #expect(result.errors.contains("isn't an argument"), "\(command): \(result.errors)")
        }
        #expect(!FileManager.default.fileExists(atPath: office.desk.home + "/tips"))
    }

    @Test func `without a recipient nothing is asked, and it says how to make one`() throws {
        let office = try PressOffice(at: Self.start)
        let result = try Self.give(Self.text, to: "tip receive", at: office)
        #expect(result.status == 65)
        #expect(result.errors.contains("openssl req -x509"), "\(result.errors)")
        #expect(result.errors.contains("tips: {certificate: tips.pem"), "\(result.errors)")
        let broken = try Self.office()
        try broken.write("nothing", to: "tips.pem")
        let refused = try Self.give(Self.text, to: "tip receive", at: broken)
        #expect(refused.errors.contains("holds no certificate"), "\(refused.errors)")
        #expect(!FileManager.default.fileExists(atPath: broken.desk.home + "/tips"))
    }

    @Test(arguments: [
        (text, 1), ("He has a gun and is upstairs.", 2), ("La golpea todas las noches.", 2),
        ("They meet there right now.", 2),
    ])
    func `danger is asked about before, and again where words tell of it`(
        text: String, times: Int
    ) throws {
        let office = try Self.office("emergency: \"911 or text 911\"")
        let result = try Self.give(text, to: "tip receive", at: office)
        let line = "Is somebody in danger now? Call 911 or text 911 first."
        #expect(result.errors.components(separatedBy: line).count - 1 == times, "\(result.errors)")
    }

    @Test func `a unit gets a summary that doesn't speak as the tipster`() throws {
        let office = try Self.office()
        let code = try Self.receive(at: office)
        let own = try Self.give(
            "He keeps it in my garage.", to: "tip hand-over \(code) --to property", at: office)
        #expect(own.errors.contains("The summary has my,"), "\(own.errors)")
        let early = try office.type("tip acknowledge \(code)")
        #expect(early.errors.contains("handed over to no unit"), "\(early.errors)")
        let given = try Self.give(
            "Copper wire is kept in a garage.", to: "tip hand-over \(code) --to property",
            at: office)
        #expect(given.status == 0, "\(given.errors)")
        let tips = try #require(office.json("tip list")["tips"] as? [[String: Any]])
        let handed = try #require(tips.first?["handedOver"] as? [[String: Any]])
        #expect(handed.first?["summary"] as? String == "Copper wire is kept in a garage.")
    }

    @Test func `a witness's contact is sealed and kept apart`() throws {
        let office = try Self.office()
        let code = try Self.receive(at: office)
        let kept = try Self.give("555-0142, evenings", to: "tip witness \(code)", at: office)
        #expect(kept.status == 0, "\(kept.errors)")
        #expect(!Self.contains("555-0142".utf8, in: office.desk.home))
        let key = office.desk.folder + "/tips-key.pem"
        #expect(try office.done("tip read \(code) --contact --key \(key)").contains("555-0142"))
        #expect(try !office.done("tip read \(code) --key \(key)").contains("555-0142"))
        #expect(try office.done("tip list").contains("witness"))
        #expect(try Self.give("x", to: "tip witness \(code)", at: office).status == 65)
    }

    /// The sealed text of a tip as the file holds it.
    private static func sealed(_ code: String, at office: PressOffice) throws -> Data {
        let pem = try office.done("tip read \(code) --sealed")
        let lines = pem.split(separator: "\n").filter { !$0.hasPrefix("-----") }
        return try #require(Data(base64Encoded: lines.joined()))
    }

    @Test func `an acknowledged tip's text is erased, and every proof holds`() throws {
        let office = try Self.office()
        let (code, other) = (try Self.receive(at: office), try Self.receive(at: office))
        let (text, kept) = (
            try Self.sealed(code, at: office), try Self.sealed(other, at: office)
        )
        #expect(Self.contains(text, in: office.desk.home + "/tips"))
        _ = try Self.give("Wire.", to: "tip hand-over \(code) --to property", at: office)
        try office.done("tip acknowledge \(code)")
        #expect(!Self.contains(text, in: office.desk.home + "/tips"))
        #expect(Self.contains(kept, in: office.desk.home + "/tips"))
        let gone = try office.type(
            "tip read \(code) --key \(office.desk.folder)/tips-key.pem")
        #expect(gone.errors.contains("was removed"), "\(gone.errors)")
        #expect(try office.done("tip list").contains("acknowledged by property; text removed"))
        let log = try EventLog.open(at: office.desk.home + "/tips")
        #expect(try LogVerifier(log).verify().isPassed)
    }

    @Test func `fewer than five tips are not counted in public, and the figure can be off`() throws
    {
        let office = try Self.office()
        for _ in 0..<4 { _ = try Self.receive(at: office) }
        #expect(try office.done("tip count") == "2027: fewer than 5 tips\n")
        _ = try Self.receive(at: office)
        #expect(try office.done("tip count") == "2027: 5 tips\n")
        let silent = try Self.office("emergency: 911, hide-counts: true")
        _ = try Self.receive(at: silent)
        #expect(try silent.type("tip count").status != 0)
    }

    @Test func `no incident, export or request for records has anything of a tip`() throws {
        let office = try Self.office()
        try office.done("open crisis --place Main --id riverton")
        let code = try Self.receive(at: office)
        let export = office.desk.folder + "/export.jsonl"
        try office.done("log export --output \(export)")
        let text = try String(contentsOfFile: export, encoding: .utf8)
        #expect(text.contains("incident-opened"))
        #expect(!text.contains(code) && !text.contains("tip-"))
        for command in [
            "timeline", "review records-request --from -1h --to +1h", "status",
            "due --everyone --all",
        ] {
            #expect(try !office.done(command).contains(code), "\(command)")
        }
    }

    @Test func `every key of the commands on tips is documented`() throws {
        let office = try Self.office()
        let code = try Self.receive(at: office)
        let typed = [
            ("tip receive", "", Self.text), ("tip witness", code, "555-0142"), ("tip list", "", ""),
            ("tip read", "\(code) --sealed", ""),
            ("tip read", "\(code) --key \(office.desk.folder)/tips-key.pem", ""),
            ("tip hand-over", "\(code) --to property", "Wire."), ("tip count", "", ""),
            ("tip list", "", ""), ("tip acknowledge", code, ""), ("retention run", "--dry-run", ""),
            ("retention list", "", ""),
        ]
        #expect(Set(typed.map(\.0)) == ReadingCommands.apart)
        try office.wait(until: "2027-12-30T12:00:00-06:00")
        for (command, arguments, input) in typed {
            let result = try Self.give(
                input, to: "\(command) \(arguments) --json", at: office)
            #expect(result.status == 0, "\(command): \(result.errors)")
            let documented = try #require(JSONDocumentationTests.documented()[command])
            var found: [String: Set<String>] = [:]
            JSONDocumentationTests.walk(
                try JSONSerialization.jsonObject(with: Data(result.output.utf8)), at: "",
                into: &found)
            #expect(!found.isEmpty)
            for (path, keys) in found {
                #expect(keys.isSubset(of: documented[path] ?? []), "\(command) \(path): \(keys)")
            }
        }
    }

    // MARK: Retention

    @Test func `a tip's text goes after 90 days, and the number of tips stays`() throws {
        let office = try Self.office()
        let old = try Self.receive(at: office)
        _ = try Self.give("555-0142", to: "tip witness \(old)", at: office)
        let text = try Self.sealed(old, at: office)
        try office.wait(until: "2027-04-04T12:00:00-05:00")
        #expect(try office.done("retention run").contains("No period is over."))
        let new = try Self.receive(at: office)
        try office.wait(until: "2027-04-05T12:00:00-05:00")
        let plan = try office.done("retention run --dry-run")
        #expect(plan.contains("1 text of tips in tips"), "\(plan)")
        #expect(plan.contains("1 text of contacts in tips"), "\(plan)")
        #expect(Self.contains(text, in: office.desk.home + "/tips"), "A dry run removes nothing.")
        let said = try office.done("retention run")
        #expect(said.contains("(90d) removed"), "\(said)")
        #expect(said.contains("Backups and exports from before still hold them"), "\(said)")
        #expect(!Self.contains(text, in: office.desk.home + "/tips"))
        #expect(try office.done("retention run").contains("No period is over."))
        let tips = try #require(office.json("tip list")["tips"] as? [[String: Any]])
        #expect(tips.map { $0["tip"] as? String } == [old, new])
        #expect(tips.map { $0["hasText"] as? Bool } == [false, true])
        let log = try EventLog.open(at: office.desk.home + "/tips")
        #expect(try LogVerifier(log).verify().isPassed)
        let last = try #require(log.read { try $0.records(from: 0, limit: 100) }.last)
        #expect(last.type == "retention-expired")
    }

    @Test func `a shorter period of the policy counts, and a longer one doesn't`() throws {
        for (period, goes) in [("30d", true), ("2y", false)] {
            let office = try Self.office()
            let department = try String(
                contentsOfFile: office.desk.home + "/department.yaml", encoding: .utf8)
            try office.write(
                department + "policy: {retention: {tips: \(period)}}\n", to: "department.yaml")
            _ = try Self.receive(at: office)
            try office.wait(until: "2027-02-10T12:00:00-06:00")
            #expect(try office.done("retention run --dry-run").contains("of tips") == goes)
            try office.wait(until: "2027-06-10T12:00:00-06:00")
            #expect(try office.done("retention run --dry-run").contains("of tips"))
        }
    }

    @Test func `texts of an earlier version's tips go, and proofs hold`() throws {
        let office = try Self.office()
        try office.done("open crisis --place Main --id riverton")
        let folder = office.desk.home + "/log"
        do {
            let log = try EventLog.open(at: folder)
            var random = SystemRandomNumberGenerator()
            let events = try (1...2500).map { number in
                let event = IncidentEvent.with {
                    $0.tipReceived = .with {
                        $0.tip = "T\(number)"
                        $0.text = "marker\(number)end"
                    }
                }
                return NewEvent(
                    id: EventID.make(atMilliseconds: 1_700_000_000_000, using: &random),
                    type: "tip-received", data: try event.serializedBytes(),
                    metadata: try RecordMetadata.with { $0.actor = "lee" }.serializedBytes())
            }
            try log.append(events, to: "riverton", expecting: .any)
        }
        #expect(try office.done("retention run").contains("No period is over."))
        try office.wait(until: "2027-12-30T12:00:00-06:00")
        let said = try office.done("retention run")
        #expect(said.contains("2500 texts of tips in riverton"), "\(said)")
        #expect(!Self.contains("marker2500end".utf8, in: folder))
        #expect(try office.done("timeline --incident riverton").contains("retention"))
        let log = try EventLog.open(at: folder)
        #expect(try LogVerifier(log).verify().isPassed)
        let entries = try log.read { try $0.records(in: "riverton", from: 0, limit: 9999) }
        #expect(entries.count { $0.type == "retention-expired" } == 3, "At most 1,000 each.")
        #expect(entries.count { $0.body == nil } == 2500)
    }
}
