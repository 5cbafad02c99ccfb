internal import Documents
internal import Channels
internal import Incident
internal import IncidentEvents
internal import ReadModels

/// The incident in lanes: situation, knowledge, messages by channel, and a lane for each false
/// claim, with an arrow from it to each of our corrections.
struct SwimLanes {
    private let state: IncidentState
    private let index: ClaimIndex
    private let axis: TimeAxis
    private let zone: Zone
    private let end: Instant
    private let channels: [ChannelID]
    private let otherChannels: Set<ChannelID>
    private let rumors: [Rumor]
    private let hiddenRumors: Int

    private static let left = 170.0
    private static let width = 960.0
    private static let top = 14.0
    private static let laneHeight = 22.0
    private static let rumorHeight = 17.0

    init(_ state: IncidentState, asOf: Instant, zone: Zone) {
        self.state = state
        index = ClaimIndex(state)
        let wrong = state.rumors.all.filter(\.needsCorrection)
        rumors = Array(wrong.prefix(40))
        hiddenRumors = wrong.count - rumors.count
        let used = Set(state.messages.all.flatMap(\.postings).map(\.carrier.channel)).sorted()
        channels = Array(used.prefix(16))
        otherChannels = Set(used.dropFirst(16))
        let stamps =
            state.messages.all.flatMap { $0.postings.map(\.stamp) + $0.withdrawals.map(\.stamp) }
            + state.facts.all.map(\.recorded) + state.phases.map(\.stamp)
            + wrong.flatMap { [$0.reported] + $0.sightings.map(\.stamp) }
        let times = stamps.map(\.happenedAt) + [state.onset?.at].compactMap(\.self)
        end = max(times.max() ?? asOf, asOf)
        axis = TimeAxis(
            times + [end], left: Self.left, width: Self.width - Self.left - 44)
        self.zone = zone
    }

    private var lanes: [String] {
        ["situation", "knowledge"] + channels.map { label($0.rawValue, 22, else: "a channel") }
            + (otherChannels.isEmpty ? [] : ["\(otherChannels.count) other channels"])
    }

    private func y(lane: Int) -> Double { Self.top + (Double(lane) + 0.5) * Self.laneHeight }

    private func y(rumor: Int) -> Double {
        Self.top + Double(lanes.count) * Self.laneHeight + 8 + (Double(rumor) + 0.5)
            * Self.rumorHeight
    }

    private func lane(of channel: ChannelID) -> Int {
        2 + (channels.firstIndex(of: channel) ?? channels.count)
    }

    var picture: Picture {
        let bottom = y(rumor: rumors.count)
        var shapes = axis.drawing(top: Self.top, bottom: bottom, zone: zone)
        for (number, name) in lanes.enumerated() {
            shapes.append(
                Shape.line(
                    Self.left, y(lane: number), Self.width - 44, y(lane: number),
                    stroke: Ink.faint))
            shapes.append(
                Shape.text(name, Self.left - 10, y(lane: number) + 4, anchor: "end", isBold: true))
        }
        shapes += rumors.enumerated().flatMap(drawn)
        shapes += marks
        let hidden =
            hiddenRumors > 0
            ? " \(hiddenRumors) more claims are only in the register." : ""
        return Picture(
            id: "lanes", title: "Timeline of the incident in lanes",
            description:
                "Situation, facts, messages by channel and false claims on one timeline. The tables of turning points, of claims and of the public view have the same data.",
            key:
                "Diamond: onset or phase. Circle: a fact, filled once verified; cross: refuted. Square: a message posted; triangle: a correction; cross: withdrawn. A claim's bar runs from its first appearance to its last correction. It is dotted before a message of ours that made the claim. An arrow leads to each correction of ours. An open end marked “open” means that an account or outlet is uncorrected. Hatched stretches are long quiet times drawn short. Overlapping marks are drawn once.\(hidden)",
            width: Self.width, height: bottom + TimeAxis.footHeight, content: shapes)
    }

    // MARK: Marks

