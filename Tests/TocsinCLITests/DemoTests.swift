import Foundation
import Testing

/// The reenactment as a new user sees it.
@Suite struct DemoTests {
    /// One run for all tests of the suite.
    static let demo: Result<(desk: Desk, output: String), any Error> = Result {
        let desk = try Desk()
        let result = try Program.run(["demo", "--home", desk.home])
        guard result.status == 0 else { throw Desk.Unexpected(text: result.errors) }
        return (desk, result.output)
    }

    @Test func `it shows turning points, register, drafts and where the review is`() throws {
        let (desk, output) = try Self.demo.get()
        #expect(output.hasPrefix("*** REENACTMENT dallas-2016"))
        for words in [
            "== Turning points", "== Rumor register and coverage", "== Drafts",
            "5 accounts or outlets", "2 withdrawn", "5 open", "\(desk.home)/review.md",
            "\(desk.home)/review.json", "\(desk.home)/review.html",
        ] {
            #expect(output.contains(words), "\(words)")
        }
        #expect(FileManager.default.fileExists(atPath: desk.home + "/review.md"))
    }

    @Test func `running it again in the same home changes nothing`() throws {
        let (desk, output) = try Self.demo.get()
        let before = try desk.bytes()
        let again = try Program.run(["demo", "--home", desk.home])
        #expect(again.output == output)
        #expect(try desk.bytes() == before)
    }

    @Test func `it takes no home with incidents of one's own`() throws {
        let desk = try Desk.opened()
        let result = try Program.run(["demo", "--home", desk.home])
        #expect(result.status == 65)
        #expect(result.errors.contains("has other incidents"))
    }
}
