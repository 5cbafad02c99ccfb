internal import ArgumentParser
internal import Incident

struct Close: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Close the incident.",
        discussion: "Example: tocsin close \"handed over to recovery\"")
    static let positionals = ["reason"]

    @Argument(help: "The reason.") var reason: String?
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(.lifecycle(.close(reason: try input.text(reason, "reason"))))
    }
}

struct Reopen: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen", abstract: "Reopen a closed incident.",
        discussion: "Example: tocsin reopen \"the rumor is circulating again\"")
    static let positionals = ["reason"]

    @Argument(help: "The reason.") var reason: String?
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(.lifecycle(.reopen(reason: try input.text(reason, "reason"))))
    }
}
