internal import Basics
internal import Incident
internal import IncidentEvents
internal import Playbooks

extension DueSubjects {
    /// How far ahead an occurrence is due: long enough for a second person to approve it.
    private static let lead = Duration.seconds(2 * 86_400)
    /// How long a missed occurrence is shown here. The list of the schedule keeps it.
    private static let reminder = Duration.seconds(7 * 86_400)

    /// The due items of a campaign: occurrences to prepare or to decide about, and its end.
    var routine: [DueItem] {
        guard let department, state.mode == .routine else { return [] }
        let work = RoutineWork(state, playbook, department, asOf: asOf)
        let (today, limit) = (state.zone.date(asOf), asOf.advanced(by: Self.lead))
        let occurrences = work.items(from: today.advanced(by: -9), to: state.zone.date(limit))
            .filter { $0.at <= limit }.compactMap(due)
        return occurrences + paused(work) + [ending].compactMap(\.self)
    }

    private func due(_ occurrence: RoutineWork.Item) -> DueItem? {
        let name = "\(occurrence.schedule) of \(occurrence.date.text)"
        switch occurrence.condition {
        case .pending, .moved:
            // Once it is drafted, its message is what is due.
            guard occurrence.message == nil else { return nil }
            return item(
                .occurrence, occurrence.schedule, "\(name) isn't prepared.",
                .prepareOccurrence(occurrence.schedule, occurrence.date), due: occurrence.at)
        case .missed:
            guard asOf.since(occurrence.at) < Self.reminder else { return nil }
            return item(
                .occurrence, occurrence.schedule,
                "\(name) was missed. Skip it, or move it to another time.",
                .skipOccurrence(occurrence.schedule, occurrence.date), due: occurrence.at)
        case .posted, .skipped, .paused, .ended: return nil
        }
    }

    /// The end of the campaign's period.
    private var ending: DueItem? {
        guard state.isOpen, let plan = state.campaign?.plan else { return nil }
        let today = state.zone.date(asOf)
        guard let until = plan.until else {
            guard plan.from.advanced(by: 365) <= today else { return nil }
            return item(
                .campaign, nil,
                "The campaign has run for a year and has no end. Go on with it in a new one.",
                .renewCampaign)
        }
        guard until < today else { return nil }
        return item(
            .campaign, nil, "The campaign's last day was \(until.text). End it.", .endCampaign)
    }

    /// What waits for a person to resume it. While the pause holds, nobody should be told to.
    private func paused(_ work: RoutineWork) -> [DueItem] {
        guard state.isOpen else { return [] }
        return work.pausedItems.map { paused in
            item(
                .occurrence, paused.item, "\(paused.item) is paused: \(paused.pause.reason).",
                paused.isOver ? paused.resuming : .showPauses)
        }
    }

    /// The item with the time of the occurrence that its message was drafted for; nil while the
    /// message is paused.
    func timed(_ item: DueItem) -> DueItem? {
        guard state.mode == .routine, let department else { return item }
        let work = RoutineWork(state, playbook, department, asOf: asOf)
        var item = item
        if let message = item.next.outgoing.flatMap({ state.messages[$0] }),
            work.paused(message) != nil
        {
            // The paused item itself is shown.
            guard item.kind == .promise else { return nil }
            item.next = .showPauses
        }
        if case .draftMessage(let draft) = item.next,
            work.pauseOfNew(draft.kind ?? .update, draft.template) != nil
        {
            if item.kind == .cadence { return nil }
            item.next = .showPauses
        }
        guard [.draft, .approval, .release, .unposted].contains(item.kind), item.dueAt == nil,
            let id = item.subject.flatMap({ MessageID($0) }), let occurrence = work.item(of: id)
        else { return item }
        item.dueAt = occurrence.at
        item.isOverdue = occurrence.at < asOf
        return item
    }
}

extension Suggestion {
    /// The message that the command brings closer to the public; nil if it doesn't.
    fileprivate var outgoing: MessageID? {
        if case .submitMessage(let id) = self { return id }
        if case .approveMessage(let id, _) = self { return id }
        if case .releaseMessage(let id, _) = self { return id }
        if case .overrideGuards(_, let id) = self { return id }
        if case .showText(let id, _, _) = self { return id }
        if case .editText(let id, _, _) = self { return id }
        if case .reviseMessage(let id, _) = self { return id }
        if case .markPosted(let id, _, _) = self { return id }
        return nil
    }
}
