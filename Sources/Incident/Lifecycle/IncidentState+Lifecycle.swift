internal import IncidentEvents
internal import SwiftProtobuf

extension IncidentState {
    mutating func apply(_ event: IncidentOpened, _ stamp: Stamp) {
        guard opening == nil else { return }
        opening = Opening(
            title: event.title, hazard: event.hazard, mode: event.mode,
            zone: Zone(event.zone) ?? .utc, place: event.place.nonEmpty,
            leadAgency: event.leadAgency.nonEmpty, stamp: stamp)
        if event.hasOnset {
            onset = Onset(
                at: Instant(event.onset), certainty: event.onsetCertainty, stamp: stamp)
        }
        if let phase = event.phase.nonEmpty {
            phases.append(PhaseEntry(phase: phase, reason: nil, stamp: stamp))
        }
    }

    mutating func apply(_ event: OnsetCorrected, _ stamp: Stamp) {
        onset = Onset(at: Instant(event.onset), certainty: event.certainty, stamp: stamp)
    }

    mutating func apply(_ event: PhaseChanged, _ stamp: Stamp) {
        phases.append(PhaseEntry(phase: event.phase, reason: event.reason.nonEmpty, stamp: stamp))
    }

    mutating func apply(_ event: OperationalPeriodBegan, _ stamp: Stamp) {
        guard let id = PeriodID(event.period) else { return }
        periods.add(
            OperationalPeriod(
                id: id, from: event.hasFrom ? Instant(event.from) : nil,
                to: event.hasTo ? Instant(event.to) : nil, objectives: event.objectives,
                stamp: stamp), as: id)
    }

    /// Assigning a role that the person already has may confirm the assignment.
    mutating func apply(_ event: RoleAssigned, _ stamp: Stamp) {
        let held = assignments.lastIndex {
            $0.person == event.person && $0.role.rawValue == event.role && $0.relieved == nil
        }
        if let held {
            assignments[held].repeated.append(stamp)
            return
        }
        assignments.append(
            RoleAssignment(
                person: event.person, role: Role(rawValue: event.role),
                agency: event.agency.nonEmpty,
                assigned: stamp))
    }

    mutating func apply(_ event: RoleRelieved, _ stamp: Stamp) {
        for index in assignments.indices
        where assignments[index].person == event.person
            && assignments[index].role.rawValue == event.role && assignments[index].relieved == nil
        {
            assignments[index].relieved = stamp
        }
    }

    mutating func apply(_ event: IncidentClosed, _ stamp: Stamp) {
        closures.append(Closure(isClosure: true, reason: event.reason, stamp: stamp))
    }

    mutating func apply(_ event: IncidentReopened, _ stamp: Stamp) {
        closures.append(Closure(isClosure: false, reason: event.reason, stamp: stamp))
    }

    mutating func apply(_ event: PlaybookAdopted, _ stamp: Stamp) {
        playbook = AdoptedFile(
            id: event.playbook, version: event.version.nonEmpty, bytes: Array(event.yaml),
            sha256: Array(event.sha256), stamp: stamp)
    }

    mutating func apply(_ event: PolicyAdopted, _ stamp: Stamp) {
        policies[event.policy] = AdoptedFile(
            id: event.policy, version: nil, bytes: Array(event.yaml),
            sha256: Array(event.sha256), stamp: stamp)
    }

    mutating func apply(_ event: StepCompleted, _ stamp: Stamp) {
        step(event.step, .completed, event.note.nonEmpty, stamp)
    }

    mutating func apply(_ event: StepSkipped, _ stamp: Stamp) {
        step(event.step, .skipped, event.reason.nonEmpty, stamp)
    }

    mutating func apply(_ event: StepReopened, _ stamp: Stamp) {
        step(event.step, .reopened, event.reason.nonEmpty, stamp)
    }

    private mutating func step(
        _ id: String, _ change: StepEntry.Change, _ text: String?, _ stamp: Stamp
    ) {
        steps[id, default: []].append(StepEntry(change: change, text: text, stamp: stamp))
    }
}
