import ArgumentParser
import Basics
import Channels
import Foundation
import HandwrittenLog
import Incident
import IncidentEvents
import Playbooks
import Testing

@testable import TocsinCLI

/// Every command that the program suggests is one that it accepts.
@Suite struct SuggestionTests {
    // MARK: Suggestions

    /// The suggestions after this one in the list of all kinds; nil starts the list. A new kind
    /// does not compile until it is in this list.
    private static func following(_ suggestion: Suggestion?) throws -> [Suggestion] {
        let carrier = try Carrier("tv:station-4")
        let day = CivilDate(daysSince1970: 20_000)
        return switch suggestion {
        case nil: [.openIncident]
        case .openIncident: [.reopenIncident]
        case .reopenIncident: [.closeAnyway]
        case .closeAnyway: [.showStatus]
        case .showStatus: [.showDue]
        case .showDue: [.showEntries]
        case .showEntries: [.listRoles]
        case .listRoles:
            [.assignRole(actor: nil, role: nil), .assignRole(actor: "lee", role: .pio)]
        case .assignRole: [.enterPhase(nil), .enterPhase("sustained")]
        case .enterPhase: [.beginPeriod]
        case .beginPeriod: [.listSteps]
        case .listSteps: [.listScenarios]
        case .listScenarios: [.completeStep("call-takers")]
        case .completeStep: [.skipStep(nil), .skipStep("holding")]
        case .skipStep: [.showPlaybook("attack-on-officers")]
        case .showPlaybook: [.listGuards]
        case .listGuards: [.listChannels]
        case .listChannels: [.haveNoAccount(.nextdoor)]
        case .haveNoAccount: [.listFacts]
        case .listFacts:
            [
                .recordFact(), .recordFact(number: 12), .recordFact(number: 0.5),
                .recordFact(topic: "deaths"),
            ]
        case .recordFact: [.verifyFact(nil), .verifyFact("F1")]
        case .verifyFact: [.clearFact(nil), .clearFact("F1")]
        case .clearFact: [.liftHold("F1", isForFamily: false), .liftHold("F1", isForFamily: true)]
        case .liftHold: [.refuteFact(nil), .refuteFact("F1")]
        case .refuteFact: [.supersedeFact(nil, by: nil), .supersedeFact("F1", by: "F2")]
        case .supersedeFact: [.listMessages]
        case .listMessages: [.showDrafts]
        case .showDrafts: [.showMessage("M1")]
        case .showMessage: [.checkMessage("M1")]
        case .checkMessage: [.showText("M1", .x)]
        case .showText:
            [
                .draftMessage(.init()),
                .draftMessage(
                    .init(
                        kind: .correction, template: "rumor-correction", corrects: "R1",
                        on: [.x, .sms])),
            ]
                + MessageKind.allCases.filter { $0 != .unspecified }.map {
                    .draftMessage(.init(kind: $0))
                }
        case .draftMessage:
            [
                .text, .nextUpdate(in: nil), .nextUpdate(in: .seconds(7 * 86_400)), .expires,
                .expiresAt("2027-01-09 09:00"), .cites("F1"),
                .corrects("R1"), .identifiesNobody, .identifiesPerson,
                .field, .namedField("closure"), .anyRumor, .anyFact,
                .restsOnNothing,
            ]
            .map { .reviseMessage("M1", $0) }
                + [TemplateValue.time, .location, .source, .hazard, .guidance].map {
                    .reviseMessage("M1", .element($0))
                }
        case .reviseMessage:
            [.editText("M1", .x), .editText("M1", .x, translatedInto: "es")]
        case .editText: [.submitMessage("M1")]
        case .submitMessage: [.approveMessage("M1"), .approveMessage("M1", thenRelease: true)]
        case .approveMessage: [.ratifyMessage("M1")]
        case .ratifyMessage: [.releaseMessage("M1"), .releaseMessage("M1", on: .x)]
        case .releaseMessage:
            Guard.all.filter(\.isOverridable).map { .overrideGuards([$0], "M1") }
                + [.overrideGuards([.unapproved, .factRepeated], "M1")]
        case .overrideGuards:
            [.channel(.x), .carrier(carrier), .account(.x), .anyCarrier, .anyAddress]
                .map { .markPosted("M1", $0) }
        case .markPosted: [.voidPosting("M1", carrier)]
        case .voidPosting: [.recallMessage("M1")]
        case .recallMessage: [.withdrawMessage("M1", carrier)]
        case .withdrawMessage: [.retractMessage("M1")]
        case .retractMessage: [.discardMessage("M1")]
        case .discardMessage:
            [nil, .byElements([]), .byElements(["known", "guidance"]), .asWholeText].map {
                .translateMessage("M1", into: "es", $0)
            }
        case .translateMessage: [.confirmTranslation("M1", "es")]
        case .confirmTranslation: [.attachPicture("M1")]
        case .attachPicture: [.describePicture("M1", language: "es")]
        case .describePicture: [.listRumors]
        case .listRumors: [.reportRumor]
        case .reportRumor: [.sightRumor("R1", carrier)]
        case .sightRumor: [.assessRumor(nil), .assessRumor("R1")]
        case .assessRumor: [.waiveCoverage("R1", carrier)]
        case .waiveCoverage: [.contactOutlet("R1", carrier)]
        case .contactOutlet:
            [
                .markOutletCorrected("R1", carrier),
                .markOutletCorrected("R1", carrier, by: "S1"),
            ]
        case .markOutletCorrected: [.observeStatement(carrier, corrects: "R1")]
        case .observeStatement: [.listStatements]
        case .listStatements: [.listInquiries]
        case .listInquiries: [.receiveInquiry]
        case .receiveInquiry: [.answerInquiry(nil), .answerInquiry("Q1")]
        case .answerInquiry: [.joinInquiry("Q1", "Q2")]
        case .joinInquiry: [.reopenInquiry("Q1")]
        case .reopenInquiry: [.scheduleBriefing]
        case .scheduleBriefing: [.holdBriefing("B1")]
        case .holdBriefing: [.listConsents]
        case .listConsents: [.listComments]
        case .listComments: [.upholdComment("H1")]
        case .upholdComment: [.listCampaigns]
        case .listCampaigns: [.showCampaign]
        case .showCampaign: [.endCampaign]
        case .endCampaign: [.renewCampaign]
        case .renewCampaign: [.listSchedules]
        case .listSchedules: [.prepareOccurrence("tip", day)]
        case .prepareOccurrence: [.skipOccurrence("tip", day)]
        case .skipOccurrence: [.moveOccurrence("tip", day)]
        case .moveOccurrence: [.resumeItem("tip"), .resumeItem("tip", duringPause: true)]
        case .resumeItem: [.resumeCampaign]
        case .resumeCampaign: [.showPauses]
        case .showPauses: [.endPause]
        case .endPause: [.recordLesson]
        case .recordLesson: [.listActions]
        case .listActions: [.completeAction("A1")]
        case .completeAction: []
        }
    }

