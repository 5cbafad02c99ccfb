import EventLog
import Foundation
import Hashing
import Testing

/// The definitions of RFC 9162, section 2.1, word for word over an array of leaves.
enum NaiveTree {
    static func root(_ leaves: ArraySlice<TreeHash>) -> TreeHash {
        guard let first = leaves.first else { return .empty }
        if leaves.count == 1 { return first }
        let middle = leaves.startIndex + split(leaves.count)
        return .node(root(leaves[..<middle]), root(leaves[middle...]))
    }

    static func path(_ index: Int, _ leaves: ArraySlice<TreeHash>) -> [TreeHash] {
        if leaves.count <= 1 { return [] }
        let middle = leaves.startIndex + split(leaves.count)
        return index < middle
            ? path(index, leaves[..<middle]) + [root(leaves[middle...])]
            : path(index, leaves[middle...]) + [root(leaves[..<middle])]
    }

    static func consistency(_ size: Int, _ leaves: ArraySlice<TreeHash>, isWhole: Bool = true)
        -> [TreeHash]
    {
        if size == leaves.count { return isWhole ? [] : [root(leaves)] }
        let k = split(leaves.count)
        let middle = leaves.startIndex + k
        return size <= k
            ? consistency(size, leaves[..<middle], isWhole: isWhole) + [root(leaves[middle...])]
            : consistency(size - k, leaves[middle...], isWhole: false) + [root(leaves[..<middle])]
    }

    private static func split(_ count: Int) -> Int {
        var power = 1
        while power * 2 < count { power *= 2 }
        return power
    }
}

@Suite struct MerkleTests {
    let folder: TemporaryFolder
    let log: EventLog

    init() throws {
        folder = try TemporaryFolder()
        log = try EventLog.open(at: folder.log)
    }

    /// Appends several batches of different sizes until there are `count` records.
    private func fill(_ count: Int) throws -> [TreeHash] {
        var size = 1
        var left = count
        while left > 0 {
            let events = (0..<min(size, left)).map { NewEvent.some("\($0)") }
            try log.append(events, to: "s", expecting: .any)
            left -= events.count
            size = size % 5 + 1
        }
        return try log.all.map { .leaf($0.header) }
    }

    @Test func `the root is right after every append, one by one and in batches`() throws {
        #expect(try log.read { try $0.root() } == TreeHash(SHA256.hash(RawSpan()).bytes))
        for count in 1...40 {
            try log.append(
                (0..<(count % 3 + 1)).map { _ in .some() }, to: "s", expecting: .any)
            let leaves = try log.all.map { TreeHash.leaf($0.header) }
            #expect(try log.read { try $0.root() } == NaiveTree.root(leaves[...]))
        }
    }

    @Test func `the root goes on where an earlier process stopped`() throws {
        let path = folder.path + "/other"
        for _ in 0..<9 {
            try EventLog.open(at: path).append([.some(), .some()], to: "s", expecting: .any)
        }
        let other = try EventLog.open(at: path)
        let leaves = try other.all.map { TreeHash.leaf($0.header) }
        #expect(leaves.count == 18)
        #expect(try other.read { try $0.root() } == NaiveTree.root(leaves[...]))
    }

