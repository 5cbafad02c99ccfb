import ArgumentParser
import ChildProcess
import Foundation
import Testing

@testable import TocsinCLI

@Suite struct CommandRequestTests {
    @Test func `the same request twice gives one result, and other arguments are refused`() throws {
        let desk = try Desk.opened()
        let id = Desk.requestID()
        let first = try desk.run(
            "fact", "record", "Two are hurt.", "--source", "IC", "--request", id, "--json")
        #expect(first.status == 0, "\(first.errors)")
        let before = try desk.bytes()
        let second = try desk.run(
            "fact", "record", "Two are hurt.", "--source", "IC", "--json", "--request", id)
        #expect(second.status == 0, "\(second.errors)")
        #expect(
            second.output
                == first.output.replacing("\"isRepeat\" : false", with: "\"isRepeat\" : true"))
        let other = try desk.run(
            "fact", "record", "Three are hurt.", "--source", "IC", "--request", id)
        #expect(other.status == 65)
        #expect(other.errors.contains("was used before, in riverton"))
        #expect(try desk.bytes() == before)
        let facts = try #require(try desk.json("fact", "list")["facts"] as? [Any])
        #expect(facts.count == 1)
    }

    @Test func `a file's other contents make it another request`() throws {
        let desk = try Desk.opened()
        let id = Desk.requestID()
        let file = try desk.write("one", to: "text.txt")
        #expect(try desk.run("note", "log", "--text-file", file, "--request", id).status == 0)
        _ = try desk.write("two", to: "text.txt")
        #expect(try desk.run("note", "log", "--text-file", file, "--request", id).status == 65)
        _ = try desk.write("one", to: "text.txt")
        #expect(try desk.run("note", "log", "--text-file", file, "--request", id).status == 0)
    }

    @Test func `opening twice by one request opens one incident`() throws {
        let desk = try Desk.staffed()
        let id = Desk.requestID()
        for _ in 0..<2 {
            let result = try desk.run(
                "open", "attack-on-officers", "--place", "Main", "--request", id)
            #expect(result.status == 0, "\(result.errors)")
        }
        #expect(try desk.run("open", "attack-on-officers", "--place", "Main").status == 0)
        let incidents = try #require(
            try desk.json("status", "--incidents")["incidents"] as? [[String: Any]])
        let names = incidents.compactMap { $0["incident"] as? String }
        #expect(names.count == 2)
        #expect(names[1] == names[0] + "-2")
    }

    @Test func `of processes that expect one revision exactly one wins`() throws {
        let desk = try Desk.opened()
        let revision = try #require(try desk.json("status")["revision"] as? Int)
        let children = try (0..<4).map { number in
            try Program.start(
                ["note", "log", "from process \(number)", "--expecting", "\(revision)"],
                environment: desk.environment(as: "lee"), errors: .pipe)
        }
        var statuses: [Int32] = []
        for child in children {
            let errors = String(decoding: try child.readToEnd(), as: UTF8.self)
            let status = try child.wait().status
            statuses.append(status)
            if status != 0 {
                #expect(errors.contains("riverton is at revision \(revision + 1)"))
            }
        }
        #expect(statuses.sorted() == [0, 75, 75, 75])
        #expect(try desk.json("status")["revision"] as? Int == revision + 1)
    }

    @Test func `what use keeps is used, and what is given comes before it`() throws {
        let desk = try Desk.opened()
        let home = ["TOCSIN_HOME": desk.home]
        #expect(
            try Program.run(["use", "--as", "lee", "--role", "pio"], environment: home).status == 0)
        #expect(try Program.run(["note", "log", "by lee"], environment: home).status == 0)
        // The saved role belongs to lee.
        let kim = try Program.run(["note", "log", "by kim", "--as", "kim"], environment: home)
        #expect(kim.status == 0, "\(kim.errors)")
        let shown = try Program.run(["log", "show", "--limit", "1000"], environment: home)
        let actors = shown.output.split(separator: "\n").suffix(2)
            .map { $0.split(separator: " ").last.map(String.init) }
        #expect(actors == ["lee", "kim"])
        #expect(try Program.run(["use", "nowhere"], environment: home).status == 65)
    }
}

