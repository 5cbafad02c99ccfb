/// Judges the wording of any text alone: pure, in time linear in the text.
public struct TextJudge: Sendable {
    /// The highest grade, in U.S. school years; nil judges no grade.
    public var readingGrade: Double?
    /// The classes that a policy allows in a description of a person.
    public var allowedIdentities: Set<IdentityClass>
    /// Words and phrases that blame, in addition to our own list.
    public var blameWords: [String]
    /// Jargon, in addition to our own list.
    public var jargonWords: [String]
    /// Texts whose numbers, addresses and capitals are allowed: the department's and the
    /// incident's.
    public var known: [String]
    /// Whether the text is of everyday work, whose tone is judged too.
    public var isEveryday: Bool

    public init(
        readingGrade: Double? = 8, allowedIdentities: Set<IdentityClass> = [],
        blameWords: [String] = [], jargonWords: [String] = [], known: [String] = [],
        isEveryday: Bool = false
    ) {
        self.readingGrade = readingGrade
        self.allowedIdentities = allowedIdentities
        self.blameWords = blameWords
        self.jargonWords = jargonWords
        self.known = known
        self.isEveryday = isEveryday
    }

    /// All remarks, in the order of their places.
    ///
    /// - Parameter language: A BCP 47 tag. Word lists exist in English and Spanish; in other
    ///   languages only rules without word lists apply.
    public func remarks(on text: String, language: String) -> [TextRemark] {
        remarks(on: WordText(text), language: language)
    }

    /// The same for a text that is already split into words.
    package func remarks(on text: WordText, language: String) -> [TextRemark] {
        let language = JudgedLanguage(tag: language)
        let remarks =
            gradeRemarks(text, language) + personalData(text, language)
            + identityTerms(text, language) + raceAlone(text, language) + tone(text, language)
            + wordlists(text, language) + shouting(text)
            + tenCodes(text) + hashtags(text) + emojiRuns(text)
        return remarks.sorted {
            ($0.span.lowerBound, $0.span.upperBound) < ($1.span.lowerBound, $1.span.upperBound)
        }
    }

    func remark(
        _ rule: TextRule, _ scalars: Range<Int>, in text: WordText, _ finding: String,
        remedy: String
    ) -> TextRemark {
        TextRemark(rule, text.span(scalars), finding, remedy: remedy)
    }
}

/// The languages with word lists.
package enum JudgedLanguage: Sendable {
    case english, spanish, other

    package init(tag: String) {
        switch tag.split(separator: "-").first?.lowercased() {
        case "en": self = .english
        case "es": self = .spanish
        default: self = .other
        }
    }
}
