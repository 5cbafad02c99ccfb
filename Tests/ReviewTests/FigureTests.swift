import Foundation
import HandwrittenLog
import Incident
import IncidentEvents
import Playbooks
import Review
import SwiftProtobuf
import Testing

/// Time to correct by stage, cadence, approvals, steps, answers, and the public's view.
@Suite struct FigureTests {
    /// R1 seen on two carriers at 10 and 12, found false at 20, answered by M1.
    private func corrected(
        approvedAt: Int? = 30, stationCorrects: Int? = 70, certainty: TimeCertainty = .unspecified
    ) -> Log {
        var log = Log()
        log.open()
        log.add(.rumorReported(.with { ($0.rumor, $0.claim) = ("R1", "The dam broke.") }), at: 10)
        for (carrier, minute) in [("x:MillPD", 10), ("tv:station-4", 12)] {
            log.add(
                .rumorSighted(.with { ($0.rumor, $0.carrier) = ("R1", carrier) }), at: minute,
                certainty)
        }
        log.add(.rumorAssessed(.with { ($0.rumor, $0.finding) = ("R1", .false) }), at: 20)
        log.draft("M1", .correction, corrects: ["R1"])
        log.records[log.records.count - 1].simulatedAt = Log.minute(25)
        log.add(
            .messageSubmitted(.with { ($0.message, $0.contentSha256) = ("M1", Data([1])) }), at: 26)
        if let approvedAt {
            log.add(
                .messageApproved(
                    .with {
                        ($0.message, $0.contentSha256) = ("M1", Data([1]))
                        ($0.manner, $0.approver, $0.role) = (
                            .inPerson, "chief", "incident-commander"
                        )
                    }), at: approvedAt)
        }
        log.release("M1")
        log.post("M1", "blog:mill", at: 40)
        log.post("M1", "x:MillPD", at: 50)
        if let stationCorrects {
            log.add(
                .statementCorrected(.with { ($0.rumor, $0.carrier) = ("R1", "tv:station-4") }),
                at: stationCorrects)
        }
        return log
    }

    private func minutes(_ item: CorrectionTimes.Item?) -> [String] {
        (item?.stages ?? []).map { stage in
            let time = stage.sinceSeen.map { "\($0.components.seconds / 60)" }
            return "\(stage.stage.rawValue) \(time ?? stage.standing.rawValue)"
        }
    }

