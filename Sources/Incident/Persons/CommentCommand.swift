public import Channels
public import IncidentEvents

/// The commands about comments of others on our pages.
public enum CommentCommand: Sendable {
    /// - Parameters:
    ///   - rule: The id of the policy's rule that it broke; nil is refused.
    ///   - copySHA256: Of a kept copy; nil is refused.
    case hide(
        Carrier, address: String?, CommentAction, rule: String?, copySHA256: [UInt8]?,
        copyKept: String?)
    case restore(CommentID, reason: String)
    case appeal(CommentID, text: String)
    /// Leaves it as it was, despite the appeal.
    case uphold(CommentID, reason: String)

    var eventKind: EventKind {
        switch self {
        case .hide: .commentHidden
        case .restore: .commentRestored
        case .appeal: .commentAppealed
        case .uphold: .commentUpheld
        }
    }
}
