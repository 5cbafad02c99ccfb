internal import Basics
internal import IncidentEvents

extension IncidentState {
    mutating func apply(_ event: CampaignPlanned, _ stamp: Stamp) {
        guard let from = CivilDate(event.firstDay) else { return }
        campaign = Campaign(
            plan: Campaign.Plan(
                goal: event.goal, audience: event.audience, from: from,
                until: CivilDate(event.lastDay), owner: event.owner, measures: event.measures,
                follows: event.follows.nonEmpty),
            stamp: stamp)
    }
}
