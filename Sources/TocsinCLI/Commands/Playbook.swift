internal import Basics
internal import Documents
internal import ArgumentParser
internal import Channels
internal import Engine
internal import Foundation
internal import Incident
internal import IncidentEvents
internal import Playbooks

struct PlaybookCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "playbook", abstract: "Templates, steps and rules.",
        subcommands: [
            PlaybookList.self, PlaybookShow.self, PlaybookLibrary.self, PlaybookCheck.self,
            PlaybookTest.self, PlaybookDiff.self, PlaybookGraphCommand.self, PlaybookAdopt.self,
            PlaybookNew.self,
        ])
}

struct PlaybookList: Command {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the playbooks: Tocsin's and your own.",
        discussion: "Example: tocsin playbook list --playbooks ./playbooks")

    @OptionGroup var library: LibraryOptions
    @OptionGroup var global: GlobalOptions

    struct Line: Encodable {
        var playbook: String
        /// Absent if the file has a fault.
        var version: String?
        var title: String?
        /// The first fault of a file that can't be used; absent for others.
        var fault: String?
    }

    private func line(_ id: String, _ world: World) throws -> Line {
        let playbook = try library.playbook(
            id, in: world.home(global), world, InputReader(world)
        ).playbook
        return Line(playbook: id, version: playbook.version, title: playbook.title)
    }

    func run(in world: World) throws {
        let lines = try library.ids(in: world.home(global), world).map { id in
            do {
                return try line(id, world)
            } catch let error as LoadFailure {
                return Line(playbook: id, fault: error.diagnostics.first?.description)
            }
        }
        if global.json { return try world.printJSON(Listed("playbooks", lines)) }
        world.print(
            TerminalText.table(
                lines.map {
                    [
                        $0.playbook, $0.version ?? "",
                        TerminalText.safe($0.title ?? "can't be used: \($0.fault ?? "")"),
                    ]
                }))
    }
}

struct PlaybookShow: Command {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a playbook.",
        discussion: "Example: tocsin playbook show attack-on-officers")

    @Argument(help: "The playbook's id, or a path.", completion: .playbooks) var playbook: String
    @Flag(help: "Print the file itself.") var yaml = false
    @Flag(help: "Print the file as an incident keeps it, with the library's templates in it.")
    var resolved = false
    @OptionGroup var library: LibraryOptions
    @OptionGroup var global: GlobalOptions

    struct Answer: Encodable {
        var playbook: String
        var version: String
        var title: String
        var hazard: String
        var phases: [String]
        var channels: [String]
        var languages: [String]
        var templates: [Template]
        var steps: [Step]

        struct Template: Encodable {
            var template: TemplateID
            var kind: MessageKind
            var title: String
            var approvers: [Role]
            var fields: [String]
        }

        struct Step: Encodable {
            var step: String
            var title: String
            var role: Role
            var dueWithinSeconds: Int64?
            var requires: [String]
        }

        init(_ playbook: Playbook) {
            self.playbook = playbook.id
            version = playbook.version
            title = playbook.title
            hazard = playbook.hazard
            phases = playbook.phases.map(\.id)
            channels = playbook.channels.map(\.rawValue)
            languages = playbook.languages
            templates = playbook.templates.map { template in
                Template(
                    template: template.id, kind: template.kind, title: template.title,
                    approvers: playbook.approvers(of: template.kind),
                    fields: template.fields.map(\.name))
            }
            steps = playbook.steps.map { step in
                Step(
                    step: step.id, title: step.title, role: step.role,
                    dueWithinSeconds: step.due?.within.wholeSeconds, requires: step.requires)
            }
        }
    }

    func run(in world: World) throws {
        let file = try library.playbook(
            playbook, in: world.home(global), world, InputReader(world))
        if yaml || resolved {
            let bytes =
                resolved ? try Playbook.resolved(yaml: file.yaml, file: file.name) : file.yaml
            return world.print(String(decoding: bytes, as: UTF8.self), terminator: "")
        }
        let answer = Answer(file.playbook)
        if global.json { return try world.printJSON(answer) }
        world.print("\(answer.playbook) \(answer.version): \(TerminalText.safe(answer.title))")
        world.print("phases: \(answer.phases.joined(separator: ", "))")
        world.print("channels: \(answer.channels.joined(separator: ", "))")
        world.print("languages: \(answer.languages.joined(separator: ", "))")
        world.print("templates:")
        world.print(
            TerminalText.table(
                answer.templates.map {
                    [
                        $0.template.rawValue, $0.kind.word,
                        "approved by " + $0.approvers.list(" or "),
                        TerminalText.safe($0.title),
                    ]
                }, indent: "  "))
        world.print("steps:")
        world.print(
            TerminalText.table(
                answer.steps.map {
                    [
                        $0.step, $0.role.rawValue,
                        $0.dueWithinSeconds.map { "within \(Duration.seconds($0).brief)" } ?? "",
                        TerminalText.safe($0.title),
                    ]
                }, indent: "  "))
    }
}

