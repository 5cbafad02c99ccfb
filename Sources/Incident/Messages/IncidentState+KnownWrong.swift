public import IncidentEvents
internal import TextChecks

/// The known error in a released message.
public struct KnownWrong: Hashable, Sendable {
    /// The refuted or held fact that the message is based on, the claim that was found to be wrong,
    /// or its recall.
    public enum Error: Hashable, Sendable {
        case fact(FactID)
        case claim(RumorID)
        /// The fact was held after the message's release. It may be true.
        case held(FactID)
        /// Somebody recalled it. Nothing in it needs to be false.
        case recall
        /// It is an alert, and this message has ended it.
        case ended(MessageID)
        /// Its own text says that it was in effect until then.
        case expired(Instant)
    }

    /// The fact or claim that was found to be wrong.
    public var error: Error
    /// The claim that the public is owed a correction for; nil if the text is not posted anywhere
    /// yet.
    public var rumor: RumorID?
    /// The message that corrects it, once one is drafted.
    public var correction: MessageID?
}

extension IncidentState {
    /// The known error in a released message; nil while there is none. A later release of the
    /// message with other facts fixes it.
    public func knownWrong(_ message: Message) -> KnownWrong? {
        guard let error = knownError(in: message) else { return nil }
        let rumor =
            claimToCorrect(of: message)
            ?? message.releases.last.flatMap(refutedFact).flatMap { fact in
                rumors.all.last { $0.fact == fact }
            }
        let correction = messages.all.last { other in
            other.discarded == nil && other.id != message.id && !isInReserve(other)
                && (rumor.map { other.corrects.contains($0.id) } ?? false
                    || (other.kind == .retraction && other.retracts == message.id))
        }
        return KnownWrong(error: error, rumor: rumor?.id, correction: correction?.id)
    }

    /// The same without looking for its correction.
    public func knownError(in message: Message) -> KnownWrong.Error? {
        guard let release = message.releases.last else { return nil }
        if let fact = refutedFact(release) { return .fact(fact) }
        if let claim = claimToCorrect(of: message) { return .claim(claim.id) }
        if message.isRecalled { return .recall }
        return release.cites.first { facts[$0.fact]?.status == .held }.map { .held($0.fact) }
    }

    private func refutedFact(_ release: Message.Release) -> FactID? {
        release.cites.first { facts[$0.fact]?.status == .refuted }?.fact
    }

    /// The claim that its last release made and that was found wrong since.
    private func claimToCorrect(of message: Message) -> Rumor? {
        guard let release = message.releases.last else { return nil }
        // The last one: a fact can be refuted, corrected, and refuted again.
        return (claims[message.id] ?? []).reversed().lazy.compactMap { rumors[$0] }.first {
            $0.needsCorrection && $0.reported.position > release.stamp.position
        }
    }

    /// Whether a released message is still meant for the public: it has no known error, and it hasn't
    /// ended.
    public func isStillMeant(_ message: Message, at now: Instant) -> Bool {
        knownError(in: message) == nil && end(of: message, at: now) == nil
    }

    /// The known error, or the end, that keeps a released message from being posted, copied or
    /// published. Nil in a reenactment, which records past statements, and once a person has recorded
    /// the reason to continue.
    ///
    /// - Parameter now: The time at which it would go out.
    public func unexcusedError(in message: Message, at now: Instant) -> KnownWrong? {
        let isExcused = guardFindings.contains {
            $0.guardID == Guard.knownWrong.id && $0.subject == message.id.description
                && $0.overrideReason != nil
        }
        if mode == .reenactment || isExcused { return nil }
        return knownWrong(message) ?? end(of: message, at: now)
    }

    /// The end of a message by the ending of its alert or by its own time; nil while it is in effect.
    /// What ends an alert takes over the alert's time and is needed after it, too.
    func end(of message: Message, at now: Instant) -> KnownWrong? {
        if message.kind == .alert, let ending = ending(of: message.id)?.id {
            return KnownWrong(error: .ended(ending), rumor: nil, correction: ending)
        }
        guard mode != .reenactment, !message.endsAnother else { return nil }
        return passedEnd(of: message, at: now).map { KnownWrong(error: .expired($0)) }
    }

    /// The end that a message's own text names, once it has passed.
    public func passedEnd(of message: Message, at now: Instant) -> Instant? {
        guard message.elements.hasExpires else { return nil }
        let expires = Instant(message.elements.expires)
        return expires <= now ? expires : nil
    }
}

