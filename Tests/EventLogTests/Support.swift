import EventLog
import Foundation
import Glibc
import Synchronization

/// A separate folder for one test, removed with the last reference.
final class TemporaryFolder: Sendable {
    let path: String

    /// - Parameter preferred: A folder to use if possible; otherwise the usual one.
    init(in preferred: String? = nil) throws {
        let preferred = preferred.flatMap { access($0, W_OK) == 0 ? $0 : nil }
        path =
            URL(fileURLWithPath: preferred ?? FileManager.default.temporaryDirectory.path)
            .appendingPathComponent("log-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            print("left behind: \(path): \(error)")
        }
    }

    /// The log's path; nothing is there until the log is opened.
    var log: String { path + "/log" }
    var dataFile: String { log + "/data.mdb" }
}

/// A clock that a test sets.
final class TestClock: Sendable {
    private let time: Mutex<Int64>

    init(_ start: Int64 = 1_467_945_480_000_000) { time = Mutex(start) }

    var now: Int64 {
        get { time.withLock { $0 } }
        set { time.withLock { $0 = newValue } }
    }
}

/// A value that several threads of a test share.
final class Shared<Value: Sendable>: Sendable {
    private let state: Mutex<Value>

    init(_ value: Value) { state = Mutex(value) }

    var value: Value { state.withLock { $0 } }

    func change(_ body: @Sendable (inout Value) -> Void) { state.withLock { body(&$0) } }
}

/// Runs `body`, which may block, on its own thread: the pool of Swift's tasks has only as many
/// threads as the machine has cores, and a few blocked ones would stop all tests.
func onThread<Value: Sendable>(
    _ body: @escaping @Sendable () throws -> Value
) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread { continuation.resume(with: Result { try body() }) }.start()
    }
}

extension EventLog.Options {
    init(clock: TestClock) {
        self.init()
        self.clock = { clock.now }
    }
}

extension EventID {
    static func random() -> EventID {
        var generator = SystemRandomNumberGenerator()
        return make(atMilliseconds: 1_467_945_480_000, using: &generator)
    }
}

extension NewEvent {
    static func some(
        _ text: String = "data", id: EventID = .random(), type: String = "noted",
        metadata: String = "who", simulatedAt: Int64? = nil
    ) -> NewEvent {
        NewEvent(
            id: id, type: type, data: Array(text.utf8), metadata: Array(metadata.utf8),
            simulatedAt: simulatedAt)
    }
}

extension EventLog {
    var all: [StoredRecord] {
        get throws { try read { try $0.records(from: 0, limit: .max) } }
    }

    func records(in stream: String) throws -> [StoredRecord] {
        try read { try $0.records(in: stream, from: 0, limit: .max) }
    }
}
