internal import CLibcrypto

/// SHA-256 as in FIPS 180-4, for bytes that come in pieces or all at once.
public struct SHA256: ~Copyable {
    private var state = sha256_state()

    /// The state before any bytes.
    public init() { sha256_start(&state) }

    /// Adds `bytes` to the hash.
    public mutating func update(_ bytes: RawSpan) {
        bytes.withUnsafeBytes { sha256_add(&state, $0.baseAddress, $0.count) }
    }

    /// The hash of all bytes added; the state can't be used afterward.
    public consuming func finalize() -> Digest {
        var state = state
        return Digest { sha256_finish(&state, $0) }
    }

    /// The hash of bytes that are all in memory.
    public static func hash(_ bytes: RawSpan) -> Digest { hash(bytes, RawSpan()) }

    /// The hash of `first` followed by `second`; they don't have to be adjacent in memory.
    public static func hash(_ first: RawSpan, _ second: RawSpan) -> Digest {
        first.withUnsafeBytes { first in
            second.withUnsafeBytes { second in
                Digest {
                    sha256_parts(
                        first.baseAddress, first.count, second.baseAddress, second.count, $0)
                }
            }
        }
    }

    /// The 32 bytes of a hash.
    public struct Digest: Hashable, Sendable {
        // Four words instead of an array: a log's hashes are made and compared by the million, so
        // they must not allocate. Their memory holds the bytes of the hash.
        @usableFromInline var first: UInt64 = 0
        @usableFromInline var second: UInt64 = 0
        @usableFromInline var third: UInt64 = 0
        @usableFromInline var fourth: UInt64 = 0

        /// The length in bytes.
        public static let count = 32

        fileprivate init(_ fill: (UnsafeMutableRawPointer) -> Void) {
            withUnsafeMutableBytes(of: &self) { bytes in
                if let start = bytes.baseAddress { fill(start) }
            }
        }

        /// Copies the 32 bytes at `bytes`, which need no alignment.
        @inlinable
        public init(at bytes: UnsafeRawPointer) {
            first = bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
            second = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
            third = bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
            fourth = bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
        }

        /// Lends the 32 bytes to `body` without a copy; they are invalid after it returns.
        @inlinable
        public func withUnsafeBytes<Value, Failure: Error>(
            _ body: (UnsafeRawBufferPointer) throws(Failure) -> Value
        ) throws(Failure) -> Value {
            try Swift.withUnsafeBytes(of: self) { (bytes) throws(Failure) in try body(bytes) }
        }

        /// A copy, in the order that FIPS 180-4 prints.
        public var bytes: [UInt8] { withUnsafeBytes(Array.init) }
    }
}
