/// Finds an option with an empty value, such as `--because ""`: it would record a name or a reason
/// that nobody gave.
enum EmptyValue {
    /// - Throws: A ``Failure`` that names the option.
    static func check(_ arguments: [String]) throws(Failure) {
        let typed = arguments.prefix { $0 != "--" }
        for (index, argument) in typed.enumerated() where argument.hasPrefix("--") {
            let parts = argument.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let isEmpty =
                parts.count == 2
                ? parts[1].allSatisfy(\.isWhitespace)
                : typed.dropFirst(index + 1).first?.allSatisfy(\.isWhitespace) ?? false
            let name = String(parts[0])
            guard isEmpty, UnusableOption.takesValue(name, in: arguments) else { continue }
            throw Failure(
                .badData, "The value of \(name) is empty. Nothing was recorded.",
                remedy: "Give a value, or leave out \(name) if the command can do without.")
        }
    }
}
