internal import Basics
public import IncidentEvents
internal import Playbooks
internal import SwiftProtobuf

extension Decider {
    static func decide(
        _ command: RoutineCommand, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        try state.requireCampaign()
        switch command {
        case .plan(let plan): return try planCampaign(plan, in: state)
        case .continueAs(let stream): return try continueCampaign(as: stream, in: state, context)
        case .addSchedule(let post, let author):
            return try addSchedule(post, writtenBy: author, in: state, context)
        case .removeSchedule(let name, let reason):
            return try removeSchedule(name, reason, in: state)
        case .prepare(let name, let date, let fields):
            return try prepare(name, date, fields: fields, in: state, context)
        case .skip(let name, let date, let reason):
            return try skip(name, date, reason, in: state, context)
        case .move(let name, let date, let moment, let reason):
            return try move(name, date, to: moment, reason, in: state, context)
        case .pause(let items, let reason):
            return try pauseCampaign(items, reason, in: state, context)
        case .resume(let item, let reason):
            return try resume(item, reason, in: state, context)
        case .resumeCampaign: return resumeCampaign(in: state)
        case .reportReach(let report): return try reportReach(report, in: state)
        case .takeMeasure(let result): return try takeMeasure(result, in: state, context)
        }
    }

    /// A campaign without an end is closed once a year, and a new one goes on with its schedules.
    private static func continueCampaign(
        as stream: String, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let open = state.running(context) + state.runningOccurrences(context)
        guard open.isEmpty else {
            throw Rejection(
                .notNow, "The campaign still runs: \(open.joined(separator: "; ")).",
                remedy: "Settle each of them: \(do: .showDue)")
        }
        return Ruling([.incidentClosed(.with { $0.reason = "continued as \(stream)" })])
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
        for measure in plan.measures { _ = try line(measure.name, "measure") }
        return Ruling([
            .campaignPlanned(
                .with {
                    $0.goal = goal
                    $0.audience = audience
                    $0.firstDay = plan.from.text
                    $0.lastDay = (plan.until?.text).recorded
                    $0.owner = plan.owner
                    $0.measures = plan.measures.map(\.name)
                    $0.targets = plan.measures.filter { $0.atLeast != nil || $0.atMost != nil }
                        .map(\.target)
                    $0.follows = plan.follows.recorded
                })
        ])
    }
}

extension Campaign.Measure {
    fileprivate var target: MeasureTarget {
        .with {
            $0.measure = name
            if let atLeast { $0.atLeast = atLeast }
            if let atMost { $0.atMost = atMost }
        }
    }
}

extension Decision {
    /// Goes on with the schedules of a campaign that ends now. What was decided about occurrences to
    /// come holds in the new campaign too.
    ///
    /// - Parameter stream: The id of the campaign that ends.
    public mutating func takeOver(
        from old: IncidentState, _ stream: String
    ) throws(Rejection) {
        for consent in old.consentsToCarryOver(at: context.now) {
            let earlier = Consent.Earlier(stream, consent.id)
            try perform(.inquiry(.recordConsent(consent.terms, from: earlier)))
        }
        let today = old.zone.date(context.now)
        let work = RoutineWork(old, context.playbook, context.department, asOf: context.now)
        for pause in old.pauses where pause.holdsNew {
            try perform(.routine(.pause([], reason: pause.reason)))
        }
        for planned in old.schedules where planned.removed == nil {
            if let until = planned.post.until, until < today { continue }
            try perform(.routine(.addSchedule(planned.post, writtenBy: planned.author)))
            if let paused = work.paused(planned) {
                try perform(.routine(.pause([planned.name], reason: paused.pause.reason)))
            }
            let last = planned.decisions.keys.max() ?? today
            for item in work.items(of: planned, from: today, to: max(last, today))
            where item.plannedAt > context.now {
                let reason = item.reason ?? "posted in the campaign before"
                if item.condition == .posted || item.condition == .skipped {
                    try perform(.routine(.skip(planned.name, item.date, reason: reason)))
                }
            }
        }
    }
}

extension IncidentState {
    /// The consents that hold in a campaign that continues this one. A consent recorded by an earlier
    /// version, which doesn't say what may be shown, isn't among them.
    func consentsToCarryOver(at now: Instant) -> [Consent] {
        consents.all.filter {
            $0.status(at: now) == .valid && !$0.terms.isForThisCampaignOnly
                && $0.terms.expires != nil && !$0.terms.uses.isEmpty
                && $0.terms.copySHA256.count == 32
        }
    }

    /// The valid consents that a campaign that continues this one must ask for again.
    public func consentsToAskForAgain(at now: Instant) -> [Consent] {
        let carried = Set(consentsToCarryOver(at: now).map(\.id))
        return consents.all.filter { $0.status(at: now) == .valid && !carried.contains($0.id) }
    }

    /// Occurrences of a campaign that somebody began with or whose time has come, one phrase each.
    func runningOccurrences(_ context: DecisionContext) -> [String] {
        guard !schedules.isEmpty else { return [] }
        let work = RoutineWork(self, context.playbook, context.department, asOf: context.now)
        // An occurrence may be prepared long before its day.
        let last = schedules.flatMap(\.decisions.keys).max() ?? zone.date(context.now)
        return work.items(to: max(last, zone.date(context.now))).filter {
            $0.isOpen && ($0.message != nil || $0.condition == .moved || $0.at <= context.now)
        }.map { "\($0.schedule) of \($0.date.text) isn't posted" }
    }

    /// - Throws: A ``Rejection`` for an incident of another mode.
    public func requireCampaign() throws(Rejection) {
        guard mode == .routine else {
            throw Rejection(
                .notNow, "This incident is \(mode.marking) and not a campaign.",
                remedy: "See the campaigns: \(do: .listCampaigns)")
        }
    }
}
