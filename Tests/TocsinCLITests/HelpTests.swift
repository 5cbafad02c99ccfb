import ArgumentParser
import Foundation
import Testing

@testable import TocsinCLI

/// The help of every level, on the commands themselves.
@Suite struct HelpTests {
    private static let paths = [[]] + CommandPath.all.map(\.words)

    private struct Screens {
        let page: CommandPage
        let brief: Program.Result
        let whole: String

        init(_ path: [String]) throws {
            page = try CommandPage(path, CommandPath.command(at: path) ?? TocsinCommand.self)
            brief = try Program.run(path + ["--help"])
            whole = HelpScreen(page, showsEverything: true, width: 100).text
        }
    }

    /// The help of every path, asked for once: in a debug build the parser takes its time.
    private static let screens: Result<[[String]: Screens], any Error> = Result {
        try Dictionary(uniqueKeysWithValues: paths.map { ($0, try Screens($0)) })
    }

    @Test(arguments: paths)
    func `help fits one screen and has an example`(_ path: [String]) throws {
        let result = try #require(try Self.screens.get()[path]).brief
        #expect(result.status == 0, "\(result.errors)")
        let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false)
            .dropLast()
        #expect(lines.count <= 24, "\(result.output)")
        #expect(lines.allSatisfy { $0.count <= 100 }, "\(result.output)")
        #expect(lines.contains { $0.hasPrefix("Example: tocsin ") }, "\(result.output)")
    }

    @Test(arguments: paths)
    func `help names every command or option below it`(_ path: [String]) throws {
        let screens = try #require(try Self.screens.get()[path])
        let below = screens.page.command.configuration.subcommands
            .filter { $0.configuration.shouldDisplay }
        for verb in below {
            let (name, output) = (verb._commandName, screens.brief.output)
            let also = output.split(separator: "\n").last { $0.hasPrefix("Also: ") } ?? ""
            #expect(
                output.contains("  \(name)  ")
                    || also.split(separator: " ").contains { $0 == name },
                "\(verb)")
        }
        for option in screens.page.options {
            #expect(screens.brief.output.contains(option.name), "\(option.name)")
            #expect(screens.whole.contains("  \(option.typed)"), "\(option.typed)")
            #expect(!option.help.isEmpty, "\(option.name)")
        }
    }

    @Test func `rare options are explained when asked for`() throws {
        let brief = try Program.run(["message", "draft", "--help"]).output
        let whole = try Program.run(["message", "draft", "--help-hidden"]).output
        #expect(!brief.contains("Element: who speaks.") && brief.contains(" --source "))
        #expect(whole.contains("Element: who speaks.") && brief.contains("--help-hidden"))
    }

    @Test func `the same help answers each way of asking`() throws {
        let asked = try ["message draft --help", "help message draft", "message draft -h"]
            .map { try Program.run(Words.split($0)).output }
        #expect(Set(asked).count == 1 && asked[0].contains("Usage: tocsin message draft KIND"))
        let nouns = try ["message", "help message", "message --help"]
            .map { try Program.run(Words.split($0)).output }
        #expect(Set(nouns).count == 1 && nouns[0].contains("Help on one: tocsin message COMMAND"))
    }

    @Test func `nobody reads the program's word for an account or outlet`() throws {
        for (path, screens) in try Self.screens.get() {
            #expect(!screens.whole.lowercased().contains("carrier"), "\(path)")
        }
        for placeholder in TypedCommand.Placeholder.allCases {
            #expect(!placeholder.rawValue.lowercased().contains("carrier"))
        }
        let desk = try Desk.opened()
        for command in ["undo", "message posted M1 --mistaken --reason slip", "step list", "due"] {
            let result = try desk.type(command)
            #expect(!(result.output + result.errors).contains("arrier"), "\(command)")
        }
    }
}

/// Names with a slip in them.
@Suite struct NearestNameTests {
    /// One desk for all slips, which change nothing.
    private static let desk = Original {
        let desk = try Desk.opened()
        try desk.carryOut("fact record \"Two are hurt\" --source dispatch")
        try desk.carryOut("rumor report \"The dam broke\" --on facebook:Neighbors")
        return desk
    }

    @Test(arguments: [
        ("message draft update --chanels x", "--channels"),
        ("message release M1 --overide x", "--override"),
        ("fact list --as-off -5m", "--as-of"),
        ("note log hello --ocurred -5m", "--occurred"),
        ("message submit holdng", "Did you mean holding?"),
        ("message show holdng", "Did you mean holding?"),
        ("fact show F12", "Did you mean F1?"),
        ("fact clear F12", "Did you mean F1?"),
        ("rumor show R12", "Did you mean R1?"),
        ("rumor close R12 --reason x", "Did you mean R1?"),
        ("message show M12", "Did you mean M1?"),
        ("drafts M12", "Did you mean M1?"),
        ("status rivertn", "Did you mean riverton?"),
        ("step complete call-taker", "Did you mean call-takers?"),
        ("phase set sustaned", "Did you mean sustained?"),
        ("role assign lee pi", "Did you mean pio?"),
        ("use --role pi", "Did you mean pio?"),
        ("playbook show attack-on-oficers", "Did you mean attack-on-officers?"),
        ("open attack-on-oficers --place x", "Did you mean attack-on-officers?"),
        ("message draft update --on facebok", "Did you mean facebook?"),
        ("message draft update --template updat", "Did you mean update?"),
        ("channel show facebok", "Did you mean facebook?"),
        ("message draft updat", "Did you mean update?"),
        ("message approve M1 --as kmi", "Did you mean kim?"),
    ])
    func `a slip in an option, id or name gets the nearest one`(
        _ typed: String, _ hint: String
    ) throws {
        let result = try Self.desk.get().type(typed)
        #expect(result.status != 0 && result.output.isEmpty)
        #expect(result.errors.contains(hint), "\(result.errors)")
    }