@Suite struct TwoPeopleTests {
    @Test func `no author approves, not even after another rewrote the text`() throws {
        let desk = try Desk.opened()
        #expect(try desk.type("role assign kim pio").status == 0)
        #expect(try desk.type("message submit holding").status == 0)
        let own = try desk.type("message approve M1 --role pio")
        #expect(own.status == 77, "\(own.output) \(own.errors)")

        #expect(try desk.type("message edit M1 x \"Stay away.\"", as: "kim").status == 0)
        #expect(try desk.type("message submit M1", as: "kim").status == 0)
        for author in ["lee", "kim"] {
            let result = try desk.type("message approve M1 --release --yes", as: author)
            #expect(result.status == 77, "\(author): \(result.output)")
        }
    }

    @Test func `an approval of a text that was edited since does not release it`() throws {
        let desk = try Desk.opened()
        #expect(try desk.type("message submit holding").status == 0)
        #expect(try desk.type("message approve M1", as: "kim").status == 0)
        #expect(try desk.type("message edit M1 x \"Stay away.\"").status == 0)
        let before = try desk.bytes()
        let result = try desk.type("message release M1 --yes")
        #expect(result.status == 77, "\(result.output)")
        #expect(result.errors.contains("M1 was edited after it was approved."))
        #expect(try desk.bytes() == before)
    }
}

@Suite struct FingerprintTests {
    private func isRepeat(_ result: Program.Result) -> Bool {
        result.status == 0 && result.output.contains("\"isRepeat\" : true")
    }

    @Test func `one command typed in two ways is one request`() throws {
        let desk = try Desk.opened()
        let id = Desk.requestID()
        let first = try desk.run(
            "fact", "record", "Two are hurt.", "--source", "IC", "--topic", "casualties.hurt",
            "--number", "2", "--request", id)
        #expect(first.status == 0, "\(first.errors)")
        let again = try desk.run(
            "--json", "fact", "record", "--request=\(id)", "--number=2.0",
            "--topic=casualties.hurt", "--source=IC", "--", "Two are hurt.")
        #expect(isRepeat(again), "\(again.output) \(again.errors)")
        for changed in [["--clear"], ["--scope", "the county"], ["--about", "--occurred", "-5m"]] {
            let other = try Program.run(
                [
                    "fact", "record", "Two are hurt.", "--source", "IC", "--topic",
                    "casualties.hurt", "--number", "2", "--request", id,
                ] + changed, environment: desk.environment(as: "lee"))
            #expect(other.status == 65, "\(changed): \(other.output)")
        }
    }

    @Test func `what a command read is part of the request`() throws {
        let desk = try Desk.opened()
        let id = Desk.requestID()
        let file = try desk.write("%PDF-1 one", to: "map.pdf")
        let command = [
            "message", "attach", "M1", file, "--alt", "Streets", "--identifies", "nobody",
            "--request", id, "--json",
        ]
        let environment = desk.environment(as: "lee")
        #expect(try Program.run(command, environment: environment).status == 0)
        #expect(isRepeat(try Program.run(command, environment: environment)))
        _ = try desk.write("%PDF-1 two", to: "map.pdf")
        #expect(try Program.run(command, environment: environment).status == 65)
    }

    @Test func `options that moved to another group keep the names of earlier requests`() throws {
        for (typed, name) in [
            (
                ["message", "draft", "update", "--identifies", "nobody"],
                "content.identification.identifies"
            ),
            (
                ["rumor", "report", "It burns", "--finding", "false", "--verified"],
                "assessment.soundness.verified"
            ),
            (["fact", "record", "It burns", "--verified"], "soundness.verified"),
            (
                ["message", "attach", "M1", "a.png", "--identifies", "nobody"],
                "identification.identifies"
            ),
        ] {
            let command = try TocsinCommand.parseAsRoot(typed)
            let parts = CommandValue.parts(of: command).map { String(decoding: $0, as: UTF8.self) }
            #expect(parts.contains(name), "\(typed): \(parts)")
            #expect(!parts.contains { $0.hasPrefix("global") }, "\(parts)")
        }
    }

