@testable import Forms
import Foundation
import HandwrittenLog
import Incident
import IncidentEvents
import ReadModels
import Review
import SwiftProtobuf
import Testing

/// No report names anyone before the family knows.
@Suite struct CasualtyRuleTests {
    /// Every sheet of a log, in every format.
    static func sheets(_ log: Log) throws -> String {
        let source = FormLog.source(log)
        let report = SituationReport(source)
        var forms = [
            Form.incidentBriefing(source), Form.incidentStatusSummary(source, period: .whole),
            report.form(source),
        ]
        let state = IncidentState(folding: log.records)
        forms += state.messages.all.compactMap { Form.generalMessage($0.id, source) }
        forms += state.inquiries.all.compactMap { Form.generalMessage($0.id, source) }
        forms += ["rivera", "chief"].compactMap {
            Form.activityLog(of: $0, source, period: .whole)
        }
        var texts = forms.flatMap { [$0.markdown(), $0.html()] }
        for form in forms {
            texts.append(String(decoding: try JSONEncoder().encode(form), as: UTF8.self))
        }
        let json = try ReadableJSON.data(report) { "\($0)" }
        texts.append(String(decoding: json, as: UTF8.self))
        return texts.joined(separator: "\n")
    }

    /// A fact about someone who died, everything recorded about it, and a message that names them.
    private func log(told: Bool) -> Log {
        var log = FormLog.log()
        log.identify("F2", in: "M2", told: told)
        let reason = "because \(FormLog.name)'s family is away"
        log.add(.factHeld(.with { ($0.fact, $0.reason) = ("F2", reason) }))
        log.add(
            .variantEdited(
                .with {
                    $0.message = "M2"
                    $0.variant = .with { $0.text = "\(FormLog.name) died, by hand." }
                }))
        log.add(
            .guardOverridden(
                .with {
                    ($0.guard, $0.subject, $0.reason) = ("fact-not-sayable", "M2", "urgent")
                    $0.finding = "M2 cites F2: \(FormLog.name)"
                }))
        log.add(
            .factRefuted(
                .with { ($0.fact, $0.reason) = ("F1", "\(FormLog.name) was not there") }))
        log.add(
            .rumorReported(
                .with {
                    ($0.rumor, $0.origin, $0.fact) = ("R2", .ownMessage, "F1")
                    $0.claim = "\(FormLog.name) is hurt"
                    $0.messages = ["M1"]
                }))
        log.add(
            .rumorAssessed(
                .with {
                    ($0.rumor, $0.finding) = ("R2", .false)
                    $0.evidence = "\(FormLog.name) was not there"
                }))
        return log
    }

    @Test func `no sheet names somebody whose next of kin are not told`() throws {
        let sheets = try Self.sheets(log(told: false))
        #expect(!sheets.contains(FormLog.name))
        #expect(sheets.contains("casualties.civilians.dead: 1 (scope not recorded)"))
        #expect(sheets.contains("next of kin are not recorded as notified"))
    }

    @Test func `an entry of a kind that reports don't know is shown without its words`() throws {
        var log = log(told: false)
        log.add(.factVerified(.with { ($0.fact, $0.source) = ("F2", "engine 4") }))
        let state = IncidentState(folding: log.records)
        let words = ReportWords(state: state, casualties: Casualties(state))
        var entry = try #require(Timeline(folding: log.records).view(.internal).last)
        entry.kind = "fact-whispered"
        entry.text = "F2 whispered: \(FormLog.name)"
        #expect(
            words.entry(entry).text
                == "This entry (fact-whispered) needs a newer version of Tocsin.")
    }

    @Test func `what was said of a fact is not shown once the fact itself was removed`() throws {
        var log = log(told: false)
        let source = "the brother of \(FormLog.name)"
        log.add(.factVerified(.with { ($0.fact, $0.source) = ("F2", source) }))
        let recorded = try #require(
            log.records.firstIndex { record in
                guard case .event(.factRecorded(let event)) = record.content else { return false }
                return event.fact == "F2"
            })
        log.records[recorded].content = .redacted(type: "fact-recorded")
        #expect(try !Self.sheets(log).contains(source))
    }

    @Test func `once they are told, the fact stands in its own words`() throws {
        let sheets = try Self.sheets(log(told: true))
        #expect(sheets.contains("F2: \(FormLog.name) is a casualty"))
        #expect(sheets.contains("\(FormLog.name) died."))
    }

    @Test func `the newest verified figure of each scope counts, and scopes are never added`() {
        var log = Log()
        log.open()
        func figure(_ id: String, _ number: Double, _ scope: String, verified: Bool = true) {
            log.casualty(id, "casualties.officers.dead", number, scope: scope)
            if verified { log.add(.factVerified(.with { ($0.fact, $0.source) = (id, "s") })) }
        }
        figure("F1", 3, "city")
        figure("F2", 1, "transit")
        figure("F3", 4, "city")
        figure("F4", 9, "city", verified: false)
        figure("F5", 7, "county")
        log.add(.factRefuted(.with { ($0.fact, $0.reason) = ("F5", "wrong") }))
        let form = Form.incidentStatusSummary(FormLog.source(log), period: .whole)
        guard case .table(_, let rows) = form.blocks[31].content else {
            Issue.record("block 32 is empty")
            return
        }
        #expect(rows.filter { $0[0] == "D. Fatalities" }.map { $0[2] } == ["1", "4"])
        #expect(
            form.blocks[46].content
                == .list(["Blocks 31 and 32: not counted because not verified: F4"]))
    }

    @Test func `a figure that no line counts stands in the remarks with its scope`() {
        var log = Log()
        log.open()
        log.casualty("F1", "casualties.officers.shot", 12, scope: "all agencies")
        log.add(.factVerified(.with { ($0.fact, $0.source) = ("F1", "s") }))
        let form = Form.incidentStatusSummary(FormLog.source(log), period: .whole)
        #expect(form.blocks[31].content == .notRecorded)
        #expect(
            form.blocks[46].content
                == .list([
                    "casualties.officers.shot: 12; all agencies; F1, verified 2027-01-15 12:02 UTC"
                ]))
    }
}
