public import TextChecks
public import Channels

/// The rules that stand between a message and the public, by the names people use for them.
public enum GuardID: Hashable, Sendable, CaseIterable {
    case unapproved
    case factNotSayable
    case identification
    case overLimit
    case alertNotArmed
    case exerciseMarking
    case nextUpdateMissing
    case translationUnconfirmed
    case mediaMissing
    case untranslated
    case translationStale
    case guidanceUnsaid
    case controlCharacter
    case elementMissing
    case elementUnsaid
    case phoneTextIncomplete
    case nextUpdateUnsaid
    case expired
    case rumorRepeated
    case numberUnverified
    case numberContradicted
    /// What the text alone gives away.
    case wording(TextRule)

    public static let allCases: [GuardID] =
        [
            .unapproved, .factNotSayable, .identification, .overLimit, .alertNotArmed,
            .exerciseMarking, .nextUpdateMissing, .translationUnconfirmed, .mediaMissing,
            .translationStale, .guidanceUnsaid, .controlCharacter, .untranslated,
            .elementMissing, .elementUnsaid, .phoneTextIncomplete, .nextUpdateUnsaid, .expired,
            .rumorRepeated, .numberUnverified, .numberContradicted,
        ] + TextRule.allCases.map(GuardID.wording)

    /// The name in commands, in JSON and in the log.
    public var rawValue: String {
        switch self {
        case .unapproved: "unapproved"
        case .factNotSayable: "fact-not-sayable"
        case .identification: "identification"
        case .overLimit: "over-limit"
        case .alertNotArmed: "alert-not-armed"
        case .exerciseMarking: "exercise-marking"
        case .nextUpdateMissing: "next-update-missing"
        case .translationUnconfirmed: "translation-unconfirmed"
        case .mediaMissing: "media-missing"
        case .untranslated: "untranslated"
        case .translationStale: "translation-stale"
        case .guidanceUnsaid: "guidance-unsaid"
        case .controlCharacter: "control-character"
        case .elementMissing: "element-missing"
        case .elementUnsaid: "element-unsaid"
        case .phoneTextIncomplete: "phone-text-incomplete"
        case .nextUpdateUnsaid: "next-update-unsaid"
        case .expired: "expired"
        case .rumorRepeated: "rumor-repeated"
        case .numberUnverified: "number-unverified"
        case .numberContradicted: "number-contradicted"
        case .wording(let rule): rule.rawValue
        }
    }

    /// A warning stands in one line after the result and stops nothing.
    public var isBlocking: Bool {
        switch self {
        case .unapproved, .factNotSayable, .identification, .overLimit, .alertNotArmed,
            .exerciseMarking, .nextUpdateMissing, .translationUnconfirmed, .mediaMissing,
            .translationStale, .guidanceUnsaid, .controlCharacter:
            true
        case .untranslated, .elementMissing, .elementUnsaid, .phoneTextIncomplete,
            .nextUpdateUnsaid, .expired, .rumorRepeated, .numberUnverified, .numberContradicted,
            .wording:
            false
        }
    }

    /// Whether a person may let a message pass with a reason.
    public var isOverridable: Bool {
        switch self {
        case .unapproved, .factNotSayable, .alertNotArmed, .nextUpdateMissing: true
        case .identification, .overLimit, .exerciseMarking, .translationUnconfirmed,
            .mediaMissing, .untranslated, .translationStale, .guidanceUnsaid,
            .controlCharacter, .elementMissing, .elementUnsaid, .phoneTextIncomplete,
            .nextUpdateUnsaid, .expired, .rumorRepeated, .numberUnverified, .numberContradicted,
            .wording:
            false
        }
    }

    /// Whether it can be judged in a reenactment, where it is recorded instead of refusing. What
    /// the record of a past incident does not hold, such as approvals, is not recorded and so
    /// never flagged as missing.
    public var isJudgedInReenactment: Bool {
        self == .factNotSayable || self == .identification
    }

