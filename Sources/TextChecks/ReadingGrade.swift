internal import Basics

/// The number of school years that a text takes, by a formula for its language.
///
/// - English: the Flesch–Kincaid grade (Kincaid, Fishburne, Rogers and Chissom 1975): 0.39 words a
///   sentence + 11.8 syllables a word − 15.59.
/// - Spanish: the readability of Fernández Huerta (1959), 206.84 − 60 syllables a word − 1.02 words
///   a sentence, and the school grade that his table lists for it: 4 from 90, 5 from 80, 6 from 70,
///   8 from 60, 12 from 50, 13 from 30, else 16.
///
/// We know of no formula for other languages, so they get none. Syllables are counted by spelling
/// rules; a number counts as one word of one syllable. The grade of a short text says little:
/// ``TextJudge`` judges from ``minimumWords`` on.
public struct ReadingGrade: Hashable, Sendable {
    public static let minimumWords = 20

    public var grade: Double
    /// The formula's own value.
    public var score: Double
    /// The formula's name.
    public var formula: String
    public var words: Int
    public var sentences: Int
    public var syllables: Int

    /// - Returns: Nil if there is no formula for the language, or no word.
    public init?(of text: String, language: String) {
        self.init(WordText(text), JudgedLanguage(tag: language))
    }

    init?(_ text: WordText, _ language: JudgedLanguage) {
        guard language != .other, !text.words.isEmpty else { return nil }
        // `well-known` and `p.m.` are one word each.
        words = text.words.filter { $0.gap > .hyphen }.count
        // A heading or a sign-off of one or two words doesn't count as a sentence.
        let long = text.sentences.filter { $0.count > 2 }.count
        sentences = max(1, long)
        syllables = text.words.reduce(0) { sum, word in
            // In a number with several groups, the first group counts.
            if word.isNumber { return sum + (word.gap == .joined ? 0 : 1) }
            return sum
                + (language == .english
                    ? Syllables.english(word.key) : Syllables.spanish(text.scalars[word.scalars]))
        }
        let length = Double(words) / Double(sentences)
        let weight = Double(syllables) / Double(max(words, 1))
        if language == .english {
            formula = "Flesch–Kincaid"
            score = 0.39 * length + 11.8 * weight - 15.59
            grade = score
        } else {
            formula = "Fernández Huerta"
            score = 206.84 - 60 * weight - 1.02 * length
            grade = Self.grade(ofFernandezHuerta: score)
        }
    }

    private static func grade(ofFernandezHuerta score: Double) -> Double {
        switch score {
        case 90...: 4
        case 80...: 5
        case 70...: 6
        case 60...: 8
        case 50...: 12
        case 30...: 13
        default: 16
        }
    }
}

/// Syllables by spelling rules.
enum Syllables {
    /// The number of vowel groups, minus silent endings, plus adjacent vowels that are spoken
    /// separately.
    ///
    /// - Parameter key: A word's key: lowercase, without accents.
    static func english(_ key: String) -> Int {
        let word = Array(key.utf8.prefix(40)).filter { $0 != UInt8(ascii: "'") }
        guard !word.isEmpty else { return 1 }
        var count = 0
        var wasVowel = false
        for (index, letter) in word.enumerated() {
            // A y before a vowel opens a syllable (`beyond`); elsewhere it is a vowel.
            let isVowel =
                vowels.contains(letter)
                || (letter == UInt8(ascii: "y") && index > 0
                    && !(index + 1 < word.count && vowels.contains(word[index + 1]) && wasVowel))
            if isVowel, !wasVowel { count += 1 }
            wasVowel = isVowel
        }
        count += apart(word) - silent(word)
        return max(1, count)
    }

    private static let vowels = Set("aeiou".utf8)

    private static func ends(_ word: [UInt8], _ ending: String) -> Bool {
        word.count > ending.utf8.count && word.suffix(ending.utf8.count).elementsEqual(ending.utf8)
    }

    private static func silent(_ word: [UInt8]) -> Int {
        func letter(_ back: Int) -> UInt8 { word.count > back ? word[word.count - 1 - back] : 0 }
        func isVowel(_ back: Int) -> Bool {
            vowels.contains(letter(back)) || letter(back) == UInt8(ascii: "y")
        }
        if ends(word, "ed"), !isVowel(2), !"td".utf8.contains(letter(2)) {
            return ends(word, "tled") || ends(word, "bled") || ends(word, "dled") ? 0 : 1
        }
        if ends(word, "es"), !isVowel(2) {
            let sounds = ["ses", "xes", "zes", "ces", "ges", "ches", "shes"]
            let isSpoken = sounds.contains { ends(word, $0) }
            let isLiquid = letter(2) == UInt8(ascii: "l") && !isVowel(3)
            return isSpoken || isLiquid ? 0 : 1
        }
        if letter(0) == UInt8(ascii: "e"), word.count > 2, !isVowel(1) {
            return letter(1) == UInt8(ascii: "l") && !isVowel(2) ? 0 : 1
        }
        let before = ["ely", "eless", "ement", "eful", "eness", "ewhere", "ements"]
        return before.contains { ends(word, $0) } && word.count > 5 && !ends(word, "lement") ? 1 : 0
    }

