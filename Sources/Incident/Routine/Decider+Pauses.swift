public import Basics
public import IncidentEvents
public import Playbooks
internal import SwiftProtobuf

// MARK: One campaign

extension Decider {
    /// - Parameter items: Schedules and messages; empty for all that are to go out.
    static func pauseCampaign(
        _ items: [String], _ reason: String, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let reason = try text(reason, "reason")
        let work = RoutineWork(
            state, context.playbook, context.department, asOf: context.now)
        for item in items { try requireItem(item, in: state) }
        let schedules = state.schedules.filter {
            $0.removed == nil && work.pause(of: $0) == nil
                && (items.isEmpty || items.contains($0.name))
        }.map(\.name)
        let messages = state.messages.all.filter { message in
            work.mayWait(message) && work.pause(of: message) == nil
                && (items.isEmpty || items.contains(message.id.description))
        }.map(\.id.description)
        guard !schedules.isEmpty || !messages.isEmpty else { return Ruling() }
        return Ruling([
            .campaignPaused(
                .with {
                    $0.items = schedules + messages
                    $0.reason = reason
                })
        ])
    }

    private static func requireItem(
        _ item: String, in state: IncidentState
    ) throws(Rejection) {
        if let message = MessageID(item), state.messages[message] != nil { return }
        _ = try state.require(schedule: item)
    }

    /// Lets an item go on. Whatever lies more than a day back was decided before.
    static func resume(
        _ item: String, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        try requireItem(item, in: state)
        let work = RoutineWork(
            state, context.playbook, context.department, asOf: context.now)
        let resumed = Ruling([.itemResumed(.with { $0.item = item })])
        if let message = MessageID(item).flatMap({ state.messages[$0] }) {
            return work.pause(of: message) == nil ? Ruling() : resumed
        }
        let planned = try state.require(schedule: item)
        guard work.pause(of: planned) != nil else { return Ruling() }
        let late = work.lateItems(of: planned)
        guard late.isEmpty else {
            let days = late.map(\.date.text).joined(separator: ", ")
            throw Rejection(
                .notNow,
                "\(late.count.counted("occurrence")) of \(item) \(late.count == 1 ? "lies" : "lie") more than a day back: \(days).",
                remedy:
                    "Say of each whether to skip it, move it or post it now: \(option: .skip) DATE, \(option: .move) DATE=TIME or \(option: .now) DATE."
            )
        }
        return resumed
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
        _ item: String, _ choices: [CivilDate: LateChoice]
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
        try perform(.routine(.resume(item)))
        for (date, choice) in choices.sorted(by: { $0.key < $1.key }) where choice == .now {
            try perform(.routine(.prepare(item, date)))
        }
    }
}

// MARK: All routine work of a home

extension Decider {
    /// The role in which a person may pause all routine work: a PIO without an incident, too.
    ///
    /// As at an opening, a person whom the department file doesn't list acts as PIO.
    public static func routineRole(
        of actor: String, as role: Role?, in department: Department?
    ) throws(Rejection) -> Role {
        guard isID(actor) else {
            throw Rejection(
                .invalid, "\"\(actor)\" isn't a valid actor id.",
                remedy: "Give one with \(option: .actor).")
        }
        let held = department?.people.first { $0.id == actor }?.roles ?? [.pio]
        let allowed = Authority.direct.defaultRoles
        guard let fitting = held.first(where: { allowed.contains($0) && (role ?? $0) == $0 }) else {
            throw Rejection(
                .unauthorized,
                "\(actor) as \((role.map { [$0] } ?? held).list()) may not pause routine work. These roles may: \(allowed.sorted().list()).",
                remedy: "Ask one of them, or add the role in the department file.")
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
