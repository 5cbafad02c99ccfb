package import Channels
internal import IncidentEvents

/// Checks the texts of a playbook as they will be sent, with values as long as
/// ``MessageTemplate/sample(for:in:)`` gives them.
struct TextChecker {
    /// The playbook as written, without neutral templates.
    let playbook: Playbook
    /// The shipped playbook of neutral templates.
    let neutral: Playbook
    /// The file's templates, for the positions of their faults.
    let templates: [YAMLNode.Entry]
    let faults: Faults

    func check() {
        let whole = playbook.completed(by: neutral)
        let armed = Set(
            whole.templates.compactMap(\.armed).flatMap { [$0.allClear, $0.falseAlert] })
        for template in playbook.templates {
            checkEndings(of: template, in: whole)
            // A fault of a text that ends an alert is an error; other lengths are checked again when
            // a message is submitted.
            if !armed.contains(template.id) { checkLengths(of: template) }
            checkFields(of: template)
        }
        checkStandard(in: whole)
    }

    private func position(of id: TemplateID) -> Position {
        templates.first { $0.key == id.rawValue }?.position ?? .start
    }

    private func checkStandard(in whole: Playbook) {
        for standard in StandardTemplate.allCases {
            if let template = whole.template(standard) {
                warnOfLanguages(of: template, standard)
            } else if let other = playbook.template(standard.id) {
                guard other.kind != .unspecified else { continue }
                faults.error(
                    "the template \"\(standard.id)\" must be of kind \"\(standard.kind.word)\", not "
                        + "\"\(other.kind.word)\"", at: position(of: other.id))
            } else {
                faults.error(
                    "the playbook has no template \"\(standard.id)\", and the neutral one is in "
                        + "\(neutral.languages.joined(separator: " and ")) "
                        + "only: write one", at: .start)
            }
        }
    }

    /// A neutral template may have no text in a language of the playbook.
    private func warnOfLanguages(of template: MessageTemplate, _ standard: StandardTemplate) {
        let missing = playbook.languages.filter { !template.languages.contains($0) }
        guard !missing.isEmpty, playbook.template(standard) == nil else { return }
        faults.warning(
            "the neutral template \"\(standard.id)\" has no text in "
                + "\(missing.joined(separator: ", ")): write one of your own", at: .start)
    }

    // MARK: Armed texts

    private func checkEndings(of template: MessageTemplate, in whole: Playbook) {
        let reach = template.channels ?? playbook.channels
        switch template.kind {
        case .alert:
            for id in [template.armed?.allClear, template.armed?.falseAlert] {
                guard let ending = id.flatMap(whole.template) else { continue }
                check(
                    ending, of: template, on: reach, "the alert", "which is armed with it",
                    "the armed text")
            }
        case .holding, .update:
            let lasting = reach.filter { ChannelCatalogue.channel($0)?.needsRetraction == true }
            guard let retraction = whole.template(.retraction), !lasting.isEmpty else { return }
            check(
                retraction, of: template, on: lasting, "the template",
                "which takes back what can't be deleted", "the text of")
        case .correction, .retraction, .allClear, .unspecified, .UNRECOGNIZED: break
        }
    }

    /// Checks that an ending goes wherever its text goes, in each of its languages, and fits there.
    private func check(
        _ ending: MessageTemplate, of template: MessageTemplate, on reach: [ChannelID],
        _ kind: String, _ purpose: String, _ name: String
    ) {
        let place = position(of: ending.id)
        let channels = ending.channels ?? playbook.channels
        let unreached = reach.filter { !channels.contains($0) }
        if !unreached.isEmpty {
            faults.error(
                "\(kind) \"\(template.id)\" goes to \(list(unreached)), and \"\(ending.id)\", "
                    + "\(purpose), does not: add the channels to \"\(ending.id)\"", at: place)
        }
        for language in template.languages {
            guard ending.languages.contains(language) else {
                faults.error(
                    "\(kind) \"\(template.id)\" has a text in \"\(language)\", and "
                        + "\"\(ending.id)\", \(purpose), has none: add one", at: place)
                continue
            }
            for channel in reach where channels.contains(channel) {
                if let problem = problem(of: ending, on: channel, in: language) {
                    faults.error(
                        "\(name) \"\(ending.id)\" in \"\(language)\" doesn't fit "
                            + "\(channel): \(problem)", at: place)
                }
            }
        }
    }

    private func list(_ channels: [ChannelID]) -> String {
        channels.map(\.rawValue).joined(separator: ", ")
    }

    // MARK: Lengths

    private func checkLengths(of template: MessageTemplate) {
        for text in template.texts {
            let channels = text.channel.map { [$0] } ?? template.channels ?? playbook.channels
            for channel in channels
            where template.text(for: channel, in: text.language)?.channel == text.channel {
                guard let problem = problem(of: template, on: channel, in: text.language) else {
                    continue
                }
                let names = template.requiredFields(for: channel, in: text.language)
                guard let name = names.first else {
                    faults.warning(
                        "the text of \"\(template.id)\" in \"\(text.language)\" may not fit "
                            + "\(channel): \(problem)", at: position(of: template.id))
                    continue
                }
                // What an author may fill in must have room.
                faults.error(
                    "the text of \"\(template.id)\" in \"\(text.language)\" doesn't fit "
                        + "\(channel) with its fields at their max: \(problem) Lower the max of "
                        + "\"\(name)\", or give it a \"short\" form",
                    at: position(of: name, in: template.id))
            }
        }
    }

