internal import ArgumentParser
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import ReadModels

struct NoteCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note", abstract: "The running log and its corrections.",
        subcommands: [NoteLog.self, NoteCorrect.self, NoteVisibility.self, NoteList.self])
}

struct NoteLog: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Log an event or an action.",
        discussion: "Example: tocsin note log \"Briefed the mayor's office\" --occurred -10m",
        aliases: ["add"])
    static let positionals = ["text"]

    @Argument(help: "The event or action.") var text: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(.log(.note(try input.text(text, "note"))))
    }
}

struct NoteCorrect: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "correct", abstract: "Correct an earlier entry.",
        discussion: """
            The log is never edited: the entry stays, and the correction is shown with it. With \
            --occurred, the correction changes the time when the entry happened.
            Example: tocsin note correct 41 "The call came from the hospital" --occurred 22:05
            """)
    static let positionals = ["position", "text"]

    @Argument(help: "The entry's position in the log, as the timeline shows it.")
    var position: UInt64
    @Argument(help: "The correction.") var text: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .log(
                .correctEntry(
                    position, right: try input.text(text, "correction"),
                    occurredAt: try decision.past(writing.occurred),
                    certainty: writing.occurred == nil
                        ? .unspecified : writing.about ? .approximate : .exact)))
    }
}

struct NoteVisibility: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "visibility", abstract: "Change who may see an entry.",
        discussion:
            "Example: tocsin note visibility 41 public --reason \"requested by the council\"")
    static let positionals = ["position", "visibility"]

    @Argument(help: "The entry's position in the log.") var position: UInt64
    @Argument(help: "public, internal or restricted.", completion: .words(of: Visibility.self))
    var visibility: String
    @Option(help: "Why.") var reason: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .log(
                .changeVisibility(
                    position, try Choice.visibility(visibility),
                    reason: try input.text(reason, "reason", option: "--reason"))))
    }
}

struct NoteList: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show the running log.",
        discussion: "Example: tocsin note list")

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    var showsEntries: Bool { true }

    private func entries(_ view: IncidentView) throws -> [TimelineEntry] {
        let positions = Set(view.state.notes.all.map(\.stamp.position))
        return try view.timeline(.restricted).filter { positions.contains($0.moment.position) }
    }

    func text(_ view: IncidentView) throws -> String {
        view.renderer.timeline(try entries(view))
    }
    func json(_ view: IncidentView) throws -> any Encodable {
        Listed("notes", try entries(view))
    }
}
