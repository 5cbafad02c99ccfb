import Foundation
import Testing
import TocsinCLI

/// Failures of commands that were asked for JSON.
@Suite struct JSONErrorTests {
    private static let desk = Original { try Desk.opened() }

    private func error(_ result: Program.Result) throws -> [String: Any] {
        let answer = try #require(
            try JSONSerialization.jsonObject(with: Data(result.errors.utf8)) as? [String: Any],
            "\(result.errors)")
        #expect(Set(answer.keys) == ["error"])
        let error = try #require(answer["error"] as? [String: Any])
        #expect(error["code"] as? Int == Int(result.status))
        #expect((error["message"] as? String)?.isEmpty == false)
        #expect(Set(error.keys).isSubset(of: ["code", "message", "remedy"]))
        return error
    }

    @Test(arguments: [
        ("fact show F9 --json", 65, "This incident has no fact F9.", "tocsin fact list"),
        ("fact clear F9 --json", 65, "This incident has no fact F9.", "tocsin fact list"),
        ("--json message release M1", 77, "M1", "tocsin message submit M1"),
        ("message draft update --chanels x --json", 64, "--channels", "message draft --help"),
        ("message draft --json", 64, "kind", "message draft --help"),
        ("mesage list --json", 64, "tocsin message", "tocsin --help"),
        ("status nowhere --json", 65, "no incident \"nowhere\"", "--incident"),
        ("undo --json", 64, "Nothing can be undone", ""),
    ])
    func `an error is one JSON object on standard error`(
        _ typed: String, _ status: Int32, _ message: String, _ remedy: String
    ) throws {
        let result = try Self.desk.get().type(typed)
        #expect(result.status == status && result.output.isEmpty, "\(result.errors)")
        let error = try error(result)
        #expect((error["message"] as? String)?.contains(message) == true, "\(error)")
        let named = error["remedy"] as? String
        #expect(remedy.isEmpty ? named == nil : named?.contains(remedy) == true, "\(error)")
    }

    @Test func `arguments that aren't text are an error in JSON too`() throws {
        let streams = Streams(input: nil)
        let status = Tocsin.run(
            [Array("note".utf8), [0xFF], Array("--json".utf8)],
            in: Program.world(streams, Program.environment([:])))
        #expect(status == 65)
        _ = try error(Program.Result(status: status, output: "", errors: streams.errors))
    }

    @Test func `people get words`() throws {
        let desk = try Self.desk.get()
        let result = try desk.type("fact show F9")
        #expect(result.errors.hasPrefix("Error: This incident has no fact F9."))
        // After the terminator it is a text.
        let text = try desk.type("fact show -- F9 --json")
        #expect(!text.errors.hasPrefix("{"))
    }
}
