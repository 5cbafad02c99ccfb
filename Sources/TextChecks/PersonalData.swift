extension TextJudge {
    /// Finds telephone and Social Security numbers, e-mail addresses, plates, street addresses and
    /// dates of birth.
    func personalData(_ text: WordText, _ language: JudgedLanguage) -> [TextRemark] {
        let known = KnownTexts(known)
        let telephones = PersonalData.telephones(text).filter {
            let digits = DigitRun.digits(ofNumber: text.scalars[$0])
            return !PersonalData.isTollFree(digits) && !known.holds(digits: digits)
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
                    "Leave it out. If the department publishes it, add it to the department file under hotline, web or policy: public-contacts."
            )
        }
    }
}

/// Data that the department and the incident publish themselves.
private struct KnownTexts {
    private let keys: [String]
    private let digits: [String]

    init(_ texts: [String]) {
        keys = texts.map(Self.spaced)
        digits = texts.map { DigitRun.digits(of: $0.unicodeScalars) }.filter { $0.count >= 7 }
    }

    /// Whether it is the text itself or, for a mail address, the department's own domain.
    func holds(_ text: String) -> Bool {
        let key = Self.spaced(text.split(separator: "@").last.map(String.init) ?? text)
        return keys.contains { $0.contains(key) }
    }

    /// Whether it is a known number, with or without the country's code.
    func holds(digits number: String) -> Bool {
        digits.contains { known in
            known.contains(number) || (known.count >= 10 && number.hasSuffix(known))
        }
    }

    private static func spaced(_ text: String) -> String {
        " " + WordText.key(text).split { " .,@/:#".contains($0) }.joined(separator: " ") + " "
    }
}

package enum PersonalData {
    /// The ranges of everything that identifies or reaches a person, in order, none of them over
    /// another.
    package static func identifying(_ text: WordText) -> [Range<Int>] {
        let all =
            telephones(text) + addresses(ofMail: text) + streets(text)
            + socialSecurityNumbers(text) + plates(text) + births(text)
        var merged: [Range<Int>] = []
        for range in all.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, range.lowerBound < last.upperBound {
                merged[merged.count - 1] =
                    last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }

    static func addresses(ofMail text: WordText) -> [Range<Int>] {
        let scalars = text.scalars
        var found: [Range<Int>] = []
        for at in scalars.indices where scalars[at] == "@" {
            // A longer run is not an address (RFC 5321), and searching further would not be linear.
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
        "dob", "born", "birth", "nacido", "nacida", "nacio", "nacimiento",
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
