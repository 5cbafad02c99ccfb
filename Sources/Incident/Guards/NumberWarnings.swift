internal import TextChecks
internal import Channels
internal import IncidentEvents
internal import Playbooks

/// Numbers that no fact carries, and numbers that disagree with what stands already.
extension MessageGuards {
    /// A number may stand where a cited fact carries it, where a playbook's own words hold it, in
    /// the incident's place and title, in what is asked of the public, and in a claim that is
    /// corrected.
    var numbersUnverified: [GuardFinding] {
        let facts = message.cites.compactMap { state.facts[$0.fact] }
        var carried = Set(facts.compactMap(\.number))
        let template = message.template.flatMap(context.playbook.template)
        let words =
            facts.map(\.statement)
            + (template?.texts.flatMap(\.segments).map(\.text) ?? [])
            + Array((template?.elements ?? [:]).values)
            + message.corrects.compactMap { state.rumors[$0]?.claim }
            + [
                state.opening?.place, state.opening?.title, context.department.name,
                message.elements.guidance, message.elements.time, message.elements.location,
            ].compactMap(\.self)
        for text in words {
            for language in ["en", "es"] {
                carried.formUnion(StatedNumbers(text, language: language).all.map(\.value))
            }
        }
        return gathered { variant in
            StatedNumbers(variant.text, language: variant.key.language).all
                .filter { !carried.contains($0.value) }
                .map { stated in
                    (
                        .numberUnverified, stated.span,
                        "\"\(stated.words)\" is a number that no cited fact carries.",
                        remedy(forUncited: stated.value)
                    )
                }
        }
    }

    private func remedy(forUncited value: Double) -> Remedy {
        guard let fact = state.facts.all.last(where: { $0.isStanding && $0.number == value }) else {
            return
                "Put it on record and verify it: \(do: .recordFact(number: value))"
        }
        return
            "Cite the fact: \(do: .reviseMessage(message.id, .cites(fact.id))) (\(fact.statement))."
    }

    /// By topic, where two facts of one topic both stand and give different numbers; else by the
    /// words beside the number: the same noun with the same outcome, `officers` and `dead`.
    var numbersContradicted: [GuardFinding] {
        var findings: [GuardFinding] = []
        for live in state.messages.all where live.id != message.id && !live.liveCarriers.isEmpty {
            guard !corrects(live) else { continue }
            findings += contradictions(withFactsOf: live)
            findings += contradictions(withTextsOf: live)
        }
        return findings
    }

    /// A correction gives another number on purpose.
    private func corrects(_ live: Message) -> Bool {
        message.retracts == live.id
            || message.corrects.contains { state.rumors[$0]?.messages.contains(live.id) == true }
            || state.rumors.all.contains { $0.messages.contains(live.id) && $0.needsCorrection }
    }

    private func contradictions(withFactsOf live: Message) -> [GuardFinding] {
        let ours = message.cites.compactMap { state.facts[$0.fact] }
        let theirs = (live.releases.last?.cites ?? []).filter { $0.asOf == nil }
            .compactMap { state.facts[$0.fact] }
        var findings: [GuardFinding] = []
        for our in ours where our.isStanding && our.topic != "general" && !our.topic.isEmpty {
            for their in theirs
            where their.isStanding && their.id != our.id && their.topic == our.topic
                && their.scope == our.scope
            {
                guard let ours = our.number, let theirs = their.number, ours != theirs else {
                    continue
                }
                findings.append(
                    finding(
                        .numberContradicted,
                        "\(id) rests on \(our.id), \(live.id) on \(their.id): both are \(our.topic) and give \(Self.plain(ours)) and \(Self.plain(theirs)).",
                        remedy:
                            "Say which one holds: \(do: .supersedeFact(their.id, by: our.id)), or \(do: .refuteFact(their.id))"
                    ))
            }
        }
        return findings
    }

    private func contradictions(withTextsOf live: Message) -> [GuardFinding] {
        // What has changed since is no contradiction: such a message is stale and listed as such.
        let outdated = Set(
            (live.releases.last?.cites ?? []).compactMap { cited -> Double? in
                guard let fact = state.facts[cited.fact], !fact.isStanding || cited.asOf != nil
                else { return nil }
                return fact.number
            })
        var said: [[String?]: Set<Double>] = [:]
        for (key, text) in live.releasedTexts {
            for stated in StatedNumbers(text.text, language: key.language).all {
                guard let outcome = stated.outcome, !outdated.contains(stated.value) else {
                    continue
                }
                said[[stated.subject, outcome], default: []].insert(stated.value)
            }
        }
        guard !said.isEmpty else { return [] }
        return gathered { variant in
            StatedNumbers(variant.text, language: variant.key.language).all.compactMap { stated in
                guard let outcome = stated.outcome,
                    let theirs = said[[stated.subject, outcome]], !theirs.contains(stated.value)
                else { return nil }
                let numbers = theirs.sorted().map(Self.plain).joined(separator: " and ")
                let what = [stated.subject, outcome].compactMap(\.self).joined(separator: " ")
                return (
                    .numberContradicted, stated.span,
                    "\"\(stated.words)\" (\(what)): \(live.id), which still stands, says \(numbers).",
                    "Mend the one that is wrong: \(do: .showMessage(live.id)). Where a fact has changed: \(do: .supersedeFact(nil, by: nil)), or where it was wrong: \(do: .refuteFact(nil))"
                )
            }
        }
    }

    private static func plain(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
    }
}

/// What a rumor claims, said again.
extension MessageGuards {
    var rumorsRepeated: [GuardFinding] {
        let cited = message.cites.compactMap { state.facts[$0.fact]?.statement }
        let echoes = state.rumors.all.compactMap { rumor -> (Rumor, ClaimEcho)? in
            guard !isCorrected(rumor) else { return nil }
            let echo = ClaimEcho(rumor.claim)
            // Not judged yet, but a fact that may be said holds the same words.
            if rumor.assessment == nil, cited.contains(where: echo.isHeld) { return nil }
            return (rumor, echo)
        }
        guard !echoes.isEmpty else { return [] }
        return gathered { variant in
            echoes.flatMap { rumor, echo in
                echo.places(in: variant.text).map { span in
                    (
                        .rumorRepeated, span,
                        "This says what \(rumor.id) claims, and \(id) does not correct it.",
                        "If it sets it right: \(do: .reviseMessage(message.id, .corrects(rumor.id))). Else leave it out."
                    )
                }
            }
        }
    }

    private func isCorrected(_ rumor: Rumor) -> Bool {
        if rumor.assessment?.finding == .true { return true }
        if message.corrects.contains(rumor.id) || rumor.messages.contains(message.id) {
            return true
        }
        return message.retracts.map(rumor.messages.contains) ?? false
    }
}
