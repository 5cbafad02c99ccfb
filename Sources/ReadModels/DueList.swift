internal import Channels
internal import Documents
public import Incident
public import IncidentEvents
public import Playbooks

/// The due items, most urgent first, each with its next command and the people for whom it is.
///
/// JSON: `items`, as in ``DueItem``, `ready`: `alert` and `endings`, the kinds of the texts that
/// are armed with it, `asked`: who asks, and `overview`, as in ``Overview``.
public struct DueList: Sendable, Encodable {
    /// Everyone's items, most urgent first.
    public var items: [DueItem]
    /// The person who asks.
    public var asked: Asker
    /// What everyone must know before they act.
    public var overview: Overview
    /// Texts that are ready to end an alert in force. They are never due.
    public var ready: [Ready]

    /// The texts that are armed with an alert.
    public struct Ready: Hashable, Sendable, Encodable {
        /// The alert, such as `M5`.
        public var alert: MessageID
        /// The kinds of the texts that are armed with it.
        public var endings: [MessageKind]
    }

    /// The person who asks what is due.
    public struct Asker: Hashable, Sendable, Encodable {
        /// The person, by work id.
        public var person: String
        /// The roles in which the person asks; empty for a person without a role.
        public var roles: [Role]

        /// - Parameter role: The only role in which the person asks; nil for all that they hold.
        public init(_ person: String, as role: Role? = nil, in state: IncidentState) {
            self.person = person
            let held = state.roles(of: person)
            roles = Role.known.filter { held.contains($0) && (role ?? $0) == $0 }
        }
    }

    /// - Parameters:
    ///   - department: Its standing approvals allow a draft to be released at once.
    ///   - today: The day for judging corrective actions; nil for `asOf`.
    public init(
        state: IncidentState, progress: PlaybookProgress, playbook: Playbook,
        department: Department? = nil, asker: Asker, asOf: Instant, today: Instant? = nil
    ) {
        asked = asker
        let index = ClaimIndex(state)
        overview = Overview(state: state, index: index, asOf: asOf)
        ready = state.reserves.map { Ready(alert: $0.alert.id, endings: $0.endings.map(\.kind)) }
        let subjects = DueSubjects(
            state: state, playbook: playbook, department: department, asOf: asOf,
            index: index, ready: ready)
        items =
            (subjects.roles + subjects.messages + subjects.promises + subjects.rumors
            + subjects.inquiries + subjects.routine
            + subjects.actions(today: today ?? asOf)
            + progress.steps.compactMap(subjects.step)).compactMap(subjects.timed).sorted(
                by: DueItem.comesBefore)
        if state.isClosed {
            // A closed incident needs no updates, but public errors stay due.
            let ended: [DueItem.Kind] = [
                .step, .cadence, .promise, .draft, .translation, .occurrence,
            ]
            items.removeAll { ended.contains($0.kind) }
        }
        var decided: [DueSubjects.Try: Suggestion] = [:]
        items = items.map { subjects.assigned($0, &decided) }
    }

    /// The items that the person who asks should see: their own, and those that nobody on duty
    /// can settle. A person without a role sees all.
    public var shown: [DueItem] {
        items.filter { asked.roles.isEmpty || $0.people.isEmpty || isMine($0) }
    }

    /// Whether it is for the person who asks.
    public func isMine(_ item: DueItem) -> Bool {
        item.people.contains(asked.person) && item.roles.contains(where: asked.roles.contains)
    }
}

/// Collects the due items, one property a subject.
struct DueSubjects {
    let state: IncidentState
    let playbook: Playbook
    let department: Department?
    let asOf: Instant
    let index: ClaimIndex
    let ready: [DueList.Ready]

    var duties: Duties { Duties(state: state, playbook: playbook) }

    /// A command and the person who would type it.
    struct Try: Hashable {
        var command: Suggestion
        var person: String
    }

    /// The item with the people for whom it is, and with a command that they may carry out.
    ///
    /// - Parameter decided: The commands tried so far, with what is suggested in their place. A step
    ///   and its message suggest the same command, and deciding one is the slowest part of the list.
    func assigned(_ item: DueItem, _ decided: inout [Try: Suggestion]) -> DueItem {
        let isAssigned = !item.roles.isEmpty
        var item = isAssigned ? item : withPeople(item)
        if state.mode == .reenactment, item.next.eventKind != nil {
            // Its entries come from a scenario: nothing that is due there can be typed.
            (item.next, item.then) = (.listScenarios, nil)
            return item
        }
        guard !isAssigned, let person = item.people.first, let department else { return item }
        let context = DecisionContext(
            now: asOf, actor: person, playbook: playbook, department: department)
        let attempt = Try(command: item.next, person: person)
        let next = decided[attempt] ?? item.next.practicable(in: state, context)
        decided[attempt] = next
        guard next != item.next else { return item }
        (item.next, item.then) = (next, nil)
        // A command that only shows the way is for those who are stopped.
        return next.eventKind == nil ? item : withPeople(item)
    }

