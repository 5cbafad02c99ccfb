internal import ArgumentParser
internal import Documents
internal import Playbooks

struct PlaybookDiff: Command {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Say how two playbooks differ, in plain words.",
        discussion: """
            It tells rules, steps and templates. Words that differ are in brackets.
            Example: tocsin playbook diff attack-on-officers playbooks/our-attack.yaml
            """)

    @Argument(help: "The earlier playbook: its id, or a path.", completion: .playbooks)
    var before: String
    @Argument(help: "The later one.", completion: .playbooks) var after: String
    @OptionGroup var library: LibraryOptions
    @OptionGroup var global: GlobalOptions

    struct Answer: Encodable {
        var before: Side
        var after: Side
        var changes: [PlaybookDifference.Change]

        struct Side: Encodable {
            var playbook: String
            var version: String
        }
    }

    func run(in world: World) throws {
        let reader = InputReader(world)
        let home = world.home(global)
        let files = try [before, after].map { try library.playbook($0, in: home, world, reader) }
        let neutral = try ShippedFiles.neutral().playbook
        let (old, new) = (files[0].playbook, files[1].playbook)
        let difference = PlaybookDifference(
            from: old.completed(by: neutral), to: new.completed(by: neutral))
        let answer = Answer(
            before: .init(playbook: old.id, version: old.version),
            after: .init(playbook: new.id, version: new.version), changes: difference.changes)
        if global.json { return try world.printJSON(answer) }
        world.print(
            "From \(old.id) \(TerminalText.safe(old.version)) to \(new.id) \(TerminalText.safe(new.version)):"
        )
        world.print(
            difference.changes.isEmpty
                ? "No template, step or rule differs."
                : PlaybookDifferenceText.lines(difference).joined(separator: "\n"))
    }
}

/// The changes between two playbooks for a terminal.
enum PlaybookDifferenceText {
    /// A line for each change, and two more for words that differ.
    static func lines(_ difference: PlaybookDifference) -> [String] {
        difference.changes.flatMap { change -> [String] in
            var lines = ["- \(change.change)"]
            if let before = change.before, let after = change.after {
                let words = WordDifference(before, after)
                lines += ["    - \(words.before)", "    + \(words.after)"]
            } else if let words = change.after {
                lines.append("    + \(words)")
            }
            return lines.map(TerminalText.safe)
        }
    }
}
