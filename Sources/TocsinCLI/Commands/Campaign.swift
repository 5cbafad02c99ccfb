internal import ArgumentParser
internal import Basics
internal import Documents
internal import Engine
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import ReadModels

struct CampaignCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "campaign",
        abstract: "Routine work toward one goal.",
        discussion: """
            A campaign is an incident of mode routine. Every command that works on an incident \
            works on it.
            Example: tocsin campaign list
            """,
        subcommands: [
            CampaignNew.self, CampaignList.self, CampaignShow.self, CampaignEnd.self,
            CampaignPause.self, CampaignResume.self, CampaignRenew.self, CampaignMeasure.self,
            CampaignReach.self,
            CampaignLink.self,
        ])
}

struct CampaignNew: Command {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Begin a campaign on a playbook.",
        discussion: """
            The playbook must allow mode routine. The next commands in this terminal are about \
            the new campaign.
            Example: tocsin campaign new safety-tips --goal "Fewer thefts from cars" --audience \
            drivers --no-end
            """, aliases: ["add"])

    @Argument(help: "The playbook. List them: tocsin playbook list", completion: .playbooks)
    var playbook: String
    @Option(help: "What it should achieve.") var goal: String
    @Option(help: "For whom it is.") var audience: String
    @Option(parsing: .unconditional, help: "The first day, 2027-01-04. Default: today.")
    var from: String?
    @OptionGroup var end: CampaignEndOptions
    @Option(help: "Who is answerable for it, by work id. Default: you.", completion: .people)
    var owner: String?
    @Option(
        name: .customLong("measure"),
        help: """
            By what its success is measured, with a target if it has one: "calls >= 100". May be \
            repeated. Counted from the log: reach, delivered share, answers.
            """)
    var measures: [String] = []
    @Option(help: .rare("The title. Default: playbook and place.")) var title: String?
    @Option(help: .rare("The place. Default: the department's jurisdiction or name."))
    var place: String?
    @Option(help: .rare("The campaign's id. Default: the day and the playbook.")) var id: String?
    @Option(help: .rare("The zone, e.g. America/Chicago. Default: the department's."))
    var zone: String?
    @Option(help: .rare("The department's name, if there is no department file."))
    var department: String?
    @OptionGroup var library: LibraryOptions
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func run(in world: World) throws {
        // Everything is read and checked before a home is made.
        let reader = InputReader(world)
        let file = try library.playbook(playbook, in: world.home(global), world, reader)
        let adopted = try DepartmentFile.forOpening(
            in: world.home(global), name: department, zone: zone, world, reader)
        let zone = try OpenCommand.zone(self.zone ?? adopted.department.zone)
        let session = try Session(global, .creating, world)
        let request = try session.request(
            writing, in: nil,
            asking: Asked(self, [file.yaml, adopted.yaml], earlier: [file.yaml, adopted.yaml]),
            zone: zone)
        let today = zone.date(session.engine.now)
        let plan = Campaign.Plan(
            goal: goal, audience: audience, from: try from.map(Choice.day) ?? today,
            until: try end.lastDay, owner: owner?.lowercased() ?? session.actor,
            measures: try measures.map(Choice.measure))
        let opening = LifecycleCommand.OpenIncident(
            title: title.nonEmpty,
            place: place ?? adopted.department.jurisdiction ?? adopted.department.name,
            mode: .routine, zone: zone, playbookYAML: file.yaml, departmentYAML: adopted.yaml)
        let outcome = try session.engine.openCampaign(
            opening, plan, as: id?.lowercased(), orFirstFreeOf: "\(today.text)-\(playbookID(file))",
            request: request, files: (file.playbook, adopted.department))
        _ = try SettingsFile.change(in: session.engine.home, world) {
            $0.incident = outcome.stream
        }
        try outcome.report(session, request, json: global.json)
    }

    private func playbookID(_ file: PlaybookFile) -> String { file.playbook.id.lowercased() }
}

extension Outcome {
    /// Tells about the campaign that was begun.
    fileprivate func report(_ session: Session, _ request: Request, json: Bool) throws {
        let (outcome, world) = (self, session.world)
        let named = try session.incidentToName(for: outcome.stream)
        let next = try nextStep(session)
        if json {
            return try world.printJSON(
                Receipt(outcome, request: request.id, note: next, for: named))
        }
        world.print(
            "\(outcome.isRepeat ? "The same request already began" : "Began") the campaign"
                + " \(outcome.stream): \(TerminalText.safe(outcome.state.opening?.title ?? ""))")
        if let plan = outcome.state.campaign?.plan {
            world.print(
                TerminalText.safe(
                    "\(plan.goal), for \(plan.audience), \(plan.period). \(plan.owner) is answerable for it."
                ))
        }
        for planned in outcome.state.schedules {
            world.print(TerminalText.safe("Schedule \(planned.name): every \(planned.post.every)"))
        }
        for warning in Receipt.warnings(outcome, for: named) { world.print(warning) }
        world.print(next.text(for: named))
    }

