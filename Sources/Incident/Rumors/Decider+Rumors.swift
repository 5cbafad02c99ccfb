internal import Channels
internal import IncidentEvents
internal import Playbooks
internal import SwiftProtobuf
internal import TextChecks

extension Decider {
    static func decide(
        _ command: RumorCommand, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        switch command {
        case .report(let report): return try decide(report, in: state, context)
        case .sight(let id, let carrier, let address, let reach):
            return try sight(id, on: carrier, at: address, reach: reach, in: state)
        case .assign(let id, let person, let isUnlisted):
            if !isUnlisted { try context.requireListed(person, in: state) }
            return try assign(id, to: person, in: state)
        case .assess(let id, let finding, let evidence, let facts):
            return try assess(id, finding, evidence, facts: facts, in: state)
        case .watch(let id, let until, let reason):
            return try watch(id, until: until, reason, in: state, context)
        case .waive(let id, let carrier, let reason):
            return try waive(id, on: carrier, reason, in: state, context)
        case .contact(let id, let carrier, let how):
            return try contact(id, carrier, how: how, in: state)
        case .outletCorrected(let id, let carrier, let address, let statement):
            return try outletCorrected(
                id, carrier, at: address, statement: statement, in: state, context)
        case .close(let id, let reason):
            return try close(id, reason, in: state, context)
        case .resurface(let id, let reason):
            return try resurface(id, reason, in: state)
        }
    }

    /// A new sighting reopens a closed claim.
    private static func sight(
        _ id: RumorID, on carrier: Carrier, at address: String?, reach: UInt64?,
        in state: IncidentState
    ) throws(Rejection) -> Ruling {
        try requireAddress(address, on: carrier)
        let reopening = try resurface(id, "seen on \(carrier)", in: state)
        return Ruling(reopening.events + [sighting(id, carrier, address, reach)])
    }

    private static func assign(_ id: RumorID, to person: String, in state: IncidentState)
        throws(Rejection) -> Ruling
    {
        let rumor = try state.require(rumor: id)
        guard isID(person) else {
            throw Rejection(
                .invalid, "\"\(person)\" isn't a valid actor id.",
                remedy: "Give the person's work id.")
        }
        if rumor.assignedTo == person { return Ruling() }
        return Ruling([
            .rumorAssigned(
                .with {
                    $0.rumor = id.description
                    $0.person = person
                })
        ])
    }

    private static func assess(
        _ id: RumorID, _ finding: Finding, _ evidence: String?, facts: [FactID],
        in state: IncidentState
    ) throws(Rejection) -> Ruling {
        _ = try state.require(rumor: id)
        let evidence = try text(evidence, "evidence")
        for fact in facts { _ = try state.require(fact: fact) }
        return Ruling([assessed(id, finding, evidence, facts: facts)])
    }

    static func assessed(
        _ id: RumorID, _ finding: Finding, _ evidence: String, facts: [FactID] = []
    ) -> IncidentEvent.OneOf_Kind {
        .rumorAssessed(
            .with {
                $0.rumor = id.description
                $0.finding = finding
                $0.evidence = evidence
                $0.facts = facts.map(\.description)
            })
    }

    private static func watch(
        _ id: RumorID, until: Instant, _ reason: String, in state: IncidentState,
        _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        _ = try state.require(rumor: id)
        let reason = try text(reason, "reason")
        guard until > context.publicNow else {
            throw Rejection(
                .invalid, "The watch ends before it begins.",
                remedy: "Give \(option: .until) a time in the future, e.g. +30m.")
        }
        return Ruling([
            .rumorWatched(
                .with {
                    $0.rumor = id.description
                    $0.until = until.timestamp
                    $0.reason = reason
                })
        ])
    }

    private static func waive(
        _ id: RumorID, on carrier: Carrier, _ reason: String, in state: IncidentState,
        _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let rumor = try state.require(rumor: id)
        let reason = try text(reason, "reason")
        let cell = try cell(of: rumor, on: carrier, in: state)
        guard cell.isOpen else { return Ruling() }
        try requireOthers(cell, of: rumor, in: state, context)
        return Ruling([
            .coverageWaived(
                .with {
                    $0.rumor = id.description
                    $0.carrier = carrier.description
                    $0.reason = reason
                })
        ])
    }

