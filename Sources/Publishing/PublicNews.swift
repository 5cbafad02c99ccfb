internal import Basics
internal import Channels
internal import Documents
internal import Incident
internal import IncidentEvents
internal import ReadModels
internal import Wire

/// The public timeline as news: one entry a message, worded for the public.
struct PublicNews {
    private(set) var entries: [FeedEntry] = []
    private(set) var leftOut: [(message: MessageID, reason: FeedOmission)] = []
    private let shown: [TimelineEntry]
    private let publisher: Publisher
    /// The feed's id, which begins the ids of its entries.
    private let feed: String
    /// The messages that have a public delivery, and those that have an entry.
    private var delivered: Set<MessageID> = []
    private var told: Set<MessageID> = []

    private struct Group: Hashable {
        var kind: String
        var message: MessageID

        init(_ kind: String, _ message: MessageID) {
            self.kind = kind
            self.message = message
        }
    }

    init(
        _ shown: [TimelineEntry], _ publisher: Publisher, under id: String
    ) throws(PublishingRefusal) {
        self.shown = shown
        self.publisher = publisher
        feed = id
        var groups: [Group: [TimelineEntry]] = [:]
        for entry in shown {
            if let message = entry.message {
                groups[Group(entry.kind, message), default: []].append(entry)
            }
        }
        for entry in shown {
            guard let id = entry.message, let message = publisher.state.messages[id] else {
                entries.append(try self.entry(entry))
                continue
            }
            // The first of a message's entries represents all of them.
            let group = groups.removeValue(forKey: Group(entry.kind, id)) ?? []
            guard !group.isEmpty else { continue }
            if entry.kind == Self.withdrawal {
                entries.append(try withdrawn(message, group))
            } else {
                delivered.insert(id)
                if let posted = try posted(message, group) {
                    told.insert(id)
                    entries.append(posted)
                }
            }
        }
        leftOut = publisher.state.messages.all.compactMap { message in
            omission(of: message).map { (message.id, $0) }
        }
    }

    /// Readers show about this many characters of a title.
    private static let titleLength = 100
    fileprivate static let delivery = "delivery-recorded"
    fileprivate static let withdrawal = "message-withdrawn"

    private func id(_ position: UInt64) -> String { "\(feed)/\(position)" }

    private func omission(of message: Message) -> FeedOmission? {
        if message.postings.isEmpty || told.contains(message.id) { return nil }
        if message.publicPostings.isEmpty { return .notPublic }
        return delivered.contains(message.id) ? .noText : .hidden
    }

    // MARK: Messages

    /// The id of the first posting; later postings don't change it.
    private func id(of message: Message) -> String? {
        message.publicPostings.first.map { id($0.stamp.position) }
    }

    /// A message's current text, in its fullest public form; nil if none of its texts may be shown.
    private func posted(
        _ message: Message, _ deliveries: [TimelineEntry]
    ) throws(PublishingRefusal) -> FeedEntry? {
        let legible = deliveries.filter { !$0.exactTexts.isEmpty }
        guard let first = deliveries.first, let id = self.id(of: message), !legible.isEmpty else {
            return nil
        }
        // After an edit, the texts of the last release, and the time of that release.
        let latest = message.releases.last { release in
            legible.contains { $0.moment.position > release.stamp.position }
        }
        let current = legible.filter {
            $0.moment.position > latest?.stamp.position ?? 0
        }
        guard let newest = current.first else { return nil }
        let fullest = current.min { rank($0) < rank($1) } ?? newest
        let text = fullest.exactTexts.joined(separator: "\n\n")
        let rights = deliveries.flatMap(\.corrections).map(\.right)
        let isEdited = first.moment.position <= latest?.stamp.position ?? 0
        // Postings may be claimed for earlier times, and out of order.
        let published = first.moment.at
        return FeedEntry(
            id: id, title: "\(name(message.kind)): \(text)".shortened(to: Self.titleLength),
            text: ([text] + rights).joined(separator: "\n\n"),
            address: address(of: message, deliveries), published: try publisher.pastTime(published),
            updated: isEdited ? try publisher.pastTime(max(newest.moment.at, published)) : nil,
            corrects: wrong(message).compactMap { self.id(of: $0) })
    }

    private func withdrawn(
        _ message: Message, _ withdrawals: [TimelineEntry]
    ) throws(PublishingRefusal) -> FeedEntry {
        let carriers = withdrawals.compactMap(\.carrier).joined(separator: ", ")
        let isSpanish = publisher.language.hasPrefix("es")
        let name = name(message.kind)
        let times = withdrawals.map(\.moment.at)
        return FeedEntry(
            id: id(withdrawals[0].moment.position),
            title: isSpanish ? "\(name): retirado" : "\(name): taken down",
            text: isSpanish ? "Retirado de \(carriers)." : "Taken down from \(carriers).",
            published: try publisher.pastTime(times[0]),
            updated: try publisher.pastTime(times.max() ?? times[0]))
    }

