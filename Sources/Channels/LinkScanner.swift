/// Finds the links of a text by the rules of X's text library, in one pass.
///
/// The library's rule is a regular expression that backtracks. The only part that looks far ahead,
/// the end of a domain name, is computed here for every place beforehand.
///
/// Source: https://github.com/twitter/twitter-text, `extractUrlsWithIndices`.
package struct LinkScanner {
    package enum Rules {
        /// Links with and without a scheme.
        case x
        /// Links with http or https, and more characters in a path.
        case mastodon
    }

    private let rules: Rules

    package init(_ rules: Rules) {
        self.rules = rules
    }

    /// The ranges of the links, in order.
    package func links(in text: [UInt32]) -> [Range<Int>] {
        guard text.contains(Self.dot) else { return [] }
        let domainEnds = Self.domainEnds(in: text)
        var links: [Range<Int>] = []
        var place = 0
        while place < text.count {
            var match: Match?
            if Self.mayPrecede(text[place]) {
                match = self.match(in: text, at: place + 1, domainEnds)
            }
            if match == nil, place == 0 { match = self.match(in: text, at: 0, domainEnds) }
            guard let match else {
                place += 1
                continue
            }
            links += accepted(match, in: text)
            place = match.end
        }
        return links
    }

    private struct Match {
        let start: Int
        let domain: Range<Int>
        let hasPath: Bool
        let end: Int
        var hasScheme: Bool { domain.lowerBound > start }
    }

    private func match(in text: [UInt32], at start: Int, _ domainEnds: [Int]) -> Match? {
        guard start < text.count else { return nil }
        var domainStart = start
        if let afterScheme = Self.schemeEnd(in: text, at: start), afterScheme < text.count,
            domainEnds[afterScheme] >= 0
        {
            domainStart = afterScheme
        }
        let domainEnd = domainEnds[domainStart]
        guard domainEnd >= 0 else { return nil }
        var end = domainEnd
        if end + 1 < text.count, text[end] == Self.colon, Self.isDigit(text[end + 1]) {
            end += 1
            while end < text.count, Self.isDigit(text[end]) { end += 1 }
        }
        let hasPath = end < text.count && text[end] == Self.slash
        if hasPath { end = pathEnd(in: text, at: end) }
        end = queryEnd(in: text, at: end)
        return Match(start: start, domain: domainStart..<domainEnd, hasPath: hasPath, end: end)
    }

    /// The parts of a match that count as links: it may be refused, shortened, or contain several.
    private func accepted(_ match: Match, in text: [UInt32]) -> [Range<Int>] {
        guard isValid(match, in: text) else { return [] }
        if match.hasScheme {
            let end = Self.shortenedLinkEnd(match, in: text, rules: self)
            return end.map { [match.start..<$0] } ?? []
        }
        guard rules == .x else { return [] }
        if match.start > 0, [0x2D, 0x5F, Self.dot, Self.slash].contains(text[match.start - 1]) {
            return []
        }
        var domains = Self.asciiDomains(in: text, match.domain)
        if match.hasPath, let last = domains.popLast() {
            domains.append(last.lowerBound..<match.end)
        }
        return domains
    }

    private static let maximumLength = 4096

    private func isValid(_ match: Match, in text: [UInt32]) -> Bool {
        let domain = text[match.domain]
        if domain.starts(with: [0x78, 0x6E, 0x2D, 0x2D]),
            Self.asciiDomains(in: text, match.domain).isEmpty
        {
            return false
        }
        let labels = domain.split(separator: Self.dot, omittingEmptySubsequences: false)
        guard labels.allSatisfy(Punycode.fitsLabel) else { return false }
        // The library counts UTF-16 units, and the scheme twice or, if there is none, once.
        let scheme = match.hasScheme ? match.domain.lowerBound - match.start : 8
        let length = text[match.start..<match.end].reduce(0) { $0 + ($1 > 0xFFFF ? 2 : 1) }
        return length + scheme <= Self.maximumLength
    }

    /// A t.co link ends after its slug; nil if the slug is too long to be one.
    private static func shortenedLinkEnd(
        _ match: Match, in text: [UInt32], rules: LinkScanner
    ) -> Int? {
        let host = text[match.domain].map(lowercased)
        guard rules.rules == .x, host == [0x74, 0x2E, 0x63, 0x6F] else { return match.end }
        let slugStart = match.domain.upperBound + 1
        guard slugStart <= match.end, text[match.domain.upperBound] == slash else {
            return match.end
        }
        var slugEnd = slugStart
        while slugEnd < match.end, isAlphanumeric(text[slugEnd]) { slugEnd += 1 }
        if slugEnd == slugStart { return match.end }
        if slugEnd - slugStart > 40 { return nil }
        return Swift.min(rules.queryEnd(in: text, at: slugEnd), match.end)
    }
}

