internal import ArgumentParser
internal import Documents
internal import Incident
internal import IncidentEvents
internal import ReadModels

struct BriefingCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "briefing", abstract: "News briefings.",
        subcommands: [
            BriefingSchedule.self, BriefingHoldCommand.self, BriefingCancel.self, BriefingList.self,
        ])
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
    @OptionGroup var global: GlobalOptions

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

    @Argument(help: "The briefing, e.g. B1.", completion: .briefings) var briefing: String
    @Option(help: "Who spoke.") var speaker: String
    @Flag(inversion: .prefixedNo, help: "Whether a sign-language interpreter was present.")
    var interpreter: Bool?
    @Flag(inversion: .prefixedNo, help: "Whether the briefing was captioned.") var captions: Bool?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .inquiry(
                .holdBriefing(
                    try .read(briefing), speaker: speaker, interpreter: interpreter,
                    captions: captions)))
    }
}

struct BriefingCancel: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Log that a briefing won't take place.",
        discussion: """
            Tell the press with a message; this takes the briefing off what is due.
            Example: tocsin briefing cancel B1 --reason "moved to the scene"
            """)
    static let positionals = ["briefing"]

    @Argument(help: "The briefing, e.g. B1.", completion: .briefings) var briefing: String
    @Option(help: "Why.") var reason: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .inquiry(
                .cancelBriefing(
                    try .read(briefing),
                    reason: try input.text(reason, "reason", option: "--reason"))))
    }
}

struct BriefingList: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the briefings: planned, held and canceled.",
        discussion: "Example: tocsin briefing list")

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    struct Line: Encodable {
        var briefing: BriefingID
        var at: Instant?
        var place: String
        var scheduled: Moment
        var held: Moment?
        var canceled: Moment?
        var speaker: String?
    }

    private func lines(_ view: IncidentView) -> [Line] {
        view.state.briefings.all.map {
            Line(
                briefing: $0.id, at: $0.at, place: $0.place, scheduled: Moment($0.scheduled),
                held: $0.held.map { Moment($0) },
                canceled: $0.canceled.map { Moment($0) }, speaker: $0.speaker)
        }
    }

    func text(_ view: IncidentView) -> String {
        let lines = lines(view)
        guard !lines.isEmpty else { return "No briefings." }
        return TerminalText.table(
            lines.map { line in
                let speaker = line.speaker.map { ", \($0) spoke" } ?? ""
                return [
                    line.briefing.description, line.at.map { view.zone.dated($0) } ?? "no time",
                    TerminalText.safe(
                        line.held.map { "held \(view.renderer.time($0))\(speaker)" }
                            ?? line.canceled.map { "canceled \(view.renderer.time($0))" }
                            ?? "planned"),
                    TerminalText.safe(line.place),
                ]
            })
    }

    func json(_ view: IncidentView) -> any Encodable { Listed("briefings", lines(view)) }
}
