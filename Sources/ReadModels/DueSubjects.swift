internal import Channels
internal import Incident
internal import IncidentEvents
internal import Playbooks

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
        let all = state.messages.all
        var due: [DueItem] = []
        // Each is read in place: copying thousands would take most of the time.
        for index in all.indices {
            let first = due.count
            if state.isInReserve(all[index]) {
                if let item = unready(all[index]) { due.append(item) }
            } else {
                due += items(for: all[index])
            }
            for place in due.indices[first...] {
                due[place].quoted = all[index].id
                due[place].message = all[index].kind
            }
        }
        return due
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
}
