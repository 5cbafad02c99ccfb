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
        commandName: "playbook", abstract: "Playbooks: templates, steps and rules for an incident.",
        subcommands: [PlaybookList.self, PlaybookShow.self, PlaybookCheck.self])
}

struct PlaybookList: Command {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the playbooks: Tocsin's and your own.",
        discussion: "Example: tocsin playbook list --playbooks ./playbooks")

    @OptionGroup var library: LibraryOptions
    @OptionGroup var place: PlaceOptions

    struct Line: Encodable {
        var playbook: String
        var version: String
        var title: String
    }

    func run(in world: World) throws {
        let lines = try library.ids(world).map { id in
            let playbook = try library.playbook(id, world, InputReader(world)).playbook
            return Line(playbook: id, version: playbook.version, title: playbook.title)
        }
        if place.json { return try world.printJSON(Listed("playbooks", lines)) }
        world.print(
            TerminalText.table(
                lines.map { [$0.playbook, $0.version, TerminalText.safe($0.title)] }))
    }
}

struct PlaybookShow: Command {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a playbook.",
        discussion: "Example: tocsin playbook show attack-on-officers")

    @Argument(help: "The playbook's id, or a path.") var playbook: String
    @Flag(help: "Print the file itself.") var yaml = false
    @OptionGroup var library: LibraryOptions
    @OptionGroup var place: PlaceOptions

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
        let file = try library.playbook(playbook, world, InputReader(world))
        if yaml { return world.print(String(decoding: file.yaml, as: UTF8.self), terminator: "") }
        let answer = Answer(file.playbook)
        if place.json { return try world.printJSON(answer) }
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

struct PlaybookCheck: Command {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check a playbook, department file or scenario for faults.",
        discussion: """
            Lists every fault with its file, line and column. Exits with 65 if there is one.
            Example: tocsin playbook check my-playbook.yaml
            """)

    @Argument(help: "The file. With --department, default: the home's.") var file: String?
    @Flag(help: "The file is a department file.") var department = false
    @Flag(help: "The file is a scenario.") var scenario = false
    @OptionGroup var place: PlaceOptions

    struct Answer: Encodable {
        var file: String
        var diagnostics: [String]
    }

    func run(in world: World) throws {
        guard let path = file ?? (department ? world.home(place).departmentPath : nil) else {
            throw ValidationError("Name the file to check.")
        }
        let yaml = try InputReader(world).bytes(path, limit: 1_048_576, what: "a file of this kind")
        let warnings: [Diagnostic] =
            if department {
                try Department.load(yaml: yaml, file: path).warnings
            } else if scenario {
                try Scenario.load(yaml: yaml, file: path).warnings
            } else {
                try Playbook.load(yaml: yaml, file: path).warnings
            }
        if place.json {
            return try world.printJSON(Answer(file: path, diagnostics: warnings.map(\.description)))
        }
        for warning in warnings { world.print(TerminalText.safe(warning.description)) }
        world.print("\(path): no faults")
    }
}
