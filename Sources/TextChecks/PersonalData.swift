extension TextJudge {
    /// Telephone and Social Security numbers, e-mail addresses, plates, street addresses and dates
    /// of birth.
    func personalData(_ text: WordText, _ language: JudgedLanguage) -> [TextRemark] {
        let known = KnownTexts(known)
        let telephones = PersonalData.telephones(text).filter {
            !known.holds(digits: text.string($0))
        }
        let mails = PersonalData.addresses(ofMail: text).filter { !known.holds(text.string($0)) }
        let streets = PersonalData.streets(text).filter { !known.holds(text.string($0)) }
        var places: [(Range<Int>, String)] = telephones.map { ($0, "A telephone number") }
        places += PersonalData.socialSecurityNumbers(text).map { ($0, "A Social Security number") }
        places += mails.map { ($0, "An e-mail address") }
        places += streets.map { ($0, "A street address") }
        places += PersonalData.plates(text).map { ($0, "A plate") }
        places += PersonalData.births(text).map { ($0, "A date of birth") }
        return places.map { place, what in
            remark(
                .personalData, place, in: text, "\(what): \(text.quoted(place)).",
                remedy:
                    "Leave it out; one that the department gives out belongs into its file, under hotline, web or policy: public-contacts."
            )
        }
    }
}

/// What the department and the incident make public themselves.
private struct KnownTexts {
    private let keys: [String]
    private let digits: [String]

    init(_ texts: [String]) {
        keys = texts.map(Self.spaced)
        digits = texts.map(Self.digits).filter { $0.count >= 7 }
    }

    /// The text itself or, of a mail address, the department's own domain.
    func holds(_ text: String) -> Bool {
        let key = Self.spaced(text.split(separator: "@").last.map(String.init) ?? text)
        return keys.contains { $0.contains(key) }
    }

    /// With or without the country's code.
    func holds(digits text: String) -> Bool {
        let number = Self.digits(text)
        return digits.contains { known in
            known.contains(number) || (known.count >= 10 && number.hasSuffix(known))
        }
    }

    private static func digits(_ text: String) -> String {
        text.filter { $0.isASCII && $0.isNumber }
    }

    private static func spaced(_ text: String) -> String {
        " " + WordText.key(text).split { " .,@/:#".contains($0) }.joined(separator: " ") + " "
    }
}

enum PersonalData {
    /// Groups of digits as telephone numbers are written: `214-555-0100`, `(214) 555-0100`,
    /// `+52 55 1234 5678`, `555-0100`.
    static func telephones(_ text: WordText) -> [Range<Int>] {
        let words = text.words
        var found: [Range<Int>] = []
        var index = 0
        while index < words.count {
            guard words[index].isNumber else {
                index += 1
                continue
            }
            var end = index + 1
            while end < words.count, words[end].isNumber, isDialGap(text, before: end) { end += 1 }
            let lengths = words[index..<end].map(\.scalars.count)
            var start = words[index].scalars.lowerBound
            let hasPlus = start > 0 && text.scalars[start - 1] == "+"
            if isTelephone(lengths, hasPlus: hasPlus) {
                if hasPlus || (start > 0 && text.scalars[start - 1] == "(") { start -= 1 }
                found.append(start..<words[end - 1].scalars.upperBound)
            }
            index = end
        }
        return found
    }

    private static func isDialGap(_ text: WordText, before index: Int) -> Bool {
        let gap = text.words[index - 1].scalars.upperBound..<text.words[index].scalars.lowerBound
        guard (1...2).contains(gap.count) else { return false }
        let scalars = text.scalars[gap]
        let first = scalars.first ?? " "
        if gap.count == 2 {
            return scalars.last == " "
                ? first == ")" || first == "." : scalars.last == "(" && first == " "
        }
        return first == "-" || first == " " || first == "." || first == "\u{2011}" || first == ")"
    }

    private static func isTelephone(_ lengths: [Int], hasPlus: Bool) -> Bool {
        if hasPlus { return (8...15).contains(lengths.reduce(0) { $0 + min($1, 16) }) }
        let forms: [[Int]] = [
            [3, 3, 4], [1, 3, 3, 4], [10], [3, 4], [2, 4, 4], [3, 7], [3, 2, 2, 2], [3, 3, 3],
        ]
        return forms.contains(lengths)
    }

    /// `123-45-6789`: three, two and four digits with hyphens, and no longer row of numbers.
    static func socialSecurityNumbers(_ text: WordText) -> [Range<Int>] {
        let words = text.words
        func isJoined(_ index: Int) -> Bool {
            words.indices.contains(index) && index > 0 && words[index].gap <= .hyphen
                && words[index].isNumber && words[index - 1].isNumber
        }
        return words.indices.dropLast(2).compactMap { index in
            let lengths = words[index..<(index + 3)].map(\.scalars.count)
            guard lengths == [3, 2, 4], words[index + 1].gap == .hyphen,
                words[index + 2].gap == .hyphen, isJoined(index + 1), isJoined(index + 2),
                !isJoined(index), !isJoined(index + 3)
            else { return nil }
            return text.scalars(ofWords: index..<(index + 3))
        }
    }

