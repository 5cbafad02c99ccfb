internal import Channels
internal import Incident
public import IncidentEvents
internal import Playbooks
internal import ReadModels
internal import Wire

/// The feed formats.
public enum FeedFormat: Sendable {
    case atom, rss, jsonFeed
}

/// The public timeline as a feed.
public struct PublishedFeed: Sendable {
    /// The number of entries.
    public let count: Int
    public let leftOut: [(message: MessageID, reason: FeedOmission)]
    /// The file itself.
    public let content: String
}

/// A reason to leave a posted message out of the feed.
public enum FeedOmission: Hashable, Sendable {
    case notPublic
    case hidden
    case noText
}

extension FeedOmission: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notPublic: "it was released only to staff, partners or call-takers."
        case .hidden: "its deliveries were made internal or restricted."
        case .noText: "none of its texts may be shown."
        }
    }
}

extension Publisher {
    /// The public view of the timeline as a feed.
    ///
    /// It contains only public entries, without names, reasons, sources and the log's ids. A
    /// message is one entry, on however many carriers it was posted. A correction is a separate
    /// entry and raises the time of the entries that it corrects.
    ///
    /// - Parameters:
    ///   - records: The records behind ``state``.
    ///   - page: The page that the feed follows; nil for the department's.
    ///   - address: The address of the feed itself; nil for a file under the page.
    /// - Throws: ``PublishingRefusal/noFeedPage``, or a `WireError` for an invalid address.
    public func feed(
        of records: [IncidentRecord], as format: FeedFormat, page: String? = nil,
        address: String? = nil
    ) throws -> PublishedFeed {
        guard let page = page ?? department.page else { throw PublishingRefusal.noFeedPage }
        let base = page.hasSuffix("/") ? page : page + "/"
        let id = tag(page)
        let news = try PublicNews(
            Timeline(folding: records, limits: state.visibilities).view(.public), self, under: id)
        let feed = try Feed(
            id: id, title: state.opening?.title ?? incident, subtitle: state.opening?.place,
            homeAddress: page,
            feedAddress: address ?? base + (format == .jsonFeed ? "feed.json" : "feed.xml"),
            authorName: department.name, language: language, marking: drillMarking,
            asOf: time(asOf), entries: news.entries)
        let content =
            switch format {
            case .atom: try feed.atom()
            case .rss: try feed.rss()
            case .jsonFeed: try feed.jsonFeed()
            }
        return PublishedFeed(
            count: news.entries.count, leftOut: news.leftOut, content: content)
    }

    /// An id that never changes: the page's host, the day of opening, the incident (RFC 4151).
    private func tag(_ page: String) -> String {
        let host =
            page.split(separator: "/").dropFirst().first.map(String.init)?
            .split(separator: ":").first.map(String.init) ?? "localhost"
        let day = state.opening.map { zone.day($0.stamp.at) } ?? "1970-01-01"
        return "tag:\(host),\(day):\(incident)"
    }
}
