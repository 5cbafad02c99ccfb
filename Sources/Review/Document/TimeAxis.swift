internal import Documents
internal import Channels
internal import IncidentEvents

/// Where moments stand on a picture. Long stretches in which nothing happened are drawn short, so
/// that the busy hours can be told apart.
struct TimeAxis {
    let left: Double
    let width: Double
    private let times: [Instant]
    private let places: [Double]
    private let breaks: [(from: Double, to: Double)]
    private let zone: Zone

    init(_ times: [Instant], left: Double, width: Double, zone: Zone) {
        let sorted = Array(Set(times)).sorted()
        let gaps = zip(sorted, sorted.dropFirst()).map {
            Double($1.microseconds - $0.microseconds) / 1_000_000
        }
        let longest = max(gaps.reduce(0, +) / 100, 60)
        let drawn = gaps.map { min($0, longest) }
        let scale = width / max(drawn.reduce(0, +), 1)
        var places = [left]
        var breaks: [(Double, Double)] = []
        for (gap, short) in zip(gaps, drawn) {
            let from = places.last ?? left
            places.append(from + short * scale)
            if gap > longest * 1.5 { breaks.append((from, from + short * scale)) }
        }
        self.left = left
        self.width = width
        self.times = sorted
        self.places = places
        self.breaks = breaks
        self.zone = zone
    }

    func x(_ time: Instant) -> Double {
        guard let first = times.first, let last = times.last, time > first else { return left }
        if time >= last { return places.last ?? left }
        var range = 0..<times.count
        while range.count > 1 {
            let middle = range.lowerBound + range.count / 2
            range = times[middle] <= time ? middle..<range.upperBound : range.lowerBound..<middle
        }
        let index = range.lowerBound
        let span = Double(times[index + 1].microseconds - times[index].microseconds)
        let part = Double(time.microseconds - times[index].microseconds) / span
        return places[index] + (places[index + 1] - places[index]) * part
    }

    /// Hatched stretches, and the hours below them as far as their words have room.
    func drawing(top: Double, bottom: Double) -> [Markup] {
        var shapes: [Markup] = breaks.filter { $0.to - $0.from > 3 }.flatMap { gap in
            stride(from: gap.from + 2, to: gap.to, by: 4).map {
                Shape.line($0, top, $0, bottom, stroke: Ink.faint)
            }
        }
        var free = left - 1
        var day = ""
        for tick in ticks {
            let place = x(tick)
            let middle = min(max(place, left + 22), left + width - 22)
            guard middle - 26 > free else { continue }
            free = middle + 26
            shapes.append(Shape.line(place, top, place, bottom + 4, stroke: Ink.grid))
            shapes.append(
                Shape.text(
                    String(zone.clock(tick).prefix(5)), middle, bottom + 17, size: 11,
                    anchor: "middle"))
            if zone.day(tick) != day {
                day = zone.day(tick)
                shapes.append(
                    Shape.text(
                        String(day.suffix(5)), middle, bottom + 31, size: 11, anchor: "middle"))
            }
        }
        shapes.append(Shape.line(left, bottom, left + width, bottom))
        return shapes
    }

    static let footHeight = 38.0

    /// The first moment, and whole minutes or hours of the zone that do not lie in a drawn-short
    /// stretch.
    private var ticks: [Instant] {
        guard let first = times.first, let last = times.last else { return [] }
        let span = last.since(first).wholeSeconds
        let steps: [Int64] = [60, 300, 900, 1800, 3600, 7200, 21_600, 86_400]
        let step = steps.first { span / $0 <= 200 } ?? span / 200 + 1
        let offset = Int64(zone.offset(at: first))
        let seconds = first.microseconds / 1_000_000 + offset
        var next = (seconds / step + 1) * step - offset
        var ticks = [first]
        while next * 1_000_000 < last.microseconds {
            let tick = Instant(seconds: next)
            let place = x(tick)
            if !breaks.contains(where: { $0.from + 1 < place && place < $0.to - 1 }) {
                ticks.append(tick)
            }
            next += step
        }
        return ticks
    }
}
