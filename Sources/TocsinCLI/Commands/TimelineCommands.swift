internal import ArgumentParser
internal import Engine
internal import Incident
internal import IncidentEvents
internal import Projections

struct TimelineCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "timeline", abstract: "What happened, entry by entry.",
        discussion: """
            The public view holds public entries only, without names, reasons and sources.
            Example: tocsin timeline --view public --as-of 22:55
            """)

    @Option(help: "public, internal or restricted. Default: internal.") var view: String?
    @OptionGroup var reading: ReadingOptions

    private func audience() throws -> Visibility { try Choice.visibility(view ?? "internal") }

    func text(_ view: IncidentView) throws -> String {
        view.renderer.timeline(view.timeline(try audience()))
    }

    func json(_ view: IncidentView) throws -> any Encodable {
        Listed("entries", view.timeline(try audience()))
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

    @Option(help: "The first moment: 21:30, -1h, or RFC 3339.") var from: String?
    @Option(help: "The last moment.") var to: String?
    @OptionGroup var reading: ReadingOptions

    struct Answer: Encodable {
        var entries: [TimelineEntry]
        var published: [PublishedNow.Posting]
        var facts: [FactSheet.Entry]
    }

    private func answer(_ view: IncidentView) throws -> (answer: Answer, end: IncidentView) {
        let from = try from.map { try view.state.zone.instant($0, now: view.asOf) }
        let to = try to.map { try view.state.zone.instant($0, now: view.asOf) }
        if let from, let to, to < from {
            throw Failure(.badData, "The replay would end before it begins: --to is before --from.")
        }
        let end = try IncidentView(
            view.session, view.stream, .init(state: view.state, records: view.records),
            at: to ?? (view.isPast ? view.asOf : nil), now: view.asOf)
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
            end.renderer.styled("At \(end.state.zone.dated(end.asOf))", .bold),
            end.renderer.published(PublishedNow(state: end.state)),
        ].joined(separator: "\n")
    }

    func json(_ view: IncidentView) throws -> any Encodable { try answer(view).answer }
}
