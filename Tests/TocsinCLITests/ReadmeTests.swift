import Foundation
import Testing

/// Runs the README's commands exactly as written.
@Suite struct ReadmeTests {
    static let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static func readme() throws -> String {
        try String(
            contentsOf: packageRoot.appendingPathComponent("README.md"),
            encoding: .utf8)
    }

    /// The lines of the blocks that begin with ```sh.
    static func guide(_ readme: String) -> [String] {
        var lines: [String] = []
        var isInside = false
        for line in readme.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                isInside = line == "```sh"
            } else if isInside, !line.isEmpty {
                lines.append(String(line))
            }
        }
        return lines
    }

    @Test func `it opens with the main job and the tests`() throws {
        let commands = try Self.readme().split(separator: "\n").filter {
            $0.hasPrefix("apt-get update && ")
        }
        #expect(commands.count == 2)
        #expect(commands.first?.hasSuffix("swift run tocsin demo") == true)
        #expect(commands.last?.hasSuffix("swift test") == true)
    }

    @Test(.timeLimit(.minutes(10)))
    func `every command of the guide works in the order in which it stands`() throws {
        let desk = try Desk()
        let lines = Self.guide(try Self.readme())
        #expect(lines.count > 20)
        var outputs: [String: String] = [:]
        for line in lines {
            let result = try Program.run(
                "/bin/sh", ["-c", "tocsin() { \"$TOCSIN_BINARY\" \"$@\"; }; " + line],
                environment: ["TOCSIN_BINARY": Program.path, "TOCSIN_HOME": desk.home])
            #expect(result.status == 0, "\(line)\n\(result.output)\(result.errors)")
            outputs[line] = result.output
        }
        let coverage = try #require(outputs["tocsin coverage"])
        #expect(coverage.contains("tv:station-4"))
        #expect(coverage.contains("OPEN"))
        let ownError = try #require(outputs["tocsin coverage R2"])
        #expect(ownError.contains("CORRECTED x:RivertonPD"))
    }

    @Test func `every page that it links to is there`() throws {
        for match in try Self.readme().matches(of: /\]\((Docs\/[^)]+)\)/) {
            let page = Self.packageRoot.appendingPathComponent(String(match.output.1))
            #expect(FileManager.default.fileExists(atPath: page.path), "\(page.path)")
        }
    }
}
