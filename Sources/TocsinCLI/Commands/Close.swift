internal import ArgumentParser
internal import Engine
internal import Incident

struct Close: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Close the incident.",
        discussion: """
            Closing is refused while something still runs: an alert in force, a released text that \
            isn't posted, a promised update, a scheduled briefing. The refusal lists them.
            Example: tocsin close "handed over to recovery"
            """)
    static let positionals = ["reason"]

    @Argument(help: "The reason.") var reason: String?
    @Flag(help: "Close although something still runs. The reason is on record.")
    var anyway = false
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .lifecycle(.close(reason: try input.text(reason, "reason"), anyway: anyway)))
    }
}

struct Reopen: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen", abstract: "Reopen a closed incident.",
        discussion: "Example: tocsin reopen \"the rumor is circulating again\"")
    static let positionals = ["reason"]

    @Argument(help: "The reason.") var reason: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(.lifecycle(.reopen(reason: try input.text(reason, "reason"))))
    }

    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        try session.pausedNote(for: outcome.stream)
    }
}
