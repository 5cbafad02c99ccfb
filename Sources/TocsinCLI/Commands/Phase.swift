internal import Documents
internal import ArgumentParser
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import ReadModels

struct PhaseCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "phase", abstract: "The response's phase.",
        subcommands: [PhaseSet.self, PhaseList.self])
}

struct PhaseSet: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Enter a phase of the playbook.",
        discussion: "Example: tocsin phase set sustained --reason \"shooting has stopped\"")
    static let positionals = ["phase"]

    @Argument(help: "The phase. List them: tocsin phase list", completion: .phases) var phase:
        String
    @Option(help: "Why.") var reason: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .lifecycle(
                .enterPhase(
                    phase.lowercased(),
                    reason: try input.optionalText(reason, "reason", option: "--reason"))))
    }
}

struct PhaseList: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the playbook's phases and when each began.",
        discussion: "Example: tocsin phase list")

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    struct Line: Encodable {
        var phase: String
        var title: String
        var isCurrent: Bool
        var entered: Moment?
        /// The longest time between two updates while the phase lasts.
        var cadenceSeconds: Int64?
    }

    private func lines(_ view: IncidentView) -> [Line] {
        view.playbook.phases.map { phase in
            Line(
                phase: phase.id, title: phase.title, isCurrent: phase.id == view.state.phase,
                entered: view.state.entered(phase.id).map { Moment($0) },
                cadenceSeconds: phase.cadence?.wholeSeconds)
        }
    }

    func text(_ view: IncidentView) -> String {
        TerminalText.table(
            lines(view).map { line in
                [
                    line.isCurrent ? "*" : " ", line.phase,
                    line.entered.map { view.renderer.time($0) } ?? "not entered",
                    line.cadenceSeconds.map { "update every \(Duration.seconds($0).brief)" }
                        ?? "no cadence", line.title,
                ]
            })
    }

    func json(_ view: IncidentView) -> any Encodable { Listed("phases", lines(view)) }
}
