internal import Glibc
internal import Synchronization

/// Random bytes from the operating system, fetched for sixteen salts at a time: a system call for
/// each was a third of an append's work.
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
        // The most that getentropy(3) gives at once.
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
