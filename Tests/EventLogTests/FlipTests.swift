import ChildProcess
import EventLog
import Foundation
import SeededRandom
import Testing

/// Flips a bit in a log's headers and meta pages, verifies, and writes to what passes.
///
/// `TOCSIN_FLIPS` sets how many flips there are, `TOCSIN_SEED` the first seed.
@Suite struct FlipTests {
    private enum Answer {
        case fault
        /// It passed, and so it did after a write.
        case sound
        case harmed(String)
    }

    /// A child that verifies and writes, and is started again when it dies.
    private final class ExtendingChild {
        private var child: Child?
        private var rest = Data()

        private func line() throws -> String? {
            while true {
                if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                    defer { rest = Data(rest[(end + 1)...]) }
                    return String(decoding: rest[..<end], as: UTF8.self)
                }
                let more = child?.readSome() ?? Data()
                if more.isEmpty {
                    try child?.wait()
                    child = nil
                    rest = Data()
                    return nil
                }
                rest += more
            }
        }

        func extend(_ path: String) throws -> Answer {
            let child = try child ?? Probe.start(["extend"], input: .pipe)
            self.child = child
            try child.write(path + "\n")
            // `log verify` reports the death of its child as a fault.
            guard let first = try line(), first == "passed" else { return .fault }
            guard let second = try line() else { return .harmed("the writer died") }
            return second == "sound" ? .sound : .harmed(second)
        }

        func stop() throws {
            try child?.closeInput()
            try child?.wait()
            child = nil
        }
    }

    private static func makeLog(_ path: String, _ count: Int) throws -> Data {
        let log = try EventLog.open(at: path)
        for number in 0..<count {
            let length = number % 20 == 0 ? 5000 : 50 * (number % 7)
            try log.append(
                [.some(String(repeating: "x", count: length))], to: "s\(number % 5)",
                expecting: .any)
        }
        return try Data(contentsOf: URL(fileURLWithPath: path + "/data.mdb"))
    }

    /// The place of a flip: in a meta page's fields, in the first bytes of a page or of one of its
    /// entries, or anywhere.
    private static func place(in bytes: Data, using random: inout SeededGenerator) -> Int {
        let page = Int.random(in: 0..<bytes.count / 4096, using: &random) * 4096
        switch Int.random(in: 0..<8, using: &random) {
        case 0...2:
            return Int.random(in: 0..<2, using: &random) * 4096
                + Int.random(in: 0..<152, using: &random)
        case 3...5: return page + Int.random(in: 0..<24, using: &random)
        case 6:
            let node = Int(bytes[page + 16]) | Int(bytes[page + 17]) << 8
            return page + min(node, 4096 - 8) + Int.random(in: 0..<8, using: &random)
        default: return Int.random(in: 0..<bytes.count, using: &random)
        }
    }

    private static func flip(
        _ flips: Int, of count: Int, seed: UInt64
    ) throws -> [String: Int] {
        let folder = try TemporaryFolder(in: "/dev/shm")
        let original = try makeLog(folder.path + "/log", count)
        let copy = folder.path + "/copy"
        try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
        let child = ExtendingChild()
        var random = SeededGenerator(seed: seed)
        var counts: [String: Int] = [:]
        for _ in 0..<flips {
            var bytes = original
            let place = place(in: bytes, using: &random)
            let bit = UInt8.random(in: 0..<8, using: &random)
            bytes[place] ^= 1 << bit
            try bytes.write(to: URL(fileURLWithPath: copy + "/data.mdb"))
            switch try child.extend(copy) {
            case .fault: counts["fault", default: 0] += 1
            case .sound: counts["sound", default: 0] += 1
            case .harmed(let why):
                counts["harmed", default: 0] += 1
                Issue.record(
                    "seed \(seed), page \(place / 4096), byte \(place % 4096), bit \(bit): \(why)")
            }
        }
        try child.stop()
        return counts
    }

    @Test(.timeLimit(.minutes(60)))
    func `no flipped bit passes and harms what is written afterward`() async throws {
        let settings = ProcessInfo.processInfo.environment
        let flips = settings["TOCSIN_FLIPS"].flatMap { Int($0) } ?? 600
        let seed = settings["TOCSIN_SEED"].flatMap(UInt64.init) ?? .random(in: 0 ... .max / 2)
        // Two children work, each on its own log.
        async let second = onThread { try Self.flip(flips / 2, of: 300, seed: seed + 1) }
        let first = try await onThread { try Self.flip(flips - flips / 2, of: 40, seed: seed) }
        let counts = first.merging(try await second, uniquingKeysWith: +)
        print("figures: \(flips) flips from TOCSIN_SEED=\(seed): \(counts)")
        #expect(counts["fault", default: 0] > 0)
        #expect(counts["sound", default: 0] > 0)
    }
}