    /// What it stops or warns of.
    public var summary: String {
        switch self {
        case .unapproved: "Releasing what nobody entitled approved, or approved before an edit."
        case .factNotSayable:
            "Citing a fact that is unverified, not cleared, held, refuted or superseded."
        case .identification: "Naming or picturing a person without the proof its purpose needs."
        case .overLimit:
            "A text beyond its channel's limit or character set, on that channel only."
        case .alertNotArmed: "An alert without its all-clear and its false-alert text."
        case .exerciseMarking: "A text of an exercise that does not say that it is one."
        case .nextUpdateMissing: "No time for the next update while the first phase lasts."
        case .translationUnconfirmed:
            "A machine's translation that nobody has confirmed, in that language only."
        case .untranslated: "A language without its words: it stays behind, the others go out."
        case .translationStale:
            "A translation of words that have changed since, in that language only."
        case .guidanceUnsaid:
            "A text with the playbook's own guidance where the author states another, there only."
        case .controlCharacter:
            "A text with a control character or an override of direction, there only."
        case .mediaMissing:
            "A post without the picture or the alt text that its channel needs, there only."
        case .elementMissing:
            "A warning message without one of: time, location, source, hazard, guidance."
        case .elementUnsaid:
            "A text that has no place for the hazard or the time that the author states."
        case .phoneTextIncomplete:
            "A text for phones (WEA) without the agency's name or a time with its zone."
        case .nextUpdateUnsaid:
            "A first word, an alert or an update that nowhere says when the next one comes."
        case .expired: "A promised next update whose time has passed before the text is out."
        case .rumorRepeated:
            "Saying again what a rumor claims, in a message that does not correct it."
        case .numberUnverified: "A number that no cited fact carries."
        case .numberContradicted:
            "Another number than a message that still stands gives for the same thing."
        case .wording(let rule): rule.summary
        }
    }

    /// Why the rule exists.
    public var reason: String {
        switch self {
        case .unapproved: "One pair of eyes is not enough for what can't be taken back."
        case .factNotSayable: "What was said early and unconfirmed is what had to be corrected."
        case .identification: "A wrong face stays with an innocent person."
        case .overLimit: "A channel cuts or refuses what does not fit."
        case .alertNotArmed: "Taking an alert back must not wait for a text to be written."
        case .exerciseMarking: "A drill that reads as real is a false alert."
        case .nextUpdateMissing: "Without a promised time people look for news elsewhere."
        case .translationUnconfirmed:
            "A wrong instruction in one language harms those who read only that one."
        case .untranslated, .translationStale:
            "Those who read only that language are told nothing, or what no longer holds."
        case .guidanceUnsaid, .elementUnsaid:
            "A warning says hazard, time and guidance (47 CFR 10.420), and warnings that contradict each other are not followed: Mileti and Sorensen 1990."
        case .controlCharacter:
            "It is not seen and changes what is: a reader, a screen or a gateway takes the text for another or breaks on it."
        case .mediaMissing: "The channel takes no post without it, or some could not read it."
        case .elementMissing:
            "People act on a warning that says who, what, where, when and what to do. Of 6,080 wireless alerts of 2012 to 2022 only 8.5 % did: Olson et al. 2023, doi:10.1111/1468-5973.12518; 47 CFR 10.420 asks for all five."
        case .phoneTextIncomplete:
            "A WEA names its event, area, action, expiry with the zone, and agency (47 CFR 10.420): no CAP file is written without them."
        case .nextUpdateUnsaid:
            "Without a promised time people look for news elsewhere: CDC, CERC manual, 2018."
        case .expired: "A promise that is broken when it is read costs trust."
        case .rumorRepeated:
            "People believe what they read repeatedly, no matter who says it: Lewandowsky et al., The Debunking Handbook, 2020."
        case .numberUnverified: "What was said early and unconfirmed is what had to be corrected."
        case .numberContradicted:
            "Warnings that disagree are checked against each other instead of followed: Mileti and Sorensen 1990."
        case .wording(let rule): rule.reason
        }
    }
}

/// What a guard found in one message.
public struct GuardFinding: Hashable, Sendable {
    public var guardID: GuardID
    /// What it is about, e.g. `M3`.
    public var subject: String
    /// The channels it concerns; empty for all.
    public var channels: [ChannelID]
    /// The languages it concerns on those channels; empty for all.
    public var languages: [String]
    /// What was found and where.
    public var finding: String
    /// How to mend it.
    public var remedy: Remedy
    /// Where it stands in the texts; empty where it is about the message as a whole.
    public var places: [Place]

    /// A stretch of one text, in UTF-8 bytes from its beginning.
    public struct Place: Hashable, Sendable {
        public var key: Message.VariantKey
        public var span: Range<Int>

        public init(key: Message.VariantKey, span: Range<Int>) {
            self.key = key
            self.span = span
        }
    }

    public init(
        _ guardID: GuardID, _ subject: String, channels: [ChannelID] = [],
        languages: [String] = [], _ finding: String,
        remedy: Remedy, places: [Place] = []
    ) {
        self.guardID = guardID
        self.subject = subject
        self.channels = channels
        self.languages = languages
        self.finding = finding
        self.remedy = remedy
        self.places = places
    }

    /// Whether it is about this text.
    func concerns(_ key: Message.VariantKey) -> Bool {
        (channels.isEmpty || channels.contains(key.channel))
            && (languages.isEmpty || languages.contains(key.language))
    }
}
