internal import ArgumentParser
internal import IncidentEvents
internal import Publishing
internal import Wire

struct MessageCAP: WireCommand {
    static let configuration = CommandConfiguration(
        commandName: "cap",
        abstract: "Write a CAP 1.2 file.",
        discussion: """
            Tocsin transmits nothing. The file's status is Draft until every text in it is released \
            in a LIVE incident, and Exercise in an exercise. The options give what the message \
            doesn't contain.
            Example: tocsin message cap M2 --event SPW --same 048113 --expires +1h \
            --urgency immediate --severity extreme --certainty observed --response shelter
            """)

    @Argument(help: "The message, e.g. M2, or its name.", completion: .messages) var message: String
    @Option(help: "The SAME event code, e.g. SPW, EVI, CEM.") var event: String
    @Option(
        parsing: .upToNextOption,
        help: .rare("LANGUAGE=WORDS: the event's name. English comes from the code."))
    var eventName: [String] = []
    @Option(parsing: .upToNextOption, help: "SAME places, six digits each, e.g. 048113.")
    var same: [Several] = []
    @Option(
        help: .rare("The area's name. Default: the message's location or the incident's place."))
    var area: String?
    // A southern latitude begins with a minus sign and is not an option.
    @Option(
        parsing: .unconditionalSingleValue,
        help: .rare(
            "\"LAT,LON LAT,LON …\" with the first point repeated last. Repeat for each polygon."))
    var polygon: [String] = []
    @Option(
        parsing: .unconditionalSingleValue,
        help: .rare("\"LAT,LON KILOMETERS\". Repeat for each circle."))
    var circle: [String] = []
    @Option(
        parsing: .unconditional,
        help: "When it expires: 23:15, +1h, or RFC 3339. Default: the message's end.")
    var expires: String?
    @Option(help: "immediate, expected, future, past or unknown.") var urgency: String
    @Option(help: "extreme, severe, moderate, minor or unknown.") var severity: String
    @Option(help: "observed, likely, possible, unlikely or unknown.") var certainty: String
    @Option(help: .rare("geo, met, safety, security, rescue, fire, health, … Default: other."))
    var category: String = "other"
    @Option(parsing: .upToNextOption, help: "shelter, evacuate, avoid, monitor, allclear, …")
    var response: [Several] = []
    @Option(help: .rare("For phones: imminent-threat, public-safety, amber or test.")) var wea:
        String?
    @Flag(help: .rare("Keep the alert off radio and television.")) var noEas = false
    @Option(help: .rare("The sender's id. Default: the department's id at its web host."))
    var sender: String?
    @Option(help: .rare("The alert's id. Default: made from incident, message and time."))
    var identifier: String?
    @Option(
        parsing: .upToNextOption, help: .rare("Earlier CAP files that this one updates."),
        completion: .file())
    var updates: [String] = []
    @Option(
        parsing: .upToNextOption, help: .rare("Earlier CAP files that this one cancels."),
        completion: .file())
    var cancels: [String] = []
    @Flag(help: .rare("Print the EAS text for stations instead of the file."))
    var easText = false
    @OptionGroup var destination: OutputOptions
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    struct Answer: Encodable {
        var message: MessageID
        var status: String
        var messageType: String
        var identifier: String
        var sent: String
        /// The file, or with `--eas-text` the text for stations.
        var content: String
        var isTransmitted = false
    }

    func validate() throws {
        if reading.asOf != nil {
            throw ValidationError("A CAP file always has the current time. Drop --as-of.")
        }
        if !updates.isEmpty, !cancels.isEmpty {
            throw ValidationError(
                "A file can't both update and cancel. Give --updates or --cancels.")
        }
    }

    func file(_ view: IncidentView) throws -> WireFile<Answer> {
        let publisher = view.publisher
        let published = try publisher.alert(
            request(view.state.message(message), InputReader(view.session.world)))
        let alert = published.alert
        let output = easText ? try publisher.stationText(of: published) : published.xml
        var note =
            "CAP 1.2 of \(published.message), status \(alert.status.rawValue), for a certified"
            + " origination tool. Nothing was transmitted."
        if !cancels.isEmpty {
            note +=
                " A cancel isn't a correction: people who saw the alert may not see it. Corrections"
                + " still open: tocsin coverage"
        }
        return WireFile(
            answer: Answer(
                message: published.message, status: alert.status.rawValue,
                messageType: alert.messageType.rawValue, identifier: alert.identifier,
                sent: alert.sent.text, content: output), content: output, note: note)
    }

