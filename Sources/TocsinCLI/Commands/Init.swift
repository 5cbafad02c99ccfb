internal import ArgumentParser
internal import Engine
internal import EventLog
internal import Foundation
internal import Incident
internal import IncidentEvents
internal import Playbooks

struct Initialize: Command {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Create a home and department file.",
        discussion: """
            Example: tocsin init --name "Riverton Police Department" --id riverton-pd \
            --zone America/Chicago --jurisdiction "the City of Riverton"
            """)

    @Option(
        name: [.customLong("name"), .customLong("department")],
        help: "The department's public name.")
    var name: String?
    @Option(help: "The department's short id. Default: made from the name.") var id: String?
    @Option(help: "The time zone, e.g. America/Chicago. Default: this computer's.") var zone:
        String?
    @Option(help: "The area the department serves.") var jurisdiction: String?
    @OptionGroup var global: GlobalOptions

    struct Answer: Encodable {
        var home: String
        var department: String
    }

    func run(in world: World) throws {
        let home = world.home(global)
        guard let name = name ?? Self.ask(world, "The department's name:") else {
            throw Failure(
                .usage,
                "The department's name is missing. Give it: --name \"Riverton Police Department\"")
        }
        let machineZone = world.zone
        let zone = zone ?? (machineZone.contains("/") ? machineZone : "UTC")
        guard Department.isKnownZone(zone) else { throw Failure.unknown(zone: zone) }
        let text = ShippedFiles.departmentFile(
            name: name, id: id ?? DepartmentFile.identifier(of: name), zone: zone,
            jurisdiction: jurisdiction.nonEmpty)
        _ = try DepartmentFile(yaml: Array(text.utf8), name: "the department file")
        try home.prepare(creating: true)
        guard !FileManager.default.fileExists(atPath: home.departmentPath) else {
            throw Failure(
                .badData,
                "\(home.departmentPath) already exists. Nothing was changed. Edit it, or name another"
                    + " home with --home DIR.")
        }
        try BoundedFile.write(Array(text.utf8), to: home.departmentPath)
        var options = EventLog.Options()
        options.clock = world.clock
        options.reportsWait = world.reportsWait
        _ = try Engine.open(home, options: options)
        if global.json {
            return try world.printJSON(Answer(home: home.path, department: home.departmentPath))
        }
        world.print("Created the home \(home.path)")
        world.print("Edit its department file: \(home.departmentPath)")
        world.print("Next: tocsin open attack-on-officers --place PLACE")
    }

    private static func ask(_ world: World, _ question: String) -> String? {
        world.isInteractive ? world.ask(question).nonEmpty : nil
    }
}
