/// A rule that judges a text alone, without its incident. Each is a warning.
public enum TextRule: String, CaseIterable, Hashable, Sendable {
    case readingGrade = "reading-grade"
    case personalData = "personal-data"
    case identityTerm = "identity-term"
    case raceAlone = "race-alone"
    case mockery
    case arrestTrophy = "arrest-trophy"
    case sentenceComment = "sentence-comment"
    case vulgar
    case electioneering
    case blame
    case shouting
    case jargon
    case hashtagCase = "hashtag-case"
    case emojiRun = "emoji-run"

    /// The fault that it warns of.
    public var summary: String {
        switch self {
        case .readingGrade:
            "A text of 20 words or more above the playbook's reading grade."
        case .personalData:
            "A telephone or Social Security number, e-mail address, plate, street address or date of birth that isn't the department's own."
        case .identityTerm:
            "Race, religion, immigration, disability or orientation in the description of a person, unless policy allows it."
        case .raceAlone:
            "A description of a person by race without three other features that single them out. In everyday work race-alone-everyday stops it."
        case .mockery: "In everyday work: words that make fun of somebody."
        case .arrestTrophy: "In everyday work: words that gloat over an arrest."
        case .sentenceComment: "In everyday work: a comment on a court's sentence."
        case .vulgar: "Vulgar words."
        case .electioneering: "Words that ask people to vote for or against somebody or something."
        case .blame: "Words that blame or insult."
        case .shouting: "Words in capital letters and runs of exclamation marks."
        case .jargon: "10-codes and words that only responders use."
        case .hashtagCase: "A hashtag whose words aren't capitalized."
        case .emojiRun: "Three or more emoji in a row."
        }
    }

    /// Whether a person should read a text first that the rule warns of, whatever was approved in
    /// advance: it is about tone or persons, and not about form or about digits, which the approval of a
    /// field covers.
    public var needsPerson: Bool {
        switch self {
        case .identityTerm, .raceAlone, .mockery, .arrestTrophy, .sentenceComment,
            .vulgar, .electioneering, .blame:
            true
        case .readingGrade, .personalData, .shouting, .jargon, .hashtagCase, .emojiRun: false
        }
    }

    /// The reason for the rule, with its source.
    public var reason: String {
        switch self {
        case .readingGrade:
            "Nearly half of American adults read at a basic level, and one in five below grade 5: CDC, Simply Put, 1999; grade by Kincaid et al. 1975 (English), Fern\u{E1}ndez Huerta 1959 (Spanish)."
        case .personalData:
            "Data that identifies one person doesn't belong in a public text: NIST SP 800-122, section 2."
        case .identityTerm:
            "The term singles out a group and doesn't help find a person. Use it only with other details and only if it helps: SPJ Code of Ethics, AP Stylebook on race-related coverage."
        case .raceAlone:
            "It fits many and finds no one: of some 50 descriptions of the University of Minnesota, about 30 percent were too general, and race now stays out unless a detail singles out the person."
        case .mockery:
            "A joke about a crime reaches its victims: New Zealand Police and Merseyside Police had to take theirs down (2017, 2015)."
        case .arrestTrophy:
            "An arrest isn't a verdict, and the post outlives an acquittal: Greater Manchester Police, 2011."
        case .sentenceComment:
            "Courts decide on sentences; a comment costs trust in both: Greater Manchester Police, 2011."
        case .vulgar:
            "Readers stop trusting an account that swears, and someone quotes the picture of it for years: CDC, CERC manual, 2018, on respect."
        case .electioneering:
            "Most states forbid public money and accounts in campaigns, as the Hatch Act does for federal staff and federally funded work (5 U.S.C. 1502)."
        case .blame:
            "Blame costs trust and distracts from the guidance: CDC, CERC manual, 2018."
        case .shouting:
            "Text in capitals is harder to read, and screen readers may spell it out: plainlanguage.gov; National Weather Service, mixed case since 2016."
        case .jargon:
            "Readers outside the service don't know the term: NIMS 2017, plain language; plainlanguage.gov."
        case .hashtagCase:
            "Screen readers need capitals to read the words of a hashtag: digital.gov, accessibility for social media."
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
