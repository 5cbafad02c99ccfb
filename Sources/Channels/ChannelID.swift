/// The name of a kind of outlet: lowercase letters, digits and hyphens, such as `x` or
/// `call-takers`.
///
/// Any text makes a value; ``ChannelCatalogue`` has the known ones.
public struct ChannelID: RawRepresentable, Sendable, Codable, CustomStringConvertible,
    ExpressibleByStringLiteral
{
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    public init(stringLiteral value: String) {
        rawValue = value
    }

    public var description: String { rawValue }
}

// Bytes, not canonical equivalence: two ids that print alike may still differ.
extension ChannelID: Hashable, Comparable {
    public static func == (left: Self, right: Self) -> Bool {
        // Comparing bytes as well is faster: different texts differ in their bytes.
        left.rawValue == right.rawValue && left.rawValue.utf8.elementsEqual(right.rawValue.utf8)
    }

    public static func < (left: Self, right: Self) -> Bool {
        left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(rawValue)
    }
}

extension ChannelID {
    /// Whether texts there are for the public; call-takers, staff and partners get their own
    /// copies.
    public var isPublic: Bool { !Self.handedOut.contains(self) }

    /// Whether a text there can be withdrawn: not what was sent to people or spoken. Outlets that
    /// the catalogue doesn't know can.
    public var isWithdrawable: Bool { !Self.lasting.contains(self) }

    private static let lasting = Set(ChannelCatalogue.all.filter { !$0.isWithdrawable }.map(\.id))
    private static let handedOut = Set(ChannelCatalogue.all.filter { !$0.isPublic }.map(\.id))

    public static let x: ChannelID = "x"
    public static let bluesky: ChannelID = "bluesky"
    public static let mastodon: ChannelID = "mastodon"
    public static let threads: ChannelID = "threads"
    public static let facebook: ChannelID = "facebook"
    public static let instagram: ChannelID = "instagram"
    public static let nextdoor: ChannelID = "nextdoor"
    public static let sms: ChannelID = "sms"
    public static let wea90: ChannelID = "wea90"
    public static let wea360: ChannelID = "wea360"
    public static let eas: ChannelID = "eas"
    public static let email: ChannelID = "email"
    public static let web: ChannelID = "web"
    public static let blog: ChannelID = "blog"
    public static let release: ChannelID = "release"
    public static let podium: ChannelID = "podium"
    public static let pressConference: ChannelID = "press-conference"
    public static let radio: ChannelID = "radio"
    public static let callTakers: ChannelID = "call-takers"
    public static let `internal`: ChannelID = "internal"
    public static let partners: ChannelID = "partners"
}