    private func withPeople(_ item: DueItem) -> DueItem {
        let step = item.kind == .step ? item.subject.flatMap(playbook.step) : nil
        var item = item
        item.roles = duties.roles(for: item.settling, stepOf: step?.role)
        item.people = duties.people(in: item.roles, except: barred(from: item.settling))
        return item
    }

    /// The people who may not do it: no author approves their own message.
    private func barred(from command: Suggestion) -> [String] {
        guard case .approveMessage(let id, _) = command, let message = state.messages[id]
        else { return [] }
        return state.authors(of: message)
    }

    func item(
        _ kind: DueItem.Kind, _ subject: String?, _ text: String, _ next: Suggestion,
        due: Instant? = nil
    ) -> DueItem {
        var then: Suggestion?
        if case .showText(let id, let channel, let language) = next {
            then = .markPosted(id, .own(on: channel, department), in: language)
        }
        return DueItem(
            kind: kind, subject: subject, text: text, next: next, then: then, dueAt: due,
            isOverdue: due.map { $0 < asOf } ?? false)
    }

    // MARK: Messages

    /// The due items of messages. Armed texts are ready, and never due.
    var messages: [DueItem] {
        state.messages.all.flatMap { message in
            let items =
                state.isInReserve(message)
                ? unready(message).map { [$0] } ?? [] : items(for: message)
            // Most messages have no due items, and there may be thousands of messages.
            guard !items.isEmpty else { return items }
            let words = words(of: message)
            return items.map { item in
                var item = item
                item.words = words
                item.message = message.kind
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
        if !outgoing.isEmpty, state.isStillMeant(message, at: asOf) { items += outgoing }
        if let recalled = recalled(message) { items.append(recalled) }
        if let held = sayingHeld(message) { items.append(held) }
        if let openEnding = openEnding(of: message) { items.append(openEnding) }
        items += translations(of: message)
        items += ratifications(of: message)
        return items
    }

    /// A text that ends an alert in force and couldn't go out: nobody has approved it as it is.
    private func unready(_ ending: Message) -> DueItem? {
        guard let alert = state.alert(armedWith: ending), state.isInForce(alert),
            ending.approval == nil
        else { return nil }
        return item(
            ending.submission == nil ? .draft : .approval, ending.id.description,
            "\(title(of: ending)) would end \(alert.id), which is in force, and isn't approved.",
            ending.submission == nil ? .submitMessage(ending.id) : .approveMessage(ending.id))
    }

    /// A recalled message that the public still reads.
    private func recalled(_ message: Message) -> DueItem? {
        // An alert in force stays right where it is, however it was stopped elsewhere.
        guard message.isRecalled, let recall = message.recall, !state.isInForce(message)
        else { return nil }
        let live = message.livePlaces.filter(\.carrier.isPublic)
        guard let first = live.first(where: \.carrier.channel.isWithdrawable) ?? live.first
        else { return nil }
        let places = live.map(message.name(of:)).joined(separator: ", ")
        return item(
            .correction, message.id.description,
            "\(wholeTitle(of: message)), was recalled and is still on \(places): \(recall.reason). Withdraw it or correct it there.",
            first.carrier.channel.isWithdrawable
                ? .withdrawMessage(
                    message.id, first.carrier,
                    in: live.contains { $0.carrier == first.carrier && $0 != first }
                        ? first.language : nil)
                : .retractMessage(message.id))
    }

    /// A message that the public reads although a fact of it is held by now.
    private func sayingHeld(_ message: Message) -> DueItem? {
        guard case .held(let fact)? = state.knownWrong(message)?.error else { return nil }
        let places = message.livePlaces.filter(\.carrier.isPublic).map(message.name(of:))
        guard !places.isEmpty else { return nil }
        return item(
            .correction, message.id.description,
            "\(wholeTitle(of: message)), says \(fact), which is held now, and is on \(places.joined(separator: ", ")).",
            .recallMessage(message.id))
    }

    /// The places that carried a warning and not its all-clear, unless the all-clear still has to be
    /// posted on that channel at all, which is due anyway.
    private func openEnding(of alert: Message) -> DueItem? {
        guard alert.kind == .alert, let ending = state.ending(of: alert.id) else { return nil }
        let waiting = Set(ending.unpostedTexts(department))
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
                : .draftMessage(
                    .init(kind: .allClear, ends: alert.id, on: [key.channel])))
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
            var item = item(
                .ratification, id.description, waiting.sentence(of: id), .ratifyMessage(id))
            item.roles = duties.roles(for: item.next)
            item.people = duties.people(in: item.roles).filter {
                waiting.isForRatification(by: $0, of: message)
            }
            return item
        }
    }

    private func isApprovedInAdvance(_ message: Message) -> Bool {
        playbook.standingApprovals.contains { $0.template == message.template }
            || (department?.standingApprovals ?? []).contains {
                $0.template == message.template && ($0.playbook ?? playbook.id) == playbook.id
            }
    }

