import Foundation
import TestData
import Testing
import Wire

@Suite struct WireCalendarTests {
    static func time(_ text: String) throws -> WireTime {
        try #require(WireTime(rfc3339: text))
    }

    static func events() throws -> [ICalendarEvent] {
        let stamp = try time("2026-09-01T12:00:00-05:00")
        return [
            ICalendarEvent(
                uid: "tips/2026-10-02@police.example",
                summary: "Friday tip: lock it; hide it, keep it",
                details: "Lock your car \\ bike.\r\nTake your keys.\n\nHable con nosotros hoy.",
                start: try time("2026-10-02T09:00:00-05:00"),
                end: try time("2026-10-02T09:30:00-05:00"), stamp: stamp),
            ICalendarEvent(
                uid: "tips/2026-10-09@police.example", sequence: 2, status: .cancelled,
                summary: String(repeating: "Seguridad para niños 👨‍👩‍👧 ", count: 8),
                start: try time("2026-10-09T09:00:00-05:00"), stamp: stamp),
        ]
    }

    static func calendar(_ events: [ICalendarEvent]) throws -> ICalendar {
        try ICalendar(
            productID: "-//Tocsin//Campaigns//EN", name: "Riverton Police: campaigns",
            events: events)
    }

    @Test func `an event is written in UTC, with what calendars need for a subscription`() throws {
        let first = try Self.calendar([try Self.events()[0]]).text
        #expect(
            first
                == """
                BEGIN:VCALENDAR
                VERSION:2.0
                PRODID:-//Tocsin//Campaigns//EN
                CALSCALE:GREGORIAN
                NAME:Riverton Police: campaigns
                X-WR-CALNAME:Riverton Police: campaigns
                REFRESH-INTERVAL;VALUE=DURATION:PT60M
                X-PUBLISHED-TTL:PT60M
                BEGIN:VEVENT
                UID:tips/2026-10-02@police.example
                DTSTAMP:20260901T170000Z
                DTSTART:20261002T140000Z
                DTEND:20261002T143000Z
                SEQUENCE:0
                STATUS:CONFIRMED
                SUMMARY:Friday tip: lock it\\; hide it\\, keep it
                DESCRIPTION:Lock your car \\\\ bike.\\nTake your keys.\\n\\nHable con nosotros h
                 oy.
                TRANSP:TRANSPARENT
                END:VEVENT
                END:VCALENDAR

                """.replacing("\n", with: "\r\n"))
    }

    @Test func `no line is longer than 75 bytes, and none ends inside a character`() throws {
        // Every length of the beginning puts the limit at another byte of what follows.
        for length in 0..<80 {
            for scalar in ["x", "ñ", "漢", "🚓"] {
                var event = try Self.events()[1]
                event.summary =
                    String(repeating: "a", count: length) + String(repeating: scalar, count: 60)
                let bytes = Array(try Self.calendar([event]).text.utf8)
                let lines = bytes.split(separator: UInt8(ascii: "\n")).map { $0.dropLast() }
                #expect(
                    lines.allSatisfy {
                        $0.count <= 75 && String(validating: $0, as: UTF8.self) != nil
                    })
                let unfolded = String(decoding: bytes, as: UTF8.self).replacing("\r\n ", with: "")
                #expect(unfolded.contains("\r\nSUMMARY:\(event.summary)\r\n"))
            }
        }
    }

    @Test func `a control character is shown by name, and no text can end its line`() throws {
        var event = try Self.events()[0]
        event.uid = "a\r\nATTACH:file"
        event.summary = "before\u{0}after \u{1B}[31m\u{7F}\ttab"
        event.details = "a\rSUMMARY:b"
        let text = try Self.calendar([event]).text
        #expect(text.contains("\r\nUID:a\\nATTACH:file\r\n"))
        #expect(
            text.contains(
                "\r\nSUMMARY:before\\\\u{0}after \\\\u{1B}[31m\\\\u{7F}\ttab\r\n"))
        #expect(text.contains("\r\nDESCRIPTION:a\\nSUMMARY:b\r\n"))
    }

    struct Bad: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let reason: String
        let spoil: @Sendable (inout [ICalendarEvent]) -> Void
    }

    @Test(arguments: [
        Bad(testDescription: "no id", reason: "its id is empty") { $0[0].uid = " " },
        Bad(testDescription: "an id twice", reason: "its id occurs twice") {
            $0[0].uid = $0[1].uid
        },
        Bad(testDescription: "no summary", reason: "its summary is empty") { $0[0].summary = "" },
        Bad(testDescription: "a negative sequence", reason: "its sequence is -1") {
            $0[0].sequence = -1
        },
        Bad(testDescription: "an end at its start", reason: "it ends before") {
            $0[0].end = $0[0].start
        },
    ])
    func `an event that no calendar could take is refused`(example: Bad) throws {
        var events = try Self.events()
        example.spoil(&events)
        let error = try #require(throws: WireError.self) { try Self.calendar(events) }
        #expect(error.description.contains(example.reason))
    }

    @Test func `a calendar that is never looked at again is refused`() throws {
        let error = try #require(throws: WireError.self) {
            try ICalendar(productID: "-//Tocsin//EN", name: "x", refreshMinutes: 0, events: [])
        }
        #expect(error.description.contains("its refresh time is 0 min"))
    }
}

