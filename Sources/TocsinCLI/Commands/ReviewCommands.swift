internal import ArgumentParser
internal import Engine
internal import Incident
internal import IncidentEvents
internal import ReadModels
internal import Review

struct ReviewCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "The after-action review: figures, ratings, lessons, corrective actions.",
        discussion: "Alone, it is the report: tocsin review --output review.md",
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
            An evaluator gives it; nothing is ever rated by itself. The ratings are HSEEP's: \
            P performed without challenges, S with some challenges, M with major challenges, \
            U unable to be performed. Given again, the latest stands and the earlier ones stay \
            visible. It may be given after the incident is closed.
            Example: tocsin review rate "Issue the first warning" --rating S --because "late on \
            two channels" --capability "Public Information and Warning"
            """)
    static let positionals = ["subject"]

    @Argument(help: "The core capability, or the critical task with --capability.")
    var subject: String
    @Option(help: "P, S, M or U.") var rating: String
    @Option(help: "What it rests on.") var because: String?
    @Option(help: "The core capability that the task belongs to.") var capability: String?
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandInput) throws {
        try decision.perform(
            .review(
                .rate(
                    subject, capability: capability ?? "", try Choice.rating(rating),
                    because: try input.text(because, "reason"))))
    }

    func afterword(_ outcome: Outcome, _ session: Session) throws -> String? {
        guard case .ratingGiven(let event) = outcome.events.last,
            event.rating == .majorChallenges || event.rating == .unable
        else { return nil }
        return "Next: tocsin review lesson --improve TEXT"
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
            case .strength: "It went well and is to be kept."
            case .improve: "It is to go better next time."
            }
        }
    }

    @Flag var kind: Kind
    @Argument(help: "The lesson.") var text: String?
    @Option(help: "The core capability that it bears on.") var capability: String?
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandInput) throws {
        try decision.perform(
            .review(
                .recordLesson(
                    try input.text(text, "lesson"), isStrength: kind == .strength,
                    capability: capability ?? "")))
    }

    func afterword(_ outcome: Outcome, _ session: Session) throws -> String? {
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
            Past its date it stands in tocsin status and in tocsin alone until it is done, also \
            when the incident is closed.
            Example: tocsin review action add "Put a monitor on the podium stream" --owner duty-pio \
            --due 2026-12-01 --lesson L1
            """)
    static let positionals = ["text"]

    @Argument(help: "What is to be done.") var text: String?
    @Option(help: "Who sees to it: a person's work id, a position or an agency.") var owner: String
    @Option(
        parsing: .unconditional,
        help: "The last day, 2026-12-01, in the incident's zone; also +30d or RFC 3339.")
    var due: String
    @Option(help: "The lesson that it follows from, e.g. L1.") var lesson: String?
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandInput) throws {
        try decision.perform(
            .review(
                .assignAction(
                    try input.text(text, "corrective action"), owner: owner,
                    due: try decision.lastDay(due), lesson: try lesson.map { try .read($0) })))
    }
}

struct ReviewActionDone: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "done", abstract: "Say that a corrective action is done.",
        discussion: "Example: tocsin review action done A1 --note \"tried in the May drill\"")
    static let positionals = ["action"]

    @Argument(help: "The corrective action, e.g. A1.") var action: String
    @Option(help: "What to note about it.") var note: String?
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandInput) throws {
        try decision.perform(
            .review(
                .completeAction(
                    try .read(action), note: try input.optionalText(note, "note") ?? "")))
    }
}

struct ReviewActionList: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Every corrective action, open ones first.",
        discussion: "Example: tocsin review action list --json")

    @OptionGroup var reading: ReadingOptions

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
