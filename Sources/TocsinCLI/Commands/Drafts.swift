internal import ArgumentParser
internal import Incident
internal import ReadModels

struct Drafts: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "drafts", abstract: "Show unreleased messages and texts.",
        discussion: """
            Until a message is submitted, its texts follow the current facts. It fits on one \
            screen; the rest is counted.
            Example: tocsin drafts holding
            """)

    @Argument(help: "Show only this message, e.g. M1, or its name.", completion: .messages)
    var message: String?
    @OptionGroup var length: LengthOptions
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    private func board(_ view: IncidentView, limit: Int? = nil) throws -> DraftBoard {
        let id = try message.map { try view.state.message($0) }
        if let id, view.state.messages[id] == nil {
            throw Failure.unknown(message: id, in: view.state)
        }
        return view.drafts(id, limit: limit)
    }

    func text(_ view: IncidentView) throws -> String {
        let screen = try length.screen(of: ["drafts"], view, reading)
        return view.renderer.drafts(try board(view, limit: screen?.height), screen)
    }

    func json(_ view: IncidentView) throws -> any Encodable { try board(view) }
}
