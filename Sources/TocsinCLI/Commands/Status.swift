internal import Basics
internal import Documents
internal import ArgumentParser
internal import Engine
internal import EventLog
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import ReadModels
internal import Review

struct Status: Command {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show an incident and what is due.",
        discussion: """
            Shows the incident you name or the only open one. Otherwise, and with --incidents, it \
            lists all incidents with their overdue corrective actions. Our public errors, the \
            alerts in force and late updates come first, then your due items. It fits on one \
            screen; --all prints everything.
            Example: tocsin status --as-of -30m
            """)

    @Argument(help: "The incident's id.", completion: .incidents) var incident: String?
    @Flag(help: "List every incident.")
    var incidents = false
    @OptionGroup var options: DueOptions
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    func run(in world: World) throws {
        if incidents, incident != nil || reading.asOf != nil {
            throw ValidationError(
                "--incidents lists every incident as it is now. Use it alone.")
        }
        let session = try Session(global, .reading, world)
        guard !incidents, let stream = try session.incidentIfClear(incident, leavesClosed: true)
        else {
            return try Self.list(session, json: global.json)
        }
        let view = try IncidentView(session, stream, asOf: reading.asOf)
        let screen = try DueScreen(view, options, isWhole: global.json)
        let status = try StatusAnswer(view, screen.list)
        if global.json {
            return try world.printJSON(
                Enveloped(envelope: view.envelope, content: status), for: screen.incident)
        }
        if let way = try session.wayToOpenOnes(from: stream) { world.print(way) }
        let figures = options.all ? status.figures(view) : status.shortFigures(view)
        for line in screen.lines(of: "status", figures) { world.print(line) }
    }

    static func list(_ session: Session, json: Bool) throws {
        let world = session.world
        let every = try EveryIncident(session)
        if json { return try world.printJSON(every) }
        guard !every.incidents.isEmpty else {
            return world.print("No incident yet. Open one: tocsin open PLAYBOOK --place PLACE")
        }
        world.print(
            TerminalText.table(every.incidents.map { [$0.incident, $0.mode, $0.state, $0.title] }))
        for action in every.overdueActions { world.print(action.words) }
        let zone = Zone(world.zone) ?? .utc
        for line in CheckpointStatus.lines(every.checkpoint, in: zone, now: session.engine.now) {
            world.print(line)
        }
    }
}

/// The state of an incident.
struct StatusAnswer: Encodable {
    var title: String
    var isOpen: Bool
    var phase: String?
    var place: String
    var opened: Instant?
    var onset: Instant?
    var onsetIsApproximate: Bool
    var facts: Int
    var sayableFacts: Int
    var messages: Int
    /// Messages that are released and not posted anywhere yet.
    var unposted: [MessageID]
    var rumors: Int
    var openCells: Int
    var openInquiries: Int
    var asked: DueList.Asker
    var overview: Overview
    var due: [DueItem]
    var ready: [DueList.Ready]
    var published: [PublishedNow.Posting]
    /// Entries whose text was removed by order; nothing here counts what they said.
    var removedEntries: Int
    /// Nil if it isn't known, and for an earlier moment.
    var checkpoint: CheckpointStatus?

    init(_ view: IncidentView, _ list: DueList) throws {
        let state = view.state
        title = state.opening?.title ?? ""
        isOpen = state.isOpen
        phase = state.phase
        place = state.opening?.place ?? ""
        opened = state.opening?.stamp.at
        onset = state.onset?.at
        onsetIsApproximate = state.onset?.certainty == .approximate
        facts = state.facts.count
        sayableFacts = state.facts.all.count { $0.isSayable }
        messages = state.messages.count
        let (all, claims) = (state.messages.all, state.rumors.all)
        unposted = all.indices.filter {
            !all[$0].releases.isEmpty && !all[$0].deliveries.contains { $0.outcome == .posted }
        }.map { all[$0].id }
        rumors = claims.count
        let index = ClaimIndex(state)
        openCells = claims.indices.reduce(0) { $0 + index.openCellCount(of: claims[$1]) }
        openInquiries = state.inquiries.all.count { $0.isOpen }
        asked = list.asked
        overview = list.overview
        due = list.items
        ready = list.ready
        published = PublishedNow(state: state).postings
        removedEntries = state.removedEntries.count
        checkpoint = view.isPast ? nil : try CheckpointStatus(of: view.session.engine)
    }

    /// The whole state and every public message.
    func figures(_ view: IncidentView) -> [String] {
        let zone = view.zone
        var rows: [[String]] = [
            ["incident", "\(view.stream), \(view.mode.marking), \(view.state.condition)"],
            ["phase", TerminalText.safe(phase ?? "none")],
            ["place", TerminalText.safe(place)],
            ["opened", opened.map { zone.dated($0) } ?? "not recorded"],
            ["onset", onset(zone)],
            ["facts", "\(facts), \(sayableFacts) cleared for release"],
            ["messages", "\(messages)\(waiting)"],
            ["rumors", "\(rumors), uncorrected accounts and outlets: \(openCells)"],
            ["inquiries", "\(openInquiries) open"],
            ["revision", view.state.revision.map { "\($0)" } ?? "none"],
        ]
        if removedEntries > 0 {
            let removed = removedEntries.counted("entry", "entries")
            rows.append(["removed", "\(removed) by order, not counted above or below"])
        }
        return ["", TerminalText.table(rows, indent: "  ")] + checkpointLines(view)
            + ["", view.renderer.published(published)]
    }

