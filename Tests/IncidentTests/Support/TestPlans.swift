import IncidentEvents
import Channels
import Playbooks

extension Playbook {
    /// A small playbook with one of everything that the rules use.
    static let test = Playbook(
        id: "test", version: "1", title: "a serious incident", hazard: "test-hazard",
        phases: [
            Phase(id: "response", title: "Response", cadence: .seconds(1800)),
            Phase(id: "silence", title: "Radio silence"),
        ],
        channels: [.x, .sms, .web],
        standingApprovals: [
            StandingApproval(
                template: "holding", fields: ["place", "street"], approver: "ic-1",
                role: .incidentCommander, expires: "2016-12-31"),
            StandingApproval(
                template: "update", fields: [], approver: "ic-1", role: .incidentCommander,
                expires: "2016-07-06"),
        ],
        templates: [
            MessageTemplate(
                id: "holding", kind: .holding, title: "Holding statement",
                fields: [
                    .init(name: "street", hint: "a street", max: 200),
                    .init(name: "mood", hint: "how we are", max: 200),
                ],
                identifiesNobody: true,
                texts: [
                    .init(
                        language: "en",
                        segments: [
                            .init("{department} is at {place}."),
                            .init("Avoid {street}.", isOptional: true),
                            .init("We are {mood}.", isOptional: true),
                            .init("Next update by {next-update}."),
                        ])
                ], isDraftedAtOpen: true),
            MessageTemplate(
                id: "update", kind: .update, title: "Update", identifiesNobody: true,
                texts: [
                    .init(language: "en", segments: [.init("As of {as-of}: {known}")])
                ]),
            MessageTemplate(
                id: "officers", kind: .update, title: "Officers", identifiesNobody: true,
                texts: [
                    .init(
                        language: "en",
                        segments: [
                            .init("We have news."),
                            .init("{fact:officers}", isOptional: true),
                            .init("Be patient.", isOptional: true),
                        ])
                ]),
            MessageTemplate(
                id: "alert", kind: .alert, title: "Alert",
                elements: ["guidance": "{action}", "time": "now", "source": "{department}"],
                fields: [.init(name: "action", hint: "what to do")], identifiesNobody: true,
                texts: [
                    .init(
                        language: "en",
                        segments: [.init("{department}: danger at {place}. {guidance}.")])
                ], armed: .init(allClear: "alert-over", falseAlert: "alert-false")),
            MessageTemplate(
                id: "alert-over", kind: .allClear, title: "All-clear",
                fields: [.init(name: "action", hint: "what to do")], identifiesNobody: true,
                texts: [.init(language: "en", segments: [.init("{place}: the danger is over.")])]),
            MessageTemplate(
                id: "alert-false", kind: .retraction, title: "False alert",
                fields: [.init(name: "action", hint: "what to do")], identifiesNobody: true,
                texts: [
                    .init(
                        language: "en",
                        segments: [.init("Our alert to {action} was wrong. There is no danger.")])
                ]),
            MessageTemplate(
                id: "fact-correction", kind: .correction, title: "Own error",
                identifiesNobody: true,
                texts: [
                    .init(
                        language: "en",
                        segments: [
                            .init("CORRECTION: we said \"{claim}\". That was wrong. {truth}")
                        ])
                ]),
            MessageTemplate(
                id: "rumor-correction", kind: .correction, title: "False claim",
                identifiesNobody: true,
                texts: [
                    .init(
                        language: "en",
                        segments: [.init("FALSE: \"{claim}\". Right is: {truth}")])
                ]),
            MessageTemplate(
                id: "retraction", kind: .retraction, title: "Retraction", identifiesNobody: true,
                texts: [.init(language: "en", segments: [.init("We take our message back.")])]),
        ],
        steps: [
            Step(id: "notify", title: "Notify the chief", role: .pio),
            Step(id: "brief", title: "Brief the press", role: .pio, requires: ["notify"]),
            Step(
                id: "speak", title: "Speak first", role: .pio,
                trigger: .init(event: .messageReleased, template: "holding")),
        ])

    func with(_ change: (inout Playbook) -> Void) -> Playbook {
        var changed = self
        change(&changed)
        return changed
    }
}

extension Department {
    static let test = Department(
        id: "riverton-pd", name: "Riverton Police", zone: "America/Chicago",
        hotline: "555-0100",
        people: [
            Person(id: "pio-1", roles: [.pio]), Person(id: "pio-2", roles: [.pio]),
            Person(id: "ic-1", roles: [.incidentCommander]),
            Person(id: "jic-1", roles: [.jicManager], agency: "county"),
            Person(id: "rumor-1", roles: [.rumorControl]),
            Person(id: "watcher-1", roles: [.reviewer]),
        ])

    func with(_ change: (inout Department) -> Void) -> Department {
        var changed = self
        change(&changed)
        return changed
    }
}
