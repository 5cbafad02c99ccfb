internal import ArgumentParser
internal import Engine
internal import Incident
internal import IncidentEvents
internal import ReadModels

struct TimelineCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "timeline", abstract: "What happened, entry by entry.",
        discussion: """
            The public view holds public entries only, without names, reasons and sources. With \
            --as-of, what then stood in public follows.
            Example: tocsin timeline --view public --as-of 22:55
            """)

    @Option(help: "public, internal or restricted. Default: internal.") var view: String?
    @OptionGroup var reading: ReadingOptions

    var showsEntries: Bool { true }

    private func audience() throws -> Visibility { try Choice.visibility(view ?? "internal") }

    struct Answer: Encodable {
        var entries: [TimelineEntry]
        /// What stood in public at the moment asked for.
        var published: [PublishedNow.Posting]?
    }

    func text(_ view: IncidentView) throws -> String {
        let audience = try audience()
        let timeline = view.renderer.timeline(try view.timeline(audience))
        guard view.isPast, audience != .public else { return timeline }
        return timeline + "\n\n" + view.renderer.published(PublishedNow(state: view.state).postings)
    }

    func json(_ view: IncidentView) throws -> any Encodable {
        let audience = try audience()
        let isShown = view.isPast && audience != .public
        return Answer(
            entries: try view.timeline(audience),
            published: isShown ? PublishedNow(state: view.state).postings : nil)
    }
}

struct Drafts: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "drafts", abstract: "Every message that is not out, with each text.",
        discussion: """
            The texts follow the facts as they stand until a message is submitted.
            Example: tocsin drafts holding
            """)

    @Argument(help: "Only this message, e.g. M1, or its name.") var message: String?
    @OptionGroup var reading: ReadingOptions

    private func board(_ view: IncidentView) throws -> DraftBoard {
        let id = try message.map { try view.state.message($0) }
        if let id, view.state.messages[id] == nil {
            throw Failure(.badData, "There is no message \(id). See them: tocsin message list")
        }
        return view.drafts(id)
    }

    func text(_ view: IncidentView) throws -> String { view.renderer.drafts(try board(view)) }
    func json(_ view: IncidentView) throws -> any Encodable { try board(view) }
}

struct GapCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "gap", abstract: "What is known and not said, and said and not known.",
        discussion: """
            What the public reads wrong comes first, then what it waits for, then what it could \
            be told.
            Example: tocsin gap --as-of 22:15
            """)

    @OptionGroup var reading: ReadingOptions

    func text(_ view: IncidentView) -> String { view.renderer.gap(view.gap) }
    func json(_ view: IncidentView) -> any Encodable { view.gap }
}

struct Diff: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "What changed between two moments.",
        discussion: """
            Facts, messages, rumors, steps, roles and questions that differ, each with how it \
            was and how it then was.
            Example: tocsin diff --from 22:00 --to 22:30
            """)

    @Option(parsing: .unconditional, help: "The first moment: 21:30, -1h, or RFC 3339.")
    var from: String
    @Option(parsing: .unconditional, help: "The last moment. Default: now, or --as-of.")
    var to: String?
    @OptionGroup var reading: ReadingOptions

    private func diff(_ view: IncidentView) throws -> IncidentDiff {
        let from = try view.start(from)
        let to = try to.map { try view.zone.instant($0, now: view.asOf) } ?? view.asOf
        if to < from {
            throw Failure(
                .badData,
                "--to is \(view.zone.dated(to)), before --from, \(view.zone.dated(from)), so nothing lies between them."
            )
        }
        let before = try view.at(from)
        let after = try view.at(min(to, view.asOf))
        return IncidentDiff(
            before: before.state, from: from, after: after.state, to: after.asOf,
            playbook: view.playbook)
    }

    func text(_ view: IncidentView) throws -> String { view.renderer.diff(try diff(view)) }
    func json(_ view: IncidentView) throws -> any Encodable { try diff(view) }
}
