import Foundation
import TestData
import Testing

/// Questions through the command line: likeness, groups, answers from facts, files.
@Suite struct InquiryDeskCommandTests {
    private func asked(_ mode: String = "live") throws -> Team {
        let team = try Team(mode: mode)
        try team.done(
            "inquiry receive \"When does the bridge open?\" --from \"a resident\" --channel phone")
        return team
    }

    private func clear(_ statement: String, _ id: String, in team: Team) throws {
        try team.done("fact record \"\(statement)\" --source \"the crew\"")
        try team.done("fact verify \(id) --source \"the crew\"")
        try team.done("fact clear \(id)", as: "kim")
    }

    @Test func `a question like an earlier one names it, the shared words, and how to join`() throws
    {
        let team = try asked()
        let second = try team.done(
            "inquiry receive \"Any idea when the bridge will open?\" --from station-4 --origin media"
        )
        #expect(
            second.contains("Asks the same as Q1, open: When does the bridge open?"), "\(second)")
        #expect(second.contains("Both say: bridge, open."), "\(second)")
        #expect(second.contains("tocsin inquiry join Q2 Q1"), "\(second)")
        let other = try team.done("inquiry receive \"Where is the shelter?\" --from \"a resident\"")
        #expect(!other.contains("Q1"), "\(other)")
    }

    @Test func `a rumor like an open one names it and the shared words`() throws {
        let team = try Team()
        try team.done("rumor report \"The bridge on Route 9 collapsed\" --on facebook:Neighbors")
        let second = try team.done(
            "rumor report \"They say the Route 9 bridge has collapsed\" --on x:someone")
        #expect(second.contains("R2 seems to be the same as R1"), "\(second)")
        #expect(second.contains("bridge"), "\(second)")
        #expect(second.contains("tocsin rumor sight R1 x:someone"), "\(second)")
    }

    @Test func `the answer bank shows the age of each fact, and refuses an answer that changed`()
        throws
    {
        let team = try asked()
        try clear("The bridge opens at noon.", "F1", in: team)
        try team.done("inquiry answer Q1 --cites F1", as: "kim")
        team.wait(90)
        try team.done("inquiry receive \"When will the bridge open again?\" --from \"a resident\"")
        let found = try team.done("inquiry suggest Q2")
        #expect(found.contains("Answer: The bridge opens at noon."), "\(found)")
        #expect(found.contains("F1 cleared, 1 h 30 min old"), "\(found)")
        #expect(found.contains("tocsin inquiry join Q2 Q1"), "\(found)")
        try team.done("fact refute F1 --reason \"it stays closed\"", as: "kim")
        let changed = try team.done("inquiry suggest Q2")
        #expect(changed.contains("Don't reuse it: F1, which was refuted."), "\(changed)")
        #expect(!changed.contains("tocsin inquiry join"), "\(changed)")
        let json = try team.json("inquiry suggest Q2")
        let proposals = try #require(json["proposals"] as? [[String: Any]])
        #expect(proposals.first?["mayReuse"] as? Bool == false)
    }

    @Test func `an answer whose fact changed is due and in the gap, with where it was said`() throws
    {
        let team = try asked()
        try team.done("inquiry receive \"Is the bridge open?\" --from station-4 --channel email")
        try team.done("inquiry join Q2 Q1")
        try clear("The bridge opens at noon.", "F1", in: team)
        try team.done("inquiry answer Q1 --cites F1", as: "kim")
        #expect(!(try team.done("due --all").contains("Q1")))
        try clear("The bridge opens at three.", "F2", in: team)
        try team.done("fact supersede F1 --by F2", as: "kim")
        let due = try team.done("due --all")
        #expect(
            due.contains(
                "The answer to Q1 and 1 like it rests on F1, which F2 replaced."), "\(due)")
        #expect(due.contains("phone, email"), "\(due)")
        let gap = try team.json("gap")
        let stale = try #require(gap["staleAnswers"] as? [[String: Any]])
        #expect(stale.map { $0["inquiry"] as? String } == ["Q1"])
        #expect(stale.first?["asked"] as? Int == 2)
        let list = try team.done("inquiry list")
        #expect(list.contains("answered, now stale"), "\(list)")
    }

    @Test func `a late question says how late it is, in LIVE by the clock`() throws {
        let team = try Team()
        try team.done("inquiry receive \"How many?\" --from station-4 --within 30m")
        team.wait(70)
        let due = try team.words("due --all")
        #expect(due.contains("Q1 from station-4 is unanswered, 40 min late."), "\(due)")
    }

    @Test func `the sheet has the answers that follow the facts, and what must not be said`() throws
    {
        let team = try asked()
        try team.done("inquiry receive \"Is the water safe?\" --from \"a resident\"")
        try clear("The bridge opens at noon.", "F1", in: team)
        try team.done("fact record \"The mill is on fire.\" --source \"a caller\"")
        try team.done("inquiry answer Q1 --cites F1", as: "kim")
        let sheet = try team.done("inquiry sheet")
        #expect(sheet.contains("Q1: When does the bridge open?"), "\(sheet)")
        #expect(sheet.contains("The bridge opens at noon."), "\(sheet)")
        #expect(sheet.contains("F2: The mill is on fire. (not verified)"), "\(sheet)")
        #expect(sheet.contains("Q2: Is the water safe?"), "\(sheet)")
        #expect(sheet.contains("As of"), "\(sheet)")
        try team.done("fact hold F1 --reason \"checking\"", as: "kim")
        let later = try team.json("inquiry sheet")
        #expect((later["answers"] as? [Any])?.isEmpty == true)
        let dont = try #require(later["dontSay"] as? [[String: Any]])
        #expect(dont.contains { $0["id"] as? String == "Q1" })
        #expect(dont.contains { $0["id"] as? String == "F1" })
        #expect(try team.done("inquiry sheet --format html").contains("<h1"))
    }

    @Test func `the contact is in no output but the one that asks for it`() throws {
        let team = try Team()
        try team.done(
            "inquiry receive \"How many?\" --from station-4 --contact \"555-0177, desk\"")
        for command in [
            "inquiry list", "inquiry list --json", "timeline", "timeline --audience restricted",
            "sitrep", "inquiry sheet", "inquiry export", "review", "due --all", "gap --json",
        ] {
            #expect(!(try team.type(command).output.contains("555-0177")), "\(command)")
        }
        #expect(try team.done("inquiry contact Q1").contains("555-0177, desk"))
    }

    @Test func `kinds, referrals and promises show in the list`() throws {
        let team = try Team()
        try team.done("inquiry receive \"Noon?\" --from station-4 --origin media --kind embargo")
        try team.done("inquiry receive \"All reports of May\" --from \"a resident\"")
        try team.done("inquiry receive \"How many shelters?\" --from \"a resident\" --language es")
        try team.done("inquiry refer Q2 --to records --by 2027-02-01")
        try team.done("inquiry promise Q3 lee --by +2h")
        let list = try team.words("inquiry list")
        #expect(list.contains("(embargo request)"), "\(list)")
        #expect(list.contains("Referred to records."), "\(list)")
        #expect(list.contains("lee comes back to it by"), "\(list)")
        let due = try team.words("due --all")
        #expect(due.contains("Records must reply to Q2"), "\(due)")
        #expect(due.contains("lee said that we will come back to Q3"), "\(due)")
        team.wait(180)
        let late = try team.words("due --all")
        #expect(late.contains("come back to Q3, 1 h 00 min late"), "\(late)")
        let result = try team.type("inquiry refer Q1 --to records")
        #expect(result.errors.contains("--by DATE"), "\(result.errors)")
    }

    // MARK: Open311

    private func file(_ name: String, _ text: String, in team: Team) throws -> String {
        let path = team.desk.home + "/" + name
        try Data(text.utf8).write(to: URL(filePath: path))
        return path
    }

    private static let requests = """
        "service_request_id","requested_datetime","updated_datetime","closed_date","status_description","status_notes","source","service_name","service_subtype","description","agency_responsible","address","lat","long"
        "7","2026-12-01T08:00:00-06:00","2026-12-01T08:00:00-06:00","","open","","Phone","Street lights","","The light at Oak and Third is out","public works","12 MARKER AVE","37.7","-122.4"
        "8","yesterday","2026-12-01T08:00:00-06:00","","open","","Phone","Street lights","","Another light","public works","","",""
        "9","2026-12-02T08:00:00-06:00",2026-12-02T08:00:00-06:00","","open","","Phone","Noise","","Loud music","public works","","",""
        "10","2026-12-02T09:00:00-06:00","2026-12-02T09:00:00-06:00","2026-12-03T09:00:00-06:00","closed","Fixed.","Website","Potholes","","A pothole on Mill Road","public works","","",""

        """

    @Test func `a broken row is named by line and column and stops nothing else`() throws {
        let team = try Team()
        let path = try file("requests.csv", Self.requests, in: team)
        let result = try team.type("inquiry import \(path) --format open311")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.contains("line 3, requested_datetime: \"yesterday\" isn't a time"))
        #expect(result.errors.contains("line 4, column 58"), "\(result.errors)")
        let list = try team.json("inquiry list")["inquiries"] as? [[String: Any]]
        let states = try #require(list).map { $0["state"] as? String }
        #expect(states == ["open", "referred"])
        #expect(try team.words("timeline").contains("4 rows, 2 refused"))
        // Neither where it happened nor the same file twice.
        let log = try Data(contentsOf: URL(filePath: team.desk.home + "/log/data.mdb"))
        #expect(log.firstRange(of: Data("MARKER".utf8)) == nil)
        let again = try team.done("inquiry import \(path) --format open311")
        #expect(again.contains("already read"), "\(again)")
        #expect((try team.json("inquiry list")["inquiries"] as? [Any])?.count == 2)
    }

    @Test func `a longer file brings only what is new`() throws {
        let team = try Team()
        let first = try file("requests.csv", Self.requests, in: team)
        try team.done("inquiry import \(first) --format open311")
        let more =
            Self.requests
            + "\"11\",\"2026-12-04T08:00:00Z\",\"2026-12-04T08:00:00Z\",\"\",\"open\",\"\",\"\",\"Noise\",\"\",\"Dogs\",\"\",\"\",\"\",\"\"\n"
        let second = try file("more.csv", more, in: team)
        try team.done("inquiry import \(second) --format open311")
        let timeline = try team.words("timeline")
        #expect(timeline.contains("5 rows, 2 refused, 2 already known"), "\(timeline)")
        #expect((try team.json("inquiry list")["inquiries"] as? [Any])?.count == 3)
    }

    @Test(
        .enabled(
            if: FileManager.default.fileExists(
                atPath: SharedFolder.url("conformance/inquiries").path),
            "../shared/conformance/inquiries has the specification's example"))
    func `the specification's own example is refused at its line and column`() throws {
        let team = try Team()
        let path = SharedFolder.url("conformance/inquiries/open311-specification-example.csv").path
        let result = try team.type("inquiry import \(path) --format open311")
        #expect(result.status != 0)
        #expect(result.errors.contains("line 2, column 63"), "\(result.errors)")
        #expect((try team.json("inquiry list")["inquiries"] as? [Any])?.isEmpty == true)
    }

    @Test(arguments: ["csv", "json", "xml"])
    func `the public register has one row for all who asked the same, and none of them`(
        _ form: String
    ) throws {
        let team = try asked()
        try team.done("inquiry receive \"Is the bridge open?\" --from MARKERNAME --channel email")
        try team.done("inquiry join Q2 Q1")
        try team.done(
            "inquiry receive \"Please call me at 214-555-0143\" --from \"a resident\"")
        try team.done("inquiry receive \"Noon?\" --from station-4 --kind embargo")
        try team.done("inquiry decline Q3 --reason MARKERREASON")
        let result = try team.type("inquiry export --form \(form)")
        #expect(result.status == 0, "\(result.errors)")
        let text = result.output
        for hidden in ["MARKERNAME", "MARKERREASON", "214-555-0143", "station-4", "Q2", "Q4"] {
            #expect(!text.contains(hidden), "\(hidden): \(text)")
        }
        #expect(text.contains("Asked 2 times."), "\(text)")
        #expect(text.contains("Declined."), "\(text)")
        // What we write, we can read.
        let other = try Team()
        let path = try file("register.\(form)", text, in: other)
        let read = try other.type("inquiry import \(path) --format open311")
        #expect(read.status == 0, "\(read.errors)")
        #expect((try other.json("inquiry list")["inquiries"] as? [Any])?.count == 2)
    }
}