    private func rank(_ entry: TimelineEntry) -> Int {
        let channel = entry.carrier?.prefix { $0 != ":" }
        return ChannelID.fullest.firstIndex { $0.rawValue == channel.map(String.init) }
            ?? ChannelID.fullest.count
    }

    /// The address for a browser: the first posting that has one.
    private func address(of message: Message, _ deliveries: [TimelineEntry]) -> String? {
        let positions = Set(deliveries.map(\.moment.position))
        return message.postings.lazy.filter { positions.contains($0.stamp.position) }
            .compactMap(\.address).first(where: \.isWebAddress)
    }

    /// The messages that a correction or retraction corrects.
    private func wrong(_ message: Message) -> [Message] {
        guard [.correction, .retraction].contains(message.kind) else { return [] }
        let ids =
            message.corrects.flatMap { publisher.state.rumors[$0]?.messages ?? [] }
            + [message.retracts].compactMap(\.self)
        return ids.filter { told.contains($0) && $0 != message.id }
            .compactMap { publisher.state.messages[$0] }
    }

    private func name(_ kind: MessageKind) -> String {
        let isSpanish = publisher.language.hasPrefix("es")
        return switch kind {
        case .holding: isSpanish ? "Comunicado inicial" : "Holding statement"
        case .alert: isSpanish ? "Alerta" : "Alert"
        case .correction: isSpanish ? "Corrección" : "Correction"
        case .retraction: isSpanish ? "Rectificación" : "Retraction"
        case .allClear: isSpanish ? "Fin de la alerta" : "All clear"
        case .update, .unspecified, .UNRECOGNIZED: isSpanish ? "Novedades" : "Update"
        }
    }

    // MARK: Other entries

    private func entry(_ entry: TimelineEntry) throws(PublishingRefusal) -> FeedEntry {
        let text = words(entry)
        return FeedEntry(
            id: id(entry.moment.position), title: text.shortened(to: Self.titleLength),
            text: ([text] + entry.corrections.map(\.right)).joined(separator: "\n\n"),
            published: try publisher.pastTime(entry.moment.at))
    }

    /// Kinds whose lines are entirely our own words, so anything that looks like an id is one.
    private static let ownLines: Set<EventKind> = [
        .factVerified, .factCleared, .factRefuted, .factSuperseded, .rumorSighted, .rumorAssessed,
        .rumorClosed, .rumorResurfaced,
    ]

    /// The entry's line without the log's ids, which mean nothing to the public.
    private func words(_ entry: TimelineEntry) -> String {
        let text = entry.text
        let kind = EventKind(rawValue: entry.kind)
        if kind == .entryRedacted { return "An entry was removed by order." }
        if let kind, Self.ownLines.contains(kind) {
            return text.replacing(#/\b[FR][0-9]+\b/#) { name(String($0.output)) }.capitalizedFirst
        }
        guard let subject = entry.subject else { return text }
        for (internalForm, publicForm) in [
            ("\(subject): ", ""), ("\(subject), ", ""), ("Question \(subject): ", "Question: "),
            ("Answer to \(subject): ", "Answer: "), ("Briefing \(subject) ", "Briefing "),
        ] where text.hasPrefix(internalForm) {
            return (publicForm + text.dropFirst(internalForm.count)).capitalizedFirst
        }
        return text
    }

    /// The words of a fact or claim, if the public may read them.
    private func name(_ id: String) -> String {
        let isPublic = shown.contains {
            $0.subject == id && ["fact-recorded", "rumor-reported"].contains($0.kind)
        }
        if let fact = FactID(id) {
            let words = isPublic ? publisher.state.facts[fact]?.statement : nil
            return words.map { "\"\($0)\"" } ?? "a fact"
        }
        let words = isPublic ? RumorID(id).flatMap { publisher.state.rumors[$0]?.claim } : nil
        return words.map { "the claim \"\($0)\"" } ?? "a claim"
    }
}

extension TimelineEntry {
    /// The message of a delivery or withdrawal.
    fileprivate var message: MessageID? {
        guard [PublicNews.delivery, PublicNews.withdrawal].contains(kind) else { return nil }
        return subject.flatMap { MessageID($0) }
    }
}

extension String {
    var isWebAddress: Bool { hasPrefix("http://") || hasPrefix("https://") }
}
