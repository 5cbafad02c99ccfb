internal import Foundation
internal import IncidentEvents
internal import Playbooks

/// The values that are known only when a text is let go. Until then they stand in it by name, and
/// an approval covers the names.
struct ReleaseValues {
    var asOf: String
    var nextUpdate: String?
    var expires: String?

    static let asOfName = "{\(TemplateValue.asOf.rawValue)}"
    static let nextUpdateName = "{\(TemplateValue.nextUpdate.rawValue)}"
    static let expiresName = "{\(TemplateValue.expires.rawValue)}"

    static func longest(in zone: Zone) -> ReleaseValues {
        ReleaseValues(
            asOf: zone.longestClock, nextUpdate: zone.longestClock, expires: zone.longestClock)
    }

    func fill(_ text: String) -> String {
        let values = [
            (Self.asOfName, asOf), (Self.nextUpdateName, nextUpdate), (Self.expiresName, expires),
        ]
        return values.reduce(text) { text, value in
            value.1.map { text.replacing(value.0, with: $0) } ?? text
        }
    }
}
