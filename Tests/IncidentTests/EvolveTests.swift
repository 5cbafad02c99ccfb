import HandwrittenLog
import Channels
@testable import Incident
import IncidentEvents
import Playbooks
import Testing

@Suite struct EvolveTests {
    /// Events about things that were never made, with ids and carriers that are none.
    private var nonsense: [IncidentEvent.OneOf_Kind] {
        var events: [IncidentEvent.OneOf_Kind] = []
        for id in ["", "F9", "M9", "R9", "X1", "f", "F0", "F99999999999999999999", "é"] {
            var verified = FactVerified()
            verified.fact = id
            var cleared = FactCleared()
            cleared.fact = id
            var refuted = FactRefuted()
            refuted.fact = id
            var superseded = FactSuperseded()
            superseded.fact = id
            var submitted = MessageSubmitted()
            submitted.message = id
            var approved = MessageApproved()
            approved.message = id
            var ratified = MessageRatified()
            ratified.message = id
            var released = MessageReleased()
            released.message = id
            var delivered = DeliveryRecorded()
            delivered.message = id
            delivered.carrier = "nothing"
            var withdrawn = MessageWithdrawn()
            withdrawn.message = id
            withdrawn.carrier = "x:"
            var sighted = RumorSighted()
            sighted.rumor = id
            sighted.carrier = "pigeon:coo"
            var waived = CoverageWaived()
            waived.rumor = id
            var closed = RumorClosed()
            closed.rumor = id
            var answered = InquiryAnswered()
            answered.inquiry = id
            var held = BriefingHeld()
            held.briefing = id
            var consent = ConsentWithdrawn()
            consent.consent = id
            events += [
                .factVerified(verified), .factCleared(cleared), .factRefuted(refuted),
                .factSuperseded(superseded), .messageSubmitted(submitted),
                .messageApproved(approved), .messageRatified(ratified),
                .messageReleased(released), .deliveryRecorded(delivered),
                .messageWithdrawn(withdrawn), .rumorSighted(sighted), .coverageWaived(waived),
                .rumorClosed(closed), .inquiryAnswered(answered), .briefingHeld(held),
                .consentWithdrawn(consent),
            ]
        }
        return events
    }

    @Test func `events about things that are not there change nothing`() throws {
        var scenario = try Scenario(opened: .live)
        let before = Snapshot(scenario.state, without: Snapshot.place)
        for event in nonsense { scenario.append(.event(event)) }
        let after = Snapshot(scenario.state, without: Snapshot.place)
        #expect(after.differences(from: before) == [])
        #expect(scenario.state.revision == UInt64(scenario.records.count - 1))
        try scenario.given("pio-1", .record("Still writable"))
        #expect(scenario.state.facts.count == 1)
    }

    @Test func `a second entry under the same id changes nothing`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", .record("The first"))
        let milestones = scenario.state.milestones.count
        var again = FactRecorded()
        again.fact = "F1"
        again.statement = "The second"
        scenario.append(.event(.factRecorded(again)))
        var opened = IncidentOpened()
        opened.title = "Another"
        scenario.append(.event(.incidentOpened(opened)))
        #expect(scenario.state.facts.all.map(\.statement) == ["The first"])
        #expect(scenario.state.opening?.title != "Another")
        // No step is completed by an entry that the state ignores.
        #expect(scenario.state.milestones.count == milestones)
    }

    @Test func `a foreign log's huge id leaves a next one to give out`() throws {
        var scenario = try Scenario(opened: .live)
        for id in ["F9223372036854775807", "F999999999"] {
            var recorded = FactRecorded()
            recorded.fact = id
            scenario.append(.event(.factRecorded(recorded)))
        }
        scenario.when("pio-1", .record("x")).then("fact-recorded")
    }

    @Test func `a body removed by order leaves its number used, and the incident writable`() throws
    {
        var scenario = try Scenario(opened: .live)
        let before = Snapshot(scenario.state, without: Snapshot.place)
        scenario.append(.redacted(type: "note-logged"))
        let after = Snapshot(scenario.state, without: Snapshot.place)
        // The note's number is not given out again, and what is left of the entry is kept.
        #expect(after.differences(from: before) == ["notes", "removedEntries"])
        #expect(scenario.state.notes.isEmpty)
        scenario.when("pio-1", .record("x")).then("fact-recorded")
    }

    @Test func `an id is never given out twice, even where its event was removed by order`() {
        for kind in EventKind.allCases where kind.row.createsSubject {
            var scenario = IncidentState()
            scenario.evolve(with: removed(kind.rawValue))
            let next: Int? =
                switch kind.row.subject {
                case .fact: scenario.facts.next.number
                case .message: scenario.messages.next.number
                case .rumor: scenario.rumors.next.number
                case .statement: scenario.statements.next.number
                case .inquiry: scenario.inquiries.next.number
                case .tip: scenario.tips.next.number
                case .trend: scenario.trends.next.number
                case .period: scenario.periods.next.number
                case .briefing: scenario.briefings.next.number
                case .consent: scenario.consents.next.number
                case .comment: scenario.comments.next.number
                case .note: scenario.notes.next.number
                case .lesson: scenario.lessons.next.number
                case .action: scenario.actions.next.number
                case .incident, .role, .step, .entry, .rating, .anything: nil
                }
            #expect(next == 2, "\(kind.rawValue)")
        }
    }

    @Test func `a period that began after a removed one gets the next id`() throws {
        var scenario = try Scenario(opened: .live)
        scenario.append(.redacted(type: "operational-period-began"))
        let command = Command.lifecycle(.beginPeriod(from: nil, to: nil, objectives: []))
        guard case .decided(let decision) = scenario.when("ic-1", command) else {
            Issue.record("refused")
            return
        }
        #expect(decision.events.compactMap(\.createdID) == ["P2"])
    }

    @Test func `a removed event of a newer version keeps the incident from being written to`() {
        var state = IncidentState()
        state.evolve(with: removed("incident-merged"))
        #expect(state.unknownEntries == 1)
    }

    private func removed(_ type: String) -> IncidentRecord {
        IncidentRecord(
            position: 0, revision: 0, eventID: "", recordedAt: Scenario.start,
            metadata: RecordMetadata(), content: .redacted(type: type))
    }

    @Test func `events before any opening are taken without a fall`() {
        var state = IncidentState()
        for (index, event) in nonsense.enumerated() {
            state.evolve(
                with: IncidentRecord(
                    position: UInt64(index), revision: UInt64(index), eventID: "",
                    recordedAt: Scenario.start, metadata: RecordMetadata(), content: .event(event)))
        }
        #expect(state.opening == nil && state.facts.isEmpty)
    }

    @Test func `every trigger of a step is the name of an event`() {
        #expect(
            Step.Trigger.Event.allCases.filter { EventKind(rawValue: $0.rawValue) == nil } == [])
    }
}
