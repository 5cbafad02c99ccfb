/// Digits of any script in a row, such as the three groups of `214-555-0100`.
struct DigitRun {
    var groups: [Group]

    struct Group {
        var scalars: Range<Int>
        /// The digits in ASCII, from any script.
        var digits: String
        /// The separator from the group before; nil for the run's first.
        var gap: Gap?
    }

    /// The separators between two groups of one number.
    enum Gap {
        case space
        /// A hyphen without spaces.
        case hyphen
        /// A dash, or a hyphen with spaces: it may also separate the ends of a range.
        case dash
        /// A period, a dot or brackets.
        case mark
        /// A slash, which may also separate two numbers.
        case slash
    }

    var scalars: Range<Int> {
        groups[0].scalars.lowerBound..<groups[groups.count - 1].scalars.upperBound
    }

    var digits: String { groups.map(\.digits).joined() }
    var lengths: [Int] { groups.map(\.digits.utf8.count) }

    /// The parts, split at plain spaces and slashes.
    var parts: [DigitRun] {
        groups.reduce(into: []) { parts, group in
            if parts.isEmpty || group.gap == .space || group.gap == .slash {
                parts.append(DigitRun(groups: [group]))
            } else {
                parts[parts.count - 1].groups.append(group)
            }
        }
    }

    /// All runs of a text outside its links.
    static func all(in text: WordText) -> [DigitRun] {
        var runs: [DigitRun] = []
        for group in groups(in: text) {
            guard let last = runs.last?.groups.last,
                let gap = gap(last.scalars.upperBound..<group.lowerBound, in: text)
            else {
                runs.append(DigitRun(groups: [Group(group, of: text, gap: nil)]))
                continue
            }
            runs[runs.count - 1].groups.append(Group(group, of: text, gap: gap))
        }
        return runs
    }

    /// Digits that are not part of a word. Scripts without letter case write numbers between their
    /// words without spaces.
    private static func groups(in text: WordText) -> [Range<Int>] {
        let scalars = text.scalars
        var groups: [Range<Int>] = []
        var links = text.links[...]
        var place = 0
        while place < scalars.count {
            if let link = links.first, link.lowerBound <= place {
                place = max(place, link.upperBound)
                links = links.dropFirst()
                continue
            }
            let limit = links.first?.lowerBound ?? scalars.count
            let end = scalars[place..<limit].firstIndex { !isDigitLike($0) } ?? limit
            guard scalars[place..<end].contains(where: { digit($0) != nil }) else {
                place = max(end, place + 1)
                continue
            }
            let isExtended =
                end + 1 < scalars.count && "xX".unicodeScalars.contains(scalars[end])
                && digit(scalars[end + 1]) != nil
            let isInWord =
                (place > 0 && isCased(scalars[place - 1]))
                || (end < scalars.count && isCased(scalars[end]) && !isExtended)
            if !isInWord { groups.append(place..<end) }
            place = end
        }
        return groups
    }

    private static func gap(_ range: Range<Int>, in text: WordText) -> Gap? {
        guard (1...4).contains(range.count) else { return nil }
        var mark = ""
        for scalar in text.scalars[range] {
            if isDash(scalar) {
                mark += "-"
            } else if "./()\u{FF08}\u{FF09}".unicodeScalars.contains(scalar) {
                mark.unicodeScalars.append(scalar)
            } else if "_\u{B7}\u{2022}\u{2027}\u{2219}\u{30FB}".unicodeScalars.contains(scalar) {
                mark += "_"
            } else if LookAlikes.isHidden(scalar) {
                continue
            } else if scalar.properties.generalCategory != .spaceSeparator {
                return nil
            }
        }
        switch mark {
        case "": return range.count <= 2 ? .space : nil
        case "/": return range.count == 1 ? .slash : nil
        case "-":
            let isHyphen = "-\u{2010}\u{2011}\u{FF0D}".unicodeScalars.contains(
                text.scalars[range.lowerBound])
            return isHyphen && range.count == 1 ? .hyphen : .dash
        case ".": return text.scalars[range.lowerBound] == "." && range.count <= 2 ? .mark : nil
        default: return mark.unicodeScalars.count == 1 || mark == ")-" ? .mark : nil
        }
    }

    private static func isDash(_ scalar: Unicode.Scalar) -> Bool {
        // U+30FC lengthens a vowel, and people type it between digits.
        scalar.properties.generalCategory == .dashPunctuation || scalar == "\u{2212}"
            || scalar == "\u{30FC}"
    }

    private static func isCased(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isUppercase || scalar.properties.isLowercase
    }

    /// The value of a decimal digit of any script.
    private static func digit(_ scalar: Unicode.Scalar) -> UInt8? {
        if scalar.isASCII { return WordText.isDigit(scalar) ? UInt8(scalar.value - 0x30) : nil }
        // Raised, lowered and circled digits are digits, too.
        let type = scalar.properties.numericType
        guard type == .decimal || type == .digit, let value = scalar.properties.numericValue
        else { return nil }
        return UInt8(value)
    }

    /// Whether it is a digit, or a letter that people type for one: `555-O199`.
    private static func isDigitLike(_ scalar: Unicode.Scalar) -> Bool {
        digit(scalar) != nil || letters[scalar] != nil
    }

    private static let letters: [Unicode.Scalar: UInt8] = ["O": 0, "o": 0, "l": 1]

    /// The digits of a number in ASCII, also of one with letters for some of them.
    static func digits(ofNumber text: some Sequence<Unicode.Scalar>) -> String {
        String(
            decoding: text.compactMap { digit($0) ?? letters[$0] }.map { $0 + 0x30 }, as: UTF8.self)
    }

    /// The digits of a text in ASCII, without everything else.
    static func digits(of text: some Sequence<Unicode.Scalar>) -> String {
        String(decoding: text.compactMap(digit).map { $0 + 0x30 }, as: UTF8.self)
    }
}

extension DigitRun.Group {
    fileprivate init(_ scalars: Range<Int>, of text: WordText, gap: DigitRun.Gap?) {
        self.init(
            scalars: scalars, digits: DigitRun.digits(ofNumber: text.scalars[scalars]), gap: gap)
    }
}
