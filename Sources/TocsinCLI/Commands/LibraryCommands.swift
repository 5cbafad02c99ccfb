internal import ArgumentParser
internal import Channels
internal import Engine
internal import Foundation
internal import Incident
internal import IncidentEvents
internal import Playbooks

struct PlaybookCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "playbook", abstract: "The playbooks that incidents are opened with.",
        subcommands: [PlaybookList.self, PlaybookShow.self, PlaybookCheck.self])
}

struct PlaybookList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The playbooks that ship and one's own.",
        discussion: "Example: tocsin playbook list --playbooks ./playbooks")

    @OptionGroup var library: LibraryOptions
    @OptionGroup var place: PlaceOptions

    struct Line: Encodable {
        var playbook: String
        var version: String
        var title: String
    }

    func run() throws {
        let lines = try library.ids().map { id in
            let playbook = try library.playbook(id).playbook
            return Line(playbook: id, version: playbook.version, title: playbook.title)
        }
        if place.json { return try printJSON(Listed("playbooks", lines)) }
        print(Console.table(lines.map { [$0.playbook, $0.version, TerminalText.safe($0.title)] }))
    }
}

struct PlaybookShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "What a playbook holds.",
        discussion: "Example: tocsin playbook show attack-on-officers")

    @Argument(help: "The playbook's id, or a path.") var playbook: String
    @Flag(help: "Print the file as it is.") var yaml = false
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
            var template: String
            var kind: String
            var title: String
            var approvers: [String]
            var fields: [String]
        }

        struct Step: Encodable {
            var step: String
            var title: String
            var role: String
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
                    approvers: playbook.approvers(ofKind: template.kind),
                    fields: template.fields.map(\.name))
            }
            steps = playbook.steps.map { step in
                Step(
                    step: step.id, title: step.title, role: step.role,
                    dueWithinSeconds: step.due?.within.wholeSeconds, requires: step.requires)
            }
        }
    }

    func run() throws {
        let file = try library.playbook(playbook)
        if yaml { return print(String(decoding: file.yaml, as: UTF8.self), terminator: "") }
        let answer = Answer(file.playbook)
        if place.json { return try printJSON(answer) }
        print("\(answer.playbook) \(answer.version): \(TerminalText.safe(answer.title))")
        print("phases: \(answer.phases.joined(separator: ", "))")
        print("channels: \(answer.channels.joined(separator: ", "))")
        print("languages: \(answer.languages.joined(separator: ", "))")
        print("templates:")
        print(
            Console.table(
                answer.templates.map {
                    [
                        $0.template, $0.kind,
                        "approved by " + $0.approvers.joined(separator: " or "),
                        TerminalText.safe($0.title),
                    ]
                }, indent: "  "))
        print("steps:")
        print(
            Console.table(
                answer.steps.map {
                    [
                        $0.step, $0.role,
                        $0.dueWithinSeconds.map { "within \(Duration.seconds($0).brief)" } ?? "",
                        TerminalText.safe($0.title),
                    ]
                }, indent: "  "))
    }
}

