/// The code by which a tip is known, such as `T-7K4Q`: the tipster gets it, and nobody else's name is
/// kept.
public struct TipCode: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Without letters and digits that are taken for one another.
    private static let characters = Array("23456789ABCDEFGHJKMNPQRSTVWXYZ")
    private static let length = 4

    private let characters: String

    /// Nil if the text isn't a code; `7k4q` is read as `T-7K4Q`.
    public init?(_ text: String) {
        var rest = text.uppercased()[...]
        if rest.hasPrefix("T-") { rest = rest.dropFirst(2) }
        guard rest.count == Self.length, rest.allSatisfy(Self.characters.contains) else {
            return nil
        }
        characters = String(rest)
    }

    /// A new code that none of `known` is.
    public init(besides known: Set<TipCode>, using generator: inout some RandomNumberGenerator) {
        var characters = ""
        repeat {
            characters = ""
            for _ in 0..<Self.length {
                characters.append(
                    Self.characters[Int(generator.next() % UInt64(Self.characters.count))])
            }
        } while known.contains(TipCode(known: characters))
        self.init(known: characters)
    }

    private init(known characters: String) { self.characters = characters }

    public var description: String { "T-\(characters)" }

    public static func < (left: TipCode, right: TipCode) -> Bool {
        left.characters < right.characters
    }
}
