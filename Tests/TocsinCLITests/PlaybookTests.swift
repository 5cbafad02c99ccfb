import Foundation
import Testing

@Suite struct PlaybookFileTests {
    /// A copy of the shipped playbook in the user's own file.
    private func copy(
        to desk: Desk, _ change: (String) -> String = { $0 }
    ) throws -> String {
        let shipped = try desk.run("playbook", "show", "attack-on-officers", "--yaml")
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
}