    private static func contact(
        _ id: RumorID, _ carrier: Carrier, how: String, in state: IncidentState
    ) throws(Rejection) -> Ruling {
        let rumor = try state.require(rumor: id)
        _ = try cell(of: rumor, on: carrier, in: state)
        return Ruling([
            .outletContacted(
                .with {
                    $0.rumor = id.description
                    $0.carrier = carrier.description
                    $0.how = how
                })
        ])
    }

    private static func outletCorrected(
        _ id: RumorID, _ carrier: Carrier, at address: String?, statement: StatementID?,
        in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let rumor = try state.require(rumor: id)
        try requireAddress(address, on: carrier)
        try requireOthers(cell(of: rumor, on: carrier, in: state), of: rumor, in: state, context)
        if let statement {
            try require(statement, on: carrier, correcting: rumor, in: state)
        } else if state.mode != .reenactment {
            throw Rejection(
                .refused,
                "\(carrier) is on record as corrected only by what it was seen or heard to say.",
                remedy:
                    "Record its words: \(do: .observeStatement(carrier, corrects: id)) Then name the entry: \(do: .markOutletCorrected(id, carrier))"
            )
        }
        return Ruling([
            .statementCorrected(
                .with {
                    $0.rumor = id.description
                    $0.carrier = carrier.description
                    $0.address = address.recorded
                    if let statement { $0.statement = statement.description }
                })
        ])
    }

    /// A rumor that is still uncorrected somewhere stays open. A past incident may have ended that
    /// way.
    private static func close(
        _ id: RumorID, _ reason: String, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let rumor = try state.require(rumor: id)
        let reason = try text(reason, "reason")
        if rumor.isClosed { return Ruling() }
        guard rumor.assessment != nil else {
            throw Rejection(
                .notNow, "\(id) has not been assessed.",
                remedy: "Assess it: \(do: .assessRumor(id))")
        }
        if rumor.isUnsettled, state.mode != .reenactment,
            let own = state.coverage(of: rumor).first(where: { isOurs($0, context) })
        {
            throw Rejection(
                .notNow,
                "Nobody has found whether \(id) is true, and our own \(own.carrier) says it.",
                remedy: "Assess it: \(do: .assessRumor(id))")
        }
        let cells = state.openCells(of: rumor)
        let open = cells.map(\.carrier)
        guard open.isEmpty || state.mode == .reenactment else {
            throw Rejection(
                .notNow,
                "\(id) is still uncorrected on \(open.map(\.description).joined(separator: ", ")).",
                remedy: isOurs(cells[0], context)
                    ? "Correct it there: \(do: .draftMessage(.init(kind: .correction, corrects: id)))"
                    : "Have it corrected there, or record why no correction is needed: \(do: .waiveCoverage(id, open[0]))"
            )
        }
        return Ruling([
            .rumorClosed(
                .with {
                    $0.rumor = id.description
                    $0.reason = reason
                })
        ])
    }

    private static func resurface(_ id: RumorID, _ reason: String, in state: IncidentState)
        throws(Rejection) -> Ruling
    {
        let rumor = try state.require(rumor: id)
        guard rumor.isClosed else { return Ruling() }
        return Ruling([
            .rumorResurfaced(
                .with {
                    $0.rumor = id.description
                    $0.reason = reason
                })
        ])
    }

    private static func decide(
        _ report: RumorCommand.ReportRumor, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        _ = try text(report.claim, "claim")
        let named = NamedPerson(in: report.claim, known: context.familiarNames(in: state)).names
        if report.isAboutPerson == nil, state.mode != .reenactment, let name = named.first {
            throw Rejection(
                .invalid, "The claim seems to be about a person: \"\(name)\".",
                remedy:
                    "Add \(option: .aboutPerson), and its correction repeats neither the claim nor the name. If it is about nobody, add \(option: .aboutNobody)."
            )
        }
        for carrier in report.carriers { try requireAddress(report.address, on: carrier) }
        for message in report.messages { _ = try state.require(message: message) }
        for related in report.related { _ = try state.require(rumor: related) }
        if let fact = report.fact { _ = try state.require(fact: fact) }
        let id = state.rumors.next
        let sightings = report.carriers.map { sighting(id, $0, report.address, report.reach) }
        return Ruling([reported(id, report)] + sightings)
    }

