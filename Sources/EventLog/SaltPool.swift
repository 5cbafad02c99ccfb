internal import Glibc
internal import Synchronization

/// Random bytes from the operating system, fetched for 16 salts at a time: a system call for each
/// salt took a third of an append's time.
final class SaltPool: Sendable {
    private let unused = Mutex<[[UInt8]]>([])

    func next() -> [UInt8] {
        unused.withLock { salts in
            if salts.isEmpty { salts = Self.fetch() }
            return salts.removeLast()
        }
    }

    private static func fetch() -> [[UInt8]] {
        let length = RecordLayout.saltLength
        // getentropy(3) returns at most this many bytes.
        return withUnsafeTemporaryAllocation(byteCount: 256, alignment: 8) { buffer in
            if getentropy(buffer.baseAddress, buffer.count) != 0 {
                var generator = SystemRandomNumberGenerator()
                for place in stride(from: 0, to: buffer.count, by: 8) {
                    buffer.storeBytes(of: generator.next(), toByteOffset: place, as: UInt64.self)
                }
            }
            return stride(from: 0, to: buffer.count, by: length).map { place in
                Array(buffer[place..<place + length])
            }
        }
    }
}