// MARK: Paths and queries

extension LinkScanner {
    /// The end of the path whose slash is at `start`: it ends with a character that may end a path,
    /// or with a closed pair of parentheses.
    private func pathEnd(in text: [UInt32], at start: Int) -> Int {
        var end = start + 1
        var place = end
        while place < text.count {
            let value = text[place]
            if isPathCharacter(value) {
                place += 1
                if mayEndPath(value) { end = place }
            } else if value == 0x28, let closed = parenthesesEnd(in: text, at: place) {
                place = closed
                end = place
            } else {
                break
            }
        }
        return end
    }

    /// The place after a balanced pair that opens at `start` and holds at most one nested pair.
    private func parenthesesEnd(in text: [UInt32], at start: Int) -> Int? {
        var place = skipPath(in: text, from: start + 1)
        guard place < text.count else { return nil }
        if text[place] == 0x29 { return place > start + 1 ? place + 1 : nil }
        guard text[place] == 0x28 else { return nil }
        let inner = place + 1
        place = skipPath(in: text, from: inner)
        guard place > inner, place < text.count, text[place] == 0x29 else { return nil }
        place = skipPath(in: text, from: place + 1)
        return place < text.count && text[place] == 0x29 ? place + 1 : nil
    }

    private func skipPath(in text: [UInt32], from start: Int) -> Int {
        var place = start
        while place < text.count, isPathCharacter(text[place]) { place += 1 }
        return place
    }

    /// The end of a query at `start`, or `start` if there is none.
    private func queryEnd(in text: [UInt32], at start: Int) -> Int {
        guard start < text.count, text[start] == 0x3F else { return start }
        var end = start
        var place = start + 1
        while place < text.count, isQueryCharacter(text[place]) {
            place += 1
            if mayEndQuery(text[place - 1]) { end = place }
        }
        return end
    }

    private static let pathMarks: Set<UInt32> = Set(
        "!*';:=+,.$/%#[]-\u{2013}_~@|&".unicodeScalars.map(\.value))
    private static let pathEndMarks: Set<UInt32> = Set("+-=_#/".unicodeScalars.map(\.value))
    private static let queryMarks: Set<UInt32> = Set(
        "!?*'@();:&=+$/%#[]-_.,~|".unicodeScalars.map(\.value))
    private static let queryEndMarks: Set<UInt32> = Set("-_&=#/".unicodeScalars.map(\.value))
    private static let mastodonNeverInPath: Set<UInt32> = Set(
        "<>()?".unicodeScalars.map(\.value))
    private static let mastodonNeverEnds: Set<UInt32> = Set(
        "()?!*\"'「」<>;:=,.$%[]~&|@".unicodeScalars.map(\.value))

    private func isPathCharacter(_ value: UInt32) -> Bool {
        switch rules {
        case .x: Self.isPathLetter(value) || Self.pathMarks.contains(value)
        case .mastodon: !Self.isSpace(value) && !Self.mastodonNeverInPath.contains(value)
        }
    }

    private func mayEndPath(_ value: UInt32) -> Bool {
        switch rules {
        case .x: Self.isPathLetter(value) || Self.pathEndMarks.contains(value)
        case .mastodon: !Self.isSpace(value) && !Self.mastodonNeverEnds.contains(value)
        }
    }

    private func isQueryCharacter(_ value: UInt32) -> Bool {
        Self.isAlphanumeric(value) || Self.queryMarks.contains(value)
            || (rules == .mastodon && value >= 0xA0)
    }

    private func mayEndQuery(_ value: UInt32) -> Bool {
        Self.isAlphanumeric(value) || Self.queryEndMarks.contains(value)
            || (rules == .mastodon && value >= 0xA0)
    }

    private static func isPathLetter(_ value: UInt32) -> Bool {
        isAlphanumeric(value) || isAccentedLatin(value) || (0x400...0x4FF).contains(value)
    }
}
