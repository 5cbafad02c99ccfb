internal import LMDB

extension LogTables {
    /// The root over the first `size` records.
    func root(
        of size: UInt64, _ transaction: borrowing some Transaction & ~Copyable
    ) throws -> TreeHash {
        try MerkleTree.hash(of: 0..<size) { try node($0, $1, transaction) }
    }

    func inclusionProof(
        of position: UInt64, in size: UInt64, _ transaction: borrowing some Transaction & ~Copyable
    ) throws -> [TreeHash] {
        try MerkleTree.inclusionProof(of: position, in: size) { try node($0, $1, transaction) }
    }

    func consistencyProof(
        from old: UInt64, to new: UInt64, _ transaction: borrowing some Transaction & ~Copyable
    ) throws -> [TreeHash] {
        try MerkleTree.consistencyProof(from: old, to: new) { try node($0, $1, transaction) }
    }

    /// The complete node `index` of `level`; all of its records must be in the log.
    ///
    /// Leaves are hashed from their records. The nodes above are stored under the position of
    /// their last record, the lowest node first.
    func node(
        _ level: Int, _ index: UInt64, _ transaction: borrowing some Transaction & ~Copyable
    ) throws -> TreeHash {
        if level == 0 { return try withRecord(at: index, transaction) { $0.leafHash } }
        let last = (index + 1) << UInt64(level) - 1
        return try withKey(last) { key in
            try transaction.withValue(forKey: key, in: nodes) { value in
                guard let value, value.count == Self.nodesLength(at: last),
                    let start = value.baseAddress
                else {
                    throw EventLogError.damaged(
                        position: last, why: "its nodes of the Merkle tree are missing")
                }
                return TreeHash(at: start + (level - 1) * TreeHash.length)
            }
        }
    }

    /// Stores the nodes that a record completes, if any.
    func put(
        _ complete: [TreeHash], forKey position: UnsafeRawBufferPointer,
        _ transaction: borrowing WriteTransaction
    ) throws {
        if complete.isEmpty { return }
        try transaction.put(
            reserving: complete.count * TreeHash.length, forKey: position, in: nodes, .appending
        ) { target in
            for (place, node) in complete.enumerated() {
                node.write(to: target, at: place * TreeHash.length)
            }
        }
    }

    /// Bytes of the nodes, without leaves, that the record at `position` completes.
    static func nodesLength(at position: UInt64) -> Int {
        (~position).trailingZeroBitCount * TreeHash.length
    }
}

/// The complete nodes at the right edge of the tree while records are being appended.
struct TreeEdge {
    /// For each level, the node that waits for its right sibling; nil until it is needed.
    private var waiting = [TreeHash?](repeating: nil, count: 64)
    /// The nodes that the last leaf completed, from the lowest, without the leaf. The array's
    /// storage is reused, so that a record doesn't allocate.
    private(set) var complete: [TreeHash] = []

    /// Adds the leaf of the record at `position`.
    ///
    /// - Parameter stored: Returns nodes on the left that are in the log.
    mutating func add(
        _ leaf: TreeHash, at position: UInt64, stored: MerkleTree.Nodes
    ) throws {
        var hash = leaf
        complete.removeAll(keepingCapacity: true)
        var level = 0
        while position >> UInt64(level) & 1 == 1 {
            let left =
                try waiting[level] ?? stored(level, position >> UInt64(level) - 1)
            hash = .node(left, hash)
            complete.append(hash)
            level += 1
        }
        waiting[level] = hash
    }

    /// The root over `size` leaves, all added here, followed by a tree with fewer leaves than any
    /// of their subtrees; nil if there are no leaves at all.
    func root(of size: UInt64, before rest: TreeHash?) -> TreeHash? {
        var hash = rest
        for level in 0..<64 where size >> UInt64(level) & 1 == 1 {
            guard let left = waiting[level] else { continue }
            hash = hash.map { .node(left, $0) } ?? left
        }
        return hash
    }
}
