internal import ArgumentParser

struct IncidentCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "incident", abstract: "The incidents of this home.",
        subcommands: [IncidentList.self])
}

struct IncidentList: Command {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List every incident, and the overdue actions of all.",
        discussion: "Example: tocsin incident list")

    @OptionGroup var global: GlobalOptions

    func run(in world: World) throws {
        try Status.list(Session(global, .reading, world), json: global.json)
    }
}
