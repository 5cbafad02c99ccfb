internal import Channels
internal import Incident
internal import IncidentEvents
internal import Projections

/// What a pane lists. Items are made only when they are shown: there may be thousands.
struct PaneItems {
    let count: Int
    let item: (Int) -> PaneItem
}

/// A heading and what it is about.
struct PaneItem {
    var head: String
    var text: String
    var style = Screen.Style.bold
}

extension PlayerState {
    func items(of pane: Pane) -> PaneItems {
        switch pane {
        case .known:
            PaneItems(count: columns.known.count) { PaneItem(columns.known[$0], zone: zone) }
        case .said:
            PaneItems(count: columns.said.count) { PaneItem(columns.said[$0], zone: zone) }
        case .gap:
            PaneItems(count: columns.gap.count) { PaneItem(columns.gap.item($0)) }
        case .entry: entryItems
        }
    }

    private var entryItems: PaneItems {
        guard let entry = tape.entry(index) else {
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

    /// Both clocks, and the log's own where the incident ran on a simulated one.
    private func clocks(of entry: TimelineEntry) -> String {
        var words = zone.words(for: entry.moment.at, certainty: TimeCertainty.exact.plainWord)
        if let claimed = entry.moment.claimed {
            let time = zone.words(for: claimed, certainty: entry.moment.certainty)
            words += "; happened \(time), as claimed"
        } else if entry.moment.certainty != TimeCertainty.exact.plainWord {
            words += " (\(entry.moment.certainty))"
        }
        if entry.recordedAt != entry.moment.at {
            words += "; recorded \(zone.dated(entry.recordedAt))"
        }
        if entry.clockWasBehind { words += ", with the machine's clock behind" }
        return words
    }

    private func origin(of entry: TimelineEntry) -> String {
        var words = [entry.visibility]
        if let author = entry.author {
            let parts = [author.actor, author.role, author.agency].filter { !$0.isEmpty }
            words.insert("by \(parts.joined(separator: ", "))", at: 0)
        } else {
            words.insert("author not recorded", at: 0)
        }
        return words.joined(separator: "; ")
    }
}

extension PaneItem {
    fileprivate init(_ known: Columns.Known, zone: Zone) {
        let time = zone.clockWords(
            for: known.since.happenedAt, certainty: known.since.certainty.plainWord)
        switch known.thing {
        case .fact(let fact):
            self.init(
                head: "\(fact.id) \(fact.status.plainWord) \(time)", text: fact.statement)
        case .rumor(let rumor):
            let finding = (rumor.assessment?.finding ?? .unspecified).plainWord
            self.init(
                head: "\(rumor.id) \(finding) \(time)", text: "Claim: \(rumor.claim)",
                style: .rumor)
        }
    }

    fileprivate init(_ said: Columns.Said, zone: Zone) {
        let postings = said.postings
        // A group is never empty: it begins with a posting.
        guard let newest = postings.first else {
            self.init(head: "", text: "")
            return
        }
        let time = zone.clockWords(
            for: newest.since.happenedAt, certainty: newest.since.certainty)
        let carriers = postings.map(\.carrier.description).joined(separator: ", ")
        let wrong = Set(postings.flatMap(\.wrong)).sorted().map(\.description)
        let flag = wrong.isEmpty ? "" : "WRONG (\(wrong.joined(separator: ", "))) "
        var texts: [String] = []
        for text in postings.flatMap(\.texts) where !texts.contains(text) { texts.append(text) }
        self.init(
            head: "\(newest.message) \(flag)\(newest.kind) \(time) on \(carriers)",
            text: texts.map { "“\($0)”" }.joined(separator: " "),
            style: wrong.isEmpty ? .bold : .alarmBold)
    }

    fileprivate init(_ item: Gap.Item) {
        self.init(
            head: (item.isAlarm ? "! " : "") + item.head, text: item.text,
            style: item.isAlarm ? .alarmBold : .bold)
    }
}

extension Fact.Status {
    /// A fact that nobody has verified must not read as known.
    fileprivate var plainWord: String { self == .recorded ? "not verified" : rawValue }
}
