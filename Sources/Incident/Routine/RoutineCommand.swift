public import Basics
public import IncidentEvents
public import Playbooks

/// The commands about campaigns and their schedules.
public enum RoutineCommand: Sendable {
    case plan(Campaign.Plan)
    /// Ends the campaign, because another one continues it.
    case continueAs(String)
    /// - Parameter writtenBy: The author of its words in the campaign before; nil for the actor.
    case addSchedule(ScheduledPost, writtenBy: String? = nil)
    case removeSchedule(String, reason: String)
    /// Drafts the message of an occurrence, which the schedule and the rule's date name.
    case prepare(String, CivilDate, fields: [String: String] = [:])
    case skip(String, CivilDate, reason: String)
    case move(String, CivilDate, to: Instant, reason: String?)
    /// Pauses schedules and messages; if none is named, the whole campaign with its new work.
    case pause([String], reason: String)
    /// Lets a schedule or a message go on. While the home's pause holds, it takes a reason.
    case resume(String, reason: String? = nil)
    /// Lets new work of the campaign through.
    case resumeCampaign
    case reportReach(ReachReport)
    case takeMeasure(Campaign.Result)

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
        case .resume, .resumeCampaign: .itemResumed
        case .reportReach: .reachReported
        case .takeMeasure: .measureTaken
        }
    }
}
