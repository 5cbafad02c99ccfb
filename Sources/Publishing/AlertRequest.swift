public import IncidentEvents
public import Wire

/// A requested alert: the message, and the values that no message has.
public struct AlertRequest: Sendable {
    /// The message, such as `M3`.
    public var message: MessageID
    /// The SAME event code, such as `SPW`.
    public var event: String
    /// The event in words, by language. English comes from the code.
    public var eventNames: [String: String] = [:]
    /// SAME places, six digits each.
    public var places: [String] = []
    /// The area in words; nil for the message's location, else the incident's place.
    public var area: String?
    /// Areas by their corners.
    public var polygons: [CAPPolygon] = []
    /// Areas by center and radius.
    public var circles: [CAPCircle] = []
    /// The end: `23:15` (the next one), `+1h` or RFC 3339. Nil for the message's own end.
    public var expires: String?
    /// The urgency (CAP 1.2).
    public var urgency: CAPUrgency
    /// The severity (CAP 1.2).
    public var severity: CAPSeverity
    /// The certainty (CAP 1.2).
    public var certainty: CAPCertainty
    /// The kind of hazard (CAP 1.2).
    public var category: CAPCategory = .other
    /// The recommended responses (CAP 1.2).
    public var responses: [CAPResponseType] = []
    /// The kind of WEA; nil blocks delivery to phones.
    public var handling: WEAHandling?
    /// Whether to block radio and television.
    public var isOffAir = false
    /// The sender; nil for the department's id at its web host.
    public var sender: String?
    /// The identifier; nil for incident, message and microsecond.
    public var identifier: String?
    /// The earlier alerts that it updates or cancels; nil for a first one.
    public var follows: Following?

    /// The relation of an alert to earlier alerts.
    public enum Following: Sendable {
        case updates([EarlierAlert])
        case cancels([EarlierAlert])
    }

    /// An alert that was read, with the name of its file for errors.
    public struct EarlierAlert: Sendable {
        /// The name of the file, for errors.
        public var file: String
        /// The file's contents.
        public var alert: CAPAlert

        public init(file: String, alert: CAPAlert) {
            self.file = file
            self.alert = alert
        }
    }

    public init(
        of message: MessageID, event: String, urgency: CAPUrgency, severity: CAPSeverity,
        certainty: CAPCertainty
    ) {
        self.message = message
        self.event = event
        self.urgency = urgency
        self.severity = severity
        self.certainty = certainty
    }
}

extension AlertRequest.Following {
    var alerts: [AlertRequest.EarlierAlert] {
        switch self {
        case .updates(let alerts), .cancels(let alerts): alerts
        }
    }

    var messageType: CAPMessageType {
        switch self {
        case .updates: .update
        case .cancels: .cancel
        }
    }
}
