public import Incident
public import IncidentEvents
public import ReadModels

/// What forms and situation reports are written from: one incident's log up to a moment.
///
/// They are for the response and not for the public. Restricted entries, and whatever was said of
/// what they put on record, are left out and counted.
public struct FormSource: Sendable {
    let incident: String
    let state: IncidentState
    let due: [DueItem]
    let jurisdiction: String?
    let asOf: Instant
    /// What may be shown, in log order.
    let entries: [TimelineEntry]
    let casualties: Casualties
    let words: ReportWords
    /// What is left out, in entries.
    let restrictedEntries: Int
    /// What restricted entries put on record: `F3`, `R1`.
    private let restrictedSubjects: Set<String>
    /// What some restricted entry is about, also where another put it on record.
    private let touched: Set<String>
    private let restricted: Set<UInt64>

    /// - Parameters:
    ///   - incident: Its id.
    ///   - records: The records that `state` was folded from.
    ///   - due: What is due at `asOf`.
    ///   - jurisdiction: Of the department that leads; nil where its file names none.
    ///   - asOf: Incident time up to which the records reach.
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
            // A draft may say what nobody may know yet.
            item.words = nil
            return item
        }.map(words.item)
    }

    var zone: Zone { state.zone }

    func isRestricted(_ subject: some CustomStringConvertible) -> Bool {
        restrictedSubjects.contains(subject.description)
    }

    /// Whether a restricted entry bears on it, so that what it holds may come from there.
    func isTouched(_ subject: some CustomStringConvertible) -> Bool {
        touched.contains(subject.description)
    }

    func isRestricted(_ stamp: Stamp) -> Bool { restricted.contains(stamp.position) }

    /// Why the texts of a message are not shown; nil where they may be.
    func withholding(of message: Message) -> String? {
        if case .persons(let persons) = message.declaration,
            persons.contains(where: \.awaitsNextOfKin)
        {
            return
                "Withheld: it identifies somebody whose next of kin are not recorded as told."
        }
        return isTouched(message.id)
            ? "Withheld: an entry about it is restricted." : nil
    }

    /// What changed the situation or what people believed of it. What a guard would have stopped
    /// in a past incident did not happen then.
    var turningPoints: [TimelineEntry] {
        entries.filter { $0.isTurningPoint && $0.kind != "guard-flagged" }
    }

    /// Facts that may be shown.
    var facts: [Fact] { state.facts.all.filter { !isRestricted($0.id) } }

    /// `EXERCISE: not a real incident`; nil where the incident is one.
    var marking: String? {
        switch state.mode {
        case .exercise, .reenactment:
            "\(state.mode.marking): not a real incident now"
        case .live, .routine, .unspecified, .UNRECOGNIZED: nil
        }
    }

    /// Under a sheet's title: which incident, which moment, what is left out.
    var lines: [String] {
        var lines = ["\(title) (\(incident))", "As of \(zone.dated(asOf))"]
        if restrictedEntries > 0 {
            let entries = restrictedEntries == 1 ? "entry is" : "entries are"
            lines.append("\(restrictedEntries) restricted \(entries) left out")
        }
        if state.unknownEntries > 0 {
            lines.append("Entries of a newer version, not understood: \(state.unknownEntries)")
        }
        return lines
    }

    var title: String { state.opening?.title ?? "" }

    /// Who holds a role now: `duty-chief (riverton-pd)`.
    func holders(of role: Role) -> [String] {
        assignments.filter { $0.relieved == nil && $0.role == role }.map(\.holder)
    }

    var assignments: [IncidentState.RoleAssignment] {
        state.assignments.filter { !isRestricted($0.assigned) }
    }

    var phase: String? { state.phases.last { !isRestricted($0.stamp) }?.phase }

    /// The operational period that began last.
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
    var holder: String { agency.isEmpty ? person : "\(person) (\(agency))" }
}
