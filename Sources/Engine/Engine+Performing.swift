internal import EventLog
internal import Foundation
public import Incident
internal import IncidentEvents
public import Playbooks
internal import SwiftProtobuf

extension Engine {
    /// The files that an incident is opened with.
    public typealias OpeningFiles = (playbook: Playbook, department: Department)

    /// Decides what `plan` asks for, upon the incident as it is, and stores all of it or nothing.
    ///
    /// The incident is folded before the write lock is taken; under it the request's id is looked
    /// up and only newer records are applied, so that a long incident does not keep other writers
    /// waiting. `plan` runs under the lock too and gets nothing but the decision: what it needs
    /// from elsewhere must be read before.
    ///
    /// - Throws: What `plan` throws, `Rejection`, ``EngineError`` or `EventLogError`; then nothing
    ///   was stored, unless it is `EventLogError.commitUnknown`.
    /// - Returns: What was stored; for a request that was carried out before, its result again.
    public func perform(
        in stream: String, request: Request, openingWith files: OpeningFiles? = nil,
        plan: (inout Decision) throws -> Void
    ) throws -> Outcome {
        enum Result {
            case done(Outcome)
            case before(StoredRecord)
        }
        let folded = try fold(stream)
        let result: Result = try log.write { writer in
            if let first = try writer.record(id: request.id) { return .before(first) }
            var fold = folded
            while case let newer = try writer.records(in: stream, from: fold.next, limit: 1000),
                !newer.isEmpty
            {
                for stored in newer { fold.apply(try IncidentRecord(stored)) }
            }
            let now = max(clock(), try writer.lastRecordedAt ?? .min)
            let (decision, claimed) = try decide(
                stream, fold, request, files, at: Instant(microseconds: now), plan)
            return .done(try store(decision, claimed, upon: fold, request, in: stream, writer))
        }
        return switch result {
        case .done(let outcome): try wiped(outcome)
        case .before(let first): try outcome(of: request, from: first)
        }
    }

    /// Decides without storing, to show beforehand what a command would do.
    ///
    /// - Throws: As ``perform(in:request:openingWith:plan:)`` does.
    /// - Returns: Nil where the request was carried out before.
    public func preview(
        in stream: String, request: Request, openingWith files: OpeningFiles? = nil,
        plan: (inout Decision) throws -> Void
    ) throws -> Decision? {
        if try log.read({ try $0.record(id: request.id) }) != nil { return nil }
        return try decide(stream, fold(stream), request, files, at: now, plan).decision
    }

    private func decide(
        _ stream: String, _ fold: Fold, _ request: Request, _ files: OpeningFiles?, at now: Instant,
        _ plan: (inout Decision) throws -> Void
    ) throws -> (decision: Decision, claimed: RecordMetadata) {
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
        let time = request.simulatedAt ?? now
        var claimed = RecordMetadata()
        claimed.certainty = request.certainty
        if let provenance = request.provenance { claimed.provenance = provenance }
        if let occurred = request.occurred {
            claimed.occurredAt = try occurred(fold.state.zone, time).timestamp
        }
        let context = DecisionContext(
            now: time, actor: request.actor, role: request.role, playbook: playbook,
            department: department)
        var decision = Decision(state: fold.state, context: context, claimed: claimed)
        try plan(&decision)
        if request.simulatedAt != nil, !decision.state.mode.isSimulable {
            throw EngineError.notSimulated(stream: stream, mode: decision.state.mode)
        }
        return (decision, claimed)
    }

    private func store(
        _ decision: Decision, _ claimed: RecordMetadata, upon fold: Fold, _ request: Request,
        in stream: String, _ writer: borrowing LogWriter
    ) throws -> Outcome {
        var outcome = Outcome(
            stream: stream, records: [], state: fold.state, isRepeat: false,
            refusals: decision.refusals, warnings: decision.warnings)
        guard !decision.events.isEmpty else { return outcome }
        var common = claimed
        common.actor = request.actor
        common.requestID = Data(request.id.bytes)
        common.requestSha256 = Data(request.fingerprint)
        common.correlation = request.correlation
        common.causation = request.causation
        common.osAccount = request.osAccount
        common.host = request.host
        common.programVersion = ProgramVersion.number
        let events = try decision.events.enumerated().map { index, decided in
            var metadata = common
            metadata.role = decided.role
            metadata.agency = decision.agency(of: request.actor, as: decided.role)
            metadata.visibility = request.visibility ?? decided.visibility
            var event = IncidentEvent()
            event.kind = decided.event
            return NewEvent(
                id: request.id.advanced(by: index), type: decided.event.name,
                data: try event.serializedBytes(), metadata: try metadata.serializedBytes(),
                simulatedAt: request.simulatedAt?.microseconds)
        }
        for case .entryRedacted(let event) in decision.events.map(\.event) {
            _ = try writer.redact(event.position)
        }
        let expected: ExpectedRevision =
            fold.next == 0 ? .noStream : .revision(fold.next - 1)
        let result = try writer.append(events, to: stream, expecting: expected)
        for stored in try writer.records(
            in: stream, from: result.firstRevision, limit: events.count)
        {
            let record = try IncidentRecord(stored)
            outcome.state.evolve(with: record)
            outcome.records.append(record)
        }
        return outcome
    }

    /// After a removal: takes the text out of the data file and out of what was folded with it.
    private func wiped(_ outcome: Outcome) throws -> Outcome {
        let isRemoval = outcome.events.contains { event in
            if case .entryRedacted = event { true } else { false }
        }
        guard isRemoval else { return outcome }
        try log.finishRedaction()
        var outcome = outcome
        outcome.state = try refold(outcome.stream).state
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
        let fold = try fold(first.stream, through: first.revision) { stored in
            guard try stored.metadata().requestID == metadata.requestID else { return false }
            outcome.records.append(try IncidentRecord(stored))
            return true
        }
        outcome.state = fold.state
        return outcome
    }
}

extension Decision {
    /// The agency for which the actor acts in that role.
    fileprivate func agency(of actor: String, as role: String) -> String {
        let assignment = state.assignments.last { $0.person == actor && $0.role == role }
        if let agency = assignment?.agency, !agency.isEmpty { return agency }
        let person = context.department.people.first { $0.id == actor }
        return person?.agency ?? context.department.name
    }
}
