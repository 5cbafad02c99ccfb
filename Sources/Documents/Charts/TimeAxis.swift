internal import Basics

/// The positions of moments in a picture. Long stretches without events are shortened, so that the
/// busy hours can be told apart.
package struct TimeAxis {
    private let left: Double
    private let width: Double
    private let times: [Int64]
    private let places: [Double]
    private let breaks: [(from: Double, to: Double)]

    /// A labeled moment of the axis.
    package struct Tick {
        package var microseconds: Int64
        package var clock: String
        package var day: String

        package init(microseconds: Int64, clock: String, day: String) {
            self.microseconds = microseconds
            self.clock = clock
            self.day = day
        }
    }

    /// - Parameter microseconds: The moments in the picture, in any order, since any epoch.
    package init(microseconds: [Int64], left: Double, width: Double) {
        let sorted = Array(Set(microseconds)).sorted()
        let gaps = zip(sorted, sorted.dropFirst()).map { Double($1 - $0) / 1_000_000 }
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
    }

    /// The first and the last moment; nil if there isn't one.
    package var ends: (first: Int64, last: Int64)? {
        guard let first = times.first, let last = times.last else { return nil }
        return (first, last)
    }

    package func x(microseconds time: Int64) -> Double {
        guard let ends, time > ends.first else { return left }
        if time >= ends.last { return places.last ?? left }
        let index = times.partitioningIndex { $0 > time } - 1
        let span = Double(times[index + 1] - times[index])
        let part = Double(time - times[index]) / span
        return places[index] + (places[index + 1] - places[index]) * part
    }

    /// Whether a place is in a shortened stretch.
    package func isShortened(_ x: Double) -> Bool {
        breaks.contains { $0.from + 1 < x && x < $0.to - 1 }
    }

    /// Hatched stretches, and the ticks below them if their labels fit.
    package func drawing(ticks: [Tick], top: Double, bottom: Double) -> [Markup] {
        var shapes: [Markup] = breaks.filter { $0.to - $0.from > 3 }.flatMap { gap in
            stride(from: gap.from + 2, to: gap.to, by: 4).map {
                Shape.line($0, top, $0, bottom, stroke: Ink.faint)
            }
        }
        var free = left - 1
        var day = ""
        for tick in ticks {
            let place = x(microseconds: tick.microseconds)
            let middle = min(max(place, left + 22), left + width - 22)
            guard middle - 26 > free else { continue }
            free = middle + 26
            shapes.append(Shape.line(place, top, place, bottom + 4, stroke: Ink.grid))
            shapes.append(
                Shape.text(tick.clock, middle, bottom + 17, size: 11, anchor: "middle"))
            if tick.day != day {
                day = tick.day
                shapes.append(
                    Shape.text(
                        String(day.suffix(5)), middle, bottom + 31, size: 11, anchor: "middle"))
            }
        }
        shapes.append(Shape.line(left, bottom, left + width, bottom))
        return shapes
    }

    /// The height of the ticks' labels below the axis.
    package static let footHeight = 38.0
}
