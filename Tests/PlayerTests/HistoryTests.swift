import HandwrittenLog
import Foundation
import Incident
import IncidentEvents
import Player
import ReadModels
import SeededRandom
import SwiftProtobuf
import Testing

@Suite struct HistoryTests {
    /// Everything that people see of a state.
    private func seen(_ state: IncidentState) throws -> [Data] {
        [
            try ReadableJSON.data(Gap(state: state, asOf: Log.minute(100_000))),
            try ReadableJSON.data(FactSheet(state: state)),
            try ReadableJSON.data(CorrectionRegister(state: state)),
            try ReadableJSON.data(PublishedNow(state: state)),
            Data("\(state.revision ?? 0) \(state.phase ?? "")".utf8),
        ]
    }

    /// A log with more entries than three kept states span, drawn by a seed.
    static func log(seed: UInt64) -> Log {
        var generator = SeededGenerator(seed: seed)
        var log = Log()
        log.open()
        var round = 0
        while log.records.count < 800 {
            round += 1
            let id = "\(Int.random(in: 1...60, using: &generator))"
            switch Int.random(in: 0...7, using: &generator) {
            case 0: log.fact("F\(round)")
            case 1: log.draft("M\(round)", cites: ["F\(id)"])
            case 2: log.release("M\(id)")
            case 3: log.post("M\(id)", "x:MillPD", at: log.records.count)
            case 4: log.rumor("R\(round)", on: ["tv:station-\(id)"])
            case 5: log.add(.factRefuted(.with { $0.fact = "F\(id)" }))
            case 6: log.withdraw("M\(id)", "x:MillPD", at: log.records.count)
            default: log.draft("M\(round)", .correction, corrects: ["R\(id)"])
            }
        }
        return log
    }

    @Test(arguments: [1, 2] as [UInt64])
    func `the state at any entry is what folding up to it gives`(_ seed: UInt64) throws {
        let log = Self.log(seed: seed)
        let history = History(log.records)
        // Both sides of each kept state, the ends, and some entries between.
        for index in [
            0, 1, 100, 254, 255, 256, 257, 511, 512, 600, 767, 768, log.records.count - 1,
        ] {
            let folded = IncidentState(folding: log.records.prefix(index + 1))
            #expect(try seen(history.state(after: index)) == seen(folded), "entry \(index)")
        }
        // A later read has not changed an earlier one either.
        #expect(
            try seen(history.state(after: 300))
                == seen(IncidentState(folding: log.records.prefix(301))))
    }

    @Test func `an entry is shown without what only later ones say of it`() throws {
        var log = Log()
        log.open()
        let note = log.add(.noteLogged(.with { ($0.note, $0.text) = ("N1", "Six engines.") }))
        log.add(
            .entryCorrected(.with { ($0.position, $0.right) = (note, "Five engines.") }))
        let history = History(log.records)
        #expect(history.entry(1)?.text.contains("Six engines.") == true)
        #expect(history.entry(1)?.corrections.isEmpty == true)
    }

    @Test func `a restricted entry is not put in words`() {
        var log = Log()
        log.open()
        log.add(
            .noteLogged(.with { ($0.note, $0.text) = ("N1", "Secret.") }), .exact, .restricted)
        let history = History(log.records)
        #expect(history.entry(1) == nil)
        #expect(history.index(holding: "secret", from: 0, forward: true) == nil)
    }

    @Test func `time never goes back, and equal times are told apart by their entries`() {
        var log = Log()
        log.open()
        for minute in [5, 3, 5, 7] {
            log.add(.noteLogged(.with { $0.note = "N\(minute)" }), at: minute)
        }
        let history = History(log.records)
        #expect(history.times == [0, 5, 5, 5, 7].map(Log.minute))
        #expect(history.index(at: Log.minute(5)) == 3)
        #expect(history.index(at: Log.minute(6)) == 3)
        #expect(history.index(at: Log.minute(-9)) == 0)
        #expect(history.index(ofPosition: 4) == 4)
        #expect(history.index(ofPosition: 5) == nil)
    }

    @Test func `an entry of the real clock among simulated ones does not stretch the time line`() {
        var log = Log()
        log.open()
        for minute in [1, 2, 3] {
            log.add(.noteLogged(.with { $0.note = "N\(minute)" }), at: 900_000 + minute)
        }
        for index in [0, 1, 3] { log.records[index].simulatedAt = Log.minute(index) }
        #expect(History(log.records).times == [0, 1, 1, 3].map(Log.minute))
    }
}
