internal import ArgumentParser
internal import Basics
internal import Channels
internal import Documents
internal import Engine
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import ReadModels
internal import Recurrence

struct ScheduleCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule",
        abstract: "What a campaign posts again and again, and when.",
        discussion: """
            Nothing is posted by itself: an occurrence is prepared, approved, released and posted \
            like any message.
            Example: tocsin schedule list
            """,
        subcommands: [
            ScheduleAdd.self, ScheduleList.self, ScheduleRemove.self, SchedulePrepare.self,
            ScheduleSkip.self, ScheduleMove.self,
        ])
}

struct ScheduleAdd: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a schedule to a campaign.",
        discussion: """
            The rule is in words: friday 09:00, 2 weeks tuesday 18:30, month last friday 10:00. \
            The time is the wall clock's, in the campaign's zone.
            Example: tocsin schedule add friday-tip --every "friday 09:00" --template tip
            """)
    static let positionals = ["name"]

    @Argument(help: "A name: a-z, 0-9, dot, dash, underscore.") var name: String
    @Option(help: "The rule.") var every: String
    @Option(help: "The playbook's template.", completion: .templates) var template: String?
    @Option(help: "The words of an update, instead of a template.") var text: String?
    @Option(help: .rare("The language of the text, BCP 47."), completion: .languages)
    var language: String?
    @Option(
        name: .customLong("field"), parsing: .upToNextOption,
        help: "NAME=VALUE for a template field.") var fields: [String] = []
    @Option(
        name: [.customLong("on"), .customLong("channels")], parsing: .upToNextOption,
        help: "The channels. Default: the template's.", completion: .channels)
    var channels: [Several] = []
    @Option(help: .rare("The day from which intervals count. Default: the campaign's first."))
    var from: String?
    @Option(help: "The last day. Default: the campaign's.") var until: String?
    @Option(parsing: .upToNextOption, help: "Days without an occurrence.")
    var except: [Several] = []
    @Option(
        help: "skip or next-workday, by the department's list. Default: a day like any other.")
    var holidays: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(.routine(.addSchedule(try post(input))))
    }

    private func post(_ input: CommandText) throws -> ScheduledPost {
        var post = ScheduledPost(name: name.lowercased(), every: every)
        post.from = try from.map(Choice.day)
        post.until = try until.map(Choice.day)
        post.except = try except.values.map(Choice.day)
        post.holidays = try holidays.map {
            try Choice.read(
                $0, among: Schedule.HolidayRule.allCases.map { ($0.rawValue, $0) },
                "rule for holidays")
        }
        post.template = template.map(TemplateID.init(rawValue:))
        post.text = try input.optionalText(text, "text", option: "--text")
        guard (post.template == nil) != (post.text == nil) else {
            throw ValidationError("A schedule needs either --template or --text. Give one.")
        }
        post.language = language
        for field in fields {
            let (name, value) = try ContentOptions.pair(field, "--field NAME=VALUE")
            post.fields[name] = value
        }
        post.channels =
            channels.isEmpty
            ? nil : channels.values.map { ChannelID(rawValue: $0.lowercased()) }
        return post
    }

    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        guard let work = try session.routine(outcome.state),
            let planned = outcome.state.schedules.first(where: { $0.name == name.lowercased() })
        else { return nil }
        let zone = outcome.state.zone
        let next = work.next(of: planned).map { "The first: \(zone.dated($0.at))." }
        let notices = work.notices(of: planned)
        let said = Remedy(([next].compactMap(\.self) + notices).joined(separator: "\n"))
        guard let paused = try session.pausedNote(of: planned.name, outcome.state) else {
            return said
        }
        return said + "\n" + paused
    }
}

extension Session {
    /// Why a schedule waits; nil if it goes on.
    fileprivate func pausedNote(of schedule: String, _ state: IncidentState) throws -> Remedy? {
        guard let planned = state.schedules.first(where: { $0.name == schedule }),
            let paused = try routine(state)?.paused(planned)
        else { return nil }
        return "\(schedule) is paused: \(paused.pause.reason). " + paused.remedy
    }
}

struct ScheduleList: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List a campaign's schedules and their occurrences.",
        discussion: """
            Each occurrence is exactly one of pending, posted, paused, skipped, missed and moved.
            Example: tocsin schedule list --from 2027-01-01 --to 2027-12-31
            """)

    @Option(help: "The first day. Default: 30 days ago.") var from: String?
    @Option(help: "The last day. Default: in 30 days.") var to: String?
    @Flag(help: "Print everything, however long.") var all = false
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    struct Answer: Encodable {
        var schedules: [ScheduleLine]
        var occurrences: [OccurrenceLine]
    }

    private func answer(_ view: IncidentView) throws -> Answer {
        let today = view.zone.date(view.asOf)
        let last = try to.map(Choice.day) ?? today.advanced(by: 30)
        let first = try from.map(Choice.day) ?? today.advanced(by: -30)
        let work = view.routine
        return Answer(
            schedules: view.state.schedules.map { ScheduleLine($0, work) },
            occurrences: work.items(from: first, to: last).map(OccurrenceLine.init))
    }

    func text(_ view: IncidentView) throws -> String {
        let answer = try answer(view)
        guard !answer.schedules.isEmpty else { return "No schedules." }
        let rules = answer.schedules.map { line in
            [
                line.schedule, line.every,
                line.removed.map { "removed: \($0)" } ?? line.next.map { view.zone.dated($0) }
                    ?? "no more dates",
            ]
        }
        let days = answer.occurrences.map { line in
            [
                line.schedule, line.date, line.state.rawValue, view.zone.dated(line.at),
                line.message?.description ?? line.reason ?? "",
            ]
        }
        let renderer = view.renderer
        let rest = TypedCommand(
            ["schedule", "list", "--all"] + (from.map { ["--from", .value($0)] } ?? [])
                + (to.map { ["--to", .value($0)] } ?? [])
        ).about(try view.session.incidentToName(for: view.stream))
        func part(_ rows: [[String]], height: Int) -> [String] {
            let lines = TerminalText.table(rows.map { $0.map(TerminalText.safe) })
                .split(separator: "\n").map(String.init)
            return renderer.lines(
                of: lines.count, on: all ? nil : .init(height: height, rest: rest)
            ) { [lines[$0]] }
        }
        let head = part(rules, height: DueScreen.height / 2)
        guard !days.isEmpty else { return head.joined(separator: "\n") }
        let room = DueScreen.height - renderer.height(of: view.heading + head) - 1
        return (head + [""] + part(days, height: room)).joined(separator: "\n")
    }

    func json(_ view: IncidentView) throws -> any Encodable { try answer(view) }
}

