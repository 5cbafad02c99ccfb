internal import Wire
internal import ArgumentParser
internal import Channels
internal import Engine
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import ReadModels

struct FeedCommand: WireCommand {
    static let configuration = CommandConfiguration(
        commandName: "feed", abstract: "The public timeline as Atom, RSS or JSON Feed.",
        discussion: """
            Public entries only, without names, reasons and sources. A correction is an entry of \
            its own and raises the time of what it corrects.
            Example: tocsin feed --format atom --page https://police.example/alerts
            """)

    @Option(help: "atom, rss or json-feed. Default: atom.") var format: String = "atom"
    @Option(help: "The page that the feed follows. Default: the department's.") var page: String?
    @Option(help: "Where the feed will stand. Default: the page with feed.xml or feed.json.")
    var address: String?
    @OptionGroup var destination: OutputOptions
    @OptionGroup var reading: ReadingOptions

    private enum Format { case atom, rss, jsonFeed }

    struct Answer: Encodable {
        var format: String
        var entries: Int
        var content: String
    }

    func file(_ view: IncidentView) throws -> WireFile<Answer> {
        let chosen: Format = try Choice.read(
            format, among: [("atom", .atom), ("rss", .rss), ("json-feed", .jsonFeed)],
            "format of a feed")
        guard let page = page ?? view.department.page else {
            throw Failure(
                .usage,
                "The department file names no web address for the feed. Give the page:"
                    + " --page https://police.example/alerts")
        }
        let base = page.hasSuffix("/") ? page : page + "/"
        let entries = try PublicEntries(view: view, page: page).feedEntries()
        let feed = try Feed(
            id: "\(PublicEntries.tag(view, page))", title: view.state.opening?.title ?? view.stream,
            subtitle: view.state.opening?.place ?? "", homeAddress: page,
            feedAddress: address ?? base + (chosen == .jsonFeed ? "feed.json" : "feed.xml"),
            authorName: view.department.name, language: view.playbook.languages.first ?? "en",
            marking: view.mode.isSimulable ? view.mode.marking : nil,
            asOf: view.zone.wire(view.asOf), entries: entries)
        let content =
            switch chosen {
            case .atom: try feed.atom()
            case .rss: try feed.rss()
            case .jsonFeed: try feed.jsonFeed()
            }
        return WireFile(
            answer: Answer(
                format: format.lowercased(), entries: entries.count, content: content),
            content: content,
            note: entries.count == 1
                ? "1 public entry of \(view.stream)."
                : "\(entries.count) public entries of \(view.stream).")
    }
}

/// The public timeline's entries as a feed names them.
private struct PublicEntries {
    let view: IncidentView
    let page: String

    /// A name that never changes: the page's host, the day of opening, the incident (RFC 4151).
    static func tag(_ view: IncidentView, _ page: String) -> String {
        let host =
            page.split(separator: "/").dropFirst().first.map(String.init)?
            .split(separator: ":").first.map(String.init) ?? "localhost"
        let day = view.state.opening.map { view.zone.day($0.stamp.at) } ?? "1970-01-01"
        return "tag:\(host),\(day):\(view.stream)"
    }

    private func id(_ entry: TimelineEntry) -> String {
        "\(Self.tag(view, page))/\(entry.moment.position)"
    }

    func feedEntries() throws -> [FeedEntry] {
        let entries = try view.timeline(.public)
        return try entries.map { entry in
            let time = try view.zone.wire(entry.moment.at)
            let rights = entry.corrections.map(\.right)
            return FeedEntry(
                id: id(entry), title: entry.text,
                text: (entry.exactTexts + rights).joined(separator: "\n\n"), published: time,
                corrects: corrected(by: entry, among: entries).map(id))
        }
    }

    /// A delivery of a correction corrects every earlier delivery of the messages that were wrong.
    private func corrected(by entry: TimelineEntry, among entries: [TimelineEntry])
        -> [TimelineEntry]
    {
        guard entry.kind == "delivery-recorded",
            let message = entry.subject.flatMap({ MessageID($0) }).flatMap({
                view.state.messages[$0]
            })
        else { return [] }
        let wrong = Set(
            (message.corrects.flatMap { view.state.rumors[$0]?.messages ?? [] }
                + [message.retracts].compactMap(\.self)).map(\.description))
        guard !wrong.isEmpty, [.correction, .retraction].contains(message.kind) else { return [] }
        return entries.filter { earlier in
            earlier.kind == "delivery-recorded" && earlier.subject.map(wrong.contains) == true
                && earlier.moment.position < entry.moment.position
        }
    }
}
