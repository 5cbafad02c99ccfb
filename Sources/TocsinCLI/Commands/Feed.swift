internal import Basics
internal import ArgumentParser
internal import IncidentEvents
internal import Publishing

struct FeedCommand: WireCommand {
    static let configuration = CommandConfiguration(
        commandName: "feed", abstract: "Write the public timeline as a feed.",
        discussion: """
            The feed has public entries only, without names, reasons and sources. Each message is \
            one entry with a link to its post. Each correction is its own entry and updates the \
            time of the message that it corrects. The command names the messages it leaves out.
            Example: tocsin feed --format atom --page https://police.example/alerts
            """)

    @Option(help: "atom, rss or json-feed. Default: atom.") var format: String = "atom"
    @Option(help: "The web page that the feed belongs to. Default: the department's.") var page:
        String?
    @Option(help: "The feed's own address. Default: the page plus feed.xml or feed.json.")
    var address: String?
    @OptionGroup var destination: OutputOptions
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    struct Answer: Encodable {
        var format: String
        var entries: Int
        var leftOut: [LeftOut]
        var content: String

        struct LeftOut: Encodable {
            var message: MessageID
            var reason: String
        }
    }

    func file(_ view: IncidentView) throws -> WireFile<Answer> {
        let format: FeedFormat = try Choice.read(
            self.format, among: [("atom", .atom), ("rss", .rss), ("json-feed", .jsonFeed)],
            "format of a feed")
        let feed = try view.publisher.feed(
            of: view.records(), as: format, page: page, address: address)
        let leftOut = feed.leftOut.map {
            Answer.LeftOut(message: $0.message, reason: "\($0.reason)")
        }
        return WireFile(
            answer: Answer(
                format: self.format.lowercased(), entries: feed.count, leftOut: leftOut,
                content: feed.content),
            content: feed.content,
            note: feed.count == 1
                ? "1 public entry of \(view.stream)."
                : "\(feed.count.counted("public entry", "public entries")) of \(view.stream).",
            leftOut: leftOut.map { "\($0.message) is left out: \($0.reason)" })
    }
}