/// A schedule with its rule.
struct ScheduleLine: Encodable {
    var schedule: String
    var every: String
    var from: String?
    var until: String?
    var except: [String]
    var holidays: String?
    var template: String?
    var text: String?
    var language: String?
    var fields: [String: String]
    var channels: [String]?
    /// The reason for which it was removed; nil while it goes on.
    var removed: String?
    /// The time of the next occurrence; nil if there is none.
    var next: Instant?
    /// What its author may not expect.
    var notices: [String]

    init(_ planned: PlannedSchedule, _ work: RoutineWork) {
        let post = planned.post
        schedule = post.name
        every = post.every
        from = post.from?.text
        until = post.until?.text
        except = post.except.map(\.text)
        holidays = post.holidays?.rawValue
        template = post.template?.rawValue
        text = post.text
        language = post.language
        fields = post.fields
        channels = post.channels?.map(\.rawValue)
        removed = planned.removed?.reason
        next = work.next(of: planned)?.at
        notices = work.notices(of: planned)
    }
}

/// One occurrence.
struct OccurrenceLine: Encodable {
    var schedule: String
    /// The day by the rule, which identifies it.
    var date: String
    var at: Instant
    var state: RoutineWork.Condition
    var message: MessageID?
    var reason: String?

    init(_ item: RoutineWork.Item) {
        schedule = item.schedule
        date = item.date.text
        at = item.at
        state = item.condition
        message = item.message
        reason = item.reason
    }
}

extension IncidentView {
    /// The occurrences of a campaign's schedules.
    var routine: RoutineWork { RoutineWork(state, playbook, department, asOf: asOf) }
}

struct ScheduleRemove: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "End a schedule of a campaign.",
        discussion: """
            Its earlier occurrences stay on record. Its name isn't given out again.
            Example: tocsin schedule remove friday-tip --reason "the series is over"
            """)
    static let positionals = ["name"]

    @Argument(help: "The schedule.") var name: String
    @Option(help: "Why.") var reason: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .routine(
                .removeSchedule(
                    name.lowercased(),
                    reason: try input.text(reason, "reason", option: "--reason"))))
    }
}

struct SchedulePrepare: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "prepare", abstract: "Draft the message of an occurrence.",
        discussion: """
            Submit, release and post it like any message. A second draft of the same day isn't \
            possible, unless the first is discarded.
            Example: tocsin schedule prepare friday-tip 2027-01-08 --field "action=Lock your car."
            """)
    static let positionals = ["name", "date"]

    @Argument(help: "The schedule.") var name: String
    @Argument(help: "The day by the rule, 2027-01-08.") var date: String
    @Option(
        name: .customLong("field"), parsing: .upToNextOption,
        help: "NAME=VALUE for a template field, for this day.") var fields: [String] = []
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        let pairs = try fields.map { try ContentOptions.pair($0, "--field NAME=VALUE") }
        try decision.perform(
            .routine(
                .prepare(
                    name.lowercased(), try Choice.day(date),
                    fields: Dictionary(pairs) { $1 })))
    }

    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        guard let message = outcome.firstMessage.flatMap({ MessageID($0) }) else { return nil }
        let counts = try DraftText.counts(outcome.state, [message], session)
        return try Remedy("\(counts)\n") + NextStep.submitting(message, outcome.state, session)
    }
}

struct ScheduleSkip: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "skip", abstract: "Leave out an occurrence.",
        discussion: """
            A draft for it is discarded, and a released text is recalled.
            Example: tocsin schedule skip friday-tip 2027-01-08 --reason "the office is closed"
            """)
    static let positionals = ["name", "date"]

    @Argument(help: "The schedule.") var name: String
    @Argument(help: "The day by the rule, 2027-01-08.") var date: String
    @Option(help: "Why.") var reason: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .routine(
                .skip(
                    name.lowercased(), try Choice.day(date),
                    reason: try input.text(reason, "reason", option: "--reason"))))
    }
}

struct ScheduleMove: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: "Give an occurrence another time.",
        discussion: """
            It stays the occurrence of its day by the rule. A missed or skipped one is to be \
            posted again.
            Example: tocsin schedule move friday-tip 2027-01-08 --to "2027-01-11 09:00"
            """)
    static let positionals = ["name", "date"]

    @Argument(help: "The schedule.") var name: String
    @Argument(help: "The day by the rule, 2027-01-08.") var date: String
    @Option(parsing: .unconditional, help: "The new time, or \"now\".") var to: String
    @Option(help: "Why.") var reason: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        let moment = to == "now" ? decision.context.now : try decision.coming(to)
        try decision.perform(
            .routine(
                .move(
                    name.lowercased(), try Choice.day(date), to: moment,
                    reason: try input.optionalText(reason, "reason", option: "--reason"))))
    }

    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        try session.pausedNote(of: name.lowercased(), outcome.state)
    }
}
