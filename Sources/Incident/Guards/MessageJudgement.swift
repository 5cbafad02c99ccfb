internal import Channels
public import IncidentEvents
internal import Playbooks
internal import TextChecks

/// The guards' findings about a message in its current state, submitted or not.
public struct MessageJudgement: Sendable {
    /// The texts that were judged: as submitted, else as composed now.
    public var variants: [Message.Variant]
    /// The guards' findings, in the order of the guards.
    public var findings: [GuardFinding]
}

extension Decision {
    /// Judges a message and decides nothing.
    ///
    /// - Throws: A ``Rejection`` if there is no such message.
    public func judgement(of id: MessageID) throws(Rejection) -> MessageJudgement {
        var message = try state.require(message: id)
        let variants: [Message.Variant]
        if let submission = message.submission {
            variants = submission.variants
        } else {
            let composition = Decider.composer(state, context).compose(message)
            message.cites = composition.cites
            variants = composition.variants.compactMap(\.variant)
        }
        let findings = JudgedMessage(message, variants: variants, in: state, context).findings
        return MessageJudgement(variants: variants, findings: findings)
    }
}

extension Decision {
    /// Judges words that go out with a message and aren't in its texts, such as the name of an alert's
    /// area: by the guards for its texts, and by what a text is only warned of.
    ///
    /// - Parameter language: The language of the words, BCP 47.
    /// - Returns: What is wrong with them, as the end of "it …"; nil if nothing is.
    public func fault(
        in words: String, language: String, besides message: Message
    ) -> String? {
        let key = Message.VariantKey(channel: .web, language: language)
        // The file has the mark of an exercise itself.
        let isExercise = state.mode == .exercise
        let text = isExercise ? "\(context.playbook.guards.exerciseMarking): \(words)" : words
        let judged = JudgedMessage(
            message, variants: [Message.Variant(key: key, text: text)], in: state, context)
        let texts =
            message.releasedTexts.filter { $0.key.language == language }.map(\.value.text)
            + (message.submission?.variants ?? []).filter { $0.key.language == language }.map(
                \.text)
        func isSaid(_ words: String) -> Bool {
            texts.contains { $0.lowercased().contains(words.lowercased()) }
        }
        if let fact = state.unsayableFacts(in: [WordText(words)]).first {
            return "says what \(fact.id) says, \(fact.whyUnsaid)."
        }
        let guards: [Guard] = [
            .heldForFamily, .factRepeated, .personRepeated, .exerciseMarking, .controlCharacter,
            .disguisedWord,
        ]
        if let finding = judged.findings(of: guards).first {
            return "is stopped: \(finding.finding)"
        }
        if let claim = StatedClaims.claim(in: words, language: language), !isSaid(claim) {
            return "says \"\(claim)\", and the message doesn't."
        }
        if message.kind == .alert, let end = EndingWords.first(in: WordText(words)) {
            return "says \"\(end)\", and the message is an alert."
        }
        let remarks = judged.textRemarks[key] ?? []
        return remarks.first { [.personalData, .identityTerm, .blame].contains($0.rule) }
            .map { "has what a public text leaves out. \($0.finding)" }
    }
}
