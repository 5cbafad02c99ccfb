import Foundation
import IncidentEvents
import SwiftProtobuf

/// One event of every kind of the contract, with a marker in every text field, made from the
/// contract's own file: a field that is added to it is planted by itself.
struct MarkedEvents {
    /// By the kind's field in the contract, such as `fact_recorded`.
    private(set) var all: [(kind: String, event: IncidentEvent.OneOf_Kind)] = []

    static let marker = "Marker-"

    /// Ids and carriers must be such, or no state would hold what they name.
    private static let ids = [
        "fact": "F1", "message": "M1", "rumor": "R1", "inquiry": "Q1", "statement": "S1",
        "tip": "T1", "note": "N1", "briefing": "B1", "consent": "C1", "lesson": "L1",
        "action": "A1", "period": "P1", "trend": "O1", "carrier": "x:MillPD", "channel": "x",
        "language": "en", "by": "F1", "channels": "x", "languages": "en",
    ]

    /// The markers that a text holds.
    static func found(in text: String) -> Set<String> {
        Set(text.matches(of: /Marker-[\w\\-]+/).map { String($0.output) })
    }

    init() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources/IncidentEvents/incident_events.proto")
        let text = try String(contentsOf: file, encoding: .utf8)
        var messages: [String: [(isList: Bool, type: String, name: String)]] = [:]
        var current = ""
        for line in text.split(separator: "\n") {
            if let match = line.firstMatch(of: /^(?:message|enum) (\w+)/) {
                current = String(match.output.1)
            }
            let field = line.firstMatch(
                of: /^ +(repeated |optional )?([\w.]+) (\w+) = \d+;/)
            guard let field else { continue }
            messages[current, default: []].append(
                (
                    isList: field.output.1 == "repeated ", type: String(field.output.2),
                    name: String(field.output.3)
                ))
        }
        func value(_ type: String, _ name: String, _ kind: String) -> Any {
            switch type {
            // Most statements are ids; a fact's is its words.
            case "string" where kind == "fact_recorded" && name == "statement":
                return "\(Self.marker)\(kind)-\(name)"
            case "string": return Self.ids[name] ?? "\(Self.marker)\(kind)-\(name)"
            case "bool": return true
            case "double", "uint32": return 1
            // A position that no entry has.
            case "uint64": return "999999"
            case "bytes": return Data("\(Self.marker)\(kind)-\(name)".utf8).base64EncodedString()
            case "google.protobuf.Timestamp": return "2027-01-15T12:30:00Z"
            default:
                // An enum has no fields of this form; 1 is its first real value.
                guard let fields = messages[type] else { return 1 }
                return object(fields, kind)
            }
        }
        func object(
            _ fields: [(isList: Bool, type: String, name: String)], _ kind: String
        ) -> [String: Any] {
            var result: [String: Any] = [:]
            for field in fields {
                let one = value(field.type, field.name, kind)
                result[field.name] = field.isList ? [one] : one
            }
            return result
        }
        for kind in messages["IncidentEvent"] ?? [] {
            let content = object(messages[kind.type] ?? [], kind.name)
            let data = try JSONSerialization.data(withJSONObject: [kind.name: content])
            if let event = try IncidentEvent(jsonUTF8Bytes: data).kind {
                all.append((kind.name, event))
            }
        }
    }
}
