import Foundation
import HandwrittenLog
import Incident
import IncidentEvents
import Review
import SwiftProtobuf
import Testing

/// What was removed by order isn't counted, and the review says so.
@Suite struct RemovedEntryTests {
    /// A posted message, a rumor on its account, and a note.
    private func log() -> Log {
        var log = Log()
        log.open()
        log.draft("M1")
        log.release("M1", text: "The road is closed.")
        log.post("M1", "x:MillPD", at: 7)
        log.rumor("R1", origin: .public, messages: [], at: 9)
        log.add(.noteLogged(.with { ($0.note, $0.text) = ("N1", "Quiet.") }))
        return log
    }

    /// The log after the first entry of a kind lost its body.
    private func log(without type: String) throws -> (Log, position: UInt64) {
        var log = log()
        let index = try #require(
            log.records.firstIndex {
                if case .event(let event) = $0.content { event.name == type } else { false }
            })
        log.records[index].content = .redacted(type: type)
        log.records[index].metadata = RecordMetadata()
        return (log, log.records[index].position)
    }

    private func report(_ log: Log, _ audience: Visibility = .internal) -> ReviewReport {
        ReviewReport(
            state: IncidentState(folding: log.records), records: log.records,
            asOf: Log.minute(600), audience: audience)
    }

    @Test func `a whole log has nothing to say`() {
        #expect(report(log()).entries.uncounted.isEmpty)
        #expect(!report(log()).markdown().contains("removed by order"))
    }

    @Test func `a removed delivery is named with the figures that can't count it`() throws {
        let (log, position) = try log(without: "delivery-recorded")
        let report = report(log)
        #expect(report.measures.contains { $0.note == "nothing was posted" })
        let entry = try #require(report.entries.uncounted.first)
        #expect(entry.position == position && entry.type == "delivery-recorded")
        #expect(entry.subject == nil)
        let text = report.markdown()
        #expect(
            text.contains("These figures may lack 1 entry removed by order."),
            "\(text.prefix(2000))")
        let performance = try #require(
            text.components(separatedBy: "## Communication performance").last)
        #expect(performance.contains("1 entry was removed by order: "))
        #expect(
            performance.contains(
                "(delivery-recorded). These figures may lack what it said: onset to our first message and guidance; "
            ), "\(performance.prefix(800))")
    }

    @Test func `a removed message is named by its id, with everything that needs it`() throws {
        let entry = try #require(
            report(try log(without: "message-drafted").0).entries.uncounted.first)
        #expect(entry.subject == "M1")
        #expect(entry.figures.contains("approvals") && entry.figures.contains("playbook steps"))
    }

    @Test func `a removed note changes no figure, and the first page is silent`() throws {
        let text = report(try log(without: "note-logged").0).markdown()
        #expect(text.contains("(note-logged, N1). No figure needs it."))
        #expect(!text.contains("may lack"))
    }

    /// The kind of an event that only a newer version knows says nothing about its figures.
    @Test func `a removed event of an unknown kind may belong to any figure`() throws {
        var log = log()
        log.records[log.records.count - 1].content = .redacted(type: "not-yet-known")
        #expect(report(log).entries.uncounted.first?.figures.count == 12)
    }

    @Test func `the public learns how many, and not what they were about`() throws {
        let report = report(try log(without: "message-drafted").0, .public)
        let lines = report.markdown().split(separator: "\n")
        let told = try #require(lines.first { $0.contains("1 entry was removed by order.") })
        #expect(told.contains("These figures may lack what it said: onset to our first message"))
        #expect(!told.contains("message-drafted") && !told.contains("M1"))
        #expect(!told.contains("playbook steps") && !told.contains("approvals"))
        #expect(report.entries.uncounted.isEmpty)
        #expect(report.entries.redacted == 1)
    }
}
