internal import Basics

/// The count of a text on a channel, and the channel's reasons to refuse it.
public struct Count: Sendable, Hashable {
    /// The whole text, in the unit named by `unit`.
    public let units: Int
    /// The limit, in the same unit; for an SMS, the capacity of its present parts. Nil if there is
    /// no hard limit.
    public let limit: Int?
    /// The unit's name for people: "weighted characters", or "UTF-16 units" for an SMS outside the
    /// GSM alphabet.
    public let unit: String
    /// The number of parts that the carrier will split the text into, or of posts in the thread.
    public let parts: Int
    /// The remaining room, negative for an overrun; for an SMS that fits, the room in its last
    /// part.
    public let remaining: Int?
    /// Whether the outlet accepts the text unchanged.
    public let fits: Bool
    /// Whether `units` may be more than the outlet's own count. It is never less.
    public let isUpperBound: Bool
    /// The reasons to refuse it, and avoidable costs, as sentences.
    public let problems: [String]

    /// A count against one limit. An overrun is added to the problems.
    ///
    /// - Parameter refusals: Reasons for the outlet to refuse the text, other than length.
    init(
        units: Int, limit: Int?, unit: String, isUpperBound: Bool = false, refusals: [String] = []
    ) {
        self.units = units
        self.limit = limit
        self.unit = unit
        self.isUpperBound = isUpperBound
        parts = 1
        remaining = limit.map { $0 - units }
        let isTooLong = limit.map { units > $0 } ?? false
        fits = !isTooLong && refusals.isEmpty
        problems = Self.overrun(units, limit, unit) + refusals
    }

    init(
        units: Int, limit: Int?, unit: String, parts: Int, remaining: Int?, fits: Bool,
        problems: [String], isUpperBound: Bool = false
    ) {
        self.units = units
        self.limit = limit
        self.unit = unit
        self.parts = parts
        self.remaining = remaining
        self.fits = fits
        self.problems = problems
        self.isUpperBound = isUpperBound
    }

    static func overrun(_ units: Int, _ limit: Int?, _ unit: String) -> [String] {
        guard let limit, units > limit else { return [] }
        return ["\(units) \(unit), \(units - limit) over the limit of \(limit)."]
    }
}

extension Channel {
    /// Counts `text` by the channel's rules, in time linear in its length.
    public func count(_ text: String) -> Count {
        switch unit {
        case .weightedCharacters:
            let weight = WeightedLength(of: text)
            return Count(
                units: weight.units, limit: limit, unit: unit.name,
                isUpperBound: weight.isUpperBound, refusals: weight.refusals)
        case .graphemes:
            return countGraphemes(text)
        case .mastodonCharacters:
            return Count(units: MastodonLength.units(of: text), limit: limit, unit: unit.name)
        case .threadsCharacters:
            return countThreads(text)
        case .characters:
            return countCharacters(text)
        case .smsUnits:
            return countSMS(text)
        case .gsmCharacters:
            return countGSM(text)
        case .spokenSeconds:
            return Count(units: Speech.seconds(of: text), limit: limit, unit: unit.name)
        }
    }

    /// Counts the posts of a thread together; it fits if each of them does.
    public func count(posts: [String]) -> Count {
        let counts = posts.map(count)
        let misfits = counts.enumerated().filter { !$1.fits }
        return Count(
            units: counts.reduce(0) { $0 + $1.units }, limit: limit.map { $0 * posts.count },
            unit: unit.name, parts: posts.count, remaining: counts.last?.remaining,
            fits: misfits.isEmpty,
            problems: misfits.flatMap { index, count in
                count.problems.map { "Post \(index + 1): \($0)" }
            }, isUpperBound: counts.contains(where: \.isUpperBound))
    }

    private func countGraphemes(_ text: String) -> Count {
        let bytes = text.utf8.count
        let byteLimit = ChannelCatalogue.blueskyByteLimit
        return Count(
            units: text.count, limit: limit, unit: unit.name,
            refusals: Count.overrun(bytes, byteLimit, "UTF-8 bytes"))
    }

    private func countThreads(_ text: String) -> Count {
        var units = 0
        var isUpperBound = false
        for character in text {
            if character.isShownAsEmoji {
                units += character.utf8.count
            } else {
                units += character.utf16.count
                isUpperBound = isUpperBound || character.utf16.count > 1
            }
        }
        return Count(
            units: units, limit: limit, unit: unit.name, isUpperBound: isUpperBound,
            refusals: linkOverrun(text))
    }

    private func linkOverrun(_ text: String) -> [String] {
        guard let maximumLinks else { return [] }
        let scalars = text.unicodeScalars.map(\.value)
        let links = Set(LinkScanner(.x).links(in: scalars).map { Array(scalars[$0]) })
        guard links.count > maximumLinks else { return [] }
        return ["\(links.count.counted("link")); the limit for a post is \(maximumLinks)."]
    }

    private func countCharacters(_ text: String) -> Count {
        let units = text.utf16.count
        // Counts can differ only in a text with visible characters of several units.
        let isUpperBound = !isExact && units != text.count
        var refusals: [String] = []
        if id == .eas {
            refusals = Count.overrun(
                Speech.seconds(of: text), ChannelCatalogue.easSecondsLimit,
                ChannelUnit.spokenSeconds.name)
        }
        return Count(
            units: units, limit: limit, unit: unit.name, isUpperBound: isUpperBound,
            refusals: refusals)
    }

    private func countGSM(_ text: String) -> Count {
        var units = 0
        var foreign = ForeignCharacters()
        for (place, scalar) in text.unicodeScalars.enumerated() {
            if let septets = GSMAlphabet.septets(of: scalar) {
                units += septets
            } else {
                units += 1
                foreign.note(scalar, place: place)
            }
        }
        let refusals = foreign.sentences { "\($0) isn't in this channel's GSM-7 set" }
        return Count(units: units, limit: limit, unit: unit.name, refusals: refusals)
    }
}

/// The time that a text takes to read aloud.
package enum Speech {
    private static let wordsPerMinute = 150

    /// Seconds at 150 words a minute, rounded up. Words are separated by white space.
    package static func seconds(of text: String) -> Int {
        var words = 0
        var isInWord = false
        for scalar in text.unicodeScalars {
            let isSpace = scalar.properties.isWhitespace
            if !isSpace && !isInWord { words += 1 }
            isInWord = !isSpace
        }
        return (words * 60 + wordsPerMinute - 1) / wordsPerMinute
    }
}

extension Character {
    /// Whether it shows as an emoji: a digit or a sign such as © alone does not.
    fileprivate var isShownAsEmoji: Bool {
        unicodeScalars.contains { scalar in
            let properties = scalar.properties
            return properties.isEmojiPresentation || scalar.value == 0xFE0F
                || scalar.value == 0x20E3 || (properties.isEmoji && scalar.value > 0xFF)
        }
    }
}