    private func checkpointLines(_ view: IncidentView) -> [String] {
        view.isPast
            ? []
            : CheckpointStatus.lines(checkpoint, in: view.zone, now: view.session.engine.now)
    }

    /// The same in a few lines.
    func shortFigures(_ view: IncidentView) -> [String] {
        let wrong = published.count { !$0.wrong.isEmpty }
        let zone = view.zone
        return [
            "Opened \(opened.map { zone.dated($0) } ?? "at an unknown time"), onset \(onset(zone)).",
            "Facts: \(facts), \(sayableFacts) cleared for release. Open inquiries: \(openInquiries).",
            "Rumors: \(rumors), uncorrected accounts and outlets: \(openCells).",
            "Messages: \(messages), \(unposted.count) of them released but not posted. Public copies: \(published.count), \(wrong) of a wrong text.",
        ] + checkpointLines(view)
    }

    private func onset(_ zone: Zone) -> String {
        onset.map { (onsetIsApproximate ? "about " : "") + zone.dated($0) } ?? "not recorded"
    }

    private var waiting: String {
        unposted.isEmpty
            ? ""
            : ", released but not posted: \(unposted.map(\.description).joined(separator: ", "))"
    }
}

/// Every incident, and the overdue actions of all, including closed ones.
///
/// JSON: `incidents`, `overdueActions` and `checkpoint`.
struct EveryIncident: Encodable {
    var incidents: [IncidentLine] = []
    /// Corrective actions past their due date, which stay due after their incident is closed.
    var overdueActions: [OverdueAction] = []
    /// Nil if it isn't known.
    var checkpoint: CheckpointStatus?
    /// The closed incidents in which a copy may still have to come down, or an appeal may be open.
    private(set) var mayOwe: Set<String> = []

    private enum CodingKeys: CodingKey { case incidents, overdueActions, checkpoint }

    init() {}

    init(_ session: Session) throws {
        let engine = session.engine
        let department = try DepartmentFile.ofHome(engine.home, InputReader(session.world))
        let hasTakedowns =
            department?.department.policy.takedowns.contains { !$0.isSwitchedOff } ?? false
        checkpoint = try CheckpointStatus(of: engine)
        try IncidentLine.forEach(engine) { line, state in
            incidents.append(line)
            if !line.isOpen, hasTakedowns || !state.consents.isEmpty || !state.comments.isEmpty {
                mayOwe.insert(line.incident)
            }
            overdueActions += Improvement(state: state, asOf: engine.now).plan
                .filter(\.isOverdue)
                .map { OverdueAction($0, of: line.incident, in: state.zone) }
        }
    }
}

/// An incident in the list.
struct IncidentLine: Encodable {
    var incident: String
    var mode: String
    var state: String
    var title: String
    var revision: UInt64?
    let isOpen: Bool
    /// Its id and whether it is LIVE, for a list of them.
    private let marked: String

    private enum CodingKeys: CodingKey { case incident, mode, state, title, revision }

    /// The entries behind the list: the incident's beginning and end, its improvement plan, and what
    /// outlasts its end.
    private static let kinds = Set(
        EventKind.allCases.filter {
            [.lesson, .action, .consent, .comment].contains($0.row.subject)
                || [.incidentOpened, .incidentClosed, .incidentReopened].contains($0)
        })

    private init(_ stream: StreamInfo, _ state: IncidentState) {
        incident = stream.name
        mode = state.mode.word
        isOpen = state.isOpen
        self.state = isOpen ? "open" : "closed"
        title = TerminalText.safe(state.opening?.title ?? "")
        revision = stream.lastRevision
        marked = "\(stream.name) (\(state.mode.marking)\(isOpen ? "" : ", closed"))"
    }

    /// Calls `body` with every incident and the state of its improvement plan.
    static func forEach(
        _ engine: Engine, _ body: (IncidentLine, IncidentState) -> Void
    ) throws {
        let streams = try engine.incidentStreams()
        let states = try engine.states(of: streams.map(\.name), from: kinds)
        for (stream, state) in zip(streams, states) { body(IncidentLine(stream, state), state) }
    }

    static func all(_ engine: Engine) throws -> [IncidentLine] {
        var lines: [IncidentLine] = []
        try forEach(engine) { line, _ in lines.append(line) }
        return lines
    }

    /// The incidents in a sentence, the rest counted.
    static func marked(_ lines: [IncidentLine]) -> String {
        let limit = 20
        let rest =
            lines.count > limit
            ? ", and \(lines.count - limit) more: tocsin status --incidents" : ""
        return lines.prefix(limit).map(\.marked).joined(separator: ", ") + rest
    }
}

/// A corrective action past its due date.
struct OverdueAction: Encodable {
    var incident: String
    var action: ActionID
    var text: String
    var owner: String
    var due: Instant?
    /// The command that settles it.
    var command: String
    /// The text for people, in two lines.
    let words: String

    private enum CodingKeys: CodingKey { case incident, action, text, owner, due, command }

    init(_ action: Improvement.Action, of stream: String, in zone: Zone) {
        incident = stream
        self.action = action.action
        text = action.text
        owner = action.owner
        due = action.due
        let done = Suggestion.completeAction(action.action).typed
        command = (done + ["--incident", .value(stream)]).description
        let day = action.due.map { " since \(zone.day($0))" } ?? ""
        words =
            TerminalText.safe(
                "! \(stream) \(action.action) overdue\(day), for \(action.owner): \(action.text)")
            + "\n      \(command)"
    }
}
