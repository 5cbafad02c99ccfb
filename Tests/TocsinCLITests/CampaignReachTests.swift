import Foundation
import Testing

/// What a campaign's posts reached, from tables that platforms export.
@Suite struct CampaignReachTests {
    /// An office with one posted tip, on x and facebook.
    private static func office() throws -> PressOffice {
        let office = try PressOffice(
            at: "2027-01-04T08:00:00-06:00", schedule: CampaignScheduleTests.fridays)
        try office.begin("--no-end --measure \"reach >= 1000\"")
        try office.done(
            "message draft update --text \"A tip.\" --on x facebook --rests-on nothing --reason advice --identifies nobody"
        )
        try office.done("message submit M1")
        try office.done("message approve M1", as: "ana")
        try office.done("message release M1 --yes")
        try office.done("message posted M1 x:RivertonPD=https://x.example/1")
        try office.done("message posted M1 facebook:RivertonPD")
        return office
    }

    private static let table = """
        post,channel,reach,impressions,time
        M1,x,"1,204",3000,2027-01-03T12:00:00-06:00
        https://x.example/1,x,1500,,2027-01-04T07:00:00-06:00
        M1,facebook,,n/a,2027-01-04T07:00:00-06:00

        """

    private static func posts(_ office: PressOffice) throws -> [[String: Any]] {
        try #require(office.json("campaign show")["reach"] as? [[String: Any]])
    }

    @Test func `the newest count of each post is shown, and nothing is added up`() throws {
        let office = try Self.office()
        let file = try office.desk.write(Self.table, to: "reach.csv")
        let plan = try office.done("campaign reach \(file) --dry-run")
        #expect(plan.contains("M1 on x: reach 1,204; impressions 3,000"), "\(plan)")
        #expect(plan.contains("M1 on facebook: reach not reported"), "\(plan)")
        #expect(try Self.posts(office).isEmpty, "A dry run records nothing.")
        try office.done("campaign reach \(file)")
        let posts = try Self.posts(office)
        #expect(posts.count == 2)
        let (facebook, x) = (posts[0], posts[1])
        #expect(x["channel"] as? String == "x" && x["reach"] as? Int == 1500)
        #expect(x["asOf"] as? String == "2027-01-04T13:00:00Z")
        #expect(x["impressions"] == nil, "The newer count has none, and none is taken over.")
        #expect(facebook["reach"] == nil && facebook["impressions"] == nil, "Not 0.")
        let results = try #require(office.json("campaign show")["results"] as? [[String: Any]])
        #expect(results[0]["value"] as? Int == 1500 && results[0]["isMet"] as? Bool == true)
        let review = try office.done("review report")
        #expect(review.contains("Reported reach") && review.contains("1,500"), "\(review)")
        #expect(!review.contains("2,704"), "Counts of two times are not added.")
    }

    @Test func `a file that was read before is told and doubles nothing`() throws {
        let office = try Self.office()
        let file = try office.desk.write(Self.table, to: "reach.csv")
        try office.done("campaign reach \(file)")
        let again = try office.done("campaign reach \(file)")
        #expect(again.contains("This file was read before"), "\(again)")
        let longer = try office.desk.write(
            Self.table + "M1,facebook,90,100,2027-01-04T07:30:00-06:00\n", to: "longer.csv")
        let overlap = try office.done("campaign reach \(longer)")
        #expect(overlap.contains("3 counts of it were known"), "\(overlap)")
        let events = try office.done("log show --incident tips --json")
        #expect(events.components(separatedBy: "reachReported").count - 1 == 2)
        #expect(try Self.posts(office)[0]["reach"] as? Int == 90)
    }

    @Test func `a broken row is named by its place and stops nothing else`() throws {
        let office = try Self.office()
        let file = try office.desk.write(
            """
            post,channel,reach,impressions,time
            M9,x,1,1,2027-01-03T12:00:00-06:00
            M1,tiktok,1,1,2027-01-03T12:00:00-06:00
            M1,x,many,1,2027-01-03T12:00:00-06:00
            M1,x,1,1,2027-01-03T12:00:00
            M1,x,7,8,2027-01-03T12:00:00-06:00
            M1,x,9,8,2027-01-03T12:00:00-06:00

            """, to: "broken.csv")
        let rejects = office.desk.folder + "/rejects.csv"
        let said = try office.done("campaign reach \(file) --rejects \(rejects)")
        for fault in [
            ":2:1: column post: \"M9\" is none of the campaign's posts",
            ":3:1: column channel: M1 wasn't posted on \"tiktok\"",
            ":4:1: column reach: \"many\" isn't a count",
            ":5:1: \"2027-01-03T12:00:00\" isn't a time of this mapping's patterns",
            ":7:1: column reach: an earlier row has another count",
        ] {
            #expect(said.contains(fault), "\(fault) in \(said)")
        }
        #expect(said.contains("5 rows refused"), "\(said)")
        #expect(try Self.posts(office)[0]["reach"] as? Int == 7)
        let written = try String(contentsOfFile: rejects, encoding: .utf8)
        #expect(written.split(separator: "\n").count == 6)
        #expect(written.hasPrefix("post,channel,reach,impressions,time\nM9,x,1,1,"))
    }

    @Test func `a mapping names the columns of another program's table`() throws {
        let office = try Self.office()
        try FileManager.default.createDirectory(
            atPath: office.desk.home + "/mappings", withIntermediateDirectories: false)
        try office.write(
            """
            mapping: ours
            format: csv
            delimiter: semicolon
            columns: {post: Permalink, reach: Accounts reached, time: Counted}
            values: {channel: x}
            time: {patterns: [rfc3339]}

            """, to: "mappings/ours.yaml")
        let file = try office.desk.write(
            "Permalink;Accounts reached;Counted\nhttps://x.example/1;44;2027-01-03T12:00:00Z\n",
            to: "export.csv")
        try office.done("campaign reach \(file) --map ours")
        #expect(try Self.posts(office)[0]["reach"] as? Int == 44)
        #expect(try office.type("campaign reach \(file) --map other").status == 65)
    }
}
