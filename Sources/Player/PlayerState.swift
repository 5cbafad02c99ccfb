public import Incident
public import IncidentEvents
public import Playbooks
internal import ReadModels

/// The player between two keys: its position, its playback, and its open panes.
///
/// Keys, elapsed time and new entries go in; ``PlayerScreen`` shows the result.
public struct PlayerState: Sendable {
    public private(set) var history: History
    /// The entry under the cursor: the last one that has happened.
    public private(set) var index: Int
    /// The moment shown, in incident time.
    public private(set) var time: Instant
    /// The last moment that can be shown.
    public private(set) var end: Instant
    public private(set) var isPlaying = false
    /// The department, for the channels on which it has no account; nil if unknown.
    private let department: Department?
    /// The seconds of the incident that pass in one second.
    public private(set) var speed = 60
    /// Whether the incident may still grow, and whether the player follows it.
    public let isLive: Bool
    public private(set) var isFollowing: Bool

    public internal(set) var pane = Pane.gap
    public internal(set) var isZoomed = false
    /// The number of items of a pane that have been scrolled past.
    public internal(set) var scrolled: [Pane: Int] = [:]
    public internal(set) var showsHelp = false
    /// Whether the timeline gives each entry, not each minute, the same room: most of an incident's
    /// entries often fall into a small part of its time.
    public internal(set) var isScaledByEntry = false
    public internal(set) var prompt: Prompt?
    /// The result of the last key, if it needs a message.
    public internal(set) var notice: String?
    public internal(set) var isDone = false
    var lastSearch = ""

    /// The incident's state after the entry under the cursor.
    public private(set) var incident: IncidentState
    public private(set) var columns: Columns

    public enum Pane: Int, Hashable, Sendable, CaseIterable {
        case known, said, gap, entry
    }

    public struct Prompt: Hashable, Sendable {
        public enum Question: Hashable, Sendable { case time, position, search }
        public var question: Question
        public var text = ""
    }

    public static let speeds = [1, 2, 5, 10, 30, 60, 120, 300, 600]

    /// - Parameters:
    ///   - history: A history with at least one entry.
    ///   - start: The starting moment; nil for the first entry, or the last of a live incident.
    ///   - end: The last moment that can be shown.
    ///   - isLive: Whether entries may be appended.
    ///   - department: Where it has no account, nothing is missing; nil if unknown.
    public init(
        _ history: History, start: Instant? = nil, end: Instant, isLive: Bool = false,
        department: Department? = nil
    ) {
        precondition(!history.isEmpty, "There is nothing to play.")
        self.history = history
        self.end = max(end, history.times[history.count - 1])
        self.isLive = isLive
        self.department = department
        isFollowing = isLive && start == nil
        let first = history.times[0]
        time = min(max(start ?? (isLive ? self.end : first), first), self.end)
        index = isFollowing ? history.count - 1 : start == nil ? 0 : history.index(at: time)
        incident = history.state(after: index)
        columns = Columns(incident, asOf: time, department)
    }

    public var first: Instant { history.times[0] }
    /// The zone in which times are read and printed.
    public var zone: Zone { history.last.zone }
    public var isAtEnd: Bool { index == history.count - 1 && time >= end }

    /// Goes to an entry, at its own time.
    mutating func go(to index: Int) {
        isFollowing = false
        stand(at: index, time: history.times[index])
    }

    /// Goes to a moment, after all entries up to it.
    mutating func go(to moment: Instant) {
        isFollowing = false
        let moment = min(max(moment, first), end)
        stand(at: history.index(at: moment), time: moment)
    }

    mutating func goToEnd() {
        isPlaying = false
        isFollowing = isLive
        stand(at: history.count - 1, time: end)
    }

    private mutating func stand(at index: Int, time: Instant) {
        // Ages are shown in seconds at the finest, and the player's beat is shorter.
        let isSame = index == self.index && time.wholeSecond == self.time.wholeSecond
        if index != self.index {
            scrolled[.entry] = nil
            incident = history.state(after: index)
        }
        self.index = index
        self.time = time
        if !isSame { columns = Columns(incident, asOf: time, department) }
    }

    mutating func togglePlaying() {
        if isPlaying {
            isPlaying = false
        } else if isAtEnd {
            notice =
                isLive ? "You are live." : "This is the end. Home goes to the start."
        } else {
            isPlaying = true
            isFollowing = false
        }
    }

    mutating func changeSpeed(faster: Bool) {
        let place = Self.speeds.firstIndex(of: speed) ?? 0
        speed = Self.speeds[min(max(place + (faster ? 1 : -1), 0), Self.speeds.count - 1)]
        notice = "Speed: \(speed) seconds of the incident per second."
    }

    /// Advances the playback by the elapsed time.
    public mutating func advance(by elapsed: Duration) {
        guard isPlaying else { return }
        let moment = min(time.advanced(by: elapsed * speed), end)
        // Later entries at the same time may be behind the cursor: they are not played again.
        stand(at: max(index, history.index(at: moment)), time: moment)
        if isAtEnd { goToEnd() }
    }

    /// The clock of a live incident advances even if nothing happens.
    public mutating func present(is now: Instant) {
        end = max(end, now)
        if isFollowing { stand(at: history.count - 1, time: end) }
    }

    public mutating func append(_ records: some Sequence<IncidentRecord>) {
        let count = history.count
        for record in records { history.append(record) }
        guard history.count > count else { return }
        end = max(end, history.times[history.count - 1])
        if isFollowing {
            stand(at: history.count - 1, time: end)
        } else {
            // The cursor stays, and so does the display.
            notice = "\(history.count - 1 - index) newer entries. Press f to follow."
        }
    }
}

extension Instant {
    fileprivate var wholeSecond: Int64 { microseconds / 1_000_000 }
}
