internal import Hashing

/// A SHA-256 hash in the log's Merkle tree.
public struct TreeHash: Hashable, Sendable, CustomStringConvertible {
    private let digest: SHA256.Digest

    static let length = SHA256.Digest.count

    /// - Parameter bytes: 32 bytes.
    init(at bytes: UnsafeRawPointer) { digest = SHA256.Digest(at: bytes) }

    /// Nil unless there are 32 bytes.
    public init?(_ bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        guard bytes.count == Self.length else { return nil }
        self = bytes.withUnsafeBytes { bytes in
            bytes.baseAddress.map(TreeHash.init(at:)) ?? .empty
        }
    }

    init(_ digest: SHA256.Digest) { self.digest = digest }

    /// The root of a tree without leaves: the hash of zero bytes.
    public static let empty = TreeHash(SHA256.hash(RawSpan()))

    /// The hash of a leaf that covers `header`, in place.
    static func leaf(_ header: UnsafeRawBufferPointer) -> TreeHash {
        hash(0, header)
    }

    /// The hash of a leaf that covers `header`: SHA-256(0x00 ‖ header), by RFC 9162, section 2.1.1.
    public static func leaf(_ header: [UInt8]) -> TreeHash {
        header.withUnsafeBytes { leaf($0) }
    }

    /// The hash of the node above `left` and `right`: SHA-256(0x01 ‖ left ‖ right).
    public static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        withUnsafeBytes(of: (left, right)) { hash(1, $0) }
    }

    private static func hash(_ kind: UInt8, _ bytes: UnsafeRawBufferPointer) -> TreeHash {
        withUnsafeBytes(of: kind) { TreeHash(SHA256.hash($0.bytes, bytes.bytes)) }
    }

    func write(to target: UnsafeMutableRawBufferPointer, at offset: Int) {
        digest.withUnsafeBytes { target.copy($0, at: offset) }
    }

    /// 32 bytes, as proofs and checkpoints contain them.
    public var bytes: [UInt8] { digest.bytes }

    /// Base64, with padding.
    public var description: String { Base64.encode(bytes) }
}
