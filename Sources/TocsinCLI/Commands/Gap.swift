internal import ArgumentParser

struct GapCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "gap", abstract: "Compare what we know and have said.",
        discussion: """
            Wrong information in public comes first, then overdue updates and answers, then facts \
            that the public hasn't been told. It fits on one screen; the rest is counted.
            Example: tocsin gap --as-of 22:15
            """)

    @OptionGroup var length: LengthOptions
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    func text(_ view: IncidentView) throws -> String {
        view.renderer.gap(view.gapOutline, try length.screen(of: ["gap"], view, reading))
    }

    func json(_ view: IncidentView) -> any Encodable { view.gap }
}
