internal import ArgumentParser
internal import Engine
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import ReadModels
internal import Review

struct ReviewCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "Figures, ratings, lessons, actions.",
        discussion: "Without a subcommand it writes the report: tocsin review --output review.md",
        subcommands: [
            Review.self, ReviewRate.self, ReviewLesson.self, ReviewActionGroup.self,
            RecordsRequestCommand.self,
        ],
        defaultSubcommand: Review.self)
}

struct ReviewRate: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "rate", abstract: "Rate a core capability or a critical task.",
        discussion: """
            Only an evaluator gives ratings; Tocsin never does. The ratings are HSEEP's: P \
            performed without challenges, S with some challenges, M with major challenges, U \
            unable to be performed. The latest rating counts, and earlier ones stay visible. You \
            can rate after the incident is closed.
            Example: tocsin review rate "Issue the first warning" --rating S --because "late on \
            two channels" --capability "Public Information and Warning"
            """)
    static let positionals = ["subject"]

    @Argument(help: "The core capability, or the critical task with --capability.")
    var subject: String
    @Option(help: "P, S, M or U.") var rating: String
    @Option(help: "The reason for the rating.") var because: String?
    @Option(help: "The core capability of the task.") var capability: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .review(
                .rate(
                    subject, capability: capability, try Choice.rating(rating),
                    because: try input.text(because, "reason", option: "--because"))))
    }

    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        guard case .ratingGiven(let event) = outcome.events.last,
            event.rating == .majorChallenges || event.rating == .unable
        else { return nil }
        return "Next: \(do: .recordLesson)"
    }
}

struct ReviewLesson: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "lesson", abstract: "Record a strength or an area for improvement.",
        discussion: """
            Example: tocsin review lesson --improve "Nobody watched the podium stream" \
            --capability "Public Information and Warning"
            """)
    static let positionals = ["text"]

    enum Kind: String, EnumerableFlag {
        case strength, improve

        static func help(for kind: Kind) -> ArgumentHelp? {
            switch kind {
            case .strength: "A strength to keep."
            case .improve: "An area for improvement."
            }
        }
    }

    @Flag var kind: Kind
    @Argument(help: "The lesson.") var text: String?
    @Option(help: "The core capability it belongs to.") var capability: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .review(
                .recordLesson(
                    try input.text(text, "lesson"), isStrength: kind == .strength,
                    capability: capability)))
    }

    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        guard kind == .improve, let lesson = outcome.created.first else { return nil }
        return "Next: tocsin review action add TEXT --owner WHO --due DATE --lesson \(lesson)"
    }
}

struct ReviewActionGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "action", abstract: "The improvement plan's corrective actions.",
        subcommands: [ReviewActionAdd.self, ReviewActionDone.self, ReviewActionList.self])
}

struct ReviewActionAdd: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Assign a corrective action.",
        discussion: """
            An overdue action shows in tocsin status and in tocsin alone until it is done, even \
            after the incident is closed.
            Example: tocsin review action add "Put a monitor on the podium stream" --owner duty-pio \
            --due 2026-12-01 --element planning --lesson L1
            """)
    static let positionals = ["text"]

    @Argument(help: "The action.") var text: String?
    @Option(help: "The owner: a person's work id, a position or an agency.") var owner: String
    @Option(
        parsing: .unconditional,
        help: "The due date in the incident's zone: 2026-12-01, +30d, or RFC 3339.")
    var due: String
    @Option(
        parsing: .unconditional,
        help: "The start date: 2026-11-01, +7d, or RFC 3339.")
    var start: String?
    @Option(help: "What it improves: planning, organization, equipment, training or exercise.")
    var element: String?
    @Option(help: "The responsible organization. The owner is its contact.")
    var organization: String?
    @Option(help: "The lesson behind it, e.g. L1.") var lesson: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .review(
                .assignAction(
                    try input.text(text, "corrective action"), owner: owner,
                    organization: organization,
                    start: try start.map { try decision.firstDay($0) },
                    due: try decision.lastDay(due),
                    element: try element.map { try Choice.read($0, "capability element") },
                    lesson: try lesson.map { try .read($0) })))
    }
}

