public import Channels

/// The rules that stand between a message and the public, by the names people use for them.
public enum GuardID: String, CaseIterable, Hashable, Sendable {
    case unapproved
    case factNotSayable = "fact-not-sayable"
    case identification
    case overLimit = "over-limit"
    case alertNotArmed = "alert-not-armed"
    case exerciseMarking = "exercise-marking"
    case nextUpdateMissing = "next-update-missing"
    case elementMissing = "element-missing"

    /// A warning stands in one line after the result and stops nothing.
    public var isBlocking: Bool { self != .elementMissing }

    /// Whether a person may let a message pass with a reason.
    public var isOverridable: Bool {
        switch self {
        case .unapproved, .factNotSayable, .alertNotArmed, .nextUpdateMissing: true
        case .identification, .overLimit, .exerciseMarking, .elementMissing: false
        }
    }

    /// Whether it can be judged in a reenactment, where it is recorded instead of refusing. What
    /// the record of a past incident does not hold, such as approvals, is not recorded and so
    /// never flagged as missing.
    public var isJudgedInReenactment: Bool {
        switch self {
        case .factNotSayable, .identification: true
        case .unapproved, .overLimit, .alertNotArmed, .exerciseMarking, .nextUpdateMissing,
            .elementMissing:
            false
        }
    }

    /// What it stops.
    public var summary: String {
        switch self {
        case .unapproved: "Releasing what nobody entitled approved, or approved before an edit."
        case .factNotSayable:
            "Citing a fact that is unverified, not cleared, held, refuted or superseded."
        case .identification: "Naming or picturing a person without the proof its purpose needs."
        case .overLimit:
            "A text beyond its channel's limit or character set, on that channel only."
        case .alertNotArmed: "An alert without its all-clear and its false-alert text."
        case .exerciseMarking: "A text of an exercise that does not say that it is one."
        case .nextUpdateMissing: "No time for the next update while the first phase lasts."
        case .elementMissing:
            "A warning message without one of: source, hazard, location, guidance, time."
        }
    }

    /// Why the rule exists.
    public var reason: String {
        switch self {
        case .unapproved: "One pair of eyes is not enough for what can't be taken back."
        case .factNotSayable: "What was said early and unconfirmed is what had to be corrected."
        case .identification: "A wrong face stays with an innocent person."
        case .overLimit: "A channel cuts or refuses what does not fit."
        case .alertNotArmed: "Taking an alert back must not wait for a text to be written."
        case .exerciseMarking: "A drill that reads as real is a false alert."
        case .nextUpdateMissing: "Without a promised time people look for news elsewhere."
        case .elementMissing:
            "People act on a warning that says who, what, where, when and what to do."
        }
    }
}

/// What a guard found in one message.
public struct GuardFinding: Hashable, Sendable, CustomStringConvertible {
    public var guardID: GuardID
    /// What it is about, e.g. `M3`.
    public var subject: String
    /// The channels it concerns; empty for all.
    public var channels: [ChannelID]
    /// What was found and where.
    public var finding: String
    /// How to mend it.
    public var remedy: String

    public init(
        _ guardID: GuardID, _ subject: String, channels: [ChannelID] = [], _ finding: String,
        remedy: String
    ) {
        self.guardID = guardID
        self.subject = subject
        self.channels = channels
        self.finding = finding
        self.remedy = remedy
    }

    public var description: String { "\(guardID.rawValue): \(finding) \(remedy)" }
}
