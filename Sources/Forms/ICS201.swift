internal import Incident
internal import IncidentEvents
internal import ReadModels

extension Form {
    /// ICS 201, Incident Briefing: for the person who takes over.
    public static func incidentBriefing(_ source: FormSource) -> Form {
        Form(
            "ICS 201", "Incident Briefing", edition: edition2010, marking: source.marking,
            lines: source.lines,
            blocks: [
                Block("1", "Incident Name", Content(source.title)),
                Block("2", "Incident Number", Content(source.incident)),
                Block("3", "Date/Time Initiated", Content(source.initiated)),
                Block("4", "Map/Sketch", .notRecorded),
                Block(
                    "5", "Situation Summary and Health and Safety Briefing",
                    Content(list: source.situation)),
                Block("6", "Prepared by", .notRecorded),
                Block(
                    "7", "Current and Planned Objectives",
                    Content(list: source.period?.objectives ?? [])),
                Block(
                    "8", "Current and Planned Actions, Strategies, and Tactics",
                    Content(columns: ["Time", "Actions"], rows: source.actions)),
                Block(
                    "9", "Current Organization",
                    .table(
                        columns: ["Position", "Name and agency"], rows: source.organization)),
                Block("10", "Resource Summary", .notRecorded),
            ])
    }
}

extension FormSource {
    fileprivate var initiated: String? {
        guard let opened = state.opening?.stamp else { return nil }
        return "Opened \(time(opened))" + (onset.map { "; onset \($0)" } ?? "")
    }

    /// The current facts by what may be said about them, and the guidance given to the public.
    fileprivate var situation: [String] {
        let standing = facts.filter(\.isStanding).map { fact in
            "\(fact.id), \(fact.standing): \(casualties.sentence(fact))"
        }
        let guidance = state.messages.all.filter { message in
            message.hasProtectiveAction && !message.liveCarriers.isEmpty
                && !isRestricted(message.id) && withholding(of: message) == nil
        }.map { "Guidance to the public (\($0.id)): \($0.elements.guidance)" }
        return standing + guidance
    }

    /// The completed actions in order, then the planned ones with their times.
    fileprivate var actions: [[String]] {
        turningPoints.map { [time($0.moment), $0.text] }
            + due.map { item in
                [item.dueAt.map { "by \(zone.dated($0))" } ?? "planned", item.text]
            }
    }

    /// The official chart's positions in its order, then those of the joint information system.
    fileprivate var organization: [[String]] {
        let positions: [(title: String, role: Role?)] = [
            ("Incident Commander(s)", .incidentCommander), ("Liaison Officer", .liaison),
            ("Safety Officer", nil), ("Public Information Officer", .pio),
            ("Planning Section Chief", nil), ("Operations Section Chief", nil),
            ("Finance/Administration Section Chief", nil), ("Logistics Section Chief", nil),
        ]
        let others: [(title: String, role: Role?)] = [
            ("JIC Manager", .jicManager), ("Rumor Control", .rumorControl),
            ("Translator", .translator),
        ]
        let chart = positions.map { position in
            let names = position.role.map(holders) ?? []
            return [
                position.title,
                names.isEmpty ? Form.notRecorded : names.joined(separator: ", "),
            ]
        }
        return chart
            + others.compactMap { position in
                let names = position.role.map(holders) ?? []
                return names.isEmpty ? nil : [position.title, names.joined(separator: ", ")]
            }
    }
}

extension Fact {
    /// Its status, in a word or two.
    var standing: String {
        switch status {
        case .recorded: "not verified"
        case .verified: "verified, not cleared"
        case .cleared: "cleared"
        case .held: "held back"
        case .refuted: "refuted"
        case .superseded: "superseded"
        }
    }
}