    @Test func `an aborted write leaves the tree as it was`() throws {
        _ = try fill(5)
        let root = try log.read { try $0.root() }
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try log.write { writer in
                try writer.append([.some(), .some()], to: "s", expecting: .any)
                throw Stop()
            }
        }
        #expect(try log.read { try $0.root() } == root)
        let leaves = try fill(3)
        #expect(try log.read { try $0.root() } == NaiveTree.root(leaves[...]))
    }

    @Test func `inclusion proofs for all places in trees of up to 64 are the RFC's and verify`()
        throws
    {
        let leaves = try fill(64)
        try log.read { snapshot in
            for size in 1...64 {
                let tree = leaves[..<size]
                let root = NaiveTree.root(tree)
                #expect(try snapshot.root(of: UInt64(size)) == root)
                for index in 0..<size {
                    let proof = try snapshot.inclusionProof(of: UInt64(index), in: UInt64(size))
                    #expect(proof == NaiveTree.path(index, tree))
                    #expect(
                        TreeProof.verifiesInclusion(
                            of: leaves[index], at: UInt64(index), in: UInt64(size), root: root,
                            proof: proof))
                }
            }
        }
    }

    @Test func `consistency proofs for all pairs of sizes up to 64 are the RFC's and verify`()
        throws
    {
        let leaves = try fill(64)
        let roots = (0...64).map { NaiveTree.root(leaves[..<$0]) }
        try log.read { snapshot in
            for new in 0...64 {
                for old in 0...new {
                    let proof = try snapshot.consistencyProof(from: UInt64(old), to: UInt64(new))
                    if old > 0 {
                        #expect(proof == NaiveTree.consistency(old, leaves[..<new]))
                    }
                    #expect(
                        TreeProof.verifiesConsistency(
                            from: UInt64(old), root: roots[old], to: UInt64(new),
                            root: roots[new], proof: proof))
                }
            }
        }
    }

    @Test func `no change of an inclusion proof is accepted`() throws {
        let leaves = try fill(21)
        for size in 1...21 as ClosedRange<UInt64> {
            let root = NaiveTree.root(leaves[..<Int(size)])
            for index in 0..<size {
                let proof = try log.read { try $0.inclusionProof(of: index, in: size) }
                func accepts(
                    _ leaf: TreeHash? = nil, at place: UInt64? = nil, in count: UInt64? = nil,
                    root other: TreeHash? = nil, path: [TreeHash]? = nil
                ) -> Bool {
                    TreeProof.verifiesInclusion(
                        of: leaf ?? leaves[Int(index)], at: place ?? index, in: count ?? size,
                        root: other ?? root, proof: path ?? proof)
                }
                #expect(accepts())
                #expect(!accepts(.empty))
                #expect(!accepts(root: .empty))
                #expect(accepts(path: []) == (size == 1))
                for place in 0..<70 as Range<UInt64> where place != index {
                    #expect(!accepts(at: place))
                }
                // Another size of the same shape to the right of the leaf has the same path; the
                // checkpoint's signature covers the size itself. So only sizes that change the
                // length of the path must fail.
                #expect(!accepts(in: index))
                #expect(!accepts(in: size * 4))
                for changed in Self.mutations(of: proof) {
                    #expect(!accepts(path: changed))
                }
            }
        }
    }

    @Test func `no change of a consistency proof is accepted`() throws {
        let leaves = try fill(21)
        let roots = (0...21).map { NaiveTree.root(leaves[..<$0]) }
        for new in 1...21 {
            for old in 1...new {
                let proof = try log.read {
                    try $0.consistencyProof(from: UInt64(old), to: UInt64(new))
                }
                func accepts(
                    _ path: [TreeHash], from first: TreeHash? = nil, to second: TreeHash? = nil
                ) -> Bool {
                    TreeProof.verifiesConsistency(
                        from: UInt64(old), root: first ?? roots[old], to: UInt64(new),
                        root: second ?? roots[new], proof: path)
                }
                #expect(accepts(proof))
                #expect(!accepts(proof, from: .empty))
                #expect(!accepts(proof, to: .empty))
                #expect(accepts([]) == (old == new))
                for changed in Self.mutations(of: proof) { #expect(!accepts(changed)) }
                #expect(
                    !TreeProof.verifiesConsistency(
                        from: UInt64(new) + 1, root: roots[new], to: UInt64(new),
                        root: roots[new], proof: proof))
            }
        }
    }

    /// `proof` with one hash changed, left out, doubled or swapped, or with one more.
    private static func mutations(of proof: [TreeHash]) -> [[TreeHash]] {
        var result = [proof + [.empty], [.empty] + proof]
        for place in proof.indices {
            for bit in [0, 77, 255] {
                var bytes = proof[place].bytes
                bytes[bit / 8] ^= 1 << UInt8(bit % 8)
                var changed = proof
                changed[place] = TreeHash(bytes) ?? .empty
                result.append(changed)
            }
            var shorter = proof
            shorter.remove(at: place)
            result.append(shorter)
            var longer = proof
            longer.insert(proof[place], at: place)
            result.append(longer)
            if place > 0 {
                var swapped = proof
                swapped.swapAt(place, place - 1)
                result.append(swapped)
            }
        }
        return result
    }

    @Test func `a proof beyond the end is refused`() throws {
        _ = try fill(3)
        try log.read { snapshot in
            #expect(throws: ProofError.beyondEnd(asked: 4, size: 3)) { try snapshot.root(of: 4) }
            #expect(throws: ProofError.beyondEnd(asked: 3, size: 3)) {
                try snapshot.inclusionProof(of: 3, in: 3)
            }
            #expect(throws: ProofError.beyondEnd(asked: 5, size: 3)) {
                try snapshot.inclusionProof(of: 1, in: 5)
            }
            #expect(throws: ProofError.beyondEnd(asked: 3, size: 2)) {
                try snapshot.consistencyProof(from: 3, to: 2)
            }
            #expect(throws: ProofError.beyondEnd(asked: 4, size: 3)) {
                try snapshot.consistencyProof(from: 2, to: 4)
            }
        }
    }

    @Test func `every tree goes on from the empty one, by an empty proof and its own root alone`() {
        let leaf = TreeHash.leaf([1])
        func goesOn(from root: TreeHash, _ proof: [TreeHash]) -> Bool {
            TreeProof.verifiesConsistency(from: 0, root: root, to: 1, root: leaf, proof: proof)
        }
        #expect(goesOn(from: .empty, []))
        #expect(!goesOn(from: leaf, []))
        #expect(!goesOn(from: .empty, [leaf]))
    }

    @Test func `the empty tree has one root, whatever it is said to go on from`() {
        let leaf = TreeHash.leaf([1])
        for root in [TreeHash.empty, leaf] {
            #expect(
                TreeProof.verifiesConsistency(from: 0, root: root, to: 0, root: root, proof: [])
                    == (root == .empty))
        }
        #expect(
            !TreeProof.verifiesConsistency(from: 1, root: leaf, to: 0, root: .empty, proof: []))
        #expect(!TreeProof.verifiesInclusion(of: leaf, at: 0, in: 0, root: leaf, proof: []))
    }
}