    /// Adjacent vowels that are spoken separately: `area`, `radio`, `being`, `science`.
    private static func apart(_ word: [UInt8]) -> Int {
        var count = 0
        for index in word.indices.dropLast() {
            let before = index > 0 ? word[index - 1] : 0
            let pair = (word[index], word[index + 1])
            let after = index + 2 < word.count ? word[index + 2] : 0
            switch pair {
            case (UInt8(ascii: "i"), UInt8(ascii: "a")):
                if !"tcs".utf8.contains(before) || before == 0 { count += 1 }
                if before == UInt8(ascii: "t"), index > 1, after == UInt8(ascii: "t") { count += 1 }
            case (UInt8(ascii: "i"), UInt8(ascii: "o")):
                if !"tscgx".utf8.contains(before), before != 0 || after != 0 { count += 1 }
            case (UInt8(ascii: "i"), UInt8(ascii: "u")), (UInt8(ascii: "e"), UInt8(ascii: "o")):
                let isPeople = before == UInt8(ascii: "p") && after == UInt8(ascii: "p")
                if !isPeople, before != UInt8(ascii: "g") { count += 1 }
            case (UInt8(ascii: "u"), UInt8(ascii: "a")):
                if before != UInt8(ascii: "q"), before != UInt8(ascii: "g") { count += 1 }
            case (UInt8(ascii: "r"), UInt8(ascii: "e")) where after == UInt8(ascii: "a"):
                // `area`, `create`, but `great`, `already` and `dreams`.
                let third = index + 3 < word.count ? word[index + 3] : 0
                if third == 0 || third == UInt8(ascii: "s")
                    || (third == UInt8(ascii: "t") && index + 4 < word.count)
                {
                    count += index > 0 && before != UInt8(ascii: "t") ? 1 : 0
                }
            case (UInt8(ascii: "e"), UInt8(ascii: "i")), (UInt8(ascii: "o"), UInt8(ascii: "i")),
                (UInt8(ascii: "y"), UInt8(ascii: "i")), (UInt8(ascii: "u"), UInt8(ascii: "i")):
                if word[(index + 1)...].elementsEqual("ing".utf8), before != UInt8(ascii: "q") {
                    count += 1
                }
            default: break
            }
        }
        if ends(word, "sm") { count += 1 }
        return count
    }

    /// Strong vowels each make a syllable; weak ones next to a vowel join it (RAE, Ortografía
    /// 2010).
    static func spanish(_ word: ArraySlice<Unicode.Scalar>) -> Int {
        var count = 0
        var run = (strong: 0, weak: 0)
        var previous: UInt32 = 0
        func runSyllables() -> Int { run.strong > 0 ? run.strong : (run.weak > 0 ? 1 : 0) }
        let letters = word.map { $0.properties.lowercaseMapping.unicodeScalars.first ?? $0 }
        for (index, letter) in letters.enumerated() {
            let next = index + 1 < letters.count ? letters[index + 1] : " "
            switch letter {
            case "a", "e", "o", "\u{E1}", "\u{E9}", "\u{F3}", "\u{ED}", "\u{FA}": run.strong += 1
            case "i", "\u{FC}": run.weak += 1
            case "u":
                // Silent in `que`, `qui`, `gue`, `gui`.
                let isSilent =
                    (previous == 0x71 || previous == 0x67)
                    && ["e", "i", "\u{E9}", "\u{ED}"].contains(next)
                if !isSilent { run.weak += 1 }
            case "y" where next == " ": run.weak += 1
            // An accent written as a separate mark makes i and u strong.
            case "\u{301}":
                if previous == 0x69 || previous == 0x75, run.weak > 0 {
                    run.weak -= 1
                    run.strong += 1
                }
            case "\u{300}"..."\u{36F}": break
            default:
                count += runSyllables()
                run = (0, 0)
            }
            previous = letter.value
        }
        return max(1, count + runSyllables())
    }
}

extension TextJudge {
    func gradeRemarks(_ text: WordText, _ language: JudgedLanguage) -> [TextRemark] {
        guard let limit = readingGrade, let grade = ReadingGrade(text, language),
            grade.words >= ReadingGrade.minimumWords, grade.grade > limit,
            let longest = text.sentences.max(by: { $0.count < $1.count })
        else { return [] }
        let score =
            language == .english ? "" : ", readability \(Self.tenths(grade.score)) of 100"
        return [
            remark(
                .readingGrade, text.scalars(ofWords: longest), in: text,
                "Reading grade \(Self.tenths(grade.grade)) by \(grade.formula)\(score), above \(Self.tenths(limit)): \(grade.words.counted("word")) in \(grade.sentences.counted("sentence")).",
                remedy: "Split this sentence and use shorter words.")
        ]
    }

    static func tenths(_ value: Double) -> String {
        let scaled = Int((value * 10).rounded())
        let tenth = abs(scaled % 10)
        let sign = scaled < 0 && scaled > -10 ? "-" : ""
        return tenth == 0 ? "\(scaled / 10)" : "\(sign)\(scaled / 10).\(tenth)"
    }
}
