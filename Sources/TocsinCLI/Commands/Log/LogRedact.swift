internal import ArgumentParser
internal import Engine
internal import Incident
internal import IncidentEvents

struct LogRedact: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "redact", abstract: "Remove an entry's text, because of an order.",
        discussion: """
            The text goes from every byte of the log's file; that there was an entry, when and of \
            which kind, stays, and with it every proof. Others may hold the same text: entries \
            that quote it, backups, exports and what was published are not touched.
            Example: tocsin log redact 41 --order "2016-CV-118" --exemption 552.108
            """)
    static let positionals = ["position"]

    @Argument(help: "The entry's position in the log.") var position: UInt64
    @Option(help: "The order, e.g. a court's number for it. It is recorded.") var order: String
    @Option(help: "The code under which the text is exempt from disclosure. It is recorded.")
    var exemption: String
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .log(.redactEntry(position, order: order, exemption: exemption)))
    }

    func afterword(_ outcome: Outcome, _ session: Session) throws -> String? {
        outcome.records.isEmpty
            ? nil
            : "Backups, exports and copies made before still hold the text: destroy them or make"
                + " them anew."
    }
}
