import Foundation
import Synchronization
import TocsinCLI

/// Three people at a flood, each in a terminal, on one clock.
final class Team: Sendable {
    let desk: Desk
    private let clock = Mutex(Int64(1_800_014_400_000_000))

    /// - Parameter languages: The languages of the playbook's messages.
    init(languages: String = "en", mode: String = "live") throws {
        desk = try Desk()
        try FileManager.default.createDirectory(
            atPath: desk.home + "/playbooks", withIntermediateDirectories: true)
        let department = """
            department: City of Mill Falls
            id: mill-falls
            zone: UTC
            languages: [\(languages)]
            people:
              - {id: lee, roles: [pio]}
              - {id: ana, roles: [pio]}
              - {id: kim, roles: [incident-commander]}
              - {id: pat, roles: [translator]}
            accounts:
              x: [MillFalls]
              sms: [city]
              radio: [wmfl]
              facebook: [MillFalls]

            """
        let spanish =
            languages.contains("es")
            ? "\n      es:\n        default:\n          - \"{department}: {guidance} Es para {location}.\""
            : ""
        let playbook = """
            playbook: flood
            version: "1"
            title: Flood
            hazard: flood
            phases:
              - {id: initial, title: Initial}
              - {id: response, title: Response}
            channels: [x, sms, radio, facebook]
            languages: [\(languages)]
            approvals:
              - roles: [incident-commander]
            templates:
              warning:
                kind: alert
                title: Warning
                channels: [x]
                armed: {all-clear: all-clear, false-alert: retraction}
                text:
                  en:
                    default:
                      - "{department}: {guidance} This is for {location}."\(spanish)

            """
        try Data(department.utf8).write(to: URL(filePath: desk.home + "/department.yaml"))
        try Data(playbook.utf8).write(to: URL(filePath: desk.home + "/playbooks/flood.yaml"))
        try done("open flood --place Riverside --id flood --mode \(mode)")
        // Until then, every message must promise the next one.
        try done("phase set response")
    }

    /// The same incident in another home, at the same time.
    func copied() throws -> Team { try Team(copying: self) }

    private init(copying team: Team) throws {
        desk = try Desk()
        try FileManager.default.copyItem(atPath: team.desk.home, toPath: desk.home)
        let now = team.clock.withLock { $0 }
        clock.withLock { $0 = now }
    }

    /// Lets minutes pass.
    func wait(_ minutes: Int64) { clock.withLock { $0 += minutes * 60_000_000 } }

    /// Types a command.
    ///
    /// - Parameters:
    ///   - actor: The person, given by the environment; nil for the terminal's own setting.
    ///   - terminal: The terminal's session.
    ///   - answer: What a person at the terminal answers; nil if nobody is there.
    func type(
        _ command: String, as actor: String? = "lee", at terminal: String = "only",
        answering answer: String? = nil
    ) throws -> Program.Result {
        var environment = ["TOCSIN_HOME": desk.home]
        environment["TOCSIN_AS"] = actor
        return try Program.run(
            Words.split(command), environment: environment, input: answer.map { Data($0.utf8) }
        ) { world in
            let now = clock.withLock { $0 }
            world.clock = { now }
            world.login = World.Login(key: terminal) { $0 == "ended" }
            world.terminal.width = 80
            world.terminal.hasInput = answer != nil
            world.terminal.hasOutput = answer != nil
        }
    }

    /// The output of a command that must succeed.
    @discardableResult
    func done(_ command: String, as actor: String? = "lee", at terminal: String = "only") throws
        -> String
    {
        let result = try type(command, as: actor, at: terminal)
        guard result.status == 0 else {
            throw Desk.Unexpected(text: "\(command): \(result.output)\(result.errors)")
        }
        return result.output
    }

    /// The words of the output of a command that must succeed, on one line: a terminal's lines
    /// break between any two words.
    func words(_ command: String) throws -> String {
        try done(command).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Drafts, approves and posts a message on each channel.
    func publish(
        _ kind: String = "update", _ name: String, _ text: String, on channels: [String],
        _ options: String = "", posted: [String]? = nil
    ) throws {
        try done(
            "message draft \(kind) --text \"\(text)\" --identifies nobody --name \(name) --submit"
                + (kind == "update" ? " --rests-on nothing --reason \"seen by the crew\"" : "")
                + " \(options) --on \(channels.joined(separator: " "))")
        try done("message approve \(name) --release --yes", as: "kim")
        for channel in posted ?? channels { try done("message posted \(name) \(channel)") }
    }

    /// Puts out an alert for a zone on X.
    func warn(_ zone: String, _ options: String = "") throws {
        let name = "zone-\(zone.lowercased())"
        try done(
            "message draft alert --template warning --location \"Zone \(zone)\""
                + " --guidance \"Leave Zone \(zone) now.\" --identifies nobody --name \(name)"
                + " --expires +5h \(options) --submit")
        try done("message approve \(name) --release --yes", as: "kim")
        try done("message posted \(name) x")
    }

    func json(_ command: String, as actor: String = "lee") throws -> [String: Any] {
        let output = try done(command + " --json", as: actor)
        let object = try JSONSerialization.jsonObject(with: Data(output.utf8))
        guard let answer = object as? [String: Any] else { throw Desk.Unexpected(text: output) }
        return answer
    }
}