    private static func all() throws -> [Suggestion] {
        var all = try following(nil)
        while let last = all.last {
            let next = try following(last)
            if next.isEmpty { break }
            all += next
        }
        return all
    }

    /// A value that a person might fill in.
    private func filled(_ placeholder: TypedCommand.Placeholder) -> String {
        switch placeholder {
        case .claim, .question, .statement, .text, .reason, .place, .how: "Two words"
        case .fact: "F1"
        case .file: "map.png"
        case .finding: "false"
        case .inquiry: "Q1"
        case .kind: "update"
        case .person, .who: "lee"
        case .phase: "sustained"
        case .playbook: "attack-on-officers"
        case .role: "pio"
        case .rumor: "R1"
        case .source: "dispatch"
        case .step: "call-takers"
        case .template: "stay-away"
        case .time: "+30m"
        case .carrier: "tv:station-4"
        case .namedText, .namedValue: "guidance=Stay indoors."
        }
    }

    private func arguments(_ command: TypedCommand) -> [String] {
        command.words.map { word in
            switch word {
            case .own(let word): word
            case .value(let value): value
            case .fill(let placeholder): filled(placeholder)
            case .address(let channel):
                "\(channel.lowercased()):lee=https://x.com/lee/status/1"
            case .named(let name): "\(name)=Two words"
            }
        }
    }

