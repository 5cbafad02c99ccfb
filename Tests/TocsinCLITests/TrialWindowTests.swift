import Foundation
import Testing

/// Ways around a guard that a hostile trial found, each through the command line.
@Suite struct TrialWindowTests {
    // MARK: What can't be taken back

    @Test func `a correction is no way for an order to the phones`() throws {
        let desk = try Desk.opened()
        try desk.carryOut(
            "rumor report \"The dam broke\" --on x:RivertonPD --finding false"
                + " --because \"The dam holds\" --source operator --clear --verified")
        try desk.carryOut(
            "message draft correction --corrects R1 --text \"The dam: leave the riverside now.\""
                + " --on wea360 --identifies nobody --name order --submit")
        try desk.carryOut("message approve order", as: "kim")
        try desk.refuse(
            "message release order --yes", as: "kim", saying: "alert-not-armed", "wea360")
    }

    @Test func `every message with the wrong words is wrong, not only the one that was named`()
        throws
    {
        let team = try Team()
        try team.publish(
            "update", "one", "Go to Oak Street 12.", on: ["x"])
        try team.publish(
            "update", "two", "Zone B: go to Oak Street 12.", on: ["sms", "facebook"],
            posted: ["sms"])
        try team.done(
            "message correct one --wrong \"Oak Street 12\" --right \"Oak Avenue 12\""
                + " --source \"Red Cross\" --submit")
        #expect(try team.type("message posted two facebook").errors.contains("known-wrong"))
        #expect(try team.done("coverage").contains("sms:city"))
    }

    // MARK: A death that is held

    @Test(arguments: [
        "A kid lost his life near Front Street.",
        "We mourn the young neighbor whom the river took near Front Street.",
        "Un niño se ahogó cerca de Front Street.",
        "Lamentamos la pérdida de un menor en Front Street.",
        "Ein Kind ist bei der Front Street ertrunken.",
        "Our thoughts and prayers are with the family.",
        "A vigil is held tonight at the fire house.",
        "Nuestras oraciones están con la familia.",
        "One of our officers has died.", "Un agente ha muerto.", "End of watch: one of ours.",
    ])
    func `a held death is told in no words`(text: String) throws {
        let desk = try Desk.opened()
        try desk.carryOut(
            "fact record \"A child drowned near Front Street\" --source dispatch --verified")
        try desk.carryOut("fact hold F1 --reason \"family not told yet\"", as: "kim")
        try desk.carryOut(
            "message draft update --text \"\(text) Next update by {next-update}.\" --on x"
                + " --identifies nobody --name u --submit")
        try desk.carryOut("message approve u", as: "kim")
        try desk.refuse("message release u --yes", as: "kim", saying: "says what F1 says")
        try desk.carryOut("inquiry receive \"Did anybody die?\" --from \"Station 4\"")
        try desk.refuse(
            "inquiry answer Q1 \"\(text)\"", as: "kim", saying: "says what F1 says")
    }

    @Test func `what speaks of no death goes out while one is held`() throws {
        let desk = try Desk.opened()
        try desk.carryOut(
            "fact record \"A child drowned near Front Street\" --source dispatch --verified")
        try desk.carryOut("fact hold F1 --reason \"family not told yet\"", as: "kim")
        try desk.carryOut(
            "message draft update --text \"Front Street is closed. Keep your children away."
                + " Next update by {next-update}.\" --on x --identifies nobody --name u --submit")
        try desk.carryOut("message approve u --release --yes", as: "kim")
    }

    @Test func `yes to a question that says what is held is no answer`() throws {
        let desk = try Desk.opened()
        try desk.carryOut(
            "fact record \"A child drowned near Front Street\" --source dispatch --verified")
        try desk.carryOut("fact hold F1 --reason \"family not told yet\"", as: "kim")
        try desk.carryOut(
            "inquiry receive \"Did a child drown near Front Street?\" --from \"Station 4\"")
        try desk.refuse("inquiry answer Q1 \"Yes.\"", as: "kim", saying: "says what F1 says")
        try desk.carryOut("inquiry answer Q1 \"We will speak this evening.\"", as: "kim")
    }

