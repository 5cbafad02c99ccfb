internal import ArgumentParser
internal import Incident
internal import IncidentEvents

struct PeriodCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "period", abstract: "Operational periods.", subcommands: [PeriodBegin.self])
}

struct PeriodBegin: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "begin", abstract: "Begin an operational period with its objectives.",
        discussion:
            "Example: tocsin period begin --from 06:00 --to 18:00 --objective \"One voice\"",
        aliases: ["add"])
    static let positionals: [String] = []

    @Option(parsing: .unconditional, help: "When it begins.") var from: String?
    @Option(parsing: .unconditional, help: "When it ends.") var to: String?
    @Option(
        name: .customLong("objective"), parsing: .upToNextOption, help: "The objectives.")
    var objectives: [String] = []
    @OptionGroup var writing: WritingOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        let text = try input.optionalText(nil, "objective").map { [$0] } ?? []
        let begin = try from.map { try decision.instant($0, .nearest) }
        let end = try to.map {
            try decision.state.zone.instant($0, .future, now: begin ?? decision.context.publicNow)
        }
        try decision.perform(
            .lifecycle(
                .beginPeriod(
                    from: begin, to: end, objectives: objectives + text)))
    }
}
