internal import IncidentEvents
internal import TextChecks

/// A listed reason to override a guard, for a moment that leaves no time to write one.
///
/// Every override is due until somebody else ratifies it, and the review counts it.
public enum OverrideReason: String, CaseIterable, Sendable {
    case imminentThreat = "imminent-threat"
    case nobodyReachable = "nobody-reachable"
    case alreadyPublic = "already-public"

    /// The reason in words, as the log keeps it after the code.
    public var meaning: String {
        switch self {
        case .imminentThreat: "People are in danger now, and waiting would cost lives."
        case .nobodyReachable: "No approver answers by radio or phone."
        case .alreadyPublic: "The text is already public, and this only records it."
        }
    }

    /// The codes, as a person types them.
    public static var listed: String { allCases.map(\.rawValue).joined(separator: ", ") }

    /// How many words a reason needs if it isn't a listed code.
    static let fewestWords = 10
    /// How many of its words must differ and look like words: repeated words, numbers, single letters
    /// and strings of one letter or without a vowel are no reason.
    static let fewestDifferentWords = 7

    /// The reason as the log keeps it: a code with its meaning, or the person's own words.
    ///
    /// - Throws: ``Rejection`` if it is neither a code nor long enough.
    static func recorded(_ reason: String, for overridden: Guard) throws(Rejection) -> String {
        let reason = try Decider.text(reason, "reason for the override")
        if let listed = OverrideReason(rawValue: reason.lowercased()) {
            guard listed != .alreadyPublic || overridden == .knownWrong else {
                throw Rejection(
                    .refused, "\(listed.rawValue) is a reason only for \(Guard.knownWrong.id).",
                    remedy: "Give another reason, in at least \(fewestWords) words.")
            }
            return "\(listed.rawValue): \(listed.meaning)"
        }
        let words = reason.split { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’" }
        guard words.count >= fewestWords,
            Set(words.map { $0.lowercased() }.filter(isWord)).count >= fewestDifferentWords
        else {
            throw Rejection(
                .refused,
                "The reason for overriding \(overridden.id) needs at least \(fewestWords) words that say something, most of them different.",
                remedy:
                    "Say who or what forces it, or give a listed reason: \(listed)."
            )
        }
        return reason
    }

    private static func isWord(_ word: String) -> Bool {
        guard word.count > 1,
            word.allSatisfy(\.isLetter) || word.contains("'") || word.contains("’"),
            Set(word).count > 1, !StatedNumbers.isNumber(word)
        else { return false }
        // Only Latin letters are known to need a vowel.
        return !word.utf8.allSatisfy { $0 < 0x80 } || word.contains { "aeiouy".contains($0) }
    }
}
