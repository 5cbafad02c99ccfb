public import Basics
public import IncidentEvents
public import Playbooks
internal import Recurrence

/// The occurrences of a campaign's schedules at one moment, each in exactly one condition.
///
/// The log holds what people decided; that an occurrence is pending or missed follows from the
/// moment at which one looks.
public struct RoutineWork: Sendable {
    /// The condition of an occurrence.
    public enum Condition: String, CaseIterable, Sendable, Encodable {
        /// It is still to be posted, at the rule's time or up to a day after it.
        case pending
        /// Its message is posted somewhere.
        case posted
        /// Its time falls into a pause that nobody has ended for its schedule.
        case paused
        /// A person left it out.
        case skipped
        /// A day has passed since its time, and it was not posted.
        case missed
        /// A person gave it another time, and it is still to be posted then.
        case moved
        /// Its schedule was removed, or its campaign was ended, before its time. Only calendars,
        /// which may have shown it before, are told of it.
        case ended
    }

    /// One occurrence, identified by its schedule and the date that the rule gives.
    public struct Item: Hashable, Sendable {
        public var schedule: String
        public var date: CivilDate
        /// The moment for posting: the rule's, or the one to which it was moved.
        public var at: Instant
        /// The moment by the rule.
        public var plannedAt: Instant
        public var condition: Condition
        /// The message that was drafted for it and not discarded since.
        public var message: MessageID?
        /// The reason, if it was skipped or is paused.
        public var reason: String?
        /// How often something was decided about it; a calendar needs a number that only grows.
        public var changes: Int
        /// The last time at which something was decided about it.
        public var changed: Instant

        /// Whether it is still to be posted.
        public var isOpen: Bool { condition == .pending || condition == .moved }
    }

    /// The time after which an occurrence that isn't posted counts as missed.
    public static let grace = Duration.seconds(86_400)
    /// How many days ahead calendars show occurrences.
    public static let daysAhead: Int64 = 366

    let state: IncidentState
    let playbook: Playbook
    let department: Department
    public let asOf: Instant

    /// - Parameters:
    ///   - playbook: The campaign's playbook.
    ///   - department: The department file that the campaign adopted; its list of holidays counts.
    public init(
        _ state: IncidentState, _ playbook: Playbook, _ department: Department, asOf: Instant
    ) {
        self.state = state
        self.playbook = playbook
        self.department = department
        self.asOf = asOf
    }

    /// The occurrences of every schedule, by time.
    ///
    /// - Parameters:
    ///   - first: The first day to look at; nil for all.
    ///   - last: The last day to look at.
    public func items(from first: CivilDate? = nil, to last: CivilDate) -> [Item] {
        state.schedules.flatMap { items(of: $0, from: first, to: last) }
            .sorted { ($0.at, $0.schedule, $0.date) < ($1.at, $1.schedule, $1.date) }
    }

    /// The occurrences of one schedule, by the rule on these days or moved to them.
    public func items(
        of planned: PlannedSchedule, from first: CivilDate? = nil, to last: CivilDate
    ) -> [Item] {
        let onDays = occurrences(of: planned, from: first).prefix { $0.date <= last }
            .compactMap { item($0, of: planned) }
        let known = Set(onDays.map(\.date))
        let movedHere = planned.decisions.keys.filter { date in
            guard !known.contains(date), case .moved(let to)? = planned.decisions[date]?.change
            else { return false }
            let day = state.zone.date(to)
            return day <= last && first.map { day >= $0 } ?? true
        }
        return onDays + movedHere.compactMap { item(of: planned, on: $0) }
    }

    /// The occurrences that a calendar may have shown and that no longer exist, because the schedule
    /// was removed or the campaign was ended before their time.
    public func endedItems(
        of planned: PlannedSchedule, from first: CivilDate, to last: CivilDate
    ) -> [Item] {
        occurrences(of: planned, from: first).prefix { $0.date <= last }.compactMap { occurrence in
            guard isPlanned(occurrence, of: planned), let end = end(of: occurrence, in: planned),
                occurrence.date <= state.zone.date(end.at).advanced(by: Self.daysAhead),
                item(occurrence, of: planned) == nil
            else { return nil }
            var item = unsettled(occurrence, of: planned)
            item.condition = .ended
            return item
        }
    }

    /// What the author of a schedule may not expect of it, one sentence each.
    public func notices(of planned: PlannedSchedule) -> [String] {
        guard let schedule = planned.schedule(in: state.zone, department) else { return [] }
        var notices = schedule.notices(from: state.zone.date(asOf)).map(\.description)
        if let until = planned.post.until, let end = state.campaign?.plan.until, until > end {
            notices.append("The campaign ends on \(end.text), and the schedule with it.")
        }
        return notices
    }

