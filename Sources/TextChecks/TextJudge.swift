/// Judges the wording of a text by itself: pure, in time linear in the text, and of any text.
public struct TextJudge: Sendable {
    /// The highest grade, in years of school of the United States; nil judges no grade.
    public var readingGrade: Double?
    /// What a policy allows in the description of a person.
    public var allowedIdentities: Set<IdentityClass>
    /// Words and phrases that blame, beside our own.
    public var blameWords: [String]
    /// Words and phrases that only responders know, beside our own.
    public var jargonWords: [String]
    /// Texts whose numbers, addresses and capitals may stand: the department's and the incident's.
    public var known: [String]

    public init(
        readingGrade: Double? = 8, allowedIdentities: Set<IdentityClass> = [],
        blameWords: [String] = [], jargonWords: [String] = [], known: [String] = []
    ) {
        self.readingGrade = readingGrade
        self.allowedIdentities = allowedIdentities
        self.blameWords = blameWords
        self.jargonWords = jargonWords
        self.known = known
    }

    /// All remarks, by their places.
    ///
    /// - Parameter language: A BCP 47 tag. Words are known in English and Spanish; of another
    ///   language only what needs no words is judged.
    public func remarks(on text: String, language: String) -> [TextRemark] {
        let text = WordText(text)
        let language = JudgedLanguage(tag: language)
        let remarks =
            gradeRemarks(text, language) + personalData(text, language)
            + identityTerms(text, language) + wordlists(text, language) + shouting(text)
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

/// The languages whose words are known.
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
