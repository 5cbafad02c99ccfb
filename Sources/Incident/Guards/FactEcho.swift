internal import IncidentEvents
internal import TextChecks

extension Guard {
    /// What an unverified, held or refuted fact says, in a text that doesn't cite it.
    public static let factRepeated = Guard(
        "fact-repeated", .blocksUnlessOverridden,
        summary: "Saying what an unverified, held or refuted fact says, without citing it.",
        reason:
            "Without this guard, leaving the citation out is enough: a death held for the family was once published word for word."
    ) { judged in
        let message = judged.message
        let facts = judged.unsayableFacts.filter { !$0.isHeldForFamily }
        let corrected = Set(message.corrects.compactMap { judged.state.rumors[$0]?.fact })
        let isTakenBack = message.kind == .correction || message.kind == .retraction
        return facts.filter {
            $0.status != .refuted || !(corrected.contains($0.id) || isTakenBack)
        }.map { fact in
            Flaw(
                "\(judged.id) says what \(fact.id) says, \(fact.whyUnsaid).",
                remedy: fact.remedy(
                    citing: .reviseMessage(message.id, .cites(fact.id)),
                    rewording: .reviseMessage(message.id)))
        }
    }
}

extension Guard {
    /// What is held until a family is told.
    public static let heldForFamily = Guard(
        "held-for-family", .blocks,
        summary: "Saying or citing what is held until a family is told.",
        reason:
            "A family must not learn of a death from the news. Only telling them lifts the hold."
    ) { judged in
        let message = judged.message
        let cited = message.cites.compactMap { judged.state.facts[$0.fact] }
            .filter { $0.status == .held }
        // A hold is never lifted to let a text pass.
        return (judged.unsayableFacts + cited).filter(\.isHeldForFamily).map { fact in
            Flaw(
                "\(judged.id) says what \(fact.id) says, which is held\(fact.hold.map { ": \($0.reason)" } ?? "").",
                remedy: cited.contains(fact)
                    ? "Leave it out, in every language, and cite only others: \(do: .reviseMessage(message.id, .anyFact))"
                    : "Leave it out, in every language: \(do: .reviseMessage(message.id))")
        }
    }
}

extension JudgedMessage {
    /// The facts that the public words say and that may not be said. Alt texts and the incident's
    /// title, which heads pages and feeds, are public words, too.
    fileprivate var unsayableFacts: [Fact] {
        let beside =
            message.attachments.flatMap(\.alt).map(\.text)
            + [state.opening?.title].compactMap(\.self)
        return state.unsayableFacts(
            in: publicVariants.map(words) + beside.map { WordText($0) },
            citing: Set(message.cites.map(\.fact)))
    }
}

extension IncidentState {
    /// The unverified, held and refuted facts that a text repeats in nearly the same words, and a
    /// held death in any.
    ///
    /// - Parameter cited: Facts that the text cites; the guard for citations judges them.
    func unsayableFacts(in texts: [WordText], citing cited: Set<FactID> = []) -> [Fact] {
        let words = texts
        let texts = texts.map(ClaimEcho.Sentences.init)
        let sayable = facts.all.filter(\.isSayable).map { ClaimEcho($0.statement) }
        return facts.all.filter { fact in
            guard [.recorded, .held, .refuted].contains(fact.status), !cited.contains(fact.id)
            else { return false }
            if fact.status == .held, let death = DeathEcho(fact.statement),
                words.contains(where: { death.isIn($0, unlessSaid: sayable) })
            {
                return true
            }
            let echo = ClaimEcho(fact.statement)
            guard texts.contains(where: { !echo.places(in: $0, unlessSaid: sayable).isEmpty })
            else { return false }
            // The same may be known from another source. A hold forbids it even then.
            return fact.status == .held
                || !sayable.contains(where: echo.isHeld)
        }
    }
}

extension Fact {
    /// Why it may not be said, as a clause.
    var whyUnsaid: String {
        switch status {
        case .held: "which is held"
        case .refuted: "which was refuted"
        default: "which nobody has verified"
        }
    }

    /// A hold is never lifted to let a text pass.
    func remedy(citing: Suggestion, rewording: Suggestion) -> Remedy {
        status == .recorded
            ? "Verify it: \(do: .verifyFact(id)). Or say that it is unconfirmed, and cite it: \(do: citing)"
            : "Leave it out, in every language: \(do: rewording)"
    }
}
