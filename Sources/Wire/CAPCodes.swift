public enum CAPCategory: String, Hashable, Sendable, CaseIterable {
    case geophysical = "Geo"
    case meteorological = "Met"
    case safety = "Safety"
    case security = "Security"
    case rescue = "Rescue"
    case fire = "Fire"
    case health = "Health"
    case environmental = "Env"
    case transport = "Transport"
    case infrastructure = "Infra"
    case cbrne = "CBRNE"
    case other = "Other"
}

public enum CAPResponseType: String, Hashable, Sendable, CaseIterable {
    case shelter = "Shelter"
    case evacuate = "Evacuate"
    case prepare = "Prepare"
    case execute = "Execute"
    case avoid = "Avoid"
    case monitor = "Monitor"
    case assess = "Assess"
    case allClear = "AllClear"
    case noAction = "None"
}

public enum CAPUrgency: String, Hashable, Sendable, CaseIterable {
    case immediate = "Immediate"
    case expected = "Expected"
    case future = "Future"
    case past = "Past"
    case unknown = "Unknown"
}

public enum CAPSeverity: String, Hashable, Sendable, CaseIterable {
    case extreme = "Extreme"
    case severe = "Severe"
    case moderate = "Moderate"
    case minor = "Minor"
    case unknown = "Unknown"
}

public enum CAPCertainty: String, Hashable, Sendable, CaseIterable {
    case observed = "Observed"
    case likely = "Likely"
    case possible = "Possible"
    case unlikely = "Unlikely"
    case unknown = "Unknown"
}

/// The kinds of Wireless Emergency Alert that a department may ask for in `WEAHandling`.
///
/// `Imminent Threat` is the value in published alerts. The other three are unverified: FEMA's
/// developer guide is available only under agreement, so the origination tool decides.
public enum WEAHandling: String, Hashable, Sendable, CaseIterable {
    case imminentThreat = "Imminent Threat"
    case publicSafety = "Public Safety"
    case amber = "Child Abduction Emergency"
    case test = "WEA Test"
}

/// An event code of the Emergency Alert System, as known on a date.
public struct SAMEEventCode: Hashable, Sendable {
    /// The law's code for it, such as `552.111`.
    public let code: String
    /// The name for people.
    public let title: String

    /// The first day of this list: the day `MEP` came into force.
    public static let asOf = "2025-09-08"
    public static let source =
        "47 CFR 11.31(e), https://www.ecfr.gov/current/title-47/section-11.31"

    public static let all: [SAMEEventCode] = titles.map { SAMEEventCode(code: $0, title: $1) }
        .sorted { $0.code < $1.code }

    /// The event with this code; nil if the list doesn't have it.
    public static func named(_ code: String) -> SAMEEventCode? {
        titles[code].map { SAMEEventCode(code: code, title: $0) }
    }

    private static let titles: [String: String] = [
        "ADR": "Administrative Message", "AVA": "Avalanche Watch", "AVW": "Avalanche Warning",
        "BLU": "Blue Alert", "BZW": "Blizzard Warning", "CAE": "Child Abduction Emergency",
        "CDW": "Civil Danger Warning", "CEM": "Civil Emergency Message",
        "CFA": "Coastal Flood Watch", "CFW": "Coastal Flood Warning",
        "DMO": "Practice/Demo Warning", "DSW": "Dust Storm Warning", "EAN": "Emergency Action",
        "EQW": "Earthquake Warning", "EVI": "Evacuation Immediate",
        "EWW": "Extreme Wind Warning", "FFA": "Flash Flood Watch",
        "FFS": "Flash Flood Statement", "FFW": "Flash Flood Warning", "FLA": "Flood Watch",
        "FLS": "Flood Statement", "FLW": "Flood Warning", "FRW": "Fire Warning",
        "HLS": "Hurricane Statement", "HMW": "Hazardous Materials Warning",
        "HUA": "Hurricane Watch", "HUW": "Hurricane Warning", "HWA": "High Wind Watch",
        "HWW": "High Wind Warning", "LAE": "Local Area Emergency",
        "LEW": "Law Enforcement Warning", "MEP": "Missing and Endangered Persons",
        "NIC": "National Information Center", "NMN": "Network Message Notification",
        "NPT": "Nationwide Test of the Emergency Alert System",
        "NUW": "Nuclear Power Plant Warning", "RHW": "Radiological Hazard Warning",
        "RMT": "Required Monthly Test", "RWT": "Required Weekly Test",
        "SMW": "Special Marine Warning", "SPS": "Special Weather Statement",
        "SPW": "Shelter in Place Warning", "SQW": "Snow Squall Warning",
        "SSA": "Storm Surge Watch", "SSW": "Storm Surge Warning",
        "SVA": "Severe Thunderstorm Watch", "SVR": "Severe Thunderstorm Warning",
        "SVS": "Severe Weather Statement", "TOA": "Tornado Watch",
        "TOE": "911 Telephone Outage Emergency", "TOR": "Tornado Warning",
        "TRA": "Tropical Storm Watch", "TRW": "Tropical Storm Warning", "TSA": "Tsunami Watch",
        "TSW": "Tsunami Warning", "VOW": "Volcano Warning", "WSA": "Winter Storm Watch",
        "WSW": "Winter Storm Warning",
    ]
}