extension IncidentState {
    /// Whether a message was posted before its end: then it was right to.
    func isOlder(_ occurred: Instant?, than wrong: KnownWrong) -> Bool {
        guard let occurred else { return false }
        switch wrong.error {
        case .ended(let ending):
            return messages[ending]?.releases.first.map { occurred < $0.stamp.happenedAt } ?? false
        case .expired(let end): return occurred < end
        case .fact, .claim, .held, .recall: return false
        }
    }

    /// The errors of ours that a text says again: words that we took back, not whole messages.
    fileprivate func errors(repeatedBy judged: JudgedMessage) -> [Rumor] {
        let rumors = rumors.all.filter { rumor in
            guard rumor.origin == .ownMessage, rumor.needsCorrection,
                !judged.message.corrects.contains(rumor.id)
            else { return false }
            let texts = rumor.messages.compactMap { messages[$0] }.flatMap(\.releases)
                .flatMap(\.texts)
            return !texts.contains { $0.text == rumor.claim }
        }
        guard !rumors.isEmpty else { return [] }
        let sentences = judged.publicVariants.map { ClaimEcho.Sentences(judged.words(of: $0)) }
        // "Oak Avenue 12" isn't "Oak Street 12", where the one is known to be right.
        let sayable = facts.all.filter(\.isSayable).map { ClaimEcho($0.statement) }
        return rumors.filter { rumor in
            let echo = ClaimEcho(rumor.claim)
            return sentences.contains { !echo.places(in: $0, unlessSaid: sayable).isEmpty }
        }
    }
}

extension Guard {
    /// A released message with an error found since its release.
    public static let knownWrong = Guard(
        "known-wrong", .blocksUnlessOverridden,
        summary: "Releasing or posting a message that is known to be wrong.",
        reason: "Every account that carries an error needs its own correction."
    ) { judged in
        if judged.message.releases.isEmpty, !judged.message.endsAnother,
            judged.state.mode != .reenactment,
            let rumor = judged.state.errors(repeatedBy: judged).first
        {
            return [
                Flaw(
                    "\(judged.id) says again what \(rumor.id) took back: \"\(rumor.claim)\".",
                    remedy: "Say what is right: \(do: .reviseMessage(judged.message.id))")
            ]
        }
        if judged.state.mode != .reenactment,
            let end = judged.state.end(of: judged.message, at: judged.context.publicNow)
        {
            return [
                Flaw(
                    end.sentence(of: judged.message.id, in: judged.state.zone),
                    remedy: judged.message.releases.isEmpty
                        ? end.remedyBeforeRelease(of: judged.message.id)
                        : end.remedy(for: judged.message.id))
            ]
        }
        guard let submission = judged.message.submission,
            judged.message.releases.last?.contentSHA256 == submission.contentSHA256,
            let wrong = judged.state.knownWrong(judged.message)
        else { return [] }
        return [
            Flaw(
                wrong.sentence(of: judged.message.id, in: judged.state.zone),
                remedy: wrong.remedy(for: judged.message.id))
        ]
    }
}

extension KnownWrong {
    /// The error, as a sentence.
    ///
    /// - Parameter zone: The incident's, in which times are told.
    public func sentence(of message: MessageID, in zone: Zone) -> String {
        switch error {
        case .fact(let fact): "\(message) cites \(fact), which was refuted."
        case .claim(let rumor):
            "\(message) makes the claim of \(rumor), which was found to be wrong."
        case .held(let fact): "\(message) says \(fact), which is held now."
        case .recall: "\(message) was recalled."
        case .ended(let ending): "\(message) was ended by \(ending)."
        case .expired(let end): "\(message) was in effect until \(zone.dated(end))."
        }
    }

    /// The fix for the message.
    ///
    /// - Parameter message: The wrong message.
    public func remedy(for message: MessageID) -> Remedy {
        if case .ended(let ending) = error { return "Use its end: \(do: .showMessage(ending))" }
        if case .expired = error {
            return
                "If the danger goes on, issue a new one. If it is over, use its all-clear: \(do: .showMessage(message))"
        }
        if case .held = error { return "Stop it: \(do: .recallMessage(message))" }
        if let correction { return "Use the correction: \(do: .showMessage(correction))" }
        guard let rumor else { return "Rewrite it: \(do: .reviseMessage(message))" }
        return
            "Draft the correction: \(do: .draftMessage(.init(kind: .correction, corrects: rumor)))"
    }

    /// The fix for a message that the public hasn't seen.
    fileprivate func remedyBeforeRelease(of message: MessageID) -> Remedy {
        guard case .expired = error else { return remedy(for: message) }
        return "Set a new time: \(do: .reviseMessage(message, .expires))"
    }
}
