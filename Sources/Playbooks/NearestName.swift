internal import Basics
internal import Channels

/// Finds the name that was probably meant.
package enum NearestName {
    /// Longer names are not compared: a hostile file must not make the comparison slow.
    private static let longest = 60
    private static let mostCandidates = 500

    /// Words that people use for a known name, besides the channels' other names.
    private static let synonyms = [
        "ic": "incident-commander", "jic": "jic-manager", "post": "posted", "send": "release",
        "publish": "release",
    ]

    /// The known name that `name` is another word for, or else the nearest; nil if none is near
    /// enough to be a typing error.
    package static func of(_ name: String, among known: some Sequence<String>) -> String? {
        let typed = name.lowercased()
        if let meant = synonyms[typed] ?? ChannelCatalogue.otherNames[typed]?.rawValue,
            known.contains(meant)
        {
            return meant
        }
        let written = Array(name.lowercased().unicodeScalars)
        guard !written.isEmpty, written.count <= longest else { return nil }
        let allowed = max(1, written.count / 3)
        var best: (name: String, distance: Int)?
        for candidate in known.prefix(mostCandidates) where candidate != name {
            let scalars = Array(candidate.lowercased().unicodeScalars)
            guard scalars.count <= longest, abs(scalars.count - written.count) <= allowed else {
                continue
            }
            let distance = editDistance(written, scalars)
            if distance <= allowed, distance < best?.distance ?? .max {
                best = (candidate, distance)
            }
        }
        return best?.name
    }
}
