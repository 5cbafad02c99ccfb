internal import Basics
internal import Incident
internal import IncidentEvents
internal import ReadModels

extension Form {
    /// ICS 214, Activity Log: one person's entries in an operational period.
    ///
    /// - Returns: Nil if the person neither entered anything nor held a role.
    public static func activityLog(
        of person: String, _ source: FormSource, period: FormPeriod
    ) -> Form? {
        let roles = source.assignments.filter { $0.person == person }
        let own = source.entries.filter { $0.author?.actor == person }
        guard !roles.isEmpty || !own.isEmpty else { return nil }
        let agencies = (roles.compactMap(\.agency) + own.compactMap(\.author?.agency)).uniqued()
        let held = roles.map { role in
            role.relieved.map { "\(role.role) (until \(source.time($0)))" } ?? role.role.rawValue
        }
        return Form(
            "ICS 214", "Activity Log", edition: edition2010, marking: source.marking,
            lines: source.lines,
            blocks: [
                Block("1", "Incident Name", Content(source.title)),
                Block("2", "Operational Period", Content(period.words(source))),
                Block("3", "Name", Content(person)),
                Block("4", "ICS Position", Content(held.joined(separator: ", "))),
                Block("5", "Home Agency (and Unit)", Content(agencies.joined(separator: ", "))),
                Block("6", "Resources Assigned", .notRecorded),
                Block(
                    "7", "Activity Log",
                    Content(
                        columns: ["Date/Time", "Notable Activities"],
                        rows: own.filter { period.holds($0.moment) }.map { entry in
                            [source.time(entry.moment), entry.withCorrections]
                        })),
                Block("8", "Prepared by", .notRecorded),
            ])
    }
}

extension TimelineEntry {
    /// The entry, unchanged, with its corrections next to it.
    fileprivate var withCorrections: String {
        corrections.reduce(text) { $0 + " (corrected by entry \($1.position): \($1.right))" }
    }
}
