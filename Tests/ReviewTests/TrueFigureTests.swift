import Foundation
import HandwrittenLog
import Incident
import IncidentEvents
import Playbooks
import ReadModels
import Review
import SwiftProtobuf
import Testing

/// Figures say no more than the log does.
@Suite struct TrueFigureTests {
    private func measure(
        _ kind: Measure.Kind, of subject: String? = nil, in report: ReviewReport
    ) throws -> Measure {
        try #require(
            report.measures.first {
                $0.kind == kind && (subject == nil || $0.subject == subject)
            })
    }

    /// `26 min (1560 s)`, as the page shows a measure of that kind.
    private func row(_ title: String, in page: String) throws -> String {
        String(try #require(page.split(separator: "\n").first { $0.hasPrefix("| \(title)") }))
    }

    // MARK: The same carrier

    /// R1 on X at 10 and on the station at 100; we corrected it on X at 20, the station at 115.
    private func spread() -> Log {
        var log = Log()
        log.open()
        log.add(.rumorReported(.with { ($0.rumor, $0.claim) = ("R1", "The dam broke.") }), at: 10)
        log.add(.rumorSighted(.with { ($0.rumor, $0.carrier) = ("R1", "x:MillPD") }), at: 10)
        log.add(.rumorSighted(.with { ($0.rumor, $0.carrier) = ("R1", "tv:station-4") }), at: 100)
        log.add(.rumorAssessed(.with { ($0.rumor, $0.finding) = ("R1", .false) }), at: 12)
        log.draft("M1", .correction, corrects: ["R1"])
        log.release("M1")
        log.post("M1", "x:MillPD", at: 20)
        return log
    }

    @Test func `a correction counts from the claim's appearance on the same account`() throws {
        var log = spread()
        log.add(
            .statementCorrected(.with { ($0.rumor, $0.carrier) = ("R1", "tv:station-4") }), at: 115)
        let report = report(log)
        let item = try #require(report.corrections.items.first)
        let stage = try #require(item.reached(.sameCarrier))
        #expect(stage.carrier == "tv:station-4")
        #expect(stage.sinceSeen == .seconds(15 * 60))
        let page = report.markdown()
        #expect(
            try row("Appeared to corrected on one account or outlet, worst", in: page)
                .contains("| 15 min (900 s) (0 left out) |"))
        #expect(
            try row("Appeared to corrected on one account or outlet, median", in: page)
                .contains("| 12 min (750 s) (0 left out) |"))
        #expect(page.contains("after 15 min on tv:station-4"))
    }

    @Test func `an account without a correction is left out of the headline and counted`() throws {
        let report = report(spread())
        let summary = try #require(report.corrections.stages.first { $0.stage == .sameCarrier })
        #expect(summary.sinceSeen.worst == .seconds(600))
        #expect(summary.sinceSeen.leftOut.open == 1)
        // The claim is open since it appeared on the station, not since it appeared anywhere.
        #expect(report.corrections.items.first?.openSince?.time == Log.minute(100))
    }

    // MARK: A first message without a sure time

    private func messages(_ first: TimeCertainty) -> Log {
        var log = Log()
        log.open()
        log.draft("M1", guidance: "Leave the valley.")
        log.release("M1")
        log.post("M1", "x:MillPD", at: 5, first)
        log.post("M1", "x:MillPD", at: 52)
        log.post("M1", "blog:mill", at: 35)
        return log
    }

    @Test(arguments: ["Onset to our first message", "Onset to the first protective guidance"])
    func `a headline whose first message has a placeholder time gives the sure bound`(
        _ title: String
    ) throws {
        let page = report(messages(.placeholder)).markdown()
        #expect(try row(title, in: page).contains("| not computed (at most 35 min) |"))
        let sure = report(messages(.exact)).markdown()
        #expect(try row(title, in: sure).contains("| 5 min (300 s) |"))
    }

    @Test func `each account is bounded by its own next post`() throws {
        let first = try measure(.timeToFirstMessage, of: "M1", in: report(messages(.placeholder)))
        #expect(first.carrier == "blog:mill")
        let report = report(messages(.placeholder))
        let onX = try #require(
            report.measures.first {
                $0.kind == .timeToFirstMessage && $0.carrier == "x:MillPD"
            })
        #expect(onX.duration == nil)
        #expect(onX.atMost == .seconds(52 * 60))
        #expect(report.markdown().contains("not computed (at most 52 min)"))
    }

    @Test func `an onset without a sure time bounds nothing`() throws {
        var log = messages(.exact)
        log.add(
            .onsetCorrected(
                .with {
                    ($0.onset, $0.certainty) = (Log.start.timestamp, .placeholder)
                }))
        let page = report(log).markdown()
        #expect(try row("Onset to our first message", in: page).contains("| not computed |"))
    }

    // MARK: Guidance

    private static let storm = Playbook(
        id: "storm", version: "1", title: "Storm", hazard: "storm",
        phases: [.init(id: "initial", title: "Initial")], channels: [],
        templates: [
            .init(
                id: "warning", kind: .alert, title: "Warning",
                elements: ["guidance": "Go indoors."],
                texts: [.init(language: "en", segments: [.init("Storm. {guidance}")])]),
            .init(
                id: "holding", kind: .holding, title: "Holding",
                elements: ["guidance": "{guidance}"],
                texts: [.init(language: "en", segments: [.init("We know of it.")])]),
            .init(
                id: "over", kind: .allClear, title: "Over",
                elements: ["guidance": "You may go out."],
                texts: [.init(language: "en", segments: [.init("{guidance}")])]),
        ])

    @Test func `guidance counts whether the template or the author wrote it`() throws {
        var log = Log()
        log.open()
        log.draft("M1", .holding, template: "holding")
        log.release("M1")
        log.post("M1", "x:MillPD", at: 10)
        log.draft("M2", .allClear, template: "over")
        log.release("M2")
        log.post("M2", "x:MillPD", at: 15)
        log.draft("M3", .alert, template: "warning")
        log.release("M3")
        log.post("M3", "x:MillPD", at: 20)
        log.draft("M4", guidance: "Leave.")
        log.release("M4")
        log.post("M4", "x:MillPD", at: 30)
        for index in log.records.indices { log.records[index].metadata.visibility = .public }
        func guiding(_ playbook: Playbook?, _ audience: Visibility = .internal) throws -> String? {
            let report = ReviewReport(
                state: IncidentState(folding: log.records), records: log.records,
                asOf: Log.minute(600), playbook: playbook, audience: audience)
            return try measure(.timeToFirstGuidance, in: report).subject
        }
        #expect(try guiding(Self.storm) == "M3")
        #expect(try guiding(nil) == "M4")
        // The public review knows no template, but the words are in the public text.
        #expect(try guiding(Self.storm, .public) == "M3")
    }

    @Test func `an author's own text in place of the template's doesn't count as its guidance`()
        throws
    {
        var log = Log()
        log.open()
        log.draft("M1", .alert, template: "warning")
        guard case .event(.messageDrafted(var draft)) = log.records[1].content else { return }
        draft.texts = [.with { ($0.language, $0.text) = ("en", "A storm.") }]
        log.records[1].content = .event(.messageDrafted(draft))
        log.release("M1")
        log.post("M1", "x:MillPD", at: 20)
        #expect(try measure(.timeToFirstGuidance, in: report(log, Self.storm)).isOpen)
    }

    // MARK: Certainty

    /// Known on one day, said on another; both sure only to the day.
    private func days(_ count: Int, _ certainty: TimeCertainty) -> Log {
        var log = Log()
        log.open()
        log.add(.factRecorded(.with { ($0.fact, $0.statement) = ("F1", "Six died.") }), at: 0)
        log.add(.factVerified(.with { $0.fact = "F1" }), at: 0, certainty)
        log.draft("M1", cites: ["F1"])
        log.release("M1")
        log.post("M1", "x:MillPD", at: count * 1440 + 70, certainty)
        return log
    }

    @Test func `a time that is sure to the day gives days and no seconds`() throws {
        let report = report(days(17, .day), at: 40_000)
        let known = try measure(.knownToSaid, of: "F1", in: report)
        #expect(known.duration == .seconds(17 * 86_400))
        #expect(known.certainty == .day)
        let page = report.markdown()
        #expect(page.contains("about 17 days"))
        #expect(!page.contains("\(17 * 86_400) s"))
        #expect(page.contains("\(Zone.utc.day(Log.start)) (time of day unknown)"))
    }

    @Test func `days that are too close only give a bound`() throws {
        let report = report(days(1, .day), at: 40_000)
        let known = try measure(.knownToSaid, of: "F1", in: report)
        #expect(known.duration == nil)
        #expect(report.markdown().contains("not computed (at most 2 days)"))
    }

    @Test func `a placeholder gives no figure however far it is`() throws {
        let known = try measure(
            .knownToSaid, of: "F1", in: report(days(17, .placeholder), at: 40_000))
        #expect(known.duration == nil && known.atMost == nil)
        #expect(known.note == "placeholder time: not computed")
    }

    @Test func `an end before the start is said and never counted`() throws {
        var log = spread()
        log.add(
            .inquiryReceived(.with { ($0.inquiry, $0.question) = ("Q1", "When?") }), at: 100)
        log.add(.inquiryAnswered(.with { $0.inquiry = "Q1" }), at: 110, claimed: 90)
        let report = report(log)
        #expect(report.timeToAnswer.leftOut.notComputed == 1)
        #expect(report.inquiries.map(\.secondsToAnswer) == [nil])
        #expect(
            try measure(.questionToAnswer, in: report).note
                == "the end came first: not computed")
    }

    // MARK: What we knew and when we said it

    private func saying(_ facts: [String], _ id: String, at minute: Int, in log: inout Log) {
        log.draft(id, cites: facts)
        log.release(id)
        log.post(id, "x:MillPD", at: minute)
    }

    private func known(_ id: String, at minute: Int, in log: inout Log) {
        log.add(.factRecorded(.with { ($0.fact, $0.statement) = (id, "It burns.") }), at: minute)
        log.add(.factVerified(.with { $0.fact = id }), at: minute)
    }

    @Test func `a fact's wait runs from known to first said, also in the fact that replaced it`()
        throws
    {
        var log = Log()
        log.open()
        known("F1", at: 10, in: &log)
        known("F2", at: 20, in: &log)
        known("F3", at: 21, in: &log)
        known("F4", at: 90, in: &log)
        log.add(.factSuperseded(.with { ($0.fact, $0.by) = ("F1", "F2") }), at: 20)
        log.add(.factRefuted(.with { $0.fact = "F3" }), at: 22)
        saying(["F2", "F4"], "M1", at: 50, in: &log)
        known("F5", at: 95, in: &log)
        let report = report(log)
        let first = try measure(.knownToSaid, of: "F1", in: report)
        #expect(first.duration == .seconds(40 * 60))
        #expect(first.note == "in F2, which replaced it")
        #expect(try measure(.knownToSaid, of: "F2", in: report).duration == .seconds(30 * 60))
        #expect(try measure(.knownToSaid, of: "F5", in: report).isOpen)
        let early = try measure(.knownToSaid, of: "F4", in: report)
        #expect(early.duration == nil)
        #expect(early.note == "said before it was verified: not computed")
        // What was refuted was never known.
        #expect(!report.measures.contains { $0.subject == "F3" })
        #expect(
            try row("Fact known to first said, worst", in: report.markdown())
                .contains("40 min (2400 s) (2 left out)"))
    }

    @Test func `a refuted claim's wait runs from the finding to the first correction`() throws {
        let said = try measure(.knownFalseToSaid, of: "R1", in: report(spread()))
        #expect(said.duration == .seconds(8 * 60))
        #expect(said.carrier == "x:MillPD")
    }

    @Test func `a rumor is seen, then labeled unconfirmed, then corrected`() throws {
        var log = Log()
        log.open()
        log.add(.rumorReported(.with { ($0.rumor, $0.claim) = ("R1", "The dam broke.") }), at: 10)
        log.add(.rumorSighted(.with { ($0.rumor, $0.carrier) = ("R1", "tv:station-4") }), at: 10)
        log.draft("M1")
        log.release("M1", text: "Reports that the dam broke are unconfirmed. Stay tuned.")
        #expect(try measure(.seenToUnconfirmed, of: "R1", in: report(log)).isOpen)
        log.post("M1", "x:MillPD", at: 16)
        log.add(.rumorAssessed(.with { ($0.rumor, $0.finding) = ("R1", .false) }), at: 30)
        log.draft("M2", .correction, corrects: ["R1"])
        log.release("M2", text: "The dam is whole.")
        log.post("M2", "x:MillPD", at: 40)
        let report = report(log)
        #expect(
            try measure(.seenToUnconfirmed, of: "R1", in: report).duration == .seconds(6 * 60))
        #expect(try measure(.timeToCorrection, of: "R1", in: report).duration == .seconds(30 * 60))
    }

    @Test func `the department's own words label a rumor, in their language`() throws {
        var log = Log()
        log.open()
        log.add(.rumorReported(.with { ($0.rumor, $0.claim) = ("R1", "The dam broke.") }), at: 10)
        log.draft("M1")
        log.release("M1", text: "Hearsay: the dam broke.")
        log.post("M1", "x:MillPD", at: 16)
        func label(_ words: [String: [String]]) throws -> Measure {
            let report = ReviewReport(
                state: IncidentState(folding: log.records), records: log.records,
                asOf: Log.minute(600),
                department: Department(
                    id: "mill-pd", name: "Mill PD", zone: "UTC",
                    policy: .init(unconfirmedWords: words)))
            return try measure(.seenToUnconfirmed, of: "R1", in: report)
        }
        #expect(try label(["en": ["hearsay"]]).duration == .seconds(6 * 60))
        #expect(try label(["es": ["hearsay"]]).isOpen)
        #expect(try label([:]).isOpen)
    }

    @Test func `a mark on another sentence labels no rumor`() throws {
        var log = Log()
        log.open()
        log.add(.rumorReported(.with { ($0.rumor, $0.claim) = ("R1", "The dam broke.") }), at: 10)
        log.draft("M1")
        log.release("M1", text: "The number of injured is unconfirmed.")
        log.post("M1", "x:MillPD", at: 16)
        #expect(try measure(.seenToUnconfirmed, of: "R1", in: report(log)).isOpen)
    }

    // MARK: Targets

    @Test func `findings and answers later than the playbook's target are marked`() throws {
        var playbook = ReviewTestPlaybook.playbook
        playbook.targets = .init(finding: .seconds(30 * 60), answer: .seconds(60 * 60))
        var log = Log()
        log.open()
        for (id, found) in [("R1", 40), ("R2", 130), ("R3", nil)] as [(String, Int?)] {
            log.add(.rumorReported(.with { ($0.rumor, $0.claim) = (id, "A claim.") }), at: 100)
            if let found {
                log.add(
                    .rumorAssessed(.with { ($0.rumor, $0.finding) = (id, .true) }),
                    at: 100 + (found == 40 ? 40 : 30))
            }
        }
        for (id, answered) in [("Q1", 160), ("Q2", 161)] {
            log.add(.inquiryReceived(.with { ($0.inquiry, $0.question) = (id, "When?") }), at: 100)
            log.add(.inquiryAnswered(.with { $0.inquiry = id }), at: answered)
        }
        func missed(at minute: Int) -> [String] {
            report(log, at: minute, playbook).measures.filter { $0.target?.isMissed ?? false }
                .compactMap(\.subject)
        }
        #expect(missed(at: 130) == ["R1", "Q2"])
        #expect(missed(at: 131) == ["R1", "R3", "Q2"])
        let page = report(log, at: 131, playbook).markdown()
        #expect(
            page.contains("! 40 min (2400 s) |"))
        #expect(page.contains("! open since"))
        #expect(page.contains("The playbook's target is 30 min."))
        #expect(try row("Findings later than the target", in: page).contains("| 2 |"))
        #expect(try row("Answers later than the target", in: page).contains("| 1 |"))
        #expect(!report(log, at: 131).markdown().contains("later than the target"))
    }

    // MARK: Waiting

    @Test func `a hold's wait runs from the first hold to its lifting`() throws {
        var log = Log()
        log.open()
        known("F1", at: 10, in: &log)
        log.add(.factHeld(.with { ($0.fact, $0.reason) = ("F1", "family") }), at: 12)
        log.add(.factHeld(.with { ($0.fact, $0.reason) = ("F1", "court") }), at: 20)
        #expect(try measure(.holdToLift, in: report(log)).isOpen)
        log.add(.factCleared(.with { ($0.fact, $0.reason) = ("F1", "family told") }), at: 72)
        log.add(.factHeld(.with { ($0.fact, $0.reason) = ("F1", "court") }), at: 80)
        let holds = report(log).measures.filter { $0.kind == .holdToLift }
        #expect(holds.map(\.duration) == [.seconds(60 * 60), nil])
    }

    @Test func `a text waits for approval from its submission on`() throws {
        var log = Log()
        log.open()
        log.draft("M1")
        log.add(
            .messageSubmitted(.with { ($0.message, $0.contentSha256) = ("M1", Data([1])) }), at: 5)
        #expect(try measure(.submissionToApproval, of: "M1", in: report(log)).isOpen)
        log.add(
            .messageApproved(
                .with {
                    ($0.message, $0.contentSha256, $0.manner) = ("M1", Data([1]), .inPerson)
                    ($0.approver, $0.role) = ("chief", "incident-commander")
                }), at: 9)
        #expect(
            try measure(.submissionToApproval, of: "M1", in: report(log)).duration
                == .seconds(240))
    }

    @Test func `holds and approvals are not in the public review`() {
        var log = Log()
        log.open()
        known("F1", at: 10, in: &log)
        log.add(.factHeld(.with { ($0.fact, $0.reason) = ("F1", "family") }), at: 12)
        for index in log.records.indices { log.records[index].metadata.visibility = .public }
        let report = ReviewReport(
            state: IncidentState(folding: log.records), records: log.records,
            asOf: Log.minute(600), audience: .public)
        #expect(!report.measures.contains { $0.kind.isInternalForTest })
    }
}

extension Measure.Kind {
    fileprivate var isInternalForTest: Bool { self == .holdToLift || self == .submissionToApproval }
}
