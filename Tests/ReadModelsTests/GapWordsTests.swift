import HandwrittenLog
import Incident
import IncidentEvents
import ReadModels
import SwiftProtobuf
import Testing

@Suite struct GapWordsTests {
    @Test func `what the public reads wrong comes first, and every item says where and how long`() {
        var log = Log()
        log.open()
        log.fact("F1", "The mill burns.")
        log.fact("F2", "Two mills burn.")
        log.draft("M1", cites: ["F1"])
        log.release("M1", nextUpdate: 20)
        log.post("M1", "x:MillPD", at: 10)
        log.rumor("R1", on: ["tv:station-4"], at: 11)
        log.add(.factRefuted(.with { ($0.fact, $0.reason) = ("F1", "steam") }), at: 15)
        log.add(
            .inquiryReceived(
                .with { ($0.inquiry, $0.from, $0.question) = ("Q1", "Station 4", "How many?") }),
            at: 16)
        log.add(.factRecorded(.with { ($0.fact, $0.statement) = ("F3", "One is dead.") }), at: 17)
        log.add(.factVerified(.with { $0.fact = "F3" }), at: 17)
        log.add(.factHeld(.with { ($0.fact, $0.reason) = ("F3", "family") }), at: 18)
        let gap = Gap(state: IncidentState(folding: log.records), asOf: Log.minute(30))
        let words = gap.items.map { "\($0.isAlarm ? "! " : "")\($0.head) | \($0.text)" }
        #expect(
            words == [
                "! R1 known false, still public for 19 min | On tv:station-4: The dam broke.",
                "! M1 says F1, refuted 15 min ago | On x:MillPD: The mill burns.",
                "! M1 promised an update, 10 min overdue | On x",
                "M1 released, not posted for 22 min | On blog: update",
                "R1 not corrected on 1 of 1 for 19 min | On tv:station-4: The dam broke.",
                "Q1 unanswered for 14 min | Station 4: How many?",
                "F2 cleared, not said for 25 min | Two mills burn.",
                "F3 held, not said for 13 min | Held: family. One is dead.",
            ])
        #expect(gap.count == words.count)
    }
}
