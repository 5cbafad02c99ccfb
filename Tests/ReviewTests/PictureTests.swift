import Foundation
import HandwrittenLog
import Incident
import IncidentEvents
import Review
import SwiftProtobuf
import Testing

/// The contents of the page's pictures, read from their shapes.
@Suite struct PictureTests {
    /// Our own error M1, seen at 10 on X, withdrawn at 30, corrected by M2 at 70; R2, seen on two
    /// stations at 40, one of them waived.
    private func log() -> Log {
        var log = Log()
        log.open()
        log.fact("F1")
        log.draft("M1", cites: ["F1"])
        log.release("M1")
        log.post("M1", "x:MillPD", at: 10)
        log.rumor("R1", origin: .ownMessage, messages: ["M1"], at: 20)
        log.withdraw("M1", "x:MillPD", at: 30)
        log.rumor("R2", on: ["tv:station-4", "tv:station-5"], at: 40)
        log.add(
            .coverageWaived(
                .with { ($0.rumor, $0.carrier, $0.reason) = ("R2", "tv:station-5", "off air") }),
            at: 45)
        log.draft("M2", .correction, corrects: ["R1"])
        log.records[log.records.count - 1].recordedAt = Log.minute(50)
        log.release("M2")
        log.records[log.records.count - 1].recordedAt = Log.minute(60)
        log.post("M2", "x:MillPD", at: 70)
        return log
    }

    private func shapes(_ picture: String, of log: Log? = nil) throws -> [PageReader.Shape] {
        let log = log ?? self.log()
        let report = ReviewReport(
            state: IncidentState(folding: log.records), records: log.records,
            asOf: Log.minute(100), playbook: ReviewTestPlaybook.playbook)
        let shapes = try PageReader(report.html()).shapes.filter { $0.picture == picture }
        try #require(!shapes.isEmpty, "There is no picture \(picture).")
        return shapes
    }

    /// The nearest text to the left of a place, which names its row.
    private func row(at y: Double, _ shapes: [PageReader.Shape]) -> String {
        shapes.filter { $0.name == "text" && $0.attributes["text-anchor"] == "end" }
            .min { abs($0.number("y") - y) < abs($1.number("y") - y) }?.text ?? ""
    }

    @Test func `lanes hold situation, knowledge, channels and claims`() throws {
        let names = try shapes("lanes").filter {
            $0.name == "text" && $0.attributes["text-anchor"] == "end"
        }
        #expect(names.map(\.text) == ["situation", "knowledge", "x", "R1", "R2"])
    }

