internal import ArgumentParser
internal import Channels
internal import Engine
internal import EventLog
internal import Foundation
internal import Incident
internal import IncidentEvents
internal import Playbooks

struct OpenCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Open an incident and draft messages.",
        discussion: """
            The log keeps the playbook and the department file as they are now. The person who \
            opens the incident becomes pio, or gets their first role in the department file. \
            Tocsin doesn't check who people are: actions are not signed. The next commands in \
            this terminal are about the new incident.
            Example: tocsin open attack-on-officers --place "Main and Lamar"
            """)
    static let positionals = ["playbook"]

    @Argument(help: "The playbook. List them: tocsin playbook list", completion: .playbooks)
    var playbook: String
    @Option(help: "The place, as the public knows it.") var place: String
    @Option(help: "The title. Default: playbook and place.") var title: String?
    @Option(
        help: "live, exercise, reenactment or routine. Default: live.",
        completion: .words(of: IncidentMode.self)) var mode: String?
    @Option(parsing: .unconditional, help: "When the hazard began: 22:15, -5m, or RFC 3339.")
    var onset: String?
    @Flag(help: "The onset is approximate.") var onsetAbout = false
    @Option(help: "The incident's id. Default: the day and the playbook.") var id: String?
    @Option(help: "The zone, e.g. America/Chicago. Default: the department's.") var zone: String?
    @Option(help: "The department's name, if there is no department file.")
    var department: String?
    @OptionGroup var library: LibraryOptions
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if onsetAbout, onset == nil {
            throw ValidationError("--onset-about needs --onset. Give both.")
        }
    }

    func run(in world: World) throws {
        // Everything is read and checked before a home is made.
        let reader = InputReader(world)
        let file = try library.playbook(
            playbook, in: world.home(global), world, reader)
        let adopted = try DepartmentFile.forOpening(
            in: world.home(global), name: department, zone: zone, world, reader)
        let session = try Session(global, .creating, world)
        let zone = try Self.zone(self.zone ?? adopted.department.zone)
        let request = try session.request(
            writing, in: nil,
            asking: Asked(self, [file.yaml, adopted.yaml], earlier: [file.yaml, adopted.yaml]),
            zone: zone)
        let outcome = try perform(
            session.engine, request, file, adopted, zone, now: session.engine.now)
        // The next commands in this terminal belong to it, even while another incident is open.
        _ = try SettingsFile.change(in: session.engine.home, world) {
            $0.incident = outcome.stream
        }
        try report(outcome, session, request, file, adopted.department)
    }

    static func zone(_ name: String) throws -> Zone {
        guard let zone = Zone(name) else { throw Failure.unknown(zone: name) }
        return zone
    }

    private static func id(_ typed: String) throws(Failure) -> String {
        let id = typed.lowercased()
        let isName = id.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || ".-_".utf8.contains($0)
        }
        guard isName, let first = id.first, first.isLetter || first.isNumber, id.utf8.count <= 200
        else {
            let words = id.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
            let meant = words.joined(separator: "-")
            throw Failure(
                .badData,
                "\"\(typed.prefix(80))\" isn't a valid incident id. An id has letters, digits, dots, dashes and underscores, without spaces.",
                remedy: "Give it like --id \(meant.isEmpty ? "storm-2" : meant)")
        }
        return id
    }

    /// Opens the incident, under its own id or under the first of the day's ids that is free.
    private func perform(
        _ engine: Engine, _ request: Request, _ file: PlaybookFile, _ adopted: DepartmentFile,
        _ zone: Zone, now: Instant
    ) throws -> Outcome {
        let opening = LifecycleCommand.OpenIncident(
            title: title.nonEmpty, place: place, mode: try Choice.mode(mode ?? "live"), zone: zone,
            onset: try onset.map { try zone.instant($0, .past, now: now) },
            onsetCertainty: onset == nil ? .unspecified : onsetAbout ? .approximate : .exact,
            playbookYAML: file.yaml, departmentYAML: adopted.yaml)
        let files = (file.playbook, adopted.department)
        if let id = try id.map(Self.id) {
            return try engine.open(
                opening, as: id, request: request, files: files)
        }
        return try engine.open(
            opening, asFirstFreeOf: "\(zone.day(now))-\(file.playbook.id)".lowercased(),
            request: request, files: files)
    }

    private func report(
        _ outcome: Outcome, _ session: Session, _ request: Request, _ file: PlaybookFile,
        _ department: Department
    ) throws {
        let world = session.world
        let named = try session.incidentToName(for: outcome.stream)
        let paused = try session.pausedNote(for: outcome.stream)
        if global.json {
            return try world.printJSON(
                Receipt(outcome, request: request.id, note: paused, for: named))
        }
        world.printBanner(outcome.state, outcome.stream)
        world.print(
            "\(outcome.isRepeat ? "The same request already opened" : "Opened")"
                + " \(outcome.stream) (\(outcome.state.mode.marking)): \(outcome.state.opening?.title ?? "")"
        )
        let roles = outcome.state.roles(of: session.actor).list()
        world.print(
            "You act as \(session.actor), \(roles). Tocsin doesn't check who you are: actions are not signed."
        )
        let messages = outcome.state.messages.all.map(\.id)
        if !messages.isEmpty {
            world.print(try DraftText.counts(outcome.state, messages, session))
            let hint: Remedy =
                "Read them: \(do: .showDrafts)\nNext: \(do: try NextStep.afterOpening(messages[0], outcome.state, session))"
            world.print(hint.text(for: named))
        }
        let unwritten = Self.accountsWithoutText(file.playbook, department)
        if !unwritten.isEmpty {
            world.print(
                "The playbook \(file.playbook.id) has no text for these accounts of ours: \(unwritten.map(\.description).joined(separator: ", ")). Write there by hand, or add the channel to the playbook."
            )
        }
        if let paused { world.print(paused.text(for: named)) }
        for warning in Receipt.warnings(outcome, for: named) { world.print(warning) }
    }

    /// Our accounts on channels for which the playbook writes nothing.
    private static func accountsWithoutText(
        _ playbook: Playbook, _ department: Department
    ) -> [Carrier] {
        let written = Set(playbook.channels + playbook.templates.flatMap { $0.channels ?? [] })
        return department.accounts.filter { !written.contains($0.channel) }
    }
}
