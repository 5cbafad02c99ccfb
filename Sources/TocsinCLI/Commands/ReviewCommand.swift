internal import ArgumentParser
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import Review

struct Review: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "The after-action review, from the log alone.",
        discussion: """
            Figures are general: time to the first message, to the first guidance, to correction \
            by stage, skew between channels, promises kept. No figure is computed from a \
            placeholder time. --public builds it from public entries only. --compare holds two \
            incidents side by side.
            It is what tocsin review alone gives.
            Example: tocsin review report --format html --output review.html
            """)

    @Option(help: "md, html, json or pdf. Default: md, or json with --json.") var format: String?
    @Flag(help: "As --format pdf, where weasyprint or Chromium is installed.") var pdf = false
    @Flag(name: .customLong("public"), help: "For the public: from public entries only.")
    var isPublic = false
    @Option(
        parsing: .upToNextOption, help: "Two incidents to hold side by side: --compare A B.")
    var compare: [String] = []
    @OptionGroup var destination: OutputOptions
    @OptionGroup var reading: ReadingOptions

    private enum Format { case md, html, json, pdf }

    func run() throws {
        let format = try chosenFormat()
        try destination.check()
        // Before anything is computed, so that the answer comes at once.
        let renderer = format == .pdf ? try PDFRenderer.installed() : nil
        let session = try Session(reading.place, .reading)
        let audience: Visibility = isPublic ? .public : .internal
        if !compare.isEmpty {
            guard compare.count == 2 else {
                throw ValidationError(
                    "--compare takes two incidents, and was given \(compare.count): "
                        + "tocsin review --compare A B. See them: tocsin status")
            }
            let views = try compare.map {
                try IncidentView(
                    session, session.incident($0), asOf: reading.asOf, withEntries: true)
            }
            let sides = try views.map { ($0.stream, try ReviewReport($0, audience: audience)) }
            let comparison = ReviewComparison(sides[0], sides[1])
            let bytes: [UInt8] =
                switch format {
                case .md: Array(comparison.markdown().utf8)
                case .json: try comparison.jsonData()
                case .html: comparison.html()
                case .pdf: try renderer?.pdf(of: comparison.html()) ?? []
                }
            return try write(bytes, format, views, "Comparison")
        }
        let view = try IncidentView(
            session, session.incident(), asOf: reading.asOf, withEntries: true)
        let report = try ReviewReport(view, audience: audience)
        let bytes: [UInt8] =
            switch format {
            case .md: Array(report.markdown().utf8)
            case .json: try report.jsonData()
            case .html: report.html()
            case .pdf: try renderer?.pdf(of: report.html()) ?? []
            }
        try write(bytes, format, [view], "Review")
    }

    private func chosenFormat() throws -> Format {
        if pdf, let format, format != "pdf" {
            throw ValidationError("--pdf and --format \(format) ask for two formats. Give one.")
        }
        let format = try Choice.read(
            pdf ? "pdf" : format ?? (reading.place.json ? "json" : "md"),
            among: [
                ("md", Format.md), ("html", .html), ("json", .json), ("pdf", .pdf),
            ], "format of a review")
        if format == .pdf, destination.output == nil {
            throw ValidationError("A PDF is no text to print. Name a file: --output review.pdf")
        }
        return format
    }

    private func write(
        _ bytes: [UInt8], _ format: Format, _ views: [IncidentView], _ what: String
    ) throws {
        guard let output = try destination.write(bytes) else {
            return print(
                String(decoding: bytes, as: UTF8.self), terminator: format == .json ? "\n" : "")
        }
        for view in views {
            if let banner = banner(view.mode, view.stream) { print(banner) }
        }
        print("\(what) written to \(output)")
    }
}

extension ReviewReport {
    init(_ view: IncidentView, audience: Visibility = .internal) throws {
        self.init(
            state: view.state, records: try view.records(), asOf: view.asOf,
            accounts: view.department.accounts, playbook: view.playbook, audience: audience,
            calendarTime: view.calendarTime)
    }
}
