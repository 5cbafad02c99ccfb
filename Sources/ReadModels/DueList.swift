internal import Channels
internal import Documents
public import Incident
public import IncidentEvents
public import Playbooks

/// The due items, most urgent first, each with its next command.
///
/// JSON: `items`, as in ``DueItem``, and `ready`: `alert` and `endings`, the kinds of the texts
/// that are armed with it.
public struct DueList: Sendable, Encodable {
    /// The items, most urgent first.
    public var items: [DueItem]
    /// Texts that are ready to end an alert in force. They are never due.
    public var ready: [Ready]

    /// The texts that are armed with an alert.
    public struct Ready: Hashable, Sendable, Encodable {
        /// The alert, such as `M5`.
        public var alert: MessageID
        /// The kinds of the texts that are armed with it.
        public var endings: [MessageKind]
    }

    /// - Parameters:
    ///   - department: Its standing approvals allow a draft to be released at once.
    ///   - today: The day for judging corrective actions; nil for `asOf`.
    public init(
        state: IncidentState, progress: PlaybookProgress, playbook: Playbook,
        department: Department? = nil, asOf: Instant, today: Instant? = nil
    ) {
        ready = state.reserves.map { Ready(alert: $0.alert.id, endings: $0.endings.map(\.kind)) }
        let subjects = DueSubjects(
            state: state, playbook: playbook, department: department, asOf: asOf,
            index: ClaimIndex(state), ready: ready)
        items =
            (subjects.roles + subjects.messages + subjects.promises + subjects.rumors
            + subjects.inquiries
            + subjects.actions(today: today ?? asOf)
            + progress.steps.compactMap(subjects.step)).sorted(by: DueItem.comesBefore)
        if state.isClosed {
            // A closed incident needs no updates, but public errors stay due.
            items.removeAll { [.step, .cadence, .promise, .draft, .translation].contains($0.kind) }
        }
    }

    /// The overdue items.
    public var overdue: [DueItem] { items.filter(\.isOverdue) }
}

/// Collects the due items, one property a subject.
struct DueSubjects {
    let state: IncidentState
    let playbook: Playbook
    let department: Department?
    let asOf: Instant
    let index: ClaimIndex
    let ready: [DueList.Ready]

    func item(
        _ kind: DueItem.Kind, _ subject: String?, _ text: String, _ next: Suggestion,
        due: Instant? = nil
    ) -> DueItem {
        DueItem(
            kind: kind, subject: subject, text: text, next: next, dueAt: due,
            isOverdue: due.map { $0 < asOf } ?? false)
    }

    // MARK: Messages

    /// The due items of messages. Armed texts are ready, and never due.
    var messages: [DueItem] {
        state.messages.all.filter { !state.isInReserve($0) }.flatMap { message in
            let items = items(for: message)
            // Most messages have no due items, and there may be thousands of messages.
            guard !items.isEmpty else { return items }
            let words = firstWords(of: message)
            return items.map { item in
                var item = item
                item.words = words
                return item
            }
        }
    }

    private func items(for message: Message) -> [DueItem] {
        var items: [DueItem] = []
        let id = message.id.description
        switch message.status {
        case .discarded: return []
        case .draft:
            items.append(
                item(
                    .draft, id, "\(title(of: message)) is a draft.",
                    onward(message)))
        case .submitted:
            let roles = playbook.approvers(of: message.kind).list(" or ")
            items.append(
                item(
                    .approval, id, "\(wholeTitle(of: message)), needs approval by \(roles).",
                    onward(message)))
        case .approved:
            items.append(
                item(
                    .release, id, "\(wholeTitle(of: message)), is approved but not released.",
                    .releaseMessage(message.id)))
        case .released:
            if message.isPending {
                items.append(
                    item(
                        .draft, id,
                        "\(title(of: message)) was changed after its release and must be submitted again.",
                        .submitMessage(message.id)))
            }
        }
        let outgoing =
            (message.status == .released ? unreleased(message) : []) + unposted(message)
        if !outgoing.isEmpty, isStillMeant(message) { items += outgoing }
        if let recalled = recalled(message) { items.append(recalled) }
        if let openEnding = openEnding(of: message) { items.append(openEnding) }
        items += translations(of: message)
        items += ratifications(of: message)
        return items
    }

    /// A recalled message that the public still reads.
    private func recalled(_ message: Message) -> DueItem? {
        guard message.isRecalled, let recall = message.recall else { return nil }
        let live = message.livePlaces.filter(\.carrier.isPublic)
        guard let first = live.first else { return nil }
        let places = live.map(message.name(of:)).joined(separator: ", ")
        return item(
            .correction, message.id.description,
            "\(message.id) was recalled and is still on \(places): \(recall.reason). Withdraw it or correct it there.",
            .withdrawMessage(
                message.id, first.carrier,
                in: live.contains { $0.carrier == first.carrier && $0 != first }
                    ? first.language : nil))
    }

