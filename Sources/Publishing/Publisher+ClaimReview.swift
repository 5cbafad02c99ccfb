internal import Channels
internal import Incident
public import IncidentEvents
internal import Playbooks
internal import TextChecks
internal import Wire

/// The public part of the rumor register.
public struct ClaimRegister: Sendable {
    public let shown: [RumorID]
    public let leftOut: [(rumor: RumorID, reason: ClaimOmission)]
    /// ClaimReview JSON-LD.
    public let content: String
}

/// A reason to leave a rumor out of the register.
public enum ClaimOmission: Hashable, Sendable {
    case noFinding
    case notTold
    case hidden
    case identifiesPerson
    /// The claim itself contains personal data or describes a person; with the finding's words.
    case namesPerson(String)
    case noCorrection
    /// The correction has no public text in its own language.
    case noText(language: String)
    /// Our own error, in words that only the log contains.
    case onlyInLog
}

extension ClaimOmission: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noFinding: "it has no finding yet."
        case .notTold: "none of our corrections of it is public."
        case .hidden: "its report was made internal or restricted."
        case .identifiesPerson:
            "its correction identifies a person, and the register would repeat the accusation."
        case .namesPerson(let finding): finding
        case .noCorrection: "no public text of ours corrects it."
        case .noText(let language): "its correction has no public text in \(language)."
        case .onlyInLog: "the claim is only in the log, not in a public text of ours."
        }
    }
}

extension Publisher {
    /// The rumors that we corrected publicly, as ClaimReview.
    ///
    /// - Parameters:
    ///   - wanted: The rumors to show; empty for all.
    ///   - page: The register's page; nil for the department's page.
    /// - Throws: ``PublishingRefusal``, or a `WireError` for an invalid address.
    public func claimRegister(
        of wanted: [RumorID] = [], page: String? = nil
    ) throws -> ClaimRegister {
        if let drillMarking {
            throw PublishingRefusal.drillRumors(incident: incident, mode: drillMarking)
        }
        guard let page = page ?? department.page else { throw PublishingRefusal.noRegisterPage }
        for id in wanted where state.rumors[id] == nil {
            throw PublishingRefusal.unknownRumor(id)
        }
        var shown: [RumorID] = []
        var leftOut: [(rumor: RumorID, reason: ClaimOmission)] = []
        var reviews: [ClaimReview] = []
        for rumor in state.rumors.all where wanted.isEmpty || wanted.contains(rumor.id) {
            let published = PublishedClaim(rumor, self)
            if let reason = published.omission {
                leftOut.append((rumor.id, reason))
            } else if let told = published.told {
                reviews.append(try published.review(told, page: page))
                shown.append(rumor.id)
            }
        }
        return ClaimRegister(
            shown: shown, leftOut: leftOut, content: try ClaimReview.jsonLD(reviews))
    }
}

/// The public part of a rumor.
private struct PublishedClaim {
    let rumor: Rumor
    let publisher: Publisher
    /// Our corrections that are live on a public carrier.
    let corrections: [Message]

    init(_ rumor: Rumor, _ publisher: Publisher) {
        self.rumor = rumor
        self.publisher = publisher
        corrections = publisher.state.messages.all.filter { message in
            message.kind == .correction && message.corrects.contains(rumor.id)
                && message.liveCarriers.contains(where: \.isPublic)
        }
    }

    /// The reason to leave it out; nil if it may be shown.
    var omission: ClaimOmission? {
        if finding == nil { return .noFinding }
        if !isMadePublic, corrections.isEmpty { return .notTold }
        if isHidden { return .hidden }
        if corrections.contains(where: identifies) { return .identifiesPerson }
        if let remark = remarkOnPerson { return .namesPerson(remark.finding) }
        guard let correction = corrections.last else { return .noCorrection }
        if told == nil { return .noText(language: correction.sourceLanguage) }
        // A fact's wording is our own, and may name a person whom no released text names.
        let isOurs = !rumor.messages.isEmpty || rumor.fact != nil
        return isOurs && !isSaidByUs ? .onlyInLog : nil
    }

