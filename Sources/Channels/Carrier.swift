/// One account or outlet on a channel, such as `x:DallasPD` or `tv:station-4`.
///
/// Two carriers are the same only if their bytes are: the log must not merge look-alikes.
public struct Carrier: Sendable, CustomStringConvertible {
    /// The channel, such as `x` or `sms`.
    public let channel: ChannelID
    /// The account as the outlet writes it, without a leading `@`.
    public let account: String

    /// Reads `CHANNEL:ACCOUNT`.
    ///
    /// - Throws: A ``CarrierError`` if the form is wrong or the channel is neither in the catalogue
    ///   nor a known kind of outlet.
    public init(_ text: String) throws(CarrierError) {
        let parts = text.unicodeScalars.split(
            separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            throw CarrierError(text: text, reason: "it must be CHANNEL:ACCOUNT")
        }
        try self.init(
            channel: ChannelID(rawValue: String(parts[0])), account: String(parts[1]), from: text)
    }

    /// - Throws: The errors of ``init(_:)``.
    public init(channel: ChannelID, account: String) throws(CarrierError) {
        try self.init(channel: channel, account: account, from: "\(channel):\(account)")
    }

    private init(channel: ChannelID, account: String, from text: String) throws(CarrierError) {
        guard ChannelCatalogue.knows(channel) else {
            let near = ChannelCatalogue.nearest(to: channel).map { ", did you mean \($0)?" } ?? ""
            throw CarrierError(text: text, reason: "\(channel) isn't a channel\(near)")
        }
        guard let first = account.unicodeScalars.first else {
            throw CarrierError(text: text, reason: "the account is missing after the colon")
        }
        guard first != "@" else {
            throw CarrierError(text: text, reason: "the account must not start with @")
        }
        guard account.utf8.count <= Self.maximumAccountBytes else {
            throw CarrierError(
                text: String(text.prefix(40)) + "…",
                reason: "the account is longer than \(Self.maximumAccountBytes) bytes")
        }
        let hasBlank = account.unicodeScalars.contains {
            // Nearly all are plain ASCII, and Unicode's tables are slow.
            if ("!"..."~").contains($0) { return false }
            return $0.properties.isWhitespace || $0.properties.generalCategory == .control
        }
        guard !hasBlank else {
            throw CarrierError(
                text: text, reason: "the account has a space or a control character; use hyphens")
        }
        self.channel = channel
        self.account = account
    }

    private static let maximumAccountBytes = 200

    /// Whether it is public.
    public var isPublic: Bool { channel.isPublic }

    public var description: String { "\(channel):\(account)" }
}

extension Carrier: Hashable, Comparable {
    public static func == (left: Self, right: Self) -> Bool {
        // Comparing bytes as well is faster: different texts differ in their bytes.
        left.channel == right.channel && left.account == right.account
            && left.account.utf8.elementsEqual(right.account.utf8)
    }

    public static func < (left: Self, right: Self) -> Bool {
        left.channel == right.channel
            ? left.account.utf8.lexicographicallyPrecedes(right.account.utf8)
            : left.channel < right.channel
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(channel)
        hasher.combine(account)
    }
}

/// The reason that a text doesn't name a carrier.
public struct CarrierError: Error, Hashable, Sendable, CustomStringConvertible {
    public let text: String
    /// The reason, as a clause.
    public let reason: String

    public var description: String {
        "\"\(text)\" isn't a valid account or outlet: \(reason). Write it like x:DallasPD or tv:station-4."
    }
}
