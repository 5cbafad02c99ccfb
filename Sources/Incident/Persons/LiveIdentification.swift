internal import Channels
public import IncidentEvents

/// A person whom a copy of a message names or shows, where people can still read it.
public struct LiveIdentification: Hashable, Sendable {
    /// The message, such as `M3`.
    public var message: MessageID
    /// The account or outlet, and the language; a partner's copy has a place of its own.
    public var place: Message.Place
    public var person: Identification
    /// The time since which the person has been shown there.
    public var since: Instant
}

extension Message {
    /// The persons on each place that carries the message now, by the text that was posted there
    /// last: a copy that was corrected without the person shows them no more.
    public var liveIdentifications: [LiveIdentification] {
        // Most messages identify nobody.
        guard releases.contains(where: { !$0.identified.isEmpty }) else { return [] }
        return livePlaces.flatMap { place -> [LiveIdentification] in
            let gone = withdrawals.last { $0.places.contains(place) }?.stamp.position ?? 0
            let posted = postings.filter {
                $0.places.contains(place) && $0.stamp.position > gone
            }
            guard let last = posted.last else { return [] }
            return release(behind: last, at: place)?.identified.map { person in
                let first = posted.first { posting in
                    release(behind: posting, at: place)?.identified.contains { other in
                        other.whom == person.whom && other.purpose == person.purpose
                    } == true
                }
                return LiveIdentification(
                    message: id, place: place, person: person,
                    since: (first ?? last).stamp.happenedAt)
            } ?? []
        }
    }

    /// The release whose text was posted: the last one before for that channel and language. An
    /// outlet that nobody writes for relays what was released at all.
    private func release(behind posting: Delivery, at place: Place) -> Release? {
        let earlier = releases.filter { $0.stamp.position < posting.stamp.position }
        let key = VariantKey(channel: place.carrier.channel, language: place.language)
        return earlier.last { $0.texts.contains { VariantKey($0) == key } } ?? earlier.last
    }
}

extension IncidentState {
    /// Every person whom the public or a partner can still see in a message of ours.
    public var liveIdentifications: [LiveIdentification] {
        let all = messages.all
        return all.indices.flatMap { all[$0].liveIdentifications }
    }

    /// The live copies that rest on each consent.
    public var liveCopiesByConsent: [ConsentID: [LiveIdentification]] {
        liveIdentifications.reduce(into: [:]) { copies, copy in
            if let consent = ConsentID(copy.person.consent) {
                copies[consent, default: []].append(copy)
            }
        }
    }

    /// The live copies that rest on one consent.
    public func liveCopies(restingOn consent: ConsentID) -> [LiveIdentification] {
        liveCopiesByConsent[consent] ?? []
    }
}
