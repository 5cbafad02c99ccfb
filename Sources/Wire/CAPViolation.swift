/// A rule that an alert can break. The raw value is its name in every output.
public enum CAPRule: String, Hashable, Sendable, CaseIterable {
    case identifierForm = "identifier-form"
    case timeForm = "time-form"
    case timeOrder = "time-order"
    case statusStanding = "status-standing"
    case scopeAudience = "scope-audience"
    case requiredText = "required-text"
    case characters = "characters"
    case markupInText = "markup-in-text"
    case languageForm = "language-form"
    case sameTextTwoLanguages = "same-text-two-languages"
    case infoMissing = "info-missing"
    case referencesMissing = "references-missing"
    case referencesIncomplete = "references-incomplete"
    case referencesForm = "references-form"
    case selfReference = "self-reference"
    case polygonForm = "polygon-form"
    case polygonOpen = "polygon-open"
    case polygonCrosses = "polygon-crosses"
    case circleForm = "circle-form"
    case webForm = "web-form"

    case profileCode = "ipaws-code"
    case sentStale = "sent-stale"
    case expiresMissing = "expires-missing"
    case eventCode = "event-code"
    case easOrganization = "eas-org"
    case areaMissing = "area-missing"
    case samePlace = "same-geocode"
    case infosDiffer = "infos-differ"

    case weaHandling = "wea-handling"
    case weaTexts = "wea-texts"
    case weaLength = "wea-length"
    case weaElements = "wea-elements"
    case weaExpiryZone = "wea-expiry-zone"
    case weaImminentThreat = "wea-imminent-threat"
    case weaDuration = "wea-duration"
    case weaGeometry = "wea-geometry"

    /// The source of the rule.
    public var source: String {
        switch self {
        case .identifierForm, .timeForm, .timeOrder, .scopeAudience, .requiredText, .characters,
            .markupInText, .languageForm, .infoMissing, .referencesMissing, .referencesForm,
            .polygonForm, .polygonOpen, .polygonCrosses, .circleForm, .webForm:
            "OASIS Common Alerting Protocol 1.2, section 3.2"
        case .statusStanding, .sameTextTwoLanguages, .referencesIncomplete, .selfReference:
            "OASIS Common Alerting Protocol 1.2, section 3.2, and Tocsin's own rule"
        case .profileCode, .sentStale, .expiresMissing, .eventCode, .easOrganization,
            .areaMissing, .samePlace, .infosDiffer:
            "CAP 1.2 USA IPAWS Profile 1.0, and IPAWS-OPEN's checks"
        case .weaHandling, .weaTexts, .weaGeometry: "FEMA's guidance for IPAWS-OPEN"
        case .weaLength: "47 CFR 10.430"
        case .weaElements, .weaExpiryZone: "47 CFR 10.420"
        case .weaImminentThreat: "47 CFR 10.400(b)"
        case .weaDuration: "the limit of the gateway to the carriers"
        }
    }
}

/// A rule that an alert breaks: the place, the fault and the fix.
public struct CAPViolation: Hashable, Sendable, CustomStringConvertible {
    public let rule: CAPRule
    /// The element, such as `info[2]/area[1]/polygon[1]`, counted from 1.
    public let place: String
    public let fault: String
    public let remedy: String

    public var description: String {
        "\(rule.rawValue): \(place): \(fault). \(remedy). (\(rule.source))"
    }
}

/// The reason that an alert is not written: every rule that it breaks.
public struct CAPRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    public let violations: [CAPViolation]

    public var description: String {
        "The CAP file was not written, since the alert breaks "
            + (violations.count == 1 ? "a rule:" : "\(violations.count) rules:")
            + violations.map { "\n  \($0)" }.joined()
    }
}

/// The rules that an alert must follow.
public enum CAPProfile: String, Hashable, Sendable, CaseIterable {
    /// CAP 1.2 alone.
    case cap
    /// CAP 1.2, the IPAWS profile, and, if the alert asks for it, Wireless Emergency Alerts.
    case ipaws

    /// The code in an alert that follows the profile.
    public static let ipawsCode = "IPAWSv1.0"
}

/// The context for judging an alert, in addition to its own words.
public struct CAPContext: Hashable, Sendable {
    public var profile: CAPProfile
    /// The standing; nil for another sender's alert, whose sender chooses the status.
    public var standing: CAPStanding?
    /// The time of writing; nil skips the check of the age of `sent`.
    public var now: WireTime?
    /// Every earlier message of the incident that an update or cancel has to name.
    public var earlier: [CAPReference]
    /// The names that a text may use for the sending agency, such as `Dallas Police` and `DPD`. If
    /// there are any, each WEA text must contain one.
    public var agencyNames: [String]

    public init(
        profile: CAPProfile = .ipaws, standing: CAPStanding?, now: WireTime? = nil,
        earlier: [CAPReference] = [], agencyNames: [String] = []
    ) {
        self.profile = profile
        self.standing = standing
        self.now = now
        self.earlier = earlier
        self.agencyNames = agencyNames
    }
}

/// Collects violations in the order of the file.
struct CAPFindings {
    private(set) var violations: [CAPViolation] = []

    mutating func add(_ rule: CAPRule, _ place: String, _ fault: String, mend remedy: String) {
        violations.append(CAPViolation(rule: rule, place: place, fault: fault, remedy: remedy))
    }
}