    private var isMadePublic: Bool {
        publisher.state.visibilities[rumor.reported.position] == .public
    }

    private var isHidden: Bool {
        publisher.state.visibilities[rumor.reported.position] == .restricted
            || publisher.state.redactions[rumor.reported.position] != nil
    }

    private var remarkOnPerson: TextRemark? {
        let judge = TextJudge(
            publisher.playbook.guards, publisher.department,
            known: [publisher.state.opening?.place].compactMap(\.self))
        // The claim is quoted in its original language, which may be either.
        return ["en", "es"].lazy.flatMap { judge.remarks(on: rumor.claim, language: $0) }.first {
            $0.rule == .personalData || $0.rule == .identityTerm
        }
    }

    private func identifies(_ message: Message) -> Bool {
        guard case .persons(let persons) = message.declaration else { return false }
        return persons.contains { $0.purpose != .official }
    }

    private var isSaidByUs: Bool {
        let claim = Self.plain(rumor.claim)
        let texts = publisher.state.claimants(of: rumor).flatMap(\.releases).flatMap(\.texts)
        return texts.contains { text in
            ChannelCatalogue.channel(ChannelID(rawValue: text.channel))?.isPublic == true
                && Self.plain(text.text).contains(claim)
        }
    }

    /// The text without case, outer spaces and final period, which don't change a claim.
    private static func plain(_ text: String) -> String {
        var words = text.lowercased()[...].drop(while: \.isWhitespace)
        while let last = words.last, last.isWhitespace || last == "." { words = words.dropLast() }
        return String(words)
    }

    private var finding: ClaimReview.Finding? {
        switch rumor.assessment?.finding {
        case .false: .false
        case .misleading: .misleading
        case .unsubstantiated: .unsubstantiated
        case .outdated: .outdated
        case .true: .true
        case .unspecified, .UNRECOGNIZED, nil: nil
        }
    }

    /// The public correction: the last one that has a text in its first language.
    struct Told {
        var finding: ClaimReview.Finding
        var language: String
        var text: String
        var published: Instant
    }

    var told: Told? {
        corrections.reversed().lazy.compactMap { message -> Told? in
            guard let finding, let posting = message.publicPostings.first else { return nil }
            let language = message.sourceLanguage
            let texts = message.releasedTexts
            let text = (ChannelID.fullest + message.channels).lazy.filter(\.isPublic)
                .compactMap { texts[.init(channel: $0, language: language)]?.text }.first
            return text.map {
                Told(
                    finding: finding, language: language, text: $0, published: posting.stamp.at)
            }
        }.first
    }

    /// The review states the correction in the public words, never in those of the log.
    func review(_ told: Told, page: String) throws(PublishingRefusal) -> ClaimReview {
        // Incidents may share a page, so the rumor's id alone isn't unique there.
        let base = page.prefix { $0 != "#" }
        return ClaimReview(
            claim: rumor.claim, finding: told.finding,
            findingWords: words(told.finding, told.language), explanation: told.text,
            address: "\(base)#\(publisher.incident)-\(rumor.id)",
            published: try publisher.time(told.published),
            agencyName: publisher.department.name,
            agencyAddress: publisher.department.page ?? page, language: told.language)
    }

    private func words(_ finding: ClaimReview.Finding, _ language: String) -> String {
        let isSpanish = language.hasPrefix("es")
        return switch finding {
        case .false: isSpanish ? "Falso" : "False"
        case .misleading: isSpanish ? "Engañoso" : "Misleading"
        case .unsubstantiated: isSpanish ? "Sin confirmar" : "Unsubstantiated"
        case .outdated: isSpanish ? "Desactualizado" : "Outdated"
        case .true: isSpanish ? "Verdadero" : "True"
        }
    }
}
