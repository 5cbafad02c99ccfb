public import Basics
public import IncidentEvents
public import Playbooks

/// The day or moment by which a copy that shows a person must be gone or corrected.
public struct Takedown: Hashable, Sendable {
    public var copy: LiveIdentification
    /// The moment after which it is overdue.
    public var by: Instant
    public var cause: Cause

    public enum Cause: Hashable, Sendable {
        /// The consent that the copy rests on ends or ended.
        case consent(ConsentID, Consent.Status)
        /// A rule of the department's policy, and the last day on which the copy may stay.
        case rule(TakedownRule, CivilDate)
    }
}

extension IncidentState {
    /// For each copy that shows a person, its nearest takedown; none for one that may stay.
    ///
    /// - Parameter rules: The takedowns of the department's policy.
    public func takedowns(under rules: [TakedownRule], asOf now: Instant) -> [Takedown] {
        liveIdentifications.compactMap { takedown(of: $0, under: rules, asOf: now) }
    }

    /// The nearest takedown of one copy; nil if it may stay.
    public func takedown(
        of copy: LiveIdentification, under rules: [TakedownRule], asOf now: Instant
    ) -> Takedown? {
        let byRule = rules.filter { $0.covers(copy.person) }.map { rule in
            let last = zone.date(copy.since).advanced(by: Int64(rule.days))
            return Takedown(
                copy: copy, by: zone.end(of: last), cause: .rule(rule, last))
        }
        return ([consentTakedown(of: copy, asOf: now)].compactMap(\.self) + byRule)
            .min { $0.by < $1.by }
    }

    private func consentTakedown(of copy: LiveIdentification, asOf now: Instant) -> Takedown? {
        guard let consent = ConsentID(copy.person.consent).flatMap({ consents[$0] }),
            let end = consent.end
        else { return nil }
        return Takedown(copy: copy, by: end, cause: .consent(consent.id, consent.status(at: now)))
    }
}
