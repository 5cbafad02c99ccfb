import Channels
import HandwrittenLog
import Incident
import IncidentEvents
import Playbooks
import ReadModels
import SeededRandom
import SwiftProtobuf
import Testing

/// The outline of the gap, compared with the cells themselves.
@Suite struct GapOutlineTests {
    private static let carriers = ["x:MillPD", "tv:station-4", "x:witness"]

    /// Claims of all kinds, with events that settle them and events that don't, drawn by a seed.
    private func log(seed: UInt64) -> Log {
        var generator = SeededGenerator(seed: seed)
        var log = Log()
        log.open()
        func any(_ count: Int) -> Int { Int.random(in: 1...count, using: &generator) }
        func carrier() -> String { Self.carriers[any(Self.carriers.count) - 1] }
        for round in 1...100 {
            let id = "\(any(4))"
            // Claimed times are out of order: the later time decides, not the log's order.
            let minute = log.records.count + any(9) - 5
            switch any(13) {
            case 1: log.fact("F\(round)")
            case 2: log.draft("M\(any(8))", cites: ["F\(id)"])
            case 3: log.draft("M\(any(8))", .correction, corrects: ["R\(id)"])
            case 4: log.draft("M\(any(8))", .allClear, corrects: ["R\(id)"])
            case 5: log.release("M\(any(8))", nextUpdate: minute + 20)
            case 6: log.post("M\(any(8))", carrier(), at: minute)
            case 7: log.withdraw("M\(any(8))", carrier(), at: minute)
            case 8:
                let ours = any(3) == 1 ? ["M\(any(8))"] : []
                log.rumor(
                    "R\(any(4))", messages: ours, on: ours.isEmpty ? [carrier(), carrier()] : [])
            case 9:
                let where_ = carrier()
                log.add(
                    .rumorSighted(.with { ($0.rumor, $0.carrier) = ("R\(id)", where_) }), at: minute
                )
            case 10:
                let where_ = carrier()
                log.add(
                    .statementCorrected(.with { ($0.rumor, $0.carrier) = ("R\(id)", where_) }),
                    at: minute)
            case 11:
                let where_ = carrier()
                log.add(
                    .coverageWaived(
                        .with { ($0.rumor, $0.carrier, $0.reason) = ("R\(id)", where_, "gone") }),
                    at: minute)
            case 12: log.add(.factRefuted(.with { $0.fact = "F\(id)" }))
            default:
                log.add(
                    .inquiryReceived(
                        .with { ($0.inquiry, $0.question) = ("Q\(round)", "How many?") }),
                    at: minute)
            }
        }
        // Withdrawn everywhere and corrected nowhere, which is rare by chance.
        log.draft("M9")
        log.release("M9")
        log.post("M9", "x:MillPD")
        log.rumor("R9", messages: ["M9"])
        log.withdraw("M9", "x:MillPD")
        return log
    }

    @Test func `a claim stands and is open as its cells say`() {
        var met: Set<[Bool]> = []
        for seed in 1...20 as ClosedRange<UInt64> {
            let state = IncidentState(folding: log(seed: seed).records)
            let index = ClaimIndex(state)
            for rumor in state.rumors.all {
                let cells = state.coverage(of: rumor)
                let (isStanding, isOpen) = index.standing(of: rumor)
                #expect(isStanding == cells.contains(where: \.isStanding), "\(seed) \(rumor.id)")
                #expect(isOpen == cells.contains(where: \.isOpen), "\(seed) \(rumor.id)")
                #expect(
                    index.openCellCount(of: rumor) == state.openCells(of: rumor).count,
                    "\(seed) \(rumor.id)")
                met.insert([isStanding, isOpen])
            }
        }
        #expect(met.count == 4, "The logs hold claims of every standing.")
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func `each item of the outline is the one that the whole gap holds there`(_ seed: UInt64) {
        let log = log(seed: seed)
        for count in [1, 30, 60, 90, log.records.count] {
            let state = IncidentState(folding: log.records.prefix(count))
            let asOf = Log.minute(300)
            let outline = GapOutline(state: state, claims: ClaimIndex(state), asOf: asOf)
            let gap = Gap(state: state, asOf: asOf)
            #expect((0..<outline.count).map(outline.item) == gap.items)
            #expect(outline.count == gap.count)
            let promises = Promises(state: state, asOf: asOf).promises.filter {
                $0.outcome == .missed && $0.keptBy == nil
            }
            let overdue = gap.overduePromises.flatMap { late in
                late.channels.map { "\(late.message) \($0) \(late.dueBy)" }
            }
            #expect(
                overdue
                    == (state.isClosed
                        ? [] : promises.map { "\($0.message) \($0.channel) \($0.dueBy)" }))
        }
    }

    /// Waivers, withdrawals and second appearances included.
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `gap, coverage, what is due and the difference name the same open accounts`(
        _ seed: UInt64
    ) throws {
        let log = log(seed: seed)
        let half = IncidentState(folding: log.records.prefix(log.records.count / 2))
        let state = IncidentState(folding: log.records)
        let asOf = Log.minute(300)
        let playbook = Playbook(
            id: "fire", version: "1", title: "Fire", hazard: "fire",
            phases: [.init(id: "initial", title: "Initial")], channels: ["x"])
        let gap = Gap(state: state, asOf: asOf)
        let register = CorrectionRegister(state: state)
        let diff = IncidentDiff(
            before: half, from: Log.minute(1), after: state, to: asOf, playbook: playbook)
        let due = DueList(
            state: state,
            progress: PlaybookProgress(state: state, playbook: playbook, asOf: asOf),
            playbook: playbook, asker: .init("chief", in: state), asOf: asOf)
        for rumor in state.rumors.all {
            let open = Set(state.openCells(of: rumor).map(\.carrier))
            let id = rumor.id
            #expect(
                Set(gap.openCorrections.filter { $0.rumor == id }.flatMap(\.open)) == open, "\(id)")
            let entry = try #require(register.rumors.first { $0.rumor == id })
            let listed = entry.cells.filter { $0.state == .open }.map(\.carrier)
            #expect(Set(listed) == open && entry.counts.open == open.count, "\(id)")
            if let change = diff.rumors.first(where: { $0.rumor == id }) {
                #expect(change.openAfter == open.count, "\(id)")
            }
            let isDue = due.items.contains {
                $0.subject == id.description && ($0.kind == .correction || $0.kind == .coverage)
            }
            #expect(isDue == !open.isEmpty, "\(id)")
        }
    }
}
