public import IncidentEvents

/// What is known to be wrong in a message that was released.
public struct KnownWrong: Hashable, Sendable {
    /// The refuted fact that it rests on, or the claim that was found to be wrong.
    public enum Error: Hashable, Sendable {
        case fact(FactID)
        case claim(RumorID)
    }

    /// What was found to be wrong.
    public var error: Error
    /// The claim by which the public is owed a correction; nil where the text stands nowhere yet.
    public var rumor: RumorID?
    /// The message that corrects it, once one is drafted.
    public var correction: MessageID?
}

extension IncidentState {
    /// What is known to be wrong in a released message; nil while nothing is. A later release of the
    /// message with other facts mends it.
    public func knownWrong(_ message: Message) -> KnownWrong? {
        guard let release = message.releases.last else { return nil }
        let fact = release.cites.first { facts[$0.fact]?.status == .refuted }?.fact
        // The last one: a fact can be refuted, corrected, and refuted again.
        let claim = rumors.all.last { rumor in
            rumor.messages.contains(message.id) && rumor.needsCorrection
                && rumor.reported.position > release.stamp.position
        }
        guard let error = fact.map(KnownWrong.Error.fact) ?? claim.map({ .claim($0.id) }) else {
            return nil
        }
        let rumor = claim ?? fact.flatMap { fact in rumors.all.last { $0.fact == fact } }
        let correction = messages.all.last { other in
            other.discarded == nil && other.id != message.id && !isInReserve(other)
                && (rumor.map { other.corrects.contains($0.id) } ?? false
                    || (other.kind == .retraction && other.retracts == message.id))
        }
        return KnownWrong(error: error, rumor: rumor?.id, correction: correction?.id)
    }

    /// What keeps a released message from being posted, copied or published: an error in it that is
    /// known. Nil in a reenactment, which records what was said then, and once a person has put on
    /// record why the message goes on.
    public func unexcusedError(in message: Message) -> KnownWrong? {
        let isExcused = guardFindings.contains {
            $0.guardID == Guard.knownWrong.id && $0.subject == message.id.description
                && $0.overrideReason != nil
        }
        return mode == .reenactment || isExcused ? nil : knownWrong(message)
    }
}

extension Guard {
    /// Something in the message was found to be wrong after its release.
    public static let knownWrong = Guard(
        "known-wrong", .blocksUnlessOverridden,
        summary: "Releasing or posting what is known to be wrong.",
        reason: "Every further carrier of an error needs its own correction."
    ) { judged in
        guard let submission = judged.message.submission,
            judged.message.releases.last?.contentSHA256 == submission.contentSHA256,
            let wrong = judged.state.knownWrong(judged.message)
        else { return [] }
        return [
            Flaw(
                wrong.sentence(of: judged.message.id), remedy: wrong.remedy(for: judged.message.id))
        ]
    }
}

extension KnownWrong {
    /// What is wrong, as a sentence.
    public func sentence(of message: MessageID) -> String {
        switch error {
        case .fact(let fact): "\(message) rests on \(fact), which was refuted."
        case .claim(let rumor): "\(message) says what \(rumor) found to be wrong."
        }
    }

    /// The way to correct the message.
    ///
    /// - Parameter message: The message that is wrong.
    public func remedy(for message: MessageID) -> Remedy {
        if let correction { return "Use the correction: \(do: .showMessage(correction))" }
        guard let rumor else { return "Rewrite it: \(do: .reviseMessage(message))" }
        return
            "Draft the correction: \(do: .draftMessage(.init(kind: .correction, corrects: rumor)))"
    }
}
