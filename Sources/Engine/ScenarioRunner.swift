internal import EventLog
internal import Incident
public import IncidentEvents
public import Playbooks
internal import SwiftProtobuf

/// Plays a scenario's injects into an incident, on the scenario's own clock.
///
/// Each command's request id follows from incident, inject and position in the inject. A killed run
/// therefore resumes where it stopped: stored commands are found and not stored again.
public struct ScenarioRunner {
    /// Decodes a command whose labels are replaced by ids.
    ///
    /// It throws ``ScenarioError/invalidCommand(_:why:file:)`` for a command that is not allowed in
    /// a scenario; the runner adds file, line and inject to every other error.
    public typealias Decoder = (Scenario.CommandLine) throws -> ScenarioCommand

    /// The outcome of one command of an inject.
    public struct Step {
        public let inject: Scenario.Inject
        /// The time at which it was played, by the scenario's clock.
        public let at: Instant
        public let outcome: Outcome
    }

    private let scenario: Scenario
    private let file: String
    private let engine: Engine
    private let operatingSystem: (account: String, host: String)
    private let decode: Decoder
    /// The ids created by the commands so far, by label.
    private var labels: [String: String] = [:]

    /// - Parameters:
    ///   - file: The scenario file's name, for errors.
    ///   - osAccount: Recorded with each entry, as is `host`.
    ///   - decode: Gives each command its meaning.
    public init(
        _ scenario: Scenario, file: String, engine: Engine, osAccount: String, host: String,
        decode: @escaping Decoder
    ) {
        self.scenario = scenario
        self.file = file
        self.engine = engine
        operatingSystem = (osAccount, host)
        self.decode = decode
    }

    /// Plays the injects in order.
    ///
    /// - Parameters:
    ///   - limit: After how many injects to stop; nil plays all.
    ///   - report: Called after each command.
    /// - Throws: ``ScenarioError``, and any error of `report`. Entries before the error stay
    ///   stored.
    public mutating func run(
        stopAfter limit: Int? = nil, report: (Step) throws -> Void
    ) throws {
        let opens = scenario.injects.contains { $0.commands.contains { $0.words == ["open"] } }
        for (index, inject) in scenario.injects.prefix(limit ?? .max).enumerated() {
            let commands =
                index == 0 && !opens ? [opening(inject)] + inject.commands : inject.commands
            let at = try instant(inject.at, of: inject)
            for (number, command) in commands.enumerated() {
                let outcome = try play(command, number, of: inject, at: at)
                try report(Step(inject: inject, at: at, outcome: outcome))
            }
        }
    }

    private mutating func play(
        _ line: Scenario.CommandLine, _ number: Int, of inject: Scenario.Inject, at: Instant
    ) throws(ScenarioError) -> Outcome {
        do {
            let command = try decode(resolved(line))
            let request = try request(command, number, of: inject, at: at)
            switch command.action {
            case .open(let opening):
                return try open(opening, request, at: at)
            case .perform(let plan, let labelled):
                let outcome = try engine.perform(
                    in: scenario.incident, request: request, plan: plan)
                if let label = line.label, let created = labelled(outcome) {
                    labels[label] = created
                }
                return outcome
            }
        } catch let error as ScenarioError {
            throw error
        } catch {
            throw .failed(line, inject: inject.number, file: file, cause: error)
        }
    }

    /// The command with labels replaced by ids.
    private func resolved(
        _ line: Scenario.CommandLine
    ) throws(ScenarioError) -> Scenario.CommandLine {
        let command = line.resolving(labels)
        for value in command.options.flatMap(\.values) {
            if let label = Scenario.CommandLine.label(in: value) {
                throw .invalidCommand(
                    line,
                    why: "the label \"\(label)\" has no id because its command created nothing",
                    file: file)
            }
        }
        return command
    }

    private func request(
        _ command: ScenarioCommand, _ number: Int, of inject: Scenario.Inject, at: Instant
    ) throws(ScenarioError) -> Request {
        let derived = [scenario.incident, inject.number, "\(number)"].map { Array($0.utf8) }
        var request = Request(
            id: Request.id(atMilliseconds: at.microseconds / 1000, derivedFrom: derived),
            fingerprint: command.fingerprint,
            earlierFingerprint: command.earlierFingerprint,
            actor: command.actor ?? inject.actor, role: command.role ?? inject.role,
            certainty: command.isOccurredApproximate ? .approximate : inject.certainty,
            provenance: inject.provenance, correlation: scenario.id, causation: inject.number,
            osAccount: operatingSystem.account, host: operatingSystem.host,
            visibility: inject.visibility, simulatedAt: at)
        // The inject's claimed time is checked even if the command has its own.
        let claimed: Instant? =
            if let text = inject.occurred { try instant(text, of: inject) } else { nil }
        if let text = command.occurred {
            request.occurred = { zone, now in try zone.instant(text, .past, now: now) }
        } else if let claimed {
            request.occurred = { _, _ in claimed }
        }
        return request
    }

    private func open(
        _ opening: ScenarioCommand.Opening, _ request: Request, at: Instant
    ) throws -> Outcome {
        guard let zone = opening.zone ?? Zone(scenario.zone) else {
            throw EngineError.unknownZone(scenario.zone)
        }
        // The incident stores these bytes and runs by them.
        let departmentYAML = try scenario.department.yaml()
        let department = try Department.load(yaml: departmentYAML, file: file).0
        let onset: TimeCertainty = opening.isOnsetApproximate ? .approximate : .exact
        return try engine.open(
            LifecycleCommand.OpenIncident(
                title: opening.title, place: opening.place, mode: scenario.mode,
                zone: zone, onset: opening.onset.map { try zone.instant($0, now: at) },
                onsetCertainty: opening.onset == nil ? .unspecified : onset,
                playbookYAML: opening.playbook.yaml, departmentYAML: departmentYAML),
            as: scenario.incident, request: request,
            files: (opening.playbook.value, department))
    }

    /// The opening of a scenario whose injects don't include one.
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

    private func instant(
        _ text: String, of inject: Scenario.Inject
    ) throws(ScenarioError) -> Instant {
        guard let instant = Instant(rfc3339: text) else {
            throw .invalidTime(text, line: inject.line, file: file)
        }
        return instant
    }
}

extension Scenario.Inject {
    fileprivate var provenance: Provenance {
        .with {
            $0.reference = reference ?? number
            $0.sources = sources
            $0.confidence = confidence ?? .unspecified
        }
    }
}
