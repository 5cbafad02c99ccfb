internal import CLibcrypto

/// SHA-256 of FIPS 180-4, of bytes that come piece by piece.
public struct SHA256: ~Copyable {
    private var state = sha256_state()

    public init() { sha256_start(&state) }

    public mutating func update(_ bytes: RawSpan) {
        bytes.withUnsafeBytes { sha256_add(&state, $0.baseAddress, $0.count) }
    }

    public consuming func finalize() -> Digest {
        var state = state
        return Digest { sha256_finish(&state, $0) }
    }

    public static func hash(_ bytes: RawSpan) -> Digest { hash(bytes, RawSpan()) }

    /// The hash of `first` and then `second`, which need not lie one after the other.
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
        // Four words instead of an array: a log's hashes are made and compared by the million,
        // without allocations. In memory they are the hash's bytes.
        @usableFromInline var first: UInt64 = 0
        @usableFromInline var second: UInt64 = 0
        @usableFromInline var third: UInt64 = 0
        @usableFromInline var fourth: UInt64 = 0

        public static let count = 32

        fileprivate init(_ fill: (UnsafeMutableRawPointer) -> Void) {
            withUnsafeMutableBytes(of: &self) { bytes in
                if let start = bytes.baseAddress { fill(start) }
            }
        }

        /// The hash that is stored at `bytes`, 32 of them.
        @inlinable
        public init(at bytes: UnsafeRawPointer) {
            first = bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
            second = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
            third = bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
            fourth = bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
        }

        @inlinable
        public func withUnsafeBytes<Value, Failure: Error>(
            _ body: (UnsafeRawBufferPointer) throws(Failure) -> Value
        ) throws(Failure) -> Value {
            try Swift.withUnsafeBytes(of: self) { (bytes) throws(Failure) in try body(bytes) }
        }

        public var bytes: [UInt8] { withUnsafeBytes(Array.init) }
    }
}
