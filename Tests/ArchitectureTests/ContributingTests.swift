import Foundation
import Testing

/// Compares the worked examples of Docs/contributing.md with the tree and the numbers.
@Suite struct ContributingTests {
    /// The files that each section's numbered list begins its items with.
    private static func examples(_ page: String) -> [String: [String]] {
        var examples: [String: [String]] = [:]
        var section = ""
        for line in page.split(separator: "\n") {
            if line.hasPrefix("## ") { section = String(line.dropFirst(3)) }
            let parts = line.split(separator: "`", omittingEmptySubsequences: false)
            if let first = parts.first, first.hasSuffix(". "), Int(first.dropLast(2)) != nil,
                parts.count > 2
            {
                examples[section, default: []].append(String(parts[1]))
            }
        }
        return examples
    }

    @Test func `each sort of change has an example of files that exist, within its number`() throws
    {
        let page = try SourceTree.text("Docs/contributing.md")
        let examples = Self.examples(page)
        let sections = [
            "A new event kind": "event kind", "A guard": "guard", "A channel": "channel",
            "A command": "command",
            "A department or playbook key": "department or playbook key",
        ]
        for (section, name) in sections {
            let files = examples[section] ?? []
            let change = try #require(PlaceTests.changes.first { $0.testDescription == name })
            #expect((1...change.limit).contains(files.count), "\(section): \(files)")
            #expect(page.contains("At most \(change.limit)"), "\(section)")
            for file in files {
                let path = SourceTree.root.appending(path: file).path
                #expect(FileManager.default.fileExists(atPath: path), "\(section): \(file)")
            }
        }
    }
}
