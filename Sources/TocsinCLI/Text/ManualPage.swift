internal import ArgumentParser
internal import Engine

/// The manual page in man's format, made from the commands themselves.
enum ManualPage {
    /// - Throws: A decoding error if the parser describes a command in an unknown way.
    static func text() throws -> String {
        let pages = try CommandPage.all()
        let root = pages[0]
        var lines = [
            ".TH TOCSIN 1 \"\" \"Tocsin \(quoted(ProgramVersion.number))\"",
            ".SH NAME", "tocsin \\- \(escaped(root.abstract))",
            ".SH SYNOPSIS", ".B tocsin", escaped("COMMAND … [OPTIONS]"),
            ".SH DESCRIPTION",
        ]
        lines += root.paragraphs.flatMap { [".PP", escaped($0)] }
        lines += [".SH COMMANDS"]
        for page in pages.dropFirst() where page.command.configuration.subcommands.isEmpty {
            lines += command(page)
        }
        return try (lines + closing()).joined(separator: "\n") + "\n"
    }

    private static func command(_ page: CommandPage) -> [String] {
        var lines = [".SS \"\(quoted(page.usage))\"", escaped(page.abstract)]
        lines += page.paragraphs.flatMap { [".PP", escaped($0)] }
        lines += (page.positionals + page.options.filter { !common.contains($0.name) })
            .flatMap { [".TP", ".B \(escaped($0.typed))", escaped($0.help)] }
        for example in page.examples {
            lines += [".PP", "Example:", ".PP", ".nf", ".RS", escaped(example), ".RE", ".fi"]
        }
        return lines
    }

    /// The options that most commands share, explained once.
    private static let common: Set<String> = [
        "--home", "--incident", "--as", "--role", "--json", "--request", "--expecting",
        "--occurred", "--about", "--yes", "--text-file",
    ]

    private static func closing() throws -> [String] {
        let options = try CommandPage(["note", "log"], NoteLog.self).options.filter {
            common.contains($0.name)
        }
        .flatMap { [".TP", ".B \(escaped($0.typed))", escaped($0.help)] }
        let statuses = ExitStatus.allCases.flatMap {
            [".TP", ".B \($0.rawValue)", escaped($0.meaning)]
        }
        let variables = [
            ("TOCSIN_HOME", "The home folder."), ("TOCSIN_INCIDENT", "The incident."),
            ("TOCSIN_AS", "Your id."), ("TOCSIN_ROLE", "Your role."),
            ("TOCSIN_PLAYBOOKS", "A folder with your own playbooks."),
            ("NO_COLOR", "If it is set, output has no color."),
        ].flatMap { [".TP", ".B \($0.0)", escaped($0.1)] }
        return [".SH OPTIONS", "Most commands take these."] + options
            + [".SH EXIT STATUS"] + statuses + [".SH ENVIRONMENT"] + variables
    }

    /// A text on a line of its own: a period or quote at its start would be a request.
    private static func escaped(_ text: String) -> String {
        let plain = characters(text)
        return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
    }

    /// A text inside an argument in quotes.
    private static func quoted(_ text: String) -> String {
        characters(text).replacing("\"", with: "\\(dq")
    }

    private static func characters(_ text: String) -> String {
        text.map { character in
            switch character {
            case "\\": "\\(rs"
            case "-": "\\-"
            case "…": "..."
            case "“", "”": "\\(dq"
            case "’": "\\(aq"
            case "\n": " "
            default: String(character)
            }
        }.joined()
    }
}

extension ExitStatus {
    /// One sentence for the manual.
    fileprivate var meaning: String {
        switch self {
        case .done: "The command was carried out, and all its output was written."
        case .failed: "The command failed for another reason."
        case .usage: "The arguments can't be used."
        case .badData: "A value, id, file or state isn't usable."
        case .inputOutput: "The log, a file or the output can't be read or written."
        case .conflict: "Somebody else wrote first. Look and repeat the command."
        case .refused: "A guard or a missing authority refused the command."
        }
    }
}