    @Test func `an arrow leads from an error to its correction, and to nothing else`() throws {
        let shapes = try shapes("lanes")
        let polygons = shapes.filter { $0.name == "polygon" }
        let correction = try #require(polygons.first { $0.attributes["fill"] == "#7fd1b9" })
        let arrows = polygons.filter { $0.attributes["fill"] == "#0b4a82" }
        #expect(arrows.count == 1, "R2 was never corrected.")
        let tip = try #require(arrows.first?.points.first)
        // It points at the correction in its channel's lane, at its time.
        #expect(tip[0] == correction.points[0][0])
        #expect(row(at: tip[1], shapes) == "x")
        // Its shaft begins on the claim's bar.
        let shaft = try #require(
            shapes.first { $0.name == "line" && $0.attributes["stroke"] == "#0b4a82" })
        #expect(shaft.number("x1") == tip[0])
        #expect(row(at: shaft.number("y1"), shapes) == "R1")
        let bars = shapes.filter { $0.name == "rect" && $0.number("height") == 8 }
        let bar = try #require(
            bars.first { row(at: $0.number("y") + 8, shapes) == "R1" && $0.number("width") > 8 })
        #expect(
            bar.number("x") < tip[0] && abs(bar.number("x") + bar.number("width") - tip[0]) < 0.2)
        // Open claims are also marked in words.
        #expect(
            shapes.filter { $0.text == "open" }.map { row(at: $0.number("y"), shapes) } == ["R2"])
    }

    @Test func `a bar's parts are as long as its stages, and an open claim says so`() throws {
        let shapes = try shapes("bars")
        // The key's patches are square.
        let parts = shapes.filter { $0.name == "rect" && $0.number("y") > 30 }
        let own = parts.filter { row(at: $0.number("y") + 14, shapes) == "R1 own" }
        // The longest bar fills the width: 60 minutes from seen to corrected on the last carrier.
        #expect(abs(own.map { $0.number("width") }.reduce(0, +) - 560) < 2)
        // It was found wrong ten minutes after it was seen.
        let found = try #require(own.min { $0.number("x") < $1.number("x") })
        #expect(abs(found.number("width") - 560 * 10 / 60) < 2)
        let words = shapes.filter { $0.name == "text" }.map(\.text)
        #expect(words.contains("1 h 00 min"))
        #expect(words.contains { $0.hasSuffix("open on 1 of 2") })
    }

    @Test func `each cell of the matrix says what became of the claim there`() throws {
        let shapes = try shapes("matrix")
        let columns = shapes.filter { $0.text == "R1" || $0.text == "R2" }
        let cells = shapes.filter {
            $0.name == "text" && $0.attributes["text-anchor"] == "middle"
                && !["R1", "R2"].contains($0.text)
        }.map { cell in
            let column = columns.first { $0.number("x") == cell.number("x") }?.text ?? ""
            return "\(column) \(row(at: cell.number("y"), shapes)) \(cell.text)"
        }
        #expect(
            Set(cells) == ["R1 x:MillPD C w", "R2 tv:station-4 O", "R2 tv:station-5 W"])
    }

    @Test func `updates, silences and promises stand in rows along one time line`() throws {
        var log = Log()
        log.open()
        log.add(.phaseChanged(.with { $0.phase = "initial" }), at: 0)
        for (message, due, posted) in [("M1", 30, 10), ("M2", 50, 25), ("M3", nil, 90)] {
            log.draft(message)
            log.release(message, nextUpdate: due)
            log.records[log.records.count - 1].recordedAt = Log.minute(posted - 1)
            log.post(message, "x:MillPD", at: posted)
        }
        let shapes = try shapes("cadence", of: log)
        let updates = shapes.filter {
            $0.name == "line" && row(at: $0.number("y2"), shapes) == "updates"
        }
        .filter { $0.number("stroke-width") == 2 }.map { $0.number("x1") }.sorted()
        try #require(updates.count == 3)
        func bar(_ name: String) throws -> (from: Double, to: Double, isDashed: Bool) {
            let bar = try #require(
                shapes.first { $0.name == "rect" && row(at: $0.number("y") + 11, shapes) == name })
            return (
                bar.number("x"), bar.number("x") + bar.number("width"),
                bar.attributes["stroke-dasharray"] != nil
            )
        }
        // A silence of 65 minutes; 30 are allowed.
        let silence = try bar("silences")
        #expect((silence.from, silence.to) == (updates[1], updates[2]))
        let (kept, missed) = try (bar("M1 x"), bar("M2 x"))
        // Promised when it was posted, and kept by the second update.
        #expect((kept.from, missed.from) == (updates[0], updates[1]))
        #expect(updates[1] < kept.to && kept.to < updates[2])
        #expect(updates[1] < missed.to && missed.to < updates[2])
        #expect((kept.isDashed, missed.isDashed) == (false, true))
        let words = shapes.filter { $0.attributes["text-anchor"] == "start" }.map(\.text)
        #expect(words.filter { ["kept", "missed"].contains($0) } == ["kept", "missed"])
    }

    @Test func `no shape is told apart by its colour alone`() throws {
        // Each meaningful fill comes with a letter, a word or a shape of its own.
        let letters = try shapes("bars").filter { $0.name == "text" && $0.text.count == 1 }
        #expect(Set(letters.map(\.text)).isSuperset(of: ["V", "D", "A", "F", "L"]))
    }
}