    static func addresses(ofMail text: WordText) -> [Range<Int>] {
        let scalars = text.scalars
        var found: [Range<Int>] = []
        for at in scalars.indices where scalars[at] == "@" {
            // Longer ones are no addresses (RFC 5321), and looking on would not be linear.
            var start = at
            while start > 0, at - start < 64, isMail(scalars[start - 1]) { start -= 1 }
            var end = at + 1
            var dot = false
            while end < scalars.count, end - at < 255,
                isMail(scalars[end]), scalars[end] != "+", scalars[end] != "_"
            {
                dot = dot || (scalars[end] == "." && end > at + 1)
                end += 1
            }
            while end > at + 1, scalars[end - 1] == "." || scalars[end - 1] == "-" { end -= 1 }
            guard start < at, dot, scalars[(at + 1)..<end].contains(".") else { continue }
            found.append(start..<end)
        }
        return found
    }

    private static func isMail(_ scalar: Unicode.Scalar) -> Bool {
        WordText.isWord(scalar) || ".-_+%".unicodeScalars.contains(scalar)
    }

    private static let streetSuffixes: Set<String> = [
        "street", "st", "avenue", "ave", "road", "rd", "drive", "dr", "lane", "ln", "court", "ct",
        "boulevard", "blvd", "circle", "cir", "place", "pl", "way", "terrace", "ter", "trail",
        "trl", "parkway", "pkwy", "highway", "hwy",
    ]
    private static let streetPrefixes: Set<String> = [
        "calle", "avenida", "av", "avda", "calzada", "bulevar", "callejon", "paseo",
    ]

    private static let directions: Set<String> = [
        "n", "s", "e", "w", "ne", "nw", "se", "sw",
    ]

    /// Whether nothing but the full stop of an abbreviation stands between a word and the one
    /// before: `N. Main`, `N.W. 5th`.
    private static func followsStop(_ text: WordText, _ index: Int) -> Bool {
        let before = text.words[index - 1].scalars.upperBound
        let gap = text.scalars[before..<text.words[index].scalars.lowerBound]
        return gap.first == "." && (gap.count == 1 || (gap.count == 2 && gap.last == " "))
    }

    /// `1234 N Elm Street`, `1400 N. Main St.`, `Calle Olmo 123`, `Av. del Sol #45`.
    static func streets(_ text: WordText) -> [Range<Int>] {
        let words = text.words
        return words.indices.compactMap { index in
            if words[index].isNumber, words[index].scalars.count <= 6 {
                for end in (index + 1)..<min(index + 6, words.count) {
                    let isAbbreviated =
                        directions.contains(words[end - 1].key) && followsStop(text, end)
                    guard words[end].gap == .space || isAbbreviated,
                        words[end].startsUpper || end > index + 1
                    else { return nil }
                    if end > index + 1, streetSuffixes.contains(words[end].key) {
                        return text.scalars(ofWords: index..<(end + 1))
                    }
                    guard words[end].startsUpper || words[end].key.first?.isNumber == true else {
                        return nil
                    }
                }
            } else if streetPrefixes.contains(words[index].key), words[index].startsUpper {
                for end in (index + 1)..<min(index + 7, words.count) {
                    let isAbbreviated =
                        end == index + 1 && words[index].key.count <= 4 && followsStop(text, end)
                    guard words[end].gap < .sentence || isAbbreviated else { return nil }
                    if words[end].isNumber, end > index + 1 {
                        return text.scalars(ofWords: index..<(end + 1))
                    }
                    guard
                        words[end].gap <= .space || isAbbreviated
                            || words[end].key == "numero" || words[end].key == "num"
                    else { return nil }
                }
            }
            return nil
        }
    }

    private static let plateWords: Set<String> = [
        "plate", "plates", "tag", "placa", "placas", "matricula", "patente",
    ]

    /// A word of letters and figures within four words of `plate`.
    static func plates(_ text: WordText) -> [Range<Int>] {
        let words = text.words
        var found: [Range<Int>] = []
        for index in words.indices where plateWords.contains(words[index].key) {
            for next in (index + 1)..<min(index + 5, words.count) {
                guard words[next].gap < .sentence else { break }
                // `ABC 1234`, `ABC-1234` and `8ABC123`.
                let isPair =
                    next + 1 < words.count && words[next + 1].gap <= .space
                    && isCode(words[next]) && isCode(words[next + 1])
                    && (words[next].isNumber || words[next + 1].isNumber)
                let isMixed =
                    isCode(words[next]) && words[next].letters > 0
                    && words[next].letters < words[next].scalars.count
                if isPair || isMixed {
                    found.append(text.scalars(ofWords: next..<(next + (isPair ? 2 : 1))))
                    break
                }
            }
        }
        return found
    }

    private static func isCode(_ word: WordText.Word) -> Bool {
        (1...8).contains(word.scalars.count) && word.lower == 0
    }

    private static let birthWords: Set<String> = [
        "dob", "born", "birth", "nacido", "nacida", "nacimiento",
    ]

    /// A date within five words of `born`: three groups of figures, or a year with a month.
    static func births(_ text: WordText) -> [Range<Int>] {
        let words = text.words
        var found: [Range<Int>] = []
        for index in words.indices where birthWords.contains(words[index].key) {
            let end = (index + 1..<min(index + 9, words.count)).first { words[$0].gap == .sentence }
            let near = (index + 1)..<max(index + 1, end ?? min(index + 9, words.count))
            let numbers = near.filter { words[$0].isNumber && words[$0].scalars.count <= 4 }
            let hasMonth = near.contains { StatedNumbers.months.contains(words[$0].key) }
            let isDate = numbers.count >= 3 || (hasMonth && !numbers.isEmpty)
            guard isDate, let last = numbers.prefix(3).last else { continue }
            found.append(text.scalars(ofWords: index..<(last + 1)))
        }
        return found
    }
}
