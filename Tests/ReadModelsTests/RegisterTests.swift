import HandwrittenLog
import Channels
import Incident
import IncidentEvents
import ReadModels
import SwiftProtobuf
import Testing

@Suite struct RegisterTests {
    /// Our own false statement on three carriers, one withdrawn, one corrected.
    private func ownError() -> Log {
        var log = Log()
        log.open()
        log.draft("M1")
        log.release("M1")
        log.post("M1", "x:MillPD", at: 10)
        log.post("M1", "blog:mill", at: 11)
        log.post("M1", "press-conference:hall", at: 12)
        log.rumor("R1", origin: .ownMessage, messages: ["M1"], at: 20)
        log.withdraw("M1", "x:MillPD", at: 30)
        return log
    }

    @Test func `withdrawing closes nothing`() {
        let register = CorrectionRegister(state: IncidentState(folding: ownError().records))
        let counts = register.rumors.first?.counts
        #expect(counts?.sentence == "3 accounts or outlets, 1 withdrawn, 3 open")
        #expect(register.rumors.map(\.counts.open).reduce(0, +) == 3)
    }

    @Test func `a correction closes the cell of the carrier on which it was delivered`() throws {
        var log = ownError()
        log.draft("M2", .correction, corrects: ["R1"])
        log.release("M2")
        log.post("M2", "blog:mill", at: 40)
        let register = CorrectionRegister(state: IncidentState(folding: log.records))
        let cells = try #require(register.rumors.first?.cells)
        #expect(
            cells.map { "\($0.carrier) \($0.state.rawValue)" } == [
                "blog:mill corrected", "press-conference:hall open", "x:MillPD open",
            ])
        #expect(cells[0].correctedBy == MessageID("M2"))
        #expect(cells[0].carriedSince.at == Log.minute(11))
        #expect(cells[0].corrected?.at == Log.minute(40))
        #expect(cells[2].withdrawn?.at == Log.minute(30))
    }

    @Test func `a waiver closes a cell with its reason, and asking an outlet closes none`() throws {
        var log = Log()
        log.open()
        log.rumor("R1", on: ["tv:station-4", "radio:news"])
        log.add(
            .outletContacted(
                .with { ($0.rumor, $0.carrier, $0.how) = ("R1", "tv:station-4", "phone") }))
        log.add(
            .coverageWaived(
                .with { ($0.rumor, $0.carrier, $0.reason) = ("R1", "radio:news", "off air") }))
        let entry = try #require(
            CorrectionRegister(state: IncidentState(folding: log.records)).rumors.first)
        #expect(entry.cells.map(\.state) == [.waived, .open])
        #expect(entry.cells[0].waiverReason == "off air")
        #expect(entry.cells[1].contacted != nil)
        #expect(entry.counts.sentence == "2 accounts or outlets, 1 waived, 1 open")
    }

    @Test func `an outlet's own correction closes its cell, other bodies' words close none`() throws
    {
        var log = Log()
        log.open()
        log.rumor("R1", on: ["tv:station-4", "radio:news"])
        log.add(.statementCorrected(.with { ($0.rumor, $0.carrier) = ("R1", "tv:station-4") }))
        log.add(
            .statementObserved(
                .with {
                    ($0.statement, $0.speaker, $0.text) = ("S1", "the union", "Not so.")
                    $0.corrects = ["R1"]
                }))
        let entry = try #require(
            CorrectionRegister(state: IncidentState(folding: log.records)).rumors.first)
        #expect(entry.cells.map(\.state) == [.open, .corrected])
        #expect(entry.cells[1].correctedBy == nil)
        #expect(entry.correctionsByOthers.map(\.speaker) == ["the union"])
    }

    @Test func `a claim that nobody has assessed has no open cell`() {
        var log = Log()
        log.rumor("R1", on: ["tv:station-4"], finding: nil)
        let register = CorrectionRegister(state: IncidentState(folding: log.records))
        #expect(register.rumors.first?.finding.word == "not assessed")
        #expect(register.rumors.first?.cells.map(\.state) == [.unassessed])
        #expect(register.rumors.allSatisfy { $0.counts.open == 0 })
    }

    @Test func `rumors with open cells come first`() {
        var log = Log()
        log.rumor("R1", on: ["tv:station-4"], finding: .true)
        log.rumor("R2", on: ["tv:station-4"])
        let register = CorrectionRegister(state: IncidentState(folding: log.records))
        #expect(register.rumors.map(\.rumor.description) == ["R2", "R1"])
    }

    @Test func `the fact sheet says where a fact is live and whether that is wrong or stale`()
        throws
    {
        var log = Log()
        log.open()
        log.fact("F1")
        log.draft("M1", cites: ["F1"])
        log.release("M1")
        log.post("M1", "x:MillPD")
        func citation() throws -> FactSheet.Citing {
            let sheet = FactSheet(state: IncidentState(folding: log.records))
            return try #require(sheet.facts.first?.citations.first)
        }
        #expect(try citation().concern == nil)
        #expect(try citation().liveOn.map(\.description) == ["x:MillPD"])

        log.fact("F2", "Two mills burn.")
        log.add(.factSuperseded(.with { ($0.fact, $0.by) = ("F1", "F2") }))
        #expect(try citation().concern == .stale)
        #expect(
            FactSheet(state: IncidentState(folding: log.records)).staleMessages == [
                MessageID(number: 1)
            ])

        // The next update on the carrier settles it.
        log.draft("M2", cites: ["F2"])
        log.release("M2")
        log.post("M2", "x:MillPD")
        #expect(try citation().concern == nil)

        log.add(.factRefuted(.with { ($0.fact, $0.reason, $0.source) = ("F1", "steam", "drone") }))
        #expect(try citation().concern == .wrong)
        #expect(
            FactSheet(state: IncidentState(folding: log.records)).facts.first?.status == "refuted")

        log.withdraw("M1", "x:MillPD")
        #expect(try citation().concern == nil)
    }

    @Test func `a text that gives a figure as of its time is not stale`() {
        var log = Log()
        log.fact("F1")
        log.draft("M1", cites: ["F1"], asOf: 3)
        log.release("M1")
        log.post("M1", "x:MillPD")
        log.fact("F2")
        log.add(.factSuperseded(.with { ($0.fact, $0.by) = ("F1", "F2") }))
        #expect(FactSheet(state: IncidentState(folding: log.records)).staleMessages.isEmpty)
    }
}