    /// What to do first in a new campaign; nothing new while a pause holds.
    private func nextStep(_ session: Session) throws -> Remedy {
        if let pause = try session.routine(state)?.pauseOfNew(.update, nil) {
            return "It is paused: \(pause.reason).\nNext: \(do: .showPauses)"
        }
        return state.schedules.isEmpty
            ? "Next: \(do: .draftMessage(.init(kind: .update)))" : "Next: \(do: .listSchedules)"
    }
}

/// The last day of a campaign. There is no default: a campaign without an end is a decision.
struct CampaignEndOptions: ParsableArguments {
    @Option(help: "The last day.") var until: String?
    @Flag(help: "It has no end. It is continued once a year.") var noEnd = false

    func validate() throws {
        guard (until == nil) == noEnd else {
            throw ValidationError(
                noEnd
                    ? "--until and --no-end exclude each other. Give one."
                    : "Give the last day with --until DATE, or say that there is none: --no-end")
        }
    }

    var lastDay: CivilDate? { get throws { try until.map(Choice.day) } }
}

extension Campaign.Plan {
    /// `2027-01-04 to 2027-03-31`, or `2027-01-04 without an end`
    var period: String { "\(from.text) \(until.map { "to \($0.text)" } ?? "without an end")" }
}

extension Choice {
    /// A day such as `2027-01-04`.
    static func day(_ text: String) throws(Failure) -> CivilDate {
        guard let day = CivilDate(text) else {
            throw Failure(
                .badData, "\"\(text.prefix(40))\" isn't a day. Write it as 2027-01-04.")
        }
        return day
    }
}

struct CampaignList: Command {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the campaigns.",
        discussion: "Example: tocsin campaign list")

    @OptionGroup var global: GlobalOptions

    func run(in world: World) throws {
        let session = try Session(global, .reading, world)
        let campaigns = try session.engine.incidents()
            .map { CampaignLine($0, try session.engine.state(of: $0)) }
            .compactMap(\.self)
        if global.json { return try world.printJSON(Listed("campaigns", campaigns)) }
        guard !campaigns.isEmpty else {
            return world.print(
                "No campaign yet. Begin one: tocsin campaign new PLAYBOOK --goal TEXT --audience WHO --no-end"
            )
        }
        world.print(
            TerminalText.table(
                campaigns.map { [$0.incident, $0.state, $0.period, TerminalText.safe($0.title)] }))
    }
}

/// A campaign in the list, with its plan.
struct CampaignLine: Encodable {
    var incident: String
    var state: String
    var title: String
    var goal: String?
    var audience: String?
    var from: String?
    var until: String?
    var owner: String?
    var measures: [String]
    var follows: String?
    let period: String

    private enum CodingKeys: CodingKey {
        case incident, state, title, goal, audience, from, until, owner, measures, follows
    }

    /// Nil for an incident that isn't a campaign.
    init?(_ stream: String, _ state: IncidentState) {
        guard state.mode == .routine else { return nil }
        let plan = state.campaign?.plan
        incident = stream
        self.state = state.isOpen ? "open" : "ended"
        title = state.opening?.title ?? ""
        goal = plan?.goal
        audience = plan?.audience
        from = plan?.from.text
        until = plan?.until?.text
        owner = plan?.owner
        measures = plan?.measures.map(\.name) ?? []
        follows = plan?.follows
        period = plan?.period ?? "no plan"
    }
}

struct CampaignShow: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a campaign's plan.",
        discussion: "Example: tocsin campaign show 2027-01-04-safety-tips")

    @Argument(help: "The campaign's id.", completion: .incidents) var campaign: String?
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    var named: String? { campaign }

    struct Answer: Encodable {
        var plan: CampaignLine
        var results: CampaignResults

        func encode(to encoder: any Encoder) throws {
            try plan.encode(to: encoder)
            try results.encode(to: encoder)
        }
    }

    private func line(_ view: IncidentView) throws -> CampaignLine {
        guard let line = CampaignLine(view.stream, view.state) else {
            try view.state.requireCampaign()
            throw Failure(.badData, "\(view.stream) wasn't open then.")
        }
        return line
    }

    func text(_ view: IncidentView) throws -> String {
        let line = try line(view)
        let rows: [[String]] = [
            ["campaign", "\(line.incident), \(line.state)"],
            ["title", line.title],
            ["goal", line.goal ?? "not stated"],
            ["audience", line.audience ?? "not stated"],
            ["period", line.period],
            ["owner", line.owner ?? "nobody"],
            ["continues", line.follows ?? "no other"],
            ["schedules", names(view.state.schedules.filter { $0.removed == nil }.map(\.name))],
            ["paused", names(view.routine.pausedItems.map(\.item))],
        ]
        let results = CampaignResults(view.state, view.routine)
        let measures =
            results.results.isEmpty
            ? [["measures", "none"]]
            : results.results.map { ["measure", $0.text(in: view.zone)] }
        let reach = results.reach.map { ["reach", ReachLine($0).text(in: view.zone)] }
        return TerminalText.table((rows + measures + reach).map { $0.map(TerminalText.safe) })
    }

    private func names(_ names: [String]) -> String {
        names.isEmpty ? "none" : names.joined(separator: ", ")
    }

    func json(_ view: IncidentView) throws -> any Encodable {
        Answer(plan: try line(view), results: CampaignResults(view.state, view.routine))
    }
}