    private var marks: [Markup] {
        var seen: Set<[Int]> = []
        func isFree(_ lane: Int, _ x: Double, _ shape: Int) -> Bool {
            seen.insert([lane, Int(x / 4), shape]).inserted
        }
        var shapes: [Markup] = []
        func add(_ lane: Int, _ time: Instant, _ shape: Int, _ draw: (Double, Double) -> [Markup]) {
            let x = axis.x(time)
            if isFree(lane, x, shape) { shapes += draw(x, y(lane: lane)) }
        }
        if let onset = state.onset {
            add(0, onset.at, 0) { [Shape.diamond($0, $1, fill: Ink.vermillion)] }
        }
        for phase in state.phases {
            add(0, phase.stamp.happenedAt, 1) { [Shape.diamond($0, $1, fill: Ink.sky)] }
        }
        for fact in state.facts.all {
            add(1, fact.recorded.happenedAt, 2) { [Shape.circle($0, $1, 4.5, fill: "#fff")] }
            if let verified = fact.verifications.first?.stamp {
                add(1, verified.happenedAt, 3) { [Shape.circle($0, $1, 4.5, fill: Ink.blue)] }
            }
            if let refuted = fact.refutation?.stamp {
                add(1, refuted.happenedAt, 4) { Shape.cross($0, $1) }
            }
        }
        // Corrections are drawn last, so that none is hidden.
        let plain = state.messages.all.filter { !$0.setsRight }
        let settingRight = state.messages.all.filter(\.setsRight)
        for message in plain {
            for posting in message.postings {
                add(lane(of: posting.carrier.channel), posting.stamp.happenedAt, 5) {
                    [Shape.rect($0 - 4, $1 - 4, 8, 8, fill: Ink.orange)]
                }
            }
        }
        for message in settingRight {
            for posting in message.postings {
                add(lane(of: posting.carrier.channel), posting.stamp.happenedAt, 6) { x, y in
                    [
                        Shape.polygon(
                            [(x, y - 6), (x + 6, y + 5), (x - 6, y + 5)], fill: Ink.green)
                    ]
                }
            }
        }
        for message in state.messages.all {
            for withdrawal in message.withdrawals {
                add(lane(of: withdrawal.carrier.channel), withdrawal.stamp.happenedAt, 7) {
                    Shape.cross($0, $1)
                }
            }
        }
        return shapes
    }

    // MARK: Claims

    private func drawn(_ number: Int, _ rumor: Rumor) -> [Markup] {
        let y = y(rumor: number)
        let cells = index.coverage(of: rumor)
        let first = cells.flatMap(\.appearances).min(by: Stamp.happensBefore) ?? rumor.reported
        let corrections = index.corrections(of: rumor).filter {
            !Stamp.happensBefore($0.stamp, first)
        }
        let isOpen = cells.contains(where: \.isOpen) || (cells.isEmpty && corrections.isEmpty)
        let from = axis.x(first.happenedAt)
        let last = corrections.map(\.stamp.happenedAt).max() ?? first.happenedAt
        let to = max(axis.x(isOpen ? end : last), from + 3)
        var shapes = [
            Shape.text(rumor.id.description, Self.left - 10, y + 4, anchor: "end"),
            Shape.rect(
                from, y - 4, to - from, 8, fill: isOpen ? Ink.vermillion : Ink.faint,
                isDashed: isOpen),
        ]
        if isOpen { shapes.append(Shape.text("open", to + 6, y + 4, size: 11)) }
        for message in index.claimants(of: rumor) {
            if let posting = message.postings.map(\.stamp).min(by: Stamp.happensBefore),
                let carrier = message.postings.first(where: { $0.stamp == posting })?.carrier
            {
                let x = axis.x(posting.happenedAt)
                shapes.append(
                    Shape.line(
                        x, self.y(lane: lane(of: carrier.channel)) + 5, x, y - 4, stroke: Ink.red,
                        isDashed: true))
            }
        }
        for correction in corrections where correction.message != nil {
            let x = axis.x(correction.stamp.happenedAt)
            let head = self.y(lane: lane(of: correction.carrier.channel)) + 6
            shapes.append(Shape.line(x, y - 4, x, head + 4, stroke: Ink.blue))
            shapes.append(Shape.arrowhead(x, head))
        }
        return shapes
    }
}

extension Message {
    fileprivate var setsRight: Bool {
        switch kind {
        case .correction, .retraction: true
        case .holding, .alert, .update, .allClear, .unspecified, .UNRECOGNIZED:
            !corrects.isEmpty
        }
    }
}
