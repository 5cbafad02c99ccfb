internal import ArgumentParser
internal import Forms
internal import Playbooks

struct SituationReportCommand: SheetCommand {
    static let configuration = CommandConfiguration(
        commandName: "sitrep", abstract: "Write the situation report.",
        discussion: """
            Shows the facts, our public messages, open rumors and inquiries, and what is due at any \
            moment. For the response, not for the public.
            Example: tocsin sitrep --as-of 22:55
            """)

    @OptionGroup var sheet: SheetOptions
    @OptionGroup var destination: OutputOptions
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    func content(_ view: IncidentView) throws -> (form: Form, json: any Encodable) {
        let source = try view.formSource()
        let report = SituationReport(source)
        return (report.form(source), report)
    }
}
