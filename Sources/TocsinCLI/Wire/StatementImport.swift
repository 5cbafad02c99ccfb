internal import ArgumentParser
internal import Channels
internal import Engine
internal import Incident
internal import Publishing

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
        try decision.perform(
            .desk(.observingAlert(bytes, on: try carrier.map { try Carrier($0) })))
    }
}
