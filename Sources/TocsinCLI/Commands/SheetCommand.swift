internal import Forms
internal import ArgumentParser
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import ReadModels
internal import Review

/// A reading command that prints a sheet for paper: a form, a report, an answer to a request.
protocol SheetCommand: Command {
    var sheet: SheetOptions { get }
    var destination: OutputOptions { get }
    var reading: ReadingOptions { get }
    var global: GlobalOptions { get }
    /// The sheet, and its JSON form.
    func content(_ view: IncidentView) throws -> (form: Form, json: any Encodable)
}

struct SheetOptions: ParsableArguments {
    @Option(
        help: "md, html or json. Default: md, or json with --json.",
        completion: .list(["md", "html", "json"])) var format: String?
}

extension SheetCommand {
    func run(in world: World) throws {
        let format = try Choice.read(
            sheet.format ?? (global.json ? "json" : "md"),
            among: [("md", "md"), ("html", "html"), ("json", "json")], "format of a sheet")
        let home = world.home(global)
        try destination.check(home)
        let session = try Session(global, .reading, world)
        let view = try IncidentView(
            session, session.incident(), asOf: reading.asOf, withEntries: true)
        let (form, json) = try content(view)
        let text =
            switch format {
            case "html": form.html()
            case "json":
                try jsonText(Enveloped(envelope: view.envelope, content: json)) + "\n"
            default: form.markdown()
            }
        guard let output = try destination.write(Array(text.utf8), in: home) else {
            return world.print(text, terminator: "")
        }
        if let banner = banner(view.mode, view.stream) { world.print(banner) }
        let name = [form.number, form.title].compactMap(\.self).joined(separator: ", ")
        world.print("\(name) written to \(output)")
    }
}

extension IncidentView {
    /// The source of forms.
    func formSource() throws -> FormSource {
        FormSource(
            incident: stream, state: state, records: try records(), due: due.items,
            jurisdiction: department.jurisdiction, asOf: asOf)
    }

    /// Reads `--period P2`; nil for the whole incident.
    func period(_ text: String?) throws -> FormPeriod {
        guard let text else { return .whole }
        let id = try PeriodID.read(text)
        guard let period = FormPeriod(id, in: state) else {
            let known = state.periods.all.map(\.id.description).joined(separator: ", ")
            throw Failure(
                .badData,
                "This incident has no operational period \(id). "
                    + (known.isEmpty
                        ? "Begin one: tocsin period begin --objective TEXT"
                        : "Its periods: \(known)."))
        }
        return period
    }
}
