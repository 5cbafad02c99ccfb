internal import EventLog
public import IncidentEvents

extension Engine {
    /// By playbook, when its last exercise in this home was recorded.
    ///
    /// It reads the first two records of each incident, where its mode and playbook are, and an
    /// exercise's last one.
    public func lastExercises() throws -> [String: Instant] {
        try withClockJumps(lastExercises)
    }

    private func lastExercises(_ jumps: ClockJumps) throws -> [String: Instant] {
        var last: [String: Instant] = [:]
        var decoder = RecordDecoder(jumps)
        for stream in try incidentStreams() {
            var mode = IncidentMode.unspecified
            var playbook: String?
            try log.forEachView(in: stream.name, from: 0, to: min(2, stream.count)) { view in
                switch try decoder.record(view).content {
                case .event(.incidentOpened(let event)): mode = event.mode
                case .event(.playbookAdopted(let event)): playbook = event.playbook
                default: break
                }
            }
            guard mode == .exercise, let playbook else { continue }
            try log.forEachView(in: stream.name, from: stream.lastRevision, to: stream.count) {
                let time = try decoder.record($0).recordedAt
                last[playbook] = max(last[playbook] ?? time, time)
            }
        }
        return last
    }
}
