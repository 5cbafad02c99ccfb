internal import Documents

/// One event of a calendar: a moment or a span of time.
public struct ICalendarEvent: Hashable, Sendable {
    public enum Status: String, Sendable {
        case tentative = "TENTATIVE"
        case confirmed = "CONFIRMED"
        case cancelled = "CANCELLED"
    }

    /// An id that never changes, unique in the world, such as `tips/2026-10-02@police.example`.
    public var uid: String
    /// The number of changes since the event was first published. A calendar that knows a higher one
    /// may ignore the event, so a cancellation raises it too.
    public var sequence: Int
    public var status: Status
    /// The name for people, in one line.
    public var summary: String
    /// More, plain; it may have several lines.
    public var details: String?
    public var start: WireTime
    /// Nil for a moment.
    public var end: WireTime?
    /// The time of the last change.
    public var stamp: WireTime

    public init(
        uid: String, sequence: Int = 0, status: Status = .confirmed, summary: String,
        details: String? = nil, start: WireTime, end: WireTime? = nil, stamp: WireTime
    ) {
        self.uid = uid
        self.sequence = sequence
        self.status = status
        self.summary = summary
        self.details = details
        self.start = start
        self.end = end
        self.stamp = stamp
    }
}

/// A calendar to which other programs subscribe: an iCalendar file, RFC 5545.
///
/// All times are in UTC, so the file needs no zone rules. It has no METHOD: that would make it a
/// message to attendees (RFC 5546), which needs an organizer.
public struct ICalendar: Sendable {
    /// The program that made the file, such as `-//Tocsin//Campaigns//EN`.
    public let productID: String
    /// The name for people.
    public let name: String
    /// The time after which calendars should look for changes, in whole minutes above 0.
    public let refreshMinutes: Int
    public let events: [ICalendarEvent]

    /// - Throws: A ``WireError`` if an id is empty or occurs twice, a summary is empty, a sequence
    ///   is negative, an event ends before it starts, or the refresh time isn't above 0.
    public init(
        productID: String, name: String, refreshMinutes: Int = 60, events: [ICalendarEvent]
    ) throws(WireError) {
        func check(
            _ holds: Bool, at place: String, _ reason: String, _ remedy: String
        ) throws(WireError) {
            if !holds { throw WireError("write the calendar", at: place, reason, mend: remedy) }
        }
        try check(
            refreshMinutes > 0, at: "the calendar", "its refresh time is \(refreshMinutes) min",
            "Give a number above 0")
        var ids: Set<[UInt8]> = []
        for event in events {
            let place = "event \"\(event.uid.prefix(80))\""
            try check(
                !Self.isBlank(event.uid), at: place, "its id is empty", "Give it an id")
            try check(
                ids.insert(Array(event.uid.utf8)).inserted, at: place, "its id occurs twice",
                "Give each event an id of its own")
            try check(
                !Self.isBlank(event.summary), at: place, "its summary is empty", "Give it a summary"
            )
            try check(
                event.sequence >= 0, at: place, "its sequence is \(event.sequence)",
                "Count changes from 0")
            try check(
                event.end.map { $0.secondsSince1970 > event.start.secondsSince1970 } ?? true,
                at: place, "it ends before it lasts a second", "Give a later end, or none")
        }
        (self.productID, self.name) = (productID, name)
        (self.refreshMinutes, self.events) = (refreshMinutes, events)
    }

    private static func isBlank(_ text: String) -> Bool {
        text.allSatisfy { $0.isWhitespace }
    }
}

extension ICalendar {
    /// The file's text: lines of at most 75 bytes of UTF-8 that end with CR and LF.
    public var text: String {
        let head = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:\(Self.escaped(productID))",
            "CALSCALE:GREGORIAN", "NAME:\(Self.escaped(name))",
            "X-WR-CALNAME:\(Self.escaped(name))",
            "REFRESH-INTERVAL;VALUE=DURATION:PT\(refreshMinutes)M",
            "X-PUBLISHED-TTL:PT\(refreshMinutes)M",
        ]
        return (head + events.flatMap(Self.lines) + ["END:VCALENDAR"])
            .map { Self.folded($0) + "\r\n" }.joined()
    }

    private static func lines(_ event: ICalendarEvent) -> [String] {
        [
            "BEGIN:VEVENT", "UID:\(escaped(event.uid))", "DTSTAMP:\(event.stamp.iCalendar)",
            "DTSTART:\(event.start.iCalendar)", event.end.map { "DTEND:\($0.iCalendar)" },
            "SEQUENCE:\(event.sequence)", "STATUS:\(event.status.rawValue)",
            "SUMMARY:\(escaped(event.summary))",
            event.details.map { "DESCRIPTION:\(escaped($0))" },
            // A planned post makes nobody busy.
            "TRANSP:TRANSPARENT", "END:VEVENT",
        ].compactMap { $0 }
    }

    /// The text as a value. iCalendar has no way to write a control character other than a line's
    /// end and a tab, so such a character is shown as `\u{1B}`.
    private static func escaped(_ text: String) -> String {
        let lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        return lines.unicodeScalars.reduce(into: "") { value, scalar in
            switch scalar {
            case "\\", ";", ",": value += "\\\(scalar)"
            case "\n": value += "\\n"
            case "\t": value += "\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                value += escaped(VisibleText.sign(for: scalar))
            default: value.unicodeScalars.append(scalar)
            }
        }
    }

    /// The line in parts of at most 75 bytes, the later ones with a leading space. No part ends
    /// inside a character's bytes.
    private static func folded(_ line: String) -> String {
        var folded = ""
        var length = 0
        for scalar in line.unicodeScalars {
            let width = UTF8.width(scalar)
            if length + width > 75 {
                folded += "\r\n "
                length = 1
            }
            folded.unicodeScalars.append(scalar)
            length += width
        }
        return folded
    }
}
