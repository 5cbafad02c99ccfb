internal import IncidentEvents

extension EventText {
    init(_ event: CampaignPlanned) {
        let follows = event.follows.isEmpty ? "" : " It continues \(event.follows)."
        self.init(
            "Campaign for \(event.audience), from \(event.firstDay)"
                + (event.lastDay.isEmpty ? "" : " to \(event.lastDay)") + reason(event.goal)
                + ". \(event.owner) is answerable for it.\(follows)")
    }
}
