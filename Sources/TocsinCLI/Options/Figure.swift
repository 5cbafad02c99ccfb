internal import ArgumentParser

/// A number as people write it: digits, perhaps a sign and a decimal point.
///
/// The parser's own form of a number also takes `nan`, `inf` and `0x10`, which nobody can be told.
struct Figure: ExpressibleByArgument, CustomStringConvertible {
    let value: Double

    init?(argument: String) {
        guard argument.wholeMatch(of: /[+-]?[0-9]+(\.[0-9]+)?/) != nil,
            let value = Double(argument), value.isFinite
        else { return nil }
        self.value = value
    }

    var description: String { "\(value)" }
}
