internal import Channels

/// A text split into words with their places, made once and read by every rule.
///
/// Links and placeholders such as `{as-of}` are not words. Words are compared by their keys:
/// lowercase, without accents, so a text is judged the same with or without accents. Look-alike
/// letters, hidden characters and gaps between the letters of a word don't change its key.
package struct WordText: Sendable {
    package let scalars: [Unicode.Scalar]
    package private(set) var words: [Word] = []
    /// The scalars of links.
    let links: [Range<Int>]
    /// The UTF-8 offset of each scalar and of the end.
    private let offsets: [Int]

    package struct Word: Sendable {
        /// The key; empty for a string that is too long to be a word.
        package var key: String
        package var scalars: Range<Int>
        /// The gap between it and the word before.
        package var gap: Gap
        /// The number of capital letters; scripts without case have none.
        var upper = 0
        var lower = 0
        var isNumber = false

        var startsUpper = false
        /// How it is written so that a search for the word misses it; nil for a plain word.
        package var disguise: Disguise?
        var letters: Int { upper + lower }
    }

    /// A way to write a word that people read and searches miss.
    package enum Disguise: Sendable {
        /// Letters of several scripts in one word.
        case mixedScripts
        /// All letters are of another script and look like Latin ones.
        case lookAlike
        /// Characters without width between its letters.
        case hiddenCharacters
        /// Gaps between its letters: `s h o o t e r`.
        case spacedLetters
        /// Digits for letters: `sh00ter`.
        case digits
    }

    /// The separation of two words, closest first.
    package enum Gap: Int, Comparable, Sendable {
        /// No pause for a reader: `p.m`, `10:30`.
        case joined
        case hyphen
        case space
        /// A comma, a colon, a bracket, a link.
        case clause
        case sentence

        package static func < (left: Gap, right: Gap) -> Bool { left.rawValue < right.rawValue }
    }

    package init(_ text: String) {
        let scalars = Array(text.unicodeScalars)
        var offsets: [Int] = []
        offsets.reserveCapacity(scalars.count + 1)
        var offset = 0
        for scalar in scalars {
            offsets.append(offset)
            offset += UTF8.width(scalar)
        }
        offsets.append(offset)
        self.scalars = scalars
        self.offsets = offsets
        links = LinkScanner(.x).links(in: scalars.map(\.value))
        words = joiningSpacedLetters(cut())
        admitNeighbors()
    }

    /// A place in UTF-8 bytes.
    package func span(_ range: Range<Int>) -> Range<Int> {
        offsets[range.lowerBound]..<offsets[range.upperBound]
    }

    package func string(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[range])
        return String(view)
    }

    /// The words of a place, for a finding: never longer than a line.
    func quoted(_ range: Range<Int>) -> String {
        range.count <= 60
            ? "\"\(string(range))\"" : "\"\(string(range.lowerBound..<range.lowerBound + 57))…\""
    }

    /// The sentences, as ranges of words.
    package var sentences: [Range<Int>] {
        var sentences: [Range<Int>] = []
        var start = 0
        for index in words.indices.dropFirst() where words[index].gap == .sentence {
            sentences.append(start..<index)
            start = index
        }
        if start < words.count { sentences.append(start..<words.count) }
        return sentences
    }

    /// The scalars from the first word's first to the last word's last.
    package func scalars(ofWords range: Range<Int>) -> Range<Int> {
        words[range.lowerBound].scalars.lowerBound..<words[range.upperBound - 1].scalars.upperBound
    }

    // MARK: Cutting

    private func cut() -> [Word] {
        var words: [Word] = []
        var gap = Gap.sentence
        var place = 0
        var links = links[...]
        while place < scalars.count {
            if let link = links.first, link.lowerBound == place {
                gap = max(gap, .clause)
                place = link.upperBound
                links = links.dropFirst()
                continue
            }
            if scalars[place] == "{", let end = placeholderEnd(place) {
                gap = max(gap, .clause)
                place = end
                continue
            }
            guard Self.isWord(scalars[place]) else {
                gap = max(gap, self.gap(at: place))
                place += 1
                continue
            }
            let end = min(wordEnd(place), links.first?.lowerBound ?? .max)
            words.append(word(place..<end, gap))
            gap = .joined
            place = end
        }
        return words
    }

    private func placeholderEnd(_ start: Int) -> Int? {
        let end = scalars[(start + 1)...].prefix(80).firstIndex {
            !($0.properties.isAlphabetic || $0 == "-" || $0 == "." || $0 == ":")
        }
        return end.flatMap { scalars[$0] == "}" ? $0 + 1 : nil }
    }

    private func wordEnd(_ start: Int) -> Int {
        var end = start + 1
        while end < scalars.count {
            if Self.isWord(scalars[end]) || Self.isMark(scalars[end])
                || LookAlikes.isHidden(scalars[end])
            {
                end += 1
            } else if scalars[end] == "'" || scalars[end] == "\u{2019}", end + 1 < scalars.count,
                scalars[end + 1].properties.isAlphabetic
            {
                end += 2
            } else {
                break
            }
        }
        return end
    }

    private func gap(at place: Int) -> Gap {
        switch scalars[place] {
        case "\n", "\r", "\u{2028}", "\u{2029}", "\u{2026}", "\u{BF}", "\u{A1}": return .sentence
        case ".", "!", "?":
            // `p.m.` and `4.5` continue; a quotation mark or bracket may precede the space.
            var next = place + 1
            while next < scalars.count,
                "\"\u{201D}\u{2019}')]".unicodeScalars.contains(scalars[next]),
                next < place + 4
            {
                next += 1
            }
            let ends = next >= scalars.count || !Self.isWord(scalars[next])
            return ends ? .sentence : .joined
        case ",", ":", "/":
            let isInside =
                place > 0 && place + 1 < scalars.count && Self.isDigit(scalars[place - 1])
                && Self.isDigit(scalars[place + 1])
            return isInside ? .joined : .clause
        case ";", "(", ")", "[", "]", "\u{2013}", "\u{2014}", "|", "\"", "\u{201C}", "\u{201D}":
            return .clause
        case "-", "\u{2010}", "\u{2011}": return .hyphen
        default: return Self.isSpace(scalars[place]) ? .space : .joined
        }
    }

    private func word(_ range: Range<Int>, _ gap: Gap) -> Word {
        var word = Word(key: "", scalars: range, gap: gap)
        let isPlain = scalars[range].allSatisfy(\.isASCII)
        word.disguise = isPlain ? hasDigitsForLetters(range) ? .digits : nil : disguise(range)
        let isFolded = word.disguise == .mixedScripts || word.disguise == .lookAlike
        var key = String.UnicodeScalarView()
        var digits = 0
        for scalar in scalars[range] {
            if Self.isDigit(scalar) || !isPlain && LookAlikes.isHidden(scalar) {
                digits += 1
            } else if scalar.properties.isUppercase {
                word.upper += 1
            } else if scalar.properties.isAlphabetic {
                word.lower += 1
            }
            guard range.count <= 40 else { continue }
            if isFolded, let latin = LookAlikes.latin(of: scalar) {
                key.append(latin)
            } else if word.disguise == .digits, let letter = Self.lettersLikeDigits[scalar] {
                key.append(letter)
            } else {
                Self.fold(scalar, into: &key)
            }
        }
        word.isNumber = digits == range.count
        word.startsUpper = scalars[range.lowerBound].properties.isUppercase
        word.key = String(key)
        return word
    }

    private static let lettersLikeDigits: [Unicode.Scalar: Unicode.Scalar] = [
        "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t",
    ]

    /// Whether each digit of a word has small letters on both sides: none does in `I35E` and `24th`.
    private func hasDigitsForLetters(_ range: Range<Int>) -> Bool {
        guard range.count >= Self.fewestDisguised else { return false }
        let word = Array(scalars[range])
        let runs = word.indices.split { !Self.isDigit(word[$0]) }
        let small = { (place: Int) in
            word.indices.contains(place) && word[place].properties.isLowercase
        }
        return !runs.isEmpty
            && runs.allSatisfy { run in
                guard let first = run.first, let last = run.last else { return false }
                return run.allSatisfy { Self.lettersLikeDigits[word[$0]] != nil }
                    && small(first - 1) && small(last + 1)
            }
    }

    private func disguise(_ range: Range<Int>) -> Disguise? {
        var scripts: Set<LookAlikes.Script> = []
        var letters = 0
        var passing = 0
        var isDressed = false
        for scalar in scalars[range] where scalar.properties.isAlphabetic {
            letters += 1
            if let script = LookAlikes.script(of: scalar) { scripts.insert(script) }
            if LookAlikes.isTwin(scalar) { passing += 1 }
            // Letters of mathematics are never part of a word.
            isDressed = isDressed || (0x1D400...0x1D6A3).contains(scalar.value)
        }
        if scripts.count > 1 { return .mixedScripts }
        if isDressed || letters > 1 && passing == letters { return .lookAlike }
        let hides = scripts.first.map { _ in scalars[range].contains(where: LookAlikes.deceives) }
        return hides == true ? .hiddenCharacters : nil
    }

    /// A word of twins among words of its own script is one of theirs: Russian "она".
    private mutating func admitNeighbors() {
        for index in words.indices where words[index].disguise == .lookAlike {
            let neighbors = [index - 1, index + 1].filter(words.indices.contains)
            let isAmongItsOwn = neighbors.contains { other in
                words[other].disguise == nil
                    && LookAlikes.script(of: scalars[words[other].scalars.lowerBound]) != .latin
                    && LookAlikes.script(of: scalars[words[other].scalars.lowerBound]) != nil
            }
            if isAmongItsOwn { words[index].disguise = nil }
        }
    }

    // MARK: Letters with gaps

    /// How many letters in a row are read as one word.
    private static let fewestSpaced = 3
    /// How many aren't an abbreviation any more.
    private static let fewestDisguised = 4

    /// Joins letters that stand alone, each as far from the next as the first two, into a word.
    private func joiningSpacedLetters(_ words: [Word]) -> [Word] {
        guard words.count >= Self.fewestSpaced else { return words }
        var joined: [Word] = []
        joined.reserveCapacity(words.count)
        var index = 0
        while index < words.count {
            let end = spacedEnd(words, from: index)
            guard end - index >= Self.fewestSpaced else {
                joined.append(words[index])
                index += 1
                continue
            }
            joined.append(joinedWord(words[index..<end]))
            index = end
        }
        return joined
    }

    private func spacedEnd(_ words: [Word], from start: Int) -> Int {
        var end = start
        var distance: Int?
        while end < words.count, words[end].letters == 1, !words[end].isNumber,
            words[end].key.unicodeScalars.count == 1
        {
            if end > start {
                let gap = words[end].scalars.lowerBound - words[end - 1].scalars.upperBound
                guard words[end].gap <= .space, gap == distance ?? gap else { break }
                distance = gap
            }
            end += 1
        }
        return end
    }

    private func joinedWord(_ letters: ArraySlice<Word>) -> Word {
        var word = letters[letters.startIndex]
        let last = letters[letters.endIndex - 1]
        word.scalars = word.scalars.lowerBound..<last.scalars.upperBound
        word.key = letters.map(\.key).joined()
        word.upper = letters.reduce(0) { $0 + $1.upper }
        word.lower = letters.reduce(0) { $0 + $1.lower }
        // A.B.C.D. is an abbreviation.
        let isAbbreviation = word.lower == 0 && letters.dropFirst().allSatisfy { $0.gap == .joined }
        if letters.count >= Self.fewestDisguised, !isAbbreviation { word.disguise = .spacedLetters }
        return word
    }

    /// The key of a word or, word by word, of a phrase.
    package static func key(_ text: String) -> String {
        var key = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { fold(scalar, into: &key) }
        return String(key)
    }

    private static func fold(_ scalar: Unicode.Scalar, into key: inout String.UnicodeScalarView) {
        switch scalar.value {
        case 0x41...0x5A: key.append(Unicode.Scalar(UInt8(scalar.value + 0x20)))
        case 0..<0x80: key.append(scalar)
        case 0x2019: key.append("'")
        case 0x300...0x36F, 0x20D0...0x20FF: break
        case 0xC0...0xC5, 0xE0...0xE5: key.append("a")
        case 0xC8...0xCB, 0xE8...0xEB: key.append("e")
        case 0xCC...0xCF, 0xEC...0xEF: key.append("i")
        case 0xD1, 0xF1: key.append("n")
        case 0xD2...0xD6, 0xF2...0xF6: key.append("o")
        case 0xD9...0xDC, 0xF9...0xFC: key.append("u")
        default:
            if LookAlikes.isHidden(scalar) { return }
            if let plain = LookAlikes.undressed(scalar) { return key.append(plain) }
            key.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
        }
    }

    static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }

    static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

    static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0..<0x80: false
        default: scalar.properties.isAlphabetic
        }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x300 else { return false }
        return switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }
}

