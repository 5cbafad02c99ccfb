internal import Foundation
internal import Glibc

/// When a checkpoint of the home's log was last sent, and whether a later attempt failed.
///
/// People are told; nothing depends on it, and losing it loses nothing else. It belongs to one log:
/// a home that gets another log has sent nothing of it. In a copy of a home it stays true.
public struct LastSending: Codable, Hashable, Sendable {
    /// The log's origin.
    private let log: String
    public private(set) var sent: Sent?
    /// The last attempt, if it failed and nothing that covers as much was sent.
    public private(set) var failed: Failed?

    public struct Sent: Codable, Hashable, Sendable {
        /// Microseconds since 1970.
        public let at: Int64
        /// The holder, in words.
        public let to: String
        /// The number of records that the checkpoint covers.
        public let records: UInt64

        public init(at: Int64, to: String, records: UInt64) {
            self.at = at
            self.to = to
            self.records = records
        }
    }

    public struct Failed: Codable, Hashable, Sendable {
        /// Microseconds since 1970.
        public let at: Int64
        /// The holder, in words.
        public let to: String
        /// One clause, without a period.
        public let why: String
        /// The number of records that the checkpoint covers.
        public let records: UInt64

        public init(at: Int64, to: String, why: String, records: UInt64) {
            self.at = at
            self.to = to
            self.why = why
            self.records = records
        }
    }

    /// No checkpoint was sent yet.
    init(of log: String) { self.log = log }

    /// What the home keeps about its log; nil if it can't be read.
    ///
    /// - Parameter log: The log's origin.
    public static func kept(in home: Home, of log: String) -> LastSending? {
        guard FileManager.default.fileExists(atPath: home.sendingPath) else {
            return LastSending(of: log)
        }
        guard let data = FileManager.default.contents(atPath: home.sendingPath),
            let kept = try? JSONDecoder().decode(LastSending.self, from: data)
        else { return nil }
        return kept.log == log ? kept : LastSending(of: log)
    }

    /// Keeps that a checkpoint was sent, unless a later one is known to have been.
    ///
    /// - Throws: ``EngineError/unusableHome(path:why:)`` if the home can't keep it.
    public static func keep(_ sent: Sent, in home: Home, of log: String) throws {
        try change(in: home, of: log) { kept in
            if let earlier = kept.sent, earlier.records > sent.records { return }
            kept.sent = sent
            kept.failed = nil
        }
    }

    /// Keeps that a checkpoint wasn't sent, unless another process sent one that covers as much.
    ///
    /// - Throws: ``EngineError/unusableHome(path:why:)`` if the home can't keep it.
    public static func keep(_ failed: Failed, in home: Home, of log: String) throws {
        try change(in: home, of: log) { kept in
            if let sent = kept.sent, sent.records >= failed.records { return }
            kept.failed = failed
        }
    }

    private static func change(
        in home: Home, of log: String, _ change: (inout LastSending) -> Void
    ) throws {
        try home.locked {
            var sending = kept(in: home, of: log) ?? LastSending(of: log)
            change(&sending)
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            let data = try encoder.encode(sending)
            guard var file = PartialFile(of: home.sendingPath), file.write(data), file.finish()
            else {
                throw EngineError.unusableHome(
                    path: home.path, why: String(cString: strerror(errno)))
            }
        }
    }
}
