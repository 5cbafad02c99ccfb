import Foundation
import Testing

/// Lists of routine work fit a screen of 24 lines.
@Suite struct LongListTests {
    private func busy() throws -> PressOffice {
        let office = try PressOffice(at: "2027-01-04T08:00:00-06:00")
        try office.begin()
        for name in ["a", "b", "c"] {
            try office.done(
                "schedule add \(name) --every \"day 09:00\" --template tip --field \"tip=Lock it.\""
            )
        }
        return office
    }

    @Test(arguments: ["calendar --month", "schedule list"])
    func `the rest is counted, and all prints it`(command: String) throws {
        let office = try busy()
        let screen = try office.done(command).split(
            separator: "\n", omittingEmptySubsequences: false)
        #expect(screen.count <= 24, "\(screen.joined(separator: "\n"))")
        let last = String(screen.last { !$0.isEmpty } ?? "")
        let all = try #require(
            last.firstMatch(of: /and (\d+) more: tocsin (.+)/), "\(last)")
        let whole = try office.done(String(all.2))
        #expect(whole.split(separator: "\n").count > 60)
        #expect(!whole.contains(" more: "))
    }

    @Test func `a short calendar is whole`() throws {
        let office = try busy()
        let week = try office.done("calendar --from 2027-01-04 --all")
        #expect(week.contains("Mon 2027-01-04") && !week.contains(" more: "))
    }

    @Test func `a conflict comes first, where nothing cuts it off`() throws {
        let lines = try busy().done("calendar --month").split(separator: "\n")
        #expect(lines.first?.hasPrefix("! Conflict on ") ?? false, "\(lines)")
    }
}
