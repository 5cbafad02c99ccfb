internal import Documents

/// One entry of the public timeline, for feeds.
public struct FeedEntry: Hashable, Sendable {
    /// An IRI that never changes, such as `tag:police.example,2026:incident/12`.
    public var id: String
    /// The name for people.
    public var title: String
    /// The text, plain; an empty line separates paragraphs.
    public var text: String
    /// The address for a browser; absolute.
    public var address: String?
    public var published: WireTime
    /// The time of its own last change. A correction raises this further: see ``Feed``.
    public var updated: WireTime
    /// The language tag, BCP 47; nil means the feed's.
    public var language: String?
    /// The ids of the entries that this one corrects. One may be outside the feed.
    public var corrects: [String]

    public init(
        id: String, title: String, text: String, address: String? = nil, published: WireTime,
        updated: WireTime? = nil, language: String? = nil, corrects: [String] = []
    ) {
        self.id = id
        self.title = title
        self.text = text
        self.address = address
        self.published = published
        self.updated = updated ?? published
        self.language = language
        self.corrects = corrects
    }
}

/// The public timeline as a list that readers subscribe to, the newest entry first.
///
/// A correction is a separate entry, and raises `updated` of each entry that it corrects, so
/// readers show the corrected entry again to people who saw the error. The corrected entry keeps
/// its text and names its correction below it.
public struct Feed: Sendable {
    /// An IRI that never changes.
    public let id: String
    /// The name for people.
    public let title: String
    public let subtitle: String?
    /// The page that the feed follows.
    public let homeAddress: String
    /// The address of the feed itself.
    public let feedAddress: String
    public let authorName: String
    /// The language tag, BCP 47.
    public let language: String
    /// The prefix of every title, such as `EXERCISE`. Nil for a live incident.
    public let marking: String?
    let updated: WireTime
    let items: [Item]

    /// An entry with its corrections.
    struct Item: Sendable {
        let entry: FeedEntry
        let updated: WireTime
        /// Newest first.
        let correctedBy: [FeedEntry]
        /// The corrected entries that are in the feed.
        let corrects: [FeedEntry]
    }

    /// - Parameter asOf: The time of an empty feed.
    /// - Throws: A ``WireError`` if an id isn't an IRI or occurs twice, a title is empty, an
    ///   address is not absolute, an entry corrects itself, or it was updated before it was
    ///   published.
    public init(
        id: String, title: String, subtitle: String?, homeAddress: String, feedAddress: String,
        authorName: String, language: String, marking: String? = nil, asOf: WireTime,
        entries: [FeedEntry]
    ) throws(WireError) {
        try Self.check(
            id.isIRI, "the feed", "its id \"\(id.prefix(80))\" isn't a valid IRI", Self.useTag)
        for address in [homeAddress, feedAddress] {
            try Self.check(
                address.isAbsoluteAddress, "the feed",
                "\"\(address.prefix(80))\" isn't a valid absolute address", "Write it with https://"
            )
        }
        for (name, text) in [("title", title), ("author", authorName)] {
            try Self.check(!text.isEmpty, "the feed", "it has no \(name)", "Give it one")
        }
        var seen: Set<[UInt8]> = []
        for entry in entries { try Self.check(entry, &seen) }
        self.id = id
        self.title = title
        self.subtitle = subtitle
        self.homeAddress = homeAddress
        self.feedAddress = feedAddress
        self.authorName = authorName
        self.language = language
        self.marking = marking
        items = Self.joined(entries)
        updated = items.map(\.updated).max(by: Self.isEarlier) ?? asOf
    }

    private static let useTag = "Use a tag: or urn: name that never changes"

    private static func check(_ entry: FeedEntry, _ seen: inout Set<[UInt8]>) throws(WireError) {
        let place = "the entry \"\(entry.id.prefix(80))\""
        try check(entry.id.isIRI, place, "its id isn't a valid IRI", useTag)
        try check(
            seen.insert(Array(entry.id.utf8)).inserted, place, "its id stands twice",
            "Give each entry an id of its own")
        try check(
            !entry.title.foldedSpace.isEmpty, place, "its title is empty", "Say what it is about")
        try check(
            entry.address?.isAbsoluteAddress ?? true, place, "its address is not absolute",
            "Write it with https://")
        try check(
            !entry.corrects.contains { $0.utf8.elementsEqual(entry.id.utf8) }, place,
            "it corrects itself", "A correction is an entry of its own")
        try check(
            !isEarlier(entry.updated, entry.published), place,
            "it was updated before it was published", "Check both times")
    }

