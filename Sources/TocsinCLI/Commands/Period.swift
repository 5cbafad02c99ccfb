internal import ArgumentParser
internal import Documents
internal import Incident
internal import IncidentEvents
internal import ReadModels

struct PeriodCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "period", abstract: "Operational periods.",
        subcommands: [PeriodBegin.self, PeriodList.self])
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
    @OptionGroup var global: GlobalOptions

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        let text =
            try input.optionalText(nil, "objective", option: "--objective").map { [$0] } ?? []
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

struct PeriodList: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the operational periods with their objectives.",
        discussion: "Example: tocsin period list")

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    struct Line: Encodable {
        var period: PeriodID
        var from: Instant?
        var to: Instant?
        var objectives: [String]
        var began: Moment
    }

    private func lines(_ view: IncidentView) -> [Line] {
        view.state.periods.all.map {
            Line(
                period: $0.id, from: $0.from, to: $0.to, objectives: $0.objectives,
                began: Moment($0.stamp))
        }
    }

    func text(_ view: IncidentView) -> String {
        let lines = lines(view)
        guard !lines.isEmpty else { return "No operational periods." }
        return lines.map { line in
            let from = line.from.map { " from \(view.zone.dated($0))" } ?? ""
            let to = line.to.map { " to \(view.zone.dated($0))" } ?? ""
            let objectives = line.objectives.map { view.renderer.wrapped($0, indent: 4) }
            return (["\(line.period)\(from)\(to)"] + objectives).joined(separator: "\n")
        }.joined(separator: "\n")
    }

    func json(_ view: IncidentView) -> any Encodable { Listed("periods", lines(view)) }
}
