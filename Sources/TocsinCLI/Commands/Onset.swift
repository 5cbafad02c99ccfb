internal import ArgumentParser
internal import Incident
internal import IncidentEvents
internal import ReadModels

struct OnsetCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "onset", abstract: "The time when the hazard began.",
        subcommands: [OnsetSet.self, OnsetList.self])
}

struct OnsetSet: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Set the time when the hazard began.",
        discussion: "Example: tocsin onset set 20:58 --reason \"dispatch record\"")
    static let positionals = ["time"]

    @Argument(help: "22:15, -5m, or RFC 3339.") var time: String
    @Option(help: "The source of that time.") var reason: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    var hasOwnAbout: Bool { true }

    func plan(_ decision: inout Decision, _ input: CommandText) throws {
        try decision.perform(
            .lifecycle(
                .correctOnset(
                    try decision.past(time), certainty: writing.about ? .approximate : .exact,
                    reason: try input.text(reason, "reason", option: "--reason"))))
    }
}

struct OnsetList: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show when the hazard began, and who recorded it.",
        discussion: "Example: tocsin onset list")

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    struct Line: Encodable {
        var onset: Instant
        var certainty: TimeCertainty
        var actor: String
        var recorded: Moment
    }

    private func lines(_ view: IncidentView) -> [Line] {
        [view.state.onset].compactMap(\.self).map {
            Line(
                onset: $0.at, certainty: $0.certainty, actor: $0.stamp.actor,
                recorded: Moment($0.stamp))
        }
    }

    func text(_ view: IncidentView) -> String {
        let lines = lines(view).map { line in
            view.renderer.wrapped(
                (line.certainty == .approximate ? "about " : "") + view.zone.dated(line.onset)
                    + ", recorded by \(line.actor) \(view.renderer.time(line.recorded))", indent: 0)
        }
        return lines.isEmpty ? "The onset isn't recorded." : lines.joined(separator: "\n")
    }

    func json(_ view: IncidentView) -> any Encodable { Listed("onset", lines(view)) }
}
