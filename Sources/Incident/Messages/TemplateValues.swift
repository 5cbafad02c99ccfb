internal import Channels
public import IncidentEvents
public import Playbooks

/// The values of a template's placeholders in one message and one language.
struct TemplateValues {
    let state: IncidentState
    let playbook: Playbook
    let department: Department
    let message: Message
    let language: String
    /// Whether the channel has little room.
    let isShort: Bool
    /// Whether a field's short form replaces a longer value.
    var usesShortForms = false
    /// The fields that have their short form.
    private(set) var shortened: [String] = []
    /// The facts whose words or numbers are in a text.
    var citedFacts: [FactID] = []
    /// Values that exist in the message's first language but not in this one.
    private(set) var untranslated: [String] = []

    init(
        _ composer: MessageComposer, _ message: Message, in language: String,
        isShort: Bool = false
    ) {
        state = composer.state
        playbook = composer.playbook
        department = composer.department
        self.message = message
        self.language = language
        self.isShort = isShort
    }

    mutating func fill(_ text: String, _ template: MessageTemplate)
        -> Result<String, TemplateText.MissingValues>
    {
        // A playbook is checked when it is read, so a fault here means a text without a template.
        guard let parsed = try? TemplateText(text) else { return .success(text) }
        var found: [String: String] = [:]
        for name in parsed.names where found[name] == nil {
            let value = value(name, template)
            found[name] = runsOn(name, in: parsed) ? value.map(Self.sentence) : value
        }
        return parsed.filled { found[$0] }
    }

    /// The value for a placeholder, as it would be filled in; nil if there is none.
    mutating func stated(_ name: String, _ template: MessageTemplate) -> String? {
        value(name, template)
    }

    /// Whether a value is a sentence by the author or a translator, so it must not run into the
    /// words after it. A text may have the mark itself: `{guidance}.`
    private func runsOn(_ name: String, in text: TemplateText) -> Bool {
        guard let known = TemplateValue(rawValue: name), Self.sentenceValues.contains(known),
            message.elements.text(of: known) != nil || translation?.values[name] != nil
        else { return false }
        let pieces = text.pieces
        return !pieces.indices.dropLast().contains { index in
            guard pieces[index] == .value(name), case .text(let next) = pieces[index + 1],
                let mark = next.first
            else { return false }
            return Self.marks.contains(mark) || mark == "," || mark == ";"
        }
    }

    private static let sentenceValues: Set<TemplateValue> = [
        .guidance, .impact, .known, .notKnown, .doing, .empathy, .truth,
    ]

    private var isSource: Bool { language == message.sourceLanguage }
    private var translation: Message.Translation? { message.translations[language] }

    private mutating func value(_ name: String, _ template: MessageTemplate) -> String? {
        let value = fullValue(name, template)
        guard usesShortForms, let value, let field = template.field(name),
            let short = template.shortForm(of: field, in: language, isFirst: isSource),
            short.count < value.count
        else { return value }
        if !shortened.contains(name) { shortened.append(name) }
        return short
    }

    private mutating func fullValue(_ name: String, _ template: MessageTemplate) -> String? {
        if let translated = translation?.values[name] {
            // The source of the translation is cited as if it were in the text itself.
            _ = sourceText(name, template)
            return translated
        }
        if let number = name.suffix(after: "number:") { return self.number(of: number) }
        if let field = template.field(name) {
            return value(of: field, template)
        }
        guard !isSource, isProse(name, template) else { return sourceText(name, template) }
        if let phrase = sourceText(name, template).flatMap({ playbook.phrase($0, in: language) }) {
            return phrase
        }
        // A value that the author did not change has the playbook's own words in each language.
        let isStated = TemplateValue(rawValue: name).flatMap(message.elements.text) != nil
        if !isStated, let text = template.translations[language]?[name] {
            return filled(text, template)
        }
        if sourceText(name, template) != nil { note(untranslated: name) }
        return nil
    }

    private mutating func value(
        of field: MessageTemplate.Field, _ template: MessageTemplate
    ) -> String? {
        let stated = message.fields[field.name]
        guard let value = stated ?? field.standard, !value.isEmpty else { return nil }
        guard field.form == .text, !isSource else { return field.written(value, in: language) }
        if stated == nil, let text = template.translations[language]?[field.name] { return text }
        if let phrase = playbook.phrase(value, in: language) { return phrase }
        note(untranslated: field.name)
        return nil
    }

    private mutating func note(untranslated name: String) {
        if !untranslated.contains(name) { untranslated.append(name) }
    }

    /// Whether a value is prose in the first language. Names, addresses and times are the same in
    /// every language, and so is an element made only of those.
    private func isProse(_ name: String, _ template: MessageTemplate) -> Bool {
        guard let known = TemplateValue(rawValue: name) else { return true }
        if message.elements.text(of: known) != nil { return true }
        if let element = template.elements[name], element != "{\(name)}" {
            guard let pieces = try? TemplateText(element).pieces else { return true }
            return pieces.contains { piece in
                switch piece {
                case .text(let text): text.contains(where: \.isLetter)
                case .value(let name): name != known.rawValue && isProse(name, template)
                }
            }
        }
        switch known {
        case .place, .location, .department, .shortName, .source, .hotline, .web, .saidAt, .asOf,
            .nextUpdate, .expires:
            return false
        case .title, .hazard, .guidance, .time, .impact, .known, .notKnown, .doing, .empathy,
            .claim, .truth:
            return true
        }
    }

    /// A value in the message's first language.
    private mutating func sourceText(_ name: String, _ template: MessageTemplate) -> String? {
        if let topic = name.suffix(after: "fact:") {
            let fact = state.sayableFacts.last { $0.topic == topic }
            if let fact { cite(fact.id) }
            return fact?.statement
        }
        guard let known = TemplateValue(rawValue: name) else { return nil }
        if let stated = message.elements.text(of: known) { return stated }
        if let element = template.elements[name], element != "{\(name)}" {
            return filled(element, template)
        }
        return value(known)
    }