    /// The places that carried a warning and not its all-clear, unless the all-clear still has to be
    /// posted on that channel at all, which is due anyway.
    private func openEnding(of alert: Message) -> DueItem? {
        guard alert.kind == .alert, let ending = state.ending(of: alert.id) else { return nil }
        let waiting = Set(ending.unpostedTexts)
        let open = state.openEndings(of: alert).filter {
            !waiting.contains(.init(channel: $0.carrier.channel, language: $0.language))
        }
        guard let first = open.first else { return nil }
        let key = Message.VariantKey(channel: first.carrier.channel, language: first.language)
        let isReleased = ending.releasedTexts[key] != nil
        var item = item(
            .coverage, alert.id.description,
            "\(title(of: alert)) is over, but its all-clear isn't on \(open.map(alert.name(of:)).joined(separator: ", ")).",
            isReleased
                ? .showText(ending.id, key.channel, in: ending.named(key))
                : .draftMessage(.init(kind: .allClear, on: key.channel)))
        if isReleased {
            item.then = .markPosted(ending.id, .carrier(first.carrier), in: ending.named(key))
        }
        return item
    }

    /// One item a decision, so that two are two decisions. The record of a past incident has none.
    private func ratifications(of message: Message) -> [DueItem] {
        guard state.mode != .reenactment else { return [] }
        let id = message.id
        return message.unratified.map { waiting in
            let text =
                switch waiting {
                case .alone(let approval):
                    "\(approval.stamp.actor) released \(id) without approval. An approver who didn't write it must ratify it."
                case .relayed(let approval):
                    "\(approval.stamp.actor) entered \(approval.approver ?? "another person")'s approval of \(id) by \(approval.via ?? "radio"). \(approval.approver ?? "That person") must confirm it."
                case .overridden(let override):
                    "\(override.stamp.actor) overrode \(override.guardID) for \(id): \(override.reason) Somebody else must ratify it."
                }
            return item(.ratification, id.description, text, .ratifyMessage(id))
        }
    }

    /// Whether it is still valid: it has no known error, and it isn't an alert that has ended.
    private func isStillMeant(_ message: Message) -> Bool {
        state.knownWrong(message) == nil && state.ending(of: message.id) == nil
    }

    private func isApprovedInAdvance(_ message: Message) -> Bool {
        playbook.standingApprovals.contains { $0.template == message.template }
            || (department?.standingApprovals ?? []).contains {
                $0.template == message.template && ($0.playbook ?? playbook.id) == playbook.id
            }
    }

    /// Channels that a guard held back while the others were released.
    private func unreleased(_ message: Message) -> [DueItem] {
        let released = message.releasedTexts
        var channels: [ChannelID] = []
        for variant in message.submission?.variants ?? [] where released[variant.key] == nil {
            let channel = variant.key.channel
            if !channels.contains(channel) { channels.append(channel) }
        }
        return channels.map {
            item(
                .release, message.id.description, "\(message.id) isn't released on \($0) yet.",
                .releaseMessage(message.id, on: $0))
        }
    }

    /// One item: the text to post and its carrier, then how to record the first one.
    private func unposted(_ message: Message) -> [DueItem] {
        let waiting = message.unpostedTexts
        guard let first = waiting.first else { return [] }
        var item = item(
            .unposted, message.id.description,
            "Post \(title(of: message)) on \(message.names(of: waiting).joined(separator: ", ")).",
            .showText(message.id, first.channel, in: message.named(first)))
        item.then = .markPosted(message.id, .channel(first.channel), in: message.named(first))
        return [item]
    }

    // MARK: Words

    /// A message by its id and kind.
    func title(of message: Message) -> String {
        "\(message.id) (\(message.kind.word))"
    }

    /// Its title, its audience and its channels.
    private func wholeTitle(of message: Message) -> String {
        let channels = message.channels.map(\.rawValue).joined(separator: ", ")
        return title(of: message) + ", for \(message.audience) on \(channels)"
    }

    private static let firstWordsLength = 60

    private func firstWords(of message: Message) -> String? {
        let variants = message.submission?.variants ?? []
        let own = variants.first { $0.key.language == message.sourceLanguage } ?? variants.first
        let stated =
            message.freeTexts[message.sourceLanguage] ?? message.elements.text(of: .guidance)
        guard let text = own?.text ?? stated else { return nil }
        return text.shortened(to: Self.firstWordsLength)
    }

    // MARK: Promises and cadence

    var promises: [DueItem] {
        var items: [DueItem] = []
        if let promise = Promises(state: state, asOf: asOf).next {
            items.append(
                item(
                    .promise, promise.message.description,
                    "Post the update that \(promise.message) promised.",
                    .draftMessage(.init(kind: .update)),
                    due: promise.dueBy))
        }
        if let entered = state.phases.last, let phase = playbook.phase(entered.phase),
            let cadence = phase.cadence
        {
            let updates = state.messages.all.flatMap(\.publicPostings).map(\.stamp.happenedAt)
            let last = max(updates.max() ?? entered.stamp.at, entered.stamp.at)
            items.append(
                item(
                    .cadence, nil, "Update the public every \(cadence.brief) in phase \(phase.id).",
                    .draftMessage(.init(kind: .update)), due: last.advanced(by: cadence)))
        }
        return items
    }

