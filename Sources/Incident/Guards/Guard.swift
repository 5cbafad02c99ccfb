internal import TextChecks

/// A rule that a message is judged by before the public gets it: a value beside its rule, and a
/// place in ``all``.
public struct Guard: Sendable {
    /// What a finding does to the message.
    public enum Effect: Hashable, Sendable {
        case blocks
        /// A person may let the message pass with a reason.
        case blocksUnlessOverridden
        /// Stops nothing: one line after the result.
        case warns
    }

    /// The name in commands, in JSON and in the log.
    public let id: String
    /// What a finding does to the message.
    public let effect: Effect
    /// Whether a finding goes on record in a reenactment, which it can't refuse. The record of a
    /// past incident lacks some things, such as approvals, so they aren't flagged as missing.
    let isJudgedInReenactment: Bool
    /// What it stops or warns of.
    public let summary: String
    /// Why the rule exists, with its source.
    public let reason: String
    let rule: @Sendable (JudgedMessage) -> [Flaw]

    init(
        _ id: String, _ effect: Effect, isJudgedInReenactment: Bool = false, summary: String,
        reason: String, rule: @escaping @Sendable (JudgedMessage) -> [Flaw]
    ) {
        self.id = id
        self.effect = effect
        self.isJudgedInReenactment = isJudgedInReenactment
        self.summary = summary
        self.reason = reason
        self.rule = rule
    }

    /// Whether a finding stops the message, unless it is overridden.
    public var isBlocking: Bool { effect != .warns }

    /// Whether a person may let a message pass with a reason.
    public var isOverridable: Bool { effect == .blocksUnlessOverridden }

    /// Every guard, in the order of judging.
    public static let all: [Guard] =
        [
            unapproved, knownWrong, alertNotArmed, nextUpdateMissing, factNotSayable,
            identification,
            exerciseMarking, overLimit, controlCharacter, guidanceUnsaid, translationUnconfirmed,
            mediaMissing, untranslated, translationStale, elementMissing, nextUpdateUnsaid,
            elementUnsaid, expired, phoneTextIncomplete, numberContradicted, numberUnverified,
            rumorRepeated, clockBehind,
        ] + TextRule.allCases.map(wording)
}

/// A guard is its id, as the log names it.
extension Guard: Hashable {
    public static func == (one: Guard, other: Guard) -> Bool { one.id == other.id }

    public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
