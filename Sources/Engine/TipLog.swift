public import EventLog
internal import Foundation
internal import Glibc
public import Incident
public import IncidentEvents
internal import SwiftProtobuf

/// The log of a home's tips.
///
/// It is a log of its own beside the home's, with one stream, so that no export, request for records
/// or figure of an incident can contain a tip, and no neighbor in the log betrays when one came. Its
/// clock shows whole hours: a record's time, its raw clock and the time in its id are all the
/// beginning of the hour.
public final class TipLog: Sendable {
    /// The name of its only stream.
    public static let stream = "tips"

    public let log: EventLog
    private let path: String
    private let clock: @Sendable () -> Int64

    /// - Parameters:
    ///   - creating: Makes it if it is missing.
    ///   - clock: The time in microseconds since 1970.
    /// - Throws: `EventLogError.noLog` if there are no tips, or any other `EventLogError`.
    public init(
        _ home: Home, creating: Bool = false, isReadOnly: Bool = false,
        clock: @escaping @Sendable () -> Int64
    ) throws {
        var options = EventLog.Options()
        options.createIfMissing = creating
        options.isReadOnly = isReadOnly
        let hours: @Sendable () -> Int64 = { Self.hour(of: clock()) }
        options.clock = hours
        self.clock = hours
        path = home.tipsPath
        log = try EventLog.open(at: home.tipsPath, options: options)
    }

    private static let microsecondsAnHour: Int64 = 3_600_000_000

    private static func hour(of time: Int64) -> Int64 {
        time - ((time % microsecondsAnHour) + microsecondsAnHour) % microsecondsAnHour
    }

    /// The beginning of the present hour.
    public var hour: Instant { Instant(microseconds: clock()) }

    /// The tips, and what became of them.
    public func register() throws -> TipRegister {
        var register = TipRegister()
        try forEach { event, stored in
            register.apply(
                event, at: stored.position, Instant(microseconds: stored.recordedAt))
        }
        return register
    }

    /// The sealed text at a position; nil if it was removed.
    public func sealed(at position: UInt64) throws -> [UInt8]? {
        guard let stored = try log.read({ try $0.record(at: position) }),
            let body = stored.body,
            case .tipSealed(let event)? = try IncidentEvent(serializedBytes: body.data).kind
        else { return nil }
        return Array(event.sealed)
    }

    func forEach(
        _ body: (IncidentEvent.OneOf_Kind, StoredRecord) throws -> Void
    ) throws {
        try log.read { log in
            var next: UInt64 = 0
            while case let records = try log.records(in: Self.stream, from: next, limit: 1000),
                let last = records.last
            {
                for stored in records {
                    guard let data = stored.body?.data,
                        let event = try IncidentEvent(serializedBytes: data).kind
                    else { continue }
                    try body(event, stored)
                }
                next = last.revision + 1
            }
        }
    }

    /// Stores what `plan` decides on the tips so far.
    ///
    /// - Parameter actor: The person who records it, never the person who gave the tip.
    /// - Returns: The tips after it.
    /// - Throws: Any error of `plan`, or an `EventLogError`.
    @discardableResult
    public func record(
        as actor: String, _ plan: (TipRegister) throws -> [IncidentEvent.OneOf_Kind]
    ) throws -> TipRegister {
        defer { roundFileTimes() }
        return try record(as: actor, removing: []) { try plan($0) }
    }

    /// Stores events and removes the texts at `positions`, with one rewrite of the file.
    @discardableResult
    public func record(
        as actor: String, removing positions: [UInt64],
        _ plan: (TipRegister) throws -> [IncidentEvent.OneOf_Kind]
    ) throws -> TipRegister {
        defer { roundFileTimes() }
        let before = try register()
        let events = try plan(before)
        guard !events.isEmpty else { return before }
        var generator = SystemRandomNumberGenerator()
        let first = EventID.make(
            atMilliseconds: clock() / 1000, using: &generator)
        let new = try events.enumerated().map { index, kind in
            let metadata = RecordMetadata.with {
                $0.actor = actor
                $0.visibility = .restricted
                $0.certainty = .approximate
                $0.programVersion = ProgramVersion.number
            }
            return NewEvent(
                id: first.advanced(by: index), type: kind.name,
                data: try IncidentEvent.with { $0.kind = kind }.serializedBytes(),
                metadata: try metadata.serializedBytes())
        }
        if positions.isEmpty {
            try log.append(new, to: Self.stream, expecting: .any)
        } else {
            let room = try log.reserveRemovalRoom()
            try log.write { writer in
                room.freeForWrite()
                try writer.append(new, to: Self.stream, expecting: .any)
                for position in positions { _ = try writer.redact(position) }
            }
            try log.finishRedaction(in: room)
        }
        return try register()
    }

    /// The files' own times would tell when the last tip came.
    private func roundFileTimes() {
        let time = timespec(tv_sec: Int(clock() / 1_000_000), tv_nsec: 0)
        let times = [time, time]
        let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String }
        for name in (names ?? []).map({ path + "/" + $0 }) + [path] {
            _ = utimensat(AT_FDCWD, name, times, 0)
        }
    }
}
