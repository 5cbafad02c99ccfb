internal import EventLog
internal import Incident
public import IncidentEvents
internal import SwiftProtobuf

// A campaign that is renewed takes the consents of the earlier one with it. It is still one consent
// of one person, so a withdrawal holds in each campaign, and the copies of each are due.
extension Engine {
    /// A consent in the campaign that recorded it.
    public struct ConsentPlace: Hashable, Sendable {
        public var incident: String
        public var consent: ConsentID
    }

    /// The same consent in earlier and later campaigns.
    public func otherPlaces(of consent: ConsentID, in stream: String) throws -> [ConsentPlace] {
        try otherPlaces(of: [consent], in: stream, among: incidents()) { try state(of: $0) }
    }

    /// Stores the withdrawal in the other campaigns, too.
    ///
    /// - Returns: The number of records that this took.
    func withdrawElsewhere(
        following outcome: Outcome, _ request: Request, _ writer: borrowing LogWriter
    ) throws -> Int {
        let withdrawn = outcome.events.compactMap(\.withdrawnConsent)
        guard !withdrawn.isEmpty, outcome.state.mode == .routine else { return 0 }
        var folds: [String: Fold] = [:]
        for info in try writer.streams() where info.name != outcome.stream {
            let head = try refreshed(Fold(), of: info.name, through: 1, writer)
            if head.state.mode == .routine {
                folds[info.name] = try refreshed(head, of: info.name, writer)
            }
        }
        let places = try otherPlaces(of: withdrawn, in: outcome.stream, among: folds.keys.sorted())
        {
            folds[$0]?.state ?? outcome.state
        }
        let last = outcome.records.last?.metadata
        var count = 0
        for place in places {
            guard let fold = folds[place.incident],
                fold.state.consents[place.consent]?.withdrawn == nil
            else { continue }
            folds[place.incident] = try store(
                following: [.withdrawal(of: place.consent)],
                request, as: (last?.role).recorded, (last?.agency).recorded,
                skipping: outcome.records.count + count, upon: fold, in: place.incident, writer)
            count += 1
        }
        return count
    }

    private func otherPlaces(
        of consents: [ConsentID], in stream: String, among streams: [String],
        _ state: (String) throws -> IncidentState
    ) throws -> [ConsentPlace] {
        let campaigns = try Dictionary(
            uniqueKeysWithValues: (Set(streams).union([stream])).map { ($0, try state($0)) }
        ).filter { $0.value.mode == .routine }
        var found = consents.map { ConsentPlace(incident: stream, consent: $0) }
        var next = 0
        while next < found.count {
            let place = found[next]
            next += 1
            let earlier = campaigns[place.incident]?.consents[place.consent]?.earlier
            let later = campaigns.sorted { $0.key < $1.key }.flatMap { name, state in
                state.consents.all.filter {
                    $0.earlier?.incident == place.incident && $0.earlier?.consent == place.consent
                }.map { ConsentPlace(incident: name, consent: $0.id) }
            }
            let same =
                [earlier].compactMap(\.self).map {
                    ConsentPlace(incident: $0.incident, consent: $0.consent)
                } + later
            found += same.filter { !found.contains($0) }
        }
        return Array(found.dropFirst(consents.count))
    }
}
