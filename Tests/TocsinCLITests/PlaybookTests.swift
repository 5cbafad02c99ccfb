import Foundation
import Testing

@Suite struct PlaybookFileTests {
    /// A copy of the shipped playbook in the user's own file.
    private func copy(
        to desk: Desk, _ change: (String) -> String = { $0 }
    ) throws -> String {
        let shipped = try desk.run("playbook", "show", "attack-on-officers", "--resolved")
        #expect(shipped.status == 0)
        try FileManager.default.createDirectory(
            atPath: desk.folder + "/playbooks", withIntermediateDirectories: true)
        return try desk.write(change(shipped.output), to: "playbooks/own.yaml")
    }

    @Test func `replacing a playbook's file changes nothing of an incident opened with it`() throws
    {
        let desk = try Desk.staffed()
        let file = try copy(to: desk)
        let opened = try desk.run(
            "open", "own", "--place", "Main", "--id", "riverton", "--playbooks",
            desk.folder + "/playbooks")
        #expect(opened.status == 0, "\(opened.errors)")
        let commands = [["drafts"], ["step", "list"], ["phase", "list"], ["timeline"]]
        let before = try commands.map {
            try Program.run($0, environment: desk.environment(as: "lee")).output
        }

        try Data("playbook: broken\n".utf8).write(to: URL(fileURLWithPath: file))
        try FileManager.default.removeItem(atPath: desk.home + "/department.yaml")

        let after = try commands.map {
            try Program.run($0, environment: desk.environment(as: "lee")).output
        }
        #expect(after == before)
        #expect(try desk.run("message", "submit", "holding").status == 0)
    }

    @Test func `check tells a department file from a playbook by its keys`() throws {
        let desk = try Desk.staffed()
        let department = desk.home + "/department.yaml"
        let checked = try desk.run("playbook", "check", department)
        #expect(checked.output.hasSuffix("\(department): no faults\n"), "\(checked.errors)")
    }

