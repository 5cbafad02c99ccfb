internal import Channels
public import Incident
public import IncidentEvents
public import Playbooks

/// What is due now, most urgent first, each with the next command.
///
/// JSON: `items`, as ``DueItem`` says.
public struct DueList: Sendable, Encodable {
    public var items: [DueItem]

    /// - Parameters:
    ///   - department: Its standing approvals let a draft be released at once.
    ///   - today: The day by which corrective actions are judged; nil for `asOf`.
    public init(
        state: IncidentState, progress: PlaybookProgress, playbook: Playbook,
        department: Department? = nil, asOf: Instant, today: Instant? = nil
    ) {
        let desk = DueDesk(
            state: state, playbook: playbook, department: department, asOf: asOf,
            index: ClaimIndex(state))
        items =
            (desk.messages + desk.promises + desk.rumors + desk.desk
            + desk.actions(today: today ?? asOf)
            + progress.steps.compactMap(desk.step)).sorted(by: DueItem.comesBefore)
        if state.isClosed {
            // A closed incident owes no updates, but what is wrong in public stays due.
            items.removeAll { [.step, .cadence, .promise, .draft, .translation].contains($0.kind) }
        }
    }

    public var overdue: [DueItem] { items.filter(\.isOverdue) }
}

/// Gathers what is due, one property a subject.
struct DueDesk {
    let state: IncidentState
    let playbook: Playbook
    let department: Department?
    let asOf: Instant
    let index: ClaimIndex

    func item(
        _ kind: DueItem.Kind, _ subject: String?, _ text: String, _ command: String,
        due: Instant? = nil
    ) -> DueItem {
        DueItem(
            kind: kind, subject: subject, text: text, command: command, dueAt: due,
            isOverdue: due.map { $0 < asOf } ?? false)
    }

    // MARK: Messages

    var messages: [DueItem] { state.messages.all.flatMap(items(for:)) }

    private func items(for message: Message) -> [DueItem] {
        var items: [DueItem] = []
        let id = message.id.description
        let kind = message.kind.word
        switch message.status {
        case .discarded: return []
        case .draft:
            items.append(
                item(
                    .draft, id, "\(id) (\(kind)) is a draft.",
                    onward(message)))
        case .submitted:
            let roles = playbook.approvers(ofKind: kind).joined(separator: " or ")
            items.append(
                item(
                    .approval, id, "\(id) (\(kind)) waits for approval by \(roles).",
                    onward(message)))
        case .approved:
            items.append(
                item(
                    .release, id, "\(id) (\(kind)) is approved and not released.",
                    "tocsin message release \(id)"))
        case .released:
            items += unreleased(message)
            if message.isPending {
                items.append(
                    item(
                        .draft, id, "\(id) (\(kind)) was changed after its release.",
                        "tocsin message submit \(id)"))
            }
        }
        items += unposted(message)
        items += translations(of: message)
        if message.awaitsRatification {
            items.append(
                item(
                    .ratification, id, "\(id) was released alone and waits to be ratified.",
                    "tocsin message ratify \(id)"))
        }
        return items
    }

    private func isApprovedInAdvance(_ message: Message) -> Bool {
        playbook.standingApprovals.contains { $0.template == message.template }
            || (department?.standingApprovals ?? []).contains {
                $0.template == message.template && ($0.playbook ?? playbook.id) == playbook.id
            }
    }

    /// Channels that a guard held back while the others went out.
    private func unreleased(_ message: Message) -> [DueItem] {
        let released = message.releasedTexts
        var channels: [String] = []
        for variant in message.submission?.variants ?? [] where released[variant.key] == nil {
            let channel = variant.key.channel.rawValue
            if !channels.contains(channel) { channels.append(channel) }
        }
        return channels.map {
            item(
                .release, message.id.description, "\(message.id) is not released on \($0).",
                "tocsin message release \(message.id) --on \($0)")
        }
    }

    private func unposted(_ message: Message) -> [DueItem] {
        let waiting = message.unpostedChannels
        guard let first = waiting.first else { return [] }
        return [
            item(
                .unposted, message.id.description,
                "\(message.id) (\(message.kind.word)) is released and not posted on "
                    + waiting.map(\.rawValue).joined(separator: ", ") + ".",
                waiting.count == 1
                    ? "tocsin message posted \(message.id) \(first)"
                    : "tocsin message posted \(message.id) --all")
        ]
    }

    // MARK: Promises and cadence

    var promises: [DueItem] {
        var items: [DueItem] = []
        if let promise = Promises(state: state, asOf: asOf).next {
            items.append(
                item(
                    .promise, promise.message.description,
                    "\(promise.message) promised the next update.", "tocsin message draft update",
                    due: promise.dueBy))
        }
        if let entered = state.phases.last, let phase = playbook.phase(entered.phase),
            let cadence = phase.cadence
        {
            let updates = state.messages.all.flatMap(\.publicPostings).map(\.stamp.happenedAt)
            let last = max(updates.max() ?? entered.stamp.at, entered.stamp.at)
            items.append(
                item(
                    .cadence, nil, "An update every \(cadence.brief) in phase \(phase.id).",
                    "tocsin message draft update", due: last.advanced(by: cadence)))
        }
        return items
    }

