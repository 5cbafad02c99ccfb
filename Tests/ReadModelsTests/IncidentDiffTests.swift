import Channels
import HandwrittenLog
import Incident
import IncidentEvents
import Playbooks
import ReadModels
import SwiftProtobuf
import Testing

@Suite struct IncidentDiffTests {
    private let playbook = Playbook(
        id: "fire", version: "1", title: "Fire", hazard: "fire",
        phases: [.init(id: "initial", title: "Initial"), .init(id: "recovery", title: "Recovery")],
        channels: ["x", "blog"],
        steps: [
            Step(
                id: "hold", title: "Say something", role: .pio,
                due: .init(within: .seconds(600), of: .opened)),
            Step(id: "call", title: "Call the mayor", role: .liaison),
        ])

    private func diff(_ log: Log, _ from: Int, _ to: Int) -> IncidentDiff {
        IncidentDiff(
            before: IncidentState(folding: log.asOf(from)), from: Log.minute(from),
            after: IncidentState(folding: log.asOf(to)), to: Log.minute(to), playbook: playbook)
    }

    /// By minute: opened 0, F1 1 to 3, M1 drafted 4, released 5, posted 10, R1 reported on a
    /// station 11, found false 20, corrected there 30, F1 refuted 31, M1 withdrawn 32.
    private func fire() -> Log {
        var log = Log()
        log.open()
        log.fact("F1")
        log.draft("M1", cites: ["F1"])
        log.release("M1")
        log.post("M1", "x:MillPD", at: 10)
        log.rumor("R1", on: ["tv:station-4"], finding: nil, at: 11)
        log.add(.rumorAssessed(.with { ($0.rumor, $0.finding) = ("R1", .false) }), at: 20)
        log.add(
            .statementCorrected(.with { ($0.rumor, $0.carrier) = ("R1", "tv:station-4") }), at: 30)
        log.add(.factRefuted(.with { ($0.fact, $0.reason) = ("F1", "steam") }), at: 31)
        log.withdraw("M1", "x:MillPD", at: 32)
        return log
    }

    @Test func `a thing that did not exist has no state before`() throws {
        let diff = diff(fire(), 0, 12)
        #expect(diff.facts.map(\.before) == [nil])
        #expect(diff.facts.map(\.after) == ["cleared"])
        #expect(diff.messages.map(\.before) == [nil])
        #expect(diff.messages.map(\.after) == ["released"])
        #expect(try diff.messages.map(\.nowOn) == [[Carrier("x:MillPD")]])
        #expect(diff.rumors.map(\.before) == [nil])
        #expect(diff.rumors.map(\.after) == ["not assessed"])
        #expect(try diff.rumors.map(\.newCarriers) == [[Carrier("tv:station-4")]])
        #expect(diff.entries == 8)
    }

    @Test func `only what differs is listed, with both ends`() throws {
        let diff = diff(fire(), 12, 20)
        #expect(diff.facts.isEmpty && diff.messages.isEmpty)
        let rumor = try #require(diff.rumors.first)
        #expect(rumor.before == "not assessed")
        #expect(rumor.after == "false")
        #expect((rumor.openBefore, rumor.openAfter) == (0, 1))
        #expect(rumor.newCarriers.isEmpty && rumor.closedCells.isEmpty && rumor.record == nil)
    }

    @Test func `cells that closed, facts refuted and copies taken down are told`() throws {
        let diff = diff(fire(), 20, 40)
        let rumor = try #require(diff.rumors.first)
        #expect(try rumor.closedCells == [Carrier("tv:station-4")])
        #expect((rumor.openBefore, rumor.openAfter) == (1, 0))
        #expect(diff.facts.map(\.before) == ["cleared"])
        #expect(diff.facts.map(\.after) == ["refuted"])
        #expect(diff.facts.map(\.reason) == ["steam"])
        let message = try #require(diff.messages.first)
        #expect(message.before == message.after)
        #expect(try message.noLongerOn == [Carrier("x:MillPD")])
    }

    @Test func `nothing happened between two moments without entries but the time of a step`() {
        #expect(diff(fire(), 21, 29).isEmpty)
        #expect(diff(fire(), 21, 29).entries == 0)
        let late = diff(fire(), 9, 11).steps
        #expect(late.map(\.step) == ["hold"])
        #expect(late.map(\.before) == [.due])
        #expect(late.map(\.after) == [.overdue])
    }

    @Test func `phases, roles, questions and the incident's end are told`() {
        var log = Log()
        log.open()
        log.add(.roleAssigned(.with { ($0.person, $0.role) = ("kim", "pio") }), at: 2)
        log.add(
            .inquiryReceived(.with { ($0.inquiry, $0.from) = ("Q1", "Station 4") }), at: 3)
        log.add(.phaseChanged(.with { $0.phase = "recovery" }), at: 10)
        log.add(.roleRelieved(.with { ($0.person, $0.role) = ("kim", "pio") }), at: 11)
        log.add(.inquiryAnswered(.with { ($0.inquiry, $0.answer) = ("Q1", "Two.") }), at: 12)
        log.add(.incidentClosed(.with { $0.reason = "over" }), at: 13)
        let first = diff(log, 0, 5)
        #expect(first.roles.map(\.change) == ["assigned"])
        #expect(first.inquiries.map(\.before) == [nil])
        #expect(first.phase == nil && first.incident == nil)
        let second = diff(log, 5, 20)
        #expect(second.phase?.before == "initial" && second.phase?.after == "recovery")
        #expect(second.roles.map(\.change) == ["relieved"])
        #expect(second.inquiries.map(\.after) == ["answered"])
        #expect(second.incident?.before == "open" && second.incident?.after == "closed")
    }
}
