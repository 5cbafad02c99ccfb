public import Incident
internal import EventLog
internal import IncidentEvents
internal import Playbooks

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
        let folded = try fold(old)
        let written: Written = try log.write { writer in
            if let first = try writer.record(id: request.id) { return .before(first) }
            let fold = try refreshed(folded, of: old, writer)
            let new = try firstFree(of: base, writer)
            let opened = try decide(
                new, Fold(), request, files, at: try writer.time, position: try writer.head
            ) { decision in
                try decision.perform(.lifecycle(.open(opening)))
                try decision.perform(.routine(.plan(plan)))
                try decision.takeOver(from: fold.state)
            }
            let outcome = try store(opened, request, upon: Fold(), in: new, writer)
            var closing = request
            closing.id = request.id.advanced(by: opened.records.count)
            let closed = try decide(
                old, fold, closing, nil, at: try writer.time, position: try writer.head
            ) { try $0.perform(.routine(.continueAs(new))) }
            _ = try store(closed, closing, upon: fold, in: old, writer)
            return .done(outcome)
        }
        return try outcome(of: request, written)
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
