public import Channels
public import IncidentEvents

/// Somebody's comment on a page of ours that we hid or deleted, or whose author we blocked.
public struct HiddenComment: Hashable, Sendable {
    /// The id that people type, such as `H1`.
    public var id: CommentID
    public var carrier: Carrier
    /// Where it stands or stood; nil if nobody said.
    public var address: String?
    public var action: CommentAction
    /// The id of the policy's rule that it broke, and the rule's text at that time.
    public var rule: String
    public var ruleText: String
    /// SHA-256 of the copy, and where the copy is kept; nil if nobody said.
    public var copySHA256: [UInt8]
    public var copyKept: String?
    /// Who hid it, and when.
    public var hidden: Stamp
    /// The author's appeals, in order.
    public var appeals: [Appeal] = []
    public var restored: Decided?

    /// The author asked for another look.
    public struct Appeal: Hashable, Sendable {
        public var text: String
        public var received: Stamp
        /// The decision to leave it as it was; nil while it is open, and if it was restored.
        public var upheld: Decided?
    }

    /// A person's decision, with the reason.
    public struct Decided: Hashable, Sendable {
        public var reason: String
        public var stamp: Stamp
    }

    /// The appeal that nobody has decided; nil if there is none.
    public var openAppeal: Appeal? {
        restored == nil ? appeals.last { $0.upheld == nil } : nil
    }
}

extension IncidentState {
    mutating func apply(_ event: CommentHidden, _ stamp: Stamp) {
        guard let id = CommentID(event.comment), let carrier = try? Carrier(event.carrier) else {
            return
        }
        comments.add(
            HiddenComment(
                id: id, carrier: carrier, address: event.address.nonEmpty, action: event.action,
                rule: event.rule, ruleText: event.ruleText, copySHA256: Array(event.copySha256),
                copyKept: event.copyKept.nonEmpty, hidden: stamp),
            as: id)
    }

    mutating func apply(_ event: CommentRestored, _ stamp: Stamp) {
        comments.change(CommentID(event.comment)) {
            $0.restored = HiddenComment.Decided(reason: event.reason, stamp: stamp)
        }
    }

    mutating func apply(_ event: CommentAppealed, _ stamp: Stamp) {
        comments.change(CommentID(event.comment)) {
            $0.appeals.append(HiddenComment.Appeal(text: event.text, received: stamp))
        }
    }

    mutating func apply(_ event: CommentUpheld, _ stamp: Stamp) {
        comments.change(CommentID(event.comment)) { comment in
            for index in comment.appeals.indices where comment.appeals[index].upheld == nil {
                comment.appeals[index].upheld = HiddenComment.Decided(
                    reason: event.reason, stamp: stamp)
            }
        }
    }
}
