internal import ArgumentParser
internal import Basics
internal import Documents

/// The help of one command on one screen.
struct HelpScreen {
    let page: CommandPage
    /// Whether rare options are explained, and not only named.
    let showsEverything: Bool
    let width: Int

    /// The rows of a screen.
    static let rows = 24

    /// - Parameter width: Characters a line.
    init(_ page: CommandPage, showsEverything: Bool, width: Int) {
        self.page = page
        self.showsEverything = showsEverything
        self.width = width
    }

    var text: String {
        let isGroup = !page.command.configuration.subcommands.isEmpty
        let lines = isGroup ? group : single
        return lines.joined(separator: "\n")
    }

    // MARK: A command

    private var single: [String] {
        let shown = page.options.filter { showsEverything || !$0.isRare }
        let rows = (page.positionals + shown).map { ($0.typed, $0.help) }
        return head + [wrapped("Usage: \(page.usage)")] + table(rows) + rare
    }

    /// The names of the options that aren't explained here.
    private var rare: [String] {
        let names = page.options.filter(\.isRare).map(\.name)
        guard !names.isEmpty, !showsEverything else { return [] }
        return [
            wrapped("Also: \(names.joined(separator: " "))"),
            wrapped("Explained by: \(page.name) --help-hidden"),
        ]
    }

    private var head: [String] {
        [wrapped(page.abstract)] + page.paragraphs.map(wrapped)
            + page.examples.map { wrapped("Example: \($0)") }
    }

    // MARK: A noun, or the program

    private var group: [String] {
        let footer = also + [wrapped("Help on one: \(page.name) COMMAND --help")]
        let rest = head + footer
        let free = Self.rows - rest.reduce(0) { $0 + $1.split(separator: "\n").count }
        let sections = sections
        let oneColumn = sections.flatMap { section($0, width: width) }
        if oneColumn.count <= free { return head + oneColumn + footer }
        let half = width / 2 - 1
        let blocks = sections.map { section($0, width: half) }
        let lines = blocks.count > 1 ? blocks.flatMap(\.self) : blocks[0]
        let split = Self.split(blocks, of: lines.count)
        let left = Array(lines[..<split])
        let right = Array(lines[split...])
        let both = (0..<max(left.count, right.count)).map { row in
            let first = row < left.count ? left[row] : ""
            guard row < right.count else { return first }
            return first.padding(to: half + 2) + right[row]
        }
        return head + both + footer
    }

    /// The commands that are only named here.
    private var also: [String] {
        page.command.configuration.groupedSubcommands.filter { $0.name == CommandGroup.also }
            .map { group in
                let names = group.subcommands.map { $0._commandName }.joined(separator: " ")
                return wrapped("\(group.name) \(names)")
            }
    }

    /// The row at which the second column begins: between two sections if there are several.
    private static func split(_ blocks: [[String]], of count: Int) -> Int {
        guard blocks.count > 1 else { return (count + 1) / 2 }
        var ends: [Int] = []
        for block in blocks.dropLast() { ends.append((ends.last ?? 0) + block.count) }
        return ends.min { abs($0 * 2 - count) < abs($1 * 2 - count) } ?? count
    }

    private typealias Section = (title: String?, commands: [any ParsableCommand.Type])

    private var sections: [Section] {
        let configuration = page.command.configuration
        let loose: [Section] =
            configuration.ungroupedSubcommands.isEmpty
            ? [] : [(nil, configuration.ungroupedSubcommands)]
        return loose
            + configuration.groupedSubcommands.filter { $0.name != CommandGroup.also }
            .map { ($0.name, $0.subcommands) }
    }

    private func section(_ section: Section, width: Int) -> [String] {
        let commands = section.commands.filter { $0.configuration.shouldDisplay }
        let rows = commands.map { ($0._commandName, $0.configuration.abstract) }
        return [section.title].compactMap(\.self) + table(rows, width: width)
    }

    // MARK: Lines

    private func table(_ rows: [(String, String)]) -> [String] { table(rows, width: width) }

    /// Two columns; a long left cell has its text on the next line.
    private func table(_ rows: [(String, String)], width: Int) -> [String] {
        let column = min(rows.map(\.0.count).max() ?? 0, 26)
        return rows.flatMap { name, help -> [String] in
            let text = TerminalText.lines(help, width: width - column - 4)
            let margin = String(repeating: " ", count: column + 4)
            guard name.count <= column else { return ["  \(name)"] + text.map { margin + $0 } }
            return ["  \(name.padding(to: column))  \(text.first ?? "")"]
                + text.dropFirst().map { margin + $0 }
        }
    }

    private func wrapped(_ text: String) -> String {
        TerminalText.block(text, indent: 0, width: width)
    }
}

extension CommandGroup {
    /// The group of commands that help names without explaining, because a screen has no room.
    static let also = "Also:"
}

extension String {
    fileprivate func padding(to count: Int) -> String {
        self + String(repeating: " ", count: max(0, count - self.count))
    }
}

/// The command that help is asked about, and how much of it.
struct HelpRequest {
    let words: [String]
    let showsEverything: Bool
    /// Set if help was asked about a command that doesn't exist.
    let unknown: UnknownCommand?

    /// - Parameter arguments: Those of a run that the parser answers with help.
    init?(_ arguments: [String]) {
        let asked = arguments.prefix { $0 != "--" }
        showsEverything = asked.contains("--help-hidden")
        let isOption = showsEverything || asked.contains { ["--help", "-h"].contains($0) }
        let isVerb = arguments.first == "help"
        guard isOption || isVerb else { return nil }
        let named = (isVerb ? arguments.dropFirst() : arguments[...]).prefix { !$0.hasPrefix("-") }
        words = Array(named.prefix(CommandPath.length(of: Array(named))))
        unknown = UnknownCommand(Array(named))
    }

    /// A noun that was typed without a verb.
    init(about command: any ParsableCommand.Type) {
        words = CommandPath.all.first { $0.command == command }?.words ?? []
        showsEverything = false
        unknown = nil
    }

    func screen(width: Int) throws -> HelpScreen {
        let command = CommandPath.command(at: words) ?? TocsinCommand.self
        return HelpScreen(
            try CommandPage(words, command), showsEverything: showsEverything, width: width)
    }
}
