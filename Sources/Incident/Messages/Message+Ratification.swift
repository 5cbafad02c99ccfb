public import IncidentEvents

/// Decisions about a message that one person made and another must confirm.
extension Message {
    /// A guard that a person overrode for this message.
    public struct Override: Hashable, Sendable {
        /// The guard's name, such as `known-wrong`.
        public var guardID: String
        /// The reason, in the person's words or by its code.
        public var reason: String
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
        /// The ratification by somebody else.
        public var ratified: Stamp?
    }

    /// A decision that waits for another person's confirmation.
    public enum Unratified: Hashable, Sendable {
        /// A release without an approver.
        case alone(Approval)
        /// An approval that somebody else entered; the named approver must confirm it.
        case relayed(Approval)
        /// A guard that was overridden.
        case overridden(Override)

        /// The entry that made it.
        public var stamp: Stamp {
            switch self {
            case .alone(let approval), .relayed(let approval): approval.stamp
            case .overridden(let override): override.stamp
            }
        }

        /// Whether an approver may ratify it: nobody ratifies what they did or wrote themselves, and
        /// only the named approver confirms an approval that was relayed.
        public func isForRatification(by actor: String, of message: Message) -> Bool {
            switch self {
            case .alone(let approval):
                approval.stamp.actor != actor && !approval.authors.contains(actor)
            case .relayed(let approval): approval.approver == actor
            case .overridden(let override):
                override.stamp.actor != actor && !message.authors.contains(actor)
            }
        }

        /// SHA-256 of the content that it approved; nil for an override.
        var contentSHA256: [UInt8]? {
            switch self {
            case .alone(let approval), .relayed(let approval): approval.contentSHA256
            case .overridden: nil
            }
        }
    }

    /// The decisions that somebody else must still ratify, in the order of the log.
    public var unratified: [Unratified] {
        let approved = approvals.filter { $0.ratified == nil }.compactMap { approval in
            switch approval.manner {
            case .alone:
                releases.contains { $0.contentSHA256 == approval.contentSHA256 }
                    ? Unratified.alone(approval) : nil
            case .relayed:
                isConfirmed(approval) || !isInUse(approval) ? nil : .relayed(approval)
            default: nil
            }
        }
        // An override of the approval is the release alone.
        let alone = Guard.unapproved.id
        let overridden = overrides.filter { $0.ratified == nil && $0.guardID != alone }
        return (approved + overridden.map(Unratified.overridden)).sorted {
            $0.stamp.position < $1.stamp.position
        }
    }

    /// Whether a decision about it waits for another person's confirmation.
    public var awaitsRatification: Bool { !unratified.isEmpty }

    /// Whether the named approver has since approved the same content in person.
    private func isConfirmed(_ relayed: Approval) -> Bool {
        approvals.contains {
            $0.manner == .inPerson && $0.approver == relayed.approver
                && $0.contentSHA256 == relayed.contentSHA256
        }
    }

    /// Whether it covers the current submission, or covered a release.
    private func isInUse(_ approval: Approval) -> Bool {
        (submission?.contentSHA256 == approval.contentSHA256 && !isReturned(after: approval))
            || releases.contains {
                $0.contentSHA256 == approval.contentSHA256
                    && !isReturned(after: approval, before: $0.stamp.position)
            }
    }

    /// Whether an approver returned the message after this approval, which voids it.
    func isReturned(after approval: Approval, before end: UInt64 = .max) -> Bool {
        returns.contains {
            $0.stamp.position > approval.stamp.position && $0.stamp.position < end
        }
    }
}