    /// A claim that our messages made is our own, regardless of the given origin.
    static func reported(
        _ id: RumorID, _ report: RumorCommand.ReportRumor
    ) -> IncidentEvent.OneOf_Kind {
        .rumorReported(
            .with {
                $0.rumor = id.description
                $0.claim = report.claim
                $0.origin = report.messages.isEmpty ? report.origin : .ownMessage
                $0.messages = report.messages.map(\.description)
                $0.related = report.related.map(\.description)
                if let fact = report.fact { $0.fact = fact.description }
                $0.aboutPerson = report.isAboutPerson ?? false
            })
    }

    private static func sighting(
        _ id: RumorID, _ carrier: Carrier, _ address: String?, _ reach: UInt64?
    ) -> IncidentEvent.OneOf_Kind {
        .rumorSighted(
            .with {
                $0.rumor = id.description
                $0.carrier = carrier.description
                $0.address = address.recorded
                if let reach { $0.reach = reach }
            })
    }

    /// Only what was said there, and against this claim, corrects it there.
    private static func require(
        _ id: StatementID, on carrier: Carrier, correcting rumor: Rumor, in state: IncidentState
    ) throws(Rejection) {
        try state.require(statement: id)
        guard state.mode != .reenactment, let statement = state.statements[id] else { return }
        guard statement.carrier == carrier.description, statement.corrects.contains(rumor.id) else {
            throw Rejection(
                .refused,
                "\(id) was not observed on \(carrier), or doesn't contradict \(rumor.id).",
                remedy:
                    "Record what \(carrier) said: \(do: .observeStatement(carrier, corrects: rumor.id))"
            )
        }
        let words = WordText(statement.text)
        let claim = ClaimEcho(rumor.claim)
        let right = state.rightWords(about: rumor).map { ClaimEcho($0) }
        let remedy: Remedy =
            "Record the words that do, in English or Spanish: \(do: .observeStatement(carrier, corrects: rumor.id))"
        guard TakingBack.affirmation(of: claim, in: words) == nil else {
            throw Rejection(
                .refused, "\(id) says \(rumor.id) again and takes nothing back.", remedy: remedy)
        }
        guard
            TakingBack.isSaid(of: [claim] + right, in: words)
                || ([claim] + right).contains(where: { $0.isTouched(by: statement.text) })
        else {
            throw Rejection(
                .refused, "\(id) says nothing about \(rumor.id): \"\(statement.text.prefix(60))\".",
                remedy: remedy)
        }
    }

    /// Whether it carried our message, or is an account in the department file, in any spelling.
    private static func isOurs(_ cell: CoverageCell, _ context: DecisionContext) -> Bool {
        let name = cell.carrier.description.lowercased()
        return cell.isOwn
            || context.department.accounts.contains { $0.description.lowercased() == name }
    }

    /// Our own account is closed by our correction delivered there, and by nothing else.
    private static func requireOthers(
        _ cell: CoverageCell, of rumor: Rumor, in state: IncidentState,
        _ context: DecisionContext
    ) throws(Rejection) {
        guard isOurs(cell, context), state.mode != .reenactment else { return }
        let correction = state.messages.all.last {
            $0.corrects.contains(rumor.id) && $0.discarded == nil
        }
        throw Rejection(
            .refused,
            "\(cell.carrier) is our own, and \(rumor.id) is closed there only by our correction.",
            remedy: correction.map { "Post it there: \(do: .showMessage($0.id))" }
                ?? "Draft it: \(do: .draftMessage(.init(kind: .correction, corrects: rumor.id)))")
    }

    private static func cell(
        of rumor: Rumor, on carrier: Carrier, in state: IncidentState
    ) throws(Rejection) -> CoverageCell {
        guard let cell = state.coverage(of: rumor).first(where: { $0.carrier == carrier }) else {
            throw Rejection(
                .unknownThing, "\(rumor.id) was not seen on \(carrier).",
                remedy: "If it was: \(do: .sightRumor(rumor.id, carrier))")
        }
        return cell
    }
}
