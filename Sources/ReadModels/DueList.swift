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

    /// The part of a long list that somebody will look at: the first of the items that they see.
    ///
    /// Finding out whether a command would be refused takes about as long as carrying it out. The
    /// items after this part name the plain command, its roles and no words.
    public struct Part: Sendable {
        /// The number of items.
        public var count: Int
        /// Whether everyone's items are looked at, and not only those of the person who asks.
        public var everyone: Bool

        /// The most items that are looked into to find that many.
        var most: Int { count * 4 }

        public init(_ count: Int, everyone: Bool) {
            self.count = count
            self.everyone = everyone
        }
    }

    /// - Parameters:
    ///   - department: Its standing approvals allow a draft to be released at once.
    ///   - today: The day for judging corrective actions; nil for `asOf`.
    ///   - part: The part of the list that matters; nil for all of it.
    public init(
        state: IncidentState, progress: PlaybookProgress, playbook: Playbook,
        department: Department? = nil, asker: Asker, asOf: Instant, today: Instant? = nil,
        part: Part? = nil
    ) {
        asked = asker
        let index = ClaimIndex(state)
        let (owed, reserves) = (state.owedUpdates, state.reserves)
        overview = Overview(
            state: state, index: index, owed: owed, reserves: reserves, asOf: asOf)
        ready = reserves.map { Ready(alert: $0.alert.id, endings: $0.endings.map(\.kind)) }
        let subjects = DueSubjects(
            state: state, playbook: playbook, department: department, asOf: asOf,
            index: index, ready: ready, owed: owed, lastReleased: state.lastReleased)
        items = DueItem.sorted(
            (subjects.roles + subjects.messages + subjects.promises + subjects.rumors
                + subjects.inquiries + subjects.routine + subjects.persons
                + subjects.actions(today: today ?? asOf)
                + progress.steps.compactMap(subjects.step))
                .compactMap(subjects.timed))
        if state.isClosed {
            // A closed incident needs no updates, but public errors stay due.
            let ended: [DueItem.Kind] = [
                .step, .cadence, .promise, .draft, .translation, .occurrence,
            ]
            items.removeAll { ended.contains($0.kind) }
        }
        var finisher = DueFinisher(subjects)
        var (looked, seen, hasMine) = (0, 0, false)
        for index in items.indices {
            if let part, seen >= part.count || looked >= part.most {
                var plain = items[index]
                finisher.assign(&plain)
                // The first of their own is the next command, however late it comes.
                guard !hasMine, isMine(plain), looked < part.most * 2 else {
                    items[index] = plain
                    continue
                }
            }
            finisher.finish(&items[index])
            looked += 1
            hasMine = hasMine || isMine(items[index])
            if part?.everyone == true || isShown(items[index]) { seen += 1 }
        }
    }

    /// The items that the person who asks should see: their own, and those that nobody on duty
    /// can settle. A person without a role sees all.
    public var shown: [DueItem] { items.filter(isShown) }

    private func isShown(_ item: DueItem) -> Bool {
        asked.roles.isEmpty || item.people.isEmpty || isMine(item)
    }

    /// Whether it is for the person who asks.
    public func isMine(_ item: DueItem) -> Bool {
        item.people.contains(asked.person) && item.roles.contains(where: asked.roles.contains)
    }
}

extension IncidentState {
    fileprivate var lastReleased: [MessageKind: MessageID] {
        let all = messages.all
        return all.indices.reduce(into: [:]) { found, place in
            guard !all[place].releases.isEmpty else { return }
            found[all[place].kind] = max(found[all[place].kind] ?? all[place].id, all[place].id)
        }
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
    let owed: [OwedUpdate]
    /// The last message of each kind that was released.
    let lastReleased: [MessageKind: MessageID]

    var duties: Duties { Duties(state: state, playbook: playbook) }

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
            return items.map { item in
                var item = item
                item.quoted = message.id
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
        if let unsaidEnding = unsaidEnding(of: message) { items.append(unsaidEnding) }
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
        guard case .held(let fact)? = state.knownError(in: message) else { return nil }
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

    /// An alert past its own end that people still read. Whether it is over or goes on, a person says:
    /// the command shows both texts.
    private func unsaidEnding(of alert: Message) -> DueItem? {
        guard state.mode != .reenactment, state.isInForce(alert),
            let end = state.passedEnd(of: alert, at: asOf)
        else { return nil }
        let keeping = alert.livePlaces.filter {
            $0.carrier.isPublic && $0.carrier.channel.isWithdrawable
        }
        guard !keeping.isEmpty else { return nil }
        let zone = state.zone
        let time = zone.day(end) == zone.day(asOf) ? zone.clock(end) : zone.dated(end)
        var item = item(
            .coverage, alert.id.description,
            "\(title(of: alert)) was in effect until \(time) and is still on \(keeping.map(alert.name(of:)).joined(separator: ", ")). Say there that it is over, or issue a new one.",
            .showMessage(alert.id))
        item.roles = duties.roles(for: .releaseMessage(alert.id))
        item.people = duties.people(in: item.roles)
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

    func words(of id: MessageID) -> String? {
        guard let message = state.messages[id] else { return nil }
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
        var items = owed.compactMap(promise)
        if let entered = state.phases.last, let phase = playbook.phase(entered.phase),
            let cadence = phase.cadence
        {
            let last = max(lastPublicPosting ?? entered.stamp.at, entered.stamp.at)
            items.append(
                item(
                    .cadence, nil, "Update the public every \(cadence.brief) in phase \(phase.id).",
                    .draftMessage(.init(kind: .update)), due: last.advanced(by: cadence)))
        }
        return items
    }

    private var lastPublicPosting: Instant? {
        let messages = state.messages.all
        var last: Instant?
        // A whole message is slow to copy.
        for index in messages.indices {
            for delivery in messages[index].deliveries where delivery.isPublic {
                last = max(last ?? delivery.stamp.happenedAt, delivery.stamp.happenedAt)
            }
        }
        return last
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
        item.quoted = message.id
        return item
    }

    /// The newest message on its way that would keep the promise, and a channel where it would.
    private func update(for message: Message, on channels: [ChannelID])
        -> (message: Message, channel: ChannelID)?
    {
        let promised = message.releases.last?.stamp.position ?? 0
        let messages = state.messages.all
        for index in messages.indices.reversed() {
            // Most are posted, and a whole message is slow to copy.
            guard messages[index].drafted.position > promised,
                let channel = channels.first(where: {
                    messages[index].channels.contains($0) && !messages[index].hasReached($0)
                })
            else { continue }
            let later = messages[index]
            guard later.status != .discarded, state.knownError(in: later) == nil,
                !state.isInReserve(later), state.isContinued(message, by: later)
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
