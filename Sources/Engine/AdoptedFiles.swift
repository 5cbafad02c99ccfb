internal import Incident
internal import Playbooks
internal import Synchronization

/// The playbooks and departments of incidents, read from the bytes in the log.
///
/// A file is identified by its SHA-256, so each is read once a process.
final class AdoptedFiles: Sendable {
    static let shared = AdoptedFiles()

    private let playbooks = Mutex<[[UInt8]: Playbook]>([:])
    private let departments = Mutex<[[UInt8]: Department]>([:])

    /// - Returns: Nil if the incident has adopted none, as before its opening.
    func playbook(of state: IncidentState) throws(EngineError) -> Playbook? {
        guard let file = state.playbook else { return nil }
        let neutral = state.policies[IncidentState.AdoptedFile.neutralTemplates]
        let key = file.sha256 + (neutral?.sha256 ?? [])
        if let known = playbooks.withLock({ $0[key] }) { return known }
        do {
            // The log has whole templates: what ships now has no part in the incident.
            var (playbook, _) = try Playbook.load(
                yaml: file.bytes, file: "\(file.id).yaml", library: .empty)
            if let neutral {
                playbook = playbook.completed(
                    by: try Playbook.load(
                        yaml: neutral.bytes, file: "neutral.yaml", library: .empty
                    ).0)
            }
            playbooks.withLock { $0[key] = playbook }
            return playbook
        } catch {
            throw EngineError.unusableAdoption(
                what: "playbook \(file.id)", why: error.description)
        }
    }

    func department(of state: IncidentState) throws(EngineError) -> Department? {
        guard let file = state.policies["department"] else { return nil }
        if let known = departments.withLock({ $0[file.sha256] }) { return known }
        do {
            let (department, _) = try Department.load(yaml: file.bytes, file: "department.yaml")
            departments.withLock { $0[file.sha256] = department }
            return department
        } catch {
            throw EngineError.unusableAdoption(
                what: "department file", why: error.description)
        }
    }
}
