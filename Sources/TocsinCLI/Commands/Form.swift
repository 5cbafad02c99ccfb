internal import Basics
internal import Documents
internal import ArgumentParser
internal import Engine
internal import Forms
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import ReadModels
internal import Review

struct FormCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "form", abstract: "Fill ICS forms 201, 209, 213, 214.",
        discussion: """
            The blocks and their order follow FEMA 502-2, September 2010. A block says "not \
            recorded" if the log doesn't have the information.
            """,
        subcommands: [Form201.self, Form209.self, Form213.self, Form214.self, FormList.self])
}

struct FormList: Command {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the forms.",
        discussion: "Example: tocsin form list")

    @OptionGroup var global: GlobalOptions

    struct Line: Encodable {
        var form: String
        var title: String
    }

    func run(in world: World) throws {
        let forms: [any ParsableCommand.Type] = [
            Form201.self, Form209.self, Form213.self, Form214.self,
        ]
        let lines = forms.map {
            Line(form: $0._commandName, title: $0.configuration.abstract)
        }
        if global.json { return try world.printJSON(Listed("forms", lines)) }
        world.print(TerminalText.table(lines.map { [$0.form, $0.title] }))
    }
}

struct Form201: SheetCommand {
    static let configuration = CommandConfiguration(
        commandName: "201", abstract: "Incident Briefing, for the relief or next shift.",
        discussion: "Example: tocsin form 201 --format html --output briefing.html")

    @OptionGroup var sheet: SheetOptions
    @OptionGroup var destination: OutputOptions
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    func content(_ view: IncidentView) throws -> (form: Form, json: any Encodable) {
        let form = try Form.incidentBriefing(view.formSource())
        return (form, form)
    }
}

struct Form209: SheetCommand {
    static let configuration = CommandConfiguration(
        commandName: "209", abstract: "Incident Status Summary, filled from the log.",
        discussion: """
            Casualty counts come from verified facts only, each with its scope. The form names \
            nobody until the log says that next of kin were notified.
            Example: tocsin form 209 --period P2 --as-of 06:00
            """)

    @Option(
        help: "The operational period, e.g. P2. Default: the whole incident.", completion: .periods)
    var period: String?
    @OptionGroup var sheet: SheetOptions
    @OptionGroup var destination: OutputOptions
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    func content(_ view: IncidentView) throws -> (form: Form, json: any Encodable) {
        let form = try Form.incidentStatusSummary(
            view.formSource(), period: try view.period(period))
        return (form, form)
    }
}

struct Form213: SheetCommand {
    static let configuration = CommandConfiguration(
        commandName: "213", abstract: "General Message, from our message or an inquiry.",
        discussion: "Example: tocsin form 213 --message Q1")

    @Option(
        help: "The message, e.g. M1 or its name, or the inquiry, e.g. Q1.", completion: .messages)
    var message: String
    @OptionGroup var sheet: SheetOptions
    @OptionGroup var destination: OutputOptions
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    func content(_ view: IncidentView) throws -> (form: Form, json: any Encodable) {
        let form: Form
        if let inquiry = InquiryID(message) {
            guard let found = try Form.generalMessage(inquiry, view.formSource()) else {
                throw Failure(
                    .badData,
                    "This incident has no inquiry \(inquiry). See them: tocsin inquiry list")
            }
            form = found
        } else {
            let id = try view.state.message(message)
            guard let found = try Form.generalMessage(id, view.formSource()) else {
                throw Failure(
                    .badData,
                    "This incident has no message \(id) that a form may show. See them: tocsin message list"
                )
            }
            form = found
        }
        return (form, form)
    }
}

struct Form214: SheetCommand {
    static let configuration = CommandConfiguration(
        commandName: "214", abstract: "Activity Log of one person.",
        discussion: "Example: tocsin form 214 --person duty-pio --period P1")

    @Option(help: "The person's work id. Default: yours.", completion: .people) var person: String?
    @Option(
        help: "The operational period, e.g. P2. Default: the whole incident.", completion: .periods)
    var period: String?
    @OptionGroup var sheet: SheetOptions
    @OptionGroup var destination: OutputOptions
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    func content(_ view: IncidentView) throws -> (form: Form, json: any Encodable) {
        let person = person?.lowercased() ?? view.session.actor
        let period = try view.period(period)
        guard let form = try Form.activityLog(of: person, view.formSource(), period: period) else {
            let known = view.state.assignments.map(\.person).uniqued()
            throw Failure(
                .badData,
                "\(person) made no entries and held no role in this incident"
                    + (known.isEmpty
                        ? ". Nobody else had by then."
                        : ". Name one of these with --person: \(known.joined(separator: ", "))."))
        }
        return (form, form)
    }
}

struct RecordsRequestCommand: SheetCommand {
    static let configuration = CommandConfiguration(
        commandName: "records-request",
        abstract: "Answer a public-records request, with each withheld field marked.",
        discussion: """
            Lists every entry that was recorded or happened in the span. Exemption codes come from \
            the department file (policy: exemptions:): first the home's file, then the one that the \
            incident adopted.
            Example: tocsin review records-request --from 20:00 --to 23:59 --format html --output request.html
            """)

    @Option(
        parsing: .unconditional,
        help: "The first moment: 20:00, -12h, 2016-07-07 20:00, or RFC 3339.")
    var from: String
    @Option(parsing: .unconditional, help: "The last moment.") var to: String
    @OptionGroup var sheet: SheetOptions
    @OptionGroup var destination: OutputOptions
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    func content(_ view: IncidentView) throws -> (form: Form, json: any Encodable) {
        let from = try view.zone.instant(from, now: view.asOf)
        let to = try view.zone.instant(to, now: view.asOf)
        guard from <= to else {
            throw Failure(.badData, "--to is before --from. Give --to a later time.")
        }
        let own = try DepartmentFile.ofHome(
            view.session.engine.home, InputReader(view.session.world))?.department.policy.exemptions
        let request = RecordsRequest(
            records: try view.records(), from: from, to: to,
            codes: view.department.policy.exemptions.merging(own ?? [:]) { $1 },
            limits: view.state.visibilities)
        return (request.form(try view.formSource()), request)
    }
}
