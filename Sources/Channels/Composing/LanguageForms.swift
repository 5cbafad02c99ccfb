/// The languages that have writing rules here.
public enum LanguageFamily: Hashable, Sendable {
    case english, spanish, other

    /// - Parameter language: A BCP 47 tag; its primary subtag decides.
    public init(_ language: String) {
        self =
            switch language.split(separator: "-").first?.lowercased() {
            case "en": .english
            case "es": .spanish
            default: .other
            }
    }
}

/// The written forms of numbers and lists in a language. Times have one form in all languages: see
/// `Zone`.
///
/// A language without rules here gets digits without grouping and commas without a conjunction,
/// which is plain and acceptable everywhere.
public struct LanguageForms: Hashable, Sendable {
    private let family: LanguageFamily

    /// - Parameter language: A BCP 47 tag; its primary subtag decides.
    public init(_ language: String) {
        family = LanguageFamily(language)
    }

    /// `1,234` in English. In Spanish `1234` and `12 345`: only a space separates groups of three,
    /// from five digits on (RAE and ASALE, Ortografía de la lengua española, 2010, pp. 663 to 665).
    /// The space is a plain one, because the GSM alphabet has no other; a thread never splits at
    /// it. The decimal sign is the point, which the same work recommends for all.
    ///
    /// - Parameter digits: An integer or decimal in ASCII digits with an optional sign, as a person
    ///   or a program wrote it: `1234`, `-3.5`. Anything else is returned unchanged.
    public func number(_ digits: String) -> String {
        let sign = digits.hasPrefix("-") ? "-" : ""
        let parts = digits.dropFirst(sign.count)
            .split(separator: ".", omittingEmptySubsequences: false)
        let isNumber = parts.allSatisfy {
            !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) }
        }
        guard isNumber, (1...2).contains(parts.count) else { return digits }
        let grouped = grouped(parts[0])
        return sign + (parts.count == 2 ? grouped + "." + parts[1] : grouped)
    }

    private func grouped(_ digits: Substring) -> String {
        let (separator, least) =
            switch family {
            case .english: (",", 4)
            case .spanish: (" ", 5)
            case .other: ("", Int.max)
            }
        guard digits.count >= least else { return String(digits) }
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { result += separator }
            result.append(digit)
        }
        return result
    }

    /// `A, B and C`; `A, B y C`, with `e` before a word that begins with the sound of i (RAE and
    /// ASALE, Diccionario panhispánico de dudas, "y²").
    public func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        let head = items.dropLast().joined(separator: ", ")
        switch family {
        case .english: return "\(head) and \(last)"
        case .spanish: return "\(head) \(Self.soundsLikeI(last) ? "e" : "y") \(last)"
        case .other: return "\(head), \(last)"
        }
    }

    /// Whether a word begins with the sound of i; false for "hielo" and "iones", whose i is half a
    /// consonant.
    private static func soundsLikeI(_ word: String) -> Bool {
        let word = word.lowercased().drop { !$0.isLetter }
        let vowel = word.hasPrefix("h") ? word.dropFirst() : word
        guard let first = vowel.first, first == "i" || first == "í" else { return false }
        return first == "í" || !["a", "e", "o"].contains(vowel.dropFirst().first ?? " ")
    }
}
