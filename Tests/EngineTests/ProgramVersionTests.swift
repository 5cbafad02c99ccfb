import Engine
import Foundation
import Testing

@Suite struct ProgramVersionTests {
    private static func file(_ path: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    @Test func `the program names its version, its commit and what it reads and writes`() throws {
        let program = ProgramVersion.current
        #expect(program.number.wholeMatch(of: /\d+\.\d+\.\d+/) != nil)
        #expect(
            program.commit == "unknown" || program.commit.wholeMatch(of: /[0-9a-f]{40}\+?/) != nil)
        #expect(program.lmdb.wholeMatch(of: /0\.9\.\d+/) != nil)
        #expect(program.contract == "tocsin.incident.v1" && program.logFormat == 1)
        for part in [program.number, program.commit, program.lmdb, program.contract] {
            #expect("\(program)".contains(part))
        }
    }

    @Test func `the newest version of the changelog is the program's`() throws {
        let changelog = try Self.file("Docs/changelog.md")
        let newest = try #require(changelog.firstMatch(of: /(?m)^## (\d+\.\d+\.\d+)/))
        #expect(String(newest.output.1) == ProgramVersion.number)
    }
}