    private func request(_ message: MessageID, _ reader: InputReader) throws -> AlertRequest {
        var request = AlertRequest(
            of: message, event: event,
            urgency: try Self.choice(urgency, CAPUrgency.self, "urgency"),
            severity: try Self.choice(severity, CAPSeverity.self, "severity"),
            certainty: try Self.choice(certainty, CAPCertainty.self, "certainty"))
        request.eventNames = try Self.pairs(eventName, "--event-name LANGUAGE=WORDS")
        request.places = same.values
        request.area = area
        request.polygons = try polygon.map(Self.polygon)
        request.circles = try circle.map(Self.circle)
        request.expires = expires
        request.category = try Self.choice(category, CAPCategory.self, "category")
        request.responses = try response.values.map {
            try Self.choice($0, CAPResponseType.self, "response")
        }
        request.handling = try wea.map {
            try Choice.read(
                $0,
                among: [
                    ("imminent-threat", .imminentThreat), ("public-safety", .publicSafety),
                    ("amber", .amber), ("test", .test),
                ], "kind of WEA")
        }
        request.isOffAir = noEas
        request.sender = sender
        request.identifier = identifier
        if !updates.isEmpty {
            request.follows = .updates(try updates.map { try Self.earlier($0, reader) })
        }
        if !cancels.isEmpty {
            request.follows = .cancels(try cancels.map { try Self.earlier($0, reader) })
        }
        return request
    }

    // MARK: Reading options

    private static func earlier(
        _ path: String, _ reader: InputReader
    ) throws -> AlertRequest.EarlierAlert {
        let bytes = try reader.bytes(path, limit: 1_048_576, what: "a CAP file")
        return .init(file: path, alert: try CAPAlert(bytes: bytes))
    }

    private static func choice<Value: RawRepresentable & CaseIterable>(
        _ text: String, _ type: Value.Type, _ what: String
    ) throws(Failure) -> Value where Value.RawValue == String {
        try Choice.read(text, among: Value.allCases.map { ($0.rawValue.lowercased(), $0) }, what)
    }

    private static func pairs(_ texts: [String], _ form: String) throws -> [String: String] {
        var pairs: [String: String] = [:]
        for text in texts {
            let parts = text.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else {
                throw ValidationError("\"\(text.prefix(80))\" isn't valid. Write it as \(form).")
            }
            pairs[String(parts[0])] = String(parts[1])
        }
        return pairs
    }

    /// Digits with at most one point and a sign: `Double` also reads 0x1p3 and 1e1, which nobody
    /// means here.
    private static func decimal(_ text: Substring) -> Double? {
        let isSigned = text.first == "-" || text.first == "+"
        let parts = text.dropFirst(isSigned ? 1 : 0)
            .split(separator: ".", omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
        return isPlain && parts.count <= 2 ? Double(text) : nil
    }

    private static func point(_ text: Substring) throws(Failure) -> CAPPoint {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 2, let latitude = decimal(parts[0]),
            let longitude = decimal(parts[1]),
            latitude.isFinite, longitude.isFinite
        else {
            throw Failure(
                .badData, "\"\(text.prefix(60))\" isn't a valid point. Write it like 32.78,-96.81.")
        }
        return CAPPoint(latitude: latitude, longitude: longitude)
    }

    private static func polygon(_ text: String) throws -> CAPPolygon {
        CAPPolygon(try text.split(separator: " ").map(point))
    }

    private static func circle(_ text: String) throws -> CAPCircle {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let radius = decimal(parts[1]), radius.isFinite else {
            throw Failure(
                .badData,
                "\"\(text.prefix(60))\" isn't a valid circle. Write it like \"32.78,-96.81 0.5\"."
            )
        }
        return CAPCircle(center: try point(parts[0]), radiusInKilometers: radius)
    }
}
