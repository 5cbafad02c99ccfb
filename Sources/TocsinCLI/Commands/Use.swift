internal import Documents
internal import ArgumentParser
internal import Engine
internal import EventLog
internal import Foundation
internal import Incident
internal import IncidentEvents
internal import Playbooks

struct Use: Command {
    static let configuration = CommandConfiguration(
        commandName: "use", abstract: "Set your incident, id and role here.",
        discussion: """
            The settings hold in this terminal. Others keep their own, and a new one has none. \
            Options and the environment variables TOCSIN_INCIDENT, TOCSIN_AS and TOCSIN_ROLE \
            override these settings.
            Example: tocsin use --as lee --role pio
            """)

    @Argument(help: "The incident's id, or \"none\".", completion: .incidents) var named: String?
    @OptionGroup var global: GlobalOptions

    func run(in world: World) throws {
        let session = try Session(global, .creating, world)
        let chosen = try chosenIncident(session)
        let actor = try global.actor.map(Self.actor)
        let role = try global.role.map(Self.role)
        let settings = try SettingsFile.change(in: session.engine.home, world) { settings in
            if let chosen { settings.incident = chosen == "none" ? nil : chosen }
            // A role belongs to the person that it was set for.
            if let actor, actor != settings.actor { settings.role = nil }
            settings.actor = actor ?? settings.actor
            settings.role = role ?? settings.role
        }
        if global.json { return try world.printJSON(settings) }
        let now = Session.Identity(settings, world)
        func source(_ variable: String) -> String {
            world.environment[variable].nonEmpty == nil ? "" : ", by \(variable)"
        }
        let account = settings.actor == nil ? ", the account" : ""
        world.print(
            TerminalText.table([
                ["incident", (now.incident ?? "the only open one") + source("TOCSIN_INCIDENT")],
                [
                    "as",
                    now.actor
                        + (world.environment["TOCSIN_AS"].nonEmpty == nil
                            ? account : source("TOCSIN_AS")),
                ],
                ["role", (now.role ?? "any role that you hold") + source("TOCSIN_ROLE")],
            ]))
    }

    private func chosenIncident(_ session: Session) throws -> String? {
        guard let id = (named ?? global.incident)?.lowercased() else { return nil }
        if id != "none" { try session.engine.requireIncident(id) }
        return id
    }

    private static func actor(_ id: String) throws(Failure) -> String {
        guard Decider.isID(id) else {
            throw Failure(
                .badData,
                "\"\(id.prefix(80))\" isn't a valid actor id. Use only a-z, 0-9, dots, dashes,"
                    + " and underscores.")
        }
        return id
    }

    private static func role(_ word: String) throws(Failure) -> String {
        let role = Role(rawValue: word.lowercased())
        guard Role.known.contains(role) else {
            throw Failure(
                .badData,
                "\"\(word.prefix(80))\" isn't a valid role."
                    + (NearestName.of(role.rawValue, among: Role.known.map(\.rawValue))
                        .map { " Did you mean \($0)?" } ?? ""),
                remedy: "The roles are: \(Role.known.list()).")
        }
        return role.rawValue
    }
}
