internal import IncidentEvents
internal import Playbooks

extension Guard {
    /// Proof before a person is named or pictured, by purpose.
    public static let identification = Guard(
        "identification", .blocks,
        summary: "Naming or showing a person without the proof that the purpose requires.",
        reason: "A wrong name or face follows an innocent person for life."
    ) { judged in
        switch judged.message.declaration {
        case .undeclared:
            [
                Flaw(
                    "\(judged.id) doesn't declare whom it identifies.",
                    remedy:
                        "If nobody: \(do: .reviseMessage(judged.message.id, .identifiesNobody)). If somebody, give WHOM \(option: .purpose) PURPOSE."
                )
            ]
        case .nobody: []
        case .persons(let persons):
            persons.compactMap { person in
                judged.lacking(person).map { lacking in
                    Flaw(
                        "\(judged.id) identifies \(person.whom) as \(person.purpose.word) without \(lacking).",
                        remedy:
                            "Get the proof or leave the person out. This guard can't be overridden."
                    )
                }
            }
        }
    }
}

extension JudgedMessage {
    /// The missing proof for a person, in words that follow "without"; nil if the proof suffices.
    fileprivate func lacking(_ person: Identification) -> String? {
        let policy = context.department.policy
        if person.juvenile, isAccused(person),
            policy.juvenileSuspectLaw == nil || person.law.isEmpty
        {
            return "a law, cited by the department's policy, that allows naming a juvenile suspect"
        }
        if person.sexualOffenceVictim, policy.sexualOffenceVictimLaw == nil || person.law.isEmpty {
            return
                "a law, cited by the department's policy, that allows naming a victim of a sexual offence"
        }
        var lacking: [String] = []
        switch person.purpose {
        case .suspect, .personOfInterest:
            let fact = FactID(person.fact).flatMap { state.facts[$0] }
            guard let fact else { return "a fact that identifies the person" }
            guard fact.isStanding else { return "a fact that is still current" }
            let interested = Set(message.authors + [fact.recorded.actor])
            let verifiers = Set(fact.verifications.map(\.stamp.actor)).subtracting(interested).count
            let sources = fact.independentSources { !interested.contains($0.stamp.actor) }
            if verifiers < 2 {
                lacking.append(
                    "two verifiers who are neither its author nor the fact's recorder (\(verifiers) so far)"
                )
            }
            if sources < 2 {
                lacking.append("two independent sources (\(sources) so far)")
            }
        case .wanted, .charged:
            if person.caseNumber.isEmpty { lacking.append("a warrant or case number") }
            if !isConfirmedByAnother(person) {
                lacking.append("a verifier other than the author")
            }
        case .abductedChild, .missingPerson, .blueAlert:
            if person.caseNumber.isEmpty { lacking.append("a case number") }
            if person.investigatorInCharge.isEmpty {
                lacking.append("the investigator in charge")
            }
            if !isConfirmedByAnother(person) {
                lacking.append("confirmation by someone other than the author")
            }
            if !person.criteriaMet { lacking.append("the alert criteria met") }
        case .deceased, .injured:
            let fact = FactID(person.fact).flatMap { state.facts[$0] }
            let sources = fact?.isStanding == true ? fact?.independentSources ?? 0 : 0
            if sources < 2 { lacking.append("two sources (\(sources) so far)") }
            if person.nextOfKinTold.isEmpty || !person.hasNextOfKinToldAt {
                lacking.append("next of kin notified (who and when)")
            }
        case .profile, .campaign:
            let consent = ConsentID(person.consent).flatMap { state.consents[$0] }
            guard let consent else { return "a recorded consent that is still valid" }
            return consent.lacking(for: person, on: message.channels, at: context.now)
        case .official: break
        case .unspecified, .UNRECOGNIZED: lacking.append("a purpose")
        }
        return lacking.isEmpty ? nil : lacking.joined(separator: " and ")
    }

    private func isAccused(_ person: Identification) -> Bool {
        [.suspect, .personOfInterest, .wanted, .charged].contains(person.purpose)
    }

    private func isConfirmedByAnother(_ person: Identification) -> Bool {
        if !person.confirmedBy.isEmpty, !message.authors.contains(person.confirmedBy) {
            return true
        }
        guard let fact = FactID(person.fact).flatMap({ state.facts[$0] }), fact.isStanding else {
            return false
        }
        return fact.verifications.contains { !message.authors.contains($0.stamp.actor) }
    }
}
