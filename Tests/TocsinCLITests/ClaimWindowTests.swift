import Foundation
import Testing

/// Ways to say in our name what nobody knows, each tried through the command line.
@Suite struct ClaimWindowTests {
    private func draft(_ text: String, _ options: String = "") -> String {
        "message draft update --text \"\(text) Next update by {next-update}.\" --identifies nobody"
            + " --next-update +30m --name u --submit \(options)"
    }

    // MARK: What a text rests on

    @Test(arguments: ["Three people are hurt.", "The gunman is dead.", "Un tirador está muerto."])
    func `a claim or number without a citation is stopped`(_ text: String) throws {
        let desk = try Desk.opened()
        try desk.carryOut(draft(text, text.hasPrefix("Un") ? "--language es" : ""))
        try desk.carryOut("message approve u", as: "kim")
        try desk.refuse(
            "message release u --yes", saying: "uncited", "cites no fact", "--rests-on nothing")
    }

    @Test func `a claim in a field or in a text by hand is stopped as well`() throws {
        let desk = try Desk.opened()
        try desk.carryOut(draft("Main Street is closed."))
        try desk.carryOut("message edit u x \"Main Street is closed. Three are dead.\"")
        try desk.carryOut("message submit u")
        try desk.carryOut("message approve u", as: "kim")
        try desk.refuse("message release u --yes", saying: "uncited")
    }

    @Test(arguments: [
        "Trois personnes sont mortes à l'hôpital.", "Ba người đã chết ở cầu.",
        "Stay away. На мосту погибли люди.", "Hay tres muertos en el puente.",
    ])
    func `a claim in another language in an English text is stopped`(_ text: String) throws {
        let desk = try Desk.opened()
        try desk.carryOut(draft(text))
        try desk.carryOut("message approve u", as: "kim")
        try desk.refuse("message release u --yes", saying: "uncited", "cites no fact")
    }

    @Test func `a text that rests on nothing says why, and its approver reads it`() throws {
        let desk = try Desk.opened()
        #expect(try desk.type(draft("Three are hurt.", "--rests-on nothing")).status == 64)
        #expect(try desk.type(draft("Three are hurt.", "--rests-on rumor --reason x")).status == 64)
        try desk.carryOut(
            draft("Three are hurt.", "--rests-on nothing --reason \"live on every station\""))
        let shown = try desk.type("message approve u --release --yes", as: "kim")
        #expect(shown.output.contains("Rests on nothing: live on every station"), "\(shown.output)")
        // What is public and was never verified stays in the gap.
        try desk.carryOut("message posted u x")
        let gap = try desk.type("gap").output
        #expect(gap.contains("M2 public, not verified"), "\(gap)")
        #expect(gap.contains("it rests on no fact: live on every station"), "\(gap)")
    }

    @Test(arguments: [
        ("The hotline is 555-0142.", "Call 555 0143.", "Call (555) 0142."),
        ("The shelter is at 12 Oak Street.", "Go to 21 Oak Street.", "Go to 12 Oak Street."),
        ("Three officers are hurt.", "Four officers are hurt.", "3 officers are hurt."),
    ])
    func `digits that differ from the cited fact are stopped in any grouping`(
        _ fact: String, _ wrong: String, _ right: String
    ) throws {
        let desk = try Desk.opened()
        try desk.carryOut("fact record \"\(fact)\" --source IC --verified --clear")
        try desk.carryOut(draft(wrong, "--cite F1"))
        try desk.carryOut("message approve u", as: "kim")
        try desk.refuse("message release u --yes", saying: "number-differs")
        try desk.carryOut("message revise u --text \"\(right) Next update by {next-update}.\"")
        try desk.carryOut("message submit u")
        try desk.carryOut("message approve u --release --yes", as: "kim")
    }

    // MARK: Findings

