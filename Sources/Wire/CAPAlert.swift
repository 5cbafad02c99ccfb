/// A Common Alerting Protocol 1.2 alert, as a file holds it.
///
/// A value is neither judged nor sent: ``violations(in:)`` judges it, ``xml(in:)`` writes it if it
/// passes, and only a certified origination tool transmits it. Source: OASIS CAP 1.2, 1 July 2010.
public struct CAPAlert: Hashable, Sendable {
    public var identifier: String
    public var sender: String
    public private(set) var sent: CAPTime
    /// The status; it follows from the ``CAPStanding`` that the alert was made with, or comes from
    /// the file that was read.
    public private(set) var status: CAPStatus
    public var messageType: CAPMessageType
    public var source: String?
    public var scope: CAPScope
    /// The restriction; required if the scope is Restricted.
    public var restriction: String?
    /// The addresses; required if the scope is Private. Separated by spaces; one that contains
    /// spaces is in quotes.
    public var addresses: String?
    public var codes: [String]
    public var note: String?
    /// The earlier messages that this one updates or cancels.
    public var references: [CAPReference]
    public var incidents: String?
    public var infos: [CAPInfo]
    /// Whether the file that was read had a signature. It is not checked, and never written.
    public let isSigned: Bool

    /// - Parameter codes: By default the mark of the IPAWS profile.
    public init(
        identifier: String, sender: String, sent: WireTime, standing: CAPStanding,
        messageType: CAPMessageType = .alert, source: String? = nil, scope: CAPScope = .public,
        restriction: String? = nil, addresses: String? = nil,
        codes: [String] = [CAPProfile.ipawsCode], note: String? = nil,
        references: [CAPReference] = [], incidents: String? = nil, infos: [CAPInfo] = []
    ) {
        self.init(
            identifier: identifier, sender: sender, sent: CAPTime(sent), status: standing.status,
            messageType: messageType, source: source, scope: scope, restriction: restriction,
            addresses: addresses, codes: codes, note: note, references: references,
            incidents: incidents, infos: infos, isSigned: false)
    }

    init(
        identifier: String, sender: String, sent: CAPTime, status: CAPStatus,
        messageType: CAPMessageType, source: String?, scope: CAPScope, restriction: String?,
        addresses: String?, codes: [String], note: String?, references: [CAPReference],
        incidents: String?, infos: [CAPInfo], isSigned: Bool
    ) {
        self.identifier = identifier
        self.sender = sender
        self.sent = sent
        self.status = status
        self.messageType = messageType
        self.source = source
        self.scope = scope
        self.restriction = restriction
        self.addresses = addresses
        self.codes = codes
        self.note = note
        self.references = references
        self.incidents = incidents
        self.infos = infos
        self.isSigned = isSigned
    }

    /// The same alert stamped at the moment of writing: IPAWS refuses one older than five minutes.
    public func stamped(_ standing: CAPStanding, sent: WireTime) -> CAPAlert {
        var alert = self
        alert.status = standing.status
        alert.sent = CAPTime(sent)
        return alert
    }

    /// The reference that a later update or cancel uses for this alert.
    public var reference: CAPReference {
        CAPReference(sender: sender, identifier: identifier, sent: sent)
    }
}

/// The caller's knowledge about a message, which determines its status.
public enum CAPStanding: Hashable, Sendable, CaseIterable {
    /// Not released: the file is a draft and not to be acted on.
    case unreleased
    /// Belongs to an exercise or a reenactment.
    case exercise
    /// A message of a LIVE incident that was approved and released.
    case releasedLive

    public var status: CAPStatus {
        switch self {
        case .unreleased: .draft
        case .exercise: .exercise
        case .releasedLive: .actual
        }
    }
}

public enum CAPStatus: String, Hashable, Sendable, CaseIterable {
    case actual = "Actual"
    case exercise = "Exercise"
    case system = "System"
    case test = "Test"
    case draft = "Draft"
}

public enum CAPMessageType: String, Hashable, Sendable, CaseIterable {
    case alert = "Alert"
    case update = "Update"
    case cancel = "Cancel"
    case acknowledgement = "Ack"
    case error = "Error"
}

public enum CAPScope: String, Hashable, Sendable, CaseIterable {
    case `public` = "Public"
    case restricted = "Restricted"
    case `private` = "Private"
}

/// A time as written in a file, valid or not.
public struct CAPTime: Hashable, Sendable {
    public let text: String

    public init(_ time: WireTime) {
        text = time.cap
    }

    /// - Parameter text: Kept as it is; ``CAPAlert/violations(in:)`` judges it.
    public init(text: String) {
        self.text = text
    }

    /// The moment; nil if the text breaks CAP's form, such as one in `Z`.
    public var moment: WireTime? { WireTime(cap: text) }
}

/// The reference to an earlier message: sender, identifier and time, separated by commas.
public struct CAPReference: Hashable, Sendable {
    public var sender: String
    public var identifier: String
    public var sent: CAPTime

    public init(sender: String, identifier: String, sent: CAPTime) {
        self.sender = sender
        self.identifier = identifier
        self.sent = sent
    }

    /// Reads `sender,identifier,sent`; nil if the text doesn't have three parts.
    init?(_ text: Substring) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 3, !parts.contains(where: \.isEmpty) else { return nil }
        self.init(
            sender: String(parts[0]), identifier: String(parts[1]),
            sent: CAPTime(text: String(parts[2])))
    }

    public var text: String { "\(sender),\(identifier),\(sent.text)" }

    /// Compares by bytes: two names that look alike may differ.
    func names(_ other: CAPReference) -> Bool {
        sender.utf8.elementsEqual(other.sender.utf8)
            && identifier.utf8.elementsEqual(other.identifier.utf8)
    }
}
