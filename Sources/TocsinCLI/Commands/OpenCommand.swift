internal import ArgumentParser
internal import Engine
internal import EventLog
internal import Foundation
internal import Incident
internal import IncidentEvents
internal import Playbooks

struct OpenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Open an incident: every channel has its draft at once.",
        discussion: """
            The playbook and the department file are kept in the incident's log as they are now. \
            Who opens it holds the role pio, or the first that the department file gives them. \
            People are known by what they claim: actions are not signed.
            Example: tocsin open attack-on-officers --place "Main and Lamar"
            """)
    static let positionals = ["playbook"]

    @Argument(help: "The playbook; tocsin playbook list shows them.") var playbook: String
    @Option(help: "Where, as the public would know it.") var place: String
    @Option(help: "What to call it. Default: playbook and place.") var title: String?
    @Option(help: "live, exercise, reenactment or routine. Default: live.") var mode: String?
    @Option(parsing: .unconditional, help: "When the hazard began: 22:15, -5m, or RFC 3339.")
    var onset: String?
    @Flag(help: "The onset is approximate.") var onsetAbout = false
    @Option(help: "The incident's id. Default: the day and the playbook.") var id: String?
    @Option(help: "The zone, e.g. America/Chicago. Default: the department's.") var zone: String?
    @Option(help: "The department's name, where there is no department file.")
    var department: String?
    @OptionGroup var library: LibraryOptions
    @OptionGroup var writing: WritingOptions

    func validate() throws {
        if onsetAbout, onset == nil {
            throw ValidationError("--onset-about says how sure --onset is: give both.")
        }
    }

    func run() throws {
        // Everything is read and checked before a home is made.
        let file = try library.playbook(playbook)
        let adopted = try DepartmentFile.forOpening(
            in: Session.home(writing.place), name: department, zone: zone)
        let session = try Session(writing.place, .creating)
        let zone = try incidentZone(adopted.department)
        let request = try session.request(
            writing, in: nil, contents: [file.yaml, adopted.yaml], zone: zone)
        let outcome = try perform(
            session.engine, request, file, adopted, now: session.engine.now)
        try report(outcome, session, request)
    }

    func incidentZone(_ department: Department) throws -> Zone {
        let name = zone ?? department.zone
        guard let zone = Zone(name) else {
            throw Failure(
                .badData,
                "\"\(name)\" is no time zone that this machine knows. Write it like America/Chicago."
            )
        }
        return zone
    }

    /// Opens the incident, under its own id or under the first of the day's ids that is free.
    func perform(
        _ engine: Engine, _ request: Request, _ file: PlaybookFile, _ adopted: DepartmentFile,
        now: Instant
    ) throws -> Outcome {
        let zone = try incidentZone(adopted.department)
        let opening = ConductCommand.OpenIncident(
            title: title ?? "", place: place, mode: try Choice.mode(mode ?? "live"), zone: zone,
            onset: try onset.map { try zone.instant($0, now: now) },
            onsetCertainty: onset == nil ? .unspecified : onsetAbout ? .approximate : .exact,
            playbookYAML: file.yaml, departmentYAML: adopted.yaml)
        let base = (id ?? "\(zone.day(now))-\(file.playbook.id)").lowercased()
        var number = 1
        while true {
            let stream = number == 1 ? base : "\(base)-\(number)"
            do {
                return try engine.perform(
                    in: stream, request: request,
                    openingWith: (file.playbook, adopted.department)
                ) { decision in
                    if decision.state.opening != nil { throw Taken() }
                    try decision.perform(.conduct(.open(opening)))
                }
            } catch is Taken {
                guard id == nil else {
                    throw Failure(
                        .badData,
                        "There is an incident \(stream) already. Give another --id, or look at it:"
                            + " tocsin status \(stream)")
                }
                number += 1
            }
        }
    }

    private struct Taken: Error {}

    private func report(_ outcome: Outcome, _ session: Session, _ request: Request) throws {
        if writing.place.json {
            return try printJSON(Receipt(outcome, request: request.id))
        }
        printBanner(outcome.state, outcome.stream)
        print(
            "\(outcome.isRepeat ? "Opened before, by the same request" : "Opened")"
                + " \(outcome.stream) (\(outcome.state.mode.word)): \(outcome.state.opening?.title ?? "")"
        )
        let roles = outcome.state.roles(of: session.actor).joined(separator: ", ")
        print("You act as \(session.actor), \(roles). Claimed, not proven: actions are not signed.")
        let messages = outcome.state.messages.all.map(\.id)
        if !messages.isEmpty {
            print(try DraftText.counts(outcome.state, messages, session))
            print(
                "Read them: tocsin drafts. Next: tocsin message submit holding"
                    + " (under a standing approval: tocsin message release holding)")
        }
        for warning in Receipt.warnings(outcome) { print(warning) }
    }
}

