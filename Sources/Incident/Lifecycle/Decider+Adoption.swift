internal import Basics
internal import Hashing
internal import IncidentEvents
internal import Playbooks

extension Decider {
    /// Goes over to a newer version of the playbook. Nothing that the incident still works by may
    /// vanish with it.
    static func adopt(
        _ command: LifecycleCommand.AdoptPlaybook, in state: IncidentState,
        _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let (current, new) = (context.playbook, command.playbook)
        guard new.id == current.id else {
            throw Rejection(
                .refused,
                "The incident runs by \(current.id), and \(new.id) is another playbook.",
                remedy:
                    "Adopt a newer version of \(current.id). For another playbook, open another incident."
            )
        }
        if state.playbook?.sha256 == SHA256.hash(command.yaml.span.bytes).bytes { return Ruling() }
        guard new.version != current.version else {
            throw Rejection(
                .refused,
                "This \(new.id) says other things than the one in force, and both are version \(new.version).",
                remedy: "Write a new version into the file, such as version: \"\(new.version).1\".")
        }
        guard new.modes.contains(state.mode) else {
            throw Rejection(
                .refused,
                "Version \(new.version) of \(new.id) isn't for \(state.mode.word) incidents.",
                remedy: "Its modes: \(new.modes.map(\.word).joined(separator: ", ")).")
        }
        // The neutral texts that the incident has stay as they are.
        let adopted = state.policies[IncidentState.AdoptedFile.neutralTemplates]
        let neutral = adopted.flatMap(neutralPlaybook) ?? command.neutral
        let whole = new.completed(by: neutral)
        try requireNothingLost(in: state, current, whole)
        let changes = PlaybookDifference(from: current, to: whole).sentences
        var events = [adoption(of: new, command.yaml, changes: changes)]
        if adopted == nil, whole != new {
            events.append(
                adoption(of: IncidentState.AdoptedFile.neutralTemplates, command.neutralYAML))
        }
        return Ruling(events)
    }

    private static func neutralPlaybook(_ file: IncidentState.AdoptedFile) -> Playbook? {
        try? Playbook.load(yaml: file.bytes, file: "neutral.yaml", library: .empty).0
    }

    private static func requireNothingLost(
        in state: IncidentState, _ current: Playbook, _ new: Playbook
    ) throws(Rejection) {
        let name = "version \(new.version) of \(new.id)"
        let steps = current.steps.map(\.id).filter {
            new.step($0) == nil && !state.isDone($0, in: current)
        }
        if let first = steps.first {
            throw Rejection(
                .refused,
                "\(name.capitalizedFirst) has no step \(steps.joined(separator: ", ")), which is open in this incident.",
                remedy: "Do it, or say why not: \(do: .skipStep(first))")
        }
        if let phase = state.phase, new.phase(phase) == nil {
            throw Rejection(
                .refused,
                "\(name.capitalizedFirst) has no phase \(phase), in which the incident is.",
                remedy:
                    "Enter a phase that it has: \(new.phases.map(\.id).joined(separator: ", ")).")
        }
        let lost = state.messages.all.first { message in
            ![.released, .discarded].contains(message.status)
                && message.template.map { new.template($0) == nil } ?? false
        }
        if let lost, let template = lost.template {
            throw Rejection(
                .refused,
                "\(name.capitalizedFirst) has no template \(template), from which \(lost.id) is drafted.",
                remedy: "Release \(lost.id) or discard it: \(do: .discardMessage(lost.id))")
        }
    }
}
