import Foundation
import IncidentEvents
import SwiftProtobuf
import Testing

@Suite struct InstantTests {
    @Test func `RFC 3339 goes out and comes back as Foundation reads it`() throws {
        var random = SystemRandomNumberGenerator()
        let format = Date.ISO8601FormatStyle(includingFractionalSeconds: false)
        for _ in 0..<2_000 {
            // Foundation's calendar is Julian before 1582; ours is always Gregorian.
            let seconds = Int64.random(in: -12_000_000_000...253_402_300_799, using: &random)
            let instant = Instant(seconds: seconds)
            let date = try format.parse(instant.rfc3339)
            #expect(Int64(date.timeIntervalSince1970) == seconds)
            #expect(
                instant.rfc3339 == Date(timeIntervalSince1970: Double(seconds)).formatted(format))
            #expect(Instant(rfc3339: instant.rfc3339) == instant)
        }
    }

    @Test func `microseconds survive, printed only where there are any`() {
        let instant = Instant(microseconds: 1_467_947_700_120_300)
        #expect(instant.rfc3339 == "2016-07-08T03:15:00.1203Z")
        #expect(Instant(rfc3339: instant.rfc3339) == instant)
        let before = Instant(microseconds: -1)
        #expect(before.rfc3339 == "1969-12-31T23:59:59.999999Z")
        #expect(Instant(rfc3339: before.rfc3339) == before)
    }

    @Test(arguments: [
        "2016-07-07T22:15:00-05:00", "2016-07-08t03:15:00z", "2016-07-08 03:15:00Z",
        "2016-07-08T03:15:00.0000000009Z", "2016-07-08T08:45:00+05:30",
    ])
    func `every form of RFC 3339 is read`(text: String) {
        #expect(Instant(rfc3339: text) == Instant(seconds: 1_467_947_700))
    }

    @Test(arguments: [
        "", "2016-07-08", "2016-07-08T03:15:00", "2016-07-08T03:15Z", "2016-07-08T24:00:00Z",
        "2016-07-08T03:60:00Z", "2016-07-08T03:15:60Z", "2016-13-08T03:15:00Z",
        "2016-00-08T03:15:00Z", "2016-07-00T03:15:00Z", "2016-06-31T03:15:00Z",
        "2015-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2016-07-08T03:15:00.Z",
        "2016-07-08T03:15:00.1", "2016-07-08T03:15:00+0500", "2016-07-08T03:15:00+24:00",
        "2016-07-08T03:15:00+05:60", "2016-07-08T03:15:00ZZ", "2016-07-08T03:15:00Z ",
        "-016-07-08T03:15:00Z", "2016/07/08T03:15:00Z", "2016-07-08X03:15:00Z",
        "２016-07-08T03:15:00Z", "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01",
    ])
    func `what is no time is refused`(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test func `leap days of the calendar exist`() {
        #expect(Instant(rfc3339: "2016-02-29T00:00:00Z") == Instant(seconds: 1_456_704_000))
        #expect(Instant(rfc3339: "2000-02-29T00:00:00Z") == Instant(seconds: 951_782_400))
    }

    @Test func `the wire's timestamps go both ways, and hostile ones are clamped`() {
        for microseconds: Int64 in [0, -1, 1_467_947_700_120_300, -62_135_596_800_000_000] {
            let instant = Instant(microseconds: microseconds)
            #expect(Instant(instant.timestamp) == instant)
        }
        let hostile = Instant(Google_Protobuf_Timestamp(seconds: .max, nanos: .max))
        #expect(Instant.representable.contains(hostile))
        let early = Instant(Google_Protobuf_Timestamp(seconds: .min, nanos: .min))
        #expect(Instant.representable.contains(early))
    }

    @Test func `distances are signed`() {
        let start = Instant(seconds: 100)
        #expect(start.advanced(by: .seconds(-30)) == Instant(seconds: 70))
        #expect(Instant(seconds: 70).since(start) == .seconds(-30))
    }
}

@Suite struct DurationTests {
    @Test(arguments: [
        ("90s", 90), ("10m", 600), ("1h30m", 5400), ("2d", 172_800), ("1d2h3m4s", 93_784),
        ("0s", 0),
    ])
    func `spans are read`(text: String, seconds: Int) {
        #expect(Duration(text) == .seconds(seconds))
    }

    @Test(arguments: [
        "", "5", "m", "5x", "30m1h", "5m5m", "-5m", "1.5h", "5 m", "99999999999999999999s",
        "٥m", "1h30",
    ])
    func `what is no span is refused`(text: String) { #expect(Duration(text) == nil) }

    @Test(arguments: [
        (44, "44 s"), (720, "12 min"), (7500, "2 h 05 min"), (97_200, "1 d 03 h"), (-60, "-1 min"),
    ])
    func `spans print with at most two units`(seconds: Int, text: String) {
        #expect(Duration.seconds(seconds).brief == text)
    }

    @Test func `whole seconds are rounded to nearest`() {
        #expect(Duration.milliseconds(1499).wholeSeconds == 1)
        #expect(Duration.milliseconds(1500).wholeSeconds == 2)
        #expect(Duration.milliseconds(-1500).wholeSeconds == -2)
    }
}
