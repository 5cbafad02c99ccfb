public import IncidentEvents

/// The day or moment by which a copy that shows a person must be gone or corrected.
public struct Takedown: Hashable, Sendable {
    public var copy: LiveIdentification
    /// The moment after which it is overdue.
    public var by: Instant
    public var cause: Cause

    public enum Cause: Hashable, Sendable {
        /// The consent that the copy rests on ends or ended.
        case consent(ConsentID, Consent.Status)
    }
}

extension IncidentState {
    /// For each copy that shows a person, its nearest takedown; none for one that may stay.
    public func takedowns(asOf now: Instant) -> [Takedown] {
        liveIdentifications.compactMap { copy in
            [consentTakedown(of: copy, asOf: now)].compactMap(\.self).min { $0.by < $1.by }
        }
    }

    private func consentTakedown(of copy: LiveIdentification, asOf now: Instant) -> Takedown? {
        guard let consent = ConsentID(copy.person.consent).flatMap({ consents[$0] }),
            let end = consent.end
        else { return nil }
        return Takedown(copy: copy, by: end, cause: .consent(consent.id, consent.status(at: now)))
    }
}
