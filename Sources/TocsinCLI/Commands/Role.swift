internal import Documents
internal import ArgumentParser
internal import Incident
internal import IncidentEvents
internal import ReadModels

struct RoleCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "role", abstract: "The roles that people hold.",
        subcommands: [RoleAssign.self, RoleRelieve.self, RoleList.self])
}

struct RoleAssign: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign", abstract: "Assign a role in this incident to a person.",
        discussion: "Example: tocsin role assign duty-chief incident-commander", aliases: ["add"])
    static let positionals = ["person", "role"]

    @Argument(help: "The person's work id.", completion: .people) var person: String
    @Argument(help: "The role, e.g. incident-commander.", completion: .roles) var assigned: String
    @Option(help: "Their agency, if it is not the department.") var agency: String?
    @Flag(help: "The person is right although the department file doesn't list them.")
    var unlisted = false
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .lifecycle(
                .assignRole(
                    person, to: Role(rawValue: assigned.lowercased()), agency: agency.nonEmpty,
                    isUnlisted: unlisted)))
    }
}

struct RoleRelieve: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "relieve", abstract: "Relieve a person of a role.",
        discussion: "Example: tocsin role relieve duty-pio pio --reason \"shift change\"")
    static let positionals = ["person", "role"]

    @Argument(help: "The person's work id.", completion: .people) var person: String
    @Argument(help: "The role, e.g. pio.", completion: .roles) var relieved: String
    @Option(help: "Why.") var reason: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .lifecycle(
                .relieveRole(
                    person, of: Role(rawValue: relieved.lowercased()),
                    reason: try input.text(reason, "reason", option: "--reason"))))
    }
}

struct RoleList: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List who holds each role, now and earlier.",
        discussion: "Example: tocsin role list")

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    struct Line: Encodable {
        var person: String
        var role: Role
        @EmptyInJSON var agency: String?
        var assigned: Moment
        var relieved: Moment?
    }

    private func lines(_ view: IncidentView) -> [Line] {
        view.state.assignments.map { assignment in
            Line(
                person: assignment.person, role: assignment.role, agency: assignment.agency,
                assigned: Moment(assignment.assigned),
                relieved: assignment.relieved.map { Moment($0) })
        }
    }

    func text(_ view: IncidentView) -> String {
        TerminalText.table(
            lines(view).map { line in
                [
                    TerminalText.safe(line.person), TerminalText.safe(line.role.rawValue),
                    TerminalText.safe(line.agency.recorded),
                    line.relieved.map { "until \(view.renderer.time($0))" }
                        ?? "since \(view.renderer.time(line.assigned))",
                ]
            })
    }

    func json(_ view: IncidentView) -> any Encodable { Listed("roles", lines(view)) }
}
