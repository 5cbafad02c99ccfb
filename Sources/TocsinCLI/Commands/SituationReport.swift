internal import ArgumentParser
internal import Forms
internal import Playbooks

struct SituationReportCommand: SheetCommand {
    static let configuration = CommandConfiguration(
        commandName: "sitrep", abstract: "Where the incident stands, on one sheet.",
        discussion: """
            What is known, what was said, open rumors and inquiries, what is due, at any moment. \
            It is for the response and not for the public.
            Example: tocsin sitrep --as-of 22:55
            """)

    @OptionGroup var sheet: SheetOptions

    func content(_ view: IncidentView) throws -> (form: Form, json: any Encodable) {
        let source = try view.formSource()
        let report = SituationReport(source)
        return (report.form(source), report)
    }
}
