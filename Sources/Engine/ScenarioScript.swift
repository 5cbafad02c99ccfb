internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import SwiftProtobuf

/// A scenario's decoded commands, for playing them into a log or checking them.
struct ScenarioScript {
    let scenario: Scenario
    /// The scenario file's name, for errors.
    let file: String
    let decode: ScenarioRunner.Decoder
    /// The ids of the things created so far, by label.
    var labels: [String: String] = [:]

    /// The commands of an inject. The first inject begins with the opening if none of them opens
    /// the incident.
    func commands(ofInject index: Int) -> [Scenario.CommandLine] {
        let inject = scenario.injects[index]
        let opens = scenario.injects.contains { $0.commands.contains { $0.words == ["open"] } }
        return index == 0 && !opens ? [opening(inject)] + inject.commands : inject.commands
    }

    /// The command with labels replaced by ids.
    func resolved(
        _ line: Scenario.CommandLine
    ) throws(ScenarioError) -> Scenario.CommandLine {
        let command = line.resolving(labels)
        if let label = command.references.first {
            throw .invalidCommand(
                line,
                why: "the label \"\(label)\" has no id because its command created nothing",
                file: file)
        }
        return command
    }

    func request(
        _ command: ScenarioCommand, _ number: Int, of inject: Scenario.Inject, at: Instant,
        by operatingSystem: (account: String, host: String)
    ) throws(ScenarioError) -> Request {
        let derived = [scenario.incident, inject.number, "\(number)"].map { Array($0.utf8) }
        var request = Request(
            id: Request.id(atMilliseconds: at.microseconds / 1000, derivedFrom: derived),
            fingerprint: command.fingerprint,
            earlierFingerprint: command.earlierFingerprint,
            actor: command.actor ?? inject.actor, role: command.role ?? inject.role,
            certainty: command.isOccurredApproximate ? .approximate : inject.certainty,
            provenance: inject.provenance, correlation: scenario.id, causation: inject.number,
            osAccount: operatingSystem.account, host: operatingSystem.host,
            visibility: inject.visibility, simulatedAt: at)
        // The inject's claimed time is checked even if the command has its own.
        let claimed: Instant? =
            if let text = inject.occurred { try instant(text, of: inject) } else { nil }
        if let text = command.occurred {
            request.occurred = { zone, now in try zone.instant(text, .past, now: now) }
        } else if let claimed {
            request.occurred = { _, _ in claimed }
        }
        return request
    }

    /// The domain's command to open the incident, and the files to open it with.
    func opening(
        _ opening: ScenarioCommand.Opening, at: Instant
    ) throws -> (LifecycleCommand.OpenIncident, Engine.OpeningFiles) {
        guard let zone = opening.zone ?? Zone(scenario.zone) else {
            throw EngineError.unknownZone(scenario.zone)
        }
        // The incident stores these bytes and runs by them.
        let departmentYAML = try scenario.department.yaml()
        let department = try Department.load(yaml: departmentYAML, file: file).0
        let onset: TimeCertainty = opening.isOnsetApproximate ? .approximate : .exact
        let command = LifecycleCommand.OpenIncident(
            title: opening.title, place: opening.place, mode: scenario.mode,
            zone: zone, onset: try opening.onset.map { try zone.instant($0, now: at) },
            onsetCertainty: opening.onset == nil ? .unspecified : onset,
            playbookYAML: opening.playbook.yaml, departmentYAML: departmentYAML)
        return (command, (opening.playbook.value, department))
    }

    /// The opening of a scenario whose injects don't include one.
    private func opening(_ inject: Scenario.Inject) -> Scenario.CommandLine {
        var options = [
            Scenario.CommandLine.Option(name: "playbook", values: [scenario.playbook]),
            Scenario.CommandLine.Option(name: "place", values: [scenario.place]),
        ]
        if let title = scenario.title {
            options.append(Scenario.CommandLine.Option(name: "title", values: [title]))
        }
        if let onset = scenario.onset {
            options.append(Scenario.CommandLine.Option(name: "onset", values: [onset]))
        }
        return Scenario.CommandLine(["open"], options: options, line: inject.line)
    }

    func instant(
        _ text: String, of inject: Scenario.Inject
    ) throws(ScenarioError) -> Instant {
        guard let instant = Instant(rfc3339: text) else {
            throw .invalidTime(text, line: inject.line, file: file)
        }
        return instant
    }
}

extension Scenario.Inject {
    fileprivate var provenance: Provenance {
        .with {
            $0.reference = reference ?? number
            $0.sources = sources
            $0.confidence = confidence ?? .unspecified
        }
    }
}