@Suite struct WireCalendarReaderTests {
    private static let hostile = "a\\,b;c\"d:e\u{0}\u{1B}\r\n\tñ\u{2028}\u{85}\u{FEFF}👨‍👩‍👧‍👦 END:VEVENT"

    private static func calendars() throws -> [ICalendar] {
        var strange = try WireCalendarTests.events()
        strange[0].summary = String(repeating: hostile, count: 20)
        strange[0].details = String(repeating: hostile, count: 50)
        return [
            try WireCalendarTests.calendar(try WireCalendarTests.events()),
            try WireCalendarTests.calendar([]), try WireCalendarTests.calendar(strange),
        ]
    }

    /// libical's judgment of the whole file: a property that it can't read, or one too many or too
    /// few for the kind of component.
    private static let restrictions = """
        import sys, gi
        gi.require_version("ICalGLib", "3.0")
        from gi.repository import ICalGLib
        component = ICalGLib.Component.new_from_string(sys.stdin.buffer.read().decode())
        assert component.is_valid()
        fits = ICalGLib.restriction_check(component)
        print(fits, component.count_errors())
        """

    private static let libicalPython = ["python3", "/usr/bin/python3"].first {
        OutsideProgram.runs(
            $0,
            [
                "-c",
                "import gi; gi.require_version('ICalGLib', '3.0'); import gi.repository.ICalGLib",
            ])
    }

    @Test(.enabled(if: libicalPython != nil, "No python3 has gi and gir1.2-ical-3.0"))
    func `libical finds no fault, and finds what is missing or twice`() throws {
        let python = try #require(Self.libicalPython)
        func verdict(_ text: String) throws -> String {
            try OutsideProgram.run(python, ["-c", Self.restrictions], input: text).output
        }
        let published = { (text: String) in
            // As a published message it must have more than as a file.
            text.replacing("CALSCALE:", with: "METHOD:PUBLISH\r\nCALSCALE:")
                .replacing("END:VEVENT\r\n", with: "ORGANIZER:mailto:a@b.example\r\nEND:VEVENT\r\n")
        }
        let texts = try Self.calendars().map(\.text)
        for text in texts + [published(texts[0])] {
            #expect(try verdict(text) == "1 0\n")
        }
        for (line, other) in [
            ("UID:tips/2026-10-02@police.example\r\n", ""), ("DTSTAMP:20260901T170000Z\r\n", ""),
            ("SEQUENCE:2\r\n", "SEQUENCE:2\r\nSEQUENCE:3\r\n"),
            ("DTSTART:20261002T140000Z", "DTSTART:tomorrow"),
        ] {
            let broken = published(texts[0]).replacing(line, with: other)
            #expect(try verdict(broken) != "1 0\n", "\(line)")
        }
    }

    @Test(
        .enabled(
            if: OutsideProgram.runs("python3", ["-c", "import icalendar"]),
            "Python's icalendar is not installed"))
    func `another program reads the calendar as it was meant`() throws {
        let reader = """
            import sys, icalendar
            read = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
            assert not read.errors, read.errors
            print(read["VERSION"], read["PRODID"], read["NAME"], read["REFRESH-INTERVAL"].dt, sep=" | ")
            for event in read.walk("VEVENT"):
                assert not event.errors, event.errors
                print(event["UID"], event["DTSTART"].dt.isoformat(), event["DTSTAMP"].dt.isoformat(),
                      event["SEQUENCE"], event["STATUS"], event["SUMMARY"].strip(), sep=" | ")
            print(repr(str(event.get("DESCRIPTION", read.walk("VEVENT")[0]["DESCRIPTION"]))))
            """
        let text = try Self.calendars()[0].text
        let family = Array(repeating: "Seguridad para niños 👨‍👩‍👧", count: 8).joined(separator: " ")
        #expect(
            try OutsideProgram.python(reader, input: text) == """
                2.0 | -//Tocsin//Campaigns//EN | Riverton Police: campaigns | 1:00:00
                tips/2026-10-02@police.example | 2026-10-02T14:00:00+00:00 | \
                2026-09-01T17:00:00+00:00 | 0 | CONFIRMED | Friday tip: lock it; hide it, keep it
                tips/2026-10-09@police.example | 2026-10-09T14:00:00+00:00 | \
                2026-09-01T17:00:00+00:00 | 2 | CANCELLED | \(family)
                'Lock your car \\\\ bike.\\nTake your keys.\\n\\nHable con nosotros hoy.'

                """)
        let strange = try Self.calendars()[2].text
        #expect(
            try OutsideProgram.python(
                """
                import sys, icalendar
                read = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
                assert not read.errors and not any(e.errors for e in read.walk())
                print(len(read.walk("VEVENT")), read.walk("VEVENT")[0]["SUMMARY"].count("END:VEVENT"))
                """, input: strange) == "2 20\n")
    }
}
