public import Channels
internal import Incident
public import IncidentEvents
public import ReadModels

/// The public's view of each carrier, by the minutes in which something changed there.
///
/// JSON: a list in order of happening: `minute`, `carrier`, `changes` (each with `change`,
/// `message`, `kind`, `moment` and the `texts` that appeared), `standing` (the number of our
/// messages live there afterward), `newest` and `knownWrong` (the live messages with a claim that
/// had already been found wrong).
public struct PublicView: Sendable {
    /// The minutes with a public change.
    public var minutes: [Minute] = []

    /// The changes on one carrier in one minute.
    public struct Minute: Sendable, Encodable {
        /// The start of the minute.
        public var minute: Instant
        /// The account or outlet, such as `x:RivertonPD`.
        public var carrier: Carrier
        /// The postings and withdrawals in that minute.
        public var changes: [Change]
        /// The number of live messages after it.
        public var standing: Int
        /// The newest live message; nil if the carrier has none.
        public var newest: MessageID?
        /// The live messages that were already known to be wrong.
        public var knownWrong: [MessageID]
    }

    /// The posting or withdrawal of a message.
    public struct Change: Sendable, Encodable {
        /// Whether it was posted or withdrawn.
        public var change: Kind
        /// The message, such as `M3`.
        public var message: MessageID
        public var kind: MessageKind
        /// The time of the change.
        public var moment: Moment
        /// The posted texts.
        public var texts: [String]
    }

    /// The kind of change.
    public enum Kind: String, Sendable, Encodable { case posted, withdrawn }

    init(state: IncidentState, index: ClaimIndex) {
        let wrongSince = index.wrongSince
        var standing: [Carrier: [MessageID]] = [:]
        var doubtful: [Carrier: [MessageID]] = [:]
        for (carrier, change) in Self.changes(in: state) {
            let minute = change.moment.happenedAt.startOfMinute
            standing[carrier, default: []].removeAll { $0 == change.message }
            if change.change == .posted {
                standing[carrier, default: []].append(change.message)
            }
            if wrongSince[change.message] != nil {
                doubtful[carrier, default: []].removeAll { $0 == change.message }
                if change.change == .posted {
                    doubtful[carrier, default: []].append(change.message)
                }
            }
            let stands = standing[carrier] ?? []
            let knownWrong = (doubtful[carrier] ?? []).filter { message in
                wrongSince[message].map { $0 <= change.moment.happenedAt } ?? false
            }
            if let last = minutes.lastIndex(where: { $0.minute < minute || $0.carrier == carrier }),
                minutes[last].minute == minute
            {
                minutes[last].changes.append(change)
                minutes[last].standing = stands.count
                minutes[last].newest = stands.last
                minutes[last].knownWrong = knownWrong
            } else {
                minutes.append(
                    Minute(
                        minute: minute, carrier: carrier, changes: [change],
                        standing: stands.count, newest: stands.last, knownWrong: knownWrong))
            }
        }
    }

    private static func changes(in state: IncidentState) -> [(Carrier, Change)] {
        let changes = state.messages.all.flatMap { message -> [(Carrier, Change, Stamp)] in
            let kind = message.kind
            return message.publicPostings.map { posting in
                let release = message.releases.last {
                    $0.stamp.position < posting.stamp.position
                        && $0.texts.contains { $0.channel == posting.carrier.channel.rawValue }
                }
                let texts = (release?.texts ?? []).filter {
                    $0.channel == posting.carrier.channel.rawValue
                }
                return (
                    posting.carrier,
                    Change(
                        change: .posted, message: message.id, kind: kind,
                        moment: Moment(posting.stamp), texts: texts.map(\.text)), posting.stamp
                )
            }
                + message.withdrawals.filter(\.carrier.isPublic).map {
                    (
                        $0.carrier,
                        Change(
                            change: .withdrawn, message: message.id, kind: kind,
                            moment: Moment($0.stamp), texts: []), $0.stamp
                    )
                }
        }
        return changes.sorted { Stamp.happensBefore($0.2, $1.2) }.map { ($0.0, $0.1) }
    }
}

extension PublicView: Encodable {
    /// Writes the JSON that `Docs/json.md` describes.
    public func encode(to encoder: any Encoder) throws { try minutes.encode(to: encoder) }
}

extension ClaimIndex {
    /// The time at which a claim of a message was first found wrong, for the messages that made
    /// one.
    fileprivate var wrongSince: [MessageID: Instant] {
        rumorsToCorrectByClaimant.mapValues { rumors in
            rumors.compactMap { $0.assessment?.stamp.happenedAt }.min() ?? .distantFuture
        }
    }
}

extension Instant {
    fileprivate static let distantFuture = Instant.representable.upperBound

    var startOfMinute: Instant {
        let minute: Int64 = 60_000_000
        let rest = microseconds % minute
        return Instant(microseconds: microseconds - (rest < 0 ? rest + minute : rest))
    }
}
