import IncidentEvents
import Playbooks

enum ReviewTestPlaybook {
    /// An update every 30 minutes in the first phase, every hour after it, and three steps.
    static let playbook = Playbook(
        id: "fire", version: "1", title: "Fire", hazard: "fire",
        phases: [
            .init(id: "initial", title: "Initial", cadence: .seconds(30 * 60)),
            .init(id: "later", title: "Later", cadence: .seconds(60 * 60)),
        ], channels: [],
        steps: [
            Step(
                id: "call", title: "Call the mayor", role: .pio,
                due: .init(within: .seconds(600), of: .opened)),
            Step(id: "map", title: "Draw a map", role: .pio),
            Step(
                id: "shelter", title: "Open a shelter", role: .liaison,
                due: .init(within: .seconds(600), of: .opened)),
        ])
}
