internal import Basics
internal import Documents
internal import Engine
internal import EventLog
internal import IncidentEvents

/// When a checkpoint of the home's log was last sent to somebody outside.
///
/// JSON: `sent`, `entriesSince` and `failed`; without `sent`, none was.
struct CheckpointStatus: Encodable {
    var sent: Sent?
    /// The log's entries after those that the checkpoint covers.
    var entriesSince: UInt64?
    /// The last attempt, if it failed.
    var failed: Failed?
    /// The log's entries, fewer than the checkpoint covers; nil if nothing is missing.
    private var entriesLeft: UInt64?

    private enum CodingKeys: CodingKey { case sent, entriesSince, failed }

    struct Sent: Encodable {
        var at: Instant
        var to: String
        var records: UInt64
    }

    struct Failed: Encodable {
        var at: Instant
        var to: String
        var why: String
    }

    /// - Returns: Nil if the home's file about it can't be read.
    init?(of engine: Engine) throws {
        guard let kept = LastSending.kept(in: engine.home, of: engine.log.origin) else {
            return nil
        }
        failed = kept.failed.map {
            Failed(at: Instant(microseconds: $0.at), to: $0.to, why: $0.why)
        }
        guard let last = kept.sent else { return }
        sent = Sent(at: Instant(microseconds: last.at), to: last.to, records: last.records)
        let head = try engine.log.read { try $0.head }
        if head < last.records { entriesLeft = head } else { entriesSince = head - last.records }
    }

    /// - Parameter status: Nil if it isn't known.
    static func lines(_ status: CheckpointStatus?, in zone: Zone, now: Instant) -> [String] {
        guard let status else {
            return [
                "It isn't known when a checkpoint was last sent: checkpoints.json can't be read."
            ]
        }
        func time(_ instant: Instant) -> String {
            zone.day(instant) == zone.day(now) ? zone.clock(instant) : zone.dated(instant)
        }
        var lines: [String] = []
        if let failed = status.failed {
            lines.append(
                "! At \(time(failed.at)) the checkpoint was not sent to \(failed.to): \(failed.why)."
            )
        }
        if let sent = status.sent {
            let since =
                switch status.entriesSince {
                case 0: "no entries since"
                case let count?: "\(count.counted("entry", "entries")) ago"
                case nil:
                    "which covers \(sent.records) entries, but the log has only \(status.entriesLeft ?? 0). Compare it with a backup"
                }
            lines.append("Last checkpoint sent: \(time(sent.at)) to \(sent.to), \(since).")
        } else {
            lines.append("No checkpoint was ever sent. Send one: tocsin log checkpoint --send FILE")
        }
        return lines.map(TerminalText.safe)
    }
}
