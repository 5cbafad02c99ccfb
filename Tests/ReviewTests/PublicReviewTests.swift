import Foundation
import HandwrittenLog
import Incident
import IncidentEvents
import Playbooks
import ReadModels
import Review
import SwiftProtobuf
import Testing

/// Internal data is in no public output, in any place.
@Suite struct PublicReviewTests {
    static let marker = "PLANTED"

    /// Fields of public events that the public never sees: people, reasons, sources, evidence.
    static let hidden: Set<String> = [
        "reason", "source", "relays", "evidence", "how", "person", "approver", "via", "agency",
        "lead_agency", "topic", "from", "exemption", "order", "whom", "owner", "role", "name",
        "template", "audience", "value", "impact", "known", "not_known", "doing", "empathy",
        "hazard_detail", "guidance", "time", "location", "case_number", "investigator_in_charge",
        "confirmed_by", "next_of_kin_told", "law", "unit", "objectives", "evaluator",
    ]

    private func outputs(_ log: Log, _ audience: Visibility) throws -> [String] {
        let report = ReviewReport(
            state: IncidentState(folding: log.records), records: log.records,
            asOf: Log.minute(600), playbook: ReviewTestPlaybook.playbook, audience: audience)
        return [
            report.markdown(), String(decoding: report.html(), as: UTF8.self),
            String(decoding: try report.jsonData(), as: UTF8.self),
        ]
    }

    /// A public message, a public rumor and its correction, so ids have targets.
    private func publicIncident() -> Log {
        var log = Log()
        log.open()
        log.records[0].metadata.visibility = .public
        log.draft("M1", corrects: ["R1"])
        log.release("M1", text: "The mill burns.")
        log.post("M1", "x:MillPD", at: 20)
        log.rumor("R1", on: ["tv:station-4"], at: 10)
        for index in log.records.indices.suffix(3) {
            log.records[index].metadata.visibility = .public
        }
        return log
    }

    @Test(arguments: [Visibility.internal, .restricted, .unspecified])
    func `a text in any field of any entry that is not public appears nowhere`(
        _ visibility: Visibility
    ) throws {
        var log = publicIncident()
        let events = try FilledEvents.all { _, field in
            FilledEvents.forms[field] == nil ? Self.marker : nil
        }
        #expect(events.count > 50)
        for event in events {
            let kind = try #require(event.kind)
            log.add(kind, .unspecified, visibility)
        }
        for record in log.records.indices {
            log.records[record].metadata.agency = Self.marker
            log.records[record].metadata.actor = Self.marker.lowercased()
            log.records[record].metadata.host = Self.marker
            log.records[record].metadata.provenance = .with {
                $0.reference = Self.marker
                $0.sources = [Self.marker]
            }
        }
        for output in try outputs(log, .public) {
            #expect(output.contains("The mill burns."))
            #expect(output.contains("The dam broke."))
            let found = output.range(of: Self.marker, options: .caseInsensitive)
            #expect(
                found == nil, "\(found.map { output[$0.lowerBound...].prefix(200) } ?? "")")
        }
        // The search works: the staff review contains it.
        #expect(try outputs(log, .internal).allSatisfy { $0.contains(Self.marker) })
    }

    @Test func `people, reasons and sources of public entries appear nowhere either`() throws {
        var log = publicIncident()
        let events = try FilledEvents.all { event, field in
            if Self.hidden.contains(field) { return Self.marker }
            if event == "MessageElements", field == "source" { return Self.marker }
            return FilledEvents.forms[field] == nil ? "said" : nil
        }
        for event in events { log.add(try #require(event.kind), .unspecified, .public) }
        for output in try outputs(log, .public) {
            let found = output.range(of: Self.marker)
            #expect(
                found == nil, "\(found.map { output[$0.lowerBound...].prefix(200) } ?? "")")
        }
    }

    @Test func `an entry made internal later, and one removed by order, are gone`() throws {
        var log = publicIncident()
        log.draft("M2")
        log.release("M2", text: Self.marker)
        let released = UInt64(log.records.count - 1)
        log.post("M2", "x:MillPD", at: 40)
        #expect(try outputs(log, .public).allSatisfy { $0.contains(Self.marker) })
        var hidden = log
        hidden.add(
            .visibilityChanged(.with { ($0.position, $0.visibility) = (released, .internal) }))
        #expect(try outputs(hidden, .public).allSatisfy { !$0.contains(Self.marker) })
        var removed = log
        removed.add(.entryRedacted(.with { $0.position = released }))
        #expect(try outputs(removed, .public).allSatisfy { !$0.contains(Self.marker) })
    }

    @Test func `it says for whom it is and how many entries it leaves out`() throws {
        let log = publicIncident()
        let report = ReviewReport(
            state: IncidentState(folding: log.records), records: log.records,
            asOf: Log.minute(600), audience: .public)
        #expect(report.entries.notShown == 2)
        #expect(report.markdown().contains("For the public: from public entries only."))
        #expect(report.markdown().contains("left out of all figures and lists: 2"))
        #expect(report.guards.isEmpty && report.approvals.isEmpty && report.steps == nil)
        let drafted = report.corrections.items.first?.reached(.drafted)
        #expect(drafted?.standing == .notRecorded)
    }
}
