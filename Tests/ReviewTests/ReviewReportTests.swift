import HandwrittenLog
import Channels
import Foundation
import Incident
import IncidentEvents
import ReadModels
import Review
import SwiftProtobuf
import Testing

@Suite struct ReviewReportTests {
    private func report(_ log: Log, at minute: Int = 600) -> ReviewReport {
        ReviewReport(
            state: IncidentState(folding: log.records), records: log.records,
            asOf: Log.minute(minute))
    }

    private func wrongPhoto(mode: IncidentMode = .reenactment) -> Log {
        var log = Log()
        log.open(mode: mode)
        log.draft("M1", .update)
        log.add(
            .guardFlagged(
                .with {
                    ($0.guard, $0.subject, $0.finding) = ("identification", "M1", "No proof.")
                }))
        log.release("M1", nextUpdate: 20)
        log.post("M1", "x:MillPD", at: 10)
        log.post("M1", "blog:mill", at: 11)
        log.rumor("R1", origin: .ownMessage, messages: ["M1"], at: 30)
        log.withdraw("M1", "x:MillPD", at: 40)
        return log
    }

    @Test func `JSON holds each measure under its stable keys`() throws {
        let json = try JSONSerialization.jsonObject(with: Data(report(wrongPhoto()).jsonData()))
        let root = try #require(json as? [String: Any])
        #expect(
            Set(root.keys) == [
                "incident", "asOf", "entries", "measures", "promises", "coverage", "guards",
                "approvals", "inquiries", "audience", "corrections", "cadence", "approvalsByRole",
                "steps", "timeToAnswer", "publicView", "improvement",
            ])
        let measures = try #require(root["measures"] as? [[String: Any]])
        let withdrawal = try #require(
            measures.first {
                $0["measure"] as? String == "time-to-withdrawal"
                    && $0["carrier"] as? String == "x:MillPD"
            })
        #expect(withdrawal["subject"] as? String == "M1")
        #expect(withdrawal["durationSeconds"] as? Int == 1800)
        #expect(withdrawal["approximate"] as? Bool == false)
        #expect(withdrawal["clock"] as? String == "incident")
        let from = try #require(withdrawal["from"] as? [String: Any])
        #expect(from["position"] as? Int == 4)
        #expect(from["time"] as? String == Log.minute(10).rfc3339)
        let open = try #require(
            measures.first { $0["measure"] as? String == "time-to-correction" })
        #expect(open["durationSeconds"] is NSNull)
        #expect(open["to"] is NSNull)
    }

    @Test func `what is uncorrected comes first, as open since its first appearance`() throws {
        let markdown = report(wrongPhoto()).markdown()
        let sections = markdown.split(separator: "\n").filter { $0.hasPrefix("## ") }
        #expect(sections.prefix(2) == ["## For the chief: one page", "## Still uncorrected"])
        #expect(markdown.contains("2 accounts or outlets, 1 withdrawn, 2 open"))
        #expect(markdown.contains("blog:mill: open since \(Zone.utc.dated(Log.minute(11)))"))
        #expect(markdown.contains("**REENACTMENT: not a live incident.**"))
    }

    @Test func `a guard's finding names what it would have stopped and where that stood`() throws {
        let finding = try #require(report(wrongPhoto()).guards.first)
        #expect(finding.guard == "identification")
        #expect(finding.wouldHaveStopped == "M1 (update) on x, blog")
        #expect(finding.stoodOn.map(\.description) == ["blog:mill", "x:MillPD"])
        #expect(finding.overrideReason == nil)
    }

    @Test func `an approval that the log does not know is not recorded`() throws {
        #expect(report(wrongPhoto()).approvals.map(\.manner) == [nil])
        var log = Log()
        log.open()
        log.draft("M1")
        log.add(
            .messageSubmitted(.with { ($0.message, $0.contentSha256) = ("M1", Data([1])) }), at: 5)
        log.add(
            .messageApproved(
                .with {
                    ($0.message, $0.contentSha256) = ("M1", Data([1]))
                    ($0.manner, $0.approver, $0.role) = (.relayed, "chief", "incident-commander")
                }), at: 8)
        log.release("M1")
        let approval = try #require(report(log).approvals.first)
        #expect(approval.manner == .relayed)
        #expect(approval.approver?.wrappedValue == "chief")
        #expect(approval.secondsToApprove == 180)
    }

    @Test func `promises and questions are judged as of the review's moment`() {
        var log = wrongPhoto()
        log.add(
            .inquiryReceived(
                .with {
                    ($0.inquiry, $0.from, $0.question) = ("Q1", "Station 4", "Who?")
                    $0.deadline = Log.minute(60).timestamp
                }), at: 45)
        #expect(report(log, at: 15).promises.map(\.outcome) == [.pending, .pending])
        #expect(report(log, at: 25).promises.map(\.outcome) == [.missed, .missed])
        #expect(report(log, at: 50).inquiries.map(\.isLate) == [false])
        #expect(report(log, at: 70).inquiries.map(\.isLate) == [true])
        log.add(.inquiryAnswered(.with { ($0.inquiry, $0.answer) = ("Q1", "Nobody.") }), at: 55)
        #expect(report(log, at: 70).inquiries.map(\.secondsToAnswer) == [600])
        #expect(report(log, at: 70).inquiries.map(\.status) == ["answered"])
    }

    @Test func `approximate figures print as about, placeholders as not computed`() {
        var log = Log()
        log.open()
        log.draft("M1")
        log.release("M1")
        log.post("M1", "x:MillPD", at: 37, .approximate)
        log.post("M1", "blog:mill", at: 50, .placeholder)
        let markdown = report(log).markdown()
        #expect(markdown.contains("about 37 min (2220 s)"))
        #expect(markdown.contains("not computed"))
        #expect(markdown.contains("time unknown"))
        #expect(!markdown.contains("3000 s"))
    }

    @Test func `hostile text is shown as text`() {
        var log = Log()
        log.open()
        log.add(
            .rumorReported(
                .with {
                    $0.rumor = "R1"
                    $0.claim =
                        "<script>alert(1)</script> | [x](javascript:y) \u{1B}[31m\u{202E}\n# Hi"
                }))
        log.add(.rumorSighted(.with { ($0.rumor, $0.carrier) = ("R1", "tv:station-4") }))
        log.add(.rumorAssessed(.with { ($0.rumor, $0.finding) = ("R1", .false) }))
        let markdown = report(log).markdown()
        #expect(!markdown.contains("<script"))
        #expect(!markdown.contains("\u{1B}"))
        #expect(!markdown.contains("\u{202E}"))
        #expect(!markdown.contains("\n# Hi"))
        #expect(markdown.contains("\\[x\\](javascript:y)"))
    }

    @Test func `entries that were not understood are counted and named`() {
        var log = wrongPhoto()
        log.records[1].content = .unknown(type: "drone-launched")
        #expect(report(log).entries.notUnderstood == 1)
        #expect(report(log).markdown().contains("need a newer version of Tocsin, left out: 1"))
    }
}
