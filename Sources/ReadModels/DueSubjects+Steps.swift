internal import Incident
internal import IncidentEvents
internal import Playbooks

extension DueSubjects {
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
