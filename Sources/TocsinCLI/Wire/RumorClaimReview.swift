internal import Wire
internal import Forms
internal import TextChecks
internal import ArgumentParser
internal import Channels
internal import Engine
internal import Foundation
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import ReadModels

struct RumorClaimReview: WireCommand {
    static let configuration = CommandConfiguration(
        commandName: "claimreview", abstract: "The rumor register as ClaimReview JSON-LD.",
        discussion: """
            Only what the public was told already: rumors with a correction of ours that stands \
            in public, or whose report was made public. A claim about a person that a correction \
            identifies, one that holds personal data, and one of our own error whose words no text \
            of ours holds, is left out. What is left out is named.
            Example: tocsin rumor claimreview R1 R2 --page https://police.example/rumors
            """)

    @Argument(help: "The rumors, e.g. R1. Default: all that may be shown.") var rumors: [String] =
        []
    @Option(help: "Where the register stands. Default: the department's page.") var page: String?
    @OptionGroup var destination: OutputOptions
    @OptionGroup var reading: ReadingOptions

    struct Answer: Encodable {
        var rumors: [RumorID]
        var leftOut: [LeftOut]
        var content: String

        struct LeftOut: Encodable {
            var rumor: RumorID
            var reason: String
        }
    }

    func file(_ view: IncidentView) throws -> WireFile<Answer> {
        if view.mode.isSimulable {
            throw Failure(
                .refused,
                "\(view.stream) is \(view.mode.marking): a search engine would take its rumors for"
                    + " real, so no ClaimReview is made of them.")
        }
        guard let page = page ?? view.department.page else {
            throw Failure(
                .usage,
                "The department file names no web address. Give the page of the register:"
                    + " --page https://police.example/rumors")
        }
        let wanted: [RumorID] = try .read(rumors)
        for id in wanted where view.state.rumors[id] == nil {
            throw Failure(.badData, "There is no rumor \(id). See them: tocsin rumor list")
        }
        var shown: [RumorID] = []
        var leftOut: [Answer.LeftOut] = []
        var reviews: [ClaimReview] = []
        for rumor in view.state.rumors.all where wanted.isEmpty || wanted.contains(rumor.id) {
            let published = PublishedClaim(rumor: rumor, view: view)
            if let reason = published.reasonToLeaveOut {
                leftOut.append(.init(rumor: rumor.id, reason: reason))
            } else if let review = try published.review(page: page) {
                reviews.append(review)
                shown.append(rumor.id)
            }
        }
        let content = try ClaimReview.jsonLD(reviews)
        return WireFile(
            answer: Answer(rumors: shown, leftOut: leftOut, content: content), content: content,
            note: shown.count == 1
                ? "1 rumor of \(view.stream)." : "\(shown.count) rumors of \(view.stream).",
            leftOut: leftOut.map { "\($0.rumor) is left out: \($0.reason)" })
    }
}

/// A rumor as far as the public knows of it.
private struct PublishedClaim {
    let rumor: Rumor
    let view: IncidentView

    /// Corrections of ours that stand in public.
    private var corrections: [Message] {
        view.state.messages.all.filter { message in
            message.kind == .correction && message.corrects.contains(rumor.id)
                && message.liveCarriers.contains(where: \.isPublic)
        }
    }

    private var isMadePublic: Bool {
        view.state.visibilities[rumor.reported.position] == .public
    }

    /// Nil where it may be shown.
    var reasonToLeaveOut: String? {
        if finding == nil { return "nothing was found about it yet." }
        if !isMadePublic, corrections.isEmpty {
            return "the public was told nothing of it: no correction stands."
        }
        if isHidden { return "its report was made internal or restricted." }
        if corrections.contains(where: identifies) {
            return "its correction identifies a person, whom it would accuse again."
        }
        let judge = TextJudge(
            view.playbook.guards, view.department,
            known: [view.state.opening?.place].compactMap(\.self))
        let language = view.playbook.languages.first ?? "en"
        let remarks = judge.remarks(on: rumor.claim, language: language)
        if let remark = remarks.first(where: {
            $0.rule == .personalData || $0.rule == .identityTerm
        }) {
            return remark.finding
        }
        if corrections.isEmpty { return "no text of ours says in public what is right." }
        // A fact's wording is our own, and may name whom no text ever named.
        if isOurs, !isSaidByUs {
            return "its words stand in no text of ours that went out, only in the log."
        }
        return nil
    }

    private var isOurs: Bool { !rumor.messages.isEmpty || rumor.fact != nil }

    private var isSaidByUs: Bool {
        let claim = Self.plain(rumor.claim)
        let texts = view.state.claimants(of: rumor).flatMap(\.releases).flatMap(\.texts)
        return texts.contains { text in
            ChannelCatalogue.channel(ChannelID(rawValue: text.channel))?.isPublic == true
                && Self.plain(text.text).contains(claim)
        }
    }

    /// Without the case and the outer spaces and full stop, which change no claim.
    private static func plain(_ text: String) -> String {
        var words = text.lowercased()[...].drop(while: \.isWhitespace)
        while let last = words.last, last.isWhitespace || last == "." { words = words.dropLast() }
        return String(words)
    }

    private var isHidden: Bool {
        view.state.visibilities[rumor.reported.position] == .restricted
            || view.state.redactions[rumor.reported.position] != nil
    }

    private func identifies(_ message: Message) -> Bool {
        guard case .persons(let persons) = message.declaration else { return false }
        return persons.contains { $0.purpose != .official }
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

    /// What is right is said in the words that the public got, never in those of the log.
    func review(page: String) throws -> ClaimReview? {
        guard let finding, let message = corrections.last else { return nil }
        let language = message.languages.first ?? "en"
        let texts = message.releasedTexts
        let order = ChannelID.fullest + message.channels
        let text = order.lazy.filter(\.isPublic)
            .compactMap { texts[.init(channel: $0, language: language)]?.text }.first
        guard let text, let posting = message.publicPostings.first else {
            return nil
        }
        let isAddress =
            posting.address.hasPrefix("http://") || posting.address.hasPrefix("https://")
        return ClaimReview(
            claim: rumor.claim, finding: finding, findingWords: words(finding, language),
            explanation: text, address: isAddress ? posting.address : page,
            published: try view.zone.wire(posting.stamp.at), agencyName: view.department.name,
            agencyAddress: view.department.page ?? page, language: language)
    }

    private func words(_ finding: ClaimReview.Finding, _ language: String) -> String {
        guard language.hasPrefix("es") else { return finding.rawValue.capitalized }
        return switch finding {
        case .false: "Falso"
        case .misleading: "Engañoso"
        case .unsubstantiated: "Sin confirmar"
        case .outdated: "Desactualizado"
        case .true: "Verdadero"
        }
    }
}
