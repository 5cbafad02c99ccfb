public import Channels
public import Incident
internal import Wire

extension LogCommand {
    /// Observing a partner's CAP alert as a statement of theirs.
    ///
    /// A statement is internal and no message of ours, so it can't be released.
    ///
    /// - Parameters:
    ///   - bytes: The CAP file.
    ///   - carrier: Where it was found; nil for `partners:SENDER`.
    /// - Throws: A `WireError` for bytes that are no CAP alert, or a `CarrierError` for a sender
    ///   that can't be an account.
    public static func observingAlert(_ bytes: [UInt8], on carrier: Carrier?) throws -> LogCommand {
        let alert = try CAPAlert(bytes: bytes)
        let name = alert.infos.lazy.compactMap(\.senderName).first { !$0.isEmpty }
        let parts = alert.infos.map { info in
            ["[\(info.languageTag)] \(info.event)", info.plainText].filter { !$0.isEmpty }
                .joined(separator: "\n")
        }
        // The words of an exercise or a draft must never read as a real alert.
        let heading =
            "CAP \(alert.messageType.rawValue), status \(alert.status.rawValue),"
            + " \(alert.identifier), sent \(alert.sent.text)"
            + (alert.isSigned ? " (signed; the signature was not checked)" : "")
        return .observe(
            speaker: name ?? alert.sender, text: ([heading] + parts).joined(separator: "\n\n"),
            carrier: try carrier ?? Carrier(channel: .partners, account: alert.sender),
            address: alert.reference.text, facts: [], corrects: [])
    }
}
