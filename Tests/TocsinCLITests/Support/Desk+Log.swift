import Engine
import EventLog
import IncidentEvents
import SwiftProtobuf

extension Desk {
    /// Appends events to an incident's log as another process would, bypassing all rules.
    func append(
        _ events: [IncidentEvent], to incident: String = "riverton", _ metadata: RecordMetadata
    ) throws {
        var generator = SystemRandomNumberGenerator()
        let log = try EventLog.open(at: Home(path: home).logPath)
        let new = try events.map { event in
            guard let kind = event.kind else { throw Unexpected(text: "an event of no kind") }
            return NewEvent(
                id: EventID.make(atMilliseconds: 0, using: &generator), type: kind.name,
                data: try event.serializedBytes(), metadata: try metadata.serializedBytes())
        }
        try log.append(new, to: incident, expecting: .exists)
    }
}
