public import Incident
public import IncidentEvents
internal import ReadModels

/// The time that a form reports on: an operational period, or the incident from its beginning.
public struct FormPeriod: Hashable, Sendable {
    /// P1, P2, …; nil for the whole incident.
    public let id: String?
    let from: Instant?
    let to: Instant?

    /// From the earliest entry on.
    public static let whole = FormPeriod(id: nil, from: nil, to: nil)

    private init(id: String?, from: Instant?, to: Instant?) {
        self.id = id
        self.from = from
        self.to = to
    }

    /// One of the incident's periods; nil where it has none of that id. A period without an end
    /// lasts until the next one begins.
    public init?(_ id: PeriodID, in state: IncidentState) {
        guard let period = state.periods[id] else { return nil }
        let later = state.periods.all.drop { $0.id != id }.dropFirst()
        let next = later.first.map { $0.from ?? $0.stamp.at }
        self.init(
            id: id.description, from: period.from ?? period.stamp.at,
            to: [period.to, next].compactMap(\.self).min())
    }

    /// Whether it happened in the period, as claimed, else by incident time. The end belongs to
    /// the next period.
    func holds(_ moment: Moment) -> Bool {
        let time = moment.happenedAt
        return (from.map { time >= $0 } ?? true) && (to.map { time < $0 } ?? true)
    }

    func words(_ source: FormSource) -> String? {
        let zone = source.zone
        guard let start = from ?? source.state.opening?.stamp.at else { return nil }
        let end = to.map { "to \(zone.dated($0))" } ?? "to \(zone.dated(source.asOf)) (this report)"
        return "From \(zone.dated(start)) \(end)" + (id.map { " (\($0))" } ?? "")
    }
}
