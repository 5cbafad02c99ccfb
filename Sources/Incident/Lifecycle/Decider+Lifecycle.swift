internal import Channels
internal import Foundation
internal import Hashing
internal import IncidentEvents
internal import Playbooks
internal import SwiftProtobuf

extension Decider {
    /// The opener's role: the claimed one, else the first in the department file, else pio.
    static func openingRole(_ context: DecisionContext) -> Role {
        context.role
            ?? context.department.people.first { $0.id == context.actor }?.roles.first ?? .pio
    }

    static func open(
        _ command: LifecycleCommand.OpenIncident, in state: IncidentState,
        _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        guard state.opening == nil else {
            throw Rejection(
                .notNow, "The incident is already open.",
                remedy: "See its status: \(do: .showStatus)")
        }
        let playbook = context.playbook
        guard let phase = playbook.phases.first else {
            throw Rejection(.invalid, "The playbook \(playbook.id) has no phases.")
        }
        guard playbook.modes.contains(command.mode) else {
            throw Rejection(
                .refused, "The playbook \(playbook.id) isn't for \(command.mode.word) incidents.",
                remedy: "Its modes: \(playbook.modes.map(\.word).joined(separator: ", ")).")
        }
        let role = openingRole(context)
        guard Role.known.contains(role) else {
            throw Rejection(
                .invalid, "\"\(role)\" isn't a valid role.",
                remedy: "The roles are: \(Role.known.list()).")
        }
        let place = try line(command.place, "place")
        if let title = command.title, !title.isEmpty { _ = try line(title, "title") }
        let title = command.title ?? "\(playbook.title), \(place)"
        var events: [IncidentEvent.OneOf_Kind] = [
            .incidentOpened(
                .with {
                    $0.title = title
                    $0.hazard = playbook.hazard
                    $0.mode = command.mode
                    $0.zone = command.zone.identifier
                    $0.place = place
                    $0.leadAgency = context.department.name
                    if let onset = command.onset {
                        $0.onset = onset.timestamp
                        $0.onsetCertainty = command.onsetCertainty
                    }
                    $0.phase = phase.id
                }),
            adoption(of: playbook, command.playbookYAML),
            adoption(of: "department", command.departmentYAML),
        ]
        if let neutral = command.neutralYAML {
            events.append(adoption(of: IncidentState.AdoptedFile.neutralTemplates, neutral))
        }
        // Everybody that the department file lists is on call from the start, so that the first message
        // need not wait for somebody to be entered.
        var assigned = [assignment(context.actor, role, context.department.id)]
        for person in context.department.people {
            assigned += person.roles.map {
                assignment(person.id, $0, person.agency ?? context.department.id)
            }
        }
        var seen: Set<[String]> = []
        events += assigned.filter { seen.insert([$0.person, $0.role]).inserted }
            .map { .roleAssigned($0) }
        // A reenactment contains the actual messages; nothing is drafted for it.
        guard command.mode != .reenactment, command.draftsMessages else { return Ruling(events) }
        var draftState = state
        for (revision, event) in events.enumerated() {
            draftState.evolve(with: .provisional(event, revision: revision, context))
        }
        for template in playbook.templates where template.isDraftedAtOpen {
            let drafted = try draft(
                MessageCommand.DraftMessage(
                    kind: template.kind, template: template.id, name: template.id.rawValue),
                in: draftState, context)
            for event in drafted.events {
                draftState.evolve(
                    with: .provisional(event, revision: events.count, context))
                events.append(event)
            }
        }
        return Ruling(events)
    }

    static func adoption(
        of playbook: Playbook, _ yaml: [UInt8], changes: [String] = []
    ) -> IncidentEvent.OneOf_Kind {
        .playbookAdopted(
            .with {
                $0.playbook = playbook.id
                $0.version = playbook.version
                $0.yaml = Data(yaml)
                $0.sha256 = Data(SHA256.hash(yaml.span.bytes).bytes)
                $0.changes = changes
            })
    }

