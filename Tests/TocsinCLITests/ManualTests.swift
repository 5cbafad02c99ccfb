import ArgumentParser
import Foundation
import Testing

@testable import TocsinCLI

/// The manual page.
@Suite struct ManualTests {
    private static let groff = ["/usr/bin/groff", "/bin/groff"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    @Test(.enabled(if: groff != nil, "groff isn't installed"), arguments: ["utf8", "ascii"])
    func `the page has no fault and names each command`(_ device: String) throws {
        let desk = try Desk()
        let path = desk.folder + "/tocsin.1"
        let written = try Program.run(["manual", "--output", path])
        #expect(written.status == 0, "\(written.errors)")
        let page = try Program.run(
            try #require(Self.groff), ["-man", "-ww", "-rLL=200n", "-P-cbou", "-T\(device)", path],
            environment: [:])
        #expect(page.status == 0 && page.errors.isEmpty, "\(page.errors)")
        for (words, command) in CommandPath.all
        where command.configuration.shouldDisplay && command.configuration.subcommands.isEmpty {
            #expect(
                page.output.contains("tocsin \(words.joined(separator: " "))"), "\(words)")
        }
    }

    @Test func `the page explains each option and exit code`() throws {
        let page = try Program.run(["manual"]).output.replacing("\\-", with: "-")
        for command in try CommandPage.all() {
            for option in command.options { #expect(page.contains(option.name), "\(option.name)") }
        }
        for code in ["0", "1", "64", "65", "74", "75", "77"] {
            #expect(page.contains("\n.TP\n.B \(code)\n"), "\(code)")
        }
    }
}
