import HandwrittenLog
import Channels
import Foundation
import Incident
import IncidentEvents
import Playbooks
import Review
import SwiftProtobuf
import Testing

/// A fictional flood: a warning on two carriers, a false claim of our own, one of a station's.
@Suite struct MeasureTests {
    struct Times {
        var onset = 0
        var warningOnX: Int? = 10
        var warningOnBlog: Int? = 25
        var errorOnX = 30
        var withdrawn: Int? = 90
        var correctedOnX: Int? = 100
        var correctedOnBlog: Int? = 70
        var stationCorrected: Int? = 80
    }

    private func flood(
        _ times: Times = Times(), certainty: TimeCertainty = .unspecified
    ) -> Log {
        var log = Log()
        log.open(onset: times.onset)
        log.draft("M1", .alert, guidance: "Leave the valley.")
        log.release("M1")
        if let minute = times.warningOnX { log.post("M1", "x:MillPD", at: minute, certainty) }
        if let minute = times.warningOnBlog { log.post("M1", "blog:mill", at: minute) }
        log.draft("M2")
        log.release("M2", channels: ["x"])
        log.post("M2", "x:MillPD", at: times.errorOnX)
        log.rumor("R1", origin: .ownMessage, messages: ["M2"], at: 50)
        log.rumor("R2", on: ["tv:station-4"], at: 55)
        log.draft("M3", .correction, corrects: ["R1", "R2"])
        log.release("M3")
        if let minute = times.correctedOnBlog { log.post("M3", "blog:mill", at: minute) }
        if let minute = times.stationCorrected {
            log.add(
                .statementCorrected(.with { ($0.rumor, $0.carrier) = ("R2", "tv:station-4") }),
                at: minute)
        }
        if let minute = times.withdrawn { log.withdraw("M2", "x:MillPD", at: minute) }
        if let minute = times.correctedOnX { log.post("M3", "x:MillPD", at: minute) }
        return log
    }

    /// `time-to-correction R1: 2400`, a line a measure.
    private func lines(_ log: Log) -> [String] {
        Measures(state: IncidentState(folding: log.records)).all.map { measure in
            let about = measure.isApproximate ? "about " : ""
            let seconds = measure.duration.map { about + "\($0.wholeSeconds)" } ?? "open"
            let carrier = measure.carrier.map { " on \($0)" } ?? ""
            return "\(measure.kind.rawValue) \(measure.subject ?? "-")\(carrier): \(seconds)"
        }
    }

