internal import Basics
internal import IncidentEvents
internal import SwiftProtobuf

// What was counted, and for whom.
extension EventText {
    init(_ event: WatchSet, _ context: Timeline.Context) {
        let kind = event.expression ? ", an expression of views, counts only" : ""
        let approval = event.approvedBy.isEmpty ? "" : ", approved by \(event.approvedBy)"
        self.init(
            "Watch \(event.watch) of \(event.topic) for \(event.purpose)\(kind), owner "
                + "\(event.owner)\(approval), until \(context.zone.dated(Instant(event.endsAt))).",
            about: event.watch)
    }

    init(_ event: ObservationsImported) {
        self.init(
            "\(Int(clamping: event.rows).counted("row")) counted with \(event.mapping) as "
                + "\(event.importID), \(event.refused) refused.", about: event.importID)
    }
}
