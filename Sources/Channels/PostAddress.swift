internal import Basics

/// The address of a post: the link that readers follow.
public enum PostAddress {
    /// What is wrong with an address of a post on a channel, as the end of a sentence about it; nil if
    /// nothing is.
    public static func fault(of address: String, on channel: ChannelID) -> String? {
        let parts = address.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, ["http", "https"].contains(parts[0].lowercased()),
            let host = host(String(parts[1]))
        else { return "isn't the address of a page" }
        guard ChannelCatalogue.servers[channel] != nil, let other = network(of: host),
            other != channel
        else { return nil }
        return "is on \(other)"
    }

    /// An example of an address on a channel.
    public static func example(on channel: ChannelID) -> String {
        "https://\(ChannelCatalogue.servers[channel]?.first ?? "example.org")/…"
    }

    /// The name of the server in lowercase; nil if the rest of an address names none.
    private static func host(_ rest: String) -> String? {
        guard !rest.contains(where: { $0.isWhitespace || $0.isNewline }) else { return nil }
        let host = rest.prefix { !"/?#:".contains($0) }.lowercased()
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        let isName =
            labels.count > 1
            && labels.allSatisfy { label in
                !label.isEmpty && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
            }
        return isName ? host : nil
    }

    private static func network(of host: String) -> ChannelID? {
        ChannelCatalogue.servers.first { _, hosts in
            hosts.contains { host == $0 || host.hasSuffix(".\($0)") }
        }?
        .key
    }
}
