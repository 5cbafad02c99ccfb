internal import ArgumentParser
internal import IncidentEvents
internal import ReadModels

struct Diff: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Show changes between two moments.",
        discussion: """
            Lists the facts, messages, rumors, steps, roles and questions that changed, each with \
            its state before and after.
            Example: tocsin diff --from 22:00 --to 22:30
            """)

    @Option(parsing: .unconditional, help: "The first moment: 21:30, -1h, or RFC 3339.")
    var from: String
    @Option(parsing: .unconditional, help: "The last moment. Default: now, or --as-of.")
    var to: String?
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    private func diff(_ view: IncidentView) throws -> IncidentDiff {
        let from = try view.start(from)
        let to = try to.map { try view.zone.instant($0, now: view.asOf) } ?? view.asOf
        if to < from {
            throw Failure(
                .badData,
                "--to is \(view.zone.dated(to)), before --from, \(view.zone.dated(from)). Give --to a later time."
            )
        }
        let before = try view.at(from)
        let after = try view.at(min(to, view.asOf))
        return IncidentDiff(
            before: before.state, from: from, after: after.state, to: after.asOf,
            playbook: view.playbook)
    }

    func text(_ view: IncidentView) throws -> String { view.renderer.diff(try diff(view)) }
    func json(_ view: IncidentView) throws -> any Encodable { try diff(view) }
}
