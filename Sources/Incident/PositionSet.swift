internal import Basics

/// Places in the log that only grow, kept as the runs that they form: an incident alone in its log
/// is one run, however long.
struct PositionSet: Sendable {
    private var runs: [ClosedRange<UInt64>] = []

    /// Takes in a position behind all others; an earlier one is none of a log's.
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
