internal import ArgumentParser
internal import Engine
internal import Incident
internal import IncidentEvents

struct Close: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Close the incident.",
        discussion: "Example: tocsin close \"handed over to recovery\"")
    static let positionals = ["reason"]

    @Argument(help: "Why it is closed.") var reason: String?
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandInput) throws {
        try decision.perform(.conduct(.close(reason: try input.text(reason, "reason"))))
    }
}

struct Reopen: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen", abstract: "Reopen a closed incident.",
        discussion: "Example: tocsin reopen \"the rumor is about again\"")
    static let positionals = ["reason"]

    @Argument(help: "Why it is reopened.") var reason: String?
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandInput) throws {
        try decision.perform(.conduct(.reopen(reason: try input.text(reason, "reason"))))
    }
}

struct OnsetCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "onset", abstract: "When the hazard began.", subcommands: [OnsetSet.self])
}

struct OnsetSet: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Say when the hazard began.",
        discussion: "Example: tocsin onset set 20:58 --reason \"dispatch record\"")
    static let positionals = ["time"]

    @Argument(help: "22:15, -5m, or RFC 3339.") var time: String
    @Option(help: "How that is known.") var reason: String?
    @OptionGroup var writing: WritingOptions

    var hasOwnAbout: Bool { true }

    func plan(_ decision: inout Decision, _ input: CommandInput) throws {
        try decision.perform(
            .conduct(
                .correctOnset(
                    try decision.instant(time), certainty: writing.about ? .approximate : .exact,
                    reason: try input.text(reason, "reason"))))
    }
}

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

    @Argument(help: "The phase; tocsin phase list shows them.") var phase: String
    @Option(help: "Why.") var reason: String?
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandInput) throws {
        try decision.perform(
            .conduct(
                .enterPhase(
                    phase.lowercased(), reason: try input.optionalText(reason, "reason") ?? "")))
    }
}

struct PeriodCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "period", abstract: "Operational periods.", subcommands: [PeriodBegin.self])
}

struct PeriodBegin: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "begin", abstract: "Begin an operational period with its objectives.",
        discussion:
            "Example: tocsin period begin --from 06:00 --to 18:00 --objective \"One voice\"")
    static let positionals: [String] = []

    @Option(parsing: .unconditional, help: "When it begins.") var from: String?
    @Option(parsing: .unconditional, help: "When it ends.") var to: String?
    @Option(
        name: .customLong("objective"), parsing: .upToNextOption, help: "What is to be reached.")
    var objectives: [String] = []
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandInput) throws {
        let text = try input.optionalText(nil, "objective").map { [$0] } ?? []
        let begin = try decision.instant(from)
        let end = try to.map { try decision.instant($0, after: begin ?? decision.context.now) }
        try decision.perform(
            .conduct(
                .beginPeriod(
                    from: begin, to: end, objectives: objectives + text)))
    }
}

struct RoleCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "role", abstract: "Who holds which role.",
        subcommands: [RoleAssign.self, RoleRelieve.self, RoleList.self])
}

struct RoleAssign: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign", abstract: "Give a person a role in this incident.",
        discussion: "Example: tocsin role assign duty-chief incident-commander")
    static let positionals = ["person", "role"]

    @Argument(help: "The person's work id.") var person: String
    @Argument(help: "The role, e.g. incident-commander.") var assigned: String
    @Option(help: "Their agency, where it is not the department.") var agency: String?
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandInput) throws {
        try decision.perform(
            .conduct(.assignRole(person, to: assigned.lowercased(), agency: agency ?? "")))
    }
}

struct RoleRelieve: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "relieve", abstract: "Relieve a person of a role.",
        discussion: "Example: tocsin role relieve duty-pio pio --reason \"shift change\"")
    static let positionals = ["person", "role"]

    @Argument(help: "The person's work id.") var person: String
    @Argument(help: "The role, e.g. pio.") var relieved: String
    @Option(help: "Why.") var reason: String?
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandInput) throws {
        try decision.perform(
            .conduct(
                .relieveRole(
                    person, of: relieved.lowercased(), reason: try input.text(reason, "reason"))))
    }
}

struct StepCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "step", abstract: "The playbook's steps.",
        subcommands: [StepList.self, StepComplete.self, StepSkip.self, StepReopen.self])
}

struct StepComplete: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "complete", abstract: "Say that a step is done.",
        discussion: "Example: tocsin step complete call-takers --note \"told by phone\"")
    static let positionals = ["step"]

    @Argument(help: "The step; tocsin step list shows them.") var step: String
    @Option(help: "What to note about it.") var note: String?
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandInput) throws {
        try decision.perform(
            .conduct(
                .completeStep(
                    step.lowercased(), note: try input.optionalText(note, "note") ?? "")))
    }
}

struct StepSkip: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "skip", abstract: "Leave a step out, with a reason.",
        discussion: "Example: tocsin step skip hotline --reason \"the county runs one\"")
    static let positionals = ["step"]

    @Argument(help: "The step; tocsin step list shows them.") var step: String
    @Option(help: "Why.") var reason: String?
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandInput) throws {
        try decision.perform(
            .conduct(.skipStep(step.lowercased(), reason: try input.text(reason, "reason"))))
    }
}

struct StepReopen: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen", abstract: "Say that a step is to be done again.",
        discussion: "Example: tocsin step reopen hotline --reason \"the number has changed\"")
    static let positionals = ["step"]

    @Argument(help: "The step; tocsin step list shows them.") var step: String
    @Option(help: "Why.") var reason: String?
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandInput) throws {
        try decision.perform(
            .conduct(.reopenStep(step.lowercased(), reason: try input.text(reason, "reason"))))
    }
}