struct PlaybookLibrary: Command {
    static let configuration = CommandConfiguration(
        commandName: "library", abstract: "List the templates that a playbook can use by name.",
        discussion: """
            A playbook takes one with "use: library/NAME" and changes what differs.
            Example: tocsin playbook library stay-away
            """)

    @Argument(help: "A template's name, to print its words as YAML.") var template: String?
    @OptionGroup var global: GlobalOptions

    struct Line: Encodable {
        var template: String
        var kind: MessageKind
        var title: String
        var languages: [String]
        var fields: [String]
    }

    func run(in world: World) throws {
        let library = try TemplateLibrary.shipped()
        if let template {
            let name = template.replacing("library/", with: "", maxReplacements: 1)
            guard let yaml = try library.yaml(of: name) else {
                let hint = NearestName.of(name, among: library.names).map { " Did you mean \($0)?" }
                throw Failure(
                    .badData,
                    "The library has no template \"\(name.prefix(80))\".\(hint ?? "")"
                        + " List them: tocsin playbook library")
            }
            return world.print(String(decoding: yaml, as: UTF8.self), terminator: "")
        }
        let playbooks = try ShippedFiles.library.map {
            try Playbook.load(yaml: $0.yaml, file: $0.name).0
        }
        let lines = playbooks.flatMap(\.templates).map {
            Line(
                template: $0.id.rawValue, kind: $0.kind, title: $0.title, languages: $0.languages,
                fields: $0.fields.map(\.name))
        }
        if global.json { return try world.printJSON(Listed("templates", lines)) }
        world.print(
            TerminalText.table(
                lines.map {
                    [$0.template, $0.kind.word, $0.languages.joined(separator: ", "), $0.title]
                }))
    }
}

