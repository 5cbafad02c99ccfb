internal import Basics
internal import Documents
internal import ArgumentParser
internal import Channels
internal import Engine
internal import Foundation
internal import Incident
internal import Playbooks

struct ChannelCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "channel", abstract: "Channels and their length limits.",
        subcommands: [
            ChannelList.self, ChannelShow.self, ChannelCount.self, ChannelNoAccount.self,
        ])
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
    /// The most posts of a thread; 1 if the channel has no threads.
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

struct ChannelList: Command {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the channels we write for, with limits and sources.",
        discussion: "Example: tocsin channel list")

    @OptionGroup var global: GlobalOptions

    func run(in world: World) throws {
        let lines = ChannelCatalogue.all.map(ChannelLine.init)
        if global.json { return try world.printJSON(Listed("channels", lines)) }
        world.print("Limits as of \(ChannelCatalogue.version):")
        world.print(
            TerminalText.table(
                lines.map { line in
                    [
                        line.channel,
                        line.limit.map { "\($0)" } ?? line.advisedLimit.map { "advised \($0)" }
                            ?? "no limit", line.unit, line.title,
                    ]
                }))
        world.print(
            "Outlets of others, where a claim can appear: "
                + ChannelCatalogue.outlets.map(\.id.rawValue).joined(separator: ", "))
    }
}

struct ChannelShow: Command {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one channel's limit and its source.",
        discussion: "Example: tocsin channel show sms")

    @Argument(help: "The channel, e.g. x.", completion: .channels) var channel: String
    @OptionGroup var global: GlobalOptions

    func run(in world: World) throws {
        let channel = try ChannelCatalogue.known(channel)
        let line = ChannelLine(channel)
        if global.json { return try world.printJSON(line) }
        let limit =
            line.limit.map { "\($0) \(line.unit)" }
            ?? line.advisedLimit.map { "none; advised \($0) \(line.unit)" } ?? "none"
        var rows = [
            ["channel", line.channel], ["title", line.title], ["limit", limit],
            ["as of", line.asOf], ["source", line.source],
            ["count", line.isExact ? "exact" : "an upper bound"],
            ["audience", line.isPublic ? "the public" : "not the public"],
        ]
        if channel.allowsThread {
            rows.append(["thread", "at most \(line.maximumPosts) numbered posts (house rule)"])
        }
        if line.needsMedia { rows.append(["needs", "a picture or video with alt text"]) }
        if let note = line.note { rows.append(["note", note]) }
        world.print(TerminalText.table(rows))
    }
}

struct ChannelNoAccount: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "no-account", abstract: "Say that we have no account on a channel.",
        discussion: """
            New messages of this incident then go there only if they name the channel, and nothing \
            stays due there. For later incidents, write no-account in the department file.
            Example: tocsin channel no-account facebook
            """)
    static let positionals = ["channel"]

    @Argument(help: "The channel, e.g. facebook.", completion: .channels) var channel: String
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .lifecycle(.haveNoAccount(on: ChannelID(rawValue: channel.lowercased()))))
    }

    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        "Nothing is due on \(channel.lowercased()) in this incident any more. For later ones, write it below no-account in the department file."
    }
}

struct ChannelCount: Command {
    static let configuration = CommandConfiguration(
        commandName: "count", abstract: "Count a text the way a channel does.",
        discussion: """
            With --lines --json, each line of the file or of standard input is one JSON string. The \
            command answers each with one line of JSON: units, limit, unit, parts, remaining, fits. \
            A line without a valid string gets an error, and the command exits with 65.
            Example: tocsin channel count x "Stay away from Main and Lamar."
            """)

    @Argument(help: "The channel, e.g. x.", completion: .channels) var channel: String
    @Argument(help: "The text; - for standard input.") var text: String?
    @Option(help: "Read the text from this file, or from - (standard input).", completion: .file())
    var textFile: String?
    @Flag(help: "Count each line, one JSON string, separately. Needs --json.") var lines = false
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if lines, !global.json {
            throw ValidationError("--lines needs --json. Add it.")
        }
        if lines, text != nil, text != "-" {
            throw ValidationError("--lines reads a file or standard input. Give --text-file FILE.")
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

    func run(in world: World) throws {
        let channel = try ChannelCatalogue.known(channel)
        if lines {
            return try CountedLines(channel: channel).answer(
                LineReader(textFile ?? "-", world), world)
        }
        let isPiped = text == "-" && textFile == nil
        let text = try CommandText(file: isPiped ? "-" : textFile, InputReader(world))
            .text(isPiped ? nil : text, "text")
        let count = channel.count(text)
        if global.json {
            return try world.printJSON(
                Answer(
                    channel: channel.id.rawValue, units: count.units, unit: count.unit,
                    limit: count.limit, remaining: count.remaining, parts: count.parts,
                    fits: count.fits, isUpperBound: count.isUpperBound, problems: count.problems))
        }
        let limit = count.limit.map { " of \($0)" } ?? ""
        let parts = count.parts > 1 ? ", \(count.parts) parts" : ""
        world.print(
            "\(channel.id): \(count.isUpperBound ? "at most " : "")\(count.units)\(limit)"
                + " \(count.unit)\(parts), \(count.fits ? "fits" : "does not fit")")
        for problem in count.problems { world.print("  \(TerminalText.safe(problem))") }
    }
}

extension ChannelCatalogue {
    static func known(_ name: String) throws -> Channel {
        let id = ChannelID(rawValue: name.lowercased())
        guard let channel = channel(id) ?? outlet(id) else {
            let hint = nearest(to: id).map { " Did you mean \($0)?" } ?? ""
            throw Failure(
                .badData,
                "\"\(name.prefix(80))\" isn't a channel.\(hint) See them: tocsin channel list")
        }
        return channel
    }
}

/// Counts texts line by line, fast enough to compare a million with another implementation.
struct CountedLines {
    let channel: Channel

    private static let bufferSize = 1 << 16

    /// - Throws: A ``Failure`` at the end if a line had no text; the others are answered.
    func answer(_ lines: LineReader, _ world: World) throws {
        var output: [UInt8] = []
        var bad = 0
        var number = 0
        while let line = try lines.nextBytes() {
            number += 1
            do throws(JSONString.Fault) {
                output += answer(try JSONString.read(line)).utf8
            } catch {
                bad += 1
                let fault = "line \(number): \(error)".replacing("\\", with: "\\\\")
                output += "{\"error\":\"\(fault)\"}\n".utf8
            }
            if output.count > Self.bufferSize {
                world.output(String(decoding: output, as: UTF8.self))
                output.removeAll(keepingCapacity: true)
            }
        }
        world.output(String(decoding: output, as: UTF8.self))
        if bad > 0 {
            throw Failure(
                .badData,
                "No valid string in \(bad) of \(number.counted("line")). Each got an error. Write one JSON string a line."
            )
        }
    }

    /// Written by hand, because an encoder would take most of the time; no value needs escaping.
    private func answer(_ text: String) -> String {
        let count = channel.count(text)
        let limit = count.limit.map(String.init) ?? "null"
        let remaining = count.remaining.map(String.init) ?? "null"
        return "{\"fits\":\(count.fits),\"limit\":\(limit),\"parts\":\(count.parts),"
            + "\"remaining\":\(remaining),\"unit\":\"\(count.unit)\",\"units\":\(count.units)}\n"
    }
}
