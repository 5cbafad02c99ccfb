internal import TextChecks
internal import Channels
internal import IncidentEvents
internal import Playbooks

/// Numbers that no fact contains, and numbers that contradict a live message.
extension Guard {
    /// A number is allowed if a cited fact contains it, in a playbook's own words, in the
    /// incident's place and title, in guidance to the public, and in a claim that is being
    /// corrected.
    public static let numberUnverified = Guard(
        "number-unverified", .warns, summary: "A number that no cited fact contains.",
        reason: "Early unconfirmed numbers are the ones that had to be corrected."
    ) { judged in
        let (message, state) = (judged.message, judged.state)
        let facts = message.cites.compactMap { state.facts[$0.fact] }
        var carried = Set(facts.compactMap(\.number))
        for text in facts.map(\.statement) + judged.givenWords + [message.elements.guidance] {
            for language in ["en", "es"] {
                carried.formUnion(StatedNumbers(text, language: language).all.map(\.value))
            }
        }
        return judged.gathered { variant in
            StatedNumbers(judged.words(of: variant), language: variant.key.language).all
                .filter { !carried.contains($0.value) }
                .map { stated in
                    (
                        stated.span, "No cited fact contains the number \"\(stated.words)\".",
                        judged.remedy(forUncited: stated.value)
                    )
                }
        }
    }

    /// The same noun with the same outcome and two numbers in one text. A correction names the wrong
    /// number on purpose.
    public static let selfContradicted = Guard(
        "self-contradicted", .blocksUnlessOverridden,
        summary: "A text that gives two numbers for the same thing.",
        reason: "Nobody can act on \"three are hurt\" and \"four are hurt\" in one text."
    ) { judged in
        guard judged.message.kind != .correction, !judged.message.endsAnother else { return [] }
        let outcomes = judged.outcomes
        return judged.gathered { variant in
            var first: [[String?]: StatedNumbers.Stated] = [:]
            return (outcomes[variant.key] ?? []).compactMap { stated -> JudgedMessage.Remark? in
                let what = [stated.subject, stated.outcome]
                guard let earlier = first[what] else {
                    first[what] = stated
                    return nil
                }
                guard earlier.value != stated.value else { return nil }
                return (
                    stated.span,
                    "It says \"\(earlier.words)\" and \"\(stated.words)\" (\(what.compactMap(\.self).joined(separator: " "))).",
                    "If a fact has changed: \(do: .supersedeFact(nil, by: nil)). If it was wrong: \(do: .refuteFact(nil))"
                )
            }
        }
    }

    /// Compares by topic if two current facts share one and give different numbers; else by the
    /// words next to the number: the same noun with the same outcome, `officers` and `dead`.
    public static let numberContradicted = Guard(
        "number-contradicted", .warns,
        summary: "A number that differs from the one in another live message.",
        reason:
            "People don't follow warnings that contradict each other: Mileti and Sorensen 1990."
    ) { judged in
        let outcomes = judged.outcomes
        return judged.state.messages.all.flatMap { live -> [Flaw] in
            guard live.id != judged.message.id, !live.liveCarriers.isEmpty, !judged.corrects(live)
            else { return [] }
            return judged.contradictions(withFactsOf: live)
                + judged.contradictions(of: outcomes, withTextsOf: live)
        }
    }
}

extension JudgedMessage {
    fileprivate func remedy(forUncited value: Double) -> Remedy {
        guard let fact = state.facts.all.last(where: { $0.isStanding && $0.number == value }) else {
            return
                "Record and verify it: \(do: .recordFact(number: value))"
        }
        return
            "Cite the fact: \(do: .reviseMessage(message.id, .cites(fact.id))) (\(fact.statement))."
    }

    /// A correction gives a different number on purpose.
    fileprivate func corrects(_ live: Message) -> Bool {
        message.retracts == live.id
            || message.corrects.contains { state.rumors[$0]?.messages.contains(live.id) == true }
            || state.rumors.all.contains { $0.messages.contains(live.id) && $0.needsCorrection }
    }

    fileprivate func contradictions(withFactsOf live: Message) -> [Flaw] {
        let ours = message.cites.compactMap { state.facts[$0.fact] }
        let theirs = (live.releases.last?.cites ?? []).filter { $0.asOf == nil }
            .compactMap { state.facts[$0.fact] }
        var flaws: [Flaw] = []
        for our in ours where our.isStanding {
            guard let topic = our.topic, topic != "general" else { continue }
            for their in theirs
            where their.isStanding && their.id != our.id && their.topic == topic
                && their.scope == our.scope
            {
                guard let ours = our.number, let theirs = their.number, ours != theirs else {
                    continue
                }
                flaws.append(
                    Flaw(
                        "\(id) cites \(our.id) and \(live.id) cites \(their.id). Both are \(topic), but they give \(Self.plain(ours)) and \(Self.plain(theirs)).",
                        remedy:
                            "Say which one is current: \(do: .supersedeFact(their.id, by: our.id)), or \(do: .refuteFact(their.id))"
                    ))
            }
        }
        return flaws
    }

    /// The numbers in the public texts that count people with an outcome, such as the dead.
    fileprivate var outcomes: [Message.VariantKey: [StatedNumbers.Stated]] {
        Dictionary(
            publicVariants.map { variant in
                let stated = StatedNumbers(words(of: variant), language: variant.key.language).all
                return (variant.key, stated.filter { $0.outcome != nil })
            }, uniquingKeysWith: { first, _ in first }
        ).filter { !$1.isEmpty }
    }

    fileprivate func contradictions(
        of outcomes: [Message.VariantKey: [StatedNumbers.Stated]], withTextsOf live: Message
    ) -> [Flaw] {
        guard !outcomes.isEmpty else { return [] }
        // A changed figure is no contradiction: such a message is stale and listed as stale.
        let outdated = Set(
            (live.releases.last?.cites ?? []).compactMap { cited -> Double? in
                guard let fact = state.facts[cited.fact], !fact.isStanding || cited.asOf != nil
                else { return nil }
                return fact.number
            })
        var said: [[String?]: Set<Double>] = [:]
        // Most accounts carry the same text.
        for text in Set(live.releasedTexts.map { [$1.text, $0.language] }) {
            for stated in StatedNumbers(text[0], language: text[1]).all {
                guard let outcome = stated.outcome, !outdated.contains(stated.value) else {
                    continue
                }
                said[[stated.subject, outcome], default: []].insert(stated.value)
            }
        }
        guard !said.isEmpty else { return [] }
        return gathered { variant in
            (outcomes[variant.key] ?? []).compactMap { stated in
                guard let outcome = stated.outcome,
                    let theirs = said[[stated.subject, outcome]], !theirs.contains(stated.value)
                else { return nil }
                let numbers = theirs.sorted().map(Self.plain).joined(separator: " and ")
                let what = [stated.subject, outcome].compactMap(\.self).joined(separator: " ")
                return (
                    stated.span,
                    "\"\(stated.words)\" (\(what)) differs from \(live.id), which is still public and says \(numbers).",
                    "Fix the wrong one: \(do: .showMessage(live.id)). If a fact has changed: \(do: .supersedeFact(nil, by: nil)). If it was wrong: \(do: .refuteFact(nil))"
                )
            }
        }
    }

    private static func plain(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
    }
}
