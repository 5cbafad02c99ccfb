internal import ArgumentParser

struct GapCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "gap", abstract: "What is known and not said, and said and not known.",
        discussion: """
            What the public reads wrong comes first, then what it waits for, then what it could \
            be told.
            Example: tocsin gap --as-of 22:15
            """)

    @OptionGroup var reading: ReadingOptions

    func text(_ view: IncidentView) -> String { view.renderer.gap(view.gap) }
    func json(_ view: IncidentView) -> any Encodable { view.gap }
}
