internal import Basics
internal import Incident
internal import IncidentEvents
internal import ReadModels

extension Form {
    /// ICS 209, Incident Status Summary: the blocks that the log can fill; all others are marked.
    ///
    /// - Parameter period: The operational period reported; nil for the whole incident.
    public static func incidentStatusSummary(
        _ source: FormSource, period: FormPeriod
    ) -> Form {
        let casualties = source.figures
        let recorded: [String: Content] = [
            "1": Content(source.title), "2": Content(source.incident),
            "4": Content(source.holders(of: .incidentCommander).joined(separator: "; ")),
            "6": Content(source.onset), "9": Content(source.state.opening?.hazard.spelledOut),
            "11": Content(period.words(source)),
            "20": Content(source.jurisdiction?.capitalizedFirst),
            "25": Content(source.state.opening?.place),
            "28": Content(
                columns: ["Time", "Event"],
                rows: source.turningPoints.filter { period.holds($0.moment) }
                    .map { [source.time($0.moment), $0.text] }),
            "31": source.statusSummary(of: .civilians, casualties),
            "32": source.statusSummary(of: .responders, casualties),
            "37": Content(list: period.objectives(source)),
            "47": Content(list: source.remarks(casualties)),
        ]
        return Form(
            "ICS 209", "Incident Status Summary", edition: edition2010, marking: source.marking,
            lines: source.lines,
            blocks: titles209.map { number, title in
                Block(number, title, recorded[number] ?? .notRecorded)
            })
    }

    /// The form's blocks in their order.
    private static let titles209: [(number: String, title: String)] = [
        ("1", "Incident Name"), ("2", "Incident Number"), ("3", "Report Version"),
        ("4", "Incident Commander(s) & Agency or Organization"),
        ("5", "Incident Management Organization"), ("6", "Incident Start Date/Time"),
        ("7", "Current Incident Size or Area Involved"),
        ("8", "Percent (%) Contained or Completed"), ("9", "Incident Definition"),
        ("10", "Incident Complexity Level"), ("11", "For Time Period"), ("12", "Prepared By"),
        ("13", "Date/Time Submitted"), ("14", "Approved By"),
        ("15", "Primary Location, Organization, or Agency Sent To"), ("16", "State"),
        ("17", "County/Parish/Borough"), ("18", "City"), ("19", "Unit or Other"),
        ("20", "Incident Jurisdiction"), ("21", "Incident Location Ownership"),
        ("22", "Longitude and Latitude"), ("23", "US National Grid Reference"),
        ("24", "Legal Description"), ("25", "Short Location or Area Description"),
        ("26", "UTM Coordinates"), ("27", "Electronic Geospatial Data Included or Attached"),
        ("28", "Significant Events for the Time Period Reported"),
        ("29", "Primary Materials or Hazards Involved"), ("30", "Damage Assessment Information"),
        ("31", "Public Status Summary"), ("32", "Responder Status Summary"),
        ("33", "Life, Safety, and Health Status/Threat Remarks"),
        ("34", "Life, Safety, and Health Threat Management"), ("35", "Weather Concerns"),
        ("36", "Projected Incident Activity, Potential, Movement, Escalation, or Spread"),
        ("37", "Strategic Objectives"),
        ("38", "Current Incident Threat Summary and Risk Information"),
        ("39", "Critical Resource Needs"), ("40", "Strategic Discussion"),
        ("41", "Planned Actions for Next Operational Period"),
        ("42", "Projected Final Incident Size/Area"),
        ("43", "Anticipated Incident Management Completion Date"),
        ("44", "Projected Significant Resource Demobilization Start Date"),
        ("45", "Estimated Incident Costs to Date"),
        ("46", "Projected Final Incident Cost Estimate"),
        ("47", "Remarks"), ("48", "Agency or Organization"), ("49", "Resources"),
        ("50", "Additional Personnel Not Assigned to a Resource"), ("51", "Total Personnel"),
        ("52", "Total Resources"),
        ("53", "Additional Cooperating and Assisting Organizations Not Listed Above"),
    ]
}

extension String {
    /// `Attack on officers` of `attack-on-officers`.
    fileprivate var spelledOut: String {
        replacing("-", with: " ").capitalizedFirst
    }
}

extension FormSource {
    fileprivate struct Figure {
        var fact: Fact
        var place: (group: CasualtyLine.Group, line: CasualtyLine)?
    }

    /// Verified figures that may be shown, each with its line.
    fileprivate var figures: [Figure] {
        casualties.figures.filter { !isRestricted($0.id) }.map {
            Figure(fact: $0, place: $0.topic.flatMap(CasualtyLine.of))
        }
    }

    /// A row for each official line; a figure for each scope, because figures of different scopes
    /// can't be added.
    fileprivate func statusSummary(
        of group: CasualtyLine.Group, _ figures: [Figure]
    ) -> Form.Content {
        let own = figures.filter { $0.place?.group == group }
        guard !own.isEmpty else { return .notRecorded }
        let who = group == .civilians ? "Civilians (Public)" : "Responders"
        let rows = CasualtyLine.allCases.flatMap { line -> [[String]] in
            let title = line.title(group)
            let known = own.filter { $0.place?.line == line }
            if title == nil, known.isEmpty { return [] }
            guard !known.isEmpty else {
                return [[title.recorded, Form.notRecorded, Form.notRecorded, ""]]
            }
            return known.map { figure in
                [
                    (title ?? figure.fact.topic).recorded, Form.notRecorded,
                    figure.fact.number.map(plain).recorded, basis(figure.fact),
                ]
            }
        }
        return .table(
            columns: [
                "C. Number of \(who)", "A. # This Reporting Period", "B. Total # to Date",
                "Scope and fact",
            ],
            rows: rows + [["N. Total # \(who) Affected", Form.notRecorded, Form.notRecorded, ""]])
    }

    private func basis(_ fact: Fact) -> String {
        let scope = fact.scope ?? "scope \(Form.notRecorded)"
        let verified = fact.verifications.last.map { ", verified \(time($0.stamp))" } ?? ""
        return "\(scope); \(fact.id)\(verified)"
    }

    fileprivate func remarks(_ figures: [Figure]) -> [String] {
        var remarks = figures.filter { $0.place == nil }.map { figure in
            "\(figure.fact.topic.recorded): \(figure.fact.number.map(plain).recorded); \(basis(figure.fact))"
        }
        let unverified = casualties.unverified.filter { !isRestricted($0.id) }
        if !unverified.isEmpty {
            remarks.append(
                "Blocks 31 and 32: not counted because not verified: "
                    + unverified.map(\.id.description).joined(separator: ", "))
        }
        let restricted = (casualties.figures + casualties.unverified).filter {
            isRestricted($0.id)
        }.count
        if restricted > 0 {
            remarks.append("Blocks 31 and 32: restricted figures left out: \(restricted)")
        }
        let index = ClaimIndex(state)
        let open = state.rumors.all.filter {
            !index.openCells(of: $0).isEmpty && !isRestricted($0.id)
        }
        if !open.isEmpty {
            remarks.append(
                "False claims still uncorrected somewhere: "
                    + open.map(\.id.description).joined(separator: ", "))
        }
        if state.isClosed, let closed = state.closures.last {
            remarks.append("Incident closed \(time(closed.stamp))")
        }
        return remarks
    }
}
