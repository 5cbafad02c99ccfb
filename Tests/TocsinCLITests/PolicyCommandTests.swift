import Foundation
import Testing

@Suite struct PolicyCommandTests {
    private func desk(nights: Bool) throws -> Desk {
        let desk = try Desk()
        try FileManager.default.createDirectory(
            atPath: desk.home, withIntermediateDirectories: true)
        let file = """
            department: Riverton Police
            id: riverton-pd
            zone: UTC
            people:
              - {id: kim, roles: [incident-commander, pio, controller], nights: \(nights)}
            policy:
              rules: [{id: names, text: No names of victims., source: Code 1}]

            """
        try Data(file.utf8).write(to: URL(filePath: desk.home + "/department.yaml"))
        return desk
    }

    @Test func `a stop ends with 65, and less doesn't`() throws {
        let stopped = try desk(nights: false).type("policy check", as: "kim")
        #expect(stopped.status == 65 && stopped.output.hasPrefix("stop: no-night-approver"))
        let warned = try desk(nights: true).type("policy check", as: "kim")
        #expect(warned.status == 0, "\(warned.output)\(warned.errors)")
        #expect(warned.output.contains("warn: role-without-second"))
    }

    @Test func `an exercise counts from its last entry, and a live incident doesn't`() throws {
        let desk = try desk(nights: true)
        let words = "attack-on-officers was never exercised"
        try desk.carryOut("open attack-on-officers --place Lobby --yes", as: "kim")
        #expect(try desk.type("policy check", as: "kim").output.contains("was never exercised"))
        try desk.carryOut(
            "open attack-on-officers --place Lobby --mode exercise --id drill", as: "kim")
        let found = try desk.type("policy check", as: "kim").output.replacing("\n", with: " ")
        #expect(!found.contains(words), "\(found)")
        #expect(found.contains("false-alert was never exercised"))
    }

    @Test func `a playbook that can't be used is a stop, and the others are checked`() throws {
        let desk = try desk(nights: true)
        try FileManager.default.createDirectory(
            atPath: desk.home + "/playbooks", withIntermediateDirectories: true)
        try Data("playbook: storm\n".utf8).write(
            to: URL(filePath: desk.home + "/playbooks/storm.yaml"))
        let found = try desk.type("policy check", as: "kim")
        #expect(found.status == 65 && found.output.hasPrefix("stop: broken-playbook: storm"))
        #expect(found.output.contains("not-exercised"))
    }

    @Test func `the rules are listed with their source`() throws {
        let listed = try desk(nights: true).type("policy list", as: "kim").output
        #expect(listed == "names  warn  No names of victims. (Code 1)\n")
    }

    @Test func `without a department file it says what to do`() throws {
        let answer = try Desk().type("policy check", as: "kim")
        #expect(answer.status == 65 && answer.errors.contains("tocsin init"))
    }
}
