public import ReadModels
internal import Channels
internal import Incident
internal import IncidentEvents
public import Wire

extension RoutineCalendar {
    /// The program that makes the files.
    public static let productID = "-//Tocsin//Campaigns//EN"

    /// A calendar to which other programs subscribe: one event for each occurrence, in UTC.
    ///
    /// What is paused, skipped or ended is cancelled rather than left out: a calendar keeps what a
    /// file no longer has. It names the campaign and the schedule, never a text or a reason: those may say what nobody
    /// may know yet.
    ///
    /// - Parameters:
    ///   - name: The name for people.
    ///   - department: The department's id, which makes the events' ids unique.
    /// - Throws: A `WireError` for a value that the format can't hold.
    public func iCalendar(named name: String, of department: String) throws(WireError) -> ICalendar
    {
        try ICalendar(
            productID: Self.productID, name: name,
            events: (occurrences + ended).compactMap { $0.event(of: department) })
    }
}

extension RoutineCalendar.Entry {
    /// Nil before year 1 and after year 9999.
    fileprivate func event(of department: String) -> ICalendarEvent? {
        guard let start = WireTime(rfc3339: at.rfc3339),
            let stamp = WireTime(rfc3339: changed.rfc3339)
        else { return nil }
        let isCancelled = [.paused, .skipped, .ended].contains(state)
        let details = [
            "State: \(state.rawValue)",
            "Channels: \(channels.map(\.rawValue).joined(separator: ", "))",
            "Audience: \(audience)", message.map { "Message: \($0)" },
        ]
        return ICalendarEvent(
            uid: "\(incident)/\(schedule)/\(date)@\(department)", sequence: changes,
            status: isCancelled ? .cancelled : .confirmed, summary: "\(title): \(schedule)",
            details: details.compactMap(\.self).joined(separator: "\n"), start: start,
            stamp: stamp)
    }
}