struct ReviewActionDone: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "done", abstract: "Mark a corrective action as done.",
        discussion: "Example: tocsin review action done A1 --note \"tried in the May drill\"")
    static let positionals = ["action"]

    @Argument(help: "The corrective action, e.g. A1.", completion: .actions) var action: String
    @Option(help: "A note.") var note: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .review(
                .completeAction(
                    try .read(action), note: try input.optionalText(note, "note", option: "--note"))
            ))
    }
}

struct ReviewActionList: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the corrective actions, open ones first.",
        discussion: "Example: tocsin review action list --json")

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    private func plan(_ view: IncidentView) -> [Improvement.Action] {
        Improvement(state: view.state, asOf: view.calendarTime).plan
    }

    func text(_ view: IncidentView) -> String {
        let plan = plan(view)
        guard !plan.isEmpty else {
            return "No corrective actions."
                + " Assign one: tocsin review action add TEXT --owner WHO --due DATE"
        }
        return plan.map { view.renderer.action($0) }.joined(separator: "\n")
    }

    func json(_ view: IncidentView) -> any Encodable { Listed("actions", plan(view)) }
}

struct Review: Command {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Write the after-action review from the log.",
        discussion: """
            The same figures for every incident: time to the first message, to the first guidance \
            and to each stage of a correction, delay between channels, promises kept. Placeholder \
            times are never used in a figure. --public uses public entries only. --compare puts \
            two incidents side by side.
            tocsin review alone does the same.
            Example: tocsin review report --format html --output review.html
            """, aliases: ["list"])

    @Option(
        help: "md, html, json or pdf. Default: md, or json with --json.",
        completion: .list(["md", "html", "json", "pdf"])) var format: String?
    @Flag(help: "Same as --format pdf. Needs weasyprint or Chromium.") var pdf = false
    @Flag(name: .customLong("public"), help: "Use public entries only, for the public.")
    var isPublic = false
    @Option(
        parsing: .upToNextOption, help: "Two incidents to compare: --compare A B.",
        completion: .incidents)
    var compare: [Several] = []
    @OptionGroup var destination: OutputOptions
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    private enum Format { case md, html, json, pdf }

    func run(in world: World) throws {
        let format = try chosenFormat()
        try destination.check(world.home(global))
        // Checked before anything is computed, so an error comes at once.
        let renderer = format == .pdf ? try PDFRenderer.installed(in: world) : nil
        let session = try Session(global, .reading, world)
        let audience: Visibility = isPublic ? .public : .internal
        if !compare.isEmpty {
            let named = compare.values
            guard named.count == 2 else {
                throw ValidationError(
                    "--compare needs two incidents and got \(named.count): "
                        + "tocsin review --compare A B. See them: tocsin status")
            }
            let views = try named.map {
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
            return try write(bytes, format, views, "Comparison", world)
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
        try write(bytes, format, [view], "Review", world)
    }

    private func chosenFormat() throws -> Format {
        if pdf, let format, format != "pdf" {
            throw ValidationError("--pdf and --format \(format) ask for two formats. Give one.")
        }
        let format = try Choice.read(
            pdf ? "pdf" : format ?? (global.json ? "json" : "md"),
            among: [
                ("md", Format.md), ("html", .html), ("json", .json), ("pdf", .pdf),
            ], "format of a review")
        if format == .pdf, destination.output == nil {
            throw ValidationError(
                "A PDF can't be printed as text. Name a file: --output review.pdf")
        }
        return format
    }

    private func write(
        _ bytes: [UInt8], _ format: Format, _ views: [IncidentView], _ what: String,
        _ world: World
    ) throws {
        guard let output = try destination.write(bytes, in: world.home(global)) else {
            return world.print(
                String(decoding: bytes, as: UTF8.self), terminator: format == .json ? "\n" : "")
        }
        for view in views {
            if let banner = banner(view.mode, view.stream) { world.print(banner) }
        }
        world.print("\(what) written to \(output)")
    }
}

extension ReviewReport {
    init(_ view: IncidentView, audience: Visibility = .internal) throws {
        self.init(
            state: view.state, records: try view.records(), asOf: view.asOf,
            department: view.department, playbook: view.playbook, audience: audience,
            calendarTime: view.calendarTime)
    }
}
