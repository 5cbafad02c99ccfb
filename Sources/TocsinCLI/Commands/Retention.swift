internal import ArgumentParser
internal import Basics
internal import Documents
internal import Engine
internal import EventLog
internal import Incident
internal import IncidentEvents
internal import Playbooks

struct RetentionCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention", abstract: "Remove texts whose period of the policy is over.",
        discussion: "Example: tocsin retention run --dry-run",
        subcommands: [RetentionRun.self, RetentionList.self])
}

struct RetentionRun: Command {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Remove the texts whose period is over.",
        discussion: """
            The department file's policy says how long (policy: retention). Tips and contacts go after \
            90 days at the latest. The number of them stays, and so does every proof: only the texts \
            are erased, with one rewrite of each file. Run it every day.
            Example: tocsin retention run --dry-run
            """)

    @Flag(help: "Show what would be removed, and remove nothing.") var dryRun = false
    @OptionGroup var global: GlobalOptions

    struct Line: Encodable {
        /// `log` or `tips`.
        var log: String
        var incident: String
        var recordClass: String
        var period: String
        var before: Instant
        var texts: Int
    }

    struct Answer: Encodable {
        var removed: [Line]
        var dryRun: Bool
    }

    func run(in world: World) throws {
        let home = world.home(global)
        try home.prepare(creating: false)
        let department = try Self.department(of: home, world)
        let actor =
            try global.actor
            ?? Session.Identity(SettingsFile.settings(in: home, world), world).actor
        let rules = Self.rules(of: department, now: Instant(microseconds: world.clock()))
        var lines: [Line] = []
        if let tips = try Self.present({ try TipLog(home, isReadOnly: dryRun, clock: world.clock) })
        {
            let expired = try tips.expiredTexts(by: rules)
            if !dryRun { try tips.remove(expired, as: actor) }
            lines += expired.map { Line($0, in: "tips") }
        }
        var options = EventLog.Options()
        options.createIfMissing = false
        options.isReadOnly = dryRun
        options.clock = world.clock
        if let engine = try Self.present({ [options] in try Engine.open(home, options: options) }) {
            let expired = try engine.expiredTexts(by: rules)
            if !dryRun { try engine.remove(expired, as: actor) }
            lines += expired.map { Line($0, in: "log") }
        }
        try report(lines, department, world)
    }

    /// The department of the home's file, which has the periods.
    fileprivate static func department(of home: Home, _ world: World) throws -> Department {
        guard let department = try DepartmentFile.ofHome(home, InputReader(world))?.department
        else {
            throw Failure(
                .badData, "\(home.path) has no department file, so no period is known.",
                remedy: "Create one: tocsin init")
        }
        return department
    }

    /// Nil if there is no such log.
    private static func present<Value>(_ open: () throws -> Value) throws -> Value? {
        do { return try open() } catch EventLogError.noLog { return nil }
    }

    fileprivate static func rules(of department: Department, now: Instant) -> [RetentionRule] {
        RetentionRule.all(
            of: department.policy, before: now, in: Zone(department.zone) ?? .utc)
    }

    private func report(_ lines: [Line], _ department: Department, _ world: World) throws {
        if global.json { return try world.printJSON(Answer(removed: lines, dryRun: dryRun)) }
        guard !lines.isEmpty else { return world.print("No period is over. Nothing to remove.") }
        let zone = Zone(department.zone) ?? .utc
        for line in lines {
            world.print(
                TerminalText.safe(
                    "\(line.texts.counted("text")) of \(line.recordClass) in \(line.incident), from before \(zone.day(line.before)) (\(line.period)) \(dryRun ? "would be removed" : "removed")"
                ))
        }
        world.print(
            "Backups and exports from before still hold \(lines.contains { $0.log == "tips" } ? "them, tips in sealed form" : "them"). Destroy the old ones, and run this again after you restore one."
        )
    }
}

struct RetentionList: Command {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List how long each kind of text is kept.",
        discussion: """
            The periods are the policy's (policy: retention), and 90 days for tips and contacts if it \
            says more or nothing. Texts of a class that isn't removed stay until somebody redacts them.
            Example: tocsin retention list
            """)

    @OptionGroup var global: GlobalOptions

    struct Line: Encodable {
        var recordClass: String
        var period: String
        /// Everything recorded before this moment is over its period.
        var before: Instant
        /// Whether `retention run` removes the class's texts.
        var isRemoved: Bool
    }

    func run(in world: World) throws {
        let home = world.home(global)
        try home.prepare(creating: false)
        let department = try RetentionRun.department(of: home, world)
        let lines = RetentionRun.rules(of: department, now: Instant(microseconds: world.clock()))
            .map { rule in
                Line(
                    recordClass: rule.recordClass.rawValue, period: rule.period,
                    before: rule.before, isRemoved: rule.isCarriedOut)
            }
        if global.json { return try world.printJSON(Listed("periods", lines)) }
        let zone = Zone(department.zone) ?? .utc
        world.print(
            TerminalText.table(
                lines.map { line in
                    [
                        line.recordClass, line.period, "from before \(zone.day(line.before))",
                        line.isRemoved ? "removed by retention run" : "not removed",
                    ].map(TerminalText.safe)
                }))
    }
}

extension RetentionRun.Line {
    fileprivate init(_ expired: ExpiredTexts, in log: String) {
        self.init(
            log: log, incident: expired.stream, recordClass: expired.rule.recordClass.rawValue,
            period: expired.rule.period, before: expired.rule.before,
            texts: expired.positions.count)
    }
}
