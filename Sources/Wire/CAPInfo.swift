internal import Basics
internal import Documents

/// The content of an alert in one language.
public struct CAPInfo: Hashable, Sendable {
    /// The language tag, BCP 47; nil means `en-US`.
    public var language: String?
    public var categories: [CAPCategory]
    /// The kind of event in words, in this language.
    public var event: String
    public var responseTypes: [CAPResponseType]
    public var urgency: CAPUrgency
    public var severity: CAPSeverity
    public var certainty: CAPCertainty
    public var audience: String?
    public var eventCodes: [CAPNamedValue]
    public var effective: CAPTime?
    public var onset: CAPTime?
    public var expires: CAPTime?
    public var senderName: String?
    public var headline: String?
    public var description: String?
    public var instruction: String?
    public var web: String?
    public var contact: String?
    public var parameters: [CAPNamedValue]
    public var resources: [CAPResource]
    public var areas: [CAPArea]

    public init(
        language: String? = nil, categories: [CAPCategory], event: String,
        responseTypes: [CAPResponseType] = [], urgency: CAPUrgency, severity: CAPSeverity,
        certainty: CAPCertainty, audience: String? = nil, eventCodes: [CAPNamedValue] = [],
        effective: CAPTime? = nil, onset: CAPTime? = nil, expires: CAPTime? = nil,
        senderName: String? = nil, headline: String? = nil, description: String? = nil,
        instruction: String? = nil, web: String? = nil, contact: String? = nil,
        parameters: [CAPNamedValue] = [], resources: [CAPResource] = [], areas: [CAPArea] = []
    ) {
        self.language = language
        self.categories = categories
        self.event = event
        self.responseTypes = responseTypes
        self.urgency = urgency
        self.severity = severity
        self.certainty = certainty
        self.audience = audience
        self.eventCodes = eventCodes
        self.effective = effective
        self.onset = onset
        self.expires = expires
        self.senderName = senderName
        self.headline = headline
        self.description = description
        self.instruction = instruction
        self.web = web
        self.contact = contact
        self.parameters = parameters
        self.resources = resources
        self.areas = areas
    }

    /// The language as a tag, `en-US` if none is stated.
    public var languageTag: String { language ?? "en-US" }

    /// The values of the parameter with this name, such as `CMAMtext`.
    public func parameter(_ name: String) -> [String] {
        parameters.filter { $0.name.utf8.elementsEqual(name.utf8) }.map(\.value)
    }

    /// Headline, description and instruction as one text, to record another agency's statement.
    public var plainText: String {
        [headline, description, instruction].compactMap { $0?.foldedSpace }
            .filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// The event codes of the SAME list, such as `CEM`.
    public var sameEventCodes: [String] {
        eventCodes.filter { $0.name == CAPNamedValue.same }.map(\.value)
    }
}

/// A value with the name of the list or rule that it comes from.
public struct CAPNamedValue: Hashable, Sendable {
    /// The name for SAME event codes and places.
    public static let same = "SAME"

    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// A file attached to an alert.
public struct CAPResource: Hashable, Sendable {
    public var resourceDescription: String
    public var mimeType: String
    /// The approximate size in bytes.
    public var size: Int?
    public var uri: String?
    /// The content itself in Base64.
    public var embedded: String?
    /// SHA-1 of the content, as CAP 1.2 requires, in hexadecimal.
    public var digest: String?

    public init(
        resourceDescription: String, mimeType: String, size: Int? = nil, uri: String? = nil,
        embedded: String? = nil, digest: String? = nil
    ) {
        self.resourceDescription = resourceDescription
        self.mimeType = mimeType
        self.size = size
        self.uri = uri
        self.embedded = embedded
        self.digest = digest
    }
}

/// A place that an alert is for.
public struct CAPArea: Hashable, Sendable {
    public var areaDescription: String
    public var polygons: [CAPPolygon]
    public var circles: [CAPCircle]
    public var geocodes: [CAPNamedValue]
    /// The altitude in feet above mean sea level.
    public var altitude: Double?
    /// The ceiling in feet above mean sea level.
    public var ceiling: Double?

    public init(
        areaDescription: String, polygons: [CAPPolygon] = [], circles: [CAPCircle] = [],
        geocodes: [CAPNamedValue] = [], altitude: Double? = nil, ceiling: Double? = nil
    ) {
        self.areaDescription = areaDescription
        self.polygons = polygons
        self.circles = circles
        self.geocodes = geocodes
        self.altitude = altitude
        self.ceiling = ceiling
    }

    /// The words, then lines, codes and heights, as one line for a record.
    ///
    /// - Parameter isCondensed: Shows polygons as the number of their points.
    public func plainText(isCondensed: Bool = false) -> String {
        var parts = [areaDescription.foldedSpace]
        parts += polygons.map {
            isCondensed ? "polygon of \($0.points.count) points" : "polygon \($0.text)"
        }
        parts += circles.map { "circle \($0.text) km" }
        parts += geocodes.map { "\($0.name) \($0.value)" }
        if let altitude { parts.append("from \(WireNumber.text(altitude)) feet") }
        if let ceiling { parts.append("up to \(WireNumber.text(ceiling)) feet") }
        return parts.joined(separator: "; ")
    }

    /// The SAME places, six digits each: part, state and county.
    public var samePlaces: [String] {
        geocodes.filter { $0.name == CAPNamedValue.same }.map(\.value)
    }
}

/// A point in degrees of WGS 84.
public struct CAPPoint: Hashable, Sendable {
    public var latitude: Double
    public var longitude: Double

    public init(latitude: Double, longitude: Double) {
        self.latitude = latitude
        self.longitude = longitude
    }

    /// Reads `38.47,-120.14`.
    init?(_ text: Substring) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 2, let latitude = WireNumber.read(parts[0]),
            let longitude = WireNumber.read(parts[1])
        else { return nil }
        self.init(latitude: latitude, longitude: longitude)
    }

    var text: String { "\(WireNumber.text(latitude)),\(WireNumber.text(longitude))" }

    var isOnEarth: Bool { abs(latitude) <= 90 && abs(longitude) <= 180 }
}

/// A closed line around an area: the last point repeats the first.
public struct CAPPolygon: Hashable, Sendable {
    public var points: [CAPPoint]

    public init(_ points: [CAPPoint]) {
        self.points = points
    }

    var text: String { points.map(\.text).joined(separator: " ") }
}

public struct CAPCircle: Hashable, Sendable {
    public var center: CAPPoint
    public var radiusInKilometers: Double

    public init(center: CAPPoint, radiusInKilometers: Double) {
        self.center = center
        self.radiusInKilometers = radiusInKilometers
    }

    var text: String { "\(center.text) \(WireNumber.text(radiusInKilometers))" }
}

/// Decimal numbers without an exponent.
enum WireNumber {
    static func read(_ text: Substring) -> Double? {
        let isPlain = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
                || byte == UInt8(ascii: "+")
        }
        guard isPlain, let value = Double(text), value.isFinite else { return nil }
        return value
    }

    /// The decimal text. A number that would need an exponent is rounded to a millionth: a tenth of
    /// a meter on Earth.
    static func text(_ value: Double) -> String {
        let plain = value.description
        if plain.utf8.contains(UInt8(ascii: "e")), abs(value) < 1 {
            let millionths = Int((abs(value) * 1_000_000).rounded())
            return (value < 0 && millionths > 0 ? "-0." : "0.") + millionths.padded(6)
        }
        return plain.hasSuffix(".0") ? String(plain.dropLast(2)) : plain
    }
}
