import EventLog
import Foundation

/// A process for tests to starve, feed with faults, and kill.
///
///     LogProbe append LOG STREAM COUNT     appends one by one; prints `ok ID POSITION` for each
///                                          acknowledged event, else `no ERROR-CASE`
///     LogProbe race LOG ROUNDS THREADS     each thread tries to append each revision of the stream
///                                          `race`; prints `won N` or `lost N`
///     LogProbe backup LOG FILE             prints `ok`
///     LogProbe verify                      reads folders from standard input, and answers each
///                                          by `pass RECORDS ROOT` or `fault WHY`
///     LogProbe extend                      the same, but a log that passes is written to: prints
///                                          `passed`, then `sound` if it is whole afterward, or
///                                          `harmed WHY`
///     LogProbe sample LOG COUNT            makes a log, `LOG.checkpoint` and `LOG.vkey`
@main
enum LogProbe {
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            switch arguments.first {
            case "append" where arguments.count == 4:
                try append(to: arguments[1], stream: arguments[2], Int(arguments[3]) ?? 0)
            case "race" where arguments.count == 4:
                try race(arguments[1], Int(arguments[2]) ?? 0, threads: Int(arguments[3]) ?? 0)
            case "backup" where arguments.count == 3:
                try EventLog.open(at: arguments[1]).backup(to: arguments[2])
                say("ok")
            case "verify": while let path = readLine() { say(verify(path)) }
            case "extend":
                while let path = readLine() {
                    let answer = verify(path)
                    guard answer.hasPrefix("pass ") else {
                        say(answer)
                        continue
                    }
                    say("passed")
                    say(extend(path))
                }
            case "sample" where arguments.count == 3:
                try makeSample(arguments[1], Int(arguments[2]) ?? 0)
            default: exit(64)
            }
        } catch {
            say("no \(word(for: error))")
            exit(1)
        }
    }

    /// Printed at once, so a killed process has reported everything it knew.
    private static func say(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }

    private static func event(_ number: Int) -> NewEvent {
        var random = SystemRandomNumberGenerator()
        return NewEvent(
            id: .make(atMilliseconds: 1_467_945_480_000, using: &random), type: "noted",
            data: Array("event \(number) \(String(repeating: "x", count: number % 700))".utf8),
            metadata: Array("who".utf8))
    }

    private static func append(to path: String, stream: String, _ count: Int) throws {
        let log = try EventLog.open(at: path)
        for number in 0..<count {
            let event = event(number)
            do {
                let result = try log.append([event], to: stream, expecting: .any)
                say("ok \(event.id) \(result.firstPosition)")
            } catch {
                say("no \(word(for: error))")
            }
        }
    }

    private static func race(_ path: String, _ rounds: Int, threads: Int) throws {
        let log = try EventLog.open(at: path)
        let finished = DispatchSemaphore(value: 0)
        for _ in 0..<threads {
            Thread {
                for round in 0..<rounds { say(attempt(round, in: log)) }
                finished.signal()
            }.start()
        }
        for _ in 0..<threads { finished.wait() }
    }

    /// Waits until the previous revision is there, so all try for the same one.
    private static func attempt(_ round: Int, in log: EventLog) -> String {
        let expected: ExpectedRevision = round == 0 ? .noStream : .revision(UInt64(round - 1))
        while true {
            do {
                try log.append([event(round)], to: "race", expecting: expected)
                return "won \(round)"
            } catch EventLogError.conflict(_, _, let actual) {
                if let actual, actual >= UInt64(round) { return "lost \(round)" }
            } catch {
                return "no \(word(for: error))"
            }
        }
    }

    private static func verify(_ path: String) -> String {
        do {
            var options = EventLog.Options()
            options.isReadOnly = true
            let report = try LogVerifier(EventLog.open(at: path, options: options)).verify()
            guard let root = report.root else { return "fault \(report)" }
            return "pass \(report.records) \(root)"
        } catch {
            return "fault \(error)"
        }
    }

    private static func extend(_ path: String) -> String {
        do {
            let log = try EventLog.open(at: path)
            let event = event(600)
            let position = try log.append([event], to: "s1", expecting: .any).firstPosition
            let report = try LogVerifier(log).verify()
            guard report.isPassed else { return "harmed \(report)" }
            let found = try log.read { try $0.record(at: position) }
            return found?.id == event.id ? "sound" : "harmed the entry is gone"
        } catch {
            return "harmed \(error)"
        }
    }

    private static func makeSample(_ path: String, _ count: Int) throws {
        let log = try EventLog.open(at: path)
        for number in 0..<count {
            var event = event(number)
            if number % 3 == 0 { event.simulatedAt = Int64(number) }
            try log.append([event], to: "s-\(number % 4)", expecting: .any)
        }
        let key = try SigningKey.loadOrMake(in: path + ".keys", for: log.origin)
        let text = try log.checkpoint(signedBy: key).text
        try Data(text.utf8).write(to: URL(fileURLWithPath: path + ".checkpoint"))
        try Data(key.verifier.description.utf8).write(to: URL(fileURLWithPath: path + ".vkey"))
        try log.redact(UInt64(count / 2), recording: [event(0)], to: "s-0", expecting: .any)
        say("\(try log.read { try $0.root() })")
    }

    private static func word(for error: any Error) -> String {
        switch error as? EventLogError {
        case .storageFull: "full"
        case .commitUnknown: "unknown"
        case .notReadBack: "unread"
        case .fenced: "fenced"
        default: "\(error)"
        }
    }
}