    // MARK: Requests of earlier versions

    private static let fixtures = ReadmeTests.packageRoot
        .appendingPathComponent("Tests/TocsinCLITests/Fixtures").path

    /// A home with a log from an earlier version: an incident, a fact, a note whose text came from
    /// standard input, and the beginning of a scenario.
    private func earlier() throws -> Desk {
        let desk = try Desk.staffed()
        let imported = try desk.run(
            "log", "import", "\(Self.fixtures)/earlier-requests.jsonl", "--earlier-version")
        guard imported.status == 0 else { throw Desk.Unexpected(text: imported.errors) }
        return desk
    }

    private func adoptedPlaybook() throws -> Data {
        let export = try String(
            contentsOfFile: "\(Self.fixtures)/earlier-requests.jsonl", encoding: .utf8)
        for line in export.split(separator: "\n") {
            let record = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            let adopted = (record?["data"] as? [String: Any])?["playbookAdopted"] as? [String: Any]
            if let text = adopted?["yaml"] as? String, let yaml = Data(base64Encoded: text) {
                return yaml
            }
        }
        throw Desk.Unexpected(text: export)
    }

    private static func id(_ number: Int) -> String {
        "0190d3a0-000\(number)-7000-8000-000000000000"
    }

    @Test func `a request that an earlier version carried out is not carried out again`() throws {
        let desk = try earlier()
        let before = try desk.bytes()
        let open = [
            "open", "attack-on-officers", "--place", "Main and Lamar", "--id", "riverton",
            "--mode", "live", "--request", Self.id(1), "--json",
        ]
        let fact = [
            "fact", "record", "Two are hurt.", "--source", "IC", "--topic", "casualties.hurt",
            "--incident", "riverton", "--request", Self.id(2), "--json",
        ]
        let note = [
            "note", "log", "--text-file", "-", "--incident", "riverton", "--request",
            Self.id(3), "--json",
        ]
        let said = Data("The caller waits.\n".utf8)
        // Opened with that version's playbook, which is in the log.
        try FileManager.default.createDirectory(
            atPath: desk.folder + "/playbooks", withIntermediateDirectories: true)
        _ = try desk.write(try adoptedPlaybook(), to: "playbooks/attack-on-officers.yaml")
        let environment = desk.environment(as: "lee")
            .merging(["TOCSIN_PLAYBOOKS": desk.folder + "/playbooks"]) { $1 }
        for (command, input) in [(open, nil), (fact, nil), (note, said)] {
            let result = try Program.run(command, environment: environment, input: input)
            #expect(isRepeat(result), "\(command): \(result.output) \(result.errors)")
        }
        for (command, input) in [
            (open + ["--title", "Other"], nil), (fact + ["--clear"], nil),
            (note, Data("The caller is gone.\n".utf8)),
        ] {
            let result = try Program.run(command, environment: environment, input: input)
            #expect(result.status == 65, "\(command): \(result.output)")
            #expect(result.errors.contains("was used before, in riverton"), "\(result.errors)")
        }
        #expect(try desk.bytes() == before)
    }

    @Test func `a scenario that an earlier version began goes on where it stopped`() throws {
        let desk = try earlier()
        let result = try desk.run(
            "scenario", "run", "\(Self.fixtures)/warehouse-fire.yaml", "--json")
        #expect(result.status == 0, "\(result.errors)")
        let answer = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        #expect(answer["injects"] as? Int == 3)
        #expect(answer["recorded"] as? Int == 1)
        let facts = try #require(
            try desk.json("fact", "list", "--incident", "warehouse-fire")["facts"] as? [Any])
        #expect(facts.count == 1)
    }
}