    @Test func `one broken file hides no playbook from the list`() throws {
        let desk = try Desk.staffed()
        let folder = desk.home + "/playbooks"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try Data("a: [".utf8).write(to: URL(filePath: folder + "/broken.yaml"))
        let list = try desk.run("playbook", "list")
        #expect(list.status == 0)
        #expect(list.output.contains("attack-on-officers"))
        #expect(list.output.contains("can't be used: \(folder)/broken.yaml:"))
        let lines = try #require(
            try desk.json("playbook", "list")["playbooks"] as? [[String: Any]])
        let broken = try #require(lines.first { $0["playbook"] as? String == "broken" })
        #expect(broken["fault"] is String && broken["version"] == nil)
    }

    @Test func `a broken playbook opens nothing and names every fault with its line`() throws {
        let desk = try Desk.staffed()
        let file = try copy(to: desk) { text in
            text.replacing("{place}", with: "{plaec}", maxReplacements: 1)
                .replacing("kind: holding", with: "kind: holdin", maxReplacements: 1)
                + "\nunknown-key: 1\n"
        }
        for command in [
            ["open", file, "--place", "Main"], ["playbook", "check", file],
        ] {
            let result = try Program.run(command, environment: desk.environment(as: "lee"))
            #expect(result.status == 65)
            #expect(result.output.isEmpty)
            let faults = result.errors.split(separator: "\n").filter { $0.contains(": error: ") }
            #expect(faults.count >= 3, "\(result.errors)")
            #expect(result.errors.contains("plaec"))
            #expect(result.errors.contains("holdin"))
            #expect(result.errors.contains("unknown-key"))
            for fault in faults {
                let place = fault.replacing("Error: ", with: "").split(separator: ":")
                #expect(Int(place[1]) ?? 0 > 0 && Int(place[2]) ?? 0 > 0, "\(fault)")
            }
        }
        #expect(!FileManager.default.fileExists(atPath: desk.home + "/log"))
    }

    @Test func `one's own playbooks come before those that ship`() throws {
        let desk = try Desk()
        _ = try copy(to: desk) { $0.replacing(/(?m)^title: .*$/) { _ in "title: Our own" } }
        let listed = try desk.run("playbook", "list", "--playbooks", desk.folder + "/playbooks")
        #expect(listed.output.contains("own "))
        #expect(listed.output.contains("Our own"))
        #expect(listed.output.contains("attack-on-officers"))
        #expect(listed.output.contains("false-alert"))
    }

    /// A playbook with an alert and no other template.
    private static let storm = """
        playbook: storm
        version: "1"
        title: Severe storm
        hazard: storm
        phases: [{id: initial, title: Initial, cadence: 1h}]
        channels: [x, sms, web]
        languages: [en, es]
        templates:
          holding:
            kind: holding
            title: H
            draft-at-open: true
            text: {en: {default: "Storm at {place}."}, es: {default: "Tormenta en {place}."}}

        """

    @Test func `a home's own playbooks folder is found by every command`() throws {
        let desk = try Desk.staffed()
        try FileManager.default.createDirectory(
            atPath: desk.home + "/playbooks", withIntermediateDirectories: true)
        _ = try desk.write(Self.storm, to: "home/playbooks/storm.yaml")
        #expect(try desk.run("playbook", "list").output.contains("Severe storm"))
        #expect(try desk.run("playbook", "show", "storm").output.contains("storm 1: Severe storm"))
        #expect(try desk.run("playbook", "check", "storm").output.contains("storm.yaml: no faults"))
        let opened = try desk.run("open", "storm", "--place", "Main", "--id", "s")
        #expect(opened.status == 0, "\(opened.errors)")
        // A folder that is named comes before it.
        try FileManager.default.createDirectory(
            atPath: desk.folder + "/other", withIntermediateDirectories: true)
        _ = try desk.write(
            Self.storm.replacing("Severe storm", with: "Other storm"), to: "other/storm.yaml")
        let other = try desk.run("playbook", "list", "--playbooks", desk.folder + "/other")
        #expect(other.output.contains("Other storm") && !other.output.contains("Severe storm"))
    }

    @Test func `a check says which templates are the playbook's own and which are neutral`() throws
    {
        let desk = try Desk.staffed()
        let file = try desk.write(Self.storm, to: "storm.yaml")
        let text = try desk.run("playbook", "check", file)
        #expect(text.status == 0, "\(text.errors)")
        let rows = text.output.split(separator: "\n").map {
            $0.split(separator: " ").joined(separator: " ")
        }
        #expect(rows.contains("holding own en, es"))
        for id in ["update", "correction", "rumor-correction", "retraction", "all-clear"] {
            #expect(rows.contains("\(id) neutral en, es"), "\(rows)")
        }
        let json = try desk.json("playbook", "check", file)
        let standard = try #require(json["standardTemplates"] as? [[String: Any]])
        #expect(
            standard.map { $0["origin"] as? String } == ["own"]
                + Array(repeating: "neutral", count: 5))
        #expect(standard[1]["template"] as? String == "update")
        #expect(standard[1]["languages"] as? [String] == ["en", "es"])
    }

    @Test func `a small playbook of one's own corrects and retracts with the neutral texts`() throws
    {
        let desk = try Desk.staffed()
        let file = try desk.write(Self.storm, to: "storm.yaml")
        #expect(try desk.run("open", file, "--place", "Main", "--id", "s").status == 0)
        #expect(
            try desk.run(
                "fact", "record", "The road is open", "--source", "dispatch", "--verified",
                "--clear"
            ).status == 0)
        let update = try desk.run("message", "draft", "update", "--cite", "F1")
        #expect(update.status == 0, "\(update.errors)")
        let drafts = try desk.run("drafts", "--all")
        #expect(
            drafts.output.contains("Update from the Riverton Police Department on the incident"))
        #expect(try desk.run("message", "draft", "all-clear").status == 0)
        #expect(try desk.run("timeline").output.contains("neutral-templates"))
    }

    @Test func `a new playbook is written where every command finds it, and never over another`()
        throws
    {
        let desk = try Desk.staffed()
        let made = try desk.run("playbook", "new", "ice-storm")
        #expect(made.status == 0, "\(made.errors)")
        let path = desk.home + "/playbooks/ice-storm.yaml"
        #expect(made.output.contains(path))
        #expect(try desk.run("playbook", "list").output.contains("Ice storm"))
        let check = try desk.run("playbook", "check", "ice-storm")
        #expect(check.status == 0 && !check.output.contains("neutral"), "\(check.errors)")
        #expect(try desk.run("open", "ice-storm", "--place", "Main", "--id", "i").status == 0)
        let again = try desk.run("playbook", "new", "ice-storm")
        #expect(again.status == 65 && again.errors.contains("already exists"))
        let bad = try desk.run("playbook", "new", "Ice Storm")
        #expect(bad.status == 65 && bad.errors.contains("may have only a-z, 0-9 and hyphens"))
        #expect(
            try desk.run("playbook", "new", "x", "--output", desk.folder + "/x.yaml").status == 0)
        #expect(FileManager.default.fileExists(atPath: desk.folder + "/x.yaml"))
    }
}
