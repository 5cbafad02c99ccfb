internal import SwiftProtobuf

extension IncidentRecord.Content {
    /// Reads a stored event.
    ///
    /// An event of an unknown kind, or with an unknown enum value, becomes `.unknown`: part of its
    /// meaning would be missing.
    ///
    /// - Parameter type: The type name that the log stores with the event.
    /// - Throws: A `SwiftProtobufError` or `BinaryDecodingError` if the bytes are not an event.
    public init(type: String, data: [UInt8]) throws {
        try self.init(type: type, data: data.span.bytes)
    }

    /// Reads a stored event in place; `type` is evaluated only if it is kept.
    package init(type: @autoclosure () -> String, data: RawSpan) throws {
        var event = try IncidentEvent(serializedBytes: data)
        guard let kind = event.kind.take(), !kind.hasUnknownValue else {
            self = .unknown(type: type())
            return
        }
        self = .event(kind)
    }
}

extension IncidentEvent.OneOf_Kind {
    /// Whether any enum field holds a value that this version does not know.
    ///
    /// Every field is listed by hand, because a visitor would slow down every replay; a test checks
    /// the list against the enum fields of the contract.
    var hasUnknownValue: Bool {
        switch self {
        case .incidentOpened(let event):
            event.mode.isUnknown || event.onsetCertainty.isUnknown
        case .onsetCorrected(let event): event.certainty.isUnknown
        case .messageDrafted(let event):
            event.kind.isUnknown || event.identifications.contains(where: \.hasUnknownValue)
        case .messageRevised(let event): event.identifications.contains(where: \.hasUnknownValue)
        case .messageSubmitted(let event): event.attachments.contains(where: \.hasUnknownValue)
        case .messageReleased(let event): event.attachments.contains(where: \.hasUnknownValue)
        case .mediaAttached(let event): event.attachment.hasUnknownValue
        case .correctiveActionAssigned(let event): event.element.isUnknown
        case .messageApproved(let event): event.manner.isUnknown
        case .deliveryRecorded(let event): event.outcome.isUnknown
        case .messageWithdrawn(let event): event.manner.isUnknown
        case .rumorReported(let event): event.origin.isUnknown
        case .rumorAssessed(let event): event.finding.isUnknown
        case .inquiryReceived(let event): event.origin.isUnknown || event.kind.isUnknown
        case .consentRecorded(let event): event.uses.contains(where: \.isUnknown)
        case .commentHidden(let event): event.action.isUnknown
        case .tipSealed(let event): event.part.isUnknown
        case .entryCorrected(let event): event.certainty.isUnknown
        case .visibilityChanged(let event): event.visibility.isUnknown
        case .ratingGiven(let event): event.rating.isUnknown
        default: false
        }
    }
}

extension Identification {
    fileprivate var hasUnknownValue: Bool {
        purpose.isUnknown || details.contains(where: \.isUnknown)
    }
}

extension AttachedMedia {
    fileprivate var hasUnknownValue: Bool { identifications.contains(where: \.hasUnknownValue) }
}

extension SwiftProtobuf.Enum where Self: CaseIterable {
    /// `allCases` does not include `UNRECOGNIZED`.
    fileprivate var isUnknown: Bool { !Self.allCases.contains(self) }
}
