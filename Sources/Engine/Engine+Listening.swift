internal import EventLog
internal import Foundation
public import Incident
public import IncidentEvents
public import Playbooks
internal import SwiftProtobuf

extension Engine {
    /// The stream with the home's watches and counts. No incident can have this id.
    public static let listeningStream = "listening"

    /// The fold of the stream, and the revision of its next record.
    private struct Listening {
        var state = ListeningState()
        var next: UInt64 = 0

        mutating func apply(_ record: IncidentRecord) {
            state.evolve(with: record)
            next = record.revision + 1
        }
    }

    private func listeningFold() throws -> Listening {
        try withClockJumps { jumps in
            var fold = Listening()
            try forEachRecord(in: Self.listeningStream, jumps) { fold.apply($0) }
            return fold
        }
    }

    /// What the home listens for, and what it counted.
    public func listening() throws -> ListeningState { try listeningFold().state }

    /// The words by which the incidents' messages identify persons.
    public func identifiedPersons() throws -> [String] {
        try incidents().flatMap { try state(of: $0).identifiedPersons }
    }

    /// Records a watch, its end, an import or a query, all of its events or none.
    ///
    /// - Parameters:
    ///   - department: The home's department file; nil without one.
    ///   - plan: Decides on the fold of the stream; it gets the roles that the person holds.
    /// - Returns: The state after it, and whether anything was stored.
    /// - Throws: Any error of `plan`, `Rejection`, ``EngineError`` or `EventLogError`.
    public func performListening(
        _ request: Request, _ department: Department?,
        _ plan: (ListeningState, [Role]) throws -> [IncidentEvent.OneOf_Kind]
    ) throws -> (state: ListeningState, isNew: Bool) {
        let held = try rolesNow(of: request.actor)
        let role = try Decider.listeningRole(
            of: request.actor, as: request.role, in: department, holding: held)
        let person = department?.people.first { $0.id == request.actor }
        let agency = (person?.agency ?? department?.name).recorded
        return try withClockJumps { _ in
            let folded = try listeningFold()
            return try log.write { writer in
                let fold = try refreshed(folded, writer)
                if let first = try writer.record(id: request.id) {
                    let metadata = try first.metadata()
                    guard Array(metadata.requestSha256) == request.fingerprint else {
                        throw EngineError.requestReused(id: request.id, stream: first.stream)
                    }
                    return (fold.state, isNew: false)
                }
                let events = try plan(fold.state, held + (person?.roles ?? []))
                guard !events.isEmpty else { return (fold.state, isNew: false) }
                try storeInHome(
                    events, request, as: role.rawValue, agency, in: Self.listeningStream,
                    from: fold.next, writer)
                return (try refreshed(fold, writer).state, isNew: true)
            }
        }
    }

    private func refreshed(
        _ folded: Listening, _ writer: borrowing LogWriter
    ) throws -> Listening {
        var fold = folded
        let jumps = try knownClockJumps(writer)
        while case let newer = try writer.records(
            in: Self.listeningStream, from: fold.next, limit: 1000), !newer.isEmpty
        {
            for stored in newer { fold.apply(try IncidentRecord(stored, jumps)) }
        }
        return fold
    }
}
