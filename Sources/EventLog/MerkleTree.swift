/// The Merkle tree of RFC 9162, section 2.1, over leaves that are stored elsewhere.
///
/// A *complete* node covers 2^level leaves and never changes once they exist. All other nodes
/// follow from complete nodes.
enum MerkleTree {
    /// Returns the hash of complete node number `index` at `level`; leaves are level 0.
    typealias Nodes = (_ level: Int, _ index: UInt64) throws -> TreeHash

    /// MTH of the leaves in `range`, whose start must be a multiple of the greatest power of two
    /// not above its length.
    static func hash(of range: Range<UInt64>, _ nodes: Nodes) throws -> TreeHash {
        let count = range.upperBound - range.lowerBound
        if count == 0 { return .empty }
        if count.nonzeroBitCount == 1 {
            let level = count.trailingZeroBitCount
            return try nodes(level, range.lowerBound >> UInt64(level))
        }
        let middle = range.lowerBound + split(count)
        return .node(
            try hash(of: range.lowerBound..<middle, nodes),
            try hash(of: middle..<range.upperBound, nodes))
    }

    /// PATH of RFC 9162, section 2.1.3.1, from the leaf's sibling up.
    static func inclusionProof(
        of leaf: UInt64, in size: UInt64, _ nodes: Nodes
    ) throws -> [TreeHash] {
        var range = 0..<size
        var path: [TreeHash] = []
        while range.upperBound - range.lowerBound > 1 {
            let middle = range.lowerBound + split(range.upperBound - range.lowerBound)
            if leaf < middle {
                path.append(try hash(of: middle..<range.upperBound, nodes))
                range = range.lowerBound..<middle
            } else {
                path.append(try hash(of: range.lowerBound..<middle, nodes))
                range = middle..<range.upperBound
            }
        }
        return path.reversed()
    }

    /// PROOF of RFC 9162, section 2.1.4.1; empty for equal sizes, and for an empty old tree.
    static func consistencyProof(
        from old: UInt64, to new: UInt64, _ nodes: Nodes
    ) throws -> [TreeHash] {
        if old == 0 || old == new { return [] }
        var range = 0..<new
        var isWhole = true
        var path: [TreeHash] = []
        while range.upperBound != old {
            let middle = range.lowerBound + split(range.upperBound - range.lowerBound)
            if old <= middle {
                path.append(try hash(of: middle..<range.upperBound, nodes))
                range = range.lowerBound..<middle
            } else {
                path.append(try hash(of: range.lowerBound..<middle, nodes))
                range = middle..<range.upperBound
                isWhole = false
            }
        }
        if !isWhole { path.append(try hash(of: range, nodes)) }
        return path.reversed()
    }

    /// The greatest power of two below `count`, which must be at least 2.
    private static func split(_ count: UInt64) -> UInt64 {
        1 << UInt64(63 - (count - 1).leadingZeroBitCount)
    }
}

/// Checks proofs without the log.
public enum TreeProof {
    /// Whether `proof` shows that `leaf` is leaf number `index` of the tree with `size` leaves and
    /// that `root`, by RFC 9162, section 2.1.3.2.
    public static func verifiesInclusion(
        of leaf: TreeHash, at index: UInt64, in size: UInt64, root: TreeHash, proof: [TreeHash]
    ) -> Bool {
        guard index < size else { return false }
        var place = index
        var last = size - 1
        var hash = leaf
        for sibling in proof {
            if last == 0 { return false }
            if place & 1 == 1 || place == last {
                hash = .node(sibling, hash)
                while place & 1 == 0, place != 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                hash = .node(hash, sibling)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 && hash == root
    }

    /// Whether `proof` shows that the tree with `newSize` leaves extends the one with `oldSize`, by
    /// RFC 9162, section 2.1.4.2.
    ///
    /// Trees of equal size must have equal roots; every tree extends the empty one. The proof must
    /// be empty in both cases.
    public static func verifiesConsistency(
        from oldSize: UInt64, root oldRoot: TreeHash, to newSize: UInt64, root newRoot: TreeHash,
        proof: [TreeHash]
    ) -> Bool {
        if oldSize > newSize { return false }
        if newSize == 0, newRoot != .empty { return false }
        if oldSize == newSize { return proof.isEmpty && oldRoot == newRoot }
        if oldSize == 0 { return proof.isEmpty && oldRoot == .empty }
        var path = proof[...]
        // If the old size is a power of two, the old root is a node of the new tree, so the proof
        // omits it.
        guard let seed = oldSize.nonzeroBitCount == 1 ? oldRoot : path.popFirst() else {
            return false
        }
        var place = oldSize - 1
        var last = newSize - 1
        while place & 1 == 1 {
            place >>= 1
            last >>= 1
        }
        var old = seed
        var new = seed
        for sibling in path {
            if last == 0 { return false }
            if place & 1 == 1 || place == last {
                old = .node(sibling, old)
                new = .node(sibling, new)
                while place & 1 == 0, place != 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                new = .node(new, sibling)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 && old == oldRoot && new == newRoot
    }
}