    // MARK: Claims

    @Test(arguments: [
        "Martin Luther King Boulevard is flooded", "Tropical Storm Maria turns north",
        "El puente Benito Juárez se ha caído", "Duke Energy cuts the power",
        "The Home Depot was looted", "La escuela Simón Bolívar está cerrada",
        "The shooter is dead", "The suspect is in custody", "The gunman is still inside the mall",
        "El sospechoso fue detenido",
    ])
    func `a place or a body that has a person's name is asked about no more than others`(
        claim: String
    ) throws {
        try Desk.opened().carryOut("rumor report \"\(claim)\" --on facebook:N")
    }

    @Test func `words that we took back are in no new alert or update`() throws {
        let team = try Team()
        try team.publish("update", "one", "Go to Oak Street 12.", on: ["x"])
        try team.done(
            "message correct one --wrong \"Oak Street 12\" --right \"Oak Avenue 12\""
                + " --source \"Red Cross\" --submit")
        try team.done(
            "message draft alert --template warning --location \"Zone C\""
                + " --guidance \"Go to Oak Street 12.\" --identifies nobody --name c --expires +5h"
                + " --next-update +30m --submit")
        let refused = try team.type("message approve c --release --yes", as: "kim")
        #expect(refused.status == 77 && refused.errors.contains("says again what R1 took back"))
    }

    @Test(arguments: [
        "Sam Placeholder opened the flood gates", "The baker Ali Example poisoned the wells",
        "the shooter is placeholder", "Placeholder is the suspect",
        "A man named placeholder did it",
        "El sospechoso es Placeholder",
    ])
    func `a claim with a name is asked about, whatever it says`(claim: String) throws {
        let desk = try Desk.opened()
        try desk.refuse(
            "rumor report \"\(claim)\" --on facebook:N", saying: "--about-person", status: 65)
    }

