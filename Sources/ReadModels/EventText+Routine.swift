internal import Basics
internal import Foundation
internal import IncidentEvents
internal import SwiftProtobuf

extension EventText {
    init(_ event: CampaignPlanned) {
        let follows = event.follows.isEmpty ? "" : " It continues \(event.follows)."
        self.init(
            "Campaign for \(event.audience), from \(event.firstDay)"
                + (event.lastDay.isEmpty ? "" : " to \(event.lastDay)") + reason(event.goal)
                + ". \(event.owner) is answerable for it.\(follows)")
    }

    init(_ event: ScheduleAdded) {
        let limits = [
            event.lastDay.isEmpty ? nil : "until \(event.lastDay)",
            event.except.isEmpty ? nil : "except \(event.except.joined(separator: ", "))",
            event.holidays.isEmpty ? nil : "holidays: \(event.holidays)",
        ].compactMap(\.self)
        let words = event.template.isEmpty ? "\u{201C}\(event.text)\u{201D}" : event.template
        self.init(
            "Schedule \(event.schedule) added: \(words) every \(event.every)"
                + list(event.channels, before: " on ") + list(limits, before: ", ") + ".")
    }

    init(_ event: ScheduleRemoved) {
        self.init("Schedule \(event.schedule) removed\(reason(event.reason)).")
    }

    init(_ event: OccurrencePrepared) {
        self.init(
            "\(event.schedule) of \(event.date) prepared: \(event.message).",
            about: event.message)
    }

    init(_ event: OccurrenceSkipped) {
        self.init("\(event.schedule) of \(event.date) skipped\(reason(event.reason)).")
    }

    init(_ event: OccurrenceMoved, _ context: Timeline.Context) {
        self.init(
            "\(event.schedule) of \(event.date) moved to \(context.zone.dated(Instant(event.to)))"
                + "\(reason(event.reason)).")
    }

    init(_ event: CampaignPaused) {
        let paused =
            event.everything ? "All of the campaign" : event.items.joined(separator: ", ")
        self.init("\(paused) paused\(reason(event.reason)).")
    }

    init(_ event: ItemResumed) {
        self.init(
            event.item.isEmpty
                ? "New work of the campaign isn't paused any more\(reason(event.reason))."
                : "\(event.item) resumed\(reason(event.reason)).")
    }

    init(_ event: ReachReported) {
        self.init(
            "Reach of \(event.figures.count.counted("post", "posts")) read by the mapping \(event.mapping)"
                + (event.refused == 0 ? "." : "; \(Int(event.refused).counted("row")) refused."))
    }

    init(_ event: MeasureTaken) {
        self.init("\(event.measure): \(event.value.formatted()), counted by \(event.source).")
    }
}
