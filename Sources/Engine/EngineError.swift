public import EventLog
public import IncidentEvents

/// Command failures other than domain rejections and log errors.
public enum EngineError: Error, Hashable, Sendable {
    case noHome(path: String)
    /// The folder holds something that does not belong in a home.
    case foreignHome(path: String, found: String)
    /// The operating system denies access to the folder.
    case unusableHome(path: String, why: String)
    case unknownIncident(String, known: [String])
    /// An incident with the id was opened before.
    case incidentExists(String)
    /// No IANA zone of that name is installed.
    case unknownZone(String)
    /// The request id was used before, for a different command.
    case requestReused(id: EventID, stream: String)
    /// A simulated time was given for an incident that runs on the real clock.
    case notSimulated(stream: String, mode: IncidentMode)
    /// A stored record is not an event, or its metadata can't be read.
    case unreadableRecord(position: UInt64, why: String)
    /// The playbook or department file that the incident adopted can't be used.
    case unusableAdoption(what: String, why: String)
}

extension EngineError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noHome(let path):
            return "\(path) isn't a Tocsin home."
        case .foreignHome(let path, let found):
            return "\(path) isn't a Tocsin home: it has \(found)."
        case .unusableHome(let path, let why):
            return "The home \(path) can't be used: \(why)."
        case .unknownIncident(let id, let known):
            let list =
                known.isEmpty ? "This home has none yet." : "Known incidents: \(Self.list(known))."
            return "This home has no incident \"\(id.prefix(80))\". \(list)"
        case .incidentExists(let id):
            return "The incident \(id) already exists."
        case .unknownZone(let name):
            return "\"\(name)\" isn't a time zone on this computer."
                + " Write it like America/Chicago."
        case .requestReused(let id, let stream):
            return "The request \(id) was used before, in \(stream), for a different command."
                + " Nothing was recorded."
        case .notSimulated(let stream, let mode):
            return
                "\(stream) is \(mode.marking) and runs on the real clock. Use simulated time only in"
                + " an EXERCISE or a REENACTMENT."
        case .unreadableRecord(let position, let why):
            return "The record at position \(position) can't be read: \(why)."
                + " Restore the log from a backup."
        case .unusableAdoption(let what, let why):
            return "The \(what) that the incident was opened with can't be used:\n\(why)\n"
                + "Use the Tocsin version that opened the incident."
        }
    }

    private static func list(_ names: [String]) -> String {
        names.count <= 12
            ? names.joined(separator: ", ")
            : names.prefix(12).joined(separator: ", ") + " and \(names.count - 12) more"
    }
}
