internal import IncidentEvents
internal import ReadModels

/// The incident's entries in the log's order, one a line or, if there are too many to read, several
/// a line.
struct RecordAppendix {
    struct Line {
        var entries: ArraySlice<TimelineEntry>
        var first: UInt64 { entries.first?.moment.position ?? 0 }
        var last: UInt64 { entries.last?.moment.position ?? 0 }
        var anchor: String { RecordAppendix.anchor(of: first) }
    }

    let lines: [Line]

    /// The most entries shown on one line each.
    static let entryLimit = 4000
    /// The most lines if entries share one.
    static let lineLimit = 1500

    init(_ entries: [TimelineEntry]) {
        let size =
            entries.count <= Self.entryLimit
            ? 1 : (entries.count + Self.lineLimit - 1) / Self.lineLimit
        lines = stride(from: 0, to: entries.count, by: size).map {
            Line(entries: entries[$0..<min($0 + size, entries.count)])
        }
    }

    var isGrouped: Bool { lines.contains { $0.entries.count > 1 } }

    static func anchor(of position: UInt64) -> String { "e\(position)" }

    /// For entries that share a line: the anchor of the line by the entry's own.
    var aliases: [String: String] {
        var aliases: [String: String] = [:]
        for line in lines {
            for entry in line.entries.dropFirst() {
                aliases[Self.anchor(of: entry.moment.position)] = line.anchor
            }
        }
        return aliases
    }
}
