import Foundation
import Testing

/// A year of everyday work with all that comes between.
@Suite struct RoutineYearTests {
    private static let zone = TimeZone(identifier: "America/Chicago")

    /// The moment of a wall-clock time in Chicago.
    private static func moment(_ day: String, _ clock: String) throws -> String {
        let isSummer = day >= "2025-03-09" && day < "2025-11-02"
        return "\(day)T\(clock):00-0\(isSummer ? 5 : 6):00"
    }

    private static func day(_ day: String, plus days: Int) throws -> String {
        let noon = try Date("\(day)T12:00:00Z", strategy: .iso8601)
        return String(
            noon.addingTimeInterval(Double(days) * 86_400).formatted(.iso8601).prefix(10))
    }

    /// Drafts, approves, releases and posts the occurrence of a Friday in its own time.
    private static func post(_ friday: String, at office: PressOffice) throws {
        let name = "friday-tip-\(friday)"
        try office.wait(until: moment(day(friday, plus: -1), "15:00"))
        try office.done("schedule prepare friday-tip \(friday) --incident tips")
        try office.done("message submit \(name) --incident tips")
        try office.done("message approve \(name) --incident tips", as: "ana")
        try office.wait(until: moment(friday, "09:00"))
        try publish(name, at: office)
    }

    private static func publish(_ name: String, at office: PressOffice) throws {
        try office.done("message release \(name) --yes --incident tips")
        try office.done("message posted \(name) x --incident tips")
    }

    @Test(.timeLimit(.minutes(10)))
    func `of a year's Fridays each is exactly one of posted, paused, skipped and missed`() throws {
        let office = try PressOffice(
            at: Self.moment("2025-01-06", "08:00"), schedule: CampaignScheduleTests.fridays)
        try office.begin()
        var expected: [String: String] = [:]
        var friday = "2025-01-10"
        while friday < "2026-01-01" {
            switch friday {
            case "2025-02-14":
                expected[friday] = "missed"
            case "2025-03-21":
                try office.done(
                    "schedule skip friday-tip \(friday) --reason \"a holiday\" --incident tips")
                expected[friday] = "skipped"
            case "2025-04-11":
                // A week of practice around it.
                try office.wait(until: Self.moment("2025-04-07", "10:00"))
                try office.done(
                    "open crisis --place Main --id drill --mode exercise"
                )
                try Self.post(friday, at: office)
                try office.wait(until: Self.moment("2025-04-14", "10:00"))
                try office.done("close over --anyway --incident drill", as: "kim")
                expected[friday] = "posted"
            case "2025-05-16":
                // A crisis of three days.
                try office.wait(until: Self.moment("2025-05-15", "12:00"))
                try office.done("open crisis --place Main --id riverton")
                let refused = try office.type(
                    "schedule prepare friday-tip \(friday) --incident tips")
                #expect(refused.errors.contains("is paused: LIVE incident riverton"))
                try office.wait(until: Self.moment("2025-05-18", "12:00"))
                try office.done("close over --anyway --incident riverton", as: "kim")
                try office.wait(until: Self.moment("2025-05-19", "12:00"))
                try office.done("campaign resume friday-tip --skip \(friday) --incident tips")
                expected[friday] = "skipped"
            case "2025-09-12":
                // A tragedy elsewhere.
                try office.wait(until: Self.moment("2025-09-10", "20:00"))
                try office.done("pause --all --because \"the shooting in Springfield\"")
                expected[friday] = "skipped"
            case "2025-09-19":
                try office.wait(until: Self.moment("2025-09-22", "09:00"))
                try office.done("pause --over --because \"the funerals were held\"")
                try office.wait(until: Self.moment("2025-09-23", "09:00"))
                try office.done(
                    "campaign resume friday-tip --skip 2025-09-12 --now \(friday) --incident tips")
                let name = "friday-tip-\(friday)"
                try office.done("message submit \(name) --incident tips")
                try office.done("message approve \(name) --incident tips", as: "ana")
                try Self.publish(name, at: office)
                expected[friday] = "posted"
            case "2025-12-19":
                try office.wait(until: Self.moment("2025-12-15", "20:00"))
                try office.done("pause --all --because \"the fire in Shelbyville\"")
                expected[friday] = "paused"
            case "2025-12-26": expected[friday] = "paused"
            default:
                try Self.post(friday, at: office)
                expected[friday] = "posted"
            }
            friday = try Self.day(friday, plus: 7)
        }
        try office.wait(until: Self.moment("2026-01-05", "08:00"))
        let answer = try office.json(
            "schedule list --from 2025-01-01 --to 2025-12-31 --incident tips")
        let lines = try #require(answer["occurrences"] as? [[String: Any]])
        #expect(lines.count == 51 && expected.count == 51)
        var found: [String: String] = [:]
        for line in lines {
            let date = try #require(line["date"] as? String)
            #expect(found[date] == nil, "\(date) is there twice")
            found[date] = line["state"] as? String
            guard line["state"] as? String == "posted", date != "2025-09-19" else { continue }
            let hour = date >= "2025-03-09" && date < "2025-11-02" ? 14 : 15
            #expect(line["at"] as? String == "\(date)T\(hour):00:00Z")
        }
        #expect(found == expected)
        #expect(
            Dictionary(grouping: found.values, by: { $0 }).mapValues(\.count)
                == ["posted": 45, "missed": 1, "skipped": 3, "paused": 2])
        // The log says the same in a process of its own, at another time.
        let later = try Program.spawn(
            ["schedule", "list", "--from", "2025-01-01", "--to", "2025-12-31", "--json"]
                + ["--incident", "tips"], environment: office.desk.environment(as: "lee"))
        let again = try JSONSerialization.jsonObject(with: Data(later.output.utf8))
        let same = ((again as? [String: Any])?["occurrences"] as? [[String: Any]])?.compactMap {
            $0["state"] as? String
        }
        #expect(same == lines.compactMap { $0["state"] as? String })
    }
}