/// Where playbooks come from.
struct LibraryOptions: ParsableArguments {
    @Option(
        name: .customLong("playbooks"),
        help: "A folder of playbooks that come before those that ship. Default: $TOCSIN_PLAYBOOKS.")
    var folder: String?

    /// Reads the playbook of that id, or the file at that path.
    ///
    /// - Throws: A ``Failure`` for one that there is not, and every fault of a broken one.
    func playbook(_ name: String) throws -> PlaybookFile {
        if name.hasSuffix(".yaml") || name.contains("/") { return try PlaybookFile(path: name) }
        let own = try ownFiles()
        if let path = own[name] { return try PlaybookFile(path: path) }
        if let shipped = ShippedFiles.playbook(name) {
            return try PlaybookFile(yaml: shipped.yaml, name: shipped.name)
        }
        let known = try ids()
        let hint = NearestName.of(name, among: known).map { " Did you mean \($0)?" } ?? ""
        throw Failure(
            .badData,
            "There is no playbook \"\(name.prefix(80))\".\(hint)"
                + " There are: \(known.joined(separator: ", ")).")
    }

    /// The ids of all playbooks, those of one's own folder first.
    func ids() throws -> [String] {
        let own = try ownFiles().keys.sorted()
        return own + ShippedFiles.playbooks.map(\.id).filter { !own.contains($0) }
    }

    /// Paths by id, which is the file's name without its ending.
    private func ownFiles() throws -> [String: String] {
        let variable = ProcessInfo.processInfo.environment["TOCSIN_PLAYBOOKS"].nonEmpty
        guard let folder = folder ?? variable else { return [:] }
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw Failure(
                .inputOutput,
                "The folder of playbooks \(folder) can't be read. Name another with --playbooks DIR."
            )
        }
        var files: [String: String] = [:]
        for name in names where name.hasSuffix(".yaml") {
            files[String(name.dropLast(5))] = "\(folder)/\(name)"
        }
        return files
    }
}

/// A playbook with the bytes that it was read from.
struct PlaybookFile {
    let playbook: Playbook
    let yaml: [UInt8]
    let warnings: [Diagnostic]

    init(yaml: [UInt8], name: String) throws {
        self.yaml = yaml
        (playbook, warnings) = try Playbook.load(yaml: yaml, file: name)
    }

    init(path: String) throws {
        try self.init(
            yaml: BoundedFile.read(path, limit: 1_048_576, what: "a playbook"), name: path)
    }
}

/// A department with the bytes that an incident keeps of it.
struct DepartmentFile {
    let department: Department
    let yaml: [UInt8]

    init(yaml: [UInt8], name: String) throws {
        self.yaml = yaml
        (department, _) = try Department.load(yaml: yaml, file: name)
    }

    /// The home's department file; nil where it has none.
    static func ofHome(_ home: Home) throws -> DepartmentFile? {
        guard FileManager.default.fileExists(atPath: home.departmentPath) else { return nil }
        let yaml = try BoundedFile.read(
            home.departmentPath, limit: 1_048_576, what: "a department file")
        return try DepartmentFile(yaml: yaml, name: home.departmentPath)
    }

    /// The home's department file; without one, what the options or a person at a terminal say.
    static func forOpening(in home: Home, name: String?, zone: String?) throws -> DepartmentFile {
        if name == nil, let file = try ofHome(home) { return file }
        if let name, let zone { return try new(name: name, zone: zone) }
        guard Console.isInteractive else {
            throw Failure(
                .usage,
                "There is no department file in \(home.path), and no terminal to ask on."
                    + " Give --department NAME --zone ZONE (e.g. America/Chicago), or make the"
                    + " file: tocsin init")
        }
        print("There is no department file yet; tocsin init makes one that is kept.")
        let given = name ?? Console.ask("The department's name:")
        let place = zone ?? Console.ask("Its time zone (e.g. America/Chicago):")
        return try new(name: given ?? "", zone: place ?? "")
    }

    /// A department of which no more than name and zone is known.
    private static func new(name: String, zone: String) throws -> DepartmentFile {
        let department = Department(id: identifier(of: name), name: name, zone: zone)
        return try DepartmentFile(yaml: department.yaml(), name: "the department given")
    }

    /// `Riverton Police Department` becomes `riverton-police-department`.
    static func identifier(of name: String) -> String {
        var words: [String] = [""]
        for byte in name.lowercased().utf8 {
            let isWord = (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
            if isWord {
                words[words.count - 1].unicodeScalars.append(Unicode.Scalar(byte))
            } else if words.last?.isEmpty == false {
                words.append("")
            }
        }
        let id = words.filter { !$0.isEmpty }.joined(separator: "-")
        return id.isEmpty ? "department" : String(id.prefix(60))
    }
}
