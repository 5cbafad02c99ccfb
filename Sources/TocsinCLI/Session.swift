internal import ArgumentParser
internal import Engine
internal import EventLog
internal import Foundation
internal import Glibc
internal import Incident
internal import IncidentEvents
internal import ReadModels

/// The home, the actor, and the engine: the start of every command.
struct Session {
    let world: World
    let engine: Engine
    let settings: Settings
    let actor: String
    let role: String?
    /// The value of `--incident`.
    private let named: String?
    /// The incident for commands that name none: `$TOCSIN_INCIDENT`, or the terminal's own.
    private let preset: String?

    enum Access {
        case reading
        case writing
        /// Makes the home and the log if they are missing.
        case creating
    }

    init(_ global: GlobalOptions, _ access: Access, _ world: World) throws {
        self.world = world
        let home = world.home(global)
        var options = EventLog.Options()
        options.createIfMissing = access == .creating
        options.isReadOnly = access == .reading
        options.clock = world.clock
        options.reportsWait = world.reportsWait
        if access != .creating { try home.prepare(creating: false) }
        if access != .reading { try Self.checkClock(global, home, world) }
        do {
            engine = try Engine.open(home, options: options)
        } catch EventLogError.noLog {
            throw Failure(
                .badData,
                "\(home.path) has no incident yet."
                    + " Open one: tocsin open PLAYBOOK --place PLACE")
        }
        settings = try SettingsFile.settings(in: home, world)
        let kept = Identity(settings, world)
        actor = global.actor ?? kept.actor
        // A saved role belongs to the person that it was saved with.
        role = global.role ?? (global.actor == nil ? kept.role : nil)
        named = global.incident
        preset = kept.incident
    }

    /// Who acts, in which role and incident, if a command doesn't say: by the environment, else by
    /// the terminal's settings, else by the account.
    struct Identity {
        let actor: String
        let role: String?
        let incident: String?

        init(_ settings: Settings, _ world: World) {
            let environment = world.environment
            let other = environment["TOCSIN_AS"].nonEmpty
            actor = other ?? settings.actor ?? world.account.lowercased()
            role = environment["TOCSIN_ROLE"].nonEmpty ?? (other == nil ? settings.role : nil)
            incident = environment["TOCSIN_INCIDENT"].nonEmpty ?? settings.incident
        }
    }

    /// One entry under a clock that is ahead spoils the times of all that follow.
    private static func checkClock(_ global: GlobalOptions, _ home: Home, _ world: World) throws {
        guard let now = world.clockWitness() else { return }
        let earlier = ClockWitness.kept(in: home)
        let jump = earlier.map { now.jump(since: $0) } ?? .zero
        if jump > ClockWitness.told {
            let time = Zone.utc.dated(Instant(microseconds: now.clock))
            let problem =
                "This computer's clock went \(jump.brief) ahead since the last command: it says \(time)."
            guard jump <= ClockWitness.refused || global.clockIsRight else {
                throw Failure(
                    .refused, "\(problem) Nothing was recorded.",
                    remedy: "Set the clock. If it is right now, add --clock-is-right.")
            }
            if !global.clockIsRight { world.error("warning: \(problem)") }
        }
        // A home that isn't made yet has no clock to keep.
        if FileManager.default.fileExists(atPath: home.path) {
            now.keep(in: home, instead: earlier)
        }
    }

    /// The incident that a command is about.
    ///
    /// - Parameter argument: The incident typed on the command itself, before all defaults.
    /// - Throws: A ``Failure`` that lists the incidents if the choice isn't clear.
    func incident(_ argument: String? = nil) throws -> String {
        if let clear = try incidentIfClear(argument) { return clear }
        let known = try IncidentLine.all(engine)
        let open = known.filter(\.isOpen)
        let candidates = open.isEmpty ? known : open
        guard !candidates.isEmpty else {
            throw Failure(
                .badData, "No incident is open. Open one: tocsin open PLAYBOOK --place PLACE")
        }
        throw Failure(
            .badData,
            "\(open.isEmpty ? "No incident is open" : "\(open.count) incidents are open"). Name"
                + " one with --incident ID, or keep one with tocsin use ID:"
                + " \(IncidentLine.marked(candidates)).")
    }

    /// The named incident or the only open one; nil if it isn't clear.
    ///
    /// - Parameter leavesClosed: Whether a closed incident counts only if the command names it, as long
    ///   as none is open. While one is, the terminal's own counts, as it does for what is written.
    func incidentIfClear(
        _ argument: String?, leavesClosed: Bool = false
    ) throws -> String? {
        if let id = argument.nonEmpty ?? named { return id.lowercased() }
        if let id = preset?.lowercased() {
            if !leavesClosed { return id }
            try engine.requireIncident(id)
            if try engine.isOpen(id) || !openOnes(engine.incidents(), most: 1).isEmpty {
                return id
            }
        }
        let open = try openOnes(engine.incidents(), most: 2)
        return open.count == 1 ? open.first : nil
    }

    /// A line for a screen of a closed incident while others are open; nil if it needs none.
    func wayToOpenOnes(from stream: String) throws -> String? {
        guard try !engine.isOpen(stream) else { return nil }
        let open = try openOnes(engine.incidents().filter { $0 != stream }, most: 4)
        guard let first = open.first else { return nil }
        let known = open.count < 4 ? open : open.prefix(3) + ["others"]
        return
            "\(stream) is closed, and this terminal is still about it. Open: \(known.joined(separator: ", ")). Switch: tocsin use \(first)"
    }

