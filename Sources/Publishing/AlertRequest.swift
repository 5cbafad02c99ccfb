public import IncidentEvents
public import Wire

/// An alert as it is asked for: the message, and what no message holds.
public struct AlertRequest: Sendable {
    public var message: MessageID
    /// The SAME event code, such as `SPW`.
    public var event: String
    /// The event in words, by language. English follows from the code.
    public var eventNames: [String: String] = [:]
    /// SAME places, six digits each.
    public var places: [String] = []
    /// Nil for the message's location, else the incident's place.
    public var area: String?
    public var polygons: [CAPPolygon] = []
    public var circles: [CAPCircle] = []
    /// When it ends: `23:15` (the next one), `+1h` or RFC 3339. Nil for the message's own end.
    public var expires: String?
    public var urgency: CAPUrgency
    public var severity: CAPSeverity
    public var certainty: CAPCertainty
    public var category: CAPCategory = .security
    public var responses: [CAPResponseType] = []
    /// Nil keeps it off phones.
    public var handling: WEAHandling?
    /// Keeps it off radio and television.
    public var isOffAir = false
    /// Nil for the department's id at its web host.
    public var sender: String?
    /// Nil for incident, message and second.
    public var identifier: String?
    public var follows: Following?

    /// What an alert does to alerts that were sent before.
    public enum Following: Sendable {
        case updates([EarlierAlert])
        case cancels([EarlierAlert])
    }

    /// An alert that was read, with the name of its file for errors.
    public struct EarlierAlert: Sendable {
        public var file: String
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
