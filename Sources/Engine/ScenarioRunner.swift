internal import EventLog
internal import Incident
public import IncidentEvents
public import Playbooks

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

    private let engine: Engine
    private let operatingSystem: (account: String, host: String)
    private var script: ScenarioScript

    /// - Parameters:
    ///   - file: The scenario file's name, for errors.
    ///   - osAccount: Recorded with each entry, as is `host`.
    ///   - decode: Gives each command its meaning.
    public init(
        _ scenario: Scenario, file: String, engine: Engine, osAccount: String, host: String,
        decode: @escaping Decoder
    ) {
        script = ScenarioScript(scenario: scenario, file: file, decode: decode)
        self.engine = engine
        operatingSystem = (osAccount, host)
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
        for (index, inject) in script.scenario.injects.prefix(limit ?? .max).enumerated() {
            let at = try script.instant(inject.at, of: inject)
            for (number, command) in script.commands(ofInject: index).enumerated() {
                let outcome = try play(command, number, of: inject, at: at)
                try report(Step(inject: inject, at: at, outcome: outcome))
            }
        }
    }

    private mutating func play(
        _ line: Scenario.CommandLine, _ number: Int, of inject: Scenario.Inject, at: Instant
    ) throws(ScenarioError) -> Outcome {
        do {
            let command = try script.decode(script.resolved(line))
            let request = try script.request(
                command, number, of: inject, at: at, by: operatingSystem)
            switch command.action {
            case .open(let opening):
                let (command, files) = try script.opening(opening, at: at)
                return try engine.open(
                    command, as: script.scenario.incident, request: request, files: files)
            case .perform(let plan, let labelled):
                let outcome = try engine.perform(
                    in: script.scenario.incident, request: request, plan: plan)
                if let label = line.label, let created = labelled(outcome) {
                    script.labels[label] = created
                }
                return outcome
            }
        } catch let error as ScenarioError {
            throw error
        } catch {
            throw .failed(line, inject: inject.number, file: script.file, cause: error)
        }
    }
}
