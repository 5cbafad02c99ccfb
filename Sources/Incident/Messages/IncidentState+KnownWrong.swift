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
    /// What sets it right, once that is drafted.
    public var correction: MessageID?
}

extension IncidentState {
    /// Why a released message must not be offered, posted or shown to be posted; nil while nothing
    /// in it is known to be wrong. A later release of the message with other facts mends it.
    public func knownWrong(_ message: Message) -> KnownWrong? {
        guard let release = message.releases.last else { return nil }
        let claims = rumors.all.filter { $0.messages.contains(message.id) }
        // The last of each: a fact can be refuted, put right and refuted again.
        let claim = claims.last { rumor in
            rumor.needsCorrection && rumor.reported.position > release.stamp.position
        }
        let fact = release.cites.first { facts[$0.fact]?.status == .refuted }
        let error = fact.map { KnownWrong.Error.fact($0.fact) } ?? claim.map { .claim($0.id) }
        guard let error else { return nil }
        let rumor =
            claim
            ?? rumors.all.last { rumor in fact.map { rumor.fact == $0.fact } ?? false }
        let correction = messages.all.last { other in
            other.discarded == nil && other.id != message.id && !isInReserve(other)
                && (rumor.map { other.corrects.contains($0.id) } ?? false
                    || (other.kind == .retraction && other.retracts == message.id))
        }
        return KnownWrong(error: error, correction: correction?.id)
    }

    /// Whether somebody put on record why a message goes on although it is known to be wrong.
    public func isKnownWrongOverridden(_ message: MessageID) -> Bool {
        guardFindings.contains {
            $0.guardID == Guard.knownWrong.id && $0.subject == message.description
                && $0.overrideReason != nil
        }
    }
}

extension Guard {
    /// Something in the message was found to be wrong after its release.
    public static let knownWrong = Guard(
        "known-wrong", .blocksUnlessOverridden,
        summary: "Releasing or posting what is known to be wrong.",
        reason: "Every further carrier of an error needs its own correction."
    ) { judged in
        guard
            judged.message.submission.map({ submission in
                judged.message.releases.last?.contentSHA256 == submission.contentSHA256
            }) == true, let wrong = judged.state.knownWrong(judged.message)
        else { return [] }
        return [Flaw(wrong.sentence(of: judged.message.id), remedy: wrong.remedy)]
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

    /// The way to set it right.
    public var remedy: Remedy {
        if let correction { return "Use the correction: \(do: .showMessage(correction))" }
        switch error {
        case .fact: return "Draft the correction: \(do: .draftMessage(.init(kind: .correction)))"
        case .claim(let rumor):
            return
                "Draft the correction: \(do: .draftMessage(.init(kind: .correction, corrects: rumor)))"
        }
    }
}
