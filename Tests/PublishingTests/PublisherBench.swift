import HandwrittenLog
import Incident
import IncidentEvents
import Playbooks
import Publishing
import SwiftProtobuf

extension Log {
    /// Drafts free text in English.
    mutating func write(
        _ id: String, _ text: String, _ kind: MessageKind = .update, on channels: [String],
        expires minute: Int? = nil, retracts: String = "", corrects: [String] = [],
        identifies: [Identification] = []
    ) {
        add(
            .messageDrafted(
                .with {
                    $0.message = id
                    $0.kind = kind
                    $0.languages = ["en"]
                    $0.channels = channels
                    $0.identifiesNobody = identifies.isEmpty
                    $0.identifications = identifies
                    $0.retracts = retracts
                    $0.corrects = corrects
                    if let minute { $0.elements.expires = Log.minute(minute).timestamp }
                    $0.texts = [
                        .with {
                            $0.language = "en"
                            $0.text = text
                        }
                    ]
                }))
    }

    /// A publisher of the whole log, an hour after its beginning.
    func publisher(
        web: String? = "mill.example", languages: [String] = ["en"]
    ) -> Publisher {
        let state = IncidentState(folding: records)
        return Publisher(
            incident: "mill", state: state,
            playbook: Playbook(
                id: "fire", version: "1", title: "Fire", hazard: "fire", phases: [], channels: [],
                languages: languages),
            department: Department(
                id: "mill-pd", name: "Mill Police", zone: "UTC", jurisdiction: "Mill",
                hotline: "555-0100", web: web),
            mode: state.mode, zone: state.zone, asOf: Log.minute(60), now: Log.minute(60))
    }
}