    // MARK: Questions, briefings, holds, steps

    var desk: [DueItem] {
        state.inquiries.all.filter(\.isOpen).map {
            item(
                .inquiry, $0.id.description, "\($0.id) from \($0.from) is unanswered.",
                "tocsin inquiry answer \($0.id) TEXT", due: $0.deadline)
        }
            + state.briefings.all.filter { $0.held == nil }.map {
                item(
                    .briefing, $0.id.description, "Briefing \($0.id) at \($0.place).",
                    "tocsin briefing hold \($0.id) --speaker WHO", due: $0.at)
            }
            + state.facts.all.compactMap { fact in
                guard fact.status == .held, let until = fact.hold?.until else { return nil }
                return item(
                    .hold, fact.id.description, "The hold on \(fact.id) is to be looked at again.",
                    "tocsin fact clear \(fact.id)", due: until)
            }
    }

    func step(_ entry: PlaybookProgress.Entry) -> DueItem? {
        switch entry.state {
        case .done, .skipped, .waiting: return nil
        case .due, .open, .overdue: break
        }
        let wait =
            entry.waitsFor.isEmpty ? "" : " (after \(entry.waitsFor.joined(separator: ", ")))"
        return item(
            .step, entry.step, "\(entry.title) (\(entry.role))\(wait)",
            command(for: entry), due: entry.dueAt)
    }

    /// The next command on a message's way to the public.
    private func onward(_ message: Message) -> String {
        switch message.status {
        case .draft:
            isApprovedInAdvance(message)
                ? "tocsin message release \(message.id)" : "tocsin message submit \(message.id)"
        case .submitted: "tocsin message approve \(message.id) --release"
        case .approved: "tocsin message release \(message.id)"
        case .released: "tocsin message posted \(message.id) --all"
        case .discarded: "tocsin message draft \(message.kind.word)"
        }
    }

    /// What completes a step: the command that causes its trigger, else completing it by hand.
    private func command(for entry: PlaybookProgress.Entry) -> String {
        if let first = entry.waitsFor.first { return "tocsin step complete \(first)" }
        let byHand = "tocsin step complete \(entry.step)"
        guard let trigger = playbook.step(entry.step)?.trigger else { return byHand }
        let draft = state.messages.all.last { message in
            message.status != .discarded
                && (trigger.template.map { $0 == message.template } ?? true)
                && (trigger.kind.map { $0 == message.kind.word } ?? true)
        }
        let template = trigger.template.flatMap(playbook.template)
        let kind = trigger.kind ?? template?.kind
        let drafting =
            kind.map { kind in
                "tocsin message draft \(kind)" + (template.map { " --template \($0.id)" } ?? "")
            } ?? "tocsin message draft KIND"
        switch trigger.event {
        case .messageDrafted: return drafting
        case .messageSubmitted, .messageApproved, .messageReleased, .deliveryRecorded:
            return draft.map(onward) ?? drafting
        case .messageWithdrawn:
            return draft.map { "tocsin message retract \($0.id)" } ?? drafting
        case .factRecorded: return "tocsin fact record STATEMENT"
        case .factVerified: return fact(.recorded, "tocsin fact verify", " --source SOURCE")
        case .factCleared: return fact(.verified, "tocsin fact clear", "")
        case .phaseChanged: return "tocsin phase set \(trigger.phase ?? "PHASE")"
        case .operationalPeriodBegan:
            return "tocsin period begin --from TIME --to TIME --objective TEXT"
        case .roleAssigned: return "tocsin role assign PERSON ROLE"
        case .rumorReported: return "tocsin rumor report CLAIM"
        case .rumorAssessed:
            let open = state.rumors.all.first { $0.assessment == nil }?.id.description ?? "RUMOR"
            return "tocsin rumor assess \(open) --finding FINDING --because TEXT"
        case .briefingScheduled: return "tocsin briefing schedule --at TIME --place PLACE"
        case .briefingHeld:
            let open = state.briefings.all.first { $0.held == nil }?.id
            return open.map { "tocsin briefing hold \($0) --speaker WHO" }
                ?? "tocsin briefing schedule --at TIME --place PLACE"
        case .inquiryReceived: return "tocsin inquiry receive QUESTION --from WHO"
        case .inquiryAnswered:
            let open = state.inquiries.all.first(where: \.isOpen)?.id.description
            return "tocsin inquiry answer \(open ?? "INQUIRY") TEXT"
        case .lessonRecorded: return "tocsin review lesson --improve TEXT"
        case .incidentOpened: return byHand
        }
    }

    private func fact(_ status: Fact.Status, _ command: String, _ options: String) -> String {
        let id = state.facts.all.first { $0.status == status }?.id.description ?? "FACT"
        return "\(command) \(id)\(options)"
    }
}

extension Message {
    /// Channels that it was released for and has not reached.
    var unpostedChannels: [ChannelID] {
        let channels = releases.flatMap(\.texts).map { ChannelID(rawValue: $0.channel) }
        return Set(channels).sorted().filter { !hasReached($0) }
    }

    func hasReached(_ channel: ChannelID) -> Bool {
        deliveries.contains { $0.outcome == .posted && $0.carrier.channel == channel }
    }
}