struct CampaignEnd: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "end", abstract: "End a campaign.",
        discussion: """
            It is refused while something still runs: a released text that isn't posted, a \
            promised update, a scheduled briefing. The refusal lists them.
            Example: tocsin campaign end "the season is over"
            """)
    static let positionals = ["reason"]

    @Argument(help: "The reason.") var reason: String?
    @Flag(help: "End it although something still runs. The reason is on record.")
    var anyway = false
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.state.requireCampaign()
        try decision.perform(
            .lifecycle(.close(reason: try input.text(reason, "reason"), anyway: anyway)))
    }
}

struct CampaignRenew: Command {
    static let configuration = CommandConfiguration(
        commandName: "renew", abstract: "Go on with a campaign in a new one.",
        discussion: """
            Closes the campaign and begins a new one with its plan and its schedules, once a year \
            for one without an end, so that none grows forever. It takes the home's department \
            file as it is now, with the new year's holidays. Consents that are still valid go with \
            it, unless they are for the old campaign only. It is refused while something still runs.
            Example: tocsin campaign renew --no-end
            """)

    @OptionGroup var end: CampaignEndOptions
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func run(in world: World) throws {
        let reader = InputReader(world)
        let file = try DepartmentFile.ofHome(world.home(global), reader)
        let session = try Session(global, .writing, world)
        let stream = try session.incident()
        let named = try session.incidentToName(for: stream)
        let contents = file.map { [$0.yaml] } ?? []
        let request = try session.request(
            writing, in: stream, asking: Asked(self, contents, earlier: contents))
        let state = try session.engine.state(of: stream)
        do {
            try state.requireCampaign()
            let outcome = try renew(stream, state, file, session, request)
            _ = try SettingsFile.change(in: session.engine.home, world) {
                $0.incident = outcome.stream
            }
            try outcome.report(session, request, json: global.json)
            if !global.json { report(consentsOf: state, outcome, session) }
        } catch {
            throw Failure(error, request: request.id, for: named)
        }
    }

    /// Tells which consents hold in the new campaign, and which must be asked for again.
    private func report(
        consentsOf old: IncidentState, _ outcome: Outcome, _ session: Session
    ) {
        let carried = outcome.state.consents.all.compactMap { consent in
            consent.earlier.map { "\($0.consent) is \(consent.id) here" }
        }
        if !carried.isEmpty {
            session.world.print("Consents carried over: \(carried.joined(separator: ", ")).")
        }
        let missing = old.consentsToAskForAgain(at: session.engine.now).map(\.id.description)
        if !missing.isEmpty {
            session.world.print(
                "Ask again before you show these persons, whose consents were for the old campaign only: \(missing.joined(separator: ", "))."
            )
        }
    }

    private func renew(
        _ stream: String, _ state: IncidentState, _ file: DepartmentFile?, _ session: Session,
        _ request: Request
    ) throws -> Outcome {
        guard let opening = state.opening, let earlier = state.campaign?.plan,
            let yaml = state.playbook?.bytes,
            let adopted = state.policies["department"],
            let department = try file?.department ?? session.engine.department(of: state)
        else {
            throw Failure(
                .badData, "\(stream) has no plan, so it can't be renewed.",
                remedy: "End it: tocsin campaign end REASON --incident \(stream)")
        }
        let (playbook, _) = try Playbook.load(yaml: yaml, file: "the campaign's playbook")
        let today = opening.zone.date(session.engine.now)
        var plan = earlier
        plan.from = today
        plan.until = try end.lastDay
        plan.follows = stream
        return try session.engine.renew(
            stream,
            LifecycleCommand.OpenIncident(
                title: opening.title, place: opening.place ?? department.name, mode: .routine,
                zone: opening.zone, playbookYAML: yaml,
                departmentYAML: file?.yaml ?? adopted.bytes),
            plan, asFirstFreeOf: "\(today.text)-\(playbook.id.lowercased())", request: request,
            files: (playbook, department))
    }
}
