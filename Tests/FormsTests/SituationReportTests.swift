import Forms
import Channels
import Foundation
import HandwrittenLog
import Incident
import IncidentEvents
import Review
import SwiftProtobuf
import Testing

@Suite struct SituationReportTests {
    private func log() -> Log {
        var log = Log()
        log.open()
        log.fact("F1", "The mill burns.")
        log.add(.factRecorded(.with { ($0.fact, $0.statement) = ("F2", "The bridge is shut.") }))
        log.add(.factVerified(.with { ($0.fact, $0.source) = ("F2", "engine 4") }))
        log.add(.factRecorded(.with { ($0.fact, $0.statement) = ("F3", "It was set on fire.") }))
        log.add(.factVerified(.with { ($0.fact, $0.source) = ("F3", "engine 4") }))
        log.add(
            .factHeld(
                .with {
                    ($0.fact, $0.reason) = ("F3", "investigation")
                    $0.until = Log.minute(120).timestamp
                }))
        log.add(.factRecorded(.with { ($0.fact, $0.statement) = ("F4", "Two are inside.") }))
        log.draft("M1", .update)
        log.release("M1", channels: ["x"], nextUpdate: 40)
        log.post("M1", "x:MillPD")
        log.rumor("R1", on: ["tv:station-4"])
        log.rumor("R2", finding: nil)
        log.rumor("R3", finding: .true)
        return log
    }

    @Test func `known, held, unconfirmed, said and open are told apart`() {
        let report = SituationReport(FormLog.source(log()))
        #expect(report.known.map(\.statement) == ["The mill burns."])
        #expect(report.notCleared.map(\.statement) == ["The bridge is shut."])
        #expect(report.held.map(\.statement) == ["It was set on fire."])
        #expect(report.held.first?.heldBecause == "investigation")
        #expect(report.held.first?.heldUntil == Log.minute(120))
        #expect(report.unconfirmed.map(\.statement) == ["Two are inside."])
        #expect(report.said.map(\.carrier.description) == ["x:MillPD"])
        #expect(report.said.first?.texts == ["Text."])
        #expect(report.openRumors.map(\.rumor.description) == ["R1", "R2"])
        #expect(report.openRumors.map { $0.openOn.map(\.description) } == [["tv:station-4"], []])
        #expect(report.nextUpdate?.dueBy == Log.minute(40))
        #expect(report.nextUpdate?.isOverdue == true)
        #expect(report.phase == "initial")
    }

    @Test func `a report for an earlier moment knows nothing later`() {
        var early = log()
        early.records = early.asOf(6)
        let report = SituationReport(FormLog.source(early, at: 6))
        #expect(report.known.map(\.fact.description) == ["F1"])
        #expect(report.held.isEmpty && report.said.isEmpty && report.openRumors.isEmpty)
        #expect(report.nextUpdate == nil)
        let sheet = report.form(FormLog.source(early, at: 6)).markdown()
        #expect(sheet.contains("- As of 2027-01-15 12:06 UTC"))
        #expect(sheet.contains("## Our public messages\n\n*none*"))
    }

    @Test func `the sheet says what is known and by when to speak`() {
        let source = FormLog.source(log())
        let sheet = SituationReport(source).form(source).markdown()
        for line in [
            "- Phase: initial", "- F1: The mill burns. \\[since 2027-01-15 12:02 UTC\\]",
            "- F3: It was set on fire. (held: investigation), until 2027-01-15 14:00 UTC "
                + "\\[since 2027-01-15 12:07 UTC\\]",
            "| x:MillPD | M1 (update) | 2027-01-15 12:12 UTC | Text. |",
            "| R1 | The dam broke. | false | tv:station-4 |",
            "OVERDUE since 2027-01-15 12:40 UTC, as M1 promised",
        ] { #expect(sheet.contains(line), "\(line)\n\(sheet)") }
    }
}
