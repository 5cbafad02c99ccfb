import HandwrittenLog
import Channels
import Incident
import IncidentEvents
import Playbooks
import ReadModels
import SwiftProtobuf
import Testing

@Suite struct ProgressTests {
    private let playbook = Playbook(
        id: "fire", version: "1", title: "Fire", hazard: "fire",
        phases: [
            .init(id: "initial", title: "Initial", cadence: .seconds(1800)),
            .init(id: "recovery", title: "Recovery"),
        ],
        channels: ["x", "blog"],
        standingApprovals: [
            StandingApproval(
                template: "holding", fields: [], approver: "chief", role: .incidentCommander,
                expires: "2099-12-31")
        ],
        templates: [
            MessageTemplate(
                id: "holding", kind: .holding, title: "Holding",
                texts: [.init(language: "en", segments: [.init("Fire at {place}.")])])
        ],
        steps: [
            Step(
                id: "hold", title: "Say something", role: .pio,
                due: .init(within: .seconds(600), of: .opened),
                trigger: .init(event: .messageReleased, template: "holding")),
            Step(
                id: "brief", title: "Hold a briefing", role: .pio,
                due: .init(within: .seconds(1200), of: .step("hold")), requires: ["hold"]),
            Step(
                id: "thank", title: "Thank the crews", role: .pio,
                due: .init(within: .seconds(60), of: .phase("recovery")), phase: "recovery"),
            Step(id: "call", title: "Call the mayor", role: .liaison),
        ])

    private func progress(_ log: Log, at minute: Int) -> PlaybookProgress {
        PlaybookProgress(
            state: IncidentState(folding: log.asOf(minute)), playbook: playbook,
            asOf: Log.minute(minute))
    }

    private func due(_ log: Log, at minute: Int) -> [DueItem] {
        DueList(
            state: IncidentState(folding: log.asOf(minute)), progress: progress(log, at: minute),
            playbook: playbook, asker: DueList.Asker("lee", in: IncidentState()),
            asOf: Log.minute(minute)
        ).items
    }

    @Test func `steps are due from their anchors and wait for what they require`() {
        var log = Log()
        log.open()
        let steps = progress(log, at: 5).steps
        #expect(steps.map(\.state) == [.due, .waiting, .waiting, .open])
        #expect(steps.map(\.dueAt) == [Log.minute(10), nil, nil, nil])
        #expect(steps[1].waitsFor == ["hold"])
        #expect(steps[2].waitsForPhase == "recovery")
        #expect(progress(log, at: 11).steps[0].state == .overdue)
    }

    @Test func `an event of the right template completes a step, one of another does not`() {
        var log = Log()
        log.open()
        log.draft("M1", .update)
        log.release("M1")
        #expect(progress(log, at: 9).steps[0].state == .due)
        log.draft("M2", .holding, template: "holding")
        log.release("M2")
        let steps = progress(log, at: 30).steps
        #expect(steps[0].state == .done)
        #expect(steps[0].isAutomatic)
        #expect(!steps[0].isLate)
        // Released at minute 4, plus 20 minutes.
        #expect(steps[1].dueAt == Log.minute(24))
        #expect(steps[1].state == .overdue)
    }

    @Test func `steps are done, skipped and reopened by hand`() {
        var log = Log()
        log.open()
        log.add(.stepCompleted(.with { $0.step = "call" }), at: 3)
        log.add(.stepSkipped(.with { ($0.step, $0.reason) = ("hold", "said by the mayor") }), at: 4)
        var steps = progress(log, at: 5).steps
        #expect(steps.map(\.state) == [.skipped, .due, .waiting, .done])
        #expect(steps[0].note == "said by the mayor")
        log.add(.stepReopened(.with { $0.step = "call" }), at: 5)
        steps = progress(log, at: 5).steps
        #expect(steps[3].state == .open)
        #expect(progress(log, at: 4).steps[3].state == .done)
    }

    @Test func `a step done after its time is late`() {
        var log = Log()
        log.open()
        log.add(.stepCompleted(.with { $0.step = "hold" }), at: 12)
        #expect(progress(log, at: 15).steps[0].isLate)
    }

    @Test func `a step of a later phase counts from that phase on`() {
        var log = Log()
        log.open()
        log.add(.phaseChanged(.with { $0.phase = "recovery" }), at: 40)
        #expect(progress(log, at: 40).steps[2].dueAt == Log.minute(41))
        #expect(progress(log, at: 40).steps[2].state == .due)
    }

    @Test func `what is overdue comes first and each item has its next command`() {
        var log = Log()
        log.open()
        log.draft("M1", .holding, template: "holding")
        #expect(
            due(log, at: 3).map(\.next) == [
                .releaseMessage("M1"), .draftMessage(.init(kind: .update)),
                .completeStep("call"), .releaseMessage("M1"),
            ])
        let late = due(log, at: 12)
        #expect(late.first?.kind == .step)
        #expect(late.first?.isOverdue == true)

        log.release("M1", nextUpdate: 20)
        let released = due(log, at: 4)
        #expect(released.first?.kind == .unposted)
        #expect(released.first?.next == .showText("M1", .x))
        #expect(released.first?.then == .markPosted("M1", .channel(.x)))
        #expect(!released.contains { $0.kind == .promise })