    @Test func `list is understood for every noun`() throws {
        let nouns = CommandPath.all.filter { !$0.command.configuration.subcommands.isEmpty }
        #expect(nouns.count > 15)
        for noun in nouns {
            #expect(CommandPath.length(of: noun.words + ["list"]) == noun.words.count + 1)
        }
        let desk = try Desk.opened()
        for noun in nouns {
            let result = try Program.run(
                noun.words + ["list"], environment: desk.environment(as: "lee"))
            #expect(result.status == 0 && !result.output.isEmpty, "\(noun.words): \(result.errors)")
        }
    }

    @Test func `add is understood for every noun, or says what to do instead`() throws {
        for noun in CommandPath.all where !noun.command.configuration.subcommands.isEmpty {
            guard CommandPath.length(of: noun.words + ["add"]) == noun.words.count else { continue }
            let result = try Program.run(noun.words + ["add"])
            #expect(result.status == 64, "\(noun.words): \(result.errors)")
            let named = try #require(
                result.errors.matches(of: /tocsin [a-z]+(?: [a-z]+)?/).last?.output,
                "\(noun.words): \(result.errors)")
            let words = named.split(separator: " ").dropFirst().map(String.init)
            #expect(CommandPath.length(of: words) == words.count, "\(named)")
            #expect(result.errors.contains(" has no add."), "\(result.errors)")
        }
    }

    @Test func `a period, a briefing and the onset are listed as recorded`() throws {
        let desk = try Desk.opened()
        try desk.carryOut("period begin --objective \"One voice\"")
        try desk.carryOut("briefing schedule --at +1h --place \"City hall\"")
        try desk.carryOut("briefing hold B1 --speaker chief")
        try desk.carryOut("onset set -10m --reason dispatch")
        #expect(try desk.type("period list").output.contains("One voice"))
        #expect(try desk.type("briefing list").output.contains("chief spoke"))
        #expect(try desk.type("onset list").output.contains("recorded by lee"))
        #expect(try desk.type("incident list").output.contains("riverton"))
        #expect(try desk.type("form list").output.contains("213"))
    }
}

/// Lists by comma or blank.
@Suite struct ListArgumentTests {
    @Test func `channels and facts are taken by comma, by blank and by both`() throws {
        let desk = try Desk.opened()
        for fact in ["Two are hurt", "Main is closed"] {
            try desk.carryOut("fact record \"\(fact)\" --source dispatch")
        }
        let spellings = [
            "--on x,facebook --cite F1,F2", "--channels x facebook --cite F1 F2",
            "--channels x, facebook --cite f1, f2", "--on x,facebook, --cite F1 --cite F2",
        ]
        for spelling in spellings {
            try desk.carryOut("message draft update --text Hello \(spelling)")
        }
        let messages = try #require(
            try desk.json("message", "list")["messages"] as? [[String: Any]])
        let cited = messages.suffix(spellings.count).map { $0["cites"] as? [String] }
        #expect(cited == spellings.map { _ in ["F1", "F2"] })
        for message in messages.suffix(spellings.count) {
            let id = try #require(message["message"] as? String)
            let variants = try #require(
                try desk.json("message", "show", id)["variants"] as? [[String: Any]])
            #expect(Set(variants.compactMap { $0["channel"] as? String }) == ["x", "facebook"])
        }
    }

    @Test func `both spellings are one request`() throws {
        let desk = try Desk.opened()
        let request = Desk.requestID()
        let command = "rumor report \"The dam broke\" --request \(request) --on"
        try desk.carryOut("\(command) facebook:Neighbors,tv:station-4")
        let again = try desk.type("\(command) facebook:Neighbors tv:station-4")
        #expect(again.output.contains("already carried out"), "\(again.errors)")
    }

    @Test func `a value with an equals sign keeps its commas`() throws {
        let several = ["x=https://x.com/a,b", "x,facebook", ",", "x,"].map(Several.init(argument:))
        #expect(
            several.map(\.values) == [["x=https://x.com/a,b"], ["x", "facebook"], [","], ["x"]])
    }

    @Test(arguments: [
        "rumor report Again --on tv:one,tv:two", "rumor report Again --message M1,M2",
        "rumor report Again --related R1,R2",
        "rumor assess R1 --finding true --because x --fact F1,F2",
        "statement observe Sheriff Words --on tv:one --fact F1,F2 --corrects R1,R2",
        "message revise M1 --cite F1,F2 --corrects R1,R2 --on x,facebook",
        "message revise M1 --unconfirmed F1,F2",
        "message translate M1 --to es --by county --text Hola --on x,facebook",
        "message draft update --text Hello --on x,facebook",
    ])
    func `every option that takes several ids takes commas`(_ command: String) throws {
        let desk = try Desk.opened()
        for _ in 0..<2 {
            try desk.carryOut("fact record \"Two are hurt\" --source dispatch")
            try desk.carryOut("rumor report \"The dam broke\" --on facebook:Neighbors")
        }
        try desk.carryOut("message revise M1 --on x,facebook")
        try desk.carryOut("message draft update --text Hello")
        try desk.carryOut(command)
    }
}
