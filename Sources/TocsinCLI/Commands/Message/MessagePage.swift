internal import ArgumentParser
internal import Incident
internal import IncidentEvents
internal import Publishing

struct MessagePage: WireCommand {
    static let configuration = CommandConfiguration(
        commandName: "page", abstract: "Write a release or podium brief.",
        discussion: """
            Writes Markdown, or one HTML file that meets WCAG 2.2 AA. The sheet is marked if the \
            text is not released.
            Example: tocsin message page M2 --kind podium --format html --output brief.html
            """)

    @Argument(help: "The message, e.g. M2, or its name.", completion: .messages) var message: String
    @Option(help: "release or podium. Default: release.", completion: .list(["release", "podium"]))
    var kind: String = "release"
    @Option(help: "md or html. Default: md.") var format: String = "md"
    @Option(help: "The language, BCP 47. Default: the message's own.", completion: .languages)
    var language: String?
    @Option(help: "The headline. Default: the incident's title.") var headline: String?
    @OptionGroup var destination: OutputOptions
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    private enum Format { case markdown, html }

    struct Answer: Encodable {
        var message: MessageID
        var language: String
        var isReleased: Bool
        var content: String
    }

    func file(_ view: IncidentView) throws -> WireFile<Answer> {
        let kind: SheetKind = try Choice.read(
            kind, among: [("release", .release), ("podium", .podium)], "kind of page")
        let format: Format = try Choice.read(
            format, among: [("md", .markdown), ("html", .html)], "format")
        let sheet = try view.publisher.sheet(
            kind, of: view.state.message(message), language: language, headline: headline)
        if sheet.isReleased, let message = view.state.messages[sheet.message],
            !message.unpostedTexts(view.department).isEmpty
        {
            try view.routine.requireUnpaused(message)
        }
        let content = format == .html ? sheet.html() : sheet.markdown
        return WireFile(
            answer: Answer(
                message: sheet.message, language: sheet.language, isReleased: sheet.isReleased,
                content: content), content: content,
            note: sheet.isReleased
                ? "\(sheet.message) in \(sheet.language), as released."
                : "\(sheet.message) in \(sheet.language), marked as not released.")
    }
}