    /// Checks the words that the playbook itself gives for a field. Incidents don't, since they run
    /// by playbooks of earlier versions.
    private func checkFields(of template: MessageTemplate) {
        for field in template.fields {
            var stated = [("standard", field.standard)]
            for (language, texts) in template.translations.sorted(by: { $0.key < $1.key }) {
                stated += [
                    ("translation into \"\(language)\"", texts[field.name]),
                    ("short form in \"\(language)\"", texts[field.shortKey]),
                ]
            }
            for (what, words) in stated {
                guard let words, words.count > field.max else { continue }
                faults.error(
                    "the \(what) of the field \"\(field.name)\" has \(words.count) characters "
                        + "and its max is \(field.max): shorten it or raise the max",
                    at: position(of: field.name, in: template.id))
            }
        }
    }

    /// The place of a template's field, or of the template if the library has the field.
    private func position(of field: String, in id: TemplateID) -> Position {
        let entry = templates.first { $0.key == id.rawValue }
        return entry?.value["fields"]?.value[field]?.position ?? position(of: id)
    }

    /// The reason that a channel would refuse the text, also with the short forms of its fields; nil
    /// if it would take it.
    private func problem(
        of template: MessageTemplate, on id: ChannelID, in language: String
    ) -> String? {
        guard let channel = playbook.channel(id) else { return nil }
        var found: String?
        for first in [nil, playbook.languages.first] {
            guard
                let text = template.sample(for: id, in: language, inShortFormsBeside: first)
            else { return nil }
            let count = channel.count(text)
            if count.fits || template.canThread(text, on: channel) { return nil }
            found = count.problems.map { "\($0)" }.joined(separator: "; ")
        }
        return found
    }
}

extension MessageTemplate {
    /// Whether the text may be posted on the channel as a thread.
    fileprivate func canThread(_ text: String, on channel: Channel) -> Bool {
        guard !forbidsThread else { return false }
        do {
            return try !PostThread(text, on: channel).posts.isEmpty
        } catch {
            return false
        }
    }
}

extension MessageTemplate {
    /// The required segments for a channel, with long values: 40 characters for the department's name,
    /// 60 for the place, 70 to 80 for a fact, and its max for a field.
    ///
    /// - Parameter first: The playbook's first language, for a sample in which fields have their
    ///   short forms; nil for one without.
    /// - Returns: Nil if the template has no text for it.
    package func sample(
        for channel: ChannelID, in language: String, inShortFormsBeside first: String? = nil
    ) -> String? {
        let sample = Sample(template: self, language: language, first: first)
        return segments(for: channel, in: language)?.filter { !$0.isOptional }
            .map { sample.fill($0.text) }.joined(separator: " ")
    }

    /// The fields in the required segments for a channel, in the template's order.
    fileprivate func requiredFields(for channel: ChannelID, in language: String) -> [String] {
        let texts = (segments(for: channel, in: language) ?? []).filter { !$0.isOptional }
            .map(\.text)
        // An element is itself a text with placeholders.
        let named = names(in: texts)
        let used = Set(named + names(in: named.compactMap { elements[$0] }))
        return fields.map(\.name).filter(used.contains)
    }

    private func names(in texts: [String]) -> [String] {
        texts.flatMap { (try? TemplateText($0))?.names ?? [] }
    }
}

/// A template's texts with made-up values.
private struct Sample {
    let template: MessageTemplate
    let language: String
    /// The playbook's first language, if fields have their short forms.
    let first: String?

    func fill(_ text: String) -> String {
        // An element is itself a text with placeholders.
        fillOnce(fillOnce(text))
    }

    private func fillOnce(_ text: String) -> String {
        guard let pieces = try? TemplateText(text).pieces else { return text }
        return pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .value(let name): value(name)
            }
        }.joined()
    }

    private func value(_ name: String) -> String {
        if let field = template.field(name) { return value(of: field) }
        if let translated = template.translations[language]?[name] { return translated }
        if let element = template.elements[name], element != "{\(name)}" { return element }
        if name.hasPrefix("number:") { return "1,200" }
        guard let known = TemplateValue(rawValue: name) else { return Self.fact }
        return switch known {
        case .title: "Officers attacked on Main Street"
        case .place, .location: "Main Street and Lamar Street near El Centro College, Dallas"
        case .hazard: "armed attack"
        case .department, .source: "Greater Riverton Metro Police Department"
        case .shortName: "Riverton Police"
        case .hotline: "214-555-0100"
        case .web: "https://www.riverton-police.example/alerts"
        case .asOf, .saidAt: "22:15 -05:00"
        case .nextUpdate, .expires: "22:45 -05:00"
        case .guidance: "Go indoors and lock the doors."
        case .time: "until we say that it is over"
        case .claim: "All of the suspects are in custody"
        case .impact, .known, .notKnown, .doing, .empathy, .truth: Self.fact
        }
    }

    /// A value of as many characters as the author may give.
    private func value(of field: MessageTemplate.Field) -> String {
        if let first,
            let short = template.shortForm(of: field, in: language, isFirst: language == first)
        {
            return short
        }
        var words = ""
        while words.count < field.max { words += words.isEmpty ? Self.words : " " + Self.words }
        words = String(words.prefix(field.max))
        return words.hasSuffix(" ") ? words.dropLast() + "s" : words
    }

    /// In letters that every channel has.
    private static let words = "missile attack near the old bridge over the river"
    private static let fact =
        "One person is still firing at officers from a parking garage downtown."
}
