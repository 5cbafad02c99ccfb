internal import ArgumentParser
internal import Basics
internal import Documents
internal import Engine
internal import EventLog
internal import Hashing
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import TextChecks

struct TipCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tip", abstract: "Sealed tips from the public.",
        discussion: """
            A tip is anonymous: there is no field for a sender. Its text is sealed when it comes in, so \
            that only the owner of the recipient's key can read it, and it is kept in a log of its own \
            under the hour in which it came. An incident's log, its exports and its reports have none.
            Example: tocsin tip list
            """,
        subcommands: [
            TipReceive.self, TipWitness.self, TipList.self, TipRead.self, TipHandOver.self,
            TipAcknowledge.self, TipCount.self,
        ])
}

/// What the commands on tips share: the home, its department file and the log of tips.
///
/// They don't begin a session. That would keep the exact time of the last command in the home.
struct TipDesk {
    let world: World
    let home: Home
    let department: Department
    let actor: String

    init(_ global: GlobalOptions, _ world: World) throws {
        self.world = world
        home = world.home(global)
        try home.prepare(creating: false)
        guard let department = try DepartmentFile.ofHome(home, InputReader(world))?.department
        else {
            throw Failure(
                .badData,
                "\(home.path) has no department file, so nobody is named who may read tips.",
                remedy: "Create one: tocsin init")
        }
        self.department = department
        actor =
            try global.actor
            ?? Session.Identity(SettingsFile.settings(in: home, world), world).actor
    }

    /// What the department file says about tips; a text can be sealed only with it.
    var settings: Department.Tips {
        get throws(Failure) {
            guard let settings = department.tips else {
                throw Failure(
                    .badData,
                    "The department file names no certificate for tips, so none can be sealed.",
                    remedy: """
                        The person who reads tips makes a key, keeps it away from this computer, and gives \
                        you the certificate:
                          openssl req -x509 -newkey rsa:3072 -days 1825 -subj /CN=tips -keyout tips-key.pem -out tips.pem
                        Put tips.pem into \(home.path) and this into the department file:
                          tips: {certificate: tips.pem, emergency: 911}
                        """)
            }
            return settings
        }
    }

    var zone: Zone { Zone(department.zone) ?? .utc }

    /// The log of tips.
    ///
    /// - Throws: A ``Failure`` if it is to be read and there is none.
    func log(creating: Bool = false) throws -> TipLog {
        do {
            return try TipLog(home, creating: creating, clock: world.clock)
        } catch EventLogError.noLog {
            throw Failure(
                .badData, "\(home.path) has no tips yet.", remedy: "Receive one: tocsin tip receive"
            )
        }
    }

    /// The tips that came in; none if no log of tips was ever begun.
    func tips() throws -> [TipRegister.Tip] {
        do {
            return try TipLog(home, clock: world.clock).register().tips
        } catch EventLogError.noLog {
            return []
        }
    }

    /// The recipient's certificate in DER.
    func certificate() throws -> [UInt8] {
        let path = try "\(home.path)/\(settings.certificate)"
        let bytes = try InputReader(world).bytes(path, limit: 65_536, what: "a certificate")
        guard let der = PEM.certificate(bytes) else {
            throw Failure(
                .badData, "\(path) holds no certificate, so nothing was read and nothing recorded.",
                remedy: "Put the recipient's certificate there (BEGIN CERTIFICATE).")
        }
        return der
    }

    /// Encrypts a text for the owner of the certificate.
    func sealed(_ text: String, for certificate: [UInt8]) throws -> [UInt8] {
        guard let sealed = SealedMessage(Array(text.utf8), certificate: certificate) else {
            let file = try settings.certificate
            throw Failure(
                .badData,
                "The certificate \(file) can't seal a text, so nothing was recorded.",
                remedy: "Its key must be RSA or elliptic-curve. See: tocsin tip --help")
        }
        return sealed.der
    }

    /// Asks for a text: at a terminal up to an empty line, else all of standard input. It is in no
    /// argument, is not printed and goes nowhere but to its caller.
    func text(_ what: String) throws -> String {
        if world.isInteractive {
            world.errors("\(what) End with an empty line.\n")
            var lines: [String] = []
            while let line = world.ask(">"), !line.isEmpty { lines.append(line) }
            return try Self.checked(lines.joined(separator: "\n"))
        }
        var bytes: [UInt8] = []
        while bytes.count <= Self.limit {
            let piece: [UInt8]
            do {
                piece = try world.input(Self.limit)
            } catch {
                throw Failure(.inputOutput, "Standard input can't be read: \(error.why).")
            }
            if piece.isEmpty { break }
            bytes += piece
        }
        guard bytes.count <= Self.limit, let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(
                .badData, "The text has more than 64 KiB or isn't UTF-8. Nothing was recorded.")
        }
        return try Self.checked(text)
    }

    private static let limit = 65_536

    private static func checked(_ text: String) throws(Failure) -> String {
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw Failure(
                .badData, "There was no text, so nothing was recorded.",
                remedy: "Type it when asked, or give it as standard input.")
        }
        return String(
            text.trimmingPrefix(while: \.isNewline).reversed().drop(while: \.isNewline).reversed())
    }

    /// Says how to get help at once.
    func printDangerLine() throws {
        let number = try settings.emergency
        world.errors(
            TerminalText.safe(
                "Is somebody in danger now? Call \(number) first. A tip is not read at once."
            )
                + "\n")
    }
}

