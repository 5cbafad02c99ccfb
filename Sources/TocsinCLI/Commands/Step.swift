internal import ArgumentParser
internal import Incident
internal import Playbooks

struct StepCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "step", abstract: "The playbook's steps.",
        subcommands: [StepList.self, StepComplete.self, StepSkip.self, StepReopen.self])
}

struct StepComplete: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "complete", abstract: "Mark a step as done.",
        discussion: "Example: tocsin step complete call-takers --note \"told by phone\"")
    static let positionals = ["step"]

    @Argument(help: "The step. List them: tocsin step list", completion: .steps) var step: String
    @Option(help: "A note.") var note: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .lifecycle(
                .completeStep(
                    step.lowercased(), note: try input.optionalText(note, "note", option: "--note"))
            ))
    }
}

struct StepSkip: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "skip", abstract: "Skip a step, with a reason.",
        discussion: "Example: tocsin step skip hotline --reason \"the county runs one\"")
    static let positionals = ["step"]

    @Argument(help: "The step. List them: tocsin step list", completion: .steps) var step: String
    @Option(help: "Why.") var reason: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .lifecycle(
                .skipStep(
                    step.lowercased(), reason: try input.text(reason, "reason", option: "--reason"))
            ))
    }
}

struct StepReopen: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen", abstract: "Reopen a step.",
        discussion: "Example: tocsin step reopen hotline --reason \"the number has changed\"")
    static let positionals = ["step"]

    @Argument(help: "The step. List them: tocsin step list", completion: .steps) var step: String
    @Option(help: "Why.") var reason: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .lifecycle(
                .reopenStep(
                    step.lowercased(), reason: try input.text(reason, "reason", option: "--reason"))
            ))
    }
}

struct StepList: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the playbook's steps and what is due.",
        discussion: "Example: tocsin step list")

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    func text(_ view: IncidentView) -> String { view.renderer.steps(view.progress) }
    func json(_ view: IncidentView) -> any Encodable { view.progress }
}
