import ArgumentParser
import Foundation
import SeededRandom
import Testing

@testable import TocsinCLI

/// A line that says what to type next can be pasted as it is.
@Suite struct PasteableNextTests {
    /// The words after `Next:`, `Then:` and the like, to the end of the line.
    static func commands(in output: String) -> [String] {
        output.split(separator: "\n").compactMap { line in
            line.firstMatch(of: /^\s*(?:Next|Then|Before)\b[^:]*: (?=tocsin )(.+)$/).map {
                String($0.1)
            }
        }
    }

    /// Why the program's parser doesn't take a command as it was printed; nil if it does.
    static func fault(_ command: String) -> String? {
        let words = shellWords(command)
        guard words.first == "tocsin" else { return "no command" }
        let arguments = words.dropFirst().map(Self.filled)
        do {
            _ = try TocsinCommand.parseAsRoot(
                ArgumentOrder.spansLast(ArgumentOrder.commandFirst(arguments)))
            return nil
        } catch {
            return TocsinCommand.message(for: error)
        }
    }

    /// Quoted words are one argument, as in a shell.
    private static func shellWords(_ line: String) -> [String] {
        line.matches(of: /'[^']*'|"[^"]*"|[^\s'"]+/).map {
            String($0.output).trimmingCharacters(in: ["'", "\""])
        }
    }

    /// A value for a placeholder.
    private static func filled(_ word: String) -> String {
        switch word {
        case "KIND": "update"
        case "TIME": "+30m"
        case "DATE": "2027-01-04"
        case "FACT": "F1"
        case "FINDING": "false"
        case "ROLE": "pio"
        case "RUMOR": "R1"
        case "STEP": "holding"
        case let word where word.hasSuffix(":ACCOUNT=URL"): "x:lee=https://x.com/1"
        default: word
        }
    }

    @Test func `words after a command would be found`() {
        let line =
            "Next: tocsin message submit M1 (under a standing approval: tocsin message release M1)"
        #expect(Self.commands(in: line).compactMap(Self.fault).count == 1)
        #expect(Self.commands(in: "Next: tocsin message submit M1").compactMap(Self.fault).isEmpty)
    }

    @Test func `opening under a standing approval offers the release`() throws {
        let desk = try Desk.staffed(standingApproval: true)
        let opened = try desk.type("open attack-on-officers --place \"Main and Lamar\" --id r")
        #expect(
            Self.commands(in: opened.output) == ["tocsin message release M1"], "\(opened.output)")
        let other = try Desk.staffed()
        let without = try other.type("open attack-on-officers --place \"Main and Lamar\" --id r")
        #expect(
            Self.commands(in: without.output) == ["tocsin message submit M1"], "\(without.output)")
    }

    @Test(arguments: [11, 12] as [UInt64])
    func `each next command in a random history can be pasted`(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let team = try Team()
        var seen = 0
        for _ in 0..<40 {
            let (command, actor) = RandomTyping.command(&generator)
            let result = try team.type(command, as: actor)
            let printed =
                result.output + result.errors + (try team.type("status", as: actor).output)
            for next in Self.commands(in: printed) {
                seen += 1
                #expect(Self.fault(next) == nil, "\(seed): \(command): \(next)")
            }
            team.wait(1)
        }
        #expect(seen > 20)
    }
}

/// Commands as people at a flood type them. Some are refused.
enum RandomTyping {
    static func command(_ generator: inout SeededGenerator) -> (command: String, actor: String) {
        func pick<Item>(_ items: [Item]) -> Item {
            items[Int.random(in: 0..<items.count, using: &generator)]
        }
        let number = Int.random(in: 1...4, using: &generator)
        let channel = pick(["x", "sms", "radio", "facebook"])
        let command = pick([
            "fact record \"The river stands at \(number) feet\" --source gauge",
            "fact verify F\(number) --source gauge", "fact clear F\(number)",
            "fact hold F\(number) --reason \"family not told\" --until +1h",
            "fact refute F\(number) --reason \"misread\"",
            "message draft update --text \"Route \(number) is closed.\" --identifies nobody --on x sms --next-update +30m",
            "message draft update --text \"A shelter is open.\" --on \(channel)",
            "message draft update --text \"The river rose.\" --cite F\(number) --identifies nobody --on \(channel) --submit",
            "message draft alert --text \"Leave Zone \(number) now.\" --location \"Zone \(number)\" --guidance \"Leave now.\" --identifies nobody --on x --expires +5h --submit",
            "message submit M\(number)", "message approve M\(number) --release --yes",
            "message approve M\(number)", "message posted M\(number) \(channel)",
            "message release M\(number) --yes", "message recall M\(number) --reason \"not ours\"",
            "message return M\(number) --reason \"too long\"",
            "message discard M\(number) --reason \"not needed\"",
            "rumor report \"Dam \(number) broke\" --on tv:station-4 facebook:MillFalls",
            "rumor assess R\(number) --finding false --because \"It holds\" --source operator",
            "rumor contact R\(number) tv:station-4 --how phone",
            "inquiry receive \"Is road \(number) open?\" --from \"Station 4\" --deadline +1h",
            "briefing schedule --at +2h --place \"City Hall\"",
            "review lesson --improve \"Check gauge \(number) earlier\"",
            "statement observe \"Station 4\" \"Dam \(number) holds\" --on tv:station-4 --corrects R1",
        ])
        return (command, pick(["lee", "ana", "kim"]))
    }
}
