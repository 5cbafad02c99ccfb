internal import EventLog
internal import Foundation
public import Incident
internal import IncidentEvents
public import Playbooks
internal import SwiftProtobuf

extension Engine {
    /// The files that an incident is opened with.
    public typealias OpeningFiles = (playbook: Playbook, department: Department)

    /// Decides `plan` on the incident's current state, and stores all of it or nothing.
    ///
    /// The incident is folded before the write lock is taken. Under the lock the request's id is
    /// looked up and only newer records are applied, so a long incident does not keep other writers
    /// waiting. `plan` also runs under the lock and gets only the decision: read any other input
    /// beforehand.
    ///
    /// A command that removes a text first makes sure, without the lock, of the room that this
    /// takes.
    ///
    /// - Throws: Any error of `plan`, `Rejection`, ``EngineError`` or `EventLogError`. Nothing was
    ///   stored then, unless it is `EventLogError.commitUnknown` or `EventLogError.wipePostponed`.
    /// - Returns: The stored records; for a request that was carried out before, its result again.
    public func perform(
        in stream: String, request: Request, openingWith files: OpeningFiles? = nil,
        plan: (inout Decision) throws -> Void
    ) throws -> Outcome {
        try perform(in: stream, request: request, openingWith: files, beginning: nil, plan: plan)
    }

    /// - Parameter beginning: For a campaign in a home without routine work, how that begins.
    func perform(
        in stream: String, request: Request, openingWith files: OpeningFiles?,
        beginning: RoutineBeginning?, plan: (inout Decision) throws -> Void
    ) throws -> Outcome {
        do {
            let result = try write(
                stream, request, files, freeingRoom: nil, beginning: beginning, plan)
            return try outcome(of: request, result)
        } catch is RoomNeeded {
            let room = try log.reserveRemovalRoom()
            let result = try write(
                stream, request, files, freeingRoom: { room.freeForWrite() }, plan)
            try log.finishRedaction(in: room)
            var outcome = try outcome(of: request, result)
            outcome.state = try refold(outcome.stream).state
            return outcome
        }
    }

    /// A plan turned out to remove a text.
    private struct RoomNeeded: Error {}

    enum Written {
        case done(Outcome)
        case before(StoredRecord)
    }

    func outcome(of request: Request, _ written: Written) throws -> Outcome {
        switch written {
        case .done(let outcome): outcome
        case .before(let first): try outcome(of: request, from: first)
        }
    }

    /// - Parameter freeRoom: Frees the room for a removal's write; nil if none was reserved.
    private func write(
        _ stream: String, _ request: Request, _ files: OpeningFiles?,
        freeingRoom freeRoom: (() -> Void)?, beginning: RoutineBeginning? = nil,
        _ plan: (inout Decision) throws -> Void
    ) throws -> Written {
        try withClockJumps { _ in
            let folded = try fold(stream)
            let routine = try fold(Self.routineStream)
            return try log.write { writer in
                if let first = try writer.record(id: request.id) { return .before(first) }
                var fold = try refreshed(folded, of: stream, writer)
                let routine = try refreshed(routine, of: Self.routineStream, writer)
                fold.state = withHomePauses(fold.state, from: routine)
                let time = try writer.time
                let decision = try decide(
                    stream, fold, request, files, at: time, read: timeRead(time, writer),
                    position: try writer.head, plan)
                if decision.removesText {
                    guard let freeRoom else { throw RoomNeeded() }
                    freeRoom()
                }
                let outcome = try store(decision, request, upon: fold, in: stream, writer)
                let others = try withdrawElsewhere(following: outcome, request, writer)
                return .done(
                    try withRoutine(
                        following: outcome, request, after: others, upon: routine,
                        beginning: beginning, writer))
            }
        }
    }

    /// The fold with the records that were stored since.
    ///
    /// - Parameter count: The number of records at which it stops.
    func refreshed(
        _ folded: Fold, of stream: String, through count: UInt64 = .max,
        _ writer: borrowing LogWriter
    ) throws -> Fold {
        var fold = folded
        let jumps = try knownClockJumps(writer)
        while fold.next < count,
            case let newer = try writer.records(
                in: stream, from: fold.next, limit: Int(min(count - fold.next, 1000))),
            !newer.isEmpty
        {
            for stored in newer { fold.apply(try IncidentRecord(stored, jumps)) }
        }
        return fold
    }

    /// Decides without storing, to show the effect of a command beforehand.
    ///
    /// - Throws: The errors of ``perform(in:request:openingWith:plan:)``.
    /// - Returns: Nil if the request was carried out before.
    public func preview(
        in stream: String, request: Request, openingWith files: OpeningFiles? = nil,
        plan: (inout Decision) throws -> Void
    ) throws -> Decision? {
        let (isRepeat, head, time, read) = try log.read { log in
            let time = RecordTime(clock: clock(), after: try log.lastRecordedAt)
            return (
                try log.record(id: request.id) != nil, try log.head, time,
                try timeRead(time, log)
            )
        }
        if isRepeat { return nil }
        var fold = try fold(stream)
        fold.state = try withHomePauses(fold.state)
        return try decide(
            stream, fold, request, files, at: time, read: read, position: head, plan)
    }

