internal import ArgumentParser
internal import Basics
internal import Documents
internal import Engine
internal import Incident
internal import IncidentEvents
internal import ReadModels

struct CampaignPause: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Pause a campaign, or some of its items.",
        discussion: """
            Items are schedules and messages that aren't posted yet. Without any, the whole \
            campaign waits, with what is drafted while the pause lasts. For all campaigns: tocsin \
            pause --all
            Example: tocsin campaign pause friday-tip --because "the numbers are wrong"
            """)
    static let positionals = ["items"]

    @Argument(help: "The schedules, or messages such as M3. Default: all.") var items: [Several] =
        []
    @Option(help: "Why.") var because: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .routine(
                .pause(
                    items.values.map(Self.item),
                    reason: try input.text(because, "reason", option: "--because"))))
    }

    /// A schedule's name, or a message's id.
    static func item(_ typed: String) -> String {
        MessageID(typed)?.description ?? typed.lowercased()
    }
}

struct CampaignResume: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Let a paused schedule or message go on.",
        discussion: """
            It shows the text again. Of each occurrence that lies more than a day back you say \
            whether to skip it, move it or post it now. While all routine work is paused, it takes \
            a reason. Without an item, only new work of the campaign goes on.
            Example: tocsin campaign resume friday-tip --skip 2027-01-08 --now 2027-01-15
            """)
    static let positionals = ["item"]

    @Argument(help: "The schedule, or a message such as M3. Default: the campaign's new work.")
    var item: String?
    @Option(parsing: .upToNextOption, help: "Days to leave out.") var skip: [Several] = []
    @Option(parsing: .upToNextOption, help: "DATE=TIME: days to move.") var move: [String] = []
    @Option(parsing: .upToNextOption, help: "Days to post now.") var now: [Several] = []
    @Option(help: "Why they are skipped. Default: they were paused.") var reason: String?
    @Option(help: "Why it goes on although all routine work is paused.") var because: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    struct Input {
        var reason: String
        /// What a person at the terminal answered, by day: `skip`, `now` or a time.
        var answers: [CivilDate: String] = [:]
    }

    func prepare(_ text: CommandText, _ reader: InputReader) throws -> Input {
        Input(
            reason: try text.optionalText(reason, "reason", option: "--reason")
                ?? "it was paused and is too old")
    }

    private var name: String? { item.map(CampaignPause.item) }

    func validate() throws {
        guard item == nil else { return }
        guard skip.isEmpty, move.isEmpty, now.isEmpty, because == nil else {
            throw ValidationError("The schedule or message is missing. List them: tocsin pause")
        }
    }

    func show(_ before: IncidentState, _ input: inout Input, _ session: Session) throws {
        guard let name, var trial = try session.trial(before) else { return }
        let work = trial.routine
        if let planned = before.schedules.first(where: { $0.name == name }) {
            try ask(work.lateItems(of: planned), of: name, &input, session)
        }
        guard !global.json, work.pausedItems.contains(where: { $0.item == name }) else { return }
        try plan(&trial, input)
        for text in try texts(of: name, trial, session) { session.world.print(text) }
    }

    /// Asks a person at the terminal about each occurrence that no option names.
    private func ask(
        _ late: [RoutineWork.Item], of name: String, _ input: inout Input, _ session: Session
    ) throws {
        guard session.world.isInteractive, !global.json else { return }
        let named = try answers()
        for item in late where named[item.date] == nil {
            input.answers[item.date] = session.world.ask(
                "\(name) of \(item.date.text) lies more than a day back. Type skip, now, or a new time:"
            )
        }
    }

    /// What the options say of each day: `skip`, `now` or a time.
    private func answers() throws -> [CivilDate: String] {
        var answers: [CivilDate: String] = [:]
        for day in skip.values { answers[try Choice.day(day)] = "skip" }
        for day in now.values { answers[try Choice.day(day)] = "now" }
        for pair in move {
            let (day, time) = try ContentOptions.pair(pair, "--move DATE=TIME")
            answers[try Choice.day(day)] = time
        }
        return answers
    }

    private func choices(
        _ decision: Decision, _ input: Input
    ) throws -> [CivilDate: Decision.LateChoice] {
        try input.answers.merging(answers()) { $1 }.mapValues { answer in
            switch answer.lowercased() {
            case "skip": .skip(reason: input.reason)
            case "now": .now
            default: .move(to: try decision.coming(answer))
            }
        }
    }

    /// The texts that would go out next: of the message, or of the schedule's occurrences.
    private func texts(
        of name: String, _ resumed: Decision, _ session: Session
    ) throws -> [String] {
        if let message = MessageID(name) {
            return [try DraftText.full(resumed.state, message, session)]
        }
        let work = resumed.routine
        guard let planned = resumed.state.schedules.first(where: { $0.name == name }) else {
            return []
        }
        let today = resumed.state.zone.date(resumed.context.now)
        let open = work.items(of: planned, to: today).filter(\.isOpen)
        return try (open + [work.next(of: planned)].compactMap(\.self)).uniqued().map { item in
            let head = "\(name) of \(item.date.text), \(resumed.state.zone.dated(item.at)):"
            var trial = resumed
            do throws(Rejection) {
                try trial.perform(.routine(.prepare(name, item.date)))
            } catch {
                return "\(head) \(error.problem)"
            }
            let drafted = trial.state.schedules.first { $0.name == name }?.decisions[item.date]
            return head + "\n"
                + (try drafted?.message.map {
                    try DraftText.full(trial.state, $0, session, isTrial: true)
                } ?? "")
        }
    }

    func plan(_ decision: inout Decision, _ input: Input) throws {
        try decision.state.requireCampaign()
        guard let name else { return try decision.perform(.routine(.resumeCampaign)) }
        try decision.resume(name, choices(decision, input), because: because)
    }

    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        guard outcome.records.isEmpty else { return nil }
        return Remedy(
            name.map { "\($0) isn't paused." }
                ?? "No pause holds for all of this campaign. What waits is resumed one by one.")
    }
}

extension Decision {
    /// The occurrences of a campaign's schedules.
    fileprivate var routine: RoutineWork {
        RoutineWork(state, context.playbook, context.department, asOf: context.now)
    }
}
