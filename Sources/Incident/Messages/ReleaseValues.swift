internal import Foundation
internal import IncidentEvents
internal import Playbooks

/// The values that are known only when a text is let go. Until then they stand in it by name, and
/// an approval covers the names.
struct ReleaseValues {
    var asOf: String
    var nextUpdate: String?

    static let asOfName = "{\(TemplateValue.asOf.rawValue)}"
    static let nextUpdateName = "{\(TemplateValue.nextUpdate.rawValue)}"

    static func longest(in zone: Zone) -> ReleaseValues {
        ReleaseValues(asOf: zone.longestClock, nextUpdate: zone.longestClock)
    }

    func fill(_ text: String) -> String {
        let text = text.replacing(Self.asOfName, with: asOf)
        return nextUpdate.map { text.replacing(Self.nextUpdateName, with: $0) } ?? text
    }
}
