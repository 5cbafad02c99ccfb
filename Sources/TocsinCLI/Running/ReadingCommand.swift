internal import ArgumentParser
internal import Engine
internal import EventLog
internal import Foundation
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import Projections

/// A command that shows something of one incident and changes nothing.
protocol ReadingCommand: ParsableCommand {
    var reading: ReadingOptions { get }
    /// The incident, where it is named on the command itself.
    var named: String? { get }

    /// What to show to people.
    func text(_ view: IncidentView) throws -> String
    /// The same for programs.
    func json(_ view: IncidentView) throws -> any Encodable
}

extension ReadingCommand {
    var named: String? { nil }

    func run() throws {
        let session = try Session(reading.place, .reading)
        try show(IncidentView(session, session.incident(named), asOf: reading.asOf))
    }

    /// Prints the answer in the form that was asked for.
    func show(_ view: IncidentView) throws {
        if reading.place.json {
            try printJSON(Enveloped(envelope: view.envelope, content: json(view)))
        } else {
            for line in view.heading { print(line) }
            print(try text(view))
        }
    }
}

/// One incident at one moment, with what it takes to show it.
struct IncidentView {
    let session: Session
    let stream: String
    private(set) var state: IncidentState
    private(set) var records: [IncidentRecord]
    let playbook: Playbook
    let department: Department
    /// Also of a moment before the opening.
    let zone: Zone
    let mode: IncidentMode
    private let opened: Instant?
    /// The moment that is shown: as asked for, else now; in a reenactment the last entry's time.
    private(set) var asOf: Instant
    /// Whether an earlier moment was asked for.
    let isPast: Bool

    /// - Parameter progress: Called now and then with the number of entries read so far.
    init(
        _ session: Session, _ stream: String, asOf text: String?,
        progress: (Int) throws -> Void = { _ in }
    ) throws {
        let whole = try session.engine.load(stream, progress: progress)
        guard let playbook = try session.engine.playbook(of: whole.state),
            let department = try session.engine.department(of: whole.state)
        else {
            throw Failure(
                .badData, "\(stream) holds no opening, so there is nothing to show of it.")
        }
        let last = whole.records.last { $0.simulatedAt != nil }?.simulatedAt
        let now = whole.state.mode.isSimulable ? last ?? session.engine.now : session.engine.now
        let limit = try text.map { try whole.state.zone.instant($0, now: now) }
        let shown = limit.map { whole.asOf($0) } ?? whole
        self.session = session
        self.stream = stream
        state = shown.state
        records = shown.records
        zone = whole.state.zone
        mode = whole.state.mode
        opened = whole.state.opening?.stamp.at
        self.playbook = playbook
        self.department = department
        asOf = limit ?? now
        isPast = limit != nil
    }

    /// The same incident at an earlier moment.
    func at(_ limit: Instant) -> IncidentView {
        var view = self
        let shown = Engine.Loaded(state: state, records: records).asOf(limit)
        view.state = shown.state
        view.records = shown.records
        view.asOf = limit
        return view
    }

    var renderer: TextRenderer {
        TextRenderer(zone: zone, width: Console.width, usesColor: Console.usesColor)
    }

    /// What every answer begins with: that it is a drill, that it is not the present.
    var heading: [String] {
        var lines: [String] = []
        if let banner = banner(mode, stream) { lines.append(banner) }
        if isPast { lines.append("As of \(zone.dated(asOf)):") }
        if state.opening == nil, let opened {
            lines.append("It had not been opened; it was at \(zone.dated(opened)).")
        }
        if state.unknownEntries > 0 {
            lines.append(
                "\(state.unknownEntries) entries are of a newer Tocsin and not understood here.")
        }
        return lines
    }

    var gap: Gap { Gap(state: state, asOf: asOf) }

    var progress: PlaybookProgress {
        PlaybookProgress(state: state, playbook: playbook, asOf: asOf)
    }

    var due: DueList {
        DueList(
            state: state, progress: progress, playbook: playbook, department: department,
            asOf: asOf,
            today: calendarTime)
    }

    /// By which corrective actions are judged: the clock of an exercise or of a past incident
    /// stands still after it.
    var calendarTime: Instant { isPast ? asOf : session.engine.now }

    func drafts(_ message: MessageID? = nil) -> DraftBoard {
        DraftBoard(
            state: state, playbook: playbook, department: department, message: message)
    }

    func timeline(_ audience: Visibility) -> [TimelineEntry] {
        Timeline(folding: records).view(audience)
    }

    var envelope: Envelope {
        Envelope(
            incident: stream, mode: mode.word, asOf: asOf, revision: state.revision,
            notUnderstood: state.unknownEntries)
    }
}

/// What stands beside every answer in JSON.
struct Envelope: Encodable {
    var incident: String
    var mode: String
    var asOf: Instant
    var revision: UInt64?
    var notUnderstood: Int
}

struct Enveloped: Encodable {
    let envelope: Envelope
    let content: any Encodable

    func encode(to encoder: any Encoder) throws {
        try envelope.encode(to: encoder)
        try content.encode(to: encoder)
    }
}

/// A list under a name, as JSON needs it beside the envelope.
struct Listed<Item: Encodable>: Encodable {
    let name: String
    let items: [Item]

    init(_ name: String, _ items: [Item]) {
        self.name = name
        self.items = items
    }

    private struct Key: CodingKey {
        let stringValue: String
        let intValue: Int? = nil
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(items, forKey: Key(stringValue: name))
    }
}
