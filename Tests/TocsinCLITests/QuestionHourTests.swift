import Foundation
import Testing

/// The question hour, as the shipped scenario plays it and as people type it.
@Suite struct QuestionHourTests {
    @Test func `every question of the hour ends answered, followed up, declined or handed over`()
        throws
    {
        let desk = try Desk()
        let started = ContinuousClock.now
        let run = try desk.run("scenario", "run", "question-hour")
        #expect(run.status == 0, "\(run.errors)")
        print("question-hour: \(ContinuousClock.now - started)")
        let recap = try desk.json("inquiry", "recap", "B1", "--incident", "question-hour")
        #expect(recap["asked"] as? Int == 300)
        #expect(recap["questions"] as? Int == 240)
        #expect((recap["open"] as? [Any])?.isEmpty == true)
        let declined = try #require(recap["declined"] as? [[String: Any]])
        let handed = try #require(recap["handedOver"] as? [[String: Any]])
        #expect(handed.map { $0["words"] as? String } == ["dispatch"])
        let settled =
            try #require(recap["answeredLive"] as? Int) + #require(recap["followedUp"] as? Int)
            + declined.reduce(0) { $0 + ($1["count"] as? Int ?? 0) }
        #expect(settled == 240)
        // The recap tells the figures that the log has.
        let text = try desk.run("message", "text", "M2", "web", "--incident", "question-hour")
            .output
        #expect(text.contains("you asked 300 questions"), "\(text)")
        #expect(text.contains("answered \(recap["answeredLive"] ?? 0) live"), "\(text)")
        // What the crisis report said is read out to nobody.
        for command in ["export", "sheet"] {
            let output = try desk.run("inquiry", command, "--incident", "question-hour").output
            #expect(!output.contains("breaking into the house"), "\(command)")
        }
    }

    @Test func `nothing was answered live between the crisis and its end`() throws {
        let desk = try Desk()
        #expect(try desk.run("scenario", "run", "question-hour").status == 0)
        func answered(_ time: String) throws -> Int? {
            try desk.json(
                "inquiry", "recap", "B1", "--as-of", "2026-03-12T\(time):00-05:00", "--incident",
                "question-hour")["answeredLive"] as? Int
        }
        let before = try #require(try answered("18:30"))
        #expect(before > 0)
        #expect(try answered("20:30") == before)
        #expect(try #require(try answered("21:15")) > before)
    }

    @Test func `a LIVE incident pauses live answers, and the moderator never gives one`() throws {
        let team = try Team()
        func hour(_ command: String, as actor: String = "lee") throws -> Program.Result {
            try team.type("\(command) --incident hour", as: actor)
        }
        try team.done("open live-question-hour --place Riverside --mode routine --id hour")
        #expect(try hour("briefing schedule --at +1h --place \"our page\"").status == 0)
        let asked = try hour(
            "inquiry receive \"Will you come to our street party?\" --from \"a resident\" --briefing B1 --live"
        )
        #expect(asked.status == 0, "\(asked.errors)")
        // The flood of this home is LIVE.
        let paused = try hour("inquiry answer Q1 \"We will gladly come.\" --live", as: "kim")
        #expect(paused.status != 0)
        #expect(paused.errors.contains("The question hour is paused"), "\(paused.errors)")
        // An answer that isn't live isn't held up.
        #expect(try hour("inquiry answer Q1 \"We will gladly come.\"", as: "kim").status == 0)
    }

    @Test func `a table of questions comes in by its columns, without names unless consented`()
        throws
    {
        let team = try Team()
        try team.done("briefing schedule --at +1h --place \"our page\"")
        let path = team.desk.home + "/questions.csv"
        let table = """
            Name,Text,Likes,Sent
            MARKERNAME,"Is the bridge open, and when?",12,2027-01-15T10:00:00Z
            Other,,3,2027-01-15T10:00:00Z
            Other,Where is the shelter?,many,2027-01-15T10:00:00Z
            Other,How deep is it?,3,10:00

            """
        try Data(table.utf8).write(to: URL(filePath: path))
        let typed =
            "inquiry import \(path) --format csv --columns question=Text time=Sent votes=Likes name=Name --briefing B1 --live"
        let result = try team.type(typed)
        #expect(result.status == 0, "\(result.errors)")
        for line in ["line 3:1: there is no question", "line 4:1:", "line 5:1:", "1 name dropped"] {
            #expect(result.errors.contains(line), "\(line): \(result.errors)")
        }
        let list = try #require(team.json("inquiry list")["inquiries"] as? [[String: Any]])
        #expect(list.map { $0["from"] as? String } == ["a resident"])
        #expect(list.first?["votes"] as? Int == 12)
        #expect(list.first?["isLive"] as? Bool == true)
        let log = try Data(contentsOf: URL(filePath: team.desk.home + "/log/data.mdb"))
        #expect(log.firstRange(of: Data("MARKERNAME".utf8)) == nil)
        #expect(try team.done(typed).contains("already read"))
        let other = try Team()
        try other.done(
            "inquiry import \(path) --format csv --columns question=Text name=Name --consented")
        #expect(try other.done("inquiry list").contains("MARKERNAME"))
        let wrong = try other.type("inquiry import \(path) --format csv --columns question=Words")
        #expect(wrong.errors.contains("the header has no column \"Words\""), "\(wrong.errors)")
    }

    @Test func `the moderator of an hour doesn't answer live`() throws {
        let team = try Team(mode: "exercise")
        try team.done("briefing schedule --at +1h --place \"our page\"", as: "kim")
        try team.done(
            "inquiry receive \"Will you come?\" --from \"a resident\" --briefing B1 --live",
            as: "kim")
        let own = try team.type("inquiry answer Q1 \"We will gladly come.\" --live", as: "kim")
        #expect(own.errors.contains("the moderator, who doesn't answer live"), "\(own.errors)")
    }
}
