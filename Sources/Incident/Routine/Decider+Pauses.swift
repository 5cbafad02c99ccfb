public import Basics
public import IncidentEvents
public import Playbooks
internal import SwiftProtobuf

// MARK: One campaign

extension Decider {
    /// - Parameter items: Schedules and messages; empty for the whole campaign with its new work.
    static func pauseCampaign(
        _ items: [String], _ reason: String, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let reason = try text(reason, "reason")
        let work = RoutineWork(
            state, context.playbook, context.department, asOf: context.now)
        for item in items { try requireWaiting(item, in: state, work) }
        let known = state.pauses.filter { $0.reason == reason }
        if items.isEmpty {
            if known.contains(where: \.holdsNew) { return Ruling() }
            let schedules = state.schedules.filter { $0.removed == nil }.map(\.name)
            let messages = state.messages.all.filter(work.mayWait).map(\.id.description)
            return Ruling([
                .campaignPaused(
                    .with {
                        $0.items = schedules + messages
                        $0.reason = reason
                        $0.everything = true
                    })
            ])
        }
        let new = items.filter { item in
            let resumed = state.resumptions[item]?.last?.position ?? 0
            return !known.contains {
                $0.items?.contains(item) == true && resumed < $0.began.position
            }
        }
        guard !new.isEmpty else { return Ruling() }
        return Ruling([
            .campaignPaused(
                .with {
                    $0.items = new
                    $0.reason = reason
                })
        ])
    }

    /// A schedule that goes on, or a message that is still to go out.
    private static func requireWaiting(
        _ item: String, in state: IncidentState, _ work: RoutineWork
    ) throws(Rejection) {
        guard let message = MessageID(item).flatMap({ state.messages[$0] }) else {
            guard let removed = try state.require(schedule: item).removed else { return }
            throw Rejection(
                .notNow, "\(item) was removed, so there is nothing to pause: \(removed.reason).")
        }
        guard work.mayWait(message) else {
            throw Rejection(
                .notNow,
                "\(item) (\(message.kind.word)) can't be paused: a pause holds back only first words and updates that are still to go out.",
                remedy: "To stop a released text: \(do: .recallMessage(message.id))")
        }
    }

    /// Lets an item go on. Whatever lies more than a day back was decided before.
    static func resume(
        _ item: String, _ reason: String?, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let work = RoutineWork(
            state, context.playbook, context.department, asOf: context.now)
        let message = MessageID(item).flatMap { state.messages[$0] }
        let paused =
            if let message { work.paused(message) } else {
                work.paused(try state.require(schedule: item))
            }
        guard let paused else { return Ruling() }
        guard paused.item == item else {
            throw Rejection(
                .notNow, "\(item) waits for its schedule \(paused.item): \(paused.pause.reason).",
                remedy: paused.remedy)
        }
        let reason = try reason.map { given throws(Rejection) in try text(given, "reason") }
        guard reason != nil || !paused.isHeldByHome else {
            throw Rejection(
                .notNow,
                "All routine work is still paused, so \(item) goes on only for a reason: \(paused.pause.reason).",
                remedy: "Wait until it is over, or say why: \(do: paused.resuming)")
        }
        let late =
            message == nil ? work.lateItems(of: try state.require(schedule: item)) : []
        guard late.isEmpty else {
            let days = late.map(\.date.text).joined(separator: ", ")
            throw Rejection(
                .notNow,
                "\(late.count.counted("occurrence")) of \(item) \(late.count == 1 ? "lies" : "lie") more than a day back: \(days).",
                remedy:
                    "Say of each whether to skip it, move it or post it now: \(option: .skip) DATE, \(option: .move) DATE=TIME or \(option: .now) DATE."
            )
        }
        return Ruling([
            .itemResumed(
                .with {
                    $0.item = item
                    $0.reason = reason.recorded
                })
        ])
    }

    /// Lets new work of the campaign through. What waits is resumed item by item.
    static func resumeCampaign(in state: IncidentState) -> Ruling {
        guard state.pauses.contains(where: \.holdsNew) else { return Ruling() }
        return Ruling([.itemResumed(ItemResumed())])
    }
}

extension RoutineWork {
    /// The paused occurrences of a schedule that lie more than a day back.
    public func lateItems(of planned: PlannedSchedule) -> [Item] {
        items(of: planned, to: state.zone.date(asOf)).filter {
            $0.condition == .paused && $0.at.advanced(by: Self.grace) <= asOf
        }.sorted { $0.at < $1.at }
    }
}

extension Decision {
    /// What becomes of a paused occurrence.
    public enum LateChoice: Hashable, Sendable {
        case skip(reason: String)
        case move(to: Instant)
        /// It is drafted and due at once.
        case now
    }

