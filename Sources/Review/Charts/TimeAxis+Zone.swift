internal import Documents
internal import IncidentEvents

extension TimeAxis {
    init(_ times: [Instant], left: Double, width: Double) {
        self.init(microseconds: times.map(\.microseconds), left: left, width: width)
    }

    func x(_ time: Instant) -> Double { x(microseconds: time.microseconds) }

    func drawing(top: Double, bottom: Double, zone: Zone) -> [Markup] {
        drawing(ticks: ticks(zone), top: top, bottom: bottom)
    }

    /// The first moment, and whole minutes or hours of the zone outside shortened stretches.
    private func ticks(_ zone: Zone) -> [Tick] {
        guard let ends else { return [] }
        let first = Instant(microseconds: ends.first)
        let span = Instant(microseconds: ends.last).since(first).wholeSeconds
        let steps: [Int64] = [60, 300, 900, 1800, 3600, 7200, 21_600, 86_400]
        let step = steps.first { span / $0 <= 200 } ?? span / 200 + 1
        let offset = Int64(zone.offset(at: first))
        let seconds = first.microseconds / 1_000_000 + offset
        var next = (seconds / step + 1) * step - offset
        var ticks = [first]
        while next * 1_000_000 < ends.last {
            let tick = Instant(seconds: next)
            if !isShortened(x(tick)) { ticks.append(tick) }
            next += step
        }
        return ticks.map {
            Tick(
                microseconds: $0.microseconds, clock: String(zone.clock($0).prefix(5)),
                day: zone.day($0))
        }
    }
}
