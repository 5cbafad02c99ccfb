internal import EventLog
internal import Foundation
public import Incident
public import IncidentEvents
public import Playbooks
internal import SwiftProtobuf

extension Engine {
    /// Opens a campaign with its plan and the playbook's schedules, all of it or nothing.
    ///
    /// - Parameters:
    ///   - id: The campaign's id; nil for the first free one of `base`, `base-2` and so on.
    ///   - files: The files whose bytes `opening` holds.
    /// - Throws: The errors of ``open(_:as:request:files:and:)``.
    public func openCampaign(
        _ opening: LifecycleCommand.OpenIncident, _ plan: Campaign.Plan, as id: String?,
        orFirstFreeOf base: String, request: Request, files: OpeningFiles
    ) throws -> Outcome {
        var opening = opening
        opening.draftsMessages = false
        let rest = { (decision: inout Decision) in
            try decision.perform(.routine(.plan(plan)))
            for post in files.playbook.schedules {
                try decision.perform(.routine(.addSchedule(post)))
            }
        }
        if let id {
            return try open(opening, as: id, request: request, files: files, and: rest)
        }
        return try open(
            opening, asFirstFreeOf: base, request: request, files: files, and: rest)
    }

    /// Goes on with a campaign in a new one: the old one is closed, the new one has its plan and
    /// goes on with its schedules, all of it or nothing.
    ///
    /// An occurrence is in one of the two: in the old one up to this moment, in the new one after it.
    ///
    /// - Parameters:
    ///   - old: The campaign to continue.
    ///   - plan: The new plan; it names the old campaign.
    ///   - base: The new campaign gets the first free id of `base`, `base-2` and so on.
    ///   - files: The files whose bytes `opening` holds.
    /// - Throws: As ``perform(in:request:openingWith:plan:)``.
    public func renew(
        _ old: String, _ opening: LifecycleCommand.OpenIncident, _ plan: Campaign.Plan,
        asFirstFreeOf base: String, request: Request, files: OpeningFiles
    ) throws -> Outcome {
        var (opening, files) = (opening, files)
        opening.draftsMessages = false
        try Self.complete(&opening, &files)
        return try withRoutine(beginning: true) { beginning in
            let (folded, routine) = (try fold(old), try fold(Self.routineStream))
            let written: Written = try log.write { writer in
                if let first = try writer.record(id: request.id) { return .before(first) }
                let routine = try refreshed(routine, of: Self.routineStream, writer)
                var fold = try refreshed(folded, of: old, writer)
                fold.state = withHomePauses(fold.state, from: routine)
                let new = try firstFree(of: base, writer)
                let (time, head) = (try writer.time, try writer.head)
                let opened = try decide(
                    new, Fold(), request, files, at: time, read: timeRead(time, writer),
                    position: head
                ) { decision in
                    try decision.perform(.lifecycle(.open(opening)))
                    try decision.perform(.routine(.plan(plan)))
                    try decision.takeOver(from: fold.state, old)
                }
                let outcome = try store(opened, request, upon: Fold(), in: new, writer)
                var closing = request
                closing.id = request.id.advanced(by: opened.records.count)
                let closed = try decide(
                    old, fold, closing, nil, at: time, read: timeRead(time, writer),
                    position: try writer.head
                ) { try $0.perform(.routine(.continueAs(new))) }
                _ = try store(closed, closing, upon: fold, in: old, writer)
                return .done(
                    try withRoutine(
                        following: outcome, request, after: closed.records.count, upon: routine,
                        beginning: beginning, writer))
            }
            return try outcome(of: request, written)
        }
    }

    private func firstFree(of base: String, _ writer: borrowing LogWriter) throws -> String {
        var number = 1
        while true {
            let stream = number == 1 ? base : "\(base)-\(number)"
            if try writer.records(in: stream, from: 0, limit: 1).isEmpty { return stream }
            number += 1
        }
    }
}

// MARK: The home's routine work

extension Engine {
    /// The stream with the pauses of all routine work. No incident can have this id.
    public static let routineStream = "routine"

    /// The state in which routine work begins in a home: LIVE incidents that are open already pause
    /// it, too.
    struct RoutineBeginning {
        var live: [(stream: String, state: IncidentState)]
        /// The end of the log for which this holds.
        var head: UInt64
    }

    /// Something was stored since the home was looked over.
    private struct Outdated: Error {}

