internal import Channels
internal import IncidentEvents
internal import SwiftProtobuf

extension Decider {
    static func decide(
        _ command: RumorCommand, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        switch command {
        case .report(let report): return try decide(report, in: state)
        case .sight(let id, let carrier, let address, let reach):
            let rumor = try rumor(id, in: state)
            var events: [IncidentEvent.OneOf_Kind] = []
            if rumor.isClosed {
                events.append(
                    .rumorResurfaced(
                        .with {
                            $0.rumor = id.description
                            $0.reason = "seen on \(carrier)"
                        }))
            }
            events.append(sighting(id, carrier, address, reach))
            return Ruling(events)
        case .assign(let id, let person):
            let rumor = try rumor(id, in: state)
            guard isID(person) else {
                throw Rejection(
                    .invalid, "\"\(person)\" is no actor id.", remedy: "Give a work id.")
            }
            if rumor.assignedTo == person { return Ruling() }
            return Ruling([
                .rumorAssigned(
                    .with {
                        $0.rumor = id.description
                        $0.person = person
                    })
            ])
        case .assess(let id, let finding, let evidence, let facts):
            _ = try rumor(id, in: state)
            let evidence = try text(evidence, "evidence")
            for fact in facts { _ = try Decider.fact(fact, in: state) }
            return Ruling([
                .rumorAssessed(
                    .with {
                        $0.rumor = id.description
                        $0.finding = finding
                        $0.evidence = evidence
                        $0.facts = facts.map(\.description)
                    })
            ])
        case .watch(let id, let until, let reason):
            _ = try rumor(id, in: state)
            let reason = try text(reason, "reason")
            guard until > context.now else {
                throw Rejection(
                    .invalid, "The watch would end before it begins.",
                    remedy: "Give --until a time to come, e.g. +30m.")
            }
            return Ruling([
                .rumorWatched(
                    .with {
                        $0.rumor = id.description
                        $0.until = until.timestamp
                        $0.reason = reason
                    })
            ])
        case .waive(let id, let carrier, let reason):
            let rumor = try rumor(id, in: state)
            let reason = try text(reason, "reason")
            guard let cell = state.coverage(of: rumor).first(where: { $0.carrier == carrier })
            else { throw notCarried(rumor, carrier) }
            guard cell.isOpen else { return Ruling() }
            return Ruling([
                .coverageWaived(
                    .with {
                        $0.rumor = id.description
                        $0.carrier = carrier.description
                        $0.reason = reason
                    })
            ])
        case .contact(let id, let carrier, let how):
            let rumor = try rumor(id, in: state)
            guard state.coverage(of: rumor).contains(where: { $0.carrier == carrier }) else {
                throw notCarried(rumor, carrier)
            }
            return Ruling([
                .outletContacted(
                    .with {
                        $0.rumor = id.description
                        $0.carrier = carrier.description
                        $0.how = how
                    })
            ])
        case .outletCorrected(let id, let carrier, let address, let statement):
            let rumor = try rumor(id, in: state)
            guard state.coverage(of: rumor).contains(where: { $0.carrier == carrier }) else {
                throw notCarried(rumor, carrier)
            }
            if let statement, state.statements[statement] == nil {
                throw Rejection(
                    .unknownThing, "There is no observed statement \(statement).",
                    remedy: "See them: tocsin statement list")
            }
            return Ruling([
                .statementCorrected(
                    .with {
                        $0.rumor = id.description
                        $0.carrier = carrier.description
                        $0.address = address
                        if let statement { $0.statement = statement.description }
                    })
            ])
        case .close(let id, let reason):
            let rumor = try rumor(id, in: state)
            let reason = try text(reason, "reason")
            if rumor.isClosed { return Ruling() }
            guard rumor.assessment != nil else {
                throw Rejection(
                    .notNow, "\(id) has not been assessed.",
                    remedy: "Assess it: tocsin rumor assess \(id) --finding FINDING --because TEXT")
            }
            let open = state.openCells(of: rumor).map(\.carrier.description)
            guard open.isEmpty || state.mode == .reenactment else {
                throw Rejection(
                    .notNow, "\(id) is still uncorrected on \(open.joined(separator: ", ")).",
                    remedy:
                        "Correct it there, or say why not: tocsin rumor waive \(id) \(open[0]) --reason TEXT"
                )
            }
            return Ruling([
                .rumorClosed(
                    .with {
                        $0.rumor = id.description
                        $0.reason = reason
                    })
            ])
        case .resurface(let id, let reason):
            let rumor = try rumor(id, in: state)
            guard rumor.isClosed else { return Ruling() }
            return Ruling([
                .rumorResurfaced(
                    .with {
                        $0.rumor = id.description
                        $0.reason = reason
                    })
            ])
        }
    }

    private static func decide(_ report: RumorCommand.ReportRumor, in state: IncidentState)
        throws(Rejection) -> Ruling
    {
        let claim = try text(report.claim, "claim")
        for message in report.messages { _ = try Decider.message(message, in: state) }
        for related in report.related { _ = try rumor(related, in: state) }
        if let fact = report.fact { _ = try Decider.fact(fact, in: state) }
        let id = state.rumors.next
        var events: [IncidentEvent.OneOf_Kind] = [
            .rumorReported(
                .with {
                    $0.rumor = id.description
                    $0.claim = claim
                    $0.origin = report.messages.isEmpty ? report.origin : .ownMessage
                    $0.messages = report.messages.map(\.description)
                    $0.related = report.related.map(\.description)
                    if let fact = report.fact { $0.fact = fact.description }
                })
        ]
        events += report.carriers.map { sighting(id, $0, report.address, report.reach) }
        return Ruling(events)
    }

    private static func sighting(
        _ id: RumorID, _ carrier: Carrier, _ address: String, _ reach: UInt64?
    ) -> IncidentEvent.OneOf_Kind {
        .rumorSighted(
            .with {
                $0.rumor = id.description
                $0.carrier = carrier.description
                $0.address = address
                if let reach { $0.reach = reach }
            })
    }

    private static func notCarried(_ rumor: Rumor, _ carrier: Carrier) -> Rejection {
        Rejection(
            .unknownThing, "\(rumor.id) was not seen on \(carrier).",
            remedy: "If it was: tocsin rumor sight \(rumor.id) \(carrier)")
    }

    static func rumor(_ id: RumorID, in state: IncidentState) throws(Rejection) -> Rumor {
        guard let rumor = state.rumors[id] else {
            throw Rejection(
                .unknownThing, "There is no rumor \(id) in this incident.",
                remedy: "See the register: tocsin rumor list")
        }
        return rumor
    }
}
