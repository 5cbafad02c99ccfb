public import Basics
public import Channels
public import Incident
public import IncidentEvents
public import Playbooks

/// The occurrences of several campaigns by time, and where two of them get in each other's way.
///
/// JSON: `occurrences`, as in ``Entry``, and `conflicts` with `day`, `hour`, `channel`, `audience` and
/// `occurrences`: the names of those that are to go out then.
public struct RoutineCalendar: Sendable, Encodable {
    /// One occurrence in a calendar.
    public struct Entry: Hashable, Sendable, Encodable {
        /// The campaign's id.
        public var incident: String
        public var schedule: String
        /// The day by the rule, `2027-01-08`.
        public var date: String
        public var at: Instant
        public var state: RoutineWork.Condition
        public var channels: [ChannelID]
        public var audience: String
        public var message: MessageID?
        public var reason: String?
        /// The campaign's title.
        public let title: String
        /// How often something was decided about it, and when last.
        public let changes: Int
        public let changed: Instant
        /// The day and hour on the wall clock where the campaign is.
        let hour: String

        private enum CodingKeys: CodingKey {
            case incident, schedule, date, at, state, channels, audience, message, reason
        }

        /// `tips friday-tip of 2027-01-08`
        public var name: String { "\(incident) \(schedule) of \(date)" }
    }

    /// Two or more posts in the same hour, on the same channel, for the same audience.
    public struct Conflict: Hashable, Sendable, Encodable {
        /// The day and the hour, `2027-01-08 09`.
        public var hour: String
        public var channel: ChannelID
        public var audience: String
        /// Their names.
        public var occurrences: [String]
    }

    public var occurrences: [Entry]
    public var conflicts: [Conflict]
    /// Occurrences that an earlier calendar may have shown and that no longer exist.
    public let ended: [Entry]

    private enum CodingKeys: CodingKey { case occurrences, conflicts }

    /// A campaign with all that its calendar needs.
    public struct Source: Sendable {
        var incident: String
        var state: IncidentState
        var playbook: Playbook
        var department: Department

        public init(
            _ incident: String, _ state: IncidentState, _ playbook: Playbook,
            _ department: Department
        ) {
            self.incident = incident
            self.state = state
            self.playbook = playbook
            self.department = department
        }
    }

    /// - Parameters:
    ///   - first: The first day, each campaign's in its own zone.
    ///   - last: The last day.
    public init(of campaigns: [Source], from first: CivilDate, to last: CivilDate, asOf: Instant) {
        occurrences = campaigns.flatMap { $0.entries(from: first, to: last, asOf: asOf) }
            .sorted { ($0.at, $0.name) < ($1.at, $1.name) }
        ended = campaigns.flatMap { $0.ended(from: first, to: last, asOf: asOf) }
            .sorted { ($0.at, $0.name) < ($1.at, $1.name) }
        conflicts = Self.conflicts(among: occurrences)
    }

    private static func conflicts(among entries: [Entry]) -> [Conflict] {
        struct Place: Hashable {
            var hour: String
            var channel: ChannelID
            var audience: String
        }
        var places: [Place] = []
        var names: [Place: [String]] = [:]
        for entry in entries where entry.state == .pending || entry.state == .moved {
            for channel in entry.channels.uniqued() {
                let place = Place(
                    hour: entry.hour, channel: channel, audience: entry.audience.lowercased())
                if names[place] == nil { places.append(place) }
                names[place, default: []].append(entry.name)
            }
        }
        return places.compactMap { place in
            let together = names[place] ?? []
            return together.count < 2
                ? nil
                : Conflict(
                    hour: place.hour, channel: place.channel, audience: place.audience,
                    occurrences: together)
        }
    }
}

extension RoutineCalendar.Source {
    fileprivate func entries(
        from first: CivilDate, to last: CivilDate, asOf: Instant
    ) -> [RoutineCalendar.Entry] {
        let work = RoutineWork(state, playbook, department, asOf: asOf)
        return state.schedules.flatMap { planned in
            work.items(of: planned, from: first, to: last).map { entry($0, of: planned) }
        }
    }

    fileprivate func ended(
        from first: CivilDate, to last: CivilDate, asOf: Instant
    ) -> [RoutineCalendar.Entry] {
        let work = RoutineWork(state, playbook, department, asOf: asOf)
        return state.schedules.flatMap { planned in
            work.endedItems(of: planned, from: first, to: last).map { entry($0, of: planned) }
        }
    }

    private func entry(
        _ item: RoutineWork.Item, of planned: PlannedSchedule
    ) -> RoutineCalendar.Entry {
        let template = planned.post.template.flatMap(playbook.template)
        return RoutineCalendar.Entry(
            incident: incident, schedule: item.schedule, date: item.date.text, at: item.at,
            state: item.condition,
            channels: planned.post.channels ?? template?.channels ?? playbook.channels,
            audience: state.campaign?.plan.audience ?? "public", message: item.message,
            reason: item.reason, title: state.opening?.title ?? incident, changes: item.changes,
            changed: item.changed,
            hour: String(state.zone.day(item.at) + " " + state.zone.clock(item.at).prefix(2)))
    }
}
