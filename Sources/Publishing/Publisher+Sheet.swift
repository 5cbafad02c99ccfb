internal import Basics
internal import Channels
internal import Incident
public import IncidentEvents
internal import Playbooks

/// A sheet for the press to print, or for the speaker to hold.
public enum SheetKind: Sendable {
    case release, podium
}

/// A message as a news release or a podium brief.
public struct Sheet: Sendable {
    /// The message, such as `M3`.
    public let message: MessageID
    /// The language, BCP 47.
    public let language: String
    /// Whether it is released; if not, the sheet says so at the top and the bottom.
    public let isReleased: Bool
    private let content: Content

    private enum Content {
        case release(NewsRelease)
        case podium(PodiumBrief)
    }

    fileprivate init(
        _ message: MessageID, _ language: String, _ isReleased: Bool, _ release: NewsRelease
    ) {
        (self.message, self.language, self.isReleased) = (message, language, isReleased)
        content = .release(release)
    }

    fileprivate init(
        _ message: MessageID, _ language: String, _ isReleased: Bool, _ brief: PodiumBrief
    ) {
        (self.message, self.language, self.isReleased) = (message, language, isReleased)
        content = .podium(brief)
    }

    /// The sheet as Markdown.
    public var markdown: String {
        switch content {
        case .release(let release): release.markdown
        case .podium(let brief): brief.markdown
        }
    }

    /// The sheet as one self-contained HTML page.
    public func html() -> String {
        switch content {
        case .release(let release): release.html()
        case .podium(let brief): brief.html()
        }
    }
}

extension Publisher {
    /// A sheet of one message in one language.
    ///
    /// - Parameters:
    ///   - language: BCP 47; nil for the message's first.
    ///   - headline: The headline; nil for the incident's title.
    public func sheet(
        _ kind: SheetKind, of id: MessageID, language: String? = nil, headline: String? = nil
    ) throws(PublishingRefusal) -> Sheet {
        let message = try message(id)
        let language = language ?? message.languages.first ?? "en"
        guard let words = PageWords.words(for: language) else {
            throw .noHeadings(language: language)
        }
        let texts = texts(of: message)
        let first: ChannelID = kind == .release ? .release : .podium
        let found = ([first] + ChannelID.fullest).lazy.compactMap {
            texts[.init(channel: $0, language: language)]
        }.first
        guard let found else {
            throw .noText(id, language: language, has: message.languages)
        }
        let release = found.isReleased ? message.releases.last : nil
        let title = headline ?? state.opening?.title ?? incident
        let occasion = [
            department.jurisdiction?.capitalizedFirst, zone.dated(release?.stamp.at ?? asOf),
        ]
        .compactMap(\.self).joined(separator: ", ")
        // The text contains everything else; the promised time comes from the release.
        let content = PageContent(
            nextUpdate: release.flatMap { release in
                release.nextUpdateBy.map {
                    publicTime.text($0, in: language, today: release.stamp.at)
                }
            })
        let marking = drillMarking ?? (found.isReleased ? nil : "DRAFT, NOT RELEASED")
        switch kind {
        case .release:
            return Sheet(
                id, language, found.isReleased,
                NewsRelease(
                    agency: department.name, headline: title, dateline: occasion,
                    paragraphs: [found.text], content: content,
                    contacts: [department.hotline, department.page].compactMap(\.self),
                    language: language, words: words, marking: marking))
        case .podium:
            return Sheet(
                id, language, found.isReleased,
                PodiumBrief(
                    agency: department.name, title: title, occasion: [occasion],
                    opening: [found.text], content: content, language: language, words: words,
                    marking: marking))
        }
    }
}
