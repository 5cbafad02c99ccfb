internal import ArgumentParser
internal import Incident

struct BriefingCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "briefing", abstract: "News briefings.",
        subcommands: [BriefingSchedule.self, BriefingHoldCommand.self])
}

struct BriefingSchedule: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule", abstract: "Schedule a briefing.",
        discussion: "Example: tocsin briefing schedule --at 23:00 --place \"City hall, lobby\"",
        aliases: ["add"])
    static let positionals: [String] = []

    @Option(parsing: .unconditional, help: "When: 23:00, +1h, or RFC 3339.") var at: String
    @Option(help: "Where.") var place: String
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .inquiry(.scheduleBriefing(at: try decision.coming(at), place: place)))
    }
}

struct BriefingHoldCommand: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold", abstract: "Log that a briefing was held.",
        discussion: "Example: tocsin briefing hold B1 --speaker chief --interpreter --captions")
    static let positionals = ["briefing"]

    @Argument(help: "The briefing, e.g. B1.") var briefing: String
    @Option(help: "Who spoke.") var speaker: String
    @Flag(inversion: .prefixedNo, help: "A sign-language interpreter was present.")
    var interpreter: Bool?
    @Flag(inversion: .prefixedNo, help: "The briefing was captioned.") var captions: Bool?
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .inquiry(
                .holdBriefing(
                    try .read(briefing), speaker: speaker, interpreter: interpreter,
                    captions: captions)))
    }
}
