internal import Basics
internal import Channels

/// Places and texts of a message as people read them: with the language only where it tells two
/// apart.
extension Message {
    /// `x:RivertonPD`, or `x:RivertonPD (es)` if the message has several languages.
    public func name(of place: Place) -> String {
        languages.count > 1 ? place.description : place.carrier.description
    }

    /// `x (es)` for each channel, with all of its languages that are named.
    public func names(of texts: [VariantKey]) -> [String] {
        texts.map(\.channel).uniqued().map { channel in
            guard languages.count > 1 else { return channel.rawValue }
            let named = texts.filter { $0.channel == channel }.map(\.language)
            return "\(channel) (\(named.joined(separator: ", ")))"
        }
    }

    /// The language of a text, if its channel was released in several.
    public func named(_ text: VariantKey) -> String? {
        let isOne = releasedTexts.keys.filter { $0.channel == text.channel }.count < 2
        return isOne ? nil : text.language
    }
}
