internal import ArgumentParser
internal import Basics
internal import Documents
internal import Engine
internal import Hashing
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import TextChecks

struct TipList: Command {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the tips, without their texts.",
        discussion: "Example: tocsin tip list")

    @OptionGroup var global: GlobalOptions

    struct Line: Encodable {
        var tip: String
        /// The beginning of the hour in which it came.
        var hour: Instant
        var witness: Bool
        var hasText: Bool
        var handedOver: [HandOver]
        var acknowledgedBy: String?
    }

    struct HandOver: Encodable {
        var unit: String
        var summary: String
    }

    func run(in world: World) throws {
        let desk = try TipDesk(global, world)
        let lines = try desk.tips().map { tip in
            Line(
                tip: tip.code.description, hour: tip.hour, witness: tip.contact != nil,
                hasText: tip.text != nil,
                handedOver: tip.handedOver.map { HandOver(unit: $0.unit, summary: $0.summary) },
                acknowledgedBy: tip.acknowledgedBy)
        }
        if global.json { return try world.printJSON(Listed("tips", lines)) }
        guard !lines.isEmpty else { return world.print("No tip has come in.") }
        for line in lines {
            let state = [
                line.witness ? "witness" : "anonymous",
                line.handedOver.isEmpty
                    ? "not handed over"
                    : "handed over to \(line.handedOver.map(\.unit).joined(separator: ", "))",
                line.acknowledgedBy.map { "acknowledged by \($0)" },
                line.hasText ? nil : "text removed",
            ].compactMap(\.self).joined(separator: "; ")
            world.print(
                TerminalText.safe(
                    "\(line.tip)  \(desk.zone.day(line.hour)) in the hour from \(desk.zone.clock(line.hour))  \(state)"
                ))
        }
    }
}

struct TipRead: Command {
    static let configuration = CommandConfiguration(
        commandName: "read", abstract: "Open a tip with the recipient's key.",
        discussion: """
            Only the owner of the key can. The text goes to standard output and nowhere else. Without \
            Tocsin: tocsin tip read T-7K4Q --sealed | openssl cms -decrypt -inform PEM -inkey KEY
            Example: tocsin tip read T-7K4Q --key tips-key.pem
            """)

    @Argument(help: "The tip's code.") var code: String
    @Option(help: "The recipient's private key, a PEM file.", completion: .file()) var key: String?
    @Flag(help: "Print the sealed form in PEM, for openssl.") var sealed = false
    @Flag(help: "The witness's contact instead of the text.") var contact = false
    @OptionGroup var global: GlobalOptions

    struct Answer: Encodable {
        var tip: String
        var text: String?
        /// In PEM.
        var sealed: String?
    }

    func validate() throws {
        guard (key == nil) == sealed else {
            throw ValidationError(
                "Give the key's file with --key FILE, or --sealed for the sealed form.")
        }
    }

    func run(in world: World) throws {
        let code = try Choice.tip(code)
        let desk = try TipDesk(global, world)
        let log = try desk.log()
        guard let tip = try log.register()[code] else { throw Failure(TipFault.unknown(code)) }
        guard let position = contact ? tip.contact : tip.text,
            let der = try log.sealed(at: position)
        else {
            throw Failure(
                .badData,
                contact ? "\(code) has no contact." : "The text of \(code) was removed.")
        }
        guard let key else {
            let sealed = PEM.sealedMessage(der)
            if global.json {
                return try world.printJSON(Answer(tip: code.description, sealed: sealed))
            }
            return world.print(sealed, terminator: "")
        }
        let pem = try InputReader(world).bytes(key, limit: 65_536, what: "a key")
        guard let text = SealedMessage(der: der).opened(withKey: pem) else {
            throw Failure(
                .badData, "\(key) doesn't open \(code).",
                remedy: "Use the private key of the certificate that the department file names.")
        }
        let words = String(decoding: text, as: UTF8.self)
        if global.json {
            return try world.printJSON(Answer(tip: code.description, text: words))
        }
        for line in words.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            world.print(TerminalText.safe(String(line)))
        }
    }
}

