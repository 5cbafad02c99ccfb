/// Finds arguments that are a hint's placeholders, such as `TEXT` in `--known TEXT`: typed as shown,
/// they would go out as words.
enum PlaceholderArgument {
    /// `WHO` is also the name of an organization and of a radio station.
    private static let names = Set(
        TypedCommand.Placeholder.allCases.filter { $0 != .who }.map(\.rawValue)
            + ["URL", "VALUE", "NAME", "ID"])

    /// - Throws: A ``Failure`` that names the argument.
    static func check(_ arguments: [String]) throws(Failure) {
        for argument in arguments {
            guard let name = name(in: argument) else { continue }
            throw Failure(
                .badData,
                "\(name) in \"\(argument)\" is a placeholder for a value of yours. Nothing was recorded.",
                remedy: "Type the value instead of \(name).")
        }
    }

    /// The placeholder that is the whole argument, or its account, or what follows its `=`.
    private static func name(in argument: String) -> String? {
        let cut = argument.firstIndex(of: "=") ?? argument.endIndex
        let left = String(argument[..<cut])
        let account = left.split(separator: ":").last.map(String.init) ?? ""
        let parts = [argument, account, String(argument[cut...].dropFirst())]
        return parts.first(where: names.contains)
    }
}
