import EventLog
import Foundation
import Synchronization
import TocsinCLI

/// A press office with routine work, on a clock that the test sets.
final class PressOffice: Sendable {
    let desk: Desk
    private let clock: Mutex<Int64>

    /// - Parameters:
    ///   - start: The time, such as `2027-01-04T08:00:00-06:00`.
    ///   - schedule: The lines of the playbook's `schedule`.
    init(at start: String, schedule: String = "", keepsRunning: String = "") throws {
        desk = try Desk()
        clock = Mutex(try Self.microseconds(start))
        try FileManager.default.createDirectory(
            atPath: desk.home + "/playbooks", withIntermediateDirectories: true)
        let department = """
            department: Riverton Police Department
            id: riverton-pd
            zone: America/Chicago
            jurisdiction: Riverton
            people:
              - {id: lee, roles: [pio]}
              - {id: ana, roles: [pio]}
              - {id: kim, roles: [incident-commander]}
              - {id: pat, roles: [translator]}
            accounts:
              x: [RivertonPD]
              facebook: [RivertonPD]

            """
        let playbook = """
            playbook: tips
            version: "1"
            title: Safety tips
            hazard: safety-tips
            modes: [routine]
            phases:
              - {id: running, title: Running}
            channels: [x]
            languages: [en]
            approvals:
              - roles: [pio]
            templates:
              tip:
                kind: update
                title: A tip
                identifies: nobody
                fields:
                  tip: {hint: one action}
                text:
                  en:
                    default:
                      - "{department}: {tip}"
              water:
                kind: update
                title: Boil your water
                identifies: nobody
                fields:
                  tip: {hint: one action}
                text:
                  en:
                    default:
                      - "{department}: {tip}"
            \(schedule)\(keepsRunning)
            """
        try write(department, to: "department.yaml")
        let crisis = """
            playbook: crisis
            version: "1"
            title: Crisis
            hazard: crisis
            phases:
              - {id: running, title: Running}
            channels: [x]
            languages: [en]

            """
        try write(playbook, to: "playbooks/tips.yaml")
        try write(crisis, to: "playbooks/crisis.yaml")
    }

    /// The same home at the same time.
    init(copying other: PressOffice) throws {
        desk = try Desk(copyOf: other.desk)
        clock = Mutex(other.now)
    }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(desk.home)/\(name)"))
    }

    private static func microseconds(_ time: String) throws -> Int64 {
        Int64(try Date(time, strategy: .iso8601).timeIntervalSince1970 * 1_000_000)
    }

    /// The time by the office's clock, in microseconds since 1970.
    var now: Int64 { clock.withLock { $0 } }

    /// Sets the clock. It tells nobody that time has passed.
    func wait(until time: String) throws {
        let later = try Self.microseconds(time)
        clock.withLock { $0 = later }
        // A jump of the clock is a fault only between two commands of one start of the machine.
        try? FileManager.default.removeItem(atPath: desk.home + "/clock.json")
    }

    /// Types a command.
    ///
    /// - Parameter answer: What a person at the terminal answers; nil if nobody is there.
    func type(
        _ command: String, as actor: String = "lee", answering answer: String? = nil
    ) throws -> Program.Result {
        let now = now
        return try Program.run(
            Words.split(command), environment: desk.environment(as: actor),
            input: answer.map { Data($0.utf8) }
        ) { world in
            world.clock = { now }
            world.terminal.width = 100
            world.terminal.hasInput = answer != nil
            world.terminal.hasOutput = answer != nil
        }
    }

    /// The output of a command that must succeed.
    @discardableResult
    func done(_ command: String, as actor: String = "lee", answering answer: String? = nil) throws
        -> String
    {
        let result = try type(command, as: actor, answering: answer)
        guard result.status == 0 else {
            throw Desk.Unexpected(text: "\(command): \(result.output)\(result.errors)")
        }
        return result.output
    }

    func json(_ command: String, as actor: String = "lee") throws -> [String: Any] {
        let output = try done(command + " --json", as: actor)
        let object = try JSONSerialization.jsonObject(with: Data(output.utf8))
        guard let answer = object as? [String: Any] else { throw Desk.Unexpected(text: output) }
        return answer
    }

    /// Begins the campaign `tips`.
    func begin(_ options: String = "--no-end") throws {
        try done(
            "campaign new tips --id tips --goal \"Fewer thefts\" --audience drivers \(options)")
    }
}
