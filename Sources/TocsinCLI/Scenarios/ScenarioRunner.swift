internal import ArgumentParser
internal import Engine
internal import EventLog
internal import Incident
internal import IncidentEvents
internal import Playbooks

/// Plays a scenario's injects into an incident, on the scenario's own clock.
///
/// Each command's request id follows from incident, inject and place in the inject, so a run that
/// was killed goes on where it stopped: what is stored already is found and not stored again.
struct ScenarioRunner {
    let scenario: Scenario
    /// The file's name, for errors.
    let file: String
    let engine: Engine
    let library: LibraryOptions
    /// What the commands so far created, by label.
    private(set) var labels: [String: String] = [:]

    init(_ source: ScenarioFile, engine: Engine, library: LibraryOptions) {
        scenario = source.scenario
        file = source.name
        self.engine = engine
        self.library = library
    }

    /// What one command of an inject came to.
    struct Step {
        let inject: Scenario.Inject
        let at: Instant
        let outcome: Outcome
    }

    /// - Parameters:
    ///   - limit: After how many injects to stop; nil for none.
    ///   - report: Called after each command.
    /// - Throws: A ``Failure`` that names inject, line and why; what came before stays stored.
    mutating func run(stopAfter limit: Int? = nil, report: (Step) throws -> Void) throws {
        for (index, inject) in scenario.injects.prefix(limit ?? .max).enumerated() {
            var commands = inject.commands
            let opens = scenario.injects.contains { $0.commands.contains { $0.words == ["open"] } }
            if index == 0, !opens { commands.insert(opening(inject), at: 0) }
            let at = try inject.time(file: file)
            for (number, command) in commands.enumerated() {
                let outcome = try play(command, number, of: inject, at: at)
                try report(Step(inject: inject, at: at, outcome: outcome))
            }
        }
    }

    private mutating func play(
        _ line: Scenario.CommandLine, _ number: Int, of inject: Scenario.Inject, at: Instant
    ) throws -> Outcome {
        let (type, typed) = try line.resolving(labels).typed(file: file)
        let command = try line.parse(typed, as: type, file: file)
        let arguments = [line.name] + typed
        do {
            let outcome: Outcome
            let created: String?
            switch command {
            case let command as any IncidentCommand:
                let request = try request(command.writing, arguments, number, inject, at)
                let input = CommandInput()
                outcome = try engine.perform(in: scenario.incident, request: request) {
                    try command.plan(&$0, input)
                }
                created = command.labelled(outcome)
            case var command as OpenCommand:
                command.id = scenario.incident
                command.zone = command.zone ?? scenario.zone
                command.mode = scenario.mode.rawValue
                let request = try request(command.writing, arguments, number, inject, at)
                outcome = try command.perform(
                    engine, request, library.playbook(command.playbook),
                    DepartmentFile(yaml: scenario.department.yaml(), name: file), now: at)
                created = nil
            default:
                throw line.fault("it writes nothing, so an inject can't give it", in: file)
            }
            if let label = line.label, let created { labels[label] = created }
            return outcome
        } catch let error as ValidationError {
            throw line.fault(error.message, in: file)
        } catch {
            var failure = Failure(error)
            failure.description =
                "\(file):\(line.line): inject \(inject.number), \(line.name): \(failure.description)"
            throw failure
        }
    }

    private func request(
        _ writing: WritingOptions, _ arguments: [String], _ number: Int, _ inject: Scenario.Inject,
        _ at: Instant
    ) throws -> Request {
        let derived = [scenario.incident, inject.number, "\(number)"].map { Array($0.utf8) }
        var request = Request(
            id: Request.id(atMilliseconds: at.microseconds / 1000, derivedFrom: derived),
            fingerprint: Request.fingerprint(of: arguments.map { Array($0.utf8) }),
            actor: writing.place.actor ?? inject.actor, role: writing.place.role ?? inject.role,
            certainty: writing.about ? .approximate : inject.timeCertainty,
            provenance: inject.provenance, correlation: scenario.id, causation: inject.number,
            osAccount: Session.account, host: Session.host, visibility: inject.recordVisibility,
            simulatedAt: at)
        let claimed = try inject.occurredAt(file: file)
        if let text = writing.occurred {
            request.occurred = { zone, now in try zone.instant(text, now: now) }
        } else if let claimed {
            request.occurred = { _, _ in claimed }
        }
        return request
    }

    /// The opening of a scenario that leaves it to its head.
    private func opening(_ inject: Scenario.Inject) -> Scenario.CommandLine {
        var options = [
            Scenario.CommandLine.Option(name: "playbook", values: [scenario.playbook]),
            Scenario.CommandLine.Option(name: "place", values: [scenario.place]),
        ]
        if let title = scenario.title {
            options.append(Scenario.CommandLine.Option(name: "title", values: [title]))
        }
        if let onset = scenario.onset {
            options.append(Scenario.CommandLine.Option(name: "onset", values: [onset]))
        }
        return Scenario.CommandLine(["open"], options: options, line: inject.line)
    }
}

/// A scenario with the name of the file that it was read from.
struct ScenarioFile {
    let scenario: Scenario
    let name: String

    /// - Parameter text: The id of one that ships, or a path.
    init(_ text: String) throws {
        let yaml: [UInt8]
        if let shipped = ShippedFiles.scenario(text) {
            (yaml, name) = (shipped.yaml, shipped.name)
        } else if text.hasSuffix(".yaml") || text.contains("/") {
            yaml = try BoundedFile.read(text, limit: 1_048_576, what: "a scenario")
            name = text
        } else {
            let known = ShippedFiles.scenarios.map(\.id)
            let hint = NearestName.of(text, among: known).map { " Did you mean \($0)?" } ?? ""
            throw Failure(
                .badData,
                "There is no scenario \"\(text.prefix(80))\".\(hint) There are:"
                    + " \(known.joined(separator: ", ")); or name a file that ends in .yaml.")
        }
        (scenario, _) = try Scenario.load(yaml: yaml, file: name)
    }
}
