internal import ArgumentParser

/// One word of an option or argument that takes several values: `x,facebook` is two.
///
/// A word with "=" is a name with its value, which may contain commas: it stays whole.
struct Several: ExpressibleByArgument, Hashable {
    let values: [String]

    init(argument word: String) {
        let pieces = word.contains("=") ? [] : word.split(separator: ",").map(String.init)
        values = pieces.isEmpty ? [word] : pieces
    }
}

extension [Several] {
    var values: [String] { flatMap(\.values) }
}