    /// One item: the texts that a guard held back while others were released, then the way for the
    /// first channel.
    private func unreleased(_ message: Message) -> [DueItem] {
        let released = message.releasedTexts
        let waiting = (message.submission?.variants ?? []).map(\.key)
            .filter { released[$0] == nil }
        guard let first = waiting.first else { return [] }
        return [
            item(
                .release, message.id.description,
                "\(title(of: message)), for \(message.audience), isn't released on \(message.names(of: waiting).joined(separator: ", ")) yet.",
                .releaseMessage(message.id, on: first.channel))
        ]
    }

    /// One item: the text to post and its carrier, then how to record the first one.
    private func unposted(_ message: Message) -> [DueItem] {
        let waiting = message.unpostedTexts(department)
        guard let first = waiting.first else { return [] }
        return [
            item(
                .unposted, message.id.description,
                "Post \(title(of: message)) on \(message.names(of: waiting).joined(separator: ", ")).",
                .showText(message.id, first.channel, in: message.named(first)))
        ]
    }

    // MARK: Words

    private func words(of message: Message) -> String? {
        guard let department else { return message.firstWords }
        return MessageComposer(state: state, playbook: playbook, department: department)
            .firstWords(of: message)
    }

    /// A message by its id and kind.
    func title(of message: Message) -> String {
        "\(message.id) (\(message.kind.word))"
    }

    /// Its title, its audience and its channels.
    private func wholeTitle(of message: Message) -> String {
        let channels = message.channels.map(\.rawValue).joined(separator: ", ")
        return title(of: message) + ", for \(message.audience) on \(channels)"
    }

    // MARK: Promises and cadence

    var promises: [DueItem] {
        var items = state.owedUpdates.compactMap(promise)
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

    private func promise(_ owed: OwedUpdate) -> DueItem? {
        guard let message = state.messages[owed.message] else { return nil }
        let channels = owed.channels.map(\.rawValue).joined(separator: ", ")
        let update = update(for: message, on: owed.channels)
        let drafting = Suggestion.draftMessage(.init(kind: .update, on: owed.channels))
        var item = item(
            .promise, message.id.description,
            "Post the update that \(title(of: message)), for \(message.audience), promised on \(channels).",
            update.map { onward($0.message, on: $0.channel) } ?? drafting, due: owed.dueBy)
        item.words = words(of: message)
        return item
    }

    /// The newest message on its way that would keep the promise, and a channel where it would.
    private func update(for message: Message, on channels: [ChannelID])
        -> (message: Message, channel: ChannelID)?
    {
        let promised = message.releases.last?.stamp.position ?? 0
        for later in state.messages.all.reversed() where later.drafted.position > promised {
            guard later.status != .discarded, state.knownWrong(later) == nil,
                !state.isInReserve(later), state.isContinued(message, by: later),
                let channel = channels.first(where: {
                    later.channels.contains($0) && !later.hasReached($0)
                })
            else { continue }
            return (later, channel)
        }
        return nil
    }

    // MARK: Questions, briefings, holds, steps

    var inquiries: [DueItem] {
        state.inquiries.all.filter(\.isOpen).map {
            item(
                .inquiry, $0.id.description, "\($0.id) from \($0.from) is unanswered.",
                .answerInquiry($0.id), due: $0.deadline)
        }
            + state.briefings.all.filter(\.isPlanned).map {
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
        // What ends an alert is ready while it is in force, and due only where it is missing after.
        if endsAnAlert(entry), !state.hasEndedAlert || !ready.isEmpty { return nil }
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
    ///
    /// - Parameter channel: The channel where it is needed; nil for the first one without it.
    func onward(_ message: Message, on channel: ChannelID? = nil) -> Suggestion {
        switch message.status {
        case .draft:
            isApprovedInAdvance(message)
                ? .releaseMessage(message.id) : .submitMessage(message.id)
        case .submitted: .approveMessage(message.id, thenRelease: mayRelease(approversOf: message))
        case .approved: .releaseMessage(message.id)
        case .released:
            message.unpostedTexts(department).first { channel == nil || $0.channel == channel }
                .map { .showText(message.id, $0.channel, in: message.named($0)) }
                ?? .markPosted(message.id, .anyAddress)
        case .discarded: .draftMessage(.init(kind: message.kind))
        }
    }

    /// Whether everyone who may approve the message may also release it.
    private func mayRelease(approversOf message: Message) -> Bool {
        playbook.roles(with: .release).isSuperset(of: playbook.approvers(of: message.kind))
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
        let named = trigger.template.flatMap(playbook.template)
        let kind = trigger.kind ?? named?.kind
        let alerts = playbook.templates.filter { $0.kind == .alert }
        let template = named ?? (kind == .alert && alerts.count == 1 ? alerts[0] : nil)
        let drafting = Suggestion.draftMessage(
            .init(kind: kind, template: template?.id))
        switch trigger.event {
        case .messageDrafted: return drafting
        case .messageSubmitted, .messageApproved, .messageReleased, .deliveryRecorded:
            return draft.map { onward($0) } ?? drafting
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
            let open = state.briefings.all.first(where: \.isPlanned)?.id
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
