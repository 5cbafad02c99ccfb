extension LinkScanner {
    static let dot: UInt32 = 0x2E
    static let slash: UInt32 = 0x2F
    static let colon: UInt32 = 0x3A

    /// For each place, the end of the domain name that begins there, or -1.
    ///
    /// A name is labels separated by dots, with a known top-level domain last; of several ends, the
    /// last counts. Computed from the right: a label's answer is that of the label after its dot,
    /// else its own.
    static func domainEnds(in text: [UInt32]) -> [Int] {
        var ends = [Int](repeating: -1, count: text.count)
        var labelEnd = -1
        var hasUnderscore = false
        var endAfterDot = -1
        var ownEnd = -1
        for place in text.indices.reversed() {
            let value = text[place]
            if value == dot {
                endAfterDot = place + 1 < text.count ? ends[place + 1] : -1
                ownEnd = topLevelDomainEnd(in: text, at: place + 1, limit: text.count)
                labelEnd = place
                hasUnderscore = false
            } else if value == underscore {
                hasUnderscore = true
            } else if value == hyphen {
                continue
            } else if isDomainCharacter(value) {
                guard labelEnd > 0, isDomainCharacter(text[labelEnd - 1]) else { continue }
                if endAfterDot >= 0 {
                    ends[place] = endAfterDot
                } else if !hasUnderscore {
                    // Only a subdomain may hold an underscore.
                    ends[place] = ownEnd
                }
            } else {
                labelEnd = -1
            }
        }
        return ends
    }

    /// The parts of a domain without a scheme that are links: runs of Latin labels that end in a
    /// top-level domain. Usually the whole.
    static func asciiDomains(in text: [UInt32], _ domain: Range<Int>) -> [Range<Int>] {
        var ends = [Int](repeating: -1, count: domain.count)
        var labelEnd = -1
        var endAfterDot = -1
        for place in domain.reversed() {
            let value = text[place]
            if value == dot {
                let next = place + 1
                let farther = next < domain.upperBound ? ends[next - domain.lowerBound] : -1
                endAfterDot =
                    farther >= 0
                    ? farther : topLevelDomainEnd(in: text, at: next, limit: domain.upperBound)
                labelEnd = place
            } else if isAlphanumeric(value) || value == hyphen || isAccentedLatin(value) {
                if labelEnd >= 0 { ends[place - domain.lowerBound] = endAfterDot }
            } else {
                labelEnd = -1
            }
        }
        var domains: [Range<Int>] = []
        var place = domain.lowerBound
        while place < domain.upperBound {
            let end = ends[place - domain.lowerBound]
            if end >= 0 {
                domains.append(place..<end)
                place = end
            } else {
                place += 1
            }
        }
        return domains
    }

    /// The end of the top-level domain that begins at `start`, or -1. It may not be followed by a
    /// letter, a digit, `@`, `+` or a hyphen.
    private static func topLevelDomainEnd(in text: [UInt32], at start: Int, limit: Int) -> Int {
        func endsCleanly(_ end: Int) -> Bool {
            guard end < limit else { return true }
            let next = text[end]
            return !(isAlphanumeric(next) || next == 0x40 || next == 0x2B || next == hyphen)
        }
        guard start < limit else { return -1 }
        var end = start
        while end < limit, isLetter(text[end]), end - start <= TopLevelDomains.longestASCIIName {
            end += 1
        }
        if end > start, endsCleanly(end) {
            let name = String(decoding: text[start..<end].map { UInt8($0 | 0x20) }, as: UTF8.self)
            if TopLevelDomains.ascii.contains(name) { return end }
        }
        for name in TopLevelDomains.international[lowercased(text[start])] ?? []
        where start + name.count <= limit {
            let end = start + name.count
            if text[start..<end].elementsEqual(name, by: { lowercased($0) == $1 }),
                endsCleanly(end)
            {
                return end
            }
        }
        return punycodeEnd(in: text, at: start, limit: limit)
    }

    private static func punycodeEnd(in text: [UInt32], at start: Int, limit: Int) -> Int {
        let prefix: [UInt32] = [0x78, 0x6E, hyphen, hyphen]
        guard start + prefix.count < limit,
            text[start..<(start + 4)].elementsEqual(prefix, by: { lowercased($0) == $1 })
        else { return -1 }
        var end = start + 4
        while end < limit, isAlphanumeric(text[end]) || text[end] == hyphen { end += 1 }
        return end > start + 4 ? end : -1
    }

    /// The place after `http://` or `https://` at `start`, in any case.
    static func schemeEnd(in text: [UInt32], at start: Int) -> Int? {
        for scheme in schemes where start + scheme.count <= text.count {
            let end = start + scheme.count
            if text[start..<end].elementsEqual(scheme, by: { lowercased($0) == $1 }) { return end }
        }
        return nil
    }

    private static let schemes = ["http://", "https://"].map { $0.unicodeScalars.map(\.value) }
    private static let hyphen: UInt32 = 0x2D
    private static let underscore: UInt32 = 0x5F

    // MARK: Classes of characters, as the library's expressions define them

    static func isDigit(_ value: UInt32) -> Bool { (0x30...0x39).contains(value) }

    static func isLetter(_ value: UInt32) -> Bool {
        (0x41...0x5A).contains(value) || (0x61...0x7A).contains(value)
    }

    static func isAlphanumeric(_ value: UInt32) -> Bool { isDigit(value) || isLetter(value) }

    static func lowercased(_ value: UInt32) -> UInt32 {
        if value < 0x80 { return (0x41...0x5A).contains(value) ? value | 0x20 : value }
        guard value < 0x590, let scalar = Unicode.Scalar(value) else { return value }
        let lower = scalar.properties.lowercaseMapping.unicodeScalars
        return lower.count == 1 ? lower.first?.value ?? value : value
    }

    static func isAccentedLatin(_ value: UInt32) -> Bool {
        switch value {
        case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x253, 0x254, 0x256, 0x257, 0x259, 0x25B,
            0x263, 0x268, 0x26F, 0x272, 0x289, 0x28B, 0x2BB, 0x300...0x36F, 0x1E00...0x1EFF:
            true
        default: false
        }
    }

    static func isSpace(_ value: UInt32) -> Bool {
        switch value {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x180E, 0x2000...0x200A, 0x2028, 0x2029,
            0x202F, 0x205F, 0x3000:
            true
        default: false
        }
    }

    /// Characters that X refuses.
    static func isInvalid(_ value: UInt32) -> Bool {
        value == 0xFFFE || value == 0xFEFF || value == 0xFFFF
    }

    private static func isDirectional(_ value: UInt32) -> Bool {
        switch value {
        case 0x61C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    private static let punctuation: Set<UInt32> = Set(
        "!'#%&'()*+,\\-./:;<=>?@[]^_{|}~$".unicodeScalars.map(\.value))

    private static func isDomainCharacter(_ value: UInt32) -> Bool {
        if value < 0x80 {
            return isAlphanumeric(value) || !(punctuation.contains(value) || isSpace(value))
        }
        return !(isSpace(value) || isInvalid(value) || isDirectional(value))
    }

    /// Whether a link may follow this character directly.
    static func mayPrecede(_ value: UInt32) -> Bool {
        switch value {
        case 0x40, 0xFF20, 0x24, 0x23, 0xFF03: false
        default: !isAlphanumeric(value) && !isInvalid(value)
        }
    }
}