    /// Resumes an item and decides what becomes of occurrences that were paused.
    public mutating func resume(
        _ item: String, _ choices: [CivilDate: LateChoice], because reason: String? = nil
    ) throws(Rejection) {
        for (date, choice) in choices.sorted(by: { $0.key < $1.key }) {
            switch choice {
            case .skip(let reason): try perform(.routine(.skip(item, date, reason: reason)))
            case .move(let moment):
                try perform(.routine(.move(item, date, to: moment, reason: nil)))
            case .now:
                try perform(.routine(.move(item, date, to: context.now, reason: nil)))
            }
        }
        try perform(.routine(.resume(item, reason: reason)))
        for (date, choice) in choices.sorted(by: { $0.key < $1.key }) where choice == .now {
            try perform(.routine(.prepare(item, date)))
        }
    }
}

// MARK: All routine work of a home

extension Decider {
    /// The role in which a person may pause all routine work or end such a pause: one of the
    /// department file's, or one of an open incident's.
    ///
    /// As at an opening, anybody acts as PIO where the department file lists nobody.
    ///
    /// - Parameter held: The roles that the person holds in open incidents.
    public static func routineRole(
        of actor: String, as role: Role?, in department: Department?, holding held: [Role]
    ) throws(Rejection) -> Role {
        try homeRole(
            of: actor, as: role, in: department, holding: held,
            with: Authority.direct.defaultRoles, to: "pause routine work or end its pause")
    }

    /// The role in which a person may do something for the whole home.
    ///
    /// - Parameters:
    ///   - allowed: The roles that may do it.
    ///   - what: The end of "may not …".
    static func homeRole(
        of actor: String, as role: Role?, in department: Department?, holding held: [Role],
        with allowed: Set<Role>, to what: String
    ) throws(Rejection) -> Role {
        guard isID(actor) else {
            throw Rejection(
                .invalid, "\"\(actor)\" isn't a valid actor id.",
                remedy: "Give one with \(option: .actor).")
        }
        let people = department?.people ?? []
        let own = people.first { $0.id == actor }?.roles ?? (people.isEmpty ? [.pio] : [])
        let roles = (own + held).uniqued()
        guard let fitting = roles.first(where: { allowed.contains($0) && (role ?? $0) == $0 })
        else {
            let named = role.map { [$0] } ?? roles
            let asked = people.filter { $0.roles.contains(where: allowed.contains) }.map(\.id)
            throw Rejection(
                .unauthorized,
                "\(actor)\(named.isEmpty ? ", who holds no role," : " as \(named.list())") may not \(what). These roles may: \(allowed.sorted().list()).",
                remedy:
                    "Ask \(asked.isEmpty ? "one of them" : asked.joined(separator: ", ")), or add the role in the department file."
            )
        }
        return fitting
    }

    /// - Parameter state: The fold of the home's stream of routine work.
    public static func pauseAll(
        _ reason: String, in state: IncidentState
    ) throws(Rejection) -> [IncidentEvent.OneOf_Kind] {
        let reason = try text(reason, "reason")
        let isKnown = state.pauses.contains {
            $0.ended == nil && $0.incident == nil && $0.reason == reason
        }
        return isKnown ? [] : [.routinePaused(.with { $0.reason = reason })]
    }

    /// Ends the pauses that people began; a LIVE incident's ends when it is closed.
    public static func endPauseOfAll(
        _ reason: String, in state: IncidentState
    ) throws(Rejection) -> [IncidentEvent.OneOf_Kind] {
        let reason = try text(reason, "reason")
        let holds = state.pauses.contains { $0.ended == nil && $0.incident == nil }
        return holds ? [.routinePauseEnded(.with { $0.reason = reason })] : []
    }

    /// What a home's routine work takes from the events of an incident: it waits while a LIVE
    /// incident is open. A drill pauses nothing real.
    public static func routineEvents(
        after events: [IncidentEvent.OneOf_Kind], in stream: String, _ state: IncidentState
    ) -> [IncidentEvent.OneOf_Kind] {
        guard state.mode == .live, state.simulatedTime == nil else { return [] }
        return events.compactMap { event in
            if case .incidentOpened = event { return pause(for: stream, state) }
            if case .incidentReopened = event { return pause(for: stream, state) }
            if case .incidentClosed = event {
                return .routinePauseEnded(
                    .with {
                        $0.incident = stream
                        $0.reason = "the incident is closed"
                    })
            }
            return nil
        }
    }

    /// The pause for a LIVE incident.
    public static func pause(
        for stream: String, _ state: IncidentState
    ) -> IncidentEvent.OneOf_Kind {
        .routinePaused(
            .with {
                $0.incident = stream
                $0.reason = "LIVE incident \(stream)\(state.opening.map { ", \($0.title)" } ?? "")"
            })
    }
}