    /// The first occurrence after now; nil if there is none.
    public func next(of planned: PlannedSchedule) -> Item? {
        guard planned.removed == nil, !state.isClosed else { return nil }
        for occurrence in occurrences(of: planned, from: state.zone.date(asOf)) {
            if let until = state.campaign?.plan.until, occurrence.date > until { return nil }
            if occurrence.instant > asOf, let item = item(occurrence, of: planned) { return item }
        }
        return nil
    }

    /// The occurrence that the rule puts on `date`; nil if there is none.
    public func item(of planned: PlannedSchedule, on date: CivilDate) -> Item? {
        // A holiday only ever moves an occurrence to a later day.
        for occurrence in occurrences(of: planned, from: date) {
            if occurrence.ruleDate == date { return item(occurrence, of: planned) }
            if occurrence.ruleDate > date.advanced(by: 366) { return nil }
        }
        return nil
    }

    /// The occurrence for which the message was drafted; nil for any other message.
    public func item(of message: MessageID) -> Item? {
        for planned in state.schedules {
            for (date, decided) in planned.decisions where decided.message == message {
                return item(of: planned, on: date)
            }
        }
        return nil
    }

    private func occurrences(
        of planned: PlannedSchedule, from first: CivilDate?
    ) -> some Sequence<Occurrence> {
        // None is before the schedule was added, so the days before need not be made.
        let added = state.zone.date(planned.added.at)
        let schedule = planned.schedule(in: state.zone, department)
        return (schedule?.occurrences(from: first.map { max($0, added) } ?? added))
            .map(AnySequence.init) ?? AnySequence([])
    }

    /// Nil for a date of the rule that isn't an occurrence of the campaign: before the schedule was
    /// added, after its end, or while the campaign was closed.
    private func item(_ occurrence: Occurrence, of planned: PlannedSchedule) -> Item? {
        var item = unsettled(occurrence, of: planned)
        let isPosted =
            planned.decisions[occurrence.ruleDate]?.message
            .flatMap { state.messages[$0] }?.postings.isEmpty == false
        guard
            isPosted
                || isPlanned(occurrence, of: planned) && end(of: occurrence, in: planned) == nil
        else { return nil }
        if isPosted { item.condition = .posted }
        guard item.isOpen else { return item }
        let missed = item.at.advanced(by: Self.grace)
        if let pause = pauses(of: planned).first, missed > pause.began.at {
            (item.condition, item.reason) = (.paused, pause.reason)
        } else if asOf >= missed {
            item.condition = .missed
        }
        return item
    }

    /// The occurrence with what people decided about it, whatever became of it.
    private func unsettled(_ occurrence: Occurrence, of planned: PlannedSchedule) -> Item {
        let decided = planned.decisions[occurrence.ruleDate] ?? PlannedSchedule.Decided()
        let message = decided.message.flatMap { state.messages[$0] }
        var item = Item(
            schedule: planned.name, date: occurrence.ruleDate, at: occurrence.instant,
            plannedAt: occurrence.instant, condition: .pending,
            message: message?.discarded == nil ? message?.id : nil, reason: nil,
            changes: decided.stamps.count,
            changed: decided.stamps.last?.at ?? planned.added.at)
        switch decided.change {
        case .skipped(let reason): (item.condition, item.reason) = (.skipped, reason)
        case .moved(let to): (item.condition, item.at) = (.moved, to)
        case nil: break
        }
        for stamp in everyPause(of: planned).map(\.began)
            + (state.resumptions[planned.name] ?? [])
        where stamp.at < item.at.advanced(by: Self.grace) {
            item.count(stamp)
        }
        // Ending it, and going on after all, each change whether it exists.
        for stamp in [planned.removed?.stamp].compactMap(\.self) + state.closures.map(\.stamp)
        where stamp.at < occurrence.instant {
            item.count(stamp)
        }
        return item
    }

    private func isPlanned(_ occurrence: Occurrence, of planned: PlannedSchedule) -> Bool {
        guard occurrence.instant > planned.added.at else { return false }
        guard let plan = state.campaign?.plan else { return true }
        return occurrence.date >= plan.from && plan.until.map { occurrence.date <= $0 } ?? true
    }

    /// The entry that ended the schedule or the campaign before the occurrence; nil if it goes on.
    private func end(of occurrence: Occurrence, in planned: PlannedSchedule) -> Stamp? {
        let moment = occurrence.instant
        if let removed = planned.removed, moment > removed.stamp.at { return removed.stamp }
        let last = state.closures.last { $0.stamp.at < moment }
        return last?.isClosure == true ? last?.stamp : nil
    }
}

extension RoutineWork.Item {
    fileprivate mutating func count(_ change: Stamp) {
        changes += 1
        changed = max(changed, change.at)
    }
}