    static func adoption(
        of policy: String, _ yaml: [UInt8]
    ) -> IncidentEvent.OneOf_Kind {
        .policyAdopted(
            .with {
                $0.policy = policy
                $0.yaml = Data(yaml)
                $0.sha256 = Data(SHA256.hash(yaml.span.bytes).bytes)
            })
    }

    private static func assignment(_ person: String, _ role: Role, _ agency: String)
        -> RoleAssigned
    {
        .with {
            $0.person = person
            $0.role = role.rawValue
            $0.agency = agency
        }
    }

    static func decide(
        _ command: LifecycleCommand, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        switch command {
        case .open(let opening): return try open(opening, in: state, context)
        case .correctOnset(let onset, let certainty, let reason):
            return try correctOnset(onset, certainty, reason, in: state, context)
        case .enterPhase(let phase, let reason):
            return try enterPhase(phase, reason, in: state, context)
        case .beginPeriod(let from, let to, let objectives):
            return try beginPeriod(from: from, to: to, objectives: objectives, in: state, context)
        case .assignRole(let person, let role, let agency, let isUnlisted):
            return try assignRole(
                to: person, role, agency: agency, isUnlisted: isUnlisted, in: state, context)
        case .relieveRole(let person, let role, let reason):
            return try relieveRole(of: person, role, reason, in: state)
        case .completeStep(let id, let note):
            return try completeStep(id, note: note, in: state, context)
        case .skipStep(let id, let reason):
            return try skipStep(id, reason, in: state, context)
        case .reopenStep(let id, let reason):
            return try reopenStep(id, reason, in: state, context)
        case .publishContact(let contact): return try publish(contact, context)
        case .haveNoAccount(let channel): return try haveNoAccount(on: channel, context)
        case .adoptPlaybook(let command): return try adopt(command, in: state, context)
        case .close(let reason, let anyway):
            return try close(reason, anyway: anyway, in: state, context)
        case .reopen(let reason):
            return try reopen(reason, in: state)
        }
    }

    private static func correctOnset(
        _ onset: Instant, _ certainty: TimeCertainty, _ reason: String, in state: IncidentState,
        _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        guard onset <= context.now else {
            throw Rejection(
                .invalid, "The onset is in the future.",
                remedy: "Give the time when the hazard began.")
        }
        if state.onset?.at == onset, state.onset?.certainty == certainty { return Ruling() }
        return Ruling([
            .onsetCorrected(
                .with {
                    $0.onset = onset.timestamp
                    $0.certainty = certainty
                    $0.reason = reason
                })
        ])
    }

    private static func enterPhase(
        _ phase: String, _ reason: String?, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        guard context.playbook.phase(phase) != nil else {
            let phases = context.playbook.phases.map(\.id)
            throw .unknown(
                "The playbook has no phase \"\(phase)\".", typed: phase, among: phases,
                remedy: "Its phases are: \(phases.joined(separator: ", ")).")
        }
        if state.phase == phase { return Ruling() }
        return Ruling([
            .phaseChanged(
                .with {
                    $0.phase = phase
                    $0.reason = reason.recorded
                })
        ])
    }

    private static func beginPeriod(
        from: Instant?, to: Instant?, objectives: [String], in state: IncidentState,
        _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        if let from, let to, to <= from {
            throw Rejection(
                .invalid, "The operational period ends before it begins.",
                remedy: "Give \(option: .to) a later time than \(option: .from).")
        }
        return Ruling([
            .operationalPeriodBegan(
                .with {
                    $0.period = state.periods.next.description
                    $0.from = (from ?? context.now).timestamp
                    if let to { $0.to = to.timestamp }
                    $0.objectives = objectives
                })
        ])
    }

