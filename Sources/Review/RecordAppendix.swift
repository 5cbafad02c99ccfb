internal import IncidentEvents
internal import ReadModels

/// The incident's entries in the log's order, each on a line of its own or, where there are too
/// many to read, some to a line.
struct RecordAppendix {
    struct Line {
        var entries: ArraySlice<TimelineEntry>
        var first: UInt64 { entries.first?.moment.position ?? 0 }
        var last: UInt64 { entries.last?.moment.position ?? 0 }
        var anchor: String { "e\(first)" }
    }

    private(set) var lines: [Line] = []

    /// The most entries that stand on a line each.
    static let entryLimit = 4000
    /// The most lines where entries share one.
    static let lineLimit = 1500

    init() {}

    init(_ entries: [TimelineEntry]) {
        let size =
            entries.count <= Self.entryLimit
            ? 1 : (entries.count + Self.lineLimit - 1) / Self.lineLimit
        lines = stride(from: 0, to: entries.count, by: size).map {
            Line(entries: entries[$0..<min($0 + size, entries.count)])
        }
    }

    var isGrouped: Bool { lines.contains { $0.entries.count > 1 } }

    /// The anchor of the line that holds an entry; nil where the readers may not see it.
    func anchor(of position: UInt64) -> String? {
        var range = lines.indices
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            let line = lines[middle]
            if line.first <= position, position <= line.last {
                let isThere =
                    line.entries.count == 1
                    || line.entries.contains { $0.moment.position == position }
                return isThere ? line.anchor : nil
            }
            range =
                line.last < position
                ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return nil
    }
}
