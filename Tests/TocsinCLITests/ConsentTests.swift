import Foundation
import Testing

/// Consents of people whom a campaign shows, and the copies that rest on them.
@Suite struct ConsentTests {
    private static let start = "2027-01-04T08:00:00-06:00"
    private static let terms =
        "--language en --kept \"records, binder 4\" --withdrawal \"call 555-0100\""

    /// An office in a campaign, with a signed form and a colleague who approves.
    private static func office() throws -> PressOffice {
        let office = try PressOffice(at: start)
        try office.begin()
        try office.write("I agree.", to: "form.txt")
        return office
    }

    private static func recording(
        _ whom: String, _ options: String, in office: PressOffice
    ) -> String {
        "consent record \"\(whom)\" \(terms) --copy \(office.desk.home)/form.txt \(options)"
    }

    /// Drafts and releases a profile that rests on C1.
    private static func release(
        _ text: String, on channels: String, _ details: String = "name photo",
        in office: PressOffice
    ) throws {
        try office.done(
            "message draft update --text \"\(text)\" --on \(channels) --rests-on nothing --reason \"the person gave these words\" --identifies \"a recruit\" --purpose profile --detail \(details) --consent C1"
        )
        try office.done("message submit M1")
        try office.done("message approve M1", as: "ana")
        try office.done("message release M1 --yes")
    }

    private static func takedowns(_ office: PressOffice) throws -> [[String: Any]] {
        let items = try #require(office.json("due --everyone --all")["items"] as? [[String: Any]])
        return items.filter { $0["kind"] as? String == "takedown" }
    }

    @Test func `a withdrawn consent lists every live copy until each is gone or corrected`() throws
    {
        let office = try Self.office()
        try office.done(
            Self.recording("a recruit", "--what name photo --until 2027-12-31", in: office))
        try Self.release("Meet our recruit.", on: "x facebook partners", in: office)
        let carriers = ["x:RivertonPD", "facebook:RivertonPD", "x:RivertonFire", "partners:county"]
        for carrier in carriers {
            try office.done("message posted M1 \(carrier) --unlisted")
        }
        #expect(try Self.takedowns(office).isEmpty)
        try office.wait(until: "2027-02-01T09:00:00-06:00")
        let said = try office.done("consent withdraw C1")
        for carrier in carriers { #expect(said.contains("M1 on \(carrier) (en)"), "\(said)") }
        let due = try Self.takedowns(office)
        #expect(due.count == 4, "\(due)")
        #expect(due.allSatisfy { ($0["text"] as? String)?.contains("recruit") == false })
        let partner = due.compactMap { $0["text"] as? String }.filter { $0.contains("county") }
        #expect(
            partner == [
                "M1 on partners:county (en) rests on the consent C1, which was withdrawn. Have it taken down or correct it there."
            ])
        // What is due says how to record it.
        for command in due.compactMap({ $0["command"] as? String }).dropLast() {
            try office.done(
                command.replacing("tocsin ", with: "").replacing("TEXT", with: "\"no consent\""))
        }
        #expect(try Self.takedowns(office).count == 1)
        // The last one is corrected in place, with a text that shows nobody.
        let last = try #require(Self.takedowns(office)[0]["text"] as? String)
        let carrier = try #require(carriers.first { last.contains($0) })
        try office.done("message revise M1 --text \"Meet our team.\" --identifies nobody")
        try office.done("message submit M1")
        try office.done("message approve M1", as: "ana")
        try office.done("message release M1 --yes")
        #expect(try Self.takedowns(office).count == 1, "Releasing a text changes no copy.")
        try office.done(
            "message withdraw M1 \(carrier) --how edited --reason \"no consent\"")
        try office.done("message posted M1 \(carrier) --unlisted")
        #expect(try Self.takedowns(office).isEmpty)
    }