    // MARK: Questions, briefings, holds, steps

    var inquiries: [DueItem] {
        state.inquiries.all.filter(\.isOpen).map {
            item(
                .inquiry, $0.id.description, "\($0.id) from \($0.from) is unanswered.",
                .answerInquiry($0.id), due: $0.deadline)
        }
            + state.briefings.all.filter { $0.held == nil }.map {
                item(
                    .briefing, $0.id.description, "Hold briefing \($0.id) at \($0.place).",
                    .holdBriefing($0.id), due: $0.at)
            }
            + state.facts.all.compactMap { fact in
                guard fact.status == .held, let until = fact.hold?.until else { return nil }
                return item(
                    .hold, fact.id.description, "Review the hold on \(fact.id).",
                    .liftHold(fact.id, isForFamily: fact.isHeldForFamily), due: until)
            }
    }

    func step(_ entry: PlaybookProgress.Entry) -> DueItem? {
        switch entry.state {
        case .done, .skipped, .waiting: return nil
        case .due, .open, .overdue: break
        }
        // While an alert is in force, its endings are ready and not due.
        if !ready.isEmpty, endsAnAlert(entry) { return nil }
        let wait =
            entry.waitsFor.isEmpty ? "" : " (after \(entry.waitsFor.joined(separator: ", ")))"
        return item(
            .step, entry.step, "\(entry.title) (\(entry.role))\(wait)",
            next(for: entry), due: entry.dueAt)
    }

    private func endsAnAlert(_ entry: PlaybookProgress.Entry) -> Bool {
        guard let trigger = playbook.step(entry.step)?.trigger else { return false }
        let kind = trigger.kind ?? trigger.template.flatMap(playbook.template)?.kind
        return kind?.endsAlerts ?? false
    }

    /// The next command on a message's way to the public.
    private func onward(_ message: Message) -> Suggestion {
        switch message.status {
        case .draft:
            isApprovedInAdvance(message)
                ? .releaseMessage(message.id) : .submitMessage(message.id)
        case .submitted: .approveMessage(message.id, thenRelease: true)
        case .approved: .releaseMessage(message.id)
        case .released: .markPosted(message.id, .anyAddress)
        case .discarded: .draftMessage(.init(kind: message.kind))
        }
    }

    /// The command that completes a step: the one that causes its trigger, else completing it by
    /// hand.
    private func next(for entry: PlaybookProgress.Entry) -> Suggestion {
        if let first = entry.waitsFor.first { return .completeStep(first) }
        let byHand = Suggestion.completeStep(entry.step)
        guard let trigger = playbook.step(entry.step)?.trigger else { return byHand }
        let draft = state.messages.all.last { message in
            message.status != .discarded && !message.isRecalled && !state.isInReserve(message)
                && (trigger.template.map { $0 == message.template } ?? true)
                && (trigger.kind.map { $0 == message.kind } ?? true)
        }
        let template = trigger.template.flatMap(playbook.template)
        let kind = trigger.kind ?? template?.kind
        let drafting = Suggestion.draftMessage(
            .init(kind: kind, template: template?.id))
        switch trigger.event {
        case .messageDrafted: return drafting
        case .messageSubmitted, .messageApproved, .messageReleased, .deliveryRecorded:
            return draft.map(onward) ?? drafting
        case .messageWithdrawn:
            return byHand
        case .factRecorded: return .recordFact()
        case .factVerified: return .verifyFact(first(.recorded))
        case .factCleared: return .clearFact(first(.verified))
        case .phaseChanged: return .enterPhase(trigger.phase)
        case .operationalPeriodBegan:
            return .beginPeriod
        case .roleAssigned: return .assignRole(actor: nil, role: nil)
        case .rumorReported: return .reportRumor
        case .rumorAssessed:
            return .assessRumor(state.rumors.all.first { $0.assessment == nil }?.id)
        case .briefingScheduled: return .scheduleBriefing
        case .briefingHeld:
            let open = state.briefings.all.first { $0.held == nil }?.id
            return open.map { .holdBriefing($0) } ?? .scheduleBriefing
        case .inquiryReceived: return .receiveInquiry
        case .inquiryAnswered:
            return .answerInquiry(state.inquiries.all.first(where: \.isOpen)?.id)
        case .lessonRecorded: return .recordLesson
        case .incidentOpened: return byHand
        }
    }

    private func first(_ status: Fact.Status) -> FactID? {
        state.facts.all.first { $0.status == status }?.id
    }
}
