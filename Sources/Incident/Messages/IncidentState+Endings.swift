public import IncidentEvents

// An alert's endings: its all-clear, or the text that says it was false.
extension IncidentState {
    /// The alert that a message was armed with; nil for every other message.
    public func alert(armedWith message: Message) -> Message? {
        guard let alert = message.retracts.flatMap({ messages[$0] }),
            alert.armed.contains(message.id)
        else { return nil }
        return alert
    }

    /// Whether a message was armed with an alert and isn't released: it is ready for use and never
    /// due.
    public func isInReserve(_ message: Message) -> Bool {
        alert(armedWith: message) != nil && message.releases.isEmpty && message.discarded == nil
    }

    /// The message that ended an alert; nil while the alert is in force.
    public func ending(of alert: MessageID) -> Message? {
        retracting(alert).first { $0.kind.endsAlerts && !$0.releases.isEmpty }
    }

    /// The messages that end or take back this one, in the order of their ids.
    private func retracting(_ message: MessageID) -> [Message] {
        (retracting[message] ?? []).compactMap { messages[$0] }
    }

    /// Some of the alerts, in the order of their ids.
    private func alerts(where isWanted: (Message) -> Bool) -> [Message] {
        // A whole message is slow to copy, and few are alerts.
        let all = messages.all
        return all.indices.filter { all[$0].kind == .alert && isWanted(all[$0]) }.map { all[$0] }
    }

    /// The alerts in force, in the order of their ids.
    public var alertsInForce: [Message] { alerts(where: isInForce) }

    /// The places that carried an alert and not the message that ended it; none while it is in
    /// force. Who read the warning there was not told that it is over.
    ///
    /// A false alert's retraction is followed by the coverage of the error that it was.
    public func openEndings(of alert: Message) -> [Message.Place] {
        let ends = retracting(alert.id).filter { $0.kind == .allClear }
        guard ends.contains(where: { !$0.releases.isEmpty }) else { return [] }
        let last = lastWarnings(of: alert)
        return last.keys.filter { place in
            !ends.contains { end in
                end.postings.contains {
                    $0.places.contains(place) && $0.stamp.position > last[place] ?? 0
                }
            }
        }.sorted()
    }

    /// Where an alert was posted, with the position of its last posting there.
    private func lastWarnings(of alert: Message) -> [Message.Place: UInt64] {
        var last: [Message.Place: UInt64] = [:]
        for posting in alert.postings {
            for place in posting.places { last[place] = posting.stamp.position }
        }
        return last
    }

    /// Whether the posting at `position` completed the end of every alert that was posted before:
    /// no place that carried a warning was left without its end.
    func endsEveryAlert(at position: UInt64) -> Bool {
        let all = messages.all
        return all.indices.lazy.filter { all[$0].kind == .alert }.allSatisfy { index in
            let alert = all[index]
            let warned = lastWarnings(of: alert).filter { $0.value < position }.keys
            if warned.isEmpty || ending(of: alert.id)?.kind == .retraction { return true }
            let ends = retracting(alert.id).filter { $0.kind == .allClear }
            return warned.allSatisfy { place in
                ends.contains { end in
                    end.postings.contains {
                        $0.places.contains(place) && $0.stamp.position <= position
                    }
                }
            }
        }
    }

    /// Whether it is an alert that asks the public to act: released, and not ended. A recall ends
    /// none that people still read.
    public func isInForce(_ message: Message) -> Bool {
        message.kind == .alert && !message.releases.isEmpty && message.discarded == nil
            && !(message.isRecalled && message.livePlaces.isEmpty)
            && ending(of: message.id) == nil
    }

    /// Whether an alert has ended, so that its end may still be missing somewhere.
    public var hasEndedAlert: Bool {
        // Few messages end another.
        retracting.keys.contains { messages[$0]?.kind == .alert && ending(of: $0) != nil }
    }

    /// The alerts in force, with the texts that are ready to end them.
    public var reserves: [(alert: Message, endings: [Message])] {
        alerts { !$0.releases.isEmpty && !$0.armed.isEmpty }.compactMap { alert in
            let endings = alert.armed.compactMap { messages[$0] }
                .filter { isInReserve($0) && $0.approval != nil }
            return endings.isEmpty || ending(of: alert.id) != nil ? nil : (alert, endings)
        }
    }
}

extension MessageKind {
    /// Whether a message of this kind that belongs to an alert ends it.
    public var endsAlerts: Bool {
        switch self {
        case .allClear, .retraction: true
        case .holding, .alert, .update, .correction, .unspecified, .UNRECOGNIZED: false
        }
    }
}

extension Decider {
    /// An ending names its alert while one is in force.
    static func requireNamedAlert(
        _ kind: MessageKind, ending alert: MessageID?, in state: IncidentState
    ) throws(Rejection) {
        let inForce = state.alertsInForce
        guard kind.endsAlerts, state.mode != .reenactment, alert == nil, let first = inForce.first
        else { return }
        let alerts = inForce.map { "\($0.id)\($0.name.map { " (\($0))" } ?? "")" }
        throw Rejection(
            .refused,
            "The \(kind.word) doesn't say which alert it ends. In force: \(alerts.joined(separator: ", ")).",
            remedy:
                "Name it: \(option: .retracts) \(first.id.description). Its own texts for that are listed with it: \(do: .showMessage(first.id))"
        )
    }

    /// An alert ends once, in one way, and not before it is out somewhere.
    static func requireEndable(_ message: Message, in state: IncidentState) throws(Rejection) {
        guard message.kind.endsAlerts, state.mode != .reenactment else { return }
        try requireNamedAlert(message.kind, ending: message.retracts, in: state)
        guard let alert = message.retracts.flatMap({ state.messages[$0] }), alert.kind == .alert
        else { return }
        guard !alert.releases.isEmpty else {
            throw Rejection(
                .notNow,
                "\(message.id) ends \(alert.id), but \(alert.id) isn't released, so nobody has been warned.",
                remedy: "See the alert: \(do: .showMessage(alert.id))")
        }
        if let ending = state.ending(of: alert.id) {
            if ending.id == message.id { return }
            throw Rejection(
                .notNow,
                "\(alert.id) was ended by \(ending.id) (\(ending.kind.word)). \(message.id) (\(message.kind.word)) would contradict it.",
                remedy: "See it: \(do: .showMessage(ending.id))")
        }
        // A false alert is taken back as fast as it can be, whatever is on record by then.
        guard message.kind == .retraction || !alert.postings.isEmpty else {
            throw Rejection(
                .notNow,
                "\(message.id) ends \(alert.id), but no post of \(alert.id) is recorded, so nobody has been warned.",
                remedy:
                    "If it is out, record where: \(do: .markPosted(alert.id, .anyAddress)). If not, stop it: \(do: .recallMessage(alert.id))"
            )
        }
    }

    /// What ends an alert in force is kept ready.
    static func requireNotNeeded(_ message: Message, in state: IncidentState) throws(Rejection) {
        guard let alert = state.alert(armedWith: message), state.isInForce(alert) else { return }
        throw Rejection(
            .refused,
            "\(message.id) is ready to end \(alert.id), which is in force, and can't be discarded.",
            remedy: "Write other words: \(do: .reviseMessage(message.id))")
    }
}