extension Choice {
    /// A tip's code, such as `T-7K4Q`.
    static func tip(_ text: String) throws(Failure) -> TipCode {
        guard let code = TipCode(text) else {
            throw Failure(
                .badData, "\"\(text.prefix(20))\" isn't a tip's code. Codes look like T-7K4Q.",
                remedy: "See them: tocsin tip list")
        }
        return code
    }
}

extension Failure {
    init(_ fault: TipFault) {
        switch fault {
        case .unknown(let code):
            self.init(.badData, "There is no tip \(code).", remedy: "See them: tocsin tip list")
        case .isWitness(let code):
            self.init(.badData, "\(code) has a contact already. Nothing was recorded.")
        case .notHandedOver(let code):
            self.init(
                .badData, "\(code) was handed over to no unit, so none can acknowledge it.",
                remedy: "Hand it over: tocsin tip hand-over \(code) --to UNIT")
        case .empty:
            self.init(.badData, "The unit or the summary is empty. Nothing was recorded.")
        }
    }
}

struct TipReceive: Command {
    static let configuration = CommandConfiguration(
        commandName: "receive", abstract: "Take a tip.",
        discussion: """
            The text is asked for, or read from standard input, and never given as an argument, which \
            other people at the computer could see. Nobody is asked who gives it. It prints the tip's \
            code.
            Example: tocsin tip receive
            """)

    @Argument(parsing: .allUnrecognized, help: .hidden) var words: [String] = []
    @OptionGroup var global: GlobalOptions

    struct Answer: Encodable {
        var tip: String
        var dangerShown: Bool
    }

    func run(in world: World) throws {
        try TipReceive.refuse(words)
        let desk = try TipDesk(global, world)
        let certificate = try desk.certificate()
        try desk.printDangerLine()
        let text = try desk.text("What do you want to report? Say nothing about yourself.")
        let isWarned = DangerWords(in: text).found != nil
        if isWarned { try desk.printDangerLine() }
        let sealed = try desk.sealed(text, for: certificate)
        let log = try desk.log(creating: true)
        var code: TipCode?
        try log.record(as: desk.actor) { register in
            var generator = SystemRandomNumberGenerator()
            let new = TipCode(besides: Set(register.tips.map(\.code)), using: &generator)
            code = new
            return TipDecision.take(
                new, sealed: sealed, for: SHA256.hash(certificate.span.bytes).bytes,
                warned: isWarned)
        }
        guard let code else { return }
        if global.json {
            return try world.printJSON(Answer(tip: code.description, dangerShown: isWarned))
        }
        world.print(
            "\(code) is the tip's code. The person who gave the tip needs it to ask about the tip.")
    }

    /// A text among the arguments is already in the shell's history. It is not printed again.
    static func refuse(_ words: [String]) throws {
        guard !words.isEmpty else { return }
        throw Failure(
            .badData,
            "The text of a tip isn't an argument: others at this computer can see arguments, and the shell keeps them. Nothing was recorded.",
            remedy: "Remove the line from the shell's history, and give the text when asked.")
    }
}

struct TipWitness: Command {
    static let configuration = CommandConfiguration(
        commandName: "witness", abstract: "Keep the contact of a person who wants to be a witness.",
        discussion: """
            Only for a tipster who says so. From then on the tip isn't anonymous. The contact is asked \
            for, or read from standard input, and sealed like the tip.
            Example: tocsin tip witness T-7K4Q
            """)

    @Argument(help: "The tip's code.") var code: String
    @Argument(parsing: .allUnrecognized, help: .hidden) var words: [String] = []
    @OptionGroup var global: GlobalOptions

    func run(in world: World) throws {
        try TipReceive.refuse(words)
        let code = try Choice.tip(code)
        let desk = try TipDesk(global, world)
        let certificate = try desk.certificate()
        let log = try desk.log()
        // Before anything is asked.
        guard try log.register()[code] != nil else { throw Failure(TipFault.unknown(code)) }
        let text = try desk.text("How can the witness be reached?")
        let sealed = try desk.sealed(text, for: certificate)
        do {
            try log.record(as: desk.actor) {
                try TipDecision.keepContact(
                    of: code, sealed: sealed, for: SHA256.hash(certificate.span.bytes).bytes, in: $0
                )
            }
        } catch let fault as TipFault {
            throw Failure(fault)
        }
        try world.report(
            "The contact for \(code) is sealed. The tip isn't anonymous any more.", code, global)
    }
}

extension World {
    private struct TipAnswer: Encodable {
        var tip: String
        var said: String
    }

    /// Says what was done with a tip.
    func report(_ sentence: String, _ code: TipCode, _ global: GlobalOptions) throws {
        if global.json {
            return try printJSON(TipAnswer(tip: code.description, said: sentence))
        }
        print(TerminalText.safe(sentence))
    }
}
