internal import ArgumentParser
internal import Engine
internal import Incident
internal import IncidentEvents
internal import Projections

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

    private func audience() throws -> Visibility { try Choice.visibility(view ?? "internal") }

    struct Answer: Encodable {
        var entries: [TimelineEntry]
        /// What stood in public at the moment asked for.
        var published: [PublishedNow.Posting]?
    }

    func text(_ view: IncidentView) throws -> String {
        let audience = try audience()
        let timeline = view.renderer.timeline(view.timeline(audience))
        guard view.isPast, audience != .public else { return timeline }
        return timeline + "\n\n" + view.renderer.published(PublishedNow(state: view.state))
    }

    func json(_ view: IncidentView) throws -> any Encodable {
        let audience = try audience()
        let isShown = view.isPast && audience != .public
        return Answer(
            entries: view.timeline(audience),
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

struct Replay: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Run through the incident and see what then stood.",
        discussion: """
            Entries in order, and at the end what stood in public at that time.
            Example: tocsin replay --from 21:30 --to 22:30
            """)

    @Option(parsing: .unconditional, help: "The first moment: 21:30, -1h, or RFC 3339.") var from:
        String?
    @Option(parsing: .unconditional, help: "The last moment.") var to: String?
    @OptionGroup var reading: ReadingOptions

    struct Answer: Encodable {
        var entries: [TimelineEntry]
        var published: [PublishedNow.Posting]
        var facts: [FactSheet.Entry]
    }

    private func answer(_ view: IncidentView) throws -> (answer: Answer, end: IncidentView) {
        let from = try from.map { try view.zone.instant($0, now: view.asOf) }
        let to = try to.map { try view.zone.instant($0, now: view.asOf) }
        if let from, let to, to < from {
            throw Failure(.badData, "The replay would end before it begins: --to is before --from.")
        }
        let end = to.map { view.at(min($0, view.asOf)) } ?? view
        let entries = end.timeline(.internal).filter { $0.moment.at >= from ?? $0.moment.at }
        let answer = Answer(
            entries: entries, published: PublishedNow(state: end.state).postings,
            facts: FactSheet(state: end.state).facts)
        return (answer, end)
    }

    func text(_ view: IncidentView) throws -> String {
        let (answer, end) = try answer(view)
        return [
            end.renderer.timeline(answer.entries), "",
            end.renderer.styled("At \(end.zone.dated(end.asOf))", .bold),
            end.renderer.published(PublishedNow(state: end.state)),
        ].joined(separator: "\n")
    }

    func json(_ view: IncidentView) throws -> any Encodable { try answer(view).answer }
}