    private static func assignRole(
        to person: String, _ role: Role, agency: String?, isUnlisted: Bool,
        in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        guard isID(person) else {
            throw Rejection(
                .invalid, "\"\(person)\" isn't a valid actor id.",
                remedy: "Use only a-z, 0-9, dots, dashes, and underscores.")
        }
        guard Role.known.contains(role) else {
            throw .unknown(
                "\"\(role)\" isn't a valid role.", typed: role.rawValue,
                among: Role.known.map(\.rawValue),
                remedy: "The roles are: \(Role.known.list()).")
        }
        if !isUnlisted, agency == nil { try context.requireListed(person, in: state) }
        let assigned = [
            IncidentEvent.OneOf_Kind.roleAssigned(
                assignment(person, role, agency ?? context.department.id))
        ]
        guard state.roles(of: person).contains(role) else { return Ruling(assigned) }
        // Repeating another person's assignment confirms it, if it waits for that.
        let isWaiting = state.unconfirmedRoles(context.playbook, context.department).contains {
            $0.assignment.person == person && $0.assignment.role == role
                && $0.isForConfirmation(by: context.actor)
        }
        return Ruling(isWaiting ? assigned : [])
    }

    /// A shelter's address or a new hotline is known only during the incident. From then on the
    /// incident uses its department file with this contact added.
    private static func publish(
        _ contact: String, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let contact = try text(contact, "contact")
        var department = context.department
        if department.policy.publicContacts.contains(contact) { return Ruling() }
        department.policy.publicContacts.append(contact)
        guard let yaml = try? department.yaml() else {
            throw Rejection(
                .invalid, "The contact can't be written to the department file.",
                remedy: "Write it in letters and digits.")
        }
        return Ruling([adoption(of: "department", yaml)])
    }

    /// From then on the incident uses its department file with this channel among those without an
    /// account, and nothing is due there.
    private static func haveNoAccount(
        on channel: ChannelID, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        guard ChannelCatalogue.channel(channel) != nil else {
            throw .unknown(
                "\"\(channel)\" isn't a channel.", typed: channel.rawValue,
                among: ChannelCatalogue.all.map(\.id.rawValue),
                remedy: "See them: \(do: .listChannels)")
        }
        var department = context.department
        if department.withoutAccount.contains(channel) { return Ruling() }
        if let account = department.accounts(on: channel).first {
            throw Rejection(
                .refused, "The department file lists \(account).",
                remedy: "Post there, or take it out of the file before the next incident.")
        }
        department.withoutAccount.append(channel)
        guard let yaml = try? department.yaml() else { return Ruling() }
        return Ruling([adoption(of: "department", yaml)])
    }

    private static func relieveRole(
        of person: String, _ role: Role, _ reason: String?, in state: IncidentState
    ) throws(Rejection) -> Ruling {
        guard state.roles(of: person).contains(role) else {
            throw Rejection(
                .unknownThing, "\(person) doesn't hold the role \(role).",
                remedy: "See who holds it: \(do: .listRoles)")
        }
        return Ruling([
            .roleRelieved(
                .with {
                    $0.person = person
                    $0.role = role.rawValue
                    $0.reason = reason.recorded
                })
        ])
    }

    private static func completeStep(
        _ id: String, note: String?, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let step = try step(id, context)
        if state.isDone(step.id, in: context.playbook) { return Ruling() }
        let open = step.requires.filter { !state.isDone($0, in: context.playbook) }
        guard open.isEmpty else {
            throw Rejection(
                .notNow,
                "These steps must be done before step \(id): \(open.joined(separator: ", ")).",
                remedy: "Complete the first one: \(do: .completeStep(open[0]))")
        }
        let isWarned = state.messages.all.contains { $0.kind == .alert && !$0.postings.isEmpty }
        if step.trigger?.isEnding == true, isWarned, state.mode != .reenactment {
            throw Rejection(
                .refused,
                "Step \(id) is done once every account that carried a warning carries its end, and in no other way.",
                remedy: "See where it is missing: \(do: .showDue)")
        }
        return Ruling([
            .stepCompleted(
                .with {
                    $0.step = id
                    $0.note = note.recorded
                })
        ])
    }

    private static func skipStep(
        _ id: String, _ reason: String, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let step = try step(id, context)
        let reason = try text(reason, "reason")
        if state.isDone(step.id, in: context.playbook) { return Ruling() }
        return Ruling([
            .stepSkipped(
                .with {
                    $0.step = id
                    $0.reason = reason
                })
        ])
    }