    private mutating func filled(_ text: String, _ template: MessageTemplate) -> String? {
        if case .success(let text) = fill(text, template) { text } else { nil }
    }

    /// The number of the topic's sayable fact.
    private mutating func number(of topic: String) -> String? {
        let fact = state.sayableFacts.last { $0.topic == topic }
        guard let fact, let number = fact.number else { return nil }
        cite(fact.id)
        let whole = Int64(exactly: number)
        return LanguageForms(language).number(whole.map { "\($0)" } ?? "\(number)")
    }

    private mutating func value(_ name: TemplateValue) -> String? {
        let opening = state.opening
        let value: String? =
            switch name {
            case .title: opening?.title
            case .place, .location: opening?.place
            case .hazard: playbook.title
            case .department, .source: department.name
            case .shortName: department.shortName ?? department.name
            case .hotline: department.hotline
            case .web: department.web
            case .known: known()
            case .claim: claim
            case .truth: truth()
            case .saidAt: saidAt(isShort)
            case .asOf: ReleaseValues.asOfName
            case .nextUpdate: promisesUpdate ? ReleaseValues.nextUpdateName : nil
            case .expires: message.elements.hasExpires ? ReleaseValues.expiresName : nil
            case .guidance, .time, .impact, .notKnown, .doing, .empathy: nil
            }
        return value.flatMap(\.nonEmpty)
    }

    /// Whether a time for the next update will be known at release, stated or by the cadence.
    private var promisesUpdate: Bool {
        message.elements.hasNextUpdateBy
            || state.phase.flatMap(playbook.phase)?.cadence != nil
    }

    /// Every sayable fact, in the order of recording.
    private mutating func known() -> String? {
        let facts = state.sayableFacts
        facts.forEach { cite($0.id) }
        return sentences(facts.map(\.statement))
    }

    /// The correct statement: the cited facts, else the facts of the rumor's assessment.
    /// The claim that is corrected. A claim about a person is never repeated, not even to deny it.
    private var claim: String? {
        guard let rumor = message.corrects.compactMap({ state.rumors[$0] }).first else {
            return nil
        }
        guard rumor.isAboutPerson else { return rumor.claim }
        return language.hasPrefix("es")
            ? "lo que se dice de una persona" : "what is being said about a person"
    }

    private mutating func truth() -> String? {
        let cited = message.cites.compactMap { state.facts[$0.fact]?.statement }
        if !cited.isEmpty { return sentences(cited) }
        let assessments = message.corrects.compactMap { state.rumors[$0]?.assessment }
        let facts = assessments.flatMap(\.facts).compactMap { state.facts[$0] }
            .filter(\.isSayable)
        facts.forEach { cite($0.id) }
        return sentences(
            facts.isEmpty ? assessments.compactMap(\.evidence) : facts.map(\.statement))
    }

    /// The release time of the first message that made the claim. It tells the reader which message
    /// is meant without repeating the error.
    private func saidAt(_ isShort: Bool) -> String? {
        let wrong =
            message.corrects.compactMap { state.rumors[$0] }.flatMap(\.messages)
            + [message.retracts].compactMap(\.self)
        let releases = wrong.compactMap { state.messages[$0]?.releases.first }
        let time = PublicTime(zone: state.zone, department: department)
        return releases.map(\.stamp.happenedAt).min().map {
            time.text(
                $0, in: language, isShort: isShort, today: state.lastIncidentTime ?? $0)
        }
    }

    private mutating func cite(_ fact: FactID) {
        if !citedFacts.contains(fact) { citedFacts.append(fact) }
    }

    private func sentences(_ texts: [String]) -> String? {
        guard !texts.isEmpty else { return nil }
        return texts.map(Self.sentence).joined(separator: " ")
    }

    /// The marks that end a sentence.
    private static let marks: Set<Character> = [".", "!", "?", ":", "\u{2026}"]
    private static let closing: Set<Character> = ["\"", "'", "\u{201D}", "\u{2019}", "\u{BB}", ")"]

    /// The text with a final period, unless it already ends with a mark, even within quotation
    /// marks.
    private static func sentence(_ text: String) -> String {
        var end = text[...]
        while end.last?.isWhitespace ?? false { end = end.dropLast() }
        let words = end
        while let last = end.last, closing.contains(last) { end = end.dropLast() }
        guard let last = end.last, !marks.contains(last) else { return String(words) }
        return String(words) + "."
    }
}

extension IncidentState {
    /// The facts that may be said in public: the newest of each topic, and all facts without a
    /// topic.
    public var sayableFacts: [Fact] {
        let sayable = facts.all.filter(\.isSayable)
        return sayable.enumerated().filter { index, fact in
            fact.topic == "general" || !sayable[(index + 1)...].contains { $0.topic == fact.topic }
        }.map(\.element)
    }
}

extension MessageElements {
    /// The author's text for one of the values, or nil.
    public func text(of value: TemplateValue) -> String? {
        let text: String? =
            switch value {
            case .source: source
            case .hazard: hazard
            case .location: location
            case .guidance: guidance
            case .time: time
            case .impact: impact
            case .known: known
            case .notKnown: notKnown
            case .doing: doing
            case .empathy: empathy
            case .title, .place, .department, .shortName, .hotline, .web, .claim, .truth, .saidAt,
                .asOf, .nextUpdate, .expires:
                nil
            }
        return text.flatMap(\.nonEmpty)
    }
}

extension String {
    fileprivate func suffix(after prefix: String) -> String? {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }
}
