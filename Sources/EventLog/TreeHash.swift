internal import Crypto

/// A SHA-256 hash in the log's Merkle tree.
public struct TreeHash: Hashable, Sendable, CustomStringConvertible {
    // Four words instead of an array: a whole log's hashes need no allocations.
    private var first: UInt64
    private var second: UInt64
    private var third: UInt64
    private var fourth: UInt64

    static let length = 32

    /// - Parameter bytes: 32 bytes.
    init(at bytes: UnsafeRawPointer) {
        first = bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
        second = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        third = bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
        fourth = bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
    }

    /// Nil unless there are 32 bytes.
    public init?(_ bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        guard bytes.count == Self.length else { return nil }
        self = bytes.withUnsafeBytes { bytes in
            bytes.baseAddress.map(TreeHash.init(at:)) ?? .empty
        }
    }

    init(_ digest: SHA256.Digest) {
        self = digest.withUnsafeBytes { bytes in
            bytes.withMemoryRebound(to: UInt64.self) { words in
                TreeHash(words[0], words[1], words[2], words[3])
            }
        }
    }

    private init(_ first: UInt64, _ second: UInt64, _ third: UInt64, _ fourth: UInt64) {
        self.first = first
        self.second = second
        self.third = third
        self.fourth = fourth
    }

    /// The root of a tree without leaves: the hash of no bytes.
    public static let empty = TreeHash(SHA256().finalize())

    /// The hash of a leaf that covers `header`: SHA-256(0x00 ‖ header).
    static func leaf(_ header: UnsafeRawBufferPointer) -> TreeHash {
        withUnsafeTemporaryAllocation(byteCount: header.count + 1, alignment: 8) { buffer in
            buffer[0] = 0
            buffer.copy(header, at: 1)
            return hash(UnsafeRawBufferPointer(buffer))
        }
    }

    public static func leaf(_ header: [UInt8]) -> TreeHash {
        header.withUnsafeBytes { leaf($0) }
    }

    /// The hash of the node over `left` and `right`: SHA-256(0x01 ‖ left ‖ right).
    public static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        withUnsafeTemporaryAllocation(byteCount: 2 * length + 1, alignment: 8) { buffer in
            buffer[0] = 1
            left.write(to: buffer, at: 1)
            right.write(to: buffer, at: 1 + length)
            return hash(UnsafeRawBufferPointer(buffer))
        }
    }

    private static func hash(_ bytes: UnsafeRawBufferPointer) -> TreeHash {
        var hash = SHA256()
        hash.update(bufferPointer: bytes)
        return TreeHash(hash.finalize())
    }

    func write(to target: UnsafeMutableRawBufferPointer, at offset: Int) {
        target.storeBytes(of: first, toByteOffset: offset, as: UInt64.self)
        target.storeBytes(of: second, toByteOffset: offset + 8, as: UInt64.self)
        target.storeBytes(of: third, toByteOffset: offset + 16, as: UInt64.self)
        target.storeBytes(of: fourth, toByteOffset: offset + 24, as: UInt64.self)
    }

    public var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Self.length) { buffer, count in
            write(to: UnsafeMutableRawBufferPointer(buffer), at: 0)
            count = Self.length
        }
    }

    /// In base64.
    public var description: String { Base64.encode(bytes) }
}
