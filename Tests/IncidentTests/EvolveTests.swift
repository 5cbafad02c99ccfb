import Channels
import Incident
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
        let before = Snapshot(scenario.state)
        for event in nonsense { scenario.append(.event(event)) }
        #expect(Snapshot(scenario.state) == before)
        #expect(scenario.state.revision == UInt64(scenario.records.count - 1))
        try scenario.given("pio-1", .record("Still writable"))
        #expect(scenario.state.facts.count == 1)
    }

    @Test func `a second entry under the same id changes nothing`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", .record("The first"))
        var again = FactRecorded()
        again.fact = "F1"
        again.statement = "The second"
        scenario.append(.event(.factRecorded(again)))
        var opened = IncidentOpened()
        opened.title = "Another"
        scenario.append(.event(.incidentOpened(opened)))
        #expect(scenario.state.facts.all.map(\.statement) == ["The first"])
        #expect(scenario.state.opening?.title != "Another")
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

    @Test func `a body removed by order changes nothing, and the incident stays writable`() throws {
        var scenario = try Scenario(opened: .live)
        let before = Snapshot(scenario.state)
        scenario.append(.redacted(type: "note-logged"))
        #expect(Snapshot(scenario.state) == before)
        scenario.when("pio-1", .record("x")).then("fact-recorded")
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

    @Test func `every trigger of a step is the name of an event`() throws {
        let scenario = try Scenario(opened: .live)
        let known = Set(EventNames.all)
        #expect(Step.Trigger.Event.allCases.filter { !known.contains($0.rawValue) } == [])
        #expect(scenario.records.count > 3)
    }
}

enum EventNames {
    /// The names of all kinds of event, each from an empty one.
    static var all: [String] {
        let kinds: [IncidentEvent.OneOf_Kind] = [
            .incidentOpened(.init()), .phaseChanged(.init()), .operationalPeriodBegan(.init()),
            .roleAssigned(.init()), .factRecorded(.init()), .factVerified(.init()),
            .factCleared(.init()), .messageDrafted(.init()), .messageSubmitted(.init()),
            .messageApproved(.init()), .messageReleased(.init()), .deliveryRecorded(.init()),
            .messageWithdrawn(.init()), .rumorReported(.init()), .rumorAssessed(.init()),
            .briefingScheduled(.init()), .briefingHeld(.init()), .inquiryReceived(.init()),
            .inquiryAnswered(.init()), .lessonRecorded(.init()),
        ]
        return kinds.map(\.name)
    }
}
