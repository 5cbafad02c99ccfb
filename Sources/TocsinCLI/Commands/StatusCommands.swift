internal import ArgumentParser
internal import Engine
internal import EventLog
internal import Incident
internal import IncidentEvents
internal import ReadModels

struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Where an incident stands and what is due.",
        discussion: """
            Without an incident that is named or the only open one, it lists all, with their \
            overdue corrective actions; so does --incidents. What is most urgent, and what stands \
            in public and is wrong, comes first; with much of it the rest is counted, and --all \
            prints it too.
            Example: tocsin status --as-of -30m
            """)

    /// About two screens, which is what can be taken in at once.
    private static let limit = 20

    @Argument(help: "The incident's id.") var incident: String?
    @Flag(help: "Print all that is due and all that stands in public, however much.")
    var all = false
    @Flag(help: "List every incident, also where it is clear which one is meant.")
    var incidents = false
    @OptionGroup var reading: ReadingOptions

    func run() throws {
        if incidents, incident != nil || reading.asOf != nil {
            throw ValidationError(
                "--incidents lists every incident as it stands now. Give it alone.")
        }
        let session = try Session(reading.place, .reading)
        guard !incidents, let stream = try session.incidentIfClear(incident) else {
            return try list(session)
        }
        let view = try IncidentView(session, stream, asOf: reading.asOf)
        let status = StatusAnswer(view)
        if reading.place.json {
            return try printJSON(Enveloped(envelope: view.envelope, content: status))
        }
        for line in view.heading { print(line) }
        print(status.text(view, limit: all ? nil : Self.limit))
    }

    private func list(_ session: Session) throws {
        let every = try EveryIncident(session)
        if reading.place.json { return try printJSON(every) }
        guard !every.incidents.isEmpty else {
            return print("No incident yet. Open one: tocsin open PLAYBOOK --place PLACE")
        }
        print(
            Console.table(every.incidents.map { [$0.incident, $0.mode, $0.state, $0.title] }))
        for action in every.overdueActions { print(action.words) }
    }
}

/// Where an incident stands.
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
    /// Released and standing nowhere yet.
    var unposted: [MessageID]
    var rumors: Int
    var openCells: Int
    var openInquiries: Int
    var due: [DueItem]
    var published: [PublishedNow.Posting]

    init(_ view: IncidentView) {
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
        unposted = state.messages.all.filter { !$0.releases.isEmpty && $0.postings.isEmpty }
            .map(\.id)
        rumors = state.rumors.count
        let index = ClaimIndex(state)
        openCells = state.rumors.all.map { index.openCells(of: $0).count }.reduce(0, +)
        openInquiries = state.inquiries.all.count { $0.isOpen }
        due = view.due.items
        published = PublishedNow(state: state).postings
    }

    /// - Parameter limit: How much of each list is printed; nil for all of it.
    func text(_ view: IncidentView, limit: Int?) -> String {
        let zone = view.zone
        let renderer = view.renderer
        var rows = [
            [
                "incident",
                "\(view.stream), \(view.mode.word), \(view.state.condition)",
            ],
            ["phase", phase ?? "none"],
            ["place", TerminalText.safe(place)],
            ["opened", opened.map { zone.dated($0) } ?? "not recorded"],
            [
                "onset",
                onset.map { (onsetIsApproximate ? "about " : "") + zone.dated($0) }
                    ?? "not recorded",
            ],
            ["facts", "\(facts), of which \(sayableFacts) may be said"],
            [
                "messages",
                "\(messages)"
                    + (unposted.isEmpty
                        ? ""
                        : ", released but not posted: "
                            + unposted.map(\.description).joined(separator: ", ")),
            ],
            ["rumors", "\(rumors), open cells: \(openCells)"],
            ["inquiries", "\(openInquiries) open"],
        ]
        rows.append(["revision", view.state.revision.map { "\($0)" } ?? "none"])
        return [
            renderer.styled(TerminalText.safe(title), .bold),
            Console.table(rows, indent: "  "), "", renderer.styled("Due", .bold),
            renderer.due(due, asOf: view.asOf, limit: limit), "",
            renderer.published(published, limit: limit),
        ].joined(separator: "\n")
    }
}

/// `tocsin` alone: what is due and the next command.
struct Due: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "due", abstract: "What is due and the next command; also tocsin alone.",
        discussion: "Example: tocsin due --json")

    @OptionGroup var reading: ReadingOptions

    func run() throws {
        let session: Session
        do {
            session = try Session(reading.place, .reading)
        } catch let error as EngineError {
            guard case .noHome = error else { throw error }
            return try nothingYet()
        }
        guard let stream = try session.incidentIfClear(nil) else {
            let every = try EveryIncident(session)
            guard !every.incidents.isEmpty else { return try nothingYet() }
            if reading.place.json { return try printJSON(every) }
            let known = every.ids.joined(separator: ", ")
            print("It is not clear which incident is meant: \(known).")
            for action in every.overdueActions { print(action.words) }
            return print("Next: tocsin use ID")
        }
        let view = try IncidentView(session, stream, asOf: reading.asOf)
        if reading.place.json {
            return try printJSON(Enveloped(envelope: view.envelope, content: view.due))
        }
        let due = view.due
        for line in view.heading { print(line) }
        let title = TerminalText.safe(view.state.opening?.title ?? "")
        let phase = view.state.phase.map { ", phase \($0)" } ?? ""
        print(
            "\(view.mode.word) \(stream)\(view.state.isOpen ? "" : ", \(view.state.condition)"): \(title)\(phase)"
        )
        print(view.renderer.due(due.items, asOf: view.asOf))
        if let next = due.items.first {
            print("Next: \(TerminalText.safe(next.command))")
        } else if view.state.isOpen {
            print("Next: tocsin fact record STATEMENT --source SOURCE")
        }
    }

    private func nothingYet() throws {
        if reading.place.json { return try printJSON(EveryIncident()) }
        print("No incident is open.")
        print("Next: tocsin open attack-on-officers --place \"Main and Lamar\"")
        print("To look around first: tocsin demo; tocsin playbook list; tocsin --help")
    }
}

extension IncidentState {
    /// A moment before the opening can be asked for, too.
    fileprivate var condition: String {
        opening == nil ? "not opened yet" : isOpen ? "open" : "closed"
    }
}
