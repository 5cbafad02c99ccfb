internal import ArgumentParser
internal import Foundation
internal import Incident

struct GuardCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "guard", abstract: "Rules that messages must pass.",
        subcommands: [GuardList.self])
}

struct GuardList: Command {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List each guard with what it stops and why.",
        discussion: "Example: tocsin guard list")

    @OptionGroup var global: GlobalOptions

    struct Line: Encodable {
        var `guard`: String
        var isBlocking: Bool
        var isOverridable: Bool
        var stops: String
        var reason: String
    }

    func run(in world: World) throws {
        let lines = Guard.all.map {
            Line(
                guard: $0.id, isBlocking: $0.isBlocking, isOverridable: $0.isOverridable,
                stops: $0.summary, reason: $0.reason)
        }
        if global.json { return try world.printJSON(Listed("guards", lines)) }
        for line in lines {
            let force =
                !line.isBlocking
                ? "warns" : line.isOverridable ? "stops; --override lifts it" : "stops; no override"
            world.print("\(line.guard) (\(force))\n  \(line.stops)\n  \(line.reason)")
        }
    }
}
