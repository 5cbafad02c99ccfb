internal import ArgumentParser
internal import Engine
internal import Incident
internal import IncidentEvents

struct LogRedact: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "redact", abstract: "Remove an entry's text under a legal order.",
        discussion: """
            Removes the text from the whole log file. The entry's time and kind stay, and every \
            proof stays valid. Copies stay too: entries that quote the text, backups, exports and \
            published texts.
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

    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        outcome.records.isEmpty
            ? nil
            : "Earlier backups, exports and copies still have the text. Destroy or replace them."
    }
}
