internal import ArgumentParser
internal import Incident
internal import IncidentEvents

struct OnsetCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "onset", abstract: "The time when the hazard began.",
        subcommands: [OnsetSet.self])
}

struct OnsetSet: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Set the time when the hazard began.",
        discussion: "Example: tocsin onset set 20:58 --reason \"dispatch record\"")
    static let positionals = ["time"]

    @Argument(help: "22:15, -5m, or RFC 3339.") var time: String
    @Option(help: "The source of that time.") var reason: String?
    @OptionGroup var writing: WritingOptions

    var hasOwnAbout: Bool { true }

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .lifecycle(
                .correctOnset(
                    try decision.past(time), certainty: writing.about ? .approximate : .exact,
                    reason: try input.text(reason, "reason"))))
    }
}
