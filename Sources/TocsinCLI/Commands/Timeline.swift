internal import ArgumentParser
internal import Incident
internal import IncidentEvents
internal import ReadModels

struct TimelineCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "timeline", abstract: "Show what happened, entry by entry.",
        discussion: """
            The public view has public entries only, without names, reasons and sources. With \
            --as-of, our public messages at that time follow.
            Example: tocsin timeline --view public --as-of 22:55
            """)

    @Option(help: "public, internal or restricted. Default: internal.") var view: String?
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    var showsEntries: Bool { true }

    private func audience() throws -> Visibility { try Choice.visibility(view ?? "internal") }

    struct Answer: Encodable {
        var entries: [TimelineEntry]
        /// The public messages at the requested moment.
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