struct TipHandOver: Command {
    static let configuration = CommandConfiguration(
        commandName: "hand-over", abstract: "Give a unit a summary of a tip.",
        discussion: """
            Rewrite the tip so that nothing gives away who gave it: "a phone is used", not "he uses my \
            phone". The summary is asked for, or read from standard input.
            Example: tocsin tip hand-over T-7K4Q --to narcotics
            """)

    @Argument(help: "The tip's code.") var code: String
    @Argument(parsing: .allUnrecognized, help: .hidden) var words: [String] = []
    @Option(help: "The unit that gets it.") var to: String
    @Flag(help: "The words I, my, we in the summary aren't the tipster's.") var reviewed = false
    @OptionGroup var global: GlobalOptions

    func run(in world: World) throws {
        try TipReceive.refuse(words)
        let code = try Choice.tip(code)
        let desk = try TipDesk(global, world)
        let log = try desk.log()
        guard try log.register()[code] != nil else { throw Failure(TipFault.unknown(code)) }
        let summary = try desk.text("The summary, without anything that gives away the tipster:")
        let own = FirstPersonWords(in: summary).found
        guard own.isEmpty || reviewed else {
            throw Failure(
                .refused,
                "The summary has \(own.joined(separator: ", ")), so it speaks as the tipster and may give them away. Nothing was recorded.",
                remedy: "Rewrite it in the third person, or say that it is meant: --reviewed")
        }
        do {
            try log.record(as: desk.actor) {
                try TipDecision.handOver(code, to: to, summary: summary, in: $0)
            }
        } catch let fault as TipFault {
            throw Failure(fault)
        }
        try world.report(
            "\(code) is handed over to \(to). When \(to) has it: tocsin tip acknowledge \(code)",
            code,
            global)
    }
}

struct TipAcknowledge: Command {
    static let configuration = CommandConfiguration(
        commandName: "acknowledge",
        abstract: "Record that the unit has a tip, and remove its text.",
        discussion: """
            The sealed text is erased from the file. Earlier backups still have it, sealed.
            Example: tocsin tip acknowledge T-7K4Q
            """)

    @Argument(help: "The tip's code.") var code: String
    @Option(help: "The unit. Default: the last one that got it.") var by: String?
    @OptionGroup var global: GlobalOptions

    func run(in world: World) throws {
        let code = try Choice.tip(code)
        let desk = try TipDesk(global, world)
        let log = try desk.log()
        do {
            let found = try TipDecision.acknowledge(
                code, by: by, before: log.hour, in: log.register())
            try log.record(as: desk.actor, removing: [found.text].compactMap(\.self)) { _ in
                found.events
            }
        } catch let fault as TipFault {
            throw Failure(fault)
        }
        try world.report(
            "\(code) is acknowledged, and its text is removed. Backups from before still have it, sealed.",
            code, global)
    }
}

struct TipCount: Command {
    static let configuration = CommandConfiguration(
        commandName: "count", abstract: "The number of tips by year, as the public may know it.",
        discussion: """
            Fewer than five are not told. The department file can switch the figure off: \
            tips: hide-counts.
            Example: tocsin tip count
            """)

    @OptionGroup var global: GlobalOptions

    struct Line: Encodable {
        var year: Int
        /// Nil for fewer than five.
        var count: Int?
    }

    func run(in world: World) throws {
        let desk = try TipDesk(global, world)
        guard try !desk.settings.hidesCounts else {
            throw Failure(
                .refused,
                "The department file keeps the number of tips from the public (hide-counts).")
        }
        let lines = try desk.log().register().publicCounts(in: desk.zone)
            .map { Line(year: $0.year, count: $0.count) }
        if global.json { return try world.printJSON(Listed("years", lines)) }
        for line in lines {
            world.print(
                "\(line.year): \(line.count.map { "\($0) tips" } ?? "fewer than \(TipRegister.leastPublic) tips")"
            )
        }
    }
}
