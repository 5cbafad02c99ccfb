public import Channels
internal import Documents
public import Incident
public import IncidentEvents
internal import Wire

/// A partner's CAP alert, recorded whole as the partner's statement.
///
/// A statement is internal and isn't one of our messages, so it can't be released.
public struct PartnerAlert: Sendable {
    public let observation: LogCommand
    /// The time that the partner sent it; nil if the file has no valid time.
    public let sent: Instant?

    /// - Parameters:
    ///   - bytes: The CAP file.
    ///   - carrier: The carrier that it was found on; nil for `partners:SENDER`.
    /// - Throws: A `WireError` for bytes that aren't a CAP alert, or a `CarrierError` for a sender
    ///   that can't be an account.
    public init(bytes: [UInt8], on carrier: Carrier?) throws {
        let alert = try CAPAlert(bytes: bytes)
        let name = alert.infos.lazy.compactMap(\.senderName).first { !$0.isEmpty }
        let whole = alert.record(isCondensed: false)
        observation = .observe(
            speaker: name ?? alert.sender,
            text: whole.utf8.count <= Decider.maximumTextBytes
                ? whole : alert.record(isCondensed: true),
            carrier: try carrier ?? Carrier(channel: .partners, account: alert.sender),
            address: alert.reference.text, facts: [], corrects: [])
        sent = WireTime(rfc3339: alert.sent.text).map { Instant(seconds: $0.secondsSince1970) }
    }
}

/// Labeled lines; an absent or empty value gets no line.
private struct LabeledLines {
    private(set) var lines: [String] = []

    mutating func add(_ label: String, _ value: String?) {
        // On one line, so no value can look like another label.
        guard let value = value?.foldedSpace, !value.isEmpty else { return }
        lines.append("\(label): \(value)")
    }

    var text: String { lines.joined(separator: "\n") }
}

extension CAPAlert {
    /// - Parameter isCondensed: Shows polygons as the number of their points. Detailed ones may
    ///   exceed the limit of a statement.
    fileprivate func record(isCondensed: Bool) -> String {
        ([heading] + infos.map { $0.record(isCondensed) }).joined(separator: "\n\n")
    }

    private var heading: String {
        var list = LabeledLines()
        list.add(referenceLabel, references.map(\.text).joined(separator: " "))
        list.add("Note", note)
        if scope != .public { list.add("Scope", scope.rawValue) }
        list.add("Restriction", restriction)
        list.add("Addresses", addresses)
        list.add("Source", source)
        list.add("Incidents", incidents)
        // An exercise or a draft must never read like a real alert.
        let first =
            "CAP \(messageType.rawValue), status \(status.rawValue), \(identifier), sent \(sent.text)"
            + (isSigned ? " (signed, signature not checked)" : "")
        return ([first] + list.lines).joined(separator: "\n")
    }

    private var referenceLabel: String {
        switch messageType {
        case .update: "Updates"
        case .cancel: "Cancels"
        case .alert, .acknowledgement, .error: "Refers to"
        }
    }
}

extension CAPInfo {
    fileprivate func record(_ isCondensed: Bool) -> String {
        var list = LabeledLines()
        list.add("Category", categories.map(\.rawValue).joined(separator: ", "))
        list.add("Response", responseTypes.map(\.rawValue).joined(separator: ", "))
        list.add("Urgency", urgency.rawValue)
        list.add("Severity", severity.rawValue)
        list.add("Certainty", certainty.rawValue)
        list.add("Audience", audience)
        list.add("Effective", effective?.text)
        list.add("Onset", onset?.text)
        list.add("Expires", expires?.text)
        for area in areas { list.add("Area", area.plainText(isCondensed: isCondensed)) }
        list.add("Text for phones", parameter("CMAMtext").joined(separator: " "))
        list.add("Long text for phones", parameter("CMAMlongtext").joined(separator: " "))
        list.add("Web", web)
        list.add("Contact", contact)
        for code in eventCodes { list.add("Event code", "\(code.name) \(code.value)") }
        for parameter in parameters where !["CMAMtext", "CMAMlongtext"].contains(parameter.name) {
            list.add("Parameter", "\(parameter.name) \(parameter.value)")
        }
        for resource in resources {
            let address = resource.uri ?? (resource.embedded == nil ? "" : "(embedded, not kept)")
            list.add(
                "Resource", "\(resource.resourceDescription), \(resource.mimeType) \(address)")
        }
        let heading = "[\(languageTag)] \(event.foldedSpace)"
        return [[heading, plainText].filter { !$0.isEmpty }.joined(separator: "\n"), list.text]
            .joined(separator: "\n\n")
    }
}