    /// The incident to name in commands that a person is told to type; nil if they can mean no
    /// other. A hint in an exercise must not lead into the live incident next to it.
    func incidentToName(for stream: String) throws -> String? {
        let others = try engine.incidents().filter { $0 != stream }
        if others.isEmpty { return nil }
        let isMeant = try preset.map { $0.lowercased() == stream } ?? engine.isOpen(stream)
        return try isMeant && !others.contains(where: engine.isOpen) ? nil : stream
    }

    /// The person who asks, in the chosen role or in all that they hold.
    func asker(in state: IncidentState) -> DueList.Asker {
        DueList.Asker(actor, as: role.map { Role(rawValue: $0.lowercased()) }, in: state)
    }

    /// A decision that is only tried: what a person's command would do now.
    ///
    /// - Parameter person: The person; nil for the one who typed the command.
    /// - Returns: Nil before the opening.
    func trial(_ state: IncidentState, by person: String? = nil) throws -> Decision? {
        guard let playbook = try engine.playbook(of: state),
            let department = try engine.department(of: state)
        else { return nil }
        return Decision(
            state: state,
            context: DecisionContext(
                now: state.mode.isSimulable ? state.simulatedTime ?? engine.now : engine.now,
                actor: person ?? actor,
                role: person == nil ? role.map { Role(rawValue: $0.lowercased()) } : nil,
                playbook: playbook, department: department))
    }

    /// The routine work of a campaign, as it is now; nil before the opening.
    func routine(_ state: IncidentState) throws -> RoutineWork? {
        try trial(state).map { trial in
            RoutineWork(
                state, trial.context.playbook, trial.context.department, asOf: trial.context.now)
        }
    }

    /// The open incidents; campaigns only if no other incident is open. In a crisis, a command that
    /// names nothing is never about routine work.
    ///
    /// - Parameter most: The search ends once it has found as many.
    private func openOnes(_ known: [String], most: Int = .max) throws -> [String] {
        var (incidents, campaigns): ([String], [String]) = ([], [])
        for id in known where try engine.isOpen(id) {
            if try engine.opening(of: id)?.mode == .routine {
                campaigns.append(id)
            } else {
                incidents.append(id)
                if incidents.count == most { break }
            }
        }
        return incidents.isEmpty ? campaigns : incidents
    }

    /// The request of a command that a person typed.
    ///
    /// - Parameters:
    ///   - stream: The incident; nil if the command makes it.
    ///   - asked: The command and its input.
    ///   - zone: For reading `--occurred` if the incident does not exist yet.
    func request(
        _ options: WritingOptions, in stream: String?, asking asked: Asked, zone: Zone? = nil
    ) throws -> Request {
        var generator = SystemRandomNumberGenerator()
        let id: EventID
        if let text = options.request {
            guard let given = EventID(text) else {
                throw Failure(
                    .badData,
                    "\"\(text.prefix(60))\" isn't a valid request id. Use a UUID of version 7."
                )
            }
            id = given
        } else {
            id = EventID.make(
                atMilliseconds: engine.now.microseconds / 1000, using: &generator)
        }
        var occurred: (@Sendable (Zone, Instant) throws -> Instant)?
        if let text = options.occurred {
            occurred = { known, now in try (zone ?? known).instant(text, .past, now: now) }
        }
        let effective = [stream ?? "", actor, role ?? ""].map { Array($0.utf8) }
        let typed = EarlierFingerprint.arguments(world.arguments).map { Array($0.utf8) }
        return Request(
            id: id,
            fingerprint: Request.fingerprint(of: effective + asked.command + asked.contents),
            earlierFingerprint: Request.fingerprint(
                of: effective + typed + asked.earlierContents),
            actor: actor, role: role.map(Role.init(rawValue:)), occurred: occurred,
            certainty: options.occurred == nil
                ? .unspecified : options.about ? .approximate : .exact,
            osAccount: world.account, host: world.host, expecting: options.expecting)
    }
}

/// The identity of a request: the command's value and the contents of its input.
struct Asked {
    let command: [[UInt8]]
    let contents: [[UInt8]]
    /// The contents that earlier versions included.
    let earlierContents: [[UInt8]]

    init(_ command: any ParsableCommand, _ contents: [[UInt8]], earlier: [[UInt8]]) {
        self.command = CommandValue.parts(of: command)
        self.contents = contents
        earlierContents = earlier
    }
}

/// The typed arguments that earlier versions fingerprinted: those about the command itself, not the
/// place or the output. They are only compared with requests that those versions recorded.
enum EarlierFingerprint {
    static func arguments(_ arguments: [String]) -> [String] {
        var kept: [String] = []
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            if argument == "--" { return kept + rest }
            switch argument {
            case "--json", "--yes": continue
            case "--request", "--home", "--as", "--role", "--incident": rest = rest.dropFirst()
            default:
                let isLeftOut = ["--request=", "--home=", "--as=", "--role=", "--incident="]
                    .contains { argument.hasPrefix($0) }
                if !isLeftOut { kept.append(argument) }
            }
        }
        return kept
    }
}

extension String? {
    /// The text; nil if it is empty, like an unset shell variable.
    var nonEmpty: String? { self?.isEmpty == false ? self : nil }
}
