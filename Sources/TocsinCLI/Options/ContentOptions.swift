internal import ArgumentParser
internal import Channels
internal import Incident
internal import IncidentEvents

/// The author's content for a message, for drafting and revising it.
struct ContentOptions: ParsableArguments {
    @Option(help: "Free text for every channel, instead of a template.") var text: String?
    @Option(help: .rare("The language of the text, BCP 47. Default: en."), completion: .languages)
    var language: String?
    @Option(
        name: [.customLong("on"), .customLong("channels")], parsing: .upToNextOption,
        help: "The channels, e.g. x sms.", completion: .channels)
    var channels: [Several] = []
    @Option(parsing: .upToNextOption, help: "The facts it cites.", completion: .facts) var cite:
        [Several] = []
    @Option(help: "\"nothing\" if the text states something without a fact. Needs --reason.")
    var restsOn: String?
    @Option(help: .rare("Why the text rests on nothing.")) var reason: String?
    @Option(
        parsing: .upToNextOption, help: .rare("The facts that the text calls unconfirmed."),
        completion: .facts)
    var unconfirmed: [Several] = []
    @Option(
        name: .customLong("as-of-fact"), parsing: .upToNextOption,
        help: .rare("F1=TIME: the text states the fact as of that time."))
    var asOfFacts: [String] = []
    @Option(parsing: .upToNextOption, help: "The rumors it corrects.", completion: .rumors)
    var corrects: [Several] = []
    @Option(
        name: .customLong("field"), parsing: .upToNextOption,
        help: .rare("NAME=VALUE for a template field."))
    var fields: [String] = []
    @Flag(
        inversion: .prefixedNo,
        help: .rare("Whether a text that is too long may become a thread. Default: it may."))
    var thread: Bool?

    @Option(help: .rare("Element: who speaks.")) var source: String?
    @Option(help: .rare("Element: the hazard.")) var hazard: String?
    @Option(help: .rare("Element: where.")) var location: String?
    @Option(help: "Element: the protective action asked of the public.") var guidance: String?
    @Option(help: .rare("Element: when the guidance applies.")) var time: String?
    @Option(help: .rare("Element: the hazard's impact.")) var impact: String?
    @Option(help: .rare("Element: the known facts.")) var known: String?
    @Option(help: .rare("Element: the open questions.")) var notKnown: String?
    @Option(help: .rare("Element: the response.")) var doing: String?
    @Option(help: .rare("Element: words to the people affected.")) var empathy: String?
    @Option(parsing: .unconditional, help: "The latest time for the promised next update.")
    var nextUpdate: String?
    @Option(parsing: .unconditional, help: .rare("When the guidance ends: 23:15, +1h."))
    var expires: String?

    func validate() throws {
        guard restsOn != nil || reason != nil else { return }
        guard restsOn?.lowercased() == "nothing" else {
            throw ValidationError("Write --rests-on nothing, or cite facts: --cite F1")
        }
        guard reason.nonEmpty != nil else {
            throw ValidationError("--rests-on nothing needs a --reason. Give one.")
        }
        guard cite.isEmpty, unconfirmed.isEmpty else {
            throw ValidationError("A text that cites facts rests on them. Drop --rests-on.")
        }
    }

    func content(
        _ decision: Decision, text: String?, languages: [String],
        identification: IdentificationOptions
    ) throws -> MessageCommand.MessageContent {
        var content = MessageCommand.MessageContent()
        content.elements = try elements(decision)
        let cited = try cited(decision)
        content.cites = cited.isEmpty ? nil : cited
        content.restsOnNothing = reason
        content.corrects = corrects.isEmpty ? nil : try [RumorID].read(corrects)
        content.declaration = try identification.declaration(decision)
        content.channels =
            channels.isEmpty ? nil : channels.values.map { ChannelID(rawValue: $0.lowercased()) }
        if let text { content.texts = [language ?? languages.first ?? "en": text] }
        content.forbidsThread = thread.map { !$0 }
        for field in fields {
            let (name, value) = try Self.pair(field, "--field NAME=VALUE")
            content.fields[name] = value
        }
        return content
    }

    private func elements(_ decision: Decision) throws -> MessageElements? {
        var elements = MessageElements()
        let texts: [(WritableKeyPath<MessageElements, String>, String?)] = [
            (\.source, source), (\.hazard, hazard), (\.location, location),
            (\.guidance, guidance), (\.time, time), (\.impact, impact), (\.known, known),
            (\.notKnown, notKnown), (\.doing, doing), (\.empathy, empathy),
        ]
        for case (let element, let text?) in texts { elements[keyPath: element] = text }
        if let nextUpdate { elements.nextUpdateBy = try decision.coming(nextUpdate).timestamp }
        if let expires { elements.expires = try decision.coming(expires).timestamp }
        return elements == MessageElements() ? nil : elements
    }