    /// A minute in microseconds: a log that is further ahead has an entry recorded under a wrong
    /// clock.
    private static let clockTolerance: Int64 = 60_000_000

    func decide(
        _ stream: String, _ fold: Fold, _ request: Request, _ files: OpeningFiles?,
        at time: RecordTime, read recordedAt: Instant, position: UInt64,
        _ plan: (inout Decision) throws -> Void
    ) throws -> Decision {
        if let expected = request.expecting, fold.state.revision != expected {
            throw EventLogError.conflict(
                stream: stream, expected: .revision(expected), actual: fold.state.revision)
        }
        guard
            let playbook = try adopted.playbook(of: fold.state) ?? files?.playbook,
            let department = try adopted.department(of: fold.state) ?? files?.department
        else {
            throw EngineError.unknownIncident(stream, known: try incidents())
        }
        let clock = Instant(microseconds: time.clock)
        let now = request.simulatedAt ?? recordedAt
        let isFarAhead = time.recordedAt - time.clock > Self.clockTolerance
        let publicNow = isFarAhead && request.simulatedAt == nil ? clock : now
        let metadata = try request.metadata(in: fold.state.zone, at: publicNow)
        let context = DecisionContext(
            now: now, publicNow: publicNow, isSimulated: request.simulatedAt != nil,
            occurred: metadata.occurred, actor: request.actor, role: request.role,
            playbook: playbook, department: department)
        var decision = Decision(
            state: fold.state, context: context,
            common: .init(
                position: position,
                id: { index in
                    let id = request.id.advanced(by: index)
                    return (id.high, id.low)
                },
                recordedAt: recordedAt,
                rawClock: recordedAt == clock ? nil : clock,
                simulatedAt: request.simulatedAt,
                metadata: metadata, visibility: request.visibility))
        try plan(&decision)
        if request.simulatedAt != nil, !decision.state.mode.isSimulable {
            throw EngineError.notSimulated(stream: stream, mode: decision.state.mode)
        }
        return decision
    }

    /// Appends the decided events. The decision has evolved the state with these same records.
    func store(
        _ decision: Decision, _ request: Request, upon fold: Fold, in stream: String,
        _ writer: borrowing LogWriter
    ) throws -> Outcome {
        let outcome = Outcome(
            stream: stream, records: decision.records, state: decision.state, isRepeat: false,
            refusals: decision.refusals, warnings: decision.warnings)
        guard !decision.records.isEmpty else { return outcome }
        let events = try zip(decision.records, decision.events).enumerated().map { index, pair in
            let (record, kind) = pair
            var metadata = record.metadata
            metadata.requestID = Data(request.id.bytes)
            metadata.requestSha256 = Data(request.fingerprint)
            var event = IncidentEvent()
            event.kind = kind
            return NewEvent(
                id: request.id.advanced(by: index), type: kind.name,
                data: try event.serializedBytes(), metadata: try metadata.serializedBytes(),
                simulatedAt: request.simulatedAt?.microseconds)
        }
        for case .entryRedacted(let event) in decision.events {
            _ = try writer.redact(event.position)
        }
        let expected: ExpectedRevision =
            fold.next == 0 ? .noStream : .revision(fold.next - 1)
        let result = try writer.append(events, to: stream, expecting: expected)
        precondition(
            result.firstPosition == decision.records[0].position,
            "The log stored the record at another position than expected.")
        return outcome
    }

    /// The result of a request that was carried out before.
    ///
    /// - Parameter first: The first record that it stored.
    private func outcome(of request: Request, from first: StoredRecord) throws -> Outcome {
        let metadata = try first.metadata()
        guard Array(metadata.requestID) == request.id.bytes,
            [request.fingerprint, request.earlierFingerprint]
                .contains(Array(metadata.requestSha256))
        else {
            throw EngineError.requestReused(id: request.id, stream: first.stream)
        }
        var outcome = Outcome(
            stream: first.stream, records: [], state: IncidentState(), isRepeat: true,
            refusals: [], warnings: [])
        let fold = try fold(first.stream, through: first.revision) { stored, record in
            guard try stored.metadata().requestID == metadata.requestID else { return false }
            // The log may be read twice.
            if outcome.records.last.map({ $0.revision < record.revision }) ?? true {
                outcome.records.append(record)
            }
            return true
        }
        outcome.state = fold.state
        return outcome
    }
}

extension Decision {
    /// Whether it removes the text of an entry.
    fileprivate var removesText: Bool {
        events.contains { event in
            if case .entryRedacted = event { true } else { false }
        }
    }
}

extension RecordMetadata {
    /// The claimed time; nil if none was claimed.
    var occurred: Instant? { hasOccurredAt ? Instant(occurredAt) : nil }
}

extension Request {
    /// The metadata of every record of the command, except the request's id and digest.
    func metadata(in zone: Zone, at now: Instant) throws -> RecordMetadata {
        var metadata = RecordMetadata()
        metadata.certainty = certainty
        if let provenance { metadata.provenance = provenance }
        if let occurred { metadata.occurredAt = try occurred(zone, now).timestamp }
        metadata.correlation = correlation.recorded
        metadata.causation = causation.recorded
        metadata.osAccount = osAccount.recorded
        metadata.host = host.recorded
        metadata.programVersion = ProgramVersion.number
        return metadata
    }
}
