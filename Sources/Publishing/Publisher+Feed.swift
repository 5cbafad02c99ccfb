internal import Incident
public import IncidentEvents
internal import Playbooks
internal import ReadModels
internal import Wire

public enum FeedFormat: Sendable {
    case atom, rss, jsonFeed
}

/// The public timeline as a text that readers subscribe to.
public struct PublishedFeed: Sendable {
    /// How many entries it holds.
    public let count: Int
    public let content: String
}

extension Publisher {
    /// The public view of the timeline as a feed.
    ///
    /// It holds public entries only, without names, reasons and sources. A correction is an entry
    /// of its own and raises the time of the entries that it corrects.
    ///
    /// - Parameters:
    ///   - records: The entries that ``state`` comes from.
    ///   - page: The page that the feed follows; nil for the department's.
    ///   - address: Where the feed itself is; nil for a file under the page.
    /// - Throws: ``PublishingRefusal/noFeedPage``, or a `WireError` for an address that is none.
    public func feed(
        of records: [IncidentRecord], as format: FeedFormat, page: String? = nil,
        address: String? = nil
    ) throws -> PublishedFeed {
        guard let page = page ?? department.page else { throw PublishingRefusal.noFeedPage }
        let base = page.hasSuffix("/") ? page : page + "/"
        let id = tag(page)
        let shown = Timeline(folding: records, limits: state.visibilities).view(.public)
        let entries = try shown.map { try feedEntry($0, among: shown, under: id) }
        let feed = try Feed(
            id: id, title: state.opening?.title ?? incident, subtitle: state.opening?.place ?? "",
            homeAddress: page,
            feedAddress: address ?? base + (format == .jsonFeed ? "feed.json" : "feed.xml"),
            authorName: department.name, language: language, marking: drillMarking,
            asOf: time(asOf), entries: entries)
        let content =
            switch format {
            case .atom: try feed.atom()
            case .rss: try feed.rss()
            case .jsonFeed: try feed.jsonFeed()
            }
        return PublishedFeed(count: entries.count, content: content)
    }

    /// An id that never changes: the page's host, the day of opening, the incident (RFC 4151).
    private func tag(_ page: String) -> String {
        let host =
            page.split(separator: "/").dropFirst().first.map(String.init)?
            .split(separator: ":").first.map(String.init) ?? "localhost"
        let day = state.opening.map { zone.day($0.stamp.at) } ?? "1970-01-01"
        return "tag:\(host),\(day):\(incident)"
    }

    private func feedEntry(
        _ entry: TimelineEntry, among entries: [TimelineEntry], under id: String
    ) throws(PublishingRefusal) -> FeedEntry {
        let rights = entry.corrections.map(\.right)
        return FeedEntry(
            id: "\(id)/\(entry.moment.position)", title: entry.text,
            text: (entry.exactTexts + rights).joined(separator: "\n\n"),
            published: try time(entry.moment.at),
            corrects: corrected(by: entry, among: entries).map {
                "\(id)/\($0.moment.position)"
            })
    }

    /// A delivery of a correction corrects every earlier delivery of the messages that were wrong.
    private func corrected(
        by entry: TimelineEntry, among entries: [TimelineEntry]
    ) -> [TimelineEntry] {
        guard entry.kind == "delivery-recorded",
            let message = entry.subject.flatMap({ MessageID($0) }).flatMap({ state.messages[$0] }),
            [.correction, .retraction].contains(message.kind)
        else { return [] }
        let wrong = Set(
            (message.corrects.flatMap { state.rumors[$0]?.messages ?? [] }
                + [message.retracts].compactMap(\.self)).map(\.description))
        guard !wrong.isEmpty else { return [] }
        return entries.filter { earlier in
            earlier.kind == "delivery-recorded" && earlier.subject.map(wrong.contains) == true
                && earlier.moment.position < entry.moment.position
        }
    }
}
