internal import ArgumentParser
internal import Channels
internal import Engine
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import Publishing

struct MessagePage: WireCommand {
    static let configuration = CommandConfiguration(
        commandName: "page", abstract: "A message as a news release or a podium brief.",
        discussion: """
            In Markdown, or in HTML that meets WCAG 2.2 AA and needs nothing beside itself. A text \
            that is not released says so on the sheet.
            Example: tocsin message page M2 --kind podium --format html --output brief.html
            """)

    @Argument(help: "The message, e.g. M2, or its name.") var message: String
    @Option(help: "release or podium. Default: release.") var kind: String = "release"
    @Option(help: "md or html. Default: md.") var format: String = "md"
    @Option(help: "The language, BCP 47. Default: the message's first.") var language: String?
    @Option(help: "The headline. Default: the incident's title.") var headline: String?
    @OptionGroup var destination: OutputOptions
    @OptionGroup var reading: ReadingOptions

    private enum Kind { case release, podium }
    private enum Format { case markdown, html }

    struct Answer: Encodable {
        var message: MessageID
        var language: String
        var isReleased: Bool
        var content: String
    }

    func file(_ view: IncidentView) throws -> WireFile<Answer> {
        let kind: Kind = try Choice.read(
            kind, among: [("release", .release), ("podium", .podium)], "kind of page")
        let format: Format = try Choice.read(
            format, among: [("md", .markdown), ("html", .html)], "format")
        let message = try view.message(named: message)
        let language = language ?? message.languages.first ?? "en"
        guard let words = PageWords.words(for: language) else {
            throw Failure(
                .badData,
                "The headings of a page are known in English and Spanish, not in \"\(language.prefix(40))\"."
            )
        }
        let texts = view.texts(of: message)
        let first: ChannelID = kind == .release ? .release : .podium
        let found = ([first] + ChannelID.fullest).lazy.compactMap {
            texts[.init(channel: $0, language: language)]
        }.first
        guard let found else {
            throw Failure(
                .badData,
                "\(message.id) has no text in \(language). It has: \(message.languages.joined(separator: ", ")). See what is missing: tocsin drafts \(message.id)"
            )
        }
        let sheet = Sheet(
            view: view, message: message, words: words, language: language, text: found.text,
            isReleased: found.isReleased, headline: headline)
        let content =
            switch (kind, format) {
            case (.release, .markdown): sheet.release.markdown
            case (.release, .html): sheet.release.html()
            case (.podium, .markdown): sheet.brief.markdown
            case (.podium, .html): sheet.brief.html()
            }
        return WireFile(
            answer: Answer(
                message: message.id, language: language, isReleased: found.isReleased,
                content: content), content: content,
            note: found.isReleased
                ? "\(message.id) in \(language), as released."
                : "\(message.id) in \(language), not released: the sheet says so.")
    }
}

/// What both sheets tell of one message.
private struct Sheet {
    let view: IncidentView
    let message: Message
    let words: PageWords
    let language: String
    let text: String
    let isReleased: Bool
    let headline: String?

    var release: NewsRelease {
        NewsRelease(
            agency: view.department.name, headline: title, dateline: occasion,
            paragraphs: [text], content: content,
            contacts: [view.department.hotline, view.department.page].compactMap(\.self),
            language: language, words: words, marking: marking)
    }

    var brief: PodiumBrief {
        PodiumBrief(
            agency: view.department.name, title: title, occasion: [occasion], opening: [text],
            content: content, language: language, words: words, marking: marking)
    }

    private var title: String { headline ?? view.state.opening?.title ?? view.stream }

    private var occasion: String {
        let moment = isReleased ? message.releases.last?.stamp.at ?? view.asOf : view.asOf
        return [view.department.jurisdiction, view.zone.dated(moment)].compactMap(\.self)
            .joined(separator: ", ")
    }

    /// The text says all else itself; the promise is the release's own.
    private var content: PageContent {
        let promised = isReleased ? message.releases.last?.nextUpdateBy : nil
        return PageContent(nextUpdate: promised.map { view.zone.clock($0) })
    }

    /// Nil only for a released message of a live incident.
    private var marking: String? {
        if view.mode.isSimulable { return view.mode.marking }
        return isReleased ? nil : "DRAFT, NOT RELEASED"
    }
}