struct PlaybookCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Every fault of a playbook or department file at once.",
        discussion: """
            Each fault has its file, line and column; with any, the exit code is 65.
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

    func run() throws {
        guard let path = file ?? (department ? Session.home(place).departmentPath : nil) else {
            throw ValidationError("Name the file to check.")
        }
        let yaml = try BoundedFile.read(path, limit: 1_048_576, what: "a file of this kind")
        let warnings: [Diagnostic] =
            if department {
                try Department.load(yaml: yaml, file: path).warnings
            } else if scenario {
                try Scenario.load(yaml: yaml, file: path).warnings
            } else {
                try Playbook.load(yaml: yaml, file: path).warnings
            }
        if place.json {
            return try printJSON(Answer(file: path, diagnostics: warnings.map(\.description)))
        }
        for warning in warnings { print(TerminalText.safe(warning.description)) }
        print("\(path): no faults")
    }
}

struct GuardCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "guard", abstract: "The rules that stand between a message and the public.",
        subcommands: [GuardList.self])
}

struct GuardList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "What each guard stops, and why.",
        discussion: "Example: tocsin guard list")

    @OptionGroup var place: PlaceOptions

    struct Line: Encodable {
        var `guard`: String
        var isBlocking: Bool
        var isOverridable: Bool
        var stops: String
        var reason: String
    }

    func run() throws {
        let lines = GuardID.allCases.map {
            Line(
                guard: $0.rawValue, isBlocking: $0.isBlocking, isOverridable: $0.isOverridable,
                stops: $0.summary, reason: $0.reason)
        }
        if place.json { return try printJSON(Listed("guards", lines)) }
        for line in lines {
            let force =
                !line.isBlocking
                ? "warns" : line.isOverridable ? "stops; --override lifts it" : "stops; no override"
            print("\(line.guard) (\(force))\n  \(line.stops)\n  \(line.reason)")
        }
    }
}

struct ChannelCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "channel", abstract: "Kinds of outlet and their limits.",
        subcommands: [ChannelList.self, ChannelShow.self, ChannelCount.self])
}

struct ChannelLine: Encodable {
    var channel: String
    var title: String
    var unit: String
    var limit: Int?
    var advisedLimit: Int?
    var asOf: String
    var source: String
    var isExact: Bool
    var note: String?
    var isPublic: Bool
    /// How many posts a thread may have; 1 where there are no threads.
    var maximumPosts: Int
    var needsMedia: Bool
    var needsAltText: Bool

    init(_ channel: Channel) {
        self.channel = channel.id.rawValue
        title = channel.title
        unit = channel.unit.name
        limit = channel.limit
        advisedLimit = channel.advisedLimit
        asOf = channel.asOf
        source = channel.source
        isExact = channel.isExact
        note = channel.note
        isPublic = channel.isPublic
        maximumPosts = channel.maximumPosts
        needsMedia = channel.needsMedia
        needsAltText = channel.needsAltText
    }
}

struct ChannelList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The channels that we write for, with limits and sources.",
        discussion: "Example: tocsin channel list")

    @OptionGroup var place: PlaceOptions

    func run() throws {
        let lines = ChannelCatalogue.all.map(ChannelLine.init)
        if place.json { return try printJSON(Listed("channels", lines)) }
        print("Limits as of \(ChannelCatalogue.version):")
        print(
            Console.table(
                lines.map { line in
                    [
                        line.channel,
                        line.limit.map { "\($0)" } ?? line.advisedLimit.map { "advised \($0)" }
                            ?? "no limit", line.unit, line.title,
                    ]
                }))
        print(
            "Others' outlets, which only carry: "
                + ChannelCatalogue.outlets.map(\.id.rawValue).joined(separator: ", "))
    }
}

struct ChannelShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One channel's limit, and where it stands.",
        discussion: "Example: tocsin channel show sms")

    @Argument(help: "The channel, e.g. x.") var channel: String
    @OptionGroup var place: PlaceOptions

    func run() throws {
        let channel = try ChannelCatalogue.known(channel)
        let line = ChannelLine(channel)
        if place.json { return try printJSON(line) }
        let limit =
            line.limit.map { "\($0) \(line.unit)" }
            ?? line.advisedLimit.map { "none; advised \($0) \(line.unit)" } ?? "none"
        var rows = [
            ["channel", line.channel], ["title", line.title], ["limit", limit],
            ["as of", line.asOf], ["source", line.source],
            ["count", line.isExact ? "exact" : "never too low, may be too high"],
            ["audience", line.isPublic ? "the public" : "not the public"],
        ]
        if channel.allowsThread {
            rows.append(["thread", "at most \(line.maximumPosts) numbered posts, a house rule"])
        }
        if line.needsMedia { rows.append(["needs", "a picture or film, with alt text"]) }
        if let note = line.note { rows.append(["note", note]) }
        print(Console.table(rows))
    }
}

struct ChannelCount: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "count", abstract: "Count a text as a channel does.",
        discussion: """
            With --lines --json each line of the file or of standard input is one JSON string, and \
            is answered by one JSON object a line: units, limit, unit, parts, remaining, fits. A \
            line that is no text is answered by its error, and the command ends with exit code 65.
            Example: tocsin channel count x "Stay away from Main and Lamar."
            """)

    @Argument(help: "The channel, e.g. x.") var channel: String
    @Argument(help: "The text; - for standard input.") var text: String?
    @Option(help: "Take the text from this file, or from - (standard input).")
    var textFile: String?
    @Flag(help: "Count each line, one JSON string, by itself; with --json.") var lines = false
    @OptionGroup var place: PlaceOptions

    func validate() throws {
        if lines, !place.json {
            throw ValidationError("--lines answers in JSON: add --json.")
        }
        if lines, text != nil, text != "-" {
            throw ValidationError("--lines reads a file or standard input: give --text-file FILE.")
        }
    }

    struct Answer: Encodable {
        var channel: String
        var units: Int
        var unit: String
        var limit: Int?
        var remaining: Int?
        var parts: Int
        var fits: Bool
        var isUpperBound: Bool
        var problems: [String]
    }

    func run() throws {
        let channel = try ChannelCatalogue.known(channel)
        if lines {
            return try CountedLines(channel: channel).answer(LineReader(textFile ?? "-"))
        }
        let isPiped = text == "-" && textFile == nil
        let text = try CommandInput(textFile: isPiped ? "-" : textFile)
            .text(isPiped ? nil : text, "text")
        let count = channel.count(text)
        if place.json {
            return try printJSON(
                Answer(
                    channel: channel.id.rawValue, units: count.units, unit: count.unit,
                    limit: count.limit, remaining: count.remaining, parts: count.parts,
                    fits: count.fits, isUpperBound: count.isUpperBound, problems: count.problems))
        }
        let limit = count.limit.map { " of \($0)" } ?? ""
        let parts = count.parts > 1 ? ", \(count.parts) parts" : ""
        print(
            "\(channel.id): \(count.isUpperBound ? "at most " : "")\(count.units)\(limit)"
                + " \(count.unit)\(parts), \(count.fits ? "fits" : "does not fit")")
        for problem in count.problems { print("  \(TerminalText.safe(problem))") }
    }
}

extension ChannelCatalogue {
    static func known(_ name: String) throws -> Channel {
        let id = ChannelID(rawValue: name.lowercased())
        guard let channel = channel(id) ?? outlet(id) else {
            let hint = nearest(to: id).map { " Did you mean \($0)?" } ?? ""
            throw Failure(
                .badData,
                "There is no channel \"\(name.prefix(80))\".\(hint) See them: tocsin channel list")
        }
        return channel
    }
}
