import HandwrittenLog
import Incident
import Playbooks
import Review

/// The review of a log as of ten hours after its start, or another minute.
func report(
    _ log: Log, at minute: Int = 600, _ playbook: Playbook? = nil
) -> ReviewReport {
    ReviewReport(
        state: IncidentState(folding: log.records), records: log.records,
        asOf: Log.minute(minute), playbook: playbook)
}
