public import Incident
public import IncidentEvents
public import ReadModels

/// The source of forms and situation reports: one incident's log up to a moment.
///
/// They are for responders and not for the public. Restricted entries, and everything about the
/// things that they created, are left out and counted.
public struct FormSource: Sendable {
    let incident: String
    let state: IncidentState
    let due: [DueItem]
    let jurisdiction: String?
    let asOf: Instant
    /// The entries that may be shown, in log order.
    let entries: [TimelineEntry]
    let casualties: Casualties
    let words: ReportWords
    /// The number of entries left out.
    let restrictedEntries: Int
    /// The things that restricted entries created: `F3`, `R1`.
    private let restrictedSubjects: Set<String>
    /// The subjects of restricted entries, including those that another entry created.
    private let touched: Set<String>
    private let restricted: Set<UInt64>

    /// - Parameters:
    ///   - incident: The incident's id.
    ///   - records: The records that `state` was folded from.
    ///   - due: The items due at `asOf`.
    ///   - jurisdiction: The lead department's; nil if its file has none.
    ///   - asOf: Incident time of the last records.
    public init(
        incident: String, state: IncidentState, records: some Collection<IncidentRecord>,
        due: [DueItem], jurisdiction: String?, asOf: Instant
    ) {
        let timeline = Timeline(folding: records, limits: state.visibilities)
        let open = timeline.view(.internal)
        let shown = Set(open.map(\.moment.position))
        let hidden = timeline.view(.restricted).filter { !shown.contains($0.moment.position) }
        let restricted = Set(hidden.map(\.moment.position))
        let casualties = Casualties(state)
        let words = ReportWords(state: state, casualties: casualties)
        let subjects = Set(
            records.compactMap { record in
                guard restricted.contains(record.position), case .event(let event) = record.content
                else { return String?.none }
                return event.createdID
            })
        self.incident = incident
        self.state = state
        self.jurisdiction = jurisdiction
        self.asOf = asOf
        self.casualties = casualties
        self.words = words
        self.restricted = restricted
        touched = Set(hidden.compactMap(\.subject))
        restrictedSubjects = subjects
        entries = open.compactMap { entry in
            if let subject = entry.subject, subjects.contains(subject) { return nil }
            return words.entry(entry)
        }
        restrictedEntries = records.count - entries.count
        self.due = due.filter { item in
            !(item.subject.map(subjects.contains) ?? false)
        }.map { item in
            var item = item
            // A draft may contain information that nobody may have yet.
            item.words = nil
            return item
        }.map(words.item)
    }

    var zone: Zone { state.zone }

    func isRestricted(_ subject: some CustomStringConvertible) -> Bool {
        restrictedSubjects.contains(subject.description)
    }

    /// Whether a restricted entry concerns it, so its contents may come from that entry.
    func isTouched(_ subject: some CustomStringConvertible) -> Bool {
        touched.contains(subject.description)
    }

    func isRestricted(_ stamp: Stamp) -> Bool { restricted.contains(stamp.position) }

    /// The reason that the texts of a message are not shown; nil if they may be.
    func withholding(of message: Message) -> String? {
        if case .persons(let persons) = message.declaration,
            persons.contains(where: \.awaitsNextOfKin)
        {
            return
                "Withheld: it identifies somebody whose next of kin are not recorded as notified."
        }
        return isTouched(message.id)
            ? "Withheld: an entry about it is restricted." : nil
    }

    /// The entries that changed the situation or the beliefs about it. Guard findings of a past
    /// incident did not happen at the time.
    var turningPoints: [TimelineEntry] {
        entries.filter { $0.isTurningPoint && $0.kind != "guard-flagged" }
    }

    /// Facts that may be shown.
    var facts: [Fact] { state.facts.all.filter { !isRestricted($0.id) } }

    /// `EXERCISE: not a real incident`; nil if the incident is one.
    var marking: String? {
        switch state.mode {
        case .exercise, .reenactment:
            "\(state.mode.marking): not a real incident"
        case .live, .routine, .unspecified, .UNRECOGNIZED: nil
        }
    }

    /// The lines under a sheet's title: the incident, the moment, the entries left out.
    var lines: [String] {
        var lines = ["\(title.recorded) (\(incident))", "As of \(zone.dated(asOf))"]
        if restrictedEntries > 0 {
            let entries = restrictedEntries == 1 ? "entry is" : "entries are"
            lines.append("\(restrictedEntries) restricted \(entries) left out")
        }
        if state.unknownEntries > 0 {
            lines.append(
                "Entries that need a newer version of Tocsin, left out: \(state.unknownEntries)")
        }
        return lines
    }

    var title: String? { state.opening?.title }

    /// The current holders of a role: `duty-chief (riverton-pd)`.
    func holders(of role: Role) -> [String] {
        assignments.filter { $0.relieved == nil && $0.role == role }.map(\.holder)
    }

    var assignments: [IncidentState.RoleAssignment] {
        state.assignments.filter { !isRestricted($0.assigned) }
    }

    var phase: String? { state.phases.last { !isRestricted($0.stamp) }?.phase }

    /// The latest operational period.
    var period: IncidentState.OperationalPeriod? {
        state.periods.all.last { !isRestricted($0.stamp) }
    }

    /// `about 2016-07-07 20:58 CDT`
    var onset: String? {
        state.onset.map { zone.words(for: $0.at, certainty: $0.certainty) }
    }

    func time(_ moment: Moment) -> String { zone.words(for: moment) }
    func time(_ stamp: Stamp) -> String { zone.words(for: Moment(stamp)) }
}

extension IncidentState.RoleAssignment {
    var holder: String { agency.map { "\(person) (\($0))" } ?? person }
}