    @Test func `each measure is found in what happened and listed once`() {
        #expect(
            lines(flood()) == [
                "time-to-first-message M1 on blog:mill: 1500",
                "time-to-first-message M1 on x:MillPD: 600",
                "time-to-first-guidance M1 on x:MillPD: 600",
                "channel-skew M1: 900",
                "channel-skew M3: 1800",
                "time-to-withdrawal M2 on x:MillPD: 3600",
                "time-to-correction R1 on blog:mill: 2400",
                "time-to-correction-same-carrier R1 on x:MillPD: 4200",
                "time-to-correction R2 on blog:mill: 900",
                "time-to-correction-by-others R2 on tv:station-4: 1500",
                "time-to-correction-same-carrier R2 on tv:station-4: 1500",
                "report-to-finding R2: 0",
                "known-false-to-said R1 on blog:mill: 1200",
                "known-false-to-said R2 on blog:mill: 900",
            ])
    }

    enum End: CaseIterable {
        case withdrawal, correctionOnX, stationsCorrection, warningOnBlog
    }

    @Test(arguments: End.allCases)
    func `without its end event a measure is open`(_ end: End) {
        var times = Times()
        let line: String
        switch end {
        case .withdrawal:
            times.withdrawn = nil
            line = "time-to-withdrawal M2 on x:MillPD: open"
        case .correctionOnX:
            times.correctedOnX = nil
            line = "time-to-correction-same-carrier R1 on x:MillPD: open"
        case .stationsCorrection:
            times.stationCorrected = nil
            line = "time-to-correction-same-carrier R2 on tv:station-4: open"
        case .warningOnBlog:
            times.warningOnBlog = nil
            line = "channel-skew M1: open"
        }
        #expect(lines(flood(times)).contains(line))
        #expect(!lines(flood()).contains(line))
    }

    @Test func `without any delivery the onset's measures are open`() {
        var log = Log()
        log.open()
        #expect(lines(log) == ["time-to-first-message -: open", "time-to-first-guidance -: open"])
    }

    @Test func `an uncorrected claim's measures are open`() {
        var times = Times()
        (times.correctedOnX, times.correctedOnBlog) = (nil, nil)
        #expect(lines(flood(times)).contains("time-to-correction R1: open"))
        #expect(lines(flood(times)).contains("time-to-correction R2: open"))
    }

    @Test func `moving an event moves its figures and no other`() {
        var times = Times()
        times.correctedOnBlog = 75
        let moved = Set(lines(flood(times))).subtracting(lines(flood()))
        #expect(
            moved == [
                "channel-skew M3: 1500", "time-to-correction R1 on blog:mill: 2700",
                "time-to-correction R2 on blog:mill: 1200",
                "known-false-to-said R1 on blog:mill: 1500",
                "known-false-to-said R2 on blog:mill: 1200",
            ])
    }

    @Test func `figures from an approximate end are approximate`() {
        let lines = lines(flood(certainty: .approximate))
        #expect(lines.contains("time-to-first-guidance M1 on x:MillPD: about 600"))
        #expect(lines.contains("channel-skew M1: about 900"))
        #expect(lines.contains("time-to-first-message M1 on blog:mill: 1500"))
    }

    @Test func `no figure is computed from a placeholder, and the reason is given`() throws {
        let state = IncidentState(folding: flood(certainty: .placeholder).records)
        let guidance = try #require(Measures(state: state).of(.timeToFirstGuidance).first)
        #expect(guidance.duration == nil)
        #expect(!guidance.isOpen)
        #expect(guidance.note == "placeholder time: not computed")
    }

    @Test func `a claimed time counts before the log's own, and each end says which clock`() throws
    {
        var log = Log()
        log.open()
        log.draft("M1")
        log.release("M1")
        log.post("M1", "x:MillPD", at: 40)
        log.records[log.records.count - 1].metadata.occurredAt = Log.minute(12).timestamp
        log.post("M1", "blog:mill", at: 50)
        let measures = Measures(state: IncidentState(folding: log.records))
        let skew = try #require(measures.of(.channelSkew).first)
        #expect(skew.duration == .seconds(38 * 60))
        #expect(skew.from.clock == .occurred)
        #expect(skew.to?.clock == .incident)
        #expect(skew.clock == .mixed)
    }

    @Test func `words from before the onset are no answer to it`() {
        var times = Times()
        times.onset = 20
        #expect(lines(flood(times)).contains("time-to-first-message M1 on blog:mill: 300"))
        #expect(lines(flood(times)).contains("time-to-first-message M2 on x:MillPD: 600"))
    }

    @Test func `other bodies' words are no correction of ours`() {
        var log = Log()
        log.open()
        log.rumor("R1", on: ["tv:station-4"], at: 10)
        log.add(
            .statementObserved(
                .with {
                    ($0.statement, $0.speaker, $0.carrier) = ("S1", "the college", "x:college")
                    $0.corrects = ["R1"]
                }), at: 20)
        #expect(
            lines(log).suffix(5) == [
                "time-to-correction R1: open",
                "time-to-correction-by-others R1 on x:college: 600",
                "time-to-correction-same-carrier R1 on tv:station-4: open",
                "report-to-finding R1: 0", "known-false-to-said R1: open",
            ])
    }

    @Test func `a true or unassessed claim has no time to correction`() {
        var log = Log()
        log.open()
        log.rumor("R1", on: ["tv:station-4"], finding: .true)
        log.rumor("R2", on: ["tv:station-4"], finding: nil)
        #expect(!lines(log).contains { $0.contains("correction") })
    }

    @Test func `one of our accounts that carried nothing is open`() throws {
        let silent = try Carrier("sms:city")
        let measures = Measures(
            state: IncidentState(folding: flood().records),
            department: Department(
                id: "mill-pd", name: "Mill PD", zone: "UTC", accounts: [silent]))
        #expect(
            measures.of(.timeToFirstMessage).first { $0.carrier == "sms:city" }?.isOpen == true)
    }
}