/// Words and phrases of one list, found in one pass over a text.
struct PhraseList: Sendable {
    /// By the first word's key: the other words, and the phrase's note in the list.
    private var phrases: [String: [(rest: [String], note: String)]] = [:]

    /// - Parameter entries: `phrase` or `phrase > what to write instead`.
    init(_ entries: some Sequence<String>) {
        for entry in entries {
            let parts = entry.split(separator: ">", maxSplits: 1)
            let words = WordText(String(parts.first ?? "")).words.map(\.key)
            guard let first = words.first else { continue }
            let note = parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""
            phrases[first, default: []].append((Array(words.dropFirst()), note))
        }
        for key in phrases.keys { phrases[key]?.sort { $0.rest.count > $1.rest.count } }
    }

    /// The longest phrase that begins at a word: how many words it has, and its note.
    func match(_ text: WordText, at index: Int) -> (count: Int, note: String)? {
        let key = text.words[index].key
        guard !key.isEmpty, let candidates = phrases[key] else { return nil }
        for (rest, note) in candidates where index + rest.count < text.words.count {
            let isMatch = rest.indices.allSatisfy { step in
                let word = text.words[index + 1 + step]
                return word.key == rest[step] && word.gap < .sentence
            }
            if isMatch { return (1 + rest.count, note) }
        }
        return nil
    }
}
