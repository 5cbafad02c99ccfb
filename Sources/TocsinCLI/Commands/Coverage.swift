internal import ArgumentParser
internal import ReadModels

struct Coverage: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: "Show where rumors were corrected.",
        discussion: """
            Each account or outlet marked OPEN still needs a correction. Withdrawing a post is not a \
            correction.
            Example: tocsin coverage R1
            """)

    @Argument(help: "Show only this rumor, e.g. R1.", completion: .rumors) var rumor: String?
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    func text(_ view: IncidentView) throws -> String {
        view.renderer.coverage(try register(view))
    }

    func json(_ view: IncidentView) throws -> any Encodable { try register(view) }

    private func register(_ view: IncidentView) throws -> CorrectionRegister {
        try rumor.map { try CorrectionRegister(state: view.state, only: $0) }
            ?? CorrectionRegister(state: view.state)
    }
}
