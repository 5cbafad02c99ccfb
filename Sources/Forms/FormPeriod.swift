public import Incident
public import IncidentEvents
internal import ReadModels

/// The time that a form covers: an operational period, or the incident from its beginning.
public struct FormPeriod: Hashable, Sendable {
    /// P1, P2, …; nil for the whole incident.
    public let id: String?
    let from: Instant?
    let to: Instant?
    /// The period; nil for the whole incident.
    private let period: IncidentState.OperationalPeriod?

    /// The whole incident, from its first entry.
    public static let whole = FormPeriod(id: nil, from: nil, to: nil, nil)

    private init(
        id: String?, from: Instant?, to: Instant?, _ period: IncidentState.OperationalPeriod?
    ) {
        self.period = period
        self.id = id
        self.from = from
        self.to = to
    }

    /// One of the incident's periods; nil if the id is unknown. A period without an end lasts until
    /// the next one begins.
    public init?(_ id: PeriodID, in state: IncidentState) {
        guard let period = state.periods[id] else { return nil }
        let later = state.periods.all.drop { $0.id != id }.dropFirst()
        let next = later.first.map { $0.from ?? $0.stamp.at }
        self.init(
            id: id.description, from: period.from ?? period.stamp.at,
            to: [period.to, next].compactMap(\.self).min(), period)
    }

    /// Its objectives; for the whole incident, those of the latest period.
    func objectives(_ source: FormSource) -> [String] {
        guard let period = period ?? source.period, !source.isRestricted(period.stamp) else {
            return []
        }
        return period.objectives
    }

    /// Whether the moment is in the period, by claimed time, else by incident time. The end belongs
    /// to the next period.
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
