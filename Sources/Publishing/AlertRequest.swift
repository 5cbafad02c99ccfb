public import IncidentEvents
public import Wire

/// An alert as it is asked for: the message, and what no message holds.
public struct AlertRequest: Sendable {
    /// The message, such as `M3`.
    public var message: MessageID
    /// The SAME event code, such as `SPW`.
    public var event: String
    /// The event in words, by language. English follows from the code.
    public var eventNames: [String: String] = [:]
    /// SAME places, six digits each.
    public var places: [String] = []
    /// Nil for the message's location, else the incident's place.
    public var area: String?
    /// Areas by their corners.
    public var polygons: [CAPPolygon] = []
    /// Areas by center and radius.
    public var circles: [CAPCircle] = []
    /// When it ends: `23:15` (the next one), `+1h` or RFC 3339. Nil for the message's own end.
    public var expires: String?
    /// How soon people must act (CAP 1.2).
    public var urgency: CAPUrgency
    /// How bad it is (CAP 1.2).
    public var severity: CAPSeverity
    /// How sure it is (CAP 1.2).
    public var certainty: CAPCertainty
    /// The kind of hazard (CAP 1.2).
    public var category: CAPCategory = .security
    /// What people should do (CAP 1.2).
    public var responses: [CAPResponseType] = []
    /// Nil keeps it off phones.
    public var handling: WEAHandling?
    /// Keeps it off radio and television.
    public var isOffAir = false
    /// Nil for the department's id at its web host.
    public var sender: String?
    /// Nil for incident, message and microsecond.
    public var identifier: String?
    /// The earlier alerts that it updates or cancels; nil for a first one.
    public var follows: Following?

    /// What an alert does to alerts that were sent before.
    public enum Following: Sendable {
        case updates([EarlierAlert])
        case cancels([EarlierAlert])
    }

    /// An alert that was read, with the name of its file for errors.
    public struct EarlierAlert: Sendable {
        /// The name of the file, for errors.
        public var file: String
        /// What the file holds.
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