struct PlaybookCheck: Command {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check a playbook, department file or scenario for faults.",
        discussion: """
            Its key playbook, department or scenario says which it is. Lists every fault with its \
            file, line and column. Exits with 65 if there is one. For a \
            playbook, it says which of the six standard templates are its own and which are neutral.
            Example: tocsin playbook check my-playbook.yaml
            """)

    @Argument(
        help: "The file, or a playbook's id. With --department, default: the home's.",
        completion: .file(extensions: ["yaml"]))
    var file: String?
    @Flag(help: "Check it as a department file, whatever its first keys are.") var department =
        false
    @Flag(help: "Check it as a scenario. tocsin scenario check finds more.") var scenario = false
    @OptionGroup var library: LibraryOptions
    @OptionGroup var global: GlobalOptions

    struct Answer: Encodable {
        var file: String
        var diagnostics: [String]
        /// The source of each standard template; nil for a file that isn't a playbook.
        var standardTemplates: [Standard]?

        struct Standard: Encodable {
            var template: TemplateID
            var origin: Origin
            var languages: [String]
        }

        enum Origin: String, Encodable {
            case own, neutral
        }
    }

    func run(in world: World) throws {
        let answer = try answer(world)
        if global.json { return try world.printJSON(answer) }
        for diagnostic in answer.diagnostics { world.print(TerminalText.safe(diagnostic)) }
        if let templates = answer.standardTemplates {
            world.print(
                TerminalText.table(
                    templates.map {
                        [
                            $0.template.rawValue, $0.origin.rawValue,
                            $0.languages.joined(separator: ", "),
                        ]
                    }))
        }
        world.print("\(answer.file): no faults")
    }

    private func answer(_ world: World) throws -> Answer {
        let home = world.home(global)
        if !department, !scenario, let file,
            try library.path(of: file, in: home, world) == nil
        {
            let shipped = try library.playbook(file, in: home, world, InputReader(world))
            return try checked(shipped.yaml, file, world)
        }
        guard let file = file ?? (department ? home.departmentPath : nil) else {
            throw ValidationError("Name the file to check.")
        }
        if scenario { return try checkedScenario(file, world) }
        let path = department ? file : try library.path(of: file, in: home, world) ?? file
        let yaml = try InputReader(world).bytes(path, limit: 1_048_576, what: "a file of this kind")
        let kind: LibraryFile = department ? .department : LibraryFile(yaml)
        switch kind {
        case .playbook: return try checked(yaml, path, world)
        case .department: return Answer(path, try Department.load(yaml: yaml, file: path).warnings)
        case .scenario: return try checkedScenario(path, world)
        }
    }

    private func checkedScenario(_ file: String, _ world: World) throws -> Answer {
        let read = try ScenarioFile(file, InputReader(world))
        return Answer(read.name, read.warnings)
    }

    private func checked(_ yaml: [UInt8], _ path: String, _ world: World) throws -> Answer {
        let today = (Zone(world.zone) ?? .utc).date(Instant(microseconds: world.clock()))
        let (playbook, warnings) = try Playbook.check(yaml: yaml, file: path, today: today)
        let differences = try ExampleRuns(yaml: yaml, file: path).diagnostics
        guard differences.isEmpty else { throw LoadFailure(diagnostics: warnings + differences) }
        let whole = playbook.completed(by: try ShippedFiles.neutral().playbook)
        var answer = Answer(path, warnings)
        answer.standardTemplates = StandardTemplate.allCases.compactMap { standard in
            guard let template = whole.template(standard) else { return nil }
            return Answer.Standard(
                template: template.id,
                origin: playbook.template(standard) == nil ? .neutral : .own,
                languages: template.languages)
        }
        return answer
    }
}

extension PlaybookCheck.Answer {
    fileprivate init(_ file: String, _ warnings: [Diagnostic]) {
        self.init(file: file, diagnostics: warnings.map(\.description))
    }
}

struct PlaybookNew: Command {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Write a small, complete playbook to begin with.",
        discussion: """
            Its comments explain each part. The file goes into the home's folder playbooks, where \
            every command finds it by its id.
            Example: tocsin playbook new ice-storm --title "Ice storm"
            """)

    @Argument(help: "The id: lower-case letters, digits and hyphens.") var id: String
    @Option(help: "The title. Default: the id in words.") var title: String?
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    struct Answer: Encodable {
        var playbook: String
        var file: String
    }

    func run(in world: World) throws {
        let text = ShippedFiles.newPlaybook(id: id, title: title ?? Self.words(id))
        // The id and the title are checked as the rest of the file is.
        _ = try Playbook.check(yaml: Array(text.utf8), file: "the new playbook")
        let home = world.home(global)
        var output = output
        if output.output == nil {
            guard ShippedFiles.playbook(id) == nil || output.force else {
                throw Failure(
                    .badData,
                    "\"\(id)\" is a shipped playbook, and one of your own with that id would replace it."
                        + " Choose another id, or replace it: --force")
            }
            try home.prepare(creating: true)
            try FileManager.default.createDirectory(
                atPath: home.playbooksPath, withIntermediateDirectories: true)
            output.output = "\(home.playbooksPath)/\(id).yaml"
        }
        guard
            let path = try output.write(
                Array(text.utf8), in: home, replacing: "playbooks/\(id).yaml")
        else { return }
        if global.json { return try world.printJSON(Answer(playbook: id, file: path)) }
        world.print("Wrote \(path)")
        world.print("Edit it. Next: tocsin playbook check \(path)")
    }

    private static func words(_ id: String) -> String {
        id.replacing("-", with: " ").capitalizedFirst
    }
}