    private static func reopenStep(
        _ id: String, _ reason: String, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        _ = try step(id, context)
        guard state.isDone(id, in: context.playbook) else { return Ruling() }
        return Ruling([
            .stepReopened(
                .with {
                    $0.step = id
                    $0.reason = reason
                })
        ])
    }

    /// The playbook lists the conditions for closing; a past incident ended the way it did.
    ///
    /// - Parameter anyway: Whether to close although something still runs, for the recorded reason.
    private static func close(
        _ reason: String, anyway: Bool, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let reason = try text(reason, "reason")
        if state.isClosed { return Ruling() }
        let unmet = context.playbook.closing.compactMap {
            state.unmet($0, playbook: context.playbook)
        }
        let running = state.running(context) + state.runningOccurrences(context)
        guard unmet.isEmpty || state.mode == .reenactment else {
            // With --anyway, what still runs doesn't stop the closing, so the refusal leaves it out.
            let also =
                running.isEmpty || anyway
                ? "" : " Still running: \(running.joined(separator: "; "))."
            throw Rejection(
                .notNow,
                "The playbook's closing criteria are not met: \(unmet.joined(separator: "; ")).\(also)",
                remedy: unmet.contains { $0.hasPrefix("open steps") }
                    ? "Do each step, or say why not: \(do: .skipStep(nil))"
                    : "See what is due: \(do: .showStatus)")
        }
        guard running.isEmpty || anyway || state.mode == .reenactment else {
            throw Rejection(
                .notNow, "The incident still runs: \(running.joined(separator: "; ")).",
                remedy:
                    "Settle each of them: \(do: .showDue)\nIf others take them over, close and say who: \(do: .closeAnyway)"
            )
        }
        return Ruling([.incidentClosed(.with { $0.reason = reason })])
    }

    private static func reopen(_ reason: String, in state: IncidentState) throws(Rejection)
        -> Ruling
    {
        let reason = try text(reason, "reason")
        guard state.isClosed else { return Ruling() }
        return Ruling([.incidentReopened(.with { $0.reason = reason })])
    }

    private static func step(_ id: String, _ context: DecisionContext) throws(Rejection) -> Step {
        guard let step = context.playbook.step(id) else {
            throw .unknown(
                "The playbook has no step \"\(id)\".", typed: id,
                among: context.playbook.steps.map(\.id),
                remedy: "See the steps: \(do: .listSteps)")
        }
        return step
    }
}

extension IncidentState {
    /// The open items of a closing criterion, or nil if it is met.
    func unmet(_ criterion: ClosingCriterion, playbook: Playbook) -> String? {
        switch criterion {
        case .coverageClosed:
            let index = ClaimIndex(self)
            let open = rumors.all.filter { !index.openCells(of: $0).isEmpty }.map(\.id.description)
            return open.isEmpty ? nil : "uncorrected rumors \(open.joined(separator: ", "))"
        case .stepsDone:
            let open = playbook.steps.map(\.id).filter { !isDone($0, in: playbook) }
            return open.isEmpty ? nil : "open steps \(open.joined(separator: ", "))"
        case .inquiriesAnswered:
            let open = inquiries.all.filter(\.isOpen).map(\.id.description)
            return open.isEmpty ? nil : "unanswered inquiries \(open.joined(separator: ", "))"
        case .messagesRatified:
            let open = messages.all.filter(\.awaitsRatification).map(\.id.description)
            return open.isEmpty
                ? nil : "messages that need ratification \(open.joined(separator: ", "))"
        }
    }
}

extension IncidentRecord {
    /// A record for an event that is decided but not stored yet, for later parts of the same
    /// command.
    static func provisional(
        _ event: IncidentEvent.OneOf_Kind, revision: Int, _ context: DecisionContext
    ) -> IncidentRecord {
        var metadata = RecordMetadata()
        metadata.actor = context.actor
        return IncidentRecord(
            position: UInt64(revision), revision: UInt64(revision), eventID: "",
            recordedAt: context.now, metadata: metadata, content: .event(event))
    }
}
