internal import TextChecks

/// A rule that judges a message before it reaches the public: a value next to its rule, and an
/// entry in ``all``.
public struct Guard: Sendable {
    /// The effect of a finding on the message.
    public enum Effect: Hashable, Sendable {
        case blocks
        /// Blocks, but a person may override it with a reason.
        case blocksUnlessOverridden
        /// Stops nothing: prints one line after the result.
        case warns
    }

    /// The name in commands, in JSON and in the log.
    public let id: String
    /// The effect of a finding on the message.
    public let effect: Effect
    /// The fault that it stops or warns of.
    public let summary: String
    /// The reason for the rule, with its source.
    public let reason: String
    let rule: @Sendable (JudgedMessage) -> [Flaw]

    init(
        _ id: String, _ effect: Effect, summary: String,
        reason: String, rule: @escaping @Sendable (JudgedMessage) -> [Flaw]
    ) {
        self.id = id
        self.effect = effect
        self.summary = summary
        self.reason = reason
        self.rule = rule
    }

    /// Whether a finding stops the message, unless it is overridden.
    public var isBlocking: Bool { effect != .warns }

    /// Whether a person may override a finding with a reason.
    public var isOverridable: Bool { effect == .blocksUnlessOverridden }

    /// Every guard, in the order of judging.
    public static let all: [Guard] =
        [
            unapproved, knownWrong, nothingToEnd, othersInForce, alertNotArmed, nextUpdateMissing,
            factNotSayable,
            factRepeated, heldForFamily, uncited, correctionUnsaid, claimAffirmed,
            numberDiffers, personRepeated, identification,
            exerciseMarking, overLimit, controlCharacter, disguisedWord, guidanceUnsaid,
            translationUnconfirmed,
            mediaMissing, untranslated, translationStale, elementMissing, nextUpdateUnsaid,
            elementUnsaid, expired, phoneTextIncomplete, selfContradicted, numberContradicted,
            numberUnverified,
            rumorRepeated, clockBehind, raceAloneEveryday,
        ] + TextRule.allCases.map(wording)
}

/// A guard is identified by its id, as in the log.
extension Guard: Hashable {
    public static func == (one: Guard, other: Guard) -> Bool { one.id == other.id }

    public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