    @Test func `every command that is suggested is one that the program takes`() throws {
        let suggestions = try Self.all()
        #expect(suggestions.contains(.completeAction("A1")))
        for suggestion in suggestions {
            let arguments = ArgumentOrder.spansLast(arguments(suggestion.typed))
            #expect(throws: Never.self, "\(suggestion.typed)") {
                try TocsinCommand.parseAsRoot(arguments)
            }
        }
    }

    @Test func `a value out of the log stays one word of the shell`() throws {
        let values = ["plain-1", "two words", "it's", "$HOME", "", "a;b", "*", "-é", "x:lee=a&b"]
        let command = TypedCommand.Word.self
        let words = values.map { command.value($0).description }
        #expect(words.first == "plain-1")
        let shell = Process()
        let pipe = Pipe()
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.arguments = ["-c", #"printf '%s\n' "# + words.joined(separator: " ")]
        shell.standardOutput = pipe
        try shell.run()
        let output = try #require(try pipe.fileHandleForReading.readToEnd())
        shell.waitUntilExit()
        #expect(String(decoding: output, as: UTF8.self) == values.map { "\($0)\n" }.joined())
    }

    // MARK: Words in the sources

    /// A command or a group of commands, from the program's own help.
    private struct Noun {
        var subcommands: [String: Noun] = [:]
        var options: Set<String> = ["--help", "--version"]

        init(_ dump: [String: Any]) {
            for subcommand in dump["subcommands"] as? [[String: Any]] ?? [] {
                guard let name = subcommand["commandName"] as? String else { continue }
                let noun = Noun(subcommand)
                subcommands[name] = noun
                options.formUnion(noun.options)
            }
            for argument in dump["arguments"] as? [[String: Any]] ?? [] {
                for name in argument["names"] as? [[String: Any]] ?? [] {
                    if let name = name["name"] as? String { options.insert("--\(name)") }
                }
            }
        }
    }

    private func tree() throws -> Noun {
        let json: String
        do {
            _ = try TocsinCommand.parseAsRoot(["--experimental-dump-help"])
            json = ""
        } catch {
            json = TocsinCommand.fullMessage(for: error)
        }
        let tool = try #require(
            try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        return Noun(try #require(tool["command"] as? [String: Any]))
    }

    @Test func `every option that a remedy names is one that some command takes`() throws {
        let options = try tree().options
        for option in Remedy.Option.allCases {
            let name = String(option.typed.prefix { $0 != " " })
            #expect(options.contains(name), "\(option)")
        }
    }

    @Test func `every command in the program's own words is one that it takes`() throws {
        let tree = try tree()
        let sources = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
        let files = try #require(
            FileManager.default.enumerator(
                at: sources.appending(path: "TocsinCLI"), includingPropertiesForKeys: nil))
        var seen = 0
        for case let file as URL in files where file.pathExtension == "swift" {
            // A sentence may continue on the next line.
            let text = try String(contentsOf: file, encoding: .utf8)
                .replacing(/\\\n\s*/, with: "").replacing(/"\n\s*\+ "/, with: "")
            for line in text.split(separator: "\n") where !line.contains("///") {
                for typed in line.split(separator: /\btocsin (?=[-a-z])/).dropFirst() {
                    seen += 1
                    #expect(fault(typed, tree) == nil, "\(file.lastPathComponent): \(line)")
                }
            }
        }
        #expect(seen > 150)
    }

    /// The part of a command, typed after the program's name, that does not exist.
    private func fault(_ typed: Substring, _ tree: Noun) -> String? {
        var noun = tree
        var depth = 0
        for word in typed.replacing(#/^--home [^ ]+ /#, with: "").split(separator: " ") {
            let name = String(word.prefix { $0.isLowercase || $0 == "-" })
            guard let next = noun.subcommands[name] else { break }
            noun = next
            depth += 1
            // A period or a quotation mark ends the command.
            if name.count < word.count { break }
        }
        // For the program alone, only its options, and that it can be typed alone, are mentioned.
        if depth == 0, !typed.hasPrefix("--help"), !typed.hasPrefix("alone") { return "no command" }
        // Words in parentheses may be about another command.
        return (typed.split(separator: " (").first ?? "").matches(
            of: /(?:^|[^-\w])(--[a-z][-a-z]+)/
        ).map { String($0.output.1) }
            .first { !noun.options.contains($0) }
    }
}

/// Commands that don't exist.
@Suite struct UnknownCommandTests {
    @Test(arguments: [
        ("mesage list", "Did you mean \"tocsin message\"?"),
        ("message retrct M1", "Did you mean \"tocsin message retract\"?"),
        ("fact rceord x", "Did you mean \"tocsin fact record\"?"),
        ("review reprot", "Did you mean \"tocsin review report\"?"),
        ("guard frobnicate", "There are: list."),
    ])
    func `a slip in a command's words gets the nearest one`(_ typed: String, _ hint: String) throws
    {
        let result = try Program.run(typed.split(separator: " ").map(String.init))
        #expect(result.status == 64 && result.output.isEmpty)
        #expect(result.errors.hasPrefix("Error: There is no command \"tocsin "), "\(result.errors)")
        #expect(result.errors.contains(hint), "\(result.errors)")
    }

    @Test func `undo says why there is none and what to do`() throws {
        let result = try Program.run(["undo"])
        #expect(result.status == 64)
        #expect(result.errors.contains("the log keeps what was recorded"))
        for command in ["fact refute", "message recall", "message posted", "note correct"] {
            #expect(result.errors.contains("tocsin \(command)"), "\(result.errors)")
        }
    }

    @Test func `add is understood for every noun that records something`() throws {
        let desk = try Desk.opened()
        for typed in [
            "fact add \"Two are hurt\" --source dispatch", "note add \"Roads are closed\"",
            "rumor add \"The dam broke\" --on facebook:Neighbors",
            "inquiry add Why? --from \"Channel 5\"", "message add update --text Hello",
        ] {
            let result = try desk.type(typed)
            #expect(result.status == 0, "\(typed): \(result.errors)")
        }
    }
}
