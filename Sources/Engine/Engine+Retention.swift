internal import EventLog
internal import Foundation
public import Incident
internal import IncidentEvents
internal import Playbooks
internal import SwiftProtobuf
internal import Synchronization

/// Texts whose period is over, in one stream.
public struct ExpiredTexts: Sendable {
    public var stream: String
    public var rule: RetentionRule
    /// In the log's order.
    public var positions: [UInt64]
}

extension Engine {
    /// The texts whose period is over and that are still there.
    public func expiredTexts(by rules: [RetentionRule]) throws -> [ExpiredTexts] {
        var found: [ExpiredTexts] = []
        try log.read { log in
            var next: UInt64 = 0
            while case let records = try log.records(from: next, limit: 1000),
                let last = records.last
            {
                for stored in records where stored.body != nil {
                    let rule = rules.first { rule in
                        stored.recordedAt < rule.before.microseconds
                            && EventKind(rawValue: stored.type).map { rule.kinds.contains($0) }
                                == true
                    }
                    guard let rule else { continue }
                    let index = found.firstIndex {
                        $0.stream == stored.stream && $0.rule.recordClass == rule.recordClass
                    }
                    if let index {
                        found[index].positions.append(stored.position)
                    } else {
                        found.append(
                            ExpiredTexts(
                                stream: stored.stream, rule: rule, positions: [stored.position]))
                    }
                }
                next = last.position + 1
            }
        }
        return found
    }

    /// Removes texts. Each stream keeps an entry about it, and the file is rewritten once.
    ///
    /// A run that dies removed some batches with their entries; the next one removes the rest.
    public func remove(_ expired: [ExpiredTexts], as actor: String) throws {
        guard !expired.isEmpty else { return }
        let room = try log.reserveRemovalRoom()
        room.freeForWrite()
        for texts in expired {
            for batch in texts.positions.batches {
                try log.write { writer in
                    try writer.append(
                        [try event(about: batch, of: texts.rule, as: actor)], to: texts.stream,
                        expecting: .any)
                    for position in batch { _ = try writer.redact(position) }
                }
            }
        }
        try log.finishRedaction(in: room)
        folds.withLock { $0 = [:] }
    }

    private func event(
        about positions: [UInt64], of rule: RetentionRule, as actor: String
    ) throws -> NewEvent {
        var generator = SystemRandomNumberGenerator()
        let metadata = RecordMetadata.with {
            $0.actor = actor
            $0.visibility = .internal
            $0.programVersion = ProgramVersion.number
        }
        let kind = rule.event(about: positions)
        return NewEvent(
            id: EventID.make(atMilliseconds: clock() / 1000, using: &generator), type: kind.name,
            data: try IncidentEvent.with { $0.kind = kind }.serializedBytes(),
            metadata: try metadata.serializedBytes())
    }
}

extension [UInt64] {
    /// Parts of at most a thousand.
    fileprivate var batches: [[UInt64]] {
        stride(from: 0, to: count, by: 1000).map { Array(self[$0..<Swift.min($0 + 1000, count)]) }
    }
}

extension TipLog {
    /// The texts, summaries and contacts whose period is over, and texts that a unit acknowledged.
    public func expiredTexts(by rules: [RetentionRule]) throws -> [ExpiredTexts] {
        let acknowledged = Set(
            try register().tips.filter { $0.acknowledgedBy != nil }.compactMap(\.text))
        var found = rules.map { ExpiredTexts(stream: Self.stream, rule: $0, positions: []) }
        try forEach { event, stored in
            let recordClass: PolicyRule.RecordClass? =
                switch event {
                case .tipSealed(let event): event.part == .contact ? .contacts : .tips
                case .tipPassedOn: .tips
                default: nil
                }
            guard let index = found.firstIndex(where: { $0.rule.recordClass == recordClass }) else {
                return
            }
            if stored.recordedAt < found[index].rule.before.microseconds
                || acknowledged.contains(stored.position)
            {
                found[index].positions.append(stored.position)
            }
        }
        return found.filter { !$0.positions.isEmpty }
    }

    /// Removes texts with one rewrite of the file.
    public func remove(_ expired: [ExpiredTexts], as actor: String) throws {
        try record(as: actor, removing: expired.flatMap(\.positions)) { _ in
            expired.map { $0.rule.event(about: $0.positions) }
        }
    }
}
