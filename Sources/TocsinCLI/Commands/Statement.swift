internal import Publishing
internal import Wire
internal import Engine
internal import ArgumentParser
internal import Channels
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import ReadModels

struct StatementCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "statement", abstract: "Statements by agencies and outlets.",
        subcommands: [StatementObserve.self, StatementImport.self, StatementList.self])
}

struct StatementObserve: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "observe", abstract: "Log a statement by another agency or outlet.",
        discussion: """
            A statement by others never counts as our correction of a rumor.
            Example: tocsin statement observe "County sheriff" "Two are held." --on tv:station-4
            """, aliases: ["add"])
    static let positionals = ["speaker", "text"]

    @Argument(help: "The agency or outlet that said it.") var speaker: String
    @Argument(help: "The statement, in short.") var text: String?
    @Option(
        name: .customLong("on"), help: "Where it was said, e.g. tv:station-4.",
        completion: .carriers)
    var carrier: String
    @Option(help: "The web address.") var address: String?
    @Option(
        name: .customLong("fact"), parsing: .upToNextOption, help: "The facts it is about.",
        completion: .facts)
    var facts: [Several] = []
    @Option(parsing: .upToNextOption, help: "The rumors it contradicts.", completion: .rumors)
    var corrects: [Several] = []
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .log(
                .observe(
                    speaker: speaker, text: try input.text(text, "text"),
                    carrier: try Carrier(carrier), address: address,
                    facts: try .read(facts), corrects: try .read(corrects))))
    }

    /// The id, and the command that names the statement as the outlet's correction.
    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        guard let id = outcome.created.first.flatMap({ StatementID($0) }) else { return nil }
        let carrier = try Carrier(carrier)
        let corrected: [RumorID] = try .read(corrects)
        let open = outcome.state.rumors.all.filter { rumor in
            outcome.state.coverage(of: rumor).contains {
                $0.carrier == carrier && !$0.isOwn && $0.isStanding
            }
        }
        return open.reduce("Recorded as \(id).") { remedy, rumor in
            remedy
                + (corrected.contains(rumor.id)
                    ? "\nNext: \(do: .markOutletCorrected(rumor.id, carrier, by: id))"
                    : "\nIf it corrects \(rumor.id), record that: \(do: .observeStatement(carrier, corrects: rumor.id))")
        }
    }
}

struct StatementImport: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Log a partner's CAP 1.2 alert as their statement.",
        discussion: """
            The alert becomes an internal statement with the time when the partner sent it. It is \
            not our message and can't be released. The log keeps the whole alert, and the same \
            alert only once. The limit is 1 MiB. Tocsin reads nothing outside the file.
            Example: tocsin statement import county.xml
            """)
    static let positionals = ["file"]

    @Argument(help: "The CAP file.", completion: .file()) var file: String
    @Option(
        name: .customLong("on"), help: "Where you found it. Default: partners:SENDER.",
        completion: .carriers)
    var carrier: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func prepare(_ text: CommandText, _ reader: InputReader) throws -> PartnerAlert {
        try PartnerAlert(
            bytes: reader.bytes(file, limit: 1_048_576, what: "a CAP file"),
            on: carrier.map { try Carrier($0) })
    }

    func occurred(_ alert: PartnerAlert) -> Instant? { alert.sent }

    func plan(_ decision: inout Decision, _ alert: PartnerAlert) throws {
        try decision.perform(.log(alert.observation))
    }
}

struct StatementList: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the statements by other agencies and outlets.",
        discussion: "Example: tocsin statement list")

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    struct Line: Encodable {
        var statement: StatementID
        var said: Moment
        var speaker: String
        @EmptyInJSON var carrier: String?
        @EmptyInJSON var address: String?
        var text: String
        var facts: [FactID]
        var corrects: [RumorID]
    }

    private func lines(_ view: IncidentView) -> [Line] {
        view.state.statements.all.map { statement in
            Line(
                statement: statement.id, said: Moment(statement.stamp),
                speaker: statement.speaker, carrier: statement.carrier,
                address: statement.address, text: statement.text, facts: statement.facts,
                corrects: statement.corrects)
        }
    }

    func text(_ view: IncidentView) -> String {
        let lines = lines(view)
        guard !lines.isEmpty else { return "No statements." }
        return lines.map { line in
            view.renderer.wrapped(
                "\(line.statement)  \(view.renderer.time(line.said))  \(line.speaker),"
                    + " on \(line.carrier.recorded): \(line.text)", indent: 0)
        }.joined(separator: "\n")
    }

    func json(_ view: IncidentView) -> any Encodable { Listed("statements", lines(view)) }
}