    private func cited(_ decision: Decision) throws -> [Message.Cited] {
        var cited: [Message.Cited] = []
        func add(_ fact: FactID, _ change: (inout Message.Cited) -> Void) {
            if let index = cited.firstIndex(where: { $0.fact == fact }) {
                change(&cited[index])
            } else {
                var new = Message.Cited(fact: fact)
                change(&new)
                cited.append(new)
            }
        }
        for fact in cite.values { add(try .read(fact)) { _ in } }
        for fact in unconfirmed.values { add(try .read(fact)) { $0.isUnconfirmed = true } }
        for pair in asOfFacts {
            let (fact, time) = try Self.pair(pair, "--as-of-fact F1=TIME")
            let instant = try decision.past(time)
            add(try .read(fact)) { $0.asOf = instant }
        }
        return cited
    }

    static func pair(_ text: String, _ form: String) throws -> (String, String) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else {
            throw ValidationError("\"\(text)\" isn't valid. Write it as \(form).")
        }
        return (String(parts[0]), String(parts[1]))
    }
}

/// The persons that a message identifies, and the proof that the purpose needs.
struct IdentificationOptions: ParsableArguments {
    @Option(help: "nobody, or the person by role, never by a private name.") var identifies: String?
    @Option(
        help: .rare("The purpose: suspect, wanted, missing-person, deceased, official, …"),
        completion: .words(of: IdentificationPurpose.self))
    var purpose: String?
    @Option(
        name: .customLong("detail"), parsing: .upToNextOption,
        help: .rare("The details: name, photo, plate, home-address, description, voice, quote."),
        completion: .words(of: IdentifyingDetail.self))
    var details: [Several] = []
    @Option(
        name: .customLong("fact"), help: .rare("The fact that identifies the person."),
        completion: .facts) var fact: String?
    @Option(name: .customLong("case"), help: .rare("The case or warrant number."))
    var caseNumber: String?
    @Option(help: .rare("The investigator in charge.")) var investigator: String?
    @Option(help: .rare("Who confirmed it, other than the author.")) var confirmedBy: String?
    @Option(help: .rare("Which next of kin was notified: a relation, not a name.")) var nextOfKin:
        String?
    @Option(parsing: .unconditional, help: .rare("When they were notified.")) var nextOfKinAt:
        String?
    @Option(help: .rare("The consent, e.g. C1."), completion: .consents) var consent: String?
    @Flag(help: .rare("The person is a juvenile.")) var juvenile = false
    @Flag(help: .rare("The person is a victim of a sexual offense.")) var sexualOffenceVictim =
        false
    @Option(help: .rare("The law that allows naming a juvenile suspect or such a victim."))
    var law: String?
    @Flag(help: .rare("The alert's criteria are met.")) var criteriaMet = false

    func declaration(_ decision: Decision) throws -> Message.Declaration? {
        guard let identifies else {
            if purpose != nil || !details.isEmpty || caseNumber != nil {
                throw ValidationError("--identifies WHOM is missing. Say who is identified.")
            }
            return nil
        }
        if identifies.lowercased() == "nobody" { return .nobody }
        guard let purpose else {
            throw ValidationError(
                "--purpose is missing. Say why \(identifies) is identified.")
        }
        var identification = Identification()
        identification.whom = identifies
        identification.purpose = try Choice.purpose(purpose)
        identification.details = try details.values.map(Choice.detail)
        identification.fact = try fact.map { try FactID.read($0).description } ?? ""
        identification.caseNumber = caseNumber ?? ""
        identification.investigatorInCharge = investigator ?? ""
        identification.confirmedBy = confirmedBy ?? ""
        identification.nextOfKinTold = nextOfKin ?? ""
        if let nextOfKinAt {
            identification.nextOfKinToldAt = try decision.past(nextOfKinAt).timestamp
        }
        identification.consent = try consent.map { try ConsentID.read($0).description } ?? ""
        identification.juvenile = juvenile
        identification.sexualOffenceVictim = sexualOffenceVictim
        identification.law = law ?? ""
        identification.criteriaMet = criteriaMet
        return .persons([identification])
    }
}
