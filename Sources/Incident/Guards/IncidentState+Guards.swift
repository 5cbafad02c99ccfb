internal import IncidentEvents

extension IncidentState {
    mutating func apply(_ event: GuardFlagged, _ stamp: Stamp) {
        guardFindings.append(
            GuardEntry(
                guardID: event.guard, subject: event.subject, finding: event.finding,
                channels: event.channels, overrideReason: nil, stamp: stamp))
    }

    mutating func apply(_ event: GuardOverridden, _ stamp: Stamp) {
        guardFindings.append(
            GuardEntry(
                guardID: event.guard, subject: event.subject, finding: event.finding,
                channels: [], overrideReason: event.reason, stamp: stamp))
        messages.change(MessageID(event.subject)) {
            $0.overrides.append(
                Message.Override(guardID: event.guard, reason: event.reason, stamp: stamp))
        }
    }
}
