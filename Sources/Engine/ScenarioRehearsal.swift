internal import Incident
internal import IncidentEvents
public import Playbooks

/// Plays a scenario in memory to find every fault of its commands before any of it is stored.
public struct ScenarioRehearsal {
    private var script: ScenarioScript
    /// The incident so far.
    private var state = IncidentState()
    /// The incident's playbook and department; nil before it is opened.
    private var files: Engine.OpeningFiles?
    /// The labels of commands that failed: a command that refers to one fails with it.
    private var lost: Set<String> = []
    private var faults: [ScenarioError] = []

    /// - Parameters:
    ///   - file: The scenario file's name, for errors.
    ///   - decode: Decodes one command.
    public init(_ scenario: Scenario, file: String, decode: @escaping ScenarioRunner.Decoder) {
        script = ScenarioScript(scenario: scenario, file: file, decode: decode)
    }

    /// Every fault of the commands, in the order of the injects.
    ///
    /// - Parameter isWhole: Whether the scenario was read without an error. If not, only the form
    ///   of each command is checked.
    public static func faults(
        of scenario: Scenario, file: String, isWhole: Bool,
        decode: @escaping ScenarioRunner.Decoder
    ) -> [ScenarioError] {
        var rehearsal = ScenarioRehearsal(scenario, file: file, decode: decode)
        for (index, inject) in scenario.injects.enumerated() {
            for command in rehearsal.script.commands(ofInject: index) {
                rehearsal.rehearse(command, of: inject, isWhole: isWhole)
            }
        }
        return rehearsal.faults
    }

    private mutating func rehearse(
        _ line: Scenario.CommandLine, of inject: Scenario.Inject, isWhole: Bool
    ) {
        do {
            // A command that refers to a lost label is still decoded: its options may be wrong too.
            let isPlayable = isWhole && !line.references.contains(where: lost.contains)
            let command = try script.decode(isPlayable ? script.resolved(line) : line)
            let created = isPlayable ? try play(command, of: inject) : nil
            guard let label = line.label else { return }
            if let created {
                script.labels[label] = created
            } else if !isPlayable || state.opening == nil {
                // The command was not played. One that created nothing is reported where its label
                // is used.
                lost.insert(label)
            }
        } catch let error as ScenarioError {
            fail(line, error)
        } catch {
            fail(
                line,
                .failed(line, inject: inject.number, file: script.file, cause: error))
        }
    }

    private mutating func fail(_ line: Scenario.CommandLine, _ error: ScenarioError) {
        faults.append(error)
        if let label = line.label { lost.insert(label) }
    }

    /// - Returns: The id of the thing that the command created, for its label.
    private mutating func play(
        _ command: ScenarioCommand, of inject: Scenario.Inject
    ) throws -> String? {
        let at = try script.instant(inject.at, of: inject)
        let request = try script.request(command, 0, of: inject, at: at, by: ("", ""))
        switch command.action {
        case .open(let opening):
            var (opened, files) = try script.opening(opening, at: at)
            try Engine.complete(&opened, &files)
            self.files = files
            _ = try decide(request, at: at, files) { try $0.perform(.lifecycle(.open(opened))) }
            return nil
        case .perform(let plan, let labelled):
            // The incident wasn't opened, so nothing can be played. The opening's fault is reported.
            guard let files, state.opening != nil else { return nil }
            return labelled(try decide(request, at: at, files, plan))
        }
    }

    private mutating func decide(
        _ request: Request, at: Instant, _ files: Engine.OpeningFiles,
        _ plan: (inout Decision) throws -> Void
    ) throws -> Outcome {
        let metadata = try request.metadata(in: state.zone, at: at)
        var decision = Decision(
            state: state,
            context: DecisionContext(
                now: at, isSimulated: true, occurred: metadata.occurred, actor: request.actor,
                role: request.role, playbook: files.playbook,
                department: files.department),
            common: .init(
                position: state.position.map { $0 + 1 } ?? 0, id: { (0, UInt64($0)) },
                recordedAt: at, simulatedAt: at,
                metadata: metadata, visibility: request.visibility))
        try plan(&decision)
        state = decision.state
        return Outcome(
            stream: script.scenario.incident, records: decision.records, state: state,
            isRepeat: false, refusals: decision.refusals, warnings: decision.warnings)
    }
}
