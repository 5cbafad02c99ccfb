internal import ArgumentParser
internal import Basics
internal import Documents
internal import Engine
internal import EventLog
internal import Incident
internal import IncidentEvents
internal import ReadModels

struct LogRedact: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "redact", abstract: "Remove an entry's text under a legal order.",
        discussion: """
            Removes the text from the whole log file. The entry's time and kind stay, and every \
            proof stays valid. Status, coverage and figures no longer count the rest of it. Copies \
            stay: entries that quote the text, backups, exports and published texts. It asks \
            first, and it takes the authority redact.
            Example: tocsin log redact 41 --order "2016-CV-118" --exemption 552.108
            """)
    static let positionals = ["position"]

    @Argument(help: "The entry's position in the log.") var position: UInt64
    @Option(help: "The order, e.g. the court's case number. It is recorded.") var order: String
    @Option(help: "The code that exempts the text from disclosure. It is recorded.")
    var exemption: String
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .log(.redactEntry(position, order: order, exemption: exemption)))
    }

    var asksInEveryMode: Bool { true }

    func ask(_ preview: Decision, _ session: Session) throws {
        let stored = try session.engine.log.read { try $0.record(at: position) }
        guard let stored, !preview.events.isEmpty else { return }
        let world = session.world
        let mode = preview.state.mode.marking
        guard world.isInteractive else {
            throw Failure(
                .refused,
                "Entry \(position) was not removed, because nobody is at a terminal to ask. Add --yes to"
                    + " remove it without being asked.")
        }
        var timeline = Timeline(continuing: preview.state)
        timeline.apply(try session.engine.record(stored))
        let entry = timeline.entry(0, to: .restricted)
        let words = entry?.text ?? ""
        let subject = entry?.subject.map { " about \($0)" } ?? ""
        world.print(
            TerminalText.safe(
                "\(mode): The text of entry \(position) (\(stored.type)) will be removed for good:"
                    + " “\(words.prefix(Self.shown))\(words.count > Self.shown ? "…" : "")”"))
        world.print(
            "Its time and kind stay. Status, coverage and figures will no longer count what it says"
                + "\(subject).")
        guard world.ask("Type \(position) to remove it:") == "\(position)" else {
            throw Failure(
                .refused,
                "Entry \(position) was not removed because \(position) was not typed."
                    + " Nothing was recorded.")
        }
    }

    /// The characters of the entry that the question shows.
    private static let shown = 120

    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        outcome.records.isEmpty
            ? nil
            : "Earlier backups, exports and copies still have the text. Destroy or replace them."
    }
}
