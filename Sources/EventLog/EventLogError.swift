public import LMDB

/// A refusal or failure of the log. Errors thrown before a commit have changed nothing.
public enum EventLogError: Error, Hashable, Sendable {
    /// The stream isn't what the writer expected; `actual` is its last revision, nil if it is empty.
    case conflict(stream: String, expected: ExpectedRevision, actual: UInt64?)
    /// Only some of the events are in the log, or all are, but not from one append in this order.
    case partialOverlap(stream: String, present: Int, of: Int)
    case sameIDOtherContent(id: EventID, position: UInt64)
    case duplicateIDInCall(id: EventID)
    case noEvents(stream: String)
    case invalidStreamName(String)
    case invalidEventType(String)
    case invalidEventID(why: String)
    /// `bytes` and `limit` count data and metadata together.
    case eventTooLarge(id: EventID, bytes: Int, limit: Int)
    /// `last` and `given` are microseconds since 1970.
    case simulatedClockWentBack(stream: String, last: Int64, given: Int64)
    case newerFormat(found: UInt32, supported: UInt32)
    case notALog(path: String, why: String)
    case noLog(path: String)
    case alreadyOpen(path: String)
    case unsafeFile(path: String, why: String)
    case networkFileSystem(path: String, kind: String)
    case readOnly(path: String)
    case storageFull(path: String, why: String)
    /// A body was removed, but there was no room to rewrite the file without its bytes.
    case wipePostponed(path: String)
    /// The stored bytes break the format; `position` is nil if the fault isn't in a single record.
    case damaged(position: UInt64?, why: String)
    /// The commit failed in a way that leaves it unknown whether the events were stored.
    case commitUnknown(why: String)
    /// The commit succeeded, but the log doesn't hold what was stored.
    case notReadBack(why: String)
    /// An earlier commit's outcome is unknown, so this process writes nothing more.
    case fenced(why: String)
    /// A write inside a write, or a log used in a child process.
    case misuse(why: String)
    case lmdb(LMDBError)
}

extension EventLogError: CustomStringConvertible {
    /// The failure, its object, the reason, and the next step.
    public var description: String {
        switch self {
        case .conflict(let stream, let expected, let actual):
            let state = actual.map { "is at revision \($0)" } ?? "is empty"
            return
                "The stream \(stream) \(state), but the command expected \(Self.words(expected))."
                + " Somebody else wrote to it. Read it again and repeat the command."
        case .partialOverlap(let stream, let present, let count):
            return "\(present) of \(count) events for \(stream) are already in the log, but not as"
                + " one append in this order. Use new event ids for new events."
        case .sameIDOtherContent(let id, let position):
            return "The event at position \(position) already uses the event id \(id)."
                + " Use a new id, or repeat exactly what was stored."
        case .duplicateIDInCall(let id):
            return "One append uses the event id \(id) twice. Give each event its own."
        case .noEvents(let stream):
            return "The append to \(stream) has no events. Give at least one."
        case .invalidStreamName(let name):
            return "\"\(Self.shortened(name))\" isn't a valid stream name. Use 1 to"
                + " \(StreamName.maximumLength) of a-z, 0-9, '.', '_' and '-',"
                + " with a letter or digit first."
        case .invalidEventType(let type):
            return "\"\(Self.shortened(type))\" isn't a valid event type."
                + " Use 1 to \(RecordLayout.maximumTypeLength) bytes."
        case .invalidEventID(let why):
            return "An event id is invalid: \(why). Use a UUID of version 7."
        case .eventTooLarge(let id, let bytes, let limit):
            return "The event \(id) has \(bytes) bytes. The limit is \(limit). Shorten its texts."
        case .simulatedClockWentBack(let stream, let last, let given):
            return "The simulated clock of \(stream) can't go back from \(last) to \(given)"
                + " (microseconds since 1970). Give a time that is not earlier."
        case .newerFormat(let found, let supported):
            return "The log has format version \(found), but this program reads only up to"
                + " \(supported). Use a program that reads version \(found)."
        case .notALog(let path, let why):
            return "\(path) isn't an event log: \(why). Choose an empty folder or a log's folder."
        case .noLog(let path):
            return "\(path) has no log. Create one or name another folder."
        case .alreadyOpen(let path):
            return "The log \(path) is already open in this process. Use that one."
        case .unsafeFile(_, let why): return why
        case .networkFileSystem(let path, let kind):
            return "\(path) is on a network file system (\(kind)), where locks are not reliable."
                + " Choose a folder on a local disk."
        case .readOnly(let path):
            return "The log \(path) was opened for reading only. Open it for writing."
        case .storageFull(let path, let why):
            return "The storage of \(path) is full (\(why)). Nothing was stored."
                + " Free some space and repeat the command."
        case .wipePostponed(let path):
            return
                "The removal is recorded, but the entry's bytes are still in the file because the"
                + " storage of \(path) has no room to rewrite it. Free as much space as the log takes."
                + " The next write finishes the removal."
        case .damaged(let position, let why):
            let place = position.map { " at position \($0)" } ?? ""
            return "The log is damaged\(place): \(why). Restore it from a backup."
        case .commitUnknown(let why):
            return "Tocsin can't tell whether the events were stored: \(why)."
                + " Start again and repeat the command with the same request id."
        case .notReadBack(let why):
            return
                "The log is damaged: \(why) Write nothing more to it, and restore it from a backup."
        case .fenced(let why):
            return "The log accepts no more events in this process: \(why)."
                + " Start again and repeat the command with the same request id."
        case .misuse(let why): return why
        case .lmdb(let error): return error.description
        }
    }

    private static func words(_ expected: ExpectedRevision) -> String {
        switch expected {
        case .any: "anything"
        case .noStream: "an empty stream"
        case .exists: "a stream with records"
        case .revision(let revision): "revision \(revision)"
        }
    }

    private static func shortened(_ text: String) -> String {
        text.utf8.count <= 80 ? text : text.prefix(40) + "…"
    }
}
