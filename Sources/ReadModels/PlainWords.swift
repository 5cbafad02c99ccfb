public import IncidentEvents

// The words that people read for the contract's values, the same in text and JSON.

extension IncidentMode {
    public var plainWord: String {
        switch self {
        case .live: "live"
        case .exercise: "exercise"
        case .reenactment: "reenactment"
        case .routine: "routine"
        case .unspecified, .UNRECOGNIZED: "unknown"
        }
    }
}

extension Visibility {
    public var plainWord: String {
        switch self {
        case .public: "public"
        case .restricted: "restricted"
        case .internal, .unspecified, .UNRECOGNIZED: "internal"
        }
    }
}

extension TimeCertainty {
    public var plainWord: String {
        switch self {
        case .exact, .unspecified, .UNRECOGNIZED: "exact"
        case .approximate: "approximate"
        case .placeholder: "placeholder"
        }
    }
}

extension Confidence {
    public var plainWord: String {
        switch self {
        case .high: "high"
        case .medium: "medium"
        case .low: "low"
        case .unspecified, .UNRECOGNIZED: "unknown"
        }
    }
}

extension MessageKind {
    /// As playbooks write it: `holding`, `all-clear`.
    public var plainWord: String {
        switch self {
        case .holding: "holding"
        case .alert: "alert"
        case .update: "update"
        case .correction: "correction"
        case .retraction: "retraction"
        case .allClear: "all-clear"
        case .unspecified, .UNRECOGNIZED: "message"
        }
    }
}

extension Finding {
    public var plainWord: String {
        switch self {
        case .false: "false"
        case .true: "true"
        case .misleading: "misleading"
        case .unsubstantiated: "unsubstantiated"
        case .outdated: "outdated"
        case .unspecified, .UNRECOGNIZED: "not assessed"
        }
    }
}

extension RumorOrigin {
    public var plainWord: String {
        switch self {
        case .public: "public"
        case .media: "media"
        case .partner: "partner"
        case .ownMessage: "own-message"
        case .unspecified, .UNRECOGNIZED: "unknown"
        }
    }
}

extension WithdrawalManner {
    public var plainWord: String {
        switch self {
        case .deleted: "deleted"
        case .cancelled: "cancelled"
        case .hidden: "hidden"
        case .edited: "edited"
        case .unspecified, .UNRECOGNIZED: "withdrawn"
        }
    }
}

extension ApprovalManner {
    public var plainWord: String {
        switch self {
        case .inPerson: "in person"
        case .standing: "standing"
        case .relayed: "relayed"
        case .alone: "alone"
        case .unspecified, .UNRECOGNIZED: "unknown"
        }
    }
}

extension DeliveryOutcome {
    public var plainWord: String {
        switch self {
        case .posted: "posted"
        case .failed: "failed"
        case .unspecified, .UNRECOGNIZED: "unknown"
        }
    }
}

extension InquiryOrigin {
    public var plainWord: String {
        switch self {
        case .public: "public"
        case .media: "media"
        case .unspecified, .UNRECOGNIZED: "unknown"
        }
    }
}

extension PerformanceRating {
    /// HSEEP's letter.
    public var plainWord: String {
        switch self {
        case .performed: "P"
        case .someChallenges: "S"
        case .majorChallenges: "M"
        case .unable: "U"
        case .unspecified, .UNRECOGNIZED: "not rated"
        }
    }
}
