/// Finds the name that was probably meant.
package enum NearestName {
    /// Longer names are not compared: a hostile file must not make the comparison slow.
    private static let longest = 60
    private static let mostCandidates = 500

    /// The known name nearest to `name`, nil if none is near enough to be a slip of the hand.
    package static func of(_ name: String, among known: some Sequence<String>) -> String? {
        let written = Array(name.lowercased().unicodeScalars)
        guard !written.isEmpty, written.count <= longest else { return nil }
        let allowed = max(1, written.count / 3)
        var best: (name: String, distance: Int)?
        for candidate in known.prefix(mostCandidates) where candidate != name {
            let scalars = Array(candidate.unicodeScalars)
            guard scalars.count <= longest, abs(scalars.count - written.count) <= allowed else {
                continue
            }
            let distance = distance(written, scalars)
            if distance <= allowed, distance < best?.distance ?? .max {
                best = (candidate, distance)
            }
        }
        return best?.name
    }

    /// Insertions, removals, replacements and swaps of neighbours between two names.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
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
}
