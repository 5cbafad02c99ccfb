internal import ArgumentParser
internal import Documents
internal import Playbooks

struct PlaybookGraphCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "graph", abstract: "Draw a playbook's steps, as text or as SVG.",
        discussion: """
            A step is below the one that it waits for. In the drawing, a dashed box is a step that \
            is done by itself, and a dashed arrow leads to a step that is due after another.
            Example: tocsin playbook graph attack-on-officers --svg --output steps.svg
            """)

    @Argument(help: "The playbook's id, or a path.", completion: .playbooks) var playbook: String
    @Flag(help: "Draw it as an SVG file.") var svg = false
    @OptionGroup var output: OutputOptions
    @OptionGroup var library: LibraryOptions
    @OptionGroup var global: GlobalOptions

    struct Answer: Encodable {
        var playbook: String
        /// The text or the SVG; absent if it went into a file.
        var graph: String?
        var file: String?
    }

    func run(in world: World) throws {
        let home = world.home(global)
        try output.check(home)
        let file = try library.playbook(playbook, in: home, world, InputReader(world))
        let graph = PlaybookGraph(file.playbook)
        let bytes = svg ? graph.svg : Array((TerminalText.safe(graph) + "\n").utf8)
        let path = try output.write(bytes, in: home)
        let text = String(decoding: bytes, as: UTF8.self)
        if global.json {
            return try world.printJSON(
                Answer(playbook: file.playbook.id, graph: path == nil ? text : nil, file: path))
        }
        guard let path else { return world.print(text, terminator: "") }
        world.print("Wrote \(path)")
    }
}

extension TerminalText {
    fileprivate static func safe(_ graph: PlaybookGraph) -> String {
        VisibleText.escaping(graph.text, keepsLineBreaks: true)
    }
}
