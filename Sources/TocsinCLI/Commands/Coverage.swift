internal import ArgumentParser
internal import ReadModels

struct Coverage: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: "For each rumor: the carriers that carried it, and where it was set right.",
        discussion: """
            Open cells are the work list. Taking a post down closes none.
            Example: tocsin coverage R1
            """)

    @Argument(help: "Only this rumor, e.g. R1.") var rumor: String?
    @OptionGroup var reading: ReadingOptions

    func text(_ view: IncidentView) throws -> String {
        view.renderer.coverage(try register(view))
    }

    func json(_ view: IncidentView) throws -> any Encodable { try register(view) }

    private func register(_ view: IncidentView) throws -> CorrectionRegister {
        try rumor.map { try CorrectionRegister(state: view.state, only: $0) }
            ?? CorrectionRegister(state: view.state)
    }
}
