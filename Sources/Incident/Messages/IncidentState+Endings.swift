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
        messages.all.first { message in
            message.retracts == alert && message.kind.endsAlerts && !message.releases.isEmpty
        }
    }

    /// The alerts in force, with the texts that are ready to end them.
    public var reserves: [(alert: Message, endings: [Message])] {
        messages.all.filter { $0.kind == .alert && !$0.releases.isEmpty }.compactMap { alert in
            let endings = alert.armed.compactMap { messages[$0] }.filter(isInReserve)
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
    /// An alert ends once, in one way, and not before it is released.
    static func requireEndable(_ message: Message, in state: IncidentState) throws(Rejection) {
        guard message.kind.endsAlerts, state.mode != .reenactment,
            let alert = message.retracts.flatMap({ state.messages[$0] }), alert.kind == .alert
        else { return }
        guard !alert.releases.isEmpty else {
            throw Rejection(
                .notNow,
                "\(message.id) ends \(alert.id), but \(alert.id) isn't released, so nobody has been warned.",
                remedy: "See the alert: \(do: .showMessage(alert.id))")
        }
        guard let ending = state.ending(of: alert.id), ending.id != message.id else { return }
        throw Rejection(
            .notNow,
            "\(alert.id) was ended by \(ending.id) (\(ending.kind.word)). \(message.id) (\(message.kind.word)) would contradict it.",
            remedy: "See it: \(do: .showMessage(ending.id))")
    }
}
