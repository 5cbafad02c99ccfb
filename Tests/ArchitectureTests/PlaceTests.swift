import Foundation
import Testing

/// The number of places that a change of each sort touches, counted on existing examples.
///
/// `TOCSIN_TREE=PATH swift test --filter PlaceTests` counts in another tree.
@Suite struct PlaceTests {
    struct Change: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// The most places that it may touch.
        var limit: Int
        /// Existing things of this sort, none with more uses than a new one would have at first.
        var examples: [String]
        var places: @Sendable (_ example: String) throws -> [String]
        /// The reason that the limit isn't reached yet; nil once it is.
        var notYet: String?
    }

    static let changes = [
        Change(
            testDescription: "event kind", limit: 8,
            // None of these is a step's trigger, which also needs changes in the playbooks' files.
            examples: ["rumor_watched", "inquiry_declined", "consent_withdrawn"],
            places: kindFiles, notYet: nil),
        Change(
            testDescription: "guard", limit: 3,
            examples: ["numberContradicted", "elementUnsaid", "phoneTextIncomplete"],
            places: guardMentions, notYet: nil),
        Change(
            testDescription: "department or playbook key", limit: 4,
            examples: ["jurisdiction", "exemptions", "juvenile-suspect-law", "reading-grade"],
            places: keyFiles, notYet: nil),
        Change(
            testDescription: "command", limit: 3,
            examples: ["InquirySeparate separate", "InquiryDecline decline"], places: commandFiles,
            notYet: nil),
        Change(
            testDescription: "read model", limit: 5, examples: ["FactSheet", "IncidentDiff"],
            places: typeFiles, notYet: nil),
        Change(
            testDescription: "channel", limit: 4, examples: ["nextdoor", "instagram"],
            places: channelFiles, notYet: nil),
    ]

    /// All hand-written files that the program reads.
    private static let texts: [(path: String, text: String)] = {
        do {
            return try ["Sources", "Playbooks", "Docs"].flatMap(SourceTree.files)
                .filter { path in
                    [".swift", ".proto", ".json", ".yaml", ".md", ".c", ".h"]
                        .contains { path.hasSuffix($0) }
                        && !path.hasSuffix(".pb.swift") && !path.contains(".docc/")
                        && !path.hasSuffix("changelog.md") && !path.hasSuffix("contributing.md")
                }
                .map { ($0, try SourceTree.text($0)) }
        } catch {
            fatalError("The tree can't be read: \(error)")
        }
    }()

    private static func files(
        in folders: [String], _ isTouched: (String) -> Bool
    ) -> [String] {
        texts.filter { file in folders.contains { file.path.hasPrefix($0 + "/") } }
            .filter { isTouched($0.text) }.map(\.path)
    }

    private static func holds(_ text: String, word: String) -> Bool {
        text.ranges(of: word).contains { range in
            func isJoined(_ character: Character?) -> Bool {
                character.map { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" } ?? false
            }
            let before =
                range.lowerBound > text.startIndex
                ? text[text.index(before: range.lowerBound)] : nil
            let after = range.upperBound < text.endIndex ? text[range.upperBound] : nil
            return !isJoined(before) && !isJoined(after)
        }
    }

    private static func camelCase(_ words: [Substring]) -> String {
        words[0] + words.dropFirst().map(\.capitalized).joined()
    }

    /// Files that name the kind, as a field, a type, a case or a text.
    private static func kindFiles(_ kind: String) -> [String] {
        let words = kind.split(separator: "_")
        let names = [
            kind, camelCase(words), words.map(\.capitalized).joined(), words.joined(separator: "-"),
        ]
        return files(in: ["Sources", "Playbooks"]) { text in
            names.contains { holds(text, word: $0) }
        }
    }

    /// Every mention of the guard in code. Its value counts twice, by its name and by its id.
    private static func guardMentions(_ name: String) -> [String] {
        let id = name.reduce(into: "") { id, letter in
            id += letter.isUppercase ? "-" + letter.lowercased() : String(letter)
        }
        return SourceTree.sources.flatMap { file in
            file.code.filter {
                $0.kind == .word && $0.text == name || $0.kind == .string && $0.text == id
            }.map(file.place)
        }
    }

    /// Files that read, write, hold or describe the key; not those that use its value.
    private static func keyFiles(_ key: String) -> [String] {
        let property = camelCase(key.split(separator: "-"))
        let swift = SourceTree.sources.filter { file in
            let code = file.code
            // A module below Playbooks can't know its keys: the same word there names something
            // else. For example, TextChecks names a rule after the key that sets its limit.
            return !["Basics", "Channels", "Documents", "IncidentEvents", "TextChecks"]
                .contains(file.module) && code.contains { $0.kind == .string && $0.text == key }
                || file.module == "Playbooks"
                    && zip(code, code.dropFirst()).contains {
                        ["let", "var"].contains($0.text) && $1.text == property
                    }
        }
        let others = texts.filter { file in
            switch file.path.split(separator: "/").first {
            case "Playbooks": holds(file.text, word: key) && !file.path.contains("Scenarios/")
            case "Docs": file.path.hasSuffix("playbooks.md") && holds(file.text, word: key)
            default: false
            }
        }
        // The shipped examples use some keys; a new key needs none of them.
        let described = others.filter { !$0.path.hasSuffix(".yaml") }
        return swift.map(\.path) + described.map(\.path)
    }

    /// Files with the command line's type or the domain's case.
    private static func commandFiles(_ names: String) -> [String] {
        let names = names.split(separator: " ").map(String.init)
        return SourceTree.sources.filter { file in
            let code = file.code.filter { $0.kind != .string }
            return file.module == "Incident"
                ? zip(code, code.dropFirst()).contains {
                    [".", "case"].contains($0.text) && $1.text == names[1]
                }
                : file.module == "TocsinCLI"
                    && code.contains { [names[0], names[0] + "Command"].contains($0.text) }
        }.map(\.path)
    }

    private static func typeFiles(_ name: String) -> [String] {
        files(in: ["Sources"]) { holds($0, word: name) }
    }

    /// Code and schemas; the shipped playbooks use channels and need not name a new one.
    private static func channelFiles(_ channel: String) -> [String] {
        files(in: ["Sources", "Playbooks"]) { holds($0, word: channel) }
            .filter { !$0.hasSuffix(".yaml") }
    }

    @Test func `every guard that is declared is in the list`() throws {
        let files = SourceTree.sources.filter { $0.path.hasPrefix("Sources/Incident/Guards/") }
        let declared = files.flatMap { file in
            let words = file.code.map(\.text)
            return words.indices.dropLast(3).compactMap { index in
                words[index..<index + 3].elementsEqual(["public", "static", "let"])
                    ? words[index + 3] : nil
            }
        }
        let list = try #require(files.first { $0.path.hasSuffix("/Guard.swift") }).code
        let examples = Self.changes.first { $0.testDescription == "guard" }?.examples ?? []
        #expect(Set(examples).isSubset(of: declared))
        for name in declared where name != "all" {
            #expect(list.count { $0.text == name } == 1, "\(name)")
        }
    }

    @Test(arguments: changes)
    func `a change touches no more places than the house allows`(_ change: Change) throws {
        for example in change.examples {
            let places = try change.places(example)
            print("\(change.testDescription) \(example): \(places.count) of \(change.limit)")
            #expect(!places.isEmpty, "\(example) is gone: count something else of this sort")
            func check() {
                #expect(
                    places.count <= change.limit,
                    "\(example) is in \(places.joined(separator: ", "))")
            }
            if let reason = change.notYet {
                withKnownIssue(Comment(rawValue: reason), isIntermittent: true) { check() }
            } else {
                check()
            }
        }
    }
}
