internal import Basics
internal import ArgumentParser
internal import Engine
internal import EventLog
internal import Foundation
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import ReadModels

/// A command that shows part of one incident and changes nothing.
protocol ReadingCommand: Command {
    var reading: ReadingOptions { get }
    var global: GlobalOptions { get }
    /// The incident, if the command itself names it.
    var named: String? { get }
    /// Whether it shows entries, and not only the resulting state.
    var showsEntries: Bool { get }

    /// The answer for people.
    func text(_ view: IncidentView) throws -> String
    /// The answer for programs.
    func json(_ view: IncidentView) throws -> any Encodable
}

extension ReadingCommand {
    var named: String? { nil }
    var showsEntries: Bool { false }

    func run(in world: World) throws {
        let session = try Session(global, .reading, world)
        try show(
            IncidentView(
                session, session.incident(named), asOf: reading.asOf, withEntries: showsEntries))
    }

    /// Prints the answer in the requested form.
    func show(_ view: IncidentView) throws {
        let world = view.session.world
        if global.json {
            try world.printJSON(Enveloped(envelope: view.envelope, content: json(view)))
        } else {
            for line in view.heading { world.print(line) }
            world.print(try text(view))
        }
    }
}

/// One incident at one moment, with everything needed to show it.
struct IncidentView {
    let session: Session
    let stream: String
    private(set) var state: IncidentState
    /// The records, if they were read along with the state.
    private var kept: [IncidentRecord]?
    let playbook: Playbook
    let department: Department
    /// The zone, also for a moment before the opening.
    let zone: Zone
    let mode: IncidentMode
    private let opened: Instant?
    /// The visibility of each entry by the whole log, even later than `asOf`: an entry that was
    /// restricted later is not shown for an earlier moment either.
    private let visibilities: [UInt64: Visibility]
    /// The moment shown: the requested one, else now; in a reenactment the last entry's time.
    private(set) var asOf: Instant
    /// Whether an earlier moment was requested.
    private(set) var isPast: Bool
    /// The log's revision at reading: later reads must not see more.
    private let revision: UInt64?

    /// - Parameters:
    ///   - withEntries: Whether the records will be requested; they are then read only once.
    ///   - progress: Called now and then with the number of entries read so far, with entries.
    init(
        _ session: Session, _ stream: String, asOf text: String?, withEntries: Bool = false,
        progress: (Int) throws -> Void = { _ in }
    ) throws {
        let engine = session.engine
        let loaded = withEntries ? try engine.load(stream, progress: progress) : nil
        let whole = try loaded?.state ?? engine.state(of: stream)
        guard let playbook = try engine.playbook(of: whole),
            let department = try engine.department(of: whole)
        else {
            throw Failure(
                .badData, "\(stream) was never opened, so there is nothing to show.")
        }
        let now = whole.mode.isSimulable ? whole.simulatedTime ?? engine.now : engine.now
        self.session = session
        self.stream = stream
        state = whole
        kept = loaded?.records
        zone = whole.zone
        mode = whole.mode
        opened = whole.opening?.stamp.at
        visibilities = whole.visibilities
        self.playbook = playbook
        self.department = department
        asOf = now
        isPast = false
        revision = whole.revision
        if let text { try goBack(to: whole.zone.instant(text, now: now)) }
    }

    private mutating func goBack(to limit: Instant) throws {
        kept?.removeAll { $0.incidentTime > limit }
        state =
            try kept.map { IncidentState(folding: $0) }
            ?? session.engine.state(of: stream, asOf: limit, through: revision)
        for (position, visibility) in visibilities {
            if let then = state.visibilities[position] {
                state.visibilities[position] = then.narrower(visibility)
            } else if visibility != .public {
                state.visibilities[position] = visibility
            }
        }
        asOf = limit
        isPast = true
    }

    /// The same incident at an earlier moment.
    func at(_ limit: Instant) throws -> IncidentView {
        var view = self
        try view.goBack(to: limit)
        return view
    }

    /// The entries behind the state.
    func records() throws -> [IncidentRecord] {
        try kept
            ?? session.engine.load(stream, through: revision).records.filter {
                !isPast || $0.incidentTime <= asOf
            }
    }

    var renderer: TextRenderer {
        TextRenderer(zone: zone, width: session.world.width, usesColor: session.world.usesColor)
    }

    /// The first lines of every answer: the drill's mode, and whether it is a past moment.
    var heading: [String] {
        var lines: [String] = []
        if let banner = banner(mode, stream) { lines.append(banner) }
        if isPast { lines.append("As of \(zone.dated(asOf)):") }
        if state.opening == nil, let opened {
            lines.append("The incident wasn't open yet. It was opened at \(zone.dated(opened)).")
        }
        if state.unknownEntries > 0 {
            lines.append(
                "Left out: \(state.unknownEntries.counted("entry", "entries")) from a newer version of Tocsin."
            )
        }
        return lines
    }

    var gap: Gap { Gap(state: state, asOf: asOf, department: department) }

    var gapOutline: GapOutline {
        GapOutline(
            state: state, claims: ClaimIndex(state), asOf: asOf, department: department)
    }

    var progress: PlaybookProgress {
        PlaybookProgress(state: state, playbook: playbook, asOf: asOf)
    }

    var due: DueList { due(nil) }

    /// - Parameter part: The part that will be looked at; nil for all of it.
    func due(_ part: DueList.Part?) -> DueList {
        DueList(
            state: state, progress: progress, playbook: playbook, department: department,
            asker: session.asker(in: state), asOf: asOf, today: calendarTime, part: part)
    }

    /// The time for judging corrective actions: after an exercise or a past incident its own clock
    /// stops.
    var calendarTime: Instant { isPast ? asOf : session.engine.now }

    /// - Parameters:
    ///   - message: The only message; nil for every unreleased one.
    ///   - limit: The most messages to compose; nil for all.
    func drafts(_ message: MessageID? = nil, limit: Int? = nil) -> DraftBoard {
        DraftBoard(
            state: state, playbook: playbook, department: department, message: message,
            limit: limit)
    }

    func timeline(_ audience: Visibility) throws -> [TimelineEntry] {
        Timeline(folding: try records(), limits: state.visibilities).view(audience)
    }

    var envelope: Envelope {
        Envelope(
            incident: stream, mode: mode.word, asOf: asOf, revision: state.revision,
            notUnderstood: state.unknownEntries)
    }
}

/// The keys common to every JSON answer.
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

/// A named list, to put next to the envelope in JSON.
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
