internal import Basics
public import Incident
public import IncidentEvents
public import ReadModels

/// An incident's entries, with the state after each of them.
///
/// A state is kept every 256 entries, and the ones between are folded from there. The kept states
/// share unchanged data, and all of them stay in memory.
public struct History: Sendable {
    /// The entries between two kept states: folding that many takes a millisecond.
    static let spacing = 256

    public private(set) var records: [IncidentRecord] = []
    public private(set) var marks: [Mark] = []
    /// The time at which each entry is played: incident time, which never goes back here. An entry
    /// of the real clock among those of a simulated one is played with the one before it.
    public private(set) var times: [Instant] = []
    /// The state after the last entry.
    public private(set) var last = IncidentState()
    private var timeline = Timeline()
    private var isSimulated = false
    /// The states before the entries 0, 256, 512, …
    private var kept: [IncidentState] = []

    public init() {}

    public init(_ records: some Sequence<IncidentRecord>) {
        for record in records { append(record) }
    }

    public var count: Int { records.count }
    public var isEmpty: Bool { records.isEmpty }

    public mutating func append(_ record: IncidentRecord) {
        if records.count % Self.spacing == 0 { kept.append(last) }
        last.evolve(with: record)
        timeline.apply(record)
        if let kind = Mark.Kind(record, in: last) {
            marks.append(Mark(index: records.count, kind: kind))
        }
        let isStray = isSimulated && record.simulatedAt == nil
        isSimulated = isSimulated || record.simulatedAt != nil
        let before = times.last ?? record.incidentTime
        times.append(isStray ? before : max(before, record.incidentTime))
        records.append(record)
    }

    /// The incident's state after the entry at `index`.
    public func state(after index: Int) -> IncidentState {
        if index == records.count - 1 { return last }
        let page = (index + 1) / Self.spacing
        var state = kept[page]
        for record in records[(page * Self.spacing)..<(index + 1)] { state.evolve(with: record) }
        return state
    }

    /// The entry in words, without later entries about it; nil if it is restricted.
    public func entry(_ index: Int) -> TimelineEntry? {
        guard var entry = timeline.entry(index, to: .internal) else { return nil }
        entry.corrections.removeAll { $0.position > records[index].position }
        return entry
    }

    /// The last entry that is played by `time`; the first one for earlier times.
    public func index(at time: Instant) -> Int {
        max(0, times.partitioningIndex { $0 > time } - 1)
    }

    /// The entry at a position in the log; nil if it isn't one of this incident's.
    public func index(ofPosition position: UInt64) -> Int? {
        records.index(of: position, ascendingBy: \.position)
    }

    /// The nearest entry in a direction from `index`, excluding `index`, whose words contain
    /// `text`, ignoring case.
    public func index(holding text: String, from index: Int, forward: Bool) -> Int? {
        let needle = text.lowercased()
        let places = forward ? Array(index + 1..<max(count, index + 1)) : (0..<index).reversed()
        return places.first { place in
            guard let entry = entry(place) else { return false }
            return entry.text.lowercased().contains(needle)
                || entry.exactTexts.contains { $0.lowercased().contains(needle) }
                || entry.subject?.lowercased() == needle
        }
    }
}
