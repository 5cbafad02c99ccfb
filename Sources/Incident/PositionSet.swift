internal import Basics

/// Increasing positions in the log, kept as runs: an incident alone in its log is one run of any
/// length.
struct PositionSet: Sendable {
    private var runs: [ClosedRange<UInt64>] = []

    /// Adds a position after all others; an earlier one can't come from a log.
    mutating func insert(_ position: UInt64) {
        guard let last = runs.last else { return runs = [position...position] }
        guard position > last.upperBound else { return }
        if position - last.upperBound == 1 {
            runs[runs.count - 1] = last.lowerBound...position
        } else {
            runs.append(position...position)
        }
    }

    func contains(_ position: UInt64) -> Bool {
        let index = runs.partitioningIndex { $0.upperBound >= position }
        return index < runs.count && runs[index].contains(position)
    }
}
