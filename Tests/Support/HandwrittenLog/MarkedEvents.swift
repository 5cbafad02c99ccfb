package import IncidentEvents

/// One event of every kind of the contract, every field filled and every free text a marker.
package enum MarkedEvents {
    package static let marker = "Marker-"

    /// All kinds except the opening.
    package static func all() throws -> [IncidentEvent.OneOf_Kind] {
        try FilledEvents.all(fillsAll: true) { event, field in
            // Most statements are ids; a fact's is its text.
            let isFixed =
                FilledEvents.forms[field] != nil
                && !(event == "FactRecorded" && field == "statement")
            return isFixed ? nil : "\(marker)\(event)-\(field)"
        }.compactMap(\.kind).filter { $0.name != "incident-opened" }
    }

    /// The markers in a text, whether or not it is Markdown.
    package static func found(in text: String) -> Set<String> {
        Set(
            text.replacing("\\", with: "").matches(of: /Marker-[\w-]+/).map { String($0.output) })
    }
}
