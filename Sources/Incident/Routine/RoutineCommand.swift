public import Basics
public import IncidentEvents
public import Playbooks

/// The commands about campaigns and their schedules.
public enum RoutineCommand: Sendable {
    case plan(Campaign.Plan)
    /// Ends the campaign, because another one continues it.
    case continueAs(String)
    case addSchedule(ScheduledPost)
    case removeSchedule(String, reason: String)
    /// Drafts the message of an occurrence, which the schedule and the rule's date name.
    case prepare(String, CivilDate, fields: [String: String] = [:])
    case skip(String, CivilDate, reason: String)
    case move(String, CivilDate, to: Instant, reason: String?)
    /// Pauses schedules and messages; all of them if none is named.
    case pause([String], reason: String)
    /// Lets a schedule or a message go on.
    case resume(String)

    var eventKind: EventKind {
        switch self {
        case .plan: .campaignPlanned
        case .continueAs: .incidentClosed
        case .addSchedule: .scheduleAdded
        case .removeSchedule: .scheduleRemoved
        case .prepare: .occurrencePrepared
        case .skip: .occurrenceSkipped
        case .move: .occurrenceMoved
        case .pause: .campaignPaused
        case .resume: .itemResumed
        }
    }
}
