/// The number of typing errors between two words: insertions, removals, replacements, and swaps of
/// neighbors.
///
/// The time grows with the product of both lengths, so callers must limit them.
public func editDistance<Symbol: Equatable>(_ left: [Symbol], _ right: [Symbol]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for i in 0..<left.count {
        var current = [i + 1]
        for j in 0..<right.count {
            let replaced = previous[j] + (left[i] == right[j] ? 0 : 1)
            var least = min(replaced, previous[j + 1] + 1, current[j] + 1)
            if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                least = min(least, beforePrevious[j - 1] + 1)
            }
            current.append(least)
        }
        beforePrevious = previous
        previous = current
    }
    return previous[right.count]
}
