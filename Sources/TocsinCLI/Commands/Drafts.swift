internal import ArgumentParser
internal import Incident
internal import ReadModels

struct Drafts: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "drafts", abstract: "Show unreleased messages and texts.",
        discussion: """
            Until a message is submitted, its texts follow the current facts.
            Example: tocsin drafts holding
            """)

    @Argument(help: "Show only this message, e.g. M1, or its name.", completion: .messages)
    var message: String?
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    private func board(_ view: IncidentView) throws -> DraftBoard {
        let id = try message.map { try view.state.message($0) }
        if let id, view.state.messages[id] == nil {
            throw Failure.unknown(message: id, in: view.state)
        }
        return view.drafts(id)
    }

    func text(_ view: IncidentView) throws -> String { view.renderer.drafts(try board(view)) }
    func json(_ view: IncidentView) throws -> any Encodable { try board(view) }
}
