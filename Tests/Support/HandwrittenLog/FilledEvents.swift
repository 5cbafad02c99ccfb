import Foundation
package import IncidentEvents
import SwiftProtobuf

/// Every kind of event, with a text in each of its text fields, read from the contract itself so
/// that no new field is forgotten.
package enum FilledEvents {
    /// Text fields that hold an id or a name of a fixed form; the event is meaningless without
    /// them.
    package static let forms: [String: String] = [
        "fact": "F1", "by": "F2", "message": "M1", "messages": "M1", "retracts": "", "armed": "M1",
        "answers": "Q1", "rumor": "R1", "related": "R1", "statement": "S1", "inquiry": "Q1",
        "tip": "T1", "briefing": "B1", "consent": "C1", "comment": "H1", "note": "N1",
        "facts": "F1", "cites": "F1", "into": "Q2",
        "corrects": "R1", "carrier": "x:MillPD", "channel": "x", "channels": "x",
        "language": "en", "languages": "en", "zone": "UTC", "lesson": "L1", "action": "A1",
        "period": "P1", "trend": "O1",
    ]

    /// - Parameters:
    ///   - fillsAll: Whether numbers, times, bytes, flags and every choice are filled as well.
    ///   - fill: The text for a field of an event, by their names in the contract; nil leaves the
    ///     field as in ``forms``, else empty.
    package static func all(
        fillsAll: Bool = false,
        _ fill: (_ event: String, _ field: String) -> String?
    ) throws -> [IncidentEvent] {
        let contract = try String(
            contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .appendingPathComponent(
                    "../../../Sources/IncidentEvents/incident_events.proto"), encoding: .utf8)
        var messages: [String: [(type: String, field: String, isRepeated: Bool)]] = [:]
        for block in contract.matches(of: #/(?m)^message (\w+) \{\n((?:.*\n)*?)^\}/#) {
            messages[String(block.output.1)] = block.output.2.matches(
                of: #/(?m)^\s+(repeated |optional )?([\w.]+) (\w+) = \d+;/#
            ).map {
                (
                    String($0.output.2), String($0.output.3),
                    $0.output.1.map { $0.hasPrefix("repeated") } ?? false
                )
            }
        }
        func value(_ name: String) -> [String: Any] {
            var object: [String: Any] = [:]
            for (type, field, isRepeated) in messages[name] ?? [] {
                var item: Any?
                if type == "string" {
                    item = fill(name, field) ?? forms[field]
                } else if messages[type] != nil {
                    item = value(type)
                } else if let number = numbers[type] {
                    item = number
                } else if fillsAll {
                    // Anything that isn't a scalar is an enum, and 1 is its first value.
                    item = scalars[type] ?? 1
                }
                if let item { object[field] = isRepeated ? [item] : item }
            }
            return object
        }
        let kinds = (messages["IncidentEvent"] ?? []).filter { messages[$0.type] != nil }
        return try kinds.map { kind in
            let json = try JSONSerialization.data(withJSONObject: [kind.field: value(kind.type)])
            return try IncidentEvent(jsonUTF8Data: json)
        }
    }

    /// The scalars' JSON forms; no entry has this position.
    private static var scalars: [String: Any] {
        [
            "bool": true, "double": 1, "uint32": 1, "uint64": "999999", "bytes": "TWFya2Vy",
            "google.protobuf.Timestamp": "2027-01-15T12:30:00Z",
        ]
    }

    private static let numbers: [String: Int] = [
        "MessageKind": 3, "Finding": 1, "RumorOrigin": 2, "DeliveryOutcome": 1,
        "WithdrawalManner": 1, "ApprovalManner": 3, "IncidentMode": 1,
    ]
}