    /// Calls `body` with what routine work must know at its beginning; with nil in a home that has
    /// some, or if none begins.
    func withRoutine<Value>(
        beginning begins: Bool, _ body: (RoutineBeginning?) throws -> Value
    ) throws -> Value {
        while true {
            let isNew = try begins && fold(Self.routineStream).next == 0
            do {
                return try withClockJumps { _ in try body(isNew ? lookOver() : nil) }
            } catch is Outdated {}
        }
    }

    private func lookOver() throws -> RoutineBeginning {
        let head = try log.read { try $0.head }
        let live = try incidents().filter {
            try isOpen($0) && opening(of: $0)?.mode == .live
        }.map { (stream: $0, state: try state(of: $0)) }
        return RoutineBeginning(live: live, head: head)
    }

    /// Stores, in the same write, what follows from an incident's new events for the home's routine
    /// work: it begins with the first campaign, and waits while a LIVE incident is open.
    ///
    /// - Parameter count: The records of the request besides those of `outcome`.
    func withRoutine(
        following outcome: Outcome, _ request: Request, after count: Int = 0, upon routine: Fold,
        beginning: RoutineBeginning?, _ writer: borrowing LogWriter
    ) throws -> Outcome {
        var events = try beginningEvents(
            beginning, upon: routine, storedSince: outcome.records.count + count, writer)
        let own = Decider.routineEvents(after: outcome.events, in: outcome.stream, outcome.state)
        if routine.next > 0 {
            events += own
        } else if events.isEmpty, own.contains(where: \.isPause) {
            events = try lateBeginning(besides: outcome.stream, writer) { $0 + own }
        }
        var outcome = outcome
        guard !events.isEmpty else { return outcome }
        let last = outcome.records.last?.metadata
        let after = try store(
            following: events, request, as: (last?.role).recorded, (last?.agency).recorded,
            skipping: outcome.records.count + count, upon: routine, in: Self.routineStream, writer)
        outcome.state = withHomePauses(outcome.state, from: after)
        return outcome
    }

    /// - Parameter stored: The number of records that this write has stored so far.
    private func beginningEvents(
        _ beginning: RoutineBeginning?, upon routine: Fold, storedSince stored: Int,
        _ writer: borrowing LogWriter
    ) throws -> [IncidentEvent.OneOf_Kind] {
        guard let beginning, routine.next == 0 else { return [] }
        guard try writer.head == beginning.head + UInt64(stored) else { throw Outdated() }
        return [.routineBegan(RoutineBegan())]
            + beginning.live.map { Decider.pause(for: $0.stream, $0.state) }
    }

    /// The beginning of routine work in a home whose campaigns were opened by a version that kept no
    /// stream for it; empty without an open campaign.
    private func lateBeginning(
        besides stream: String, _ writer: borrowing LogWriter,
        _ rest: ([IncidentEvent.OneOf_Kind]) -> [IncidentEvent.OneOf_Kind]
    ) throws -> [IncidentEvent.OneOf_Kind] {
        let open = try writer.streams().map(\.name).filter { $0 != stream }
            .compactMap { name -> (String, IncidentState)? in
                let head = try refreshed(Fold(), of: name, through: 1, writer).state
                guard [.routine, .live].contains(head.mode) else { return nil }
                let state = try refreshed(Fold(), of: name, writer).state
                return state.isOpen && state.simulatedTime == nil ? (name, state) : nil
            }
        guard open.contains(where: { $0.1.mode == .routine }) else { return [] }
        return rest(
            [.routineBegan(RoutineBegan())]
                + open.filter { $0.1.mode == .live }.map { Decider.pause(for: $0.0, $0.1) })
    }

    /// Stores, in the same write, what a command's events cause in another stream.
    ///
    /// - Parameters:
    ///   - count: The records of the request so far.
    ///   - fold: The other stream's fold.
    func store(
        following events: [IncidentEvent.OneOf_Kind], _ request: Request, as role: String,
        _ agency: String, skipping count: Int, upon fold: Fold, in stream: String,
        _ writer: borrowing LogWriter
    ) throws -> Fold {
        try storeInHome(
            events, request, as: role, agency, skipping: count, in: stream, from: fold.next,
            writer)
        return try refreshed(fold, of: stream, writer)
    }