    @Test func `a consent's end is due a month ahead, and its copies from then on`() throws {
        let office = try Self.office()
        try office.done(
            Self.recording("a recruit", "--what name photo --until 2027-06-30", in: office))
        try Self.release("Meet our recruit.", on: "x", in: office)
        try office.done("message posted M1 x:RivertonPD")
        func due() throws -> String { try office.done("due --everyone --all") }
        try office.wait(until: "2027-05-30T12:00:00-05:00")
        #expect(try !due().contains("C1"))
        try office.wait(until: "2027-06-01T12:00:00-05:00")
        #expect(
            try due().contains("The consent C1 ends on 2027-06-30, and 1 copy rests on it."))
        #expect(try Self.takedowns(office).isEmpty)
        try office.wait(until: "2027-07-01T12:00:00-05:00")
        let items = try Self.takedowns(office)
        #expect(items.count == 1)
        #expect(items.first?["isOverdue"] as? Bool == true)
        let text = items.first?["text"] as? String
        #expect(text?.contains("rests on the consent C1, which has ended") == true, "\(items)")
        try office.done(
            Self.recording("a recruit", "--what name photo --until 2028-06-30", in: office))
        #expect(try Self.takedowns(office).count == 1, "The copy rests on the old one.")
    }

    @Test func `a campaign that has ended still owes its takedowns`() throws {
        let office = try Self.office()
        try office.done(
            Self.recording("a recruit", "--what name photo --until 2027-06-30", in: office))
        try Self.release("Meet our recruit.", on: "x", in: office)
        try office.done("message posted M1 x:RivertonPD")
        try office.done("campaign end \"the season is over\" --anyway --incident tips")
        try office.done("consent withdraw C1 --incident tips")
        let due = try office.done("due --everyone --all --incident tips")
        #expect(due.contains("M1 on x:RivertonPD (en) rests on the consent C1"), "\(due)")
        let everywhere = try office.done("due --all-incidents --everyone --all")
        #expect(
            everywhere.contains("M1 on x:RivertonPD (en) rests on the consent"), "\(everywhere)")
        try office.done("message withdraw M1 x:RivertonPD --reason consent --incident tips")
        #expect(
            try office.done("due --all-incidents --everyone --all").contains(
                "Nothing is due in any incident."))
        #expect(try !office.done("due --everyone --all --incident tips").contains("C1"))
    }

    @Test(arguments: [
        ("name", "x facebook", "name photo", "a consent to show photo"),
        ("name photo", "x", "name photo", "a consent for facebook"),
    ])
    func `a message shows no more than the consent covers`(
        what: String, on: String, details: String, lacking: String
    ) throws {
        let office = try Self.office()
        try office.done(
            Self.recording("a recruit", "--what \(what) --on \(on) --until 2027-06-30", in: office))
        let error = #expect(throws: Desk.Unexpected.self) {
            try Self.release("Meet our recruit.", on: "x facebook", details, in: office)
        }
        #expect(error?.text.contains("without \(lacking)") == true, "\(String(describing: error))")
    }

    @Test(arguments: [
        ("--until 2027-06-30", "--what name photo voice quote"),
        ("--what name --until 2026-06-30", "--until DATE"),
        ("--what name --until 2027-06-30 --minor", "--guardian \"the mother\""),
        ("--what shoes --until 2027-06-30", "shoes"),
    ])
    func `a consent that says too little isn't recorded`(options: String, remedy: String) throws {
        let office = try Self.office()
        let result = try office.type(Self.recording("a recruit", options, in: office))
        #expect(result.status == 65, "\(result.errors)")
        #expect(result.errors.contains(remedy), "\(result.errors)")
        #expect(try office.done("consent list").contains("No consents."))
        let uncopied = try office.type(
            "consent record \"a recruit\" \(Self.terms) --what name --until 2027-06-30")
        #expect(uncopied.errors.contains("--copy FILE"), "\(uncopied.errors)")
    }

    @Test func `a consent goes on with a renewed campaign, and is withdrawn in both`() throws {
        let office = try Self.office()
        try office.done(
            Self.recording("a recruit", "--what name photo --until 2028-12-31", in: office))
        try office.done(
            Self.recording(
                "a baker", "--what name --until 2028-12-31 --this-campaign-only", in: office))
        try office.done(
            Self.recording("a nurse", "--what name --until 2027-06-30", in: office))
        try Self.release("Meet our recruit.", on: "x", in: office)
        try office.done("message posted M1 x:RivertonPD")
        try office.wait(until: "2028-01-04T08:00:00-06:00")
        let renewed = try office.done("campaign renew --no-end")
        #expect(renewed.contains("Consents carried over: C1 is C1 here."), "\(renewed)")
        #expect(renewed.contains("for the old campaign only: C2."), "\(renewed)")
        #expect(!renewed.contains("C3"), "It has ended. \(renewed)")
        let list = try #require(office.json("consent list")["consents"] as? [[String: Any]])
        #expect(list.count == 1 && list[0]["whom"] as? String == "a recruit")
        #expect(list[0]["earlierCampaign"] as? String == "tips")
        #expect(list[0]["kept"] as? String == "records, binder 4")
        try Self.release("Our recruit, a year on.", on: "x", in: office)
        try office.done("message posted M1 x:RivertonPD")
        let said = try office.done("consent withdraw C1")
        #expect(said.contains("It is also withdrawn as C1 of tips."), "\(said)")
        #expect(said.contains("M1 on x:RivertonPD (en), in tips"), "\(said)")
        let due = try office.done("due --all-incidents --everyone --all")
        #expect(
            due.split(separator: "\n").count { $0.contains("rests on the consent C1") } == 2,
            "\(due)")
    }

    @Test func `a consent that is withdrawn in the old campaign ends in the new one`() throws {
        let office = try Self.office()
        try office.done(
            Self.recording("a recruit", "--what name photo --until 2028-12-31", in: office))
        try office.done("campaign renew --no-end")
        try office.done("consent withdraw C1 --incident tips")
        let list = try #require(office.json("consent list")["consents"] as? [[String: Any]])
        #expect(list.map { $0["status"] as? String } == ["withdrawn"])
    }

    @Test func `the list has the form's terms and nothing public has the person`() throws {
        let office = try Self.office()
        try office.done(
            Self.recording(
                "the shy pupil",
                "--what quote voice --on x --until 2027-06-30 --minor --guardian \"the aunt\" --scope \"the spring fair\"",
                in: office))
        let listed = try #require(office.json("consent list")["consents"] as? [[String: Any]])
        let consent = try #require(listed.first)
        #expect(consent["whom"] as? String == "the shy pupil")
        #expect(consent["what"] as? [String] == ["quote", "voice"])
        #expect(consent["guardian"] as? String == "the aunt")
        #expect(consent["withdrawal"] as? String == "call 555-0100")
        #expect(consent["status"] as? String == "valid")
        #expect(consent["expires"] as? String == "2027-07-01T04:59:59Z")
        // By coreutils: printf 'I agree.' | sha256sum
        #expect(
            consent["copySHA256"] as? String
                == "826ff0dab649a97ffdd7779a332accafb35cc161012253a19383db19289d6e02")
        for command in [
            "timeline --view public", "feed --page https://police.example/alerts",
            "review report --public", "sitrep",
            "review records-request --from 2027-01-01T00:00:00Z --to 2027-02-01T00:00:00Z",
        ] {
            let output = try office.done(command)
            for word in ["shy pupil", "aunt", "spring fair", "binder 4"] {
                #expect(!output.contains(word), "\(command): \(output)")
            }
        }
    }
}