        log.post("M1", "x:MillPD", at: 5)
        let posted = due(log, at: 6)
        #expect(posted.first?.next == .showText("M1", "blog"))
        #expect(posted.first?.then == .markPosted("M1", .channel("blog")))
        #expect(posted.first { $0.kind == .promise }?.dueAt == Log.minute(20))
        #expect(posted.first { $0.kind == .cadence }?.dueAt == Log.minute(35))
        #expect(due(log, at: 21).first?.kind == .promise)
    }

    @Test func `a false claim is due until it is corrected wherever it stood`() throws {
        var log = Log()
        log.open()
        log.rumor("R1", on: ["tv:station-4"], finding: nil)
        #expect(due(log, at: 3).contains { $0.kind == .assessment && $0.subject == "R1" })
        log.add(
            .rumorAssessed(.with { ($0.rumor, $0.finding, $0.evidence) = ("R1", .false, "Gauge.") })
        )
        func next(_ kind: DueItem.Kind) -> Suggestion? {
            due(log, at: 60).first { $0.kind == kind && $0.subject == "R1" }?.next
        }
        #expect(next(.correction) == .draftMessage(.init(kind: .correction, corrects: "R1")))
        log.draft("M1", .correction, corrects: ["R1"])
        #expect(next(.correction) == .submitMessage("M1"))
        log.release("M1")
        log.post("M1", "x:MillPD")
        #expect(next(.correction) == nil)
        #expect(try next(.coverage) == .contactOutlet("R1", Carrier("tv:station-4")))
        log.add(.outletContacted(.with { ($0.rumor, $0.carrier) = ("R1", "tv:station-4") }))
        #expect(try next(.coverage) == .markOutletCorrected("R1", Carrier("tv:station-4")))
        log.add(.statementCorrected(.with { ($0.rumor, $0.carrier) = ("R1", "tv:station-4") }))
        #expect(next(.coverage) == nil)
    }

    @Test func `questions past their deadline and watches that end are overdue`() {
        var log = Log()
        log.open()
        log.add(
            .inquiryReceived(
                .with {
                    ($0.inquiry, $0.from, $0.question) = ("Q1", "Station 4", "How many?")
                    $0.deadline = Log.minute(15).timestamp
                }))
        log.rumor("R1", finding: nil)
        log.add(
            .rumorWatched(
                .with {
                    ($0.rumor, $0.reason) = ("R1", "small")
                    $0.until = Log.minute(16).timestamp
                }))
        let items = due(log, at: 20).filter { $0.kind == .inquiry || $0.kind == .watch }
        #expect(items.map(\.subject) == ["Q1", "R1"])
        #expect(items.map(\.isOverdue) == [true, true])
        #expect(items.map(\.next).first == .answerInquiry("Q1"))
        log.add(.inquiryAnswered(.with { ($0.inquiry, $0.answer) = ("Q1", "Three.") }))
        #expect(!due(log, at: 60).contains { $0.kind == .inquiry })
    }

    @Test func `a closed incident owes no updates, but what is wrong in public stays due`() {
        var log = Log()
        log.open()
        log.rumor("R1", on: ["tv:station-4"])
        log.add(.incidentClosed(.with { $0.reason = "out" }))
        #expect(due(log, at: 600).map(\.kind) == [.correction])
    }

    @Test func `a promise is kept by the next delivered message in time, else missed`() {
        var log = Log()
        log.open()
        log.draft("M1")
        log.release("M1", nextUpdate: 20)
        log.post("M1", "x:MillPD", at: 5)
        log.draft("M2")
        log.release("M2", nextUpdate: 40)
        log.post("M2", "x:MillPD", at: 18)
        log.draft("M3")
        log.release("M3", nextUpdate: 90)
        log.post("M3", "x:MillPD", at: 45)
        func outcomes(_ minute: Int) -> [String] {
            Promises(state: IncidentState(folding: log.records), asOf: Log.minute(minute)).promises
                .map { "\($0.message) \($0.outcome.rawValue)" }
        }
        #expect(outcomes(60) == ["M1 kept", "M2 missed", "M3 pending"])
        #expect(outcomes(91) == ["M1 kept", "M2 missed", "M3 missed"])
    }

    @Test func `a corrective action stands until it is done, also when the incident is closed`() {
        var log = Log()
        log.open()
        log.add(
            .correctiveActionAssigned(
                .with {
                    ($0.action, $0.text, $0.owner) = ("A1", "Put up a monitor.", "chief")
                    $0.due = Log.minute(100).timestamp
                }))
        log.add(.incidentClosed(.with { $0.reason = "over" }), at: 4)
        #expect(due(log, at: 90).map(\.isOverdue) == [false])
        let late = due(log, at: 101)
        #expect(late.map(\.kind) == [.action])
        #expect(late.map(\.isOverdue) == [true])
        #expect(late.map(\.next) == [.completeAction("A1")])
        // An exercise's clock has stopped; the calendar continues.
        let state = IncidentState(folding: log.records)
        let list = DueList(
            state: state, progress: progress(log, at: 50), playbook: playbook,
            asker: DueList.Asker("lee", in: state), asOf: Log.minute(50), today: Log.minute(101))
        #expect(list.items.map(\.isOverdue) == [true])
        log.add(.correctiveActionCompleted(.with { $0.action = "A1" }), at: 102)
        #expect(due(log, at: 103).isEmpty)
    }
}
