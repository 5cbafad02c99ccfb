import Foundation
import Testing

/// Campaigns from their beginning to their end.
@Suite struct CampaignTests {
    @Test func `a campaign keeps its plan`() throws {
        let office = try PressOffice(at: "2027-01-04T08:00:00-06:00")
        let begun = try office.done(
            "campaign new tips --id tips --goal \"Fewer thefts\" --audience drivers --until 2027-03-31 --owner ana --measure \"Thefts a week\" --measure Reach"
        )
        #expect(begun.contains("2027-01-04 to 2027-03-31. ana is answerable for it."), "\(begun)")
        let plan = try office.json("campaign show tips")
        #expect(plan["goal"] as? String == "Fewer thefts")
        #expect(plan["audience"] as? String == "drivers")
        #expect(plan["from"] as? String == "2027-01-04")
        #expect(plan["until"] as? String == "2027-03-31")
        #expect(plan["owner"] as? String == "ana")
        #expect(plan["measures"] as? [String] == ["Thefts a week", "Reach"])
        #expect(plan["mode"] as? String == "routine")
        let shown = try office.done("campaign show tips")
        for measure in ["Thefts a week", "Reach"] {
            #expect(shown.contains("measure    \(measure): not measured\n"), "\(shown)")
        }
        let timeline = try office.done("timeline")
        #expect(timeline.contains("Campaign for drivers, from 2027-01-04 to 2027-03-31"))
    }

    @Test func `a campaign says when it ends, or that it has no end`() throws {
        let office = try PressOffice(at: "2027-01-04T08:00:00-06:00")
        let start = "campaign new tips --goal g --audience a"
        let neither = try office.type(start)
        #expect(neither.status == 64 && neither.errors.contains("--no-end"), "\(neither.errors)")
        let both = try office.type(start + " --no-end --until 2027-03-31")
        #expect(both.status == 64 && both.errors.contains("exclude"), "\(both.errors)")
        let early = try office.type(start + " --until 2027-01-03")
        #expect(early.status == 65 && early.errors.contains("before it begins"), "\(early.errors)")
        let wrong = try office.type(start + " --until 2027-02-30")
        #expect(wrong.status == 65 && wrong.errors.contains("isn't a day"), "\(wrong.errors)")
        #expect(try office.done("campaign list").contains("No campaign yet"))
    }

    @Test func `a playbook for crises takes no campaign`() throws {
        let office = try PressOffice(at: "2027-01-04T08:00:00-06:00")
        let result = try office.type("campaign new false-alert --goal g --audience a --no-end")
        #expect(result.status == 77, "\(result.errors)")
        #expect(result.errors.contains("isn't for routine incidents"), "\(result.errors)")
    }

    @Test func `whatever works on an incident works on a campaign`() throws {
        let office = try PressOffice(at: "2027-01-04T08:00:00-06:00")
        try office.begin()
        try office.done("note log \"Ideas wanted\"")
        try office.done(
            "message draft update --template tip --field \"tip=Lock your car.\" --name car --submit"
        )
        try office.done("message approve car --release --yes", as: "ana")
        try office.done("message posted car x")
        let status = try office.json("status")
        #expect((status["published"] as? [Any])?.count == 1)
        let ended = try office.done("campaign end \"The season is over\"")
        #expect(ended.contains("Campaign ended: The season is over"), "\(ended)")
        let line = try #require(
            (office.json("campaign list")["campaigns"] as? [[String: Any]])?.first)
        #expect(line["state"] as? String == "ended")
    }

    @Test func `an incident is no campaign`() throws {
        let office = try PressOffice(at: "2027-01-04T08:00:00-06:00")
        try office.done("open crisis --place Main --id riverton")
        for command in ["campaign show riverton", "campaign end over --incident riverton"] {
            let result = try office.type(command)
            #expect(result.status != 0, "\(command)")
            #expect(result.errors.contains("LIVE and not a campaign"), "\(result.errors)")
        }
    }

    @Test func `in a crisis, a command that names nothing is about the crisis`() throws {
        let office = try PressOffice(at: "2027-01-04T08:00:00-06:00")
        try office.begin()
        try office.done("note log first")
        try office.done("open crisis --place Main --id riverton")
        try office.done("use none")
        let note = try office.json("note log second")
        #expect(note["incident"] as? String == "riverton")
    }

    @Test func `a measure has a target, and what was measured beside it`() throws {
        let office = try PressOffice(
            at: "2027-01-04T08:00:00-06:00", schedule: CampaignScheduleTests.fridays)
        try office.begin(
            "--no-end --measure \"thefts from cars <= 40\" --measure \"delivered share >= 90%\" --measure answers --measure reach"
        )
        let start = try office.done("campaign show")
        #expect(start.contains("thefts from cars: not measured; target: at most 40"), "\(start)")
        #expect(start.contains("delivered share: not measured"), "Nothing came due. \(start)")
        #expect(start.contains("reach: not measured") && start.contains("answers: 0"), "\(start)")
        try office.wait(until: "2027-01-08T12:00:00-06:00")
        try office.done(
            "campaign measure \"thefts from cars\" 31 --as-of \"2027-01-07 08:00\" --source \"records bureau\""
        )
        let then = try #require(office.json("campaign show")["results"] as? [[String: Any]])
        #expect(then[0]["value"] as? Double == 31 && then[0]["isMet"] as? Bool == true)
        #expect(then[0]["atMost"] as? Double == 40 && then[0]["atLeast"] == nil)
        #expect(then[0]["source"] as? String == "records bureau")
        #expect(then[1]["value"] as? Double == 0 && then[1]["isMet"] as? Bool == false)
        try office.done(
            "campaign measure \"thefts from cars\" 44 --source \"records bureau\"")
        let late = try office.done("campaign show")
        #expect(late.contains("thefts from cars: 44 of at most 40, not met"), "\(late)")
        let unknown = try office.type("campaign measure thefts 3 --source x")
        #expect(unknown.errors.contains("has no measure \"thefts\""), "\(unknown.errors)")
        let counted = try office.type("campaign measure answers 3 --source x")
        #expect(counted.errors.contains("is counted from the log"), "\(counted.errors)")
    }

    @Test func `a link names the campaign and neither click nor person`() throws {
        let office = try PressOffice(at: "2027-01-04T08:00:00-06:00")
        try office.begin()
        let link = try office.done("campaign link \"https://police.example/tips?page=2#top\"")
        #expect(
            link.contains("https://police.example/tips?page=2&utm_campaign=tips#top"), "\(link)")
        for mark in ["fbclid=abc", "gclid=1", "utm_content=ann", "UTM_Term=x"] {
            let refused = try office.type("campaign link \"https://police.example/?\(mark)\"")
            #expect(refused.status == 65, "\(mark)")
            #expect(refused.errors.contains("names the campaign only"), "\(refused.errors)")
        }
        #expect(try office.type("campaign link tips.example").status == 65)
    }
}
