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

    @Test func `it tells Dallas in at most 60 lines, with where to look further`() throws {
        let (desk, output) = try Self.demo.get()
        #expect(output.hasPrefix("*** REENACTMENT dallas-2016"))
        for words in [
            "121 injects", "Onset to the first protective guidance: 37 min", "17 h 26 min (M7)",
            "5 accounts or outlets", "2 withdrawn", "5 open", "EXERCISE: Dallas Police Department",
            "\(desk.home)/review.md",
            "\(desk.home)/review.json", "\(desk.home)/review.html",
        ] {
            #expect(output.contains(words), "\(words)")
        }
        #expect(FileManager.default.fileExists(atPath: desk.home + "/review.md"))
        let lines = output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(lines.count <= 60, "\(lines.count)")
    }

    @Test func `each command that it names works`() throws {
        let (desk, output) = try Self.demo.get()
        let named = output.split(separator: "\n").filter { $0.hasPrefix("  tocsin --home ") }
        #expect(named.count >= 3)
        for command in named {
            let result = try desk.type(String(command.dropFirst(2)))
            #expect(result.status == 0 && !result.output.isEmpty, "\(command): \(result.errors)")
        }
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