    /// Appends events to a stream of the home.
    ///
    /// - Parameters:
    ///   - count: The records of the request before these.
    ///   - next: The revision that the first of them gets.
    func storeInHome(
        _ events: [IncidentEvent.OneOf_Kind], _ request: Request, as role: String,
        _ agency: String, skipping count: Int = 0, in stream: String, from next: UInt64,
        _ writer: borrowing LogWriter
    ) throws {
        let recordedAt = try timeRead(writer.time, writer)
        let new = try events.enumerated().map { index, kind in
            var metadata = try request.metadata(in: .utc, at: recordedAt)
            metadata.clearOccurredAt()
            (metadata.actor, metadata.role, metadata.agency) = (request.actor, role, agency)
            metadata.visibility = kind.eventKind.row.visibility
            metadata.requestID = Data(request.id.bytes)
            metadata.requestSha256 = Data(request.fingerprint)
            return NewEvent(
                id: request.id.advanced(by: count + index), type: kind.name,
                data: try IncidentEvent.with { $0.kind = kind }.serializedBytes(),
                metadata: try metadata.serializedBytes())
        }
        try writer.append(
            new, to: stream, expecting: next == 0 ? .noStream : .revision(next - 1))
    }

    /// A campaign's state with the pauses of all routine work.
    func withHomePauses(_ state: IncidentState, asOf limit: Instant? = nil) throws -> IncidentState
    {
        guard state.mode == .routine else { return state }
        return withHomePauses(state, from: try fold(Self.routineStream), asOf: limit)
    }

    /// A played campaign is on a clock of its own, and nothing real pauses it.
    func withHomePauses(
        _ state: IncidentState, from routine: Fold, asOf limit: Instant? = nil
    ) -> IncidentState {
        guard state.mode == .routine, state.simulatedTime == nil else { return state }
        var state = state
        let pauses = routine.state.pauses
        state.homePauses = limit.map { WorkPause.pauses(pauses, asOf: $0) } ?? pauses
        return state
    }

    /// The pauses of all routine work of the home, in order.
    public func routinePauses() throws -> [WorkPause] {
        try fold(Self.routineStream).state.pauses
    }

    /// The roles that a person holds in the open incidents and campaigns, but for drills.
    func rolesNow(of person: String) throws -> [Role] {
        try incidents().filter(isOpen).map(state).filter {
            !$0.mode.isDrill && $0.simulatedTime == nil
        }
        .flatMap { $0.roles(of: person) }
    }

    /// Pauses all routine work of the home or ends such a pause, without an incident.
    ///
    /// - Parameters:
    ///   - department: The home's department file; nil without one.
    ///   - plan: Decides on the fold of the home's routine work.
    /// - Returns: The pauses after it, and whether anything was stored.
    /// - Throws: Any error of `plan`, `Rejection`, ``EngineError`` or `EventLogError`.
    public func performRoutine(
        _ request: Request, _ department: Department?,
        _ plan: (IncidentState) throws -> [IncidentEvent.OneOf_Kind]
    ) throws -> (pauses: [WorkPause], isNew: Bool) {
        let role = try Decider.routineRole(
            of: request.actor, as: request.role, in: department,
            holding: rolesNow(of: request.actor))
        let person = department?.people.first { $0.id == request.actor }
        let agency = (person?.agency ?? department?.name).recorded
        return try withRoutine(beginning: true) { beginning in
            let routine = try fold(Self.routineStream)
            let stored = try log.write { writer -> (Fold, isNew: Bool) in
                let routine = try refreshed(routine, of: Self.routineStream, writer)
                if let first = try writer.record(id: request.id) {
                    let metadata = try first.metadata()
                    guard Array(metadata.requestSha256) == request.fingerprint else {
                        throw EngineError.requestReused(id: request.id, stream: first.stream)
                    }
                    return (routine, isNew: false)
                }
                let planned = try plan(routine.state)
                guard !planned.isEmpty else { return (routine, isNew: false) }
                let events =
                    try beginningEvents(
                        beginning, upon: routine, storedSince: 0, writer) + planned
                let after = try store(
                    following: events, request, as: role.rawValue, agency, skipping: 0,
                    upon: routine, in: Self.routineStream, writer)
                return (after, isNew: true)
            }
            return (stored.0.state.pauses, stored.isNew)
        }
    }
}

extension IncidentEvent.OneOf_Kind {
    fileprivate var isPause: Bool {
        if case .routinePaused = self { true } else { false }
    }
}