    @Test func `a finding and a refutation create facts that are recorded, no more`() throws {
        let desk = try Desk.opened()
        try desk.carryOut(
            "rumor report \"The dam broke\" --on facebook:N --finding unsubstantiated"
                + " --because \"no idea\" --source me")
        try desk.carryOut("fact record \"The bridge is open\" --source IC --verified --clear")
        try desk.carryOut(
            "fact refute F2 --reason wrong --source IC --right \"The bridge is shut\"")
        try desk.carryOut("fact record \"Two are hurt\" --source IC --verified --clear")
        try desk.carryOut("fact supersede F4 --with \"Five are hurt\" --source IC")
        let facts = try #require(try desk.json("fact", "list")["facts"] as? [[String: Any]])
        let status = Dictionary(
            facts.map { ($0["fact"] as? String ?? "", $0["status"] as? String ?? "") },
            uniquingKeysWith: { $1 })
        #expect(
            status == [
                "F1": "recorded", "F2": "refuted", "F3": "recorded", "F4": "superseded",
                "F5": "recorded",
            ])
        // The rumor isn't settled by it, and stays due.
        #expect(try desk.type("due --everyone --all").output.contains("R1 is unsubstantiated"))
    }

    // MARK: Persons

    @Test func `a claim that names somebody is asked about`() throws {
        let desk = try Desk.opened()
        try desk.refuse(
            "rumor report \"Sam Placeholder is the shooter\" --on facebook:N",
            saying: "seems to be about a person", "--about-person", status: 65)
        try desk.carryOut("rumor report \"All suspects are in custody\" --on facebook:N")
    }

    @Test func `a correction about a person repeats neither claim nor name`() throws {
        let desk = try Desk.opened()
        try desk.carryOut(
            "rumor report \"Sam Placeholder is the shooter\" --on facebook:N --about-person"
                + " --finding false --because \"He was at work\" --source detectives --submit")
        // Nobody declares it "nobody" but a person, so it is not submitted yet.
        let show = try desk.type("message show M2").output
        #expect(show.contains("draft"), "\(show)")
        #expect(!show.contains("Placeholder") && !show.contains("shooter"), "\(show)")
        try desk.refuse(
            "message submit M2", saying: "doesn't declare whom it identifies", status: 65)
        try desk.carryOut("message edit M2 x \"Sam Placeholder did nothing.\"")
        try desk.carryOut("message revise M2 --identifies nobody")
        try desk.carryOut("message submit M2")
        try desk.carryOut("message approve M2", as: "kim")
        try desk.refuse(
            "message release M2 --on x --yes", as: "kim", saying: "person-repeated")
        // Nor does another message say it.
        try desk.carryOut(
            "message draft update --text \"We know that Sam Placeholder is the shooter. Next update by"
                + " {next-update}.\" --identifies nobody --next-update +30m --name v --submit"
                + " --rests-on nothing --reason \"the neighbors say so\"")
        try desk.carryOut("message approve v", as: "kim")
        try desk.refuse("message release v --yes", as: "kim", saying: "person-repeated")
    }

    // MARK: Roles

    @Test func `a role for an outsider or for an author's approver is due for another's word`()
        throws
    {
        let desk = try Desk.opened()
        try desk.carryOut("role assign stranger incident-commander --unlisted")
        func due(_ person: String = "lee") throws -> String {
            try desk.type("due", as: person).output.split(whereSeparator: \.isWhitespace)
                .joined(separator: " ")
        }
        #expect(try due("kim").contains("the department file doesn't list stranger"))
        #expect(try due("kim").contains("Next: tocsin role assign stranger incident-commander"))
        // Neither the one who gave the role nor the one who holds it can settle it.
        for person in ["lee", "stranger"] {
            #expect(!(try due(person).contains("tocsin role assign stranger")), "\(person)")
            #expect(
                try desk.type("role assign stranger incident-commander", as: person).output
                    .contains("No change"))
        }
        #expect(try due("kim").contains("the department file doesn't list stranger"))
        try desk.carryOut("role assign stranger incident-commander", as: "kim")
        #expect(!(try due("kim").contains("stranger made")))
        #expect(!(try due("kim").contains("made stranger")))
        // Listed, but made an approver by the author of a draft.
        try desk.carryOut("role relieve kim incident-commander --reason rest", as: "stranger")
        try desk.carryOut("role assign kim jic-manager")
        #expect(try due().contains("who may now approve M1, which lee wrote"))
    }

    // MARK: Steps

    @Test func `a public step isn't completed by a message to staff`() throws {
        let desk = try Desk.opened()
        try desk.carryOut("message submit holding")
        try desk.carryOut("message approve holding --release --yes", as: "kim")
        func state() throws -> String? {
            let steps = try #require(try desk.json("step", "list")["steps"] as? [[String: Any]])
            return steps.first { $0["step"] as? String == "holding" }?["state"] as? String
        }
        try desk.carryOut("message posted M1 call-takers")
        #expect(try state() != "done")
        try desk.carryOut("message posted M1 x")
        #expect(try state() == "done")
    }

    // MARK: Reenactments and routine

    @Test func `nobody opens a reenactment by hand or enters anything in one`() throws {
        let desk = try Self.reenactment.get()
        let opened = try desk.type("open attack-on-officers --place Main --mode reenactment")
        #expect(opened.status == 77 && opened.errors.contains("takes its entries from a scenario"))
        for command in [
            "message draft update --text \"All clear.\" --identifies nobody",
            "note add \"I was here\"", "fact record x --source me",
            "role assign lee incident-commander",
        ] {
            try desk.refuse(
                "\(command) --incident fire", as: "controller",
                saying: "takes its entries from a scenario")
        }
    }

    @Test func `a crisis playbook says which modes it allows`() throws {
        let desk = try Desk.staffed()
        let opened = try desk.type("open attack-on-officers --place Main --mode routine")
        #expect(opened.status == 77, "\(opened.errors)")
        #expect(opened.errors.contains("isn't for routine incidents"))
        #expect(opened.errors.contains("live, exercise, reenactment"))
    }

    @Test func `every text that leaves a reenactment is marked`() throws {
        let desk = try Self.reenactment.get()
        let messages = try #require(
            try desk.json("message", "list", "--incident", "fire")["messages"] as? [[String: Any]])
        #expect(messages.count == 1)
        let text = try desk.type("message text M1 x --incident fire")
        #expect(text.output == "REENACTMENT: The mill burns.\n", "\(text.output)\(text.errors)")
        #expect(try desk.type("message page M1 --incident fire").output.contains("REENACTMENT"))
    }

    /// A played reenactment in which M1 was released on X and on the web.
    private static let reenactment = Result {
        let desk = try Desk.staffed()
        let file = try desk.write(
            Reenactment.opening("fire", "A fire") + """
                  - number: "1"
                    at: "2026-03-02T10:05:00-06:00"
                    as: controller
                    role: controller
                    command:
                      message draft:
                        kind: update
                        text: The mill burns.
                        identifies: nobody
                        on: [x, release]
                        submit: true
                        release: true
                """, to: "fire.yaml")
        try desk.carryOut("scenario run \(file)")
        return desk
    }
}