    @Test func `no cell closes by a text about something else, or by the claim again`() throws {
        let desk = try Desk.opened()
        try desk.carryOut(
            "rumor report \"The dam has broken\" --on x:RivertonPD tv:station-4 --finding false"
                + " --because \"The dam holds\" --source operator --verified --clear")
        try desk.carryOut(
            "message draft correction --corrects R1 --text \"Have a nice day.\" --on x"
                + " --identifies nobody --name nice --submit")
        #expect(
            try desk.type("message check nice").output.contains("says nothing about it"))
        try desk.carryOut(
            "statement observe \"Station 4\" \"The dam has broken, we repeat it\""
                + " --on tv:station-4 --corrects R1")
        try desk.refuse(
            "rumor corrected R1 tv:station-4 --statement S1", saying: "takes nothing back")
        try desk.carryOut(
            "statement observe \"Station 4\" \"We said that the dam has broken. That was wrong.\""
                + " --on tv:station-4 --corrects R1")
        try desk.carryOut("rumor corrected R1 tv:station-4 --statement S2")
    }

    @Test(arguments: [
        "It is true that the dam has broken.", "The dam has broken.",
        "Confirmed: the dam has broken. We are sorry.",
    ])
    func `a correction that says the claim again is stopped`(text: String) throws {
        let desk = try Desk.opened()
        try desk.carryOut(
            "rumor report \"The dam has broken\" --on x:RivertonPD --finding false"
                + " --because \"The dam holds\" --source operator --verified --clear")
        try desk.carryOut(
            "message draft correction --corrects R1 --text \"\(text)\" --on x"
                + " --identifies nobody --name again --submit")
        try desk.carryOut("message approve again", as: "kim")
        try desk.refuse("message release again --yes", as: "kim", saying: "claim-affirmed", "R1")
        try desk.carryOut(
            "message revise again --text \"A claim says that the dam has broken. That is wrong: the"
                + " dam holds.\"")
        try desk.carryOut("message submit again")
        try desk.carryOut("message approve again --release --yes", as: "kim")
    }

    @Test(arguments: ["We apologize for the traffic jam.", "Sunny today."])
    func `an outlet's words about something else correct nothing`(words: String) throws {
        let desk = try Desk.opened()
        try desk.carryOut(
            "rumor report \"The dam has broken\" --on tv:station-4 --finding false"
                + " --because \"The dam holds\" --source operator --verified --clear")
        try desk.carryOut(
            "statement observe \"Station 4\" \"\(words)\" --on tv:station-4 --corrects R1")
        try desk.refuse(
            "rumor corrected R1 tv:station-4 --statement S1", saying: "says nothing about R1")
        try desk.carryOut(
            "statement observe \"Station 4\" \"We were wrong. We apologize.\" --on tv:station-4"
                + " --corrects R1")
        try desk.carryOut("rumor corrected R1 tv:station-4 --statement S2")
    }

    @Test func `the gap names a claim on our own account that nobody has assessed`() throws {
        let team = try Team()
        try team.publish("update", "one", "The river is high.", on: ["x"])
        try team.done("rumor report \"The dam has broken\" --on x:MillFalls tv:station-4")
        let gap = try team.done("gap")
        #expect(gap.contains("R1 not assessed, on an account of ours"), "\(gap)")
        #expect(gap.contains("On x:MillFalls: The dam has broken"))
        try team.done("rumor assess R1 --finding true --because \"the operator says so\"")
        #expect(try !team.done("gap").contains("not assessed"))
    }

    @Test func `a rumor on our own account isn't closed while nobody knows whether it is true`()
        throws
    {
        let desk = try Desk.opened()
        try desk.carryOut(
            "rumor report \"The dam has broken\" --on x:RivertonPD --finding unsubstantiated"
                + " --because \"no idea\"")
        try desk.refuse(
            "rumor close R1 --reason \"nobody asks any more\"", saying: "our own x:RivertonPD",
            status: 65)
    }

    @Test(arguments: [
        "We can't call it unconfirmed: the north bridge collapsed.",
        "The north bridge collapsed and there is nothing unconfirmed about it.",
        "Unlike unconfirmed rumors, the north bridge collapsed.",
        "The number of cars is unconfirmed; the north bridge collapsed.",
    ])
    func `a mark that denies itself marks nothing`(text: String) throws {
        let desk = try Desk.opened()
        try desk.carryOut("fact record \"The north bridge collapsed\" --source caller")
        try desk.carryOut(
            "message draft update --unconfirmed F1 --text \"\(text) Next update by {next-update}.\""
                + " --on x --identifies nobody --name u --submit")
        try desk.carryOut("message approve u", as: "kim")
        try desk.refuse("message release u --yes", as: "kim", saying: "doesn't say so")
    }

    // MARK: Endings

    @Test func `a step for the all-clear follows from it alone, and its texts are in a quiet line`()
        throws
    {
        let desk = try Desk.opened()
        try desk.carryOut(
            "message draft alert --template shelter-in-place --location \"Elm Street\""
                + " --identifies nobody --expires +1h --next-update +20m --name a --submit")
        try desk.carryOut("message approve a --release --yes", as: "kim")
        try desk.carryOut("message posted a x")
        try desk.refuse("step complete all-clear", saying: "in no other way")
        for command in ["status", "due"] {
            #expect(
                try desk.type(command).output.contains(
                    "Ready if needed for M2: all-clear, false alert"), "\(command)")
        }
        // What is written for its end is about the alert's place, not the incident's.
        try desk.carryOut("message draft all-clear --retracts a --name over")
        #expect(try desk.type("message show over").output.contains("Elm Street"))
    }

    @Test func `an update doesn't end an order, and a recall doesn't either`() throws {
        let team = try Team()
        try team.warn("A")
        try team.done(
            "message draft update --text \"The evacuation order is lifted. You may return.\" --on x"
                + " --identifies nobody --name up --rests-on nothing --reason \"the chief said so\" --submit"
        )
        let refused = try team.type("message approve up --release --yes", as: "kim")
        #expect(refused.status == 77 && refused.errors.contains("nothing-to-end"))
        try team.done("message recall zone-a --reason \"it named the wrong zone\"")
        #expect(try team.done("status").contains("In force for Zone A"))
        // What is edited and approved again is ready, and no next step.
        try team.done("message edit zone-a/all-clear x \"Zone A: you may return.\"")
        try team.done("message submit zone-a/all-clear")
        let approved = try team.done("message approve zone-a/all-clear", as: "kim")
        #expect(!approved.contains("Next:"), "\(approved)")
    }

    /// Its author can override the guard; the approver approves first.
    @Test func `the end of another agency's warning finds its way to an approver`() throws {
        let team = try Team()
        try team.done(
            "message draft all-clear --text \"The county has ended its order.\" --on x"
                + " --identifies nobody --name ac --submit")
        let due = try team.type("due", as: "kim").output
        #expect(due.contains("tocsin message approve M2\n"), "\(due)")
        try team.done("message approve ac", as: "kim")
        try team.done(
            "message release ac --override nothing-to-end --yes --reason"
                + " \"The county ended its own evacuation order at noon by telephone\"")
    }

    @Test func `a post from before an alert's end is recorded plainly`() throws {
        let team = try Team()
        try team.warn("A")
        team.wait(20)
        try team.done("message release zone-a/all-clear --yes", as: "kim")
        team.wait(5)
        #expect(try team.type("message posted zone-a x=https://x.example/2").status == 77)
        try team.done("message posted zone-a x=https://x.example/2 --occurred -15m")
    }

    @Test func `a text that people already have isn't withdrawn`() throws {
        let team = try Team()
        try team.publish("update", "one", "The river is high.", on: ["sms", "x"])
        let refused = try team.type("message withdraw one sms --reason \"wrong river\"")
        #expect(refused.status == 77 && refused.errors.contains("sms can't be withdrawn"))
        try team.done("message recall one --reason \"wrong river\"")
        // What can be withdrawn is due first; then what can only be corrected.
        #expect(
            try team.done("due").contains("tocsin message withdraw M2 x:MillFalls --reason TEXT"))
        try team.done("message withdraw one x --reason \"wrong river\"")
        #expect(try team.done("due").contains("tocsin message retract M2"))
    }

    // MARK: Alone

    @Test func `an alert that several guards stop names the one command that sends it`() throws {
        let team = try Team()
        try team.done("fact record \"Water is coming over the dam\" --source caller")
        try team.done(
            "message draft alert --template warning --location \"Zone A\""
                + " --guidance \"Water is coming over the dam: go uphill now.\" --identifies nobody"
                + " --name a --expires +5h --next-update +30m --submit")
        let way =
            "tocsin message release M2 --override unapproved --reason TEXT --override fact-repeated --reason TEXT"
        let refused = try team.type("message release a --yes").errors
        #expect(refused.contains(way), "\(refused)")
        try team.done(way.dropFirst(7).replacing("TEXT", with: "imminent-threat") + " --yes")
    }

    @Test func `an ending isn't released while another alert is in force for the same place`()
        throws
    {
        let team = try Team()
        try team.warn("A")
        try team.done(
            "message draft alert --template warning --location \"Zone A\" --guidance \"Boil water.\""
                + " --identifies nobody --name water --expires +5h --submit")
        try team.done("message approve water --release --yes", as: "kim")
        try team.done("message posted water x")
        let refused = try team.type("message release zone-a/all-clear --yes", as: "kim")
        #expect(refused.status == 77 && refused.errors.contains("others-in-force"))
        #expect(refused.errors.contains("M5, which is in force for Zone A"), "\(refused.errors)")
        // Another place's alert stops nothing.
        try team.warn("B")
        try team.done("message release zone-b/all-clear --yes", as: "kim")
    }

    @Test(arguments: [
        ("holding", "The danger at Riverside is over."),
        ("update", "Our warning for Zone A is canceled."),
        ("update", "El peligro en la zona ha terminado."), ("update", "You can go outside again."),
    ])
    func `no message ends an alert in force under another name`(kind: String, text: String) throws {
        let team = try Team()
        try team.warn("A")
        try team.done(
            "message draft \(kind) --text \"\(text)\" --on x --identifies nobody --name u"
                + " --rests-on nothing --reason \"the chief said so\" --submit")
        let refused = try team.type("message approve u --release --yes", as: "kim")
        #expect(refused.status == 77 && refused.errors.contains("nothing-to-end"), "\(refused)")
    }

    @Test(arguments: ["Stay away until we give the all-clear.", "The danger is not over."])
    func `what says that a warning goes on goes out`(text: String) throws {
        let team = try Team()
        try team.warn("A")
        try team.publish("update", "u", text, on: ["x"])
    }

    @Test func `an alert that was stopped elsewhere isn't due for a retraction where it is`() throws
    {
        let team = try Team()
        try team.warn("A")
        try team.done("message recall zone-a --reason \"radio has it from the news already\"")
        let due = try team.done("due --all --everyone")
        #expect(!due.contains("message withdraw") && !due.contains("message retract"), "\(due)")
        #expect(!due.contains("Wrong on"))
    }

    // MARK: Words beside the texts

    @Test func `a death that is held for a family is in no alt text and no title`() throws {
        let team = try Team()
        try team.done(
            "fact record \"A crew member has died\" --source hospital --verified", as: "kim")
        try team.done("fact hold F1 --for-family --reason \"family not told\"", as: "kim")
        try team.done(
            "message draft update --text \"The river is high.\" --on x --identifies nobody --name u"
                + " --rests-on nothing --reason \"seen by the crew\"")
        let picture = team.desk.folder + "/p.png"
        try Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]).write(
            to: URL(filePath: picture))
        try team.done(
            "message attach u \(picture) --alt \"The crew member who has died\" --identifies nobody"
        )
        try team.done("message submit u")
        let refused = try team.type("message approve u --release --yes", as: "kim")
        #expect(refused.status == 77 && refused.errors.contains("held-for-family"))
        // No reason lifts it, only telling the family.
        let overridden = try team.type(
            "message release u --override held-for-family --reason imminent-threat --yes", as: "kim"
        )
        #expect(overridden.errors.contains("can't be overridden"), "\(overridden.errors)")
    }

    @Test func `an entry that says what may not be said isn't made public`() throws {
        let team = try Team()
        try team.done(
            "fact record \"A crew member has died\" --source hospital --verified", as: "kim")
        let entries = try #require(try team.json("timeline")["entries"] as? [[String: Any]])
        let moments = entries.filter { ($0["subject"] as? String) == "F1" }
            .compactMap { ($0["moment"] as? [String: Any])?["position"] as? Int }
        let refused = try team.type(
            "note visibility \(try #require(moments.first)) public --reason \"press asks\"",
            as: "kim")
        #expect(refused.status == 77 && refused.errors.contains("isn't cleared for release"))
    }

    @Test func `what was posted doesn't fail afterward`() throws {
        let team = try Team()
        try team.publish("update", "one", "The river is high.", on: ["sms"])
        let refused = try team.type("message failed one sms --reason \"gateway down\"")
        #expect(refused.status == 65)
        #expect(
            refused.errors.contains("tocsin message posted M2 sms:city --mistaken --reason TEXT"))
    }

    // MARK: Times

    @Test func `a time that has just passed isn't taken for tomorrow's unsaid`() throws {
        let team = try Team()
        let refused = try team.type(
            "message draft update --text \"The river is high.\" --on x --identifies nobody"
                + " --next-update 11:50")
        #expect(refused.status == 65 && refused.errors.contains("passed 10 min ago"))
        #expect(refused.errors.contains("tomorrow 11:50"), "\(refused.errors)")
        try team.done(
            "message draft update --text \"The river is high.\" --on x --identifies nobody"
                + " --next-update \"tomorrow 11:50\"")
    }

    @Test func `what posted --all leaves out is in the JSON too`() throws {
        let team = try Team()
        try team.publish("update", "one", "The river is high.", on: ["x", "nextdoor"], posted: [])
        let answer = try team.json("message posted one --all")
        #expect((answer["note"] as? String)?.contains("Left out") ?? false, "\(answer)")
    }

    @Test func `a canceled briefing is due no more`() throws {
        let team = try Team()
        try team.done("briefing schedule --at +2h --place Lobby")
        #expect(try team.done("due").contains("Hold briefing B1"))
        try team.done("briefing cancel B1 --reason \"moved to the scene\"")
        #expect(try !team.done("due").contains("briefing B1"))
        #expect(try team.done("briefing list").contains("canceled"))
        #expect(try team.type("briefing hold B1 --speaker kim").errors.contains("was canceled"))
        #expect(try !team.done("close done").contains("briefing"))
    }

    @Test func `a clock time that means yesterday can't be when the family was told`() throws {
        let desk = try Desk.opened()
        try desk.carryOut("fact record \"One resident died\" --source ME --verified")
        try desk.carryOut("fact hold F1 --reason \"family not told\"", as: "kim")
        try desk.refuse(
            "fact clear F1 --reason \"they agreed\" --told-by chaplain --told-at -22h", as: "kim",
            saying: "can hardly have been told", status: 65)
    }

    @Test func `nothing happens to a question, a rumor or a briefing before it is there`() throws {
        let desk = try Desk.opened()
        try desk.carryOut("inquiry receive \"When?\" --from \"Station 4\"")
        try desk.carryOut("briefing schedule --at +2h --place Lobby")
        for command in [
            "inquiry answer Q1 \"This evening.\" --occurred -5h",
            "briefing hold B1 --speaker kim --occurred -1h",
        ] {
            try desk.refuse(command, as: "kim", saying: "so this can't have happened", status: 65)
        }
    }

    @Test func `a delivery's corrected time counts, and lies after its release`() throws {
        let team = try Team()
        try team.done("onset set -10m --reason dispatch")
        try team.publish("update", "news", "The river is high.", on: ["x"], posted: [])
        team.wait(20)
        try team.done("message posted news x")
        let entries = try #require(try team.json("timeline")["entries"] as? [[String: Any]])
        let moment = entries.last?["moment"] as? [String: Any]
        let position = try #require(moment?["position"] as? Int)
        let refused = try team.type("note correct \(position) \"posted early\" --occurred -60m")
        #expect(refused.status != 0 && refused.errors.contains("was released at"))
        #expect(try team.done("review report").contains("Onset to our first message: **30 min**"))
        try team.done("note correct \(position) \"posted at once\" --occurred -20m")
        #expect(try team.done("review report").contains("Onset to our first message: **10 min**"))
    }

    // MARK: Figures

    @Test func `a waived claim isn't called corrected`() throws {
        let desk = try Desk.opened()
        try desk.carryOut(
            "rumor report \"The dam broke\" --on tv:station-4 --finding false"
                + " --because \"The dam holds\" --source operator --verified --clear")
        try desk.carryOut("rumor waive R1 tv:station-4 --reason \"the station has closed\"")
        let review = try desk.type("review report", as: "kim").output
        #expect(review.contains("It was waived, without a correction there, on 1 of the accounts"))
        #expect(!review.contains("has been corrected everywhere"))
    }
}
