internal import ArgumentParser
internal import Playbooks

/// What the parser leaves out when it can't use an option.
enum UnusableOption {
    /// An option with the name of an argument, such as `close --reason TEXT`.
    ///
    /// - Parameter message: The parser's own.
    static func argument(in message: String, of arguments: [String]) -> Failure? {
        guard let name = message.firstMatch(of: /Unknown option '--([a-z-]+)'/)?.1,
            let page = page(of: arguments),
            page.positionals.contains(where: { $0.name == name.uppercased() })
        else { return nil }
        return Failure(
            .usage, "The \(name) is an argument of \(page.name), not an option.",
            remedy: "Write: \(page.usage)")
    }

    /// An option that the command doesn't have, but has nearly. The parser would first tell of a
    /// required option that is missing because of the slip.
    static func unknown(in arguments: [String]) -> Failure? {
        guard let page = page(of: arguments) else { return nil }
        let known = page.options.flatMap { $0.typed.split(whereSeparator: { " /".contains($0) }) }
            .map(String.init).filter { $0.hasPrefix("--") }
        let typed = arguments.prefix { $0 != "--" }.filter { $0.hasPrefix("--") }
            .map { String($0.prefix { $0 != "=" }) }
        let builtIn = ["--help", "--help-hidden", "--version"]
        guard let slip = typed.first(where: { !(known + builtIn).contains($0) }),
            let meant = NearestName.of(slip, among: known)
        else { return nil }
        return Failure(
            .usage, "\(page.name) has no option \(slip). Did you mean \(meant)?",
            remedy: "See \(page.name) --help")
    }

    /// The help of a rare option whose value is missing. The parser adds only the help of others.
    static func help(in message: String, of arguments: [String]) -> String? {
        guard let name = message.firstMatch(of: /Missing value for '(--[a-z-]+)/)?.1,
            let option = page(of: arguments)?.options.first(where: { $0.name == name }),
            option.isRare
        else { return nil }
        return "\(option.typed)  \(option.help)"
    }

    /// Whether the command has this option, and the option a value.
    static func takesValue(_ name: String, in arguments: [String]) -> Bool {
        page(of: arguments)?.options.contains { option in
            option.typed.contains(" ")
                && option.typed.split(whereSeparator: { " /".contains($0) }).contains { $0 == name }
        } ?? false
    }

    private static func page(of arguments: [String]) -> CommandPage? {
        let words = Array(arguments.prefix { !$0.hasPrefix("-") })
        let path = Array(words.prefix(CommandPath.length(of: words)))
        return CommandPath.command(at: path).flatMap { try? CommandPage(path, $0) }
    }
}
