internal import Basics
internal import Documents
internal import ArgumentParser
internal import Engine
internal import EventLog
internal import Incident
internal import IncidentEvents
internal import Playbooks

struct ScenarioCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scenario", abstract: "Exercises and reenactments.",
        subcommands: [ScenarioList.self, ScenarioCheck.self, ScenarioRun.self])
}

struct ScenarioList: Command {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the scenarios that come with Tocsin.",
        discussion: "Example: tocsin scenario list")

    @OptionGroup var global: GlobalOptions

    struct Line: Encodable {
        var scenario: String
        var title: String
        var mode: String
        var playbook: String
        var injects: Int
    }

    func run(in world: World) throws {
        let lines = try ShippedFiles.scenarios.map { file in
            let scenario = try ScenarioFile(file.id, InputReader(world)).scenario
            return Line(
                scenario: scenario.id, title: scenario.title ?? scenario.id,
                mode: scenario.mode.word, playbook: scenario.playbook,
                injects: scenario.injects.count)
        }
        if global.json { return try world.printJSON(Listed("scenarios", lines)) }
        world.print(
            TerminalText.table(
                lines.map { [$0.scenario, $0.mode, "\($0.injects.counted("inject"))", $0.title] }))
    }
}

struct ScenarioCheck: Command {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Find every fault of a scenario before anything is stored.",
        discussion: """
            Plays the scenario in memory, so commands, options, channels, labels and times are \
            checked as the run uses them. Exits with 65 if there is a fault.
            Example: tocsin scenario check dallas-2016
            """)

    @Argument(help: "The scenario's id, or a file.", completion: .scenarios) var scenario: String
    @OptionGroup var library: LibraryOptions
    @OptionGroup var global: GlobalOptions

    struct Answer: Encodable {
        var file: String
        var injects: Int
        var diagnostics: [String]
    }

    func run(in world: World) throws {
        let source = try ScenarioSource(scenario, InputReader(world))
        let (read, diagnostics) = Scenario.readWithFaults(
            yaml: source.yaml, file: source.name, contents: source.contents)
        let isWhole = !diagnostics.contains { $0.severity == .error }
        var faulty = diagnostics.filter { $0.severity == .error }
            .map { (line: $0.line, text: $0.description) }
        if let read {
            let decoder = ScenarioDecoder(
                file: source.name, library: library, home: world.home(global), world: world)
            let faults = ScenarioRehearsal.faults(
                of: read, file: source.name, isWhole: isWhole, decode: decoder.decode)
            faulty += faults.map { (line: $0.line, text: Failure($0 as any Error).description) }
        }
        let warnings = diagnostics.filter { $0.severity != .error }.map(\.description)
        if !global.json { for line in warnings { world.print(TerminalText.safe(line)) } }
        guard let read, faulty.isEmpty else {
            let lines = faulty.sorted { $0.line < $1.line }.map(\.text)
            throw Failure(.badData, (lines + (global.json ? warnings : [])).joined(separator: "\n"))
        }
        if global.json {
            return try world.printJSON(
                Answer(file: source.name, injects: read.injects.count, diagnostics: warnings))
        }
        world.print("\(source.name): \(read.injects.count.counted("inject")), no faults")
        world.print("Next: tocsin scenario run \(scenario)")
    }
}

struct ScenarioRun: Command {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run a scenario in its own incident.",
        discussion: """
            The run uses the scenario's clock and is never LIVE. Run it again after a stop or a \
            corrected fault and it continues where it stopped.
            Example: tocsin scenario run dallas-2016
            """)

    @Argument(help: "The scenario's id, or a file.", completion: .scenarios) var scenario: String
    @Option(help: "Stop after this many injects.") var stopAfter: Int?
    @OptionGroup var library: LibraryOptions
    @OptionGroup var global: GlobalOptions

    struct Answer: Encodable {
        var incident: String
        var mode: String
        var injects: Int
        var recorded: Int
        var alreadyRecorded: Int
        var revision: UInt64?
    }

    func validate() throws {
        if let stopAfter, stopAfter < 0 {
            throw ValidationError("--stop-after must be 0 or more.")
        }
    }

    func run(in world: World) throws {
        let file = try ScenarioFile(scenario, InputReader(world))
        let session = try Session(global, .creating, world)
        if !global.json, let banner = banner(file.scenario.mode, file.scenario.incident) {
            world.print(banner)
        }
        var answer = Answer(
            incident: file.scenario.incident, mode: file.scenario.mode.word,
            injects: min(stopAfter ?? .max, file.scenario.injects.count), recorded: 0,
            alreadyRecorded: 0)
        let zone = Zone(file.scenario.zone) ?? .utc
        var runner = ScenarioRunner(file, session, library)
        var hasReleased = false
        // One covers all of them, and those before a fault, too.
        defer { if hasReleased { CheckpointSender(session.engine, world).sendAfterRelease() } }
        try runner.run(stopAfter: stopAfter) { step in
            if step.outcome.isRelease, !step.outcome.isRepeat { hasReleased = true }
            answer.revision = step.outcome.state.revision
            if step.outcome.isRepeat {
                answer.alreadyRecorded += step.outcome.records.count
            } else {
                answer.recorded += step.outcome.records.count
            }
            if global.json { return }
            let created = step.outcome.created.joined(separator: ", ")
            let before = step.outcome.isRepeat ? "stored before" : ""
            world.print(
                [step.inject.number, zone.dated(step.at), created, before].filter { !$0.isEmpty }
                    .joined(separator: "  "))
            for refusal in step.outcome.refusals {
                world.print("    refused: \(TerminalText.safe(refusal.text(for: nil)))")
            }
        }
        if global.json { return try world.printJSON(answer) }
        world.print(
            "\(answer.injects.counted("inject")): \(answer.recorded.counted("entry", "entries")) recorded,"
                + " \(answer.alreadyRecorded) stored before.")
        world.print("Next: tocsin timeline --incident \(answer.incident)")
    }
}
