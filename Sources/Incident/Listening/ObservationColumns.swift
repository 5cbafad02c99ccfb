public import Playbooks

/// What a mapping may read for listening, and what no mapping may.
public enum ObservationColumns {
    public static let (time, topic, channel, count, index, sentiment, sample) =
        (0, 1, 2, 3, 4, 5, 6)

    public static let meanings = TableMapping.Meanings(
        ["time", "topic", "channel", "count", "index", "sentiment", "sample"], required: ["time"],
        refusal: refusal)

    /// Words of column names and JSON paths that are about a person or a fine place.
    private static let personal: Set<String> = [
        "author", "authors", "user", "username", "users", "handle", "handles", "did", "profile",
        "profiles", "bio", "url", "urls", "uri", "link", "links", "permalink", "follower",
        "followers", "following", "influencer", "account", "accounts", "acct", "screen", "avatar",
        "email", "mail", "phone", "rkey", "cid", "id", "ids", "name", "displayname", "page",
        "subject", "actor", "creator", "sender", "owner", "ip",
        "city", "county", "subregion", "lat", "latitude", "long", "longitude", "lon", "location",
        "address", "zip", "zipcode", "postcode", "coordinates", "geo", "place", "neighborhood",
        "street", "reach",
    ]
    /// Names with such words that are about no person.
    private static let allowed: Set<String> = ["tags[].name", "input name", "page type"]

    static func refusal(_ column: String) -> String? {
        let name = column.lowercased()
        guard !allowed.contains(name) else { return nil }
        var words: [String] = [""]
        for character in column {
            let isNewWord =
                character.isUppercase && words.last?.last?.isLowercase ?? false
            if !character.isLetter || isNewWord { words.append("") }
            if character.isLetter { words[words.count - 1].append(character) }
        }
        guard let word = words.first(where: { personal.contains($0.lowercased()) }) else {
            return nil
        }
        return
            "the column \"\(column.prefix(80))\" is about a person, a post or a place (\"\(word)\"), and none of them may enter the log. Take it out."
    }
}
