internal import Basics
internal import IncidentEvents
internal import SwiftProtobuf

extension Decider {
    static func decide(
        _ command: RoutineCommand, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        try state.requireCampaign()
        switch command {
        case .plan(let plan): return try planCampaign(plan, in: state)
        }
    }

    private static func planCampaign(
        _ plan: Campaign.Plan, in state: IncidentState
    ) throws(Rejection) -> Ruling {
        if state.campaign?.plan == plan { return Ruling() }
        let goal = try line(plan.goal, "goal")
        let audience = try line(plan.audience, "audience")
        if let until = plan.until, until < plan.from {
            throw Rejection(
                .invalid,
                "The campaign would end on \(until.text), before it begins on \(plan.from.text).",
                remedy: "Give \(option: .until) a later day.")
        }
        guard isID(plan.owner) else {
            throw Rejection(
                .invalid, "The owner \"\(plan.owner)\" isn't a valid actor id.",
                remedy: "Give the person's work id.")
        }
        for measure in plan.measures { _ = try line(measure, "measure") }
        return Ruling([
            .campaignPlanned(
                .with {
                    $0.goal = goal
                    $0.audience = audience
                    $0.firstDay = plan.from.text
                    $0.lastDay = (plan.until?.text).recorded
                    $0.owner = plan.owner
                    $0.measures = plan.measures
                    $0.follows = plan.follows.recorded
                })
        ])
    }
}

extension IncidentState {
    /// - Throws: A ``Rejection`` for an incident of another mode.
    public func requireCampaign() throws(Rejection) {
        guard mode == .routine else {
            throw Rejection(
                .notNow, "This incident is \(mode.marking) and not a campaign.",
                remedy: "See the campaigns: \(do: .listCampaigns)")
        }
    }
}
