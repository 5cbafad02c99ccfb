import Foundation
import Testing

/// The days after which a copy that shows somebody must come down.
@Suite struct TakedownTests {
    /// A campaign in an office whose policy has the takedown, with a photo of somebody charged on
    /// three accounts since 10:00 on January 4.
    private static func office(_ options: String = "") throws -> PressOffice {
        let office = try PressOffice(at: "2027-01-04T08:00:00-06:00")
        let department = try String(
            contentsOfFile: office.desk.home + "/department.yaml", encoding: .utf8)
        try office.write(
            department + """
                policy:
                  takedowns:
                    - {id: booking-photo, purposes: [suspect, charged], details: [photo], after: 14d\(options)}

                """, to: "department.yaml")
        try office.begin()
        try office.done(
            "message draft update --text \"A man was charged.\" --on x facebook partners --rests-on nothing --reason \"the court has said so\" --identifies \"a man\" --purpose charged --detail photo --case 27-100 --confirmed-by kim"
        )
        try office.done("message submit M1")
        try office.done("message approve M1", as: "ana")
        try office.done("message release M1 --yes")
        try office.wait(until: "2027-01-04T10:00:00-06:00")
        for carrier in ["x:RivertonPD", "facebook:RivertonPD", "partners:county"] {
            try office.done("message posted M1 \(carrier) --unlisted")
        }
        return office
    }

    private static func takedowns(_ office: PressOffice) throws -> [[String: Any]] {
        let items = try #require(office.json("due --everyone --all")["items"] as? [[String: Any]])
        return items.filter { $0["kind"] as? String == "takedown" }
    }

    @Test func `the day before warns, the day after is overdue`() throws {
        let office = try Self.office()
        try office.wait(until: "2027-01-16T23:59:00-06:00")
        #expect(try Self.takedowns(office).isEmpty, "Day 12")
        for (time, isOverdue) in [
            ("2027-01-17T09:00:00-06:00", false), ("2027-01-18T23:59:00-06:00", false),
            ("2027-01-19T09:00:00-06:00", true),
        ] {
            try office.wait(until: time)
            let due = try Self.takedowns(office)
            #expect(due.count == 3, "\(time)")
            #expect(due.allSatisfy { $0["isOverdue"] as? Bool == isOverdue }, "\(time): \(due)")
        }
        let texts = try Self.takedowns(office).compactMap { $0["text"] as? String }
        #expect(
            texts.contains(
                "M1 on partners:county (en) shows a person, by the takedown booking-photo until 2027-01-18 at the latest. Have it taken down or correct it there."
            ), "\(texts)")
        for command in try Self.takedowns(office).compactMap({ $0["command"] as? String }) {
            try office.done(
                command.replacing("tocsin ", with: "").replacing("TEXT", with: "\"the law\""))
        }
        #expect(try Self.takedowns(office).isEmpty)
    }

    @Test func `a rule that is switched off or about somebody else asks for nothing`() throws {
        let office = try Self.office(", switched-off: true")
        try office.wait(until: "2027-03-01T09:00:00-06:00")
        #expect(try Self.takedowns(office).isEmpty)
        let copies = try #require(office.json("message takedowns")["copies"] as? [[String: Any]])
        #expect(copies.count == 3)
        #expect(copies.allSatisfy { $0["withdrawBy"] == nil }, "\(copies)")
    }

    @Test func `every live identification carries its date`() throws {
        let office = try Self.office()
        let copies = try #require(office.json("message takedowns")["copies"] as? [[String: Any]])
        #expect(
            copies.map { $0["takedown"] as? String } == Array(repeating: "booking-photo", count: 3))
        #expect(
            copies.allSatisfy { $0["withdrawBy"] as? String == "2027-01-19T06:00:00Z" }, "\(copies)"
        )
        try office.done("message withdraw M1 x:RivertonPD --reason law")
        #expect(try office.done("message takedowns").contains("facebook:RivertonPD (en)"))
        #expect(try !office.done("message takedowns").contains("x:RivertonPD"))
    }

    @Test func `posting again doesn't start the days again`() throws {
        let office = try Self.office()
        try office.wait(until: "2027-01-10T10:00:00-06:00")
        try office.done("message posted M1 x:RivertonPD=https://x.example/2")
        try office.wait(until: "2027-01-17T10:00:00-06:00")
        #expect(try Self.takedowns(office).count == 3)
    }

    @Test func `a new department file has the example, switched off`() throws {
        let desk = try Desk()
        let home = desk.folder + "/new"
        _ = try Program.run(
            ["init", "--name", "Riverton", "--zone", "UTC", "--home", home],
            environment: desk.environment(as: "lee"))
        let file = try String(contentsOfFile: home + "/department.yaml", encoding: .utf8)
        #expect(file.contains("California Penal Code 13665"))
        #expect(file.contains("      switched-off: true"))
    }
}
