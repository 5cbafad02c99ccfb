import EventLog
import Foundation
import Testing

/// Commands on routine work that are killed anywhere and typed again.
///
/// The campaign lies in the past, because these processes go by the machine's clock.
@Suite struct RoutineDeathTests {
    private static let begun = Result { () throws -> PressOffice in
        let office = try PressOffice(
            at: "2025-01-06T08:00:00-06:00", schedule: CampaignScheduleTests.fridays)
        try office.begin()
        return office
    }

    /// Its next occurrence is far off, so nothing is due on whatever day this runs.
    private static let quiet = Result { () throws -> PressOffice in
        let office = try PressOffice(at: "2025-01-06T08:00:00-06:00")
        try office.begin()
        try office.done(
            "schedule add later --every \"year august day 1 09:00\" --from 2090-01-01 --text Hi")
        return office
    }

    private static let paused = Result { () throws -> PressOffice in
        let office = try PressOffice(copying: begun.get())
        try office.wait(until: "2025-01-16T08:00:00-06:00")
        try office.done("pause --all --because \"a tragedy\"")
        return office
    }

    /// What the log says of the routine work, without the times at which the commands ran.
    private static func state(of desk: Desk) throws -> [String] {
        let environment = desk.environment(as: "lee")
        func answer(_ words: String) throws -> [String: Any] {
            let result = try Program.run(Words.split(words + " --json"), environment: environment)
            guard result.status == 0 else { throw Desk.Unexpected(text: result.errors) }
            let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
            return object as? [String: Any] ?? [:]
        }
        func lines(_ list: Any?, _ keys: String...) -> [String] {
            (list as? [[String: Any]] ?? []).map { line in
                keys.map { "\(line[$0] ?? "-")" }.joined(separator: " ")
            }
        }
        let pause = try answer("pause")
        let campaigns = try answer("campaign list")["campaigns"] as? [[String: Any]] ?? []
        var state = lines(pause["items"], "incident", "item", "reason")
        state += lines(pause["pauses"], "incident", "reason")
        for campaign in campaigns {
            let name = campaign["incident"] as? String ?? ""
            state.append("\(name) \(campaign["state"] ?? "") \(campaign["follows"] ?? "")")
            let list = try answer(
                "schedule list --from 2025-01-01 --to 2025-03-31 --incident \(name)")
            let ahead = try answer(
                "schedule list --from \(comingFriday) --to \(comingFriday) --incident \(name)")
            state += lines(ahead["occurrences"], "schedule", "date", "state", "message", "at")
            state += lines(list["schedules"], "schedule", "every")
            state += lines(list["occurrences"], "schedule", "date", "state", "message")
            state += lines(
                try answer("message list --incident \(name)")["messages"], "message", "name")
        }
        return state
    }

    /// Kills the command at each of its writes, types it again, and compares what then holds with
    /// what an undisturbed run leaves.
    private func sweep(_ words: String, on office: Result<PressOffice, any Error>) throws {
        let command = Words.split(words) + ["--request", Desk.requestID()]
        let whole = try Desk(copyOf: office.get().desk)
        let first = try Program.run(command, environment: whole.environment(as: "lee"))
        #expect(first.status == 0, "\(first.errors)")
        let expected = try Self.state(of: whole)
        let before = try Self.state(of: office.get().desk)
        #expect(expected != before)
        let deaths = try Deaths.sweep(
            command, as: "lee", calls: ["flock", "rename", "fdatasync", "pwrite64"]
        ) {
            try Desk(copyOf: office.get().desk)
        } _: { desk, place in
            #expect(try [before, expected].contains(Self.state(of: desk)), "\(place)")
            let again = try Program.run(command, environment: desk.environment(as: "lee"))
            #expect(again.status == 0, "\(place): \(again.errors)")
            #expect(try Self.state(of: desk) == expected, "\(place)")
            let log = try EventLog.open(at: desk.home + "/log")
            #expect(try LogVerifier(log).verify().isPassed, "\(place)")
        }
        #expect(deaths > 3)
    }

    @Test(
        .timeLimit(.minutes(30)), .enabled(if: Deaths.canTrace, "strace works here"),
        arguments: [
            "pause --all --because \"another tragedy\"",
            "open crisis --place Main --id riverton",
            "schedule prepare friday-tip \(comingFriday)",
            "schedule skip friday-tip \(comingFriday) --reason \"the office is closed\"",
            "schedule move friday-tip \(comingFriday) --to \"\(comingFriday) 23:00\"",
        ])
    func `what is killed anywhere and typed again holds once`(command: String) throws {
        try sweep(command, on: Self.begun)
    }

    @Test(.timeLimit(.minutes(30)), .enabled(if: Deaths.canTrace, "strace works here"))
    func `a campaign whose renewal is killed goes on once`() throws {
        try sweep("campaign renew --no-end", on: Self.quiet)
    }

    @Test(.timeLimit(.minutes(30)), .enabled(if: Deaths.canTrace, "strace works here"))
    func `a killed resume settles all of the old occurrences or none`() throws {
        try sweep(
            "campaign resume friday-tip --skip 2025-01-17 2025-01-24 --reason old --because needed --role pio"
                + Self.laterFridays, on: Self.paused)
    }

    /// A Friday that is at least a week ahead of the machine's clock.
    private static let comingFriday: String = {
        var day = Date(timeIntervalSince1970: 1_738_335_600)
        while day < Date.now.addingTimeInterval(7 * 86_400) {
            day.addTimeInterval(7 * 86_400)
        }
        return String(day.formatted(.iso8601).prefix(10))
    }()

    /// The Fridays since then up to now, each to be skipped.
    private static var laterFridays: String {
        var text = " --skip"
        var day = Date(timeIntervalSince1970: 1_738_335_600)
        while day < Date.now.addingTimeInterval(86_400) {
            text += " " + day.formatted(.iso8601).prefix(10)
            day.addTimeInterval(7 * 86_400)
        }
        return text
    }
}
