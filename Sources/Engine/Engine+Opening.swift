public import Incident
internal import IncidentEvents
internal import Playbooks

extension Engine {
    /// Opens an incident. The library's templates that the playbook uses are put into it, and one
    /// that lacks a standard template gets the neutral one.
    ///
    /// - Parameters:
    ///   - stream: The incident's id.
    ///   - files: The files whose bytes `opening` holds.
    ///   - rest: What belongs to the opening and is decided after it.
    /// - Throws: ``EngineError/incidentExists(_:)`` if the id is taken, and any error of
    ///   ``perform(in:request:openingWith:plan:)``.
    public func open(
        _ opening: LifecycleCommand.OpenIncident, as stream: String, request: Request,
        files: OpeningFiles, and rest: (inout Decision) throws -> Void = { _ in }
    ) throws -> Outcome {
        var (opening, files) = (opening, files)
        try Self.complete(&opening, &files)
        guard !Self.homeStreams.contains(stream) else { throw EngineError.incidentExists(stream) }
        let isCampaign = opening.mode == .routine && request.simulatedAt == nil
        return try withRoutine(beginning: isCampaign) { beginning in
            try perform(
                in: stream, request: request, openingWith: files, beginning: beginning
            ) { decision in
                guard decision.state.opening == nil else {
                    throw EngineError.incidentExists(stream)
                }
                try decision.perform(.lifecycle(.open(opening)))
                try rest(&decision)
            }
        }
    }

    /// Puts the library's templates into a playbook and gives one that lacks a standard template the
    /// neutral one. The log keeps those texts, because a later version of the program may ship
    /// others.
    static func complete(
        _ opening: inout LifecycleCommand.OpenIncident, _ files: inout OpeningFiles
    ) throws {
        opening.playbookYAML = try Playbook.resolved(
            yaml: opening.playbookYAML, file: "\(files.playbook.id).yaml")
        let neutral = try ShippedFiles.neutral()
        let whole = files.playbook.completed(by: neutral.playbook)
        guard whole != files.playbook else { return }
        opening.neutralYAML = neutral.file.yaml
        files.playbook = whole
    }

    /// A newer version of a playbook for an incident, as the incident will keep it.
    ///
    /// - Throws: A `LoadFailure` for a file with a fault.
    public static func adoption(
        of yaml: [UInt8], file: String
    ) throws -> LifecycleCommand.AdoptPlaybook {
        let neutral = try ShippedFiles.neutral()
        return try LifecycleCommand.AdoptPlaybook(
            playbook: Playbook.load(yaml: yaml, file: file).0,
            yaml: Playbook.resolved(yaml: yaml, file: file), neutral: neutral.playbook,
            neutralYAML: neutral.file.yaml)
    }

    /// Opens an incident under the first free id of `base`, `base-2`, `base-3` and so on.
    ///
    /// - Throws: The errors of ``open(_:as:request:files:and:)``, except for a taken id.
    public func open(
        _ opening: LifecycleCommand.OpenIncident, asFirstFreeOf base: String, request: Request,
        files: OpeningFiles, and rest: (inout Decision) throws -> Void = { _ in }
    ) throws -> Outcome {
        var number = 1
        while true {
            let stream = number == 1 ? base : "\(base)-\(number)"
            do {
                return try open(
                    opening, as: stream, request: request, files: files, and: rest)
            } catch EngineError.incidentExists(stream) {
                number += 1
            }
        }
    }
}
