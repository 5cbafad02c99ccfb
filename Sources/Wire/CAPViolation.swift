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

    /// Where the rule stands.
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

/// A rule that an alert breaks: where, what, and how to mend it.
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

/// Why an alert is not written: every rule that it breaks.
public struct CAPRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    public let violations: [CAPViolation]

    public var description: String {
        "The CAP file was not written, since the alert breaks "
            + (violations.count == 1 ? "a rule:" : "\(violations.count) rules:")
            + violations.map { "\n  \($0)" }.joined()
    }
}

/// Whose rules an alert is held to.
public enum CAPProfile: String, Hashable, Sendable, CaseIterable {
    /// CAP 1.2 alone.
    case cap
    /// CAP 1.2, the IPAWS profile, and, where the alert asks for it, Wireless Emergency Alerts.
    case ipaws

    /// The code by which an alert says that it follows the profile.
    public static let ipawsCode = "IPAWSv1.0"
}

/// What an alert is judged against besides its own words.
public struct CAPContext: Hashable, Sendable {
    public var profile: CAPProfile
    /// Nil for an alert of somebody else's, whose status is theirs to choose.
    public var standing: CAPStanding?
    /// When the file is written; nil leaves the age of `sent` unjudged.
    public var now: WireTime?
    /// Every earlier message of the incident that an update or cancel has to name.
    public var earlier: [CAPReference]
    /// The ways in which a text may name the sending agency, such as `Dallas Police` and `DPD`. Where
    /// there are any, each WEA text must hold one.
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

/// Gathers violations in the order of the file.
struct CAPFindings {
    private(set) var violations: [CAPViolation] = []

    mutating func add(_ rule: CAPRule, _ place: String, _ fault: String, mend remedy: String) {
        violations.append(CAPViolation(rule: rule, place: place, fault: fault, remedy: remedy))
    }
}
