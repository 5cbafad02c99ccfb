internal import ArgumentParser
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import Review

struct Review: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review", abstract: "The after-action review, from the log alone.",
        discussion: """
            Figures are general: time to the first message, to the first guidance, to correction, \
            skew between channels, promises kept. No figure is computed from a placeholder time.
            Example: tocsin review --output review.md
            """)

    @Option(help: "md or json. Default: md, or json with --json.") var format: String?
    @Option(help: "Write it to this file instead of printing it.") var output: String?
    @OptionGroup var reading: ReadingOptions

    func run() throws {
        let session = try Session(reading.place, .reading)
        let view = try IncidentView(session, session.incident(), asOf: reading.asOf)
        let format = try Choice.read(
            format ?? (reading.place.json ? "json" : "md"),
            among: [("md", "md"), ("json", "json")],
            "format of a review")
        let report = ReviewReport(view)
        let bytes = try format == "json" ? report.jsonData() : Array(report.markdown().utf8)
        guard let output else {
            return print(
                String(decoding: bytes, as: UTF8.self), terminator: format == "json" ? "\n" : "")
        }
        try BoundedFile.write(bytes, to: output)
        if let banner = banner(view.mode, view.stream) { print(banner) }
        print("Review written to \(output)")
    }
}

extension ReviewReport {
    init(_ view: IncidentView) {
        self.init(
            state: view.state, records: view.records, asOf: view.asOf,
            accounts: view.department.accounts)
    }
}
