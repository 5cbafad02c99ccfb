import Incident
import IncidentEvents

/// All of a state that its entries made, to compare two states by.
struct Snapshot: Equatable {
    var opening: IncidentState.Opening?
    var onset: IncidentState.Onset?
    var phases: [IncidentState.PhaseEntry]
    var periods: [IncidentState.OperationalPeriod]
    var assignments: [IncidentState.RoleAssignment]
    var closures: [IncidentState.Closure]
    var facts: [Fact]
    var messages: [Message]
    var rumors: [Rumor]
    var statements: [ObservedStatement]
    var inquiries: [Inquiry]
    var notes: [Note]
    var briefings: [Briefing]
    var consents: [Consent]
    var ratings: [Rating]
    var lessons: [Lesson]
    var actions: [CorrectiveAction]
    var steps: [String: [IncidentState.StepEntry]]
    var guardFindings: [IncidentState.GuardEntry]
    var corrections: [UInt64: [IncidentState.EntryCorrection]]
    var visibilities: [UInt64: Visibility]

    init(_ state: IncidentState) {
        opening = state.opening
        onset = state.onset
        phases = state.phases
        periods = state.periods
        assignments = state.assignments
        closures = state.closures
        facts = Array(state.facts.all)
        messages = Array(state.messages.all)
        rumors = Array(state.rumors.all)
        statements = Array(state.statements.all)
        inquiries = Array(state.inquiries.all)
        notes = Array(state.notes.all)
        briefings = Array(state.briefings.all)
        consents = Array(state.consents.all)
        ratings = state.ratings
        lessons = Array(state.lessons.all)
        actions = Array(state.actions.all)
        steps = state.steps
        guardFindings = state.guardFindings
        corrections = state.corrections
        visibilities = state.visibilities
    }
}
