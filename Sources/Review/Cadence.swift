internal import Channels
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import ReadModels

/// The pace of updates, against the promises and the playbook's cadence.
///
/// JSON: `kept`, `missed`, `pending` and `notComputed` count the promises; `silences` are measures
/// of the kind `silence` with the phase as subject, each with `allowedSeconds`; `skew` is a
/// ``Summary`` of the measures of that kind; `hasCadence` is false if no phase sets one.
public struct Cadence: Sendable, Encodable {
    /// Promises that were kept in time.
    public var kept: Int
    /// Promises that were not kept in time.
    public var missed: Int
    /// Promises whose time has not come.
    public var pending: Int
    /// Promises with a placeholder time.
    public var notComputed: Int
    /// Whether the playbook sets a cadence for any phase.
    public var hasCadence: Bool
    /// Gaps between public updates that were longer than the cadence.
    public var silences: [Silence]
    /// The delay between our first and last channel, over all messages.
    public var skew: Summary

    /// A gap that was longer than the phase's cadence.
    public struct Silence: Sendable {
        /// The interval between the two updates.
        public var measure: Measure
        /// The interval that the phase's cadence allows.
        public var allowed: Duration
    }

    init(
        state: IncidentState, playbook: Playbook?, promises: [Promises.Promise],
        measures: [Measure], postings: [Posting], asOf: Instant
    ) {
        func count(_ outcome: Promises.Outcome) -> Int {
            promises.filter { $0.outcome == outcome }.count
        }
        kept = count(.kept)
        missed = count(.missed)
        pending = count(.pending)
        notComputed = count(.notComputed)
        hasCadence = playbook?.phases.contains { $0.cadence != nil } ?? false
        silences =
            playbook.map {
                Self.silences(in: state, playbook: $0, postings: postings, asOf: asOf)
            } ?? []
        skew = Summary(measures.filter { $0.kind == .channelSkew })
    }

    private static func silences(
        in state: IncidentState, playbook: Playbook, postings: [Posting], asOf: Instant
    ) -> [Silence] {
        var silences: [Silence] = []
        let closing = state.closures.last.flatMap { $0.isClosure ? $0.stamp : nil }
        for (number, entry) in state.phases.enumerated() {
            guard let cadence = playbook.phase(entry.phase)?.cadence else { continue }
            let next = state.phases.dropFirst(number + 1).first?.stamp ?? closing
            let within = postings.map(\.stamp).filter { stamp in
                stamp.happenedAt > entry.stamp.happenedAt
                    && stamp.happenedAt < (next?.happenedAt ?? asOf)
            }
            let points = [entry.stamp] + within + [next].compactMap(\.self)
            for (from, to) in zip(points, points.dropFirst())
            where to.happenedAt.since(from.happenedAt) > cadence {
                let isUpdate = to.position != next?.position
                silences.append(
                    Silence(
                        measure: Measure(
                            .silence, subject: entry.phase, from: Measure.End(from),
                            to: Measure.End(to),
                            note: isUpdate ? nil : "ended without an update"), allowed: cadence))
            }
            // The last phase of an open incident is still running.
            if next == nil, let last = points.last, asOf.since(last.happenedAt) > cadence {
                silences.append(
                    Silence(
                        measure: Measure(
                            .silence, subject: entry.phase, from: Measure.End(last), to: nil),
                        allowed: cadence))
            }
        }
        return silences.filter(\.measure.isOpen) + silences.filter { !$0.measure.isOpen }
    }
}

extension Cadence.Silence: Encodable {
    private enum Key: String, CodingKey { case allowedSeconds }

    /// Writes the JSON that `Docs/json.md` describes.
    public func encode(to encoder: any Encoder) throws {
        try measure.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(allowed.wholeSeconds, forKey: .allowedSeconds)
    }
}
