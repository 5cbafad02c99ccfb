internal import Forms
internal import ArgumentParser
internal import Engine
internal import EventLog
internal import Glibc
internal import Incident
internal import IncidentEvents
internal import Player
internal import ReadModels

struct Replay: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Play the incident back.",
        discussion: """
            On a terminal, the player shows what was known, what had been said, and the gap \
            between them at any moment. ? lists the keys. With --plain, or when the output is not \
            a terminal, it prints the entries in order, then our public messages and the gap.
            Example: tocsin replay --from 21:30 --to 22:30
            """)

    @Option(
        parsing: .unconditional,
        help: "The first moment: 21:30, -1h, or RFC 3339. The player can go further back.")
    var from: String?
    @Option(parsing: .unconditional, help: "The last moment.") var to: String?
    @Flag(help: "Follow the incident live.") var follow = false
    @Flag(help: "Print text, even on a terminal.") var plain = false
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard follow else { return }
        if to != nil || reading.asOf != nil {
            throw ValidationError(
                "--follow runs on live. Drop --to and --as-of.")
        }
        if global.json {
            throw ValidationError(
                "--follow prints text only. For JSON: tocsin log tail --follow --json")
        }
    }

    func run(in world: World) throws {
        let session = try Session(global, .reading, world)
        let stream = try session.incident(named)
        if !global.json, !plain, world.isFullScreen {
            return try PlayerSession(
                session: session, stream: stream, from: from, to: to, asOf: reading.asOf,
                isFollowing: follow
            ).run()
        }
        let view = try IncidentView(session, stream, asOf: reading.asOf, withEntries: !follow)
        if follow { return try followInText(view) }
        guard global.json else { return try show(view) }
        // At the moment of `--to`, which is the one shown.
        let (answer, end) = try answer(view)
        try world.printJSON(Enveloped(envelope: end.envelope, content: answer))
    }

    struct Answer: Encodable {
        var entries: [TimelineEntry]
        var published: [PublishedNow.Posting]
        var facts: [FactSheet.Entry]
        var gap: Gap
    }

    private func answer(_ view: IncidentView) throws -> (answer: Answer, end: IncidentView) {
        let span = try ReplaySpan(from: from, to: to, view)
        let end = try span.to.map { try view.at($0) } ?? view
        let entries = try end.timeline(.internal).filter {
            $0.moment.at >= span.from ?? $0.moment.at
        }
        let answer = Answer(
            entries: entries, published: PublishedNow(state: end.state).postings,
            facts: FactSheet(state: end.state).facts, gap: end.gap)
        return (answer, end)
    }

    func text(_ view: IncidentView) throws -> String {
        let (answer, end) = try answer(view)
        return [
            end.renderer.timeline(answer.entries), "",
            end.renderer.styled("At \(end.zone.dated(end.asOf))", .bold),
            end.renderer.published(answer.published), "",
            end.renderer.gap(answer.gap),
        ].joined(separator: "\n")
    }

    func json(_ view: IncidentView) throws -> any Encodable { try answer(view).answer }

    /// Prints entries as they arrive, until it is interrupted.
    private func followInText(_ view: IncidentView) throws {
        let world = view.session.world
        for line in view.heading { world.print(line) }
        let span = try ReplaySpan(from: from, to: nil, view)
        var timeline = Timeline()
        var day = ""
        // Output must appear at once, in a pipe too.
        try view.session.engine.log.follow(
            in: view.stream,
            waiting: {
                _ = world.flush()
                usleep(50_000)
                return true
            }
        ) { stored in
            let record = try view.session.engine.record(stored)
            timeline.apply(record)
            guard record.incidentTime >= span.from ?? record.incidentTime,
                let entry = timeline.entry(timeline.count - 1, to: .internal)
            else { return }
            if view.zone.day(entry.moment.at) != day {
                day = view.zone.day(entry.moment.at)
                world.print(view.renderer.styled(day, .bold))
            }
            world.print(view.renderer.entry(entry))
        }
    }
}

extension IncidentView {
    /// Reads the starting point, which can't be after the end.
    func start(_ text: String) throws -> Instant {
        let from = try zone.instant(text, now: asOf)
        guard from <= asOf else {
            throw Failure(
                .badData,
                "--from is \(zone.dated(from)), after the last moment, \(zone.dated(asOf)). Give the date with the time: \"\(zone.day(asOf)) 08:00\""
            )
        }
        return from
    }
}

/// The requested part of an incident.
struct ReplaySpan {
    var from: Instant?
    /// The end, no later than the moment shown.
    var to: Instant?

    init(from: String?, to: String?, _ view: IncidentView) throws {
        self.from = try from.map { try view.start($0) }
        let end = try to.map { try view.zone.instant($0, now: view.asOf) }
        if let from = self.from, let end, end < from {
            throw Failure(
                .badData,
                "--to is \(view.zone.dated(end)), before --from, \(view.zone.dated(from)). Give the date with the time: \"\(view.zone.day(from)) 22:15\""
            )
        }
        self.to = end.map { min($0, view.asOf) }
    }
}