    @Test func `each stage counts from when the claim was first seen`() {
        let item = report(corrected()).corrections.items.first
        #expect(
            minutes(item) == [
                "seen 0", "verified 10", "drafted 15", "approved 20", "first-carrier 30",
                "same-carrier 58", "last-carrier 60",
            ])
        #expect(item?.openSince == nil)
        let steps = item?.stages.compactMap(\.sincePrevious).map { $0.components.seconds / 60 }
        #expect(steps == [10, 5, 5, 10, 30])
    }

    @Test func `a stage without an entry is not recorded, one to come is open, and none is zero`() {
        let item = report(corrected(approvedAt: nil, stationCorrects: nil)).corrections.items.first
        #expect(minutes(item).contains("approved not-recorded"))
        #expect(minutes(item).last == "last-carrier open")
        // The station, which is the one still open, had it later than X.
        #expect(item?.openSince?.time == Log.minute(12))
        #expect(item?.openCarriers == 1)
        let page = report(corrected(approvedAt: nil, stationCorrects: nil)).markdown()
        #expect(page.contains("not recorded"))
        #expect(page.contains("open since \(Zone.utc.dated(Log.minute(12)))"))
    }

    @Test func `from a placeholder no stage is computed`() {
        let item = report(corrected(certainty: .placeholder)).corrections.items.first
        #expect(item?.stages.allSatisfy { $0.sinceSeen == nil } == true)
        #expect(
            report(corrected(certainty: .approximate)).corrections.items.first?.stages
                .dropFirst().allSatisfy(\.isApproximate) == true)
    }

    @Test func `a median says how many it leaves out and why, and uncorrected ones come first`() {
        var log = corrected()
        log.rumor("R2", on: ["tv:station-5"], at: 100)
        let corrections = report(log).corrections
        #expect(corrections.items.map(\.rumor.description) == ["R2", "R1"])
        let last = corrections.stages.first { $0.stage == .lastCarrier }?.sinceSeen
        #expect(last?.median == .seconds(3600))
        #expect(last?.counted == 1)
        #expect(last?.leftOut.open == 1)
        let approved = corrections.stages.first { $0.stage == .approved }?.sinceSeen
        #expect(approved?.worst == .seconds(1200))
        #expect(approved?.worstSubject == "R1")
        #expect(report(log).markdown().contains("1: 1 open"))
    }

    @Test func `a waived carrier is not waited for`() {
        var log = corrected(stationCorrects: nil)
        log.add(
            .coverageWaived(
                .with { ($0.rumor, $0.carrier, $0.reason) = ("R1", "tv:station-4", "off air") }),
            at: 90)
        let item = report(log).corrections.items.first
        #expect(minutes(item).last == "last-carrier 40")
        #expect(item?.waived == 1)
        #expect(item?.openSince == nil)
    }

    @Test func `silences longer than the phase's cadence are listed, also those that go on`() {
        var log = Log()
        log.open()
        log.add(.phaseChanged(.with { $0.phase = "initial" }), at: 0)
        log.draft("M1")
        log.release("M1")
        log.post("M1", "x:MillPD", at: 20)
        log.post("M1", "blog:mill", at: 55)
        log.add(.phaseChanged(.with { $0.phase = "later" }), at: 80)
        func found(at minute: Int) -> [String] {
            report(log, at: minute, ReviewTestPlaybook.playbook).cadence.silences.map {
                let length = $0.measure.duration.map { "\($0.components.seconds / 60)" } ?? "open"
                return "\($0.measure.subject ?? "") \(length)"
            }
        }
        #expect(found(at: 100) == ["initial 35"])
        #expect(found(at: 141) == ["later open", "initial 35"])
        #expect(report(log, at: 141).cadence.silences.isEmpty)
    }

    @Test func `approvals are summed up by role, steps by what became of them`() {
        var log = corrected()
        log.draft("M2")
        log.release("M2")
        log.add(.stepCompleted(.with { $0.step = "call" }), at: 200)
        log.add(.stepSkipped(.with { ($0.step, $0.reason) = ("map", "none needed") }), at: 201)
        let review = report(log, ReviewTestPlaybook.playbook)
        #expect(
            review.approvalsByRole.map { "\($0.role?.rawValue ?? "not recorded") \($0.approvals)" }
                == [
                    "incident-commander 1", "not recorded 1",
                ])
        #expect(review.approvalsByRole.first?.submittedToApproved.median == .seconds(240))
        #expect(review.approvalsByRole.last?.submittedToApproved.leftOut.notRecorded == 1)
        let steps = review.steps
        #expect([steps?.done, steps?.late, steps?.skipped, steps?.overdue] == [1, 1, 1, 1])
    }

    @Test func `unanswered questions are counted apart from the median`() {
        var log = Log()
        log.open()
        for (number, answered) in [(1, 30), (2, 50), (3, nil)] as [(Int, Int?)] {
            log.add(
                .inquiryReceived(
                    .with { ($0.inquiry, $0.question) = ("Q\(number)", "When?") }), at: 10)
            if let answered {
                log.add(.inquiryAnswered(.with { $0.inquiry = "Q\(number)" }), at: answered)
            }
        }
        let answers = report(log).timeToAnswer
        #expect(answers.median == .seconds(30 * 60))
        #expect(answers.worst == .seconds(40 * 60))
        #expect(answers.leftOut.open == 1)
    }

    @Test func `what the public saw has a line for each minute and carrier that changed`() {
        var log = Log()
        log.open()
        log.draft("M1")
        log.release("M1", text: "First.")
        log.post("M1", "x:MillPD", at: 10)
        log.post("M1", "blog:mill", at: 10)
        log.rumor("R1", origin: .ownMessage, messages: ["M1"], at: 15)
        log.draft("M2")
        log.release("M2", text: "Second.")
        log.post("M2", "x:MillPD", at: 20)
        log.withdraw("M1", "x:MillPD", at: 30)
        let lines = report(log).publicView.minutes.map { minute in
            let changes = minute.changes.map { "\($0.message) \($0.change.rawValue)" }
            return
                "\(minute.minute.since(Log.start).components.seconds / 60) \(minute.carrier): "
                + "\(changes.joined(separator: ",")); \(minute.standing) stand, wrong "
                + minute.knownWrong.map(\.description).joined()
        }
        #expect(
            lines == [
                "10 x:MillPD: M1 posted; 1 stand, wrong ",
                "10 blog:mill: M1 posted; 1 stand, wrong ",
                "20 x:MillPD: M2 posted; 2 stand, wrong M1",
                "30 x:MillPD: M1 withdrawn; 1 stand, wrong ",
            ])
    }

    @Test func `a claim entered more than five minutes late is marked, one within them is not`() {
        var log = Log()
        log.open()
        log.draft("M1", guidance: "Leave.")
        log.release("M1")
        let delivery = IncidentEvent.OneOf_Kind.deliveryRecorded(
            .with { ($0.message, $0.carrier, $0.outcome) = ("M1", "x:MillPD", .posted) })
        log.add(delivery, at: 40, claimed: 30)
        let late = report(log)
        #expect(
            late.measures.first { $0.kind == .timeToFirstGuidance }?.to?.enteredLate
                == .seconds(600))
        #expect(late.markdown().contains("entered 10 min later"))
        log.records[log.records.count - 1].metadata.occurredAt = Log.minute(35).timestamp
        #expect(!report(log).markdown().contains("min later"))
    }

    @Test func `two incidents stand side by side on the same figures`() throws {
        let comparison = ReviewComparison(
            ("exercise-1", report(corrected(stationCorrects: nil))), ("real-1", report(corrected()))
        )
        let page = comparison.markdown()
        #expect(
            page.contains(
                "| Seen to first correction, median | 30 min (1800 s) (0 left out) | 30 min (1800 s) (0 left out) | 0 s |"
            ))
        #expect(page.contains("| Of them not corrected everywhere | 1 | 0 | -1 |"))
        let reader = try PageReader(comparison.html())
        #expect(
            reader.rows.contains {
                $0.cells == ["Of them not corrected everywhere", "1", "0", "-1"]
            })
        #expect(
            comparison.left.figures.map(\.figure) == comparison.right.figures.map(\.figure))
    }
}