/// A warning is over only where its end was said.
@Suite struct EndingCoverageTests {
    @Test func `an account that carried the warning and not its end stays open`() throws {
        let desk = try Desk.opened()
        try desk.carryOut(
            "message draft alert --template shelter-in-place --identifies nobody --expires +1h"
                + " --next-update +20m --name evac-a --submit")
        try desk.carryOut("message approve evac-a --release --yes", as: "kim")
        try desk.carryOut("message posted evac-a x radio web --language en es")
        try desk.carryOut("message release evac-a/all-clear --yes", as: "kim")
        func step() throws -> String? {
            let steps = try #require(try desk.json("step", "list")["steps"] as? [[String: Any]])
            return steps.first { $0["step"] as? String == "all-clear" }?["state"] as? String
        }
        func due() throws -> String {
            try desk.type("due --everyone").output.split(whereSeparator: \.isWhitespace)
                .joined(separator: " ")
        }
        try desk.carryOut("message posted evac-a/all-clear x web --language en es")
        #expect(try step() != "done")
        try desk.carryOut("message posted evac-a/all-clear radio --language en")
        #expect(try due().contains("radio"))
        #expect(try step() != "done")
        try desk.carryOut("message posted evac-a/all-clear radio --language es")
        // Done before its phase began, and it counts.
        #expect(try step() == "done")
    }

    @Test func `a text for phones or stations needs an armed retraction, whatever its kind`() throws
    {
        let desk = try Desk.opened()
        try desk.carryOut(
            "message draft update --text \"Stay inside until we call. Next update by {next-update}.\""
                + " --identifies nobody --on wea360 --next-update +30m --name u --submit")
        try desk.carryOut("message approve u", as: "kim")
        try desk.refuse(
            "message release u --yes", saying: "alert-not-armed",
            "goes out on wea360, where it can't be taken back")
    }
}
