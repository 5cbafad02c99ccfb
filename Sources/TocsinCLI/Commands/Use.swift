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
        commandName: "use", abstract: "Set your incident, id and role.",
        discussion: """
            Options and the environment variables TOCSIN_INCIDENT, TOCSIN_AS and TOCSIN_ROLE \
            override these settings.
            Example: tocsin use --as lee --role pio
            """)

    @Argument(help: "The incident's id, or \"none\".", completion: .incidents) var named: String?
    @OptionGroup var place: PlaceOptions

    func run(in world: World) throws {
        let session = try Session(place, .creating, world)
        var settings = session.settings
        if let id = named ?? place.incident {
            if id == "none" {
                settings.incident = nil
            } else {
                _ = try session.engine.state(of: id.lowercased())
                settings.incident = id.lowercased()
            }
        }
        if let actor = place.actor {
            guard Decider.isID(actor) else {
                throw Failure(
                    .badData,
                    "\"\(actor.prefix(80))\" isn't a valid actor id. Use only a-z, 0-9, dots, dashes,"
                        + " and underscores.")
            }
            settings.actor = actor
        }
        if let role = place.role?.lowercased() {
            guard Role.known.contains(Role(rawValue: role)) else {
                throw Failure(
                    .badData,
                    "\"\(role.prefix(80))\" isn't a valid role."
                        + (NearestName.of(role, among: Role.known.map(\.rawValue))
                            .map { " Did you mean \($0)?" } ?? ""),
                    remedy: "The roles are: \(Role.known.list()).")
            }
            settings.role = role
        }
        if settings != session.settings { try settings.write(to: session.engine.home) }
        if place.json { return try world.printJSON(settings) }
        world.print(
            TerminalText.table([
                ["incident", settings.incident ?? "the only open one"],
                ["as", settings.actor ?? "\(world.account.lowercased()), the account"],
                ["role", settings.role ?? "any of yours that may"],
            ]))
    }
}