/// Google's vectors for inclusion proofs, in a folder next to the checkout.
@Suite struct MerkleVectorTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("../shared/conformance/merkle/inclusion").standardizedFileURL

    struct Vector: Decodable {
        let leafIdx: UInt64
        let treeSize: UInt64
        let root: String?
        let leafHash: String?
        let proof: [String]?
        let wantErr: Bool
    }

    private static func hash(_ text: String?) -> TreeHash? {
        Data(base64Encoded: text ?? "").flatMap { TreeHash($0) }
    }

    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: folder.path),
            "the folder shared/conformance stands beside the checkout"))
    func `the public inclusion vectors are judged as they say`() throws {
        let files = try FileManager.default.subpathsOfDirectory(atPath: Self.folder.path)
            .filter { $0.hasSuffix(".json") }
        #expect(files.count > 90)
        for file in files {
            let data = try Data(contentsOf: Self.folder.appendingPathComponent(file))
            let vector = try JSONDecoder().decode(Vector.self, from: data)
            let path = (vector.proof ?? []).map(Self.hash)
            var isAccepted = false
            if let root = Self.hash(vector.root), let leaf = Self.hash(vector.leafHash),
                !path.contains(nil)
            {
                isAccepted = TreeProof.verifiesInclusion(
                    of: leaf, at: vector.leafIdx, in: vector.treeSize, root: root,
                    proof: path.compactMap(\.self))
            }
            #expect(isAccepted != vector.wantErr, "\(file)")
        }
    }
}
