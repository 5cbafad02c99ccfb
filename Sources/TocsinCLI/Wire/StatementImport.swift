internal import Wire
internal import ArgumentParser
internal import Channels
internal import Engine
internal import Incident
internal import IncidentEvents

struct StatementImport: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Log a partner's CAP 1.2 alert as what they said.",
        discussion: """
            It becomes an observed statement: internal, and no message of ours, so it can't be \
            released. The file is at most 1 MiB, and nothing outside it is read.
            Example: tocsin statement import county.xml
            """)
    static let positionals = ["file"]

    @Argument(help: "The CAP file.") var file: String
    @Option(name: .customLong("on"), help: "Where it was found. Default: partners:SENDER.")
    var carrier: String?
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandInput) throws {
        let bytes = try BoundedFile.read(file, limit: 1_048_576, what: "a CAP file")
        let alert = try CAPAlert(bytes: bytes)
        let name = alert.infos.lazy.compactMap(\.senderName).first { !$0.isEmpty }
        let parts = alert.infos.map { info in
            ["[\(info.languageTag)] \(info.event)", info.plainText].filter { !$0.isEmpty }
                .joined(separator: "\n")
        }
        // What an exercise or a draft says must never read as a real alert.
        let heading =
            "CAP \(alert.messageType.rawValue), status \(alert.status.rawValue),"
            + " \(alert.identifier), sent \(alert.sent.text)"
            + (alert.isSigned ? " (signed; the signature was not checked)" : "")
        try decision.perform(
            .desk(
                .observe(
                    speaker: name ?? alert.sender,
                    text: ([heading] + parts).joined(separator: "\n\n"),
                    carrier: try carrier.map { try Carrier($0) }
                        ?? Carrier(channel: .partners, account: alert.sender),
                    address: alert.reference.text, facts: [], corrects: [])))
    }
}
