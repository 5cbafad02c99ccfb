internal import Basics
internal import Documents
internal import Incident
internal import IncidentEvents
internal import ReadModels

/// The turning points of an incident, one line for each message however many carriers had it.
struct TurningPoints {
    /// A turning point, in order of happening.
    struct Line {
        var moment: Moment
        var text: DocumentText
    }

    let lines: [Line]

    /// The longest quotation of a message, in characters.
    private static let quotation = 280

    /// - Parameter entries: The entries that the readers may see.
    init(_ entries: [TimelineEntry], state: IncidentState) {
        let positions = Self.notablePositions(in: entries, of: state)
        var grouped: [Group: [TimelineEntry]] = [:]
        var single: [Line] = []
        for entry in entries {
            if let group = positions[entry.moment.position] {
                grouped[group, default: []].append(entry)
            } else if entry.isTurningPoint {
                single.append(
                    Line(moment: entry.moment, text: DocumentText(quoting: entry.text)))
            }
        }
        // Once a text is public, its release needs no line.
        let posted = Set(grouped.keys.filter { $0.change == .posted }.map(\.message.description))
        let released = Set(
            entries.filter { $0.kind == "message-released" }
                .filter { $0.subject.map(posted.contains) ?? false }.map(\.moment.position))
        let messages = grouped.compactMap { group, entries in Self.line(group, entries, state) }
        lines = (single.filter { !released.contains($0.moment.position) } + messages).sorted {
            ($0.moment.happenedAt, $0.moment.position) < ($1.moment.happenedAt, $1.moment.position)
        }
    }

    private struct Group: Hashable {
        enum Change { case posted, withdrawn }
        var message: MessageID
        var change: Change
    }

    /// The entries that put orders, endings, corrections and first messages of a kind on a carrier,
    /// and those that withdrew anything.
    private static func notablePositions(
        in entries: [TimelineEntry], of state: IncidentState
    ) -> [UInt64: Group] {
        let turning = Set(entries.filter(\.isTurningPoint).map(\.moment.position))
        var positions: [UInt64: Group] = [:]
        for message in state.messages.all {
            let posted = message.postings.map(\.stamp.position)
            if message.kind == .alert || posted.contains(where: turning.contains) {
                for position in posted {
                    positions[position] = Group(message: message.id, change: .posted)
                }
            }
            for withdrawal in message.withdrawals {
                positions[withdrawal.stamp.position] = Group(
                    message: message.id, change: .withdrawn)
            }
        }
        return positions
    }

    private static func line(
        _ group: Group, _ entries: [TimelineEntry], _ state: IncidentState
    ) -> Line? {
        let ordered = entries.sorted {
            ($0.moment.happenedAt, $0.moment.position) < ($1.moment.happenedAt, $1.moment.position)
        }
        guard let first = ordered.first, let message = state.messages[group.message] else {
            return nil
        }
        let carriers = ordered.compactMap(\.carrier).uniqued()
        let shown = carriers.prefix(3).map { DocumentText(quoting: $0) }.joined(", ")
        let rest = carriers.count > 3 ? " and \(carriers.count - 3) more" : ""
        let head: DocumentText = "\(words: "\(message.id) (\(message.kind.word))")"
        switch group.change {
        case .posted:
            let words = ordered.lazy.compactMap(\.exactTexts.first).first
            let quoted: DocumentText =
                words.map { ": “\($0.shortened(to: Self.quotation))”" } ?? ""
            return Line(
                moment: first.moment,
                text: "\(head) posted on \(shown)\(words: rest)\(quoted)")
        case .withdrawn:
            return Line(
                moment: first.moment, text: "\(head) withdrawn from \(shown)\(words: rest)")
        }
    }
}
