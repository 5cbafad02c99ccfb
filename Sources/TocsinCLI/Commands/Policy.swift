internal import ArgumentParser
internal import Basics
internal import Documents
internal import Engine
internal import Foundation
internal import IncidentEvents
internal import Playbooks

struct PolicyCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "The written policy and who can act.",
        subcommands: [PolicyCheckCommand.self, PolicyList.self])
}

struct PolicyCheckCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check department file and playbooks against the policy.",
        discussion: """
            It finds what would stop people at 3 a.m.: texts that nobody may approve at night, a \
            role with one holder, a rule without a source. Exits with 65 if a finding is a stop. It \
            can't judge tone, neutrality, or whether an exception applies.
            Example: tocsin policy check
            """)

    @OptionGroup var library: LibraryOptions
    @OptionGroup var global: GlobalOptions

    struct Answer: Encodable {
        var findings: [PolicyCheck.Finding]
    }

    func run(in world: World) throws {
        let home = world.home(global)
        let reader = InputReader(world)
        guard let department = try DepartmentFile.ofHome(home, reader)?.department else {
            throw Failure(
                .badData, "\(home.path) has no department file, so there is no policy to check.",
                remedy: "Create one: tocsin init")
        }
        var playbooks: [Playbook] = []
        var broken: [PolicyCheck.Finding] = []
        for id in try library.ids(in: home, world) {
            do {
                playbooks.append(try library.playbook(id, in: home, world, reader).playbook)
            } catch let error as LoadFailure {
                broken.append(
                    PolicyCheck.Finding(
                        check: "broken-playbook", level: .stop, subject: id,
                        finding: "\(id) can't be used: \(error.diagnostics[0])",
                        remedy: "See every fault: tocsin playbook check \(id)"))
            }
        }
        let zone = Zone(department.zone) ?? .utc
        let exercised = try exercises(in: home, world).mapValues(zone.day)
        let check = PolicyCheck(
            department, playbooks, exercised: exercised,
            today: zone.day(Instant(microseconds: world.clock())))
        let answer = Answer(findings: broken + check.findings)
        try report(answer, world)
        if answer.findings.contains(where: { $0.level == .stop }) {
            throw ExitCode(ExitStatus.badData.rawValue)
        }
    }

    /// By playbook, its last exercise in the home; none without a log.
    private func exercises(in home: Home, _ world: World) throws -> [String: Instant] {
        guard FileManager.default.fileExists(atPath: home.logPath) else { return [:] }
        return try Session(global, .reading, world).engine.lastExercises()
    }

    private func report(_ answer: Answer, _ world: World) throws {
        if global.json { return try world.printJSON(answer) }
        guard !answer.findings.isEmpty else { return world.print("The policy holds.") }
        for finding in answer.findings {
            world.print(
                TerminalText.block(
                    TerminalText.safe(
                        "\(finding.level.rawValue): \(finding.check): \(finding.finding) \(finding.remedy)"
                    ), indent: 0, width: world.width))
        }
    }
}

struct PolicyList: Command {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the rules of the written policy.",
        discussion: "Example: tocsin policy list")

    @OptionGroup var global: GlobalOptions

    struct Line: Encodable {
        var rule: String
        var level: PolicyRule.Level
        var text: String
        var source: String?
        var since: String?
        var reviewBy: String?
    }

    func run(in world: World) throws {
        let file = try DepartmentFile.ofHome(world.home(global), InputReader(world))
        let lines = (file?.department.policy.rules ?? []).map {
            Line(
                rule: $0.id, level: $0.level, text: $0.text, source: $0.source, since: $0.since,
                reviewBy: $0.reviewBy)
        }
        if global.json { return try world.printJSON(Listed("rules", lines)) }
        guard !lines.isEmpty else {
            return world.print("No rules. Write them in the department file, under policy: rules.")
        }
        world.print(
            TerminalText.table(
                lines.map { line in
                    let source = line.source.map { " (\($0))" } ?? ""
                    return [
                        line.rule, line.level.rawValue, TerminalText.safe(line.text + source),
                    ]
                }))
    }
}
