/// A rule that judges a text alone, without its incident. Each is a warning.
public enum TextRule: String, CaseIterable, Hashable, Sendable {
    case readingGrade = "reading-grade"
    case personalData = "personal-data"
    case identityTerm = "identity-term"
    case blame
    case shouting
    case jargon
    case hashtagCase = "hashtag-case"
    case emojiRun = "emoji-run"

    /// The fault that it warns of.
    public var summary: String {
        switch self {
        case .readingGrade:
            "A text of 20 words or more that takes more years of school than the playbook allows."
        case .personalData:
            "A telephone or Social Security number, e-mail address, plate, street address or date of birth that is not one of the department's."
        case .identityTerm:
            "Race, religion, immigration, disability or orientation in the description of a person, where no policy allows it."
        case .blame: "Words that blame or insult."
        case .shouting: "Words in capitals, and runs of exclamation marks."
        case .jargon: "10-codes, and words that only responders use."
        case .hashtagCase: "A hashtag whose words do not begin with capitals."
        case .emojiRun: "Three or more emoji in a row."
        }
    }

    /// The reason for the rule, with its source.
    public var reason: String {
        switch self {
        case .readingGrade:
            "Nearly half of American adults read at a basic level, and one in five below grade 5: CDC, Simply Put, 1999; grade by Kincaid et al. 1975 (English), Fern\u{E1}ndez Huerta 1959 (Spanish)."
        case .personalData:
            "What identifies one person by itself is kept out of what all can read: NIST SP 800-122, section 2."
        case .identityTerm:
            "It singles out a group and finds nobody; it belongs into a description only with other details and where it helps: SPJ Code of Ethics, AP Stylebook on race-related coverage."
        case .blame:
            "Blame costs trust and moves people away from what to do: CDC, CERC manual, 2018."
        case .shouting:
            "Capitals take away the shape of words, and screen readers may spell them out: plainlanguage.gov; National Weather Service, mixed case since 2016."
        case .jargon:
            "Readers outside the service do not know it: NIMS 2017, plain language; plainlanguage.gov."
        case .hashtagCase:
            "Screen readers find the words of a hashtag by their capitals: digital.gov, accessibility for social media."
        case .emojiRun:
            "Screen readers read out the name of every emoji: digital.gov, accessibility for social media."
        }
    }
}

/// A class of description that a text may use only if a policy allows it.
public enum IdentityClass: String, CaseIterable, Hashable, Sendable {
    case race, religion, immigration, disability, orientation
}

/// A rule's finding at one place of a text.
public struct TextRemark: Hashable, Sendable {
    public var rule: TextRule
    /// The range in UTF-8 bytes from the text's beginning.
    public var span: Range<Int>
    /// The finding.
    public var finding: String
    /// The fix.
    public var remedy: String

    init(_ rule: TextRule, _ span: Range<Int>, _ finding: String, remedy: String) {
        self.rule = rule
        self.span = span
        self.finding = finding
        self.remedy = remedy
    }
}
