/// A closed set of the contract, such as the modes of an incident.
///
/// Each value has one lowercase word, shared by text, JSON, YAML and command-line options.
/// `Docs/json.md` lists them.
public protocol ClosedSet: CaseIterable, RawRepresentable<Int>, Hashable, Sendable, Encodable,
    CustomStringConvertible
{
    /// The value's word; nil for an unstated value or one that a newer version wrote.
    var knownWord: String? { get }

    /// The word shown for a value without a ``knownWord``.
    static var unknownWord: String { get }
}

extension ClosedSet {
    public static var unknownWord: String { "unknown" }

    /// The word that text and JSON show.
    public var word: String { knownWord ?? Self.unknownWord }

    /// The same as ``word``, so no sentence ever shows the name of a case.
    public var description: String { word }

    /// The values that have a word, in the contract's order.
    public static var known: [Self] { allCases.filter { $0.knownWord != nil } }

    /// The words of ``known``.
    public static var words: [String] { allCases.compactMap(\.knownWord) }

    /// Reads a word in the form of ``word``.
    public init?(word: String) {
        guard let value = Self.allCases.first(where: { $0.knownWord == word }) else { return nil }
        self = value
    }

    /// Writes the JSON that `Docs/json.md` describes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(word)
    }
}

extension IncidentMode: ClosedSet {
    public var knownWord: String? {
        switch self {
        case .live: "live"
        case .exercise: "exercise"
        case .reenactment: "reenactment"
        case .routine: "routine"
        case .unspecified, .UNRECOGNIZED: nil
        }
    }

    /// The word in capitals, for marks and banners that must not be missed: `EXERCISE`.
    public var marking: String { word.uppercased() }

    /// Whether the incident isn't happening now, so that everything public says so.
    public var isDrill: Bool { self == .exercise || self == .reenactment }

    /// Whether the incident may run on a simulated clock, as one that a scenario plays does. An
    /// everyday week can be played too; nobody's life may depend on a clock that isn't the wall's.
    public var isSimulable: Bool { isDrill || self == .routine }
}

extension Visibility: ClosedSet {
    public var knownWord: String? {
        switch self {
        case .public: "public"
        case .internal: "internal"
        case .restricted: "restricted"
        case .unspecified, .UNRECOGNIZED: nil
        }
    }

    /// An entry without a visibility is internal.
    public static var unknownWord: String { "internal" }
}

extension TimeCertainty: ClosedSet {
    public var knownWord: String? {
        switch self {
        case .exact: "exact"
        case .approximate: "approximate"
        case .placeholder: "placeholder"
        case .day: "day"
        case .unspecified, .UNRECOGNIZED: nil
        }
    }

    /// A time without a certainty is exact.
    public static var unknownWord: String { "exact" }
}

extension Confidence: ClosedSet {
    public var knownWord: String? {
        switch self {
        case .high: "high"
        case .medium: "medium"
        case .low: "low"
        case .unspecified, .UNRECOGNIZED: nil
        }
    }
}

extension MessageKind: ClosedSet {
    public var knownWord: String? {
        switch self {
        case .holding: "holding"
        case .alert: "alert"
        case .update: "update"
        case .correction: "correction"
        case .retraction: "retraction"
        case .allClear: "all-clear"
        case .unspecified, .UNRECOGNIZED: nil
        }
    }

    public static var unknownWord: String { "message" }
}

extension IdentificationPurpose: ClosedSet {
    public var knownWord: String? {
        switch self {
        case .suspect: "suspect"
        case .personOfInterest: "person-of-interest"
        case .wanted: "wanted"
        case .charged: "charged"
        case .abductedChild: "abducted-child"
        case .missingPerson: "missing-person"
        case .blueAlert: "blue-alert"
        case .deceased: "deceased"
        case .injured: "injured"
        case .profile: "profile"
        case .campaign: "campaign"
        case .official: "official"
        case .unspecified, .UNRECOGNIZED: nil
        }
    }
}

extension IdentifyingDetail: ClosedSet {
    public var knownWord: String? {
        switch self {
        case .name: "name"
        case .photo: "photo"
        case .plate: "plate"
        case .homeAddress: "home-address"
        case .description_: "description"
        case .voice: "voice"
        case .quote: "quote"
        case .unspecified, .UNRECOGNIZED: nil
        }
    }
}

extension CommentAction: ClosedSet {
    public var knownWord: String? {
        switch self {
        case .hidden: "hidden"
        case .deleted: "deleted"
        case .blocked: "blocked"
        case .unspecified, .UNRECOGNIZED: nil
        }
    }
}

extension ApprovalManner: ClosedSet {
    public var knownWord: String? {
        switch self {
        case .inPerson: "in-person"
        case .standing: "standing"
        case .relayed: "relayed"
        case .alone: "alone"
        case .unspecified, .UNRECOGNIZED: nil
        }
    }
}

extension DeliveryOutcome: ClosedSet {
    public var knownWord: String? {
        switch self {
        case .posted: "posted"
        case .failed: "failed"
        case .unspecified, .UNRECOGNIZED: nil
        }
    }
}

extension WithdrawalManner: ClosedSet {
    public var knownWord: String? {
        switch self {
        case .deleted: "deleted"
        case .cancelled: "cancelled"
        case .hidden: "hidden"
        case .edited: "edited"
        case .unspecified, .UNRECOGNIZED: nil
        }
    }

    public static var unknownWord: String { "withdrawn" }
}

extension RumorOrigin: ClosedSet {
    public var knownWord: String? {
        switch self {
        case .public: "public"
        case .media: "media"
        case .partner: "partner"
        case .ownMessage: "own-message"
        case .unspecified, .UNRECOGNIZED: nil
        }
    }
}

extension Finding: ClosedSet {
    public var knownWord: String? {
        switch self {
        case .false: "false"
        case .true: "true"
        case .misleading: "misleading"
        case .unsubstantiated: "unsubstantiated"
        case .outdated: "outdated"
        case .unspecified, .UNRECOGNIZED: nil
        }
    }

    public static var unknownWord: String { "not assessed" }
}

extension InquiryOrigin: ClosedSet {
    public var knownWord: String? {
        switch self {
        case .public: "public"
        case .media: "media"
        case .unspecified, .UNRECOGNIZED: nil
        }
    }
}

extension RequestKind: ClosedSet {
    public var knownWord: String? {
        switch self {
        case .question: "question"
        case .embargo: "embargo"
        case .interview: "interview"
        case .unspecified, .UNRECOGNIZED: nil
        }
    }

    public static var unknownWord: String { "question" }
}

extension PerformanceRating: ClosedSet {
    /// HSEEP's letter, in capitals as on its forms.
    public var knownWord: String? {
        switch self {
        case .performed: "P"
        case .someChallenges: "S"
        case .majorChallenges: "M"
        case .unable: "U"
        case .unspecified, .UNRECOGNIZED: nil
        }
    }

    public static var unknownWord: String { "not rated" }
}

extension CapabilityElement: ClosedSet {
    public var knownWord: String? {
        switch self {
        case .planning: "planning"
        case .organization: "organization"
        case .equipment: "equipment"
        case .training: "training"
        case .exercise: "exercise"
        case .unspecified, .UNRECOGNIZED: nil
        }
    }
}