    private static func check(
        _ holds: Bool, _ place: String, _ reason: String, _ remedy: String
    ) throws(WireError) {
        if !holds { throw WireError("write the feed", at: place, reason, mend: remedy) }
    }

    private static func joined(_ entries: [FeedEntry]) -> [Item] {
        // The newest first; within one second, the later in the given order first.
        let ordered = entries.enumerated().sorted { left, right in
            let (first, second) = (left.element.published, right.element.published)
            return first.secondsSince1970 == second.secondsSince1970
                ? left.offset > right.offset : isEarlier(second, first)
        }.map(\.element)
        var places: [[UInt8]: Int] = [:]
        for (index, entry) in ordered.enumerated() { places[Array(entry.id.utf8)] = index }
        var correctedBy: [Int: [FeedEntry]] = [:]
        var corrects: [Int: [FeedEntry]] = [:]
        for (index, entry) in ordered.enumerated() {
            for id in entry.corrects {
                guard let place = places[Array(id.utf8)] else { continue }
                correctedBy[place, default: []].append(entry)
                corrects[index, default: []].append(ordered[place])
            }
        }
        let updated = ordered.enumerated().map { index, entry in
            ((correctedBy[index] ?? []).map(\.published) + [entry.updated]).max(by: isEarlier)
                ?? entry.updated
        }
        let distinct = distinct(updated, raised: Set(correctedBy.keys))
        return ordered.enumerated().map { index, entry in
            Item(
                entry: entry, updated: distinct[index], correctedBy: correctedBy[index] ?? [],
                corrects: corrects[index] ?? [])
        }
    }

    /// The times, each at least a second later than any that would be equal: readers treat two
    /// entries with the same `updated` as one change.
    ///
    /// - Parameters:
    ///   - times: The times of the entries, the newest entry's first.
    ///   - raised: The entries that have a correction; they come after it.
    private static func distinct(_ times: [WireTime], raised: Set<Int>) -> [WireTime] {
        var times = times
        let order = times.indices.sorted { left, right in
            if isEarlier(times[left], times[right]) { return true }
            if isEarlier(times[right], times[left]) { return false }
            let (leftIsRaised, rightIsRaised) = (raised.contains(left), raised.contains(right))
            return leftIsRaised == rightIsRaised ? left > right : rightIsRaised
        }
        for (earlier, later) in zip(order, order.dropFirst())
        where !isEarlier(times[earlier], times[later]) {
            times[later] =
                WireTime(
                    secondsSince1970: times[earlier].secondsSince1970 + 1,
                    offsetMinutes: times[later].offsetMinutes) ?? times[later]
        }
        return times
    }

    private static func isEarlier(_ left: WireTime, _ right: WireTime) -> Bool {
        left.secondsSince1970 < right.secondsSince1970
    }
}

extension Feed {
    var markedTitle: String { mark(title) }

    func mark(_ title: String) -> String { marking.map { "\($0): \(title)" } ?? title }

    /// The entry's text, followed by its corrections.
    func text(of item: Item) -> String {
        let language = (item.entry.language ?? language).primaryLanguage
        let label = ["en": "Corrected: see", "es": "Corregido: véase"][language] ?? "→"
        let notes = item.correctedBy.map { correction in
            "\(label) \"\(correction.title)\"" + (correction.address.map { " \($0)" } ?? "")
        }
        return ([item.entry.text] + notes).filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// `correction`, `corrected`, both or neither.
    func tags(of item: Item) -> [String] {
        (item.entry.corrects.isEmpty ? [] : ["correction"])
            + (item.correctedBy.isEmpty ? [] : ["corrected"])
    }
}

extension String {
    /// Whether it begins with a scheme and contains only characters allowed in an IRI.
    fileprivate var isIRI: Bool {
        guard let colon = utf8.firstIndex(of: UInt8(ascii: ":")), colon > startIndex,
            utf8.index(after: colon) < endIndex, let first = utf8.first,
            (0x61...0x7A).contains(first | 0x20)
        else { return false }
        let scheme = utf8[..<colon].allSatisfy { byte in
            (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
                || [0x2B, 0x2D, 0x2E].contains(byte)
        }
        return scheme
            && unicodeScalars.allSatisfy {
                !$0.properties.isWhitespace && $0.value > 0x20 && $0.value != 0x7F
                    && !["<", ">", "\"", "{", "}", "|", "\\", "^", "`"].contains($0)
            }
    }
}
