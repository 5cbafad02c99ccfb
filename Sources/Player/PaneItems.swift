internal import Basics
internal import Channels
internal import Incident
internal import IncidentEvents
internal import ReadModels

/// The items of a pane. Items are made only when shown: there may be thousands.
struct PaneItems {
    let count: Int
    let item: (Int) -> PaneItem
}

/// A heading and its text.
struct PaneItem {
    var head: String
    var text: String
    var style = Screen.Style.bold
}

extension PlayerState {
    func items(of pane: Pane) -> PaneItems {
        switch pane {
        case .known:
            PaneItems(count: columns.known.count) { known(columns.known[$0].thing) }
        case .said:
            PaneItems(count: columns.said.count) { said(columns.said[$0].message) }
        case .gap:
            PaneItems(count: columns.gap.count) { PaneItem(columns.gap.item($0)) }
        case .entry: entryItems
        }
    }

    private var entryItems: PaneItems {
        guard let entry = history.entry(index) else {
            return PaneItems(count: 1) { _ in
                PaneItem(head: "", text: "This entry is restricted.", style: .quiet)
            }
        }
        var items = [PaneItem(head: "", text: clocks(of: entry), style: .plain)]
        items.append(PaneItem(head: "", text: origin(of: entry), style: .plain))
        let texts = [entry.text] + entry.exactTexts.map { "“\($0)”" }
        items += texts.flatMap(CellText.pieces).map {
            PaneItem(head: "", text: $0, style: .bold)
        }
        if let source = entry.provenance {
            let words = ["source \(source.reference), confidence \(source.confidence)"]
            items += (words + source.sources).map { PaneItem(head: "", text: $0, style: .quiet) }
        }
        return PaneItems(count: items.count) { items[$0] }
    }

    /// Both clocks, and the log's own if the incident ran on a simulated one.
    private func clocks(of entry: TimelineEntry) -> String {
        var words = zone.words(for: entry.moment.at, certainty: .exact)
        if let claimed = entry.moment.claimed {
            let time = zone.words(for: claimed, certainty: entry.moment.certainty)
            words += "; happened \(time), as reported"
        } else if ![.exact, .unspecified].contains(entry.moment.certainty) {
            words += " (\(entry.moment.certainty))"
        }
        if entry.recordedAt != entry.moment.at {
            words += "; recorded \(zone.dated(entry.recordedAt))"
        }
        if entry.clockWasBehind { words += " while the computer's clock was behind" }
        return words
    }

    private func origin(of entry: TimelineEntry) -> String {
        var words = [entry.visibility.word]
        if let author = entry.author {
            let parts = [author.actor, author.role?.rawValue, author.agency].compactMap(\.self)
            words.insert("by \(parts.joined(separator: ", "))", at: 0)
        } else {
            words.insert("author not recorded", at: 0)
        }
        return words.joined(separator: "; ")
    }
}

extension PlayerState {
    private func known(_ thing: Columns.Thing) -> PaneItem {
        switch thing {
        case .fact(let id):
            guard let fact = incident.facts[id] else { return .none }
            return PaneItem(
                head: "\(id) \(fact.status.plainWord) \(time(of: fact.knownSince))",
                text: fact.statement)
        case .rumor(let id):
            guard let rumor = incident.rumors[id] else { return .none }
            let finding = (rumor.assessment?.finding ?? .unspecified).word
            return PaneItem(
                head: "\(id) \(finding) \(time(of: rumor.knownSince))",
                text: "Claim: \(rumor.claim)", style: .rumor)
        }
    }

    private func time(of stamp: Stamp) -> String {
        zone.clockWords(for: stamp.happenedAt, certainty: stamp.certainty)
    }

    private func said(_ id: MessageID) -> PaneItem {
        guard let message = incident.messages[id] else { return .none }
        let postings = PublishedNow.postings(
            of: message, wrong: columns.wrong[id] ?? [], index: columns.index
        ).sorted {
            ($0.since.happenedAt, $0.since.position) > ($1.since.happenedAt, $1.since.position)
        }
        guard let newest = postings.first else { return .none }
        let time = zone.clockWords(
            for: newest.since.happenedAt, certainty: newest.since.certainty)
        let carriers = postings.map(\.carrier.description).joined(separator: ", ")
        let wrong = newest.wrong.sorted().map(\.description)
        let flag = wrong.isEmpty ? "" : "WRONG (\(wrong.joined(separator: ", "))) "
        let texts = postings.flatMap(\.texts).uniqued()
        return PaneItem(
            head: "\(id) \(flag)\(newest.kind) \(time) on \(carriers)",
            text: texts.map { "“\($0)”" }.joined(separator: " "),
            style: wrong.isEmpty ? .bold : .alarmBold)
    }
}

extension PaneItem {
    /// For a thing that the state does not have; the columns made from it never name one.
    fileprivate static let none = PaneItem(head: "", text: "")

    fileprivate init(_ item: Gap.Item) {
        self.init(
            head: (item.isAlarm ? "! " : "") + item.head, text: item.text,
            style: item.isAlarm ? .alarmBold : .bold)
    }
}

extension Fact.Status {
    /// An unverified fact must not read as known.
    fileprivate var plainWord: String { self == .recorded ? "not verified" : rawValue }
}
