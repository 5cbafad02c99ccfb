internal import Incident
internal import IncidentEvents
internal import Playbooks

/// Completes due items: for whom each one is, a command that they may carry out, and its words.
struct DueFinisher {
    private let subjects: DueSubjects
    /// The commands tried so far, with what is suggested in their place. A step and its message
    /// suggest the same command, and deciding one is the slowest part of the list.
    private var decided: [Try: Suggestion] = [:]
    /// The roles found so far and the people on duty in them. Thousands of items share a few.
    private var groups: [Task: (roles: [Role], people: [String])] = [:]

    /// A command and the person who would type it.
    private struct Try: Hashable {
        var command: Suggestion
        var person: String
    }

    /// What decides the roles for a command.
    private struct Task: Hashable {
        var kind: EventKind?
        /// For an approval: the kind of message.
        var approved: MessageKind?
        var step: Role?
    }

    init(_ subjects: DueSubjects) { self.subjects = subjects }

    /// Completes an item that somebody will look at.
    mutating func finish(_ item: inout DueItem) {
        item.words = item.quoted.flatMap(subjects.words)
        let isAssigned = !item.roles.isEmpty
        assign(&item)
        guard !isAssigned, !isReenactment, let person = item.people.first,
            let department = subjects.department
        else { return }
        let context = DecisionContext(
            now: subjects.asOf, actor: person, playbook: subjects.playbook,
            department: department)
        let attempt = Try(command: item.next, person: person)
        let next = decided[attempt] ?? item.next.practicable(in: subjects.state, context)
        decided[attempt] = next
        guard next != item.next else { return }
        (item.next, item.then) = (next, nil)
        // A command that only shows the way is for those who are stopped.
        if next.eventKind != nil { findPeople(for: &item) }
    }

    /// Finds only for whom an item is, by its plain command.
    mutating func assign(_ item: inout DueItem) {
        if item.roles.isEmpty { findPeople(for: &item) }
        if isReenactment, item.next.eventKind != nil {
            // Its entries come from a scenario: nothing that is due there can be typed.
            (item.next, item.then) = (.listScenarios, nil)
        }
    }

    private var isReenactment: Bool { subjects.state.mode == .reenactment }

    private mutating func findPeople(for item: inout DueItem) {
        let step = item.kind == .step ? item.subject.flatMap(subjects.playbook.step) : nil
        let command = item.settling
        let task = Task(
            kind: command.eventKind, approved: approved(by: command)?.kind, step: step?.role)
        let group = groups[task] ?? group(for: command, stepOf: step?.role)
        groups[task] = group
        let barred = barred(from: command)
        item.roles = group.roles
        item.people = barred.isEmpty ? group.people : group.people.filter { !barred.contains($0) }
    }

    private func group(
        for command: Suggestion, stepOf role: Role?
    ) -> (roles: [Role], people: [String]) {
        let roles = subjects.duties.roles(for: command, stepOf: role)
        return (roles, subjects.duties.people(in: roles))
    }

    private func approved(by command: Suggestion) -> Message? {
        switch command {
        case .approveMessage(let id, _), .ratifyMessage(let id): subjects.state.messages[id]
        default: nil
        }
    }

    /// The people who may not do it: no author approves their own message.
    private func barred(from command: Suggestion) -> [String] {
        if case .upholdComment(let id) = command {
            return [subjects.state.comments[id]?.hidden.actor].compactMap(\.self)
        }
        guard case .approveMessage = command, let message = approved(by: command) else { return [] }
        return subjects.state.authors(of: message)
    }
}
