internal import ArgumentParser
internal import Basics
internal import Channels
internal import Documents
internal import Engine
internal import Foundation
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import Publishing
internal import ReadModels
internal import Wire

struct CalendarCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "calendar", abstract: "Show the routine work of all campaigns by day.",
        discussion: """
            It shows a week, or a month. A conflict is two posts in the same hour on the same \
            channel for the same audience. With --ics it writes a file that calendar programs \
            subscribe to, from 90 days back to a year ahead; write it again after each change.
            Example: tocsin calendar --month --ics /srv/www/tips.ics
            """)

    @Option(help: "The first day, 2027-01-04. Default: today.") var from: String?
    @Flag(help: "Show the whole month of that day.") var month = false
    @Flag(help: "Print everything, however long.") var all = false
    @Option(
        help: "Write an iCalendar file. An earlier one of ours is replaced.",
        completion: .file()) var ics: String?
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    /// The days before today that a file of a calendar holds.
    private static let daysBack: Int64 = 90

    func run(in world: World) throws {
        let session = try Session(global, .reading, world)
        let engine = session.engine
        let reader = InputReader(world)
        let file = try DepartmentFile.ofHome(engine.home, reader)
        let zone = file.flatMap { Zone($0.department.zone) } ?? Zone(world.zone) ?? .utc
        let limit = try reading.asOf.map { try zone.instant($0, now: engine.now) }
        let now = limit ?? engine.now
        let sources = try engine.incidents().compactMap { stream -> RoutineCalendar.Source? in
            let state =
                try limit.map { try engine.state(of: stream, asOf: $0) }
                ?? engine.state(of: stream)
            guard state.mode == .routine, let playbook = try engine.playbook(of: state),
                let department = try engine.department(of: state)
            else { return nil }
            return RoutineCalendar.Source(stream, state, playbook, department)
        }
        let today = zone.date(now)
        var first = try from.map(Choice.day) ?? today
        if month { first = first.firstOfMonth() }
        let last = first.advanced(by: month ? Int64(first.daysInMonth) - 1 : 6)
        let shown = RoutineCalendar(of: sources, from: first, to: last, asOf: now)
        var written: String?
        if let ics {
            let whole = RoutineCalendar(
                of: sources, from: today.advanced(by: -Self.daysBack),
                to: today.advanced(by: RoutineWork.daysAhead), asOf: now)
            try write(whole, to: ics, file?.department, engine.home)
            written =
                "Wrote \(ics): \((whole.occurrences.count + whole.ended.count).counted("event"))."
        }
        if global.json { return try world.printJSON(shown) }
        let others = [written].compactMap(\.self).map(TerminalText.safe)
        for line in lines(shown, zone, world, besides: others) + others { world.print(line) }
    }

    private func write(
        _ calendar: RoutineCalendar, to path: String, _ department: Department?, _ home: Home
    ) throws {
        let isOurs =
            FileManager.default.contents(atPath: path)
            .map { String(decoding: $0.prefix(200), as: UTF8.self) }
            .map { $0.contains("PRODID:\(RoutineCalendar.productID)") } ?? true
        guard isOurs else {
            throw Failure(
                .badData, "\(path) isn't a calendar that Tocsin wrote, so it was not changed.",
                remedy: "Name a new file.")
        }
        try NewFile.check(path, in: home, force: true)
        let text = try calendar.iCalendar(
            named: department.map { "Campaigns of \($0.name)" } ?? "Campaigns",
            of: department?.id ?? "tocsin"
        ).text
        try BoundedFile.write(Array(text.utf8), to: path)
    }

    private func lines(
        _ calendar: RoutineCalendar, _ zone: Zone, _ world: World, besides others: [String]
    ) -> [String] {
        guard !calendar.occurrences.isEmpty else { return ["No routine work on these days."] }
        // What needs a decision comes first, where nothing cuts it off.
        let conflicts = calendar.conflicts.map {
            "! Conflict on \($0.hour):00 on \($0.channel) for \($0.audience): \($0.occurrences.joined(separator: "; "))"
        }.map(TerminalText.safe)
        let renderer = TextRenderer(zone: zone, width: world.width, usesColor: world.usesColor)
        let first = renderer.lines(
            of: conflicts.count, on: screen(world, of: DueScreen.height / 2)
        ) { [conflicts[$0]] }
        let room = DueScreen.height - renderer.height(of: first + others)
        let entries = calendar.occurrences
        return first
            + renderer.lines(of: entries.count, on: screen(world, of: room)) { index in
                let isNewDay =
                    index == 0 || zone.day(entries[index].at) != zone.day(entries[index - 1].at)
                return
                    ((isNewDay ? [day(entries[index].at, zone)] : [])
                    + [line(entries[index], zone)]).map(TerminalText.safe)
            }
    }

    private func screen(_ world: World, of height: Int) -> TextRenderer.Screen? {
        all
            ? nil
            : .init(
                height: height,
                rest: TypedCommand(
                    ["calendar", "--all"] + (month ? ["--month"] : [])
                        + (from.map { ["--from", .value($0)] } ?? [])))
    }

    private func day(_ instant: Instant, _ zone: Zone) -> String {
        "\(zone.weekday(instant)) \(zone.day(instant))"
    }

    private func line(_ entry: RoutineCalendar.Entry, _ zone: Zone) -> String {
        let channels = entry.channels.map(\.rawValue).joined(separator: ", ")
        let also = entry.message?.description ?? entry.reason
        return
            "  \(zone.clock(entry.at))  \(entry.state.rawValue)  \(entry.name), on \(channels)"
            + (also.map { ": \($0)" } ?? "")
    }
}

extension Zone {
    /// `Fri`
    fileprivate func weekday(_ instant: Instant) -> String {
        ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][date(instant).weekday]
    }
}
