internal import Channels
internal import IncidentEvents
internal import Playbooks
internal import TextChecks

extension Guard {
    /// A claim or number of the author's that no fact backs.
    public static let uncited = Guard(
        "uncited", .blocksUnlessOverridden,
        summary:
            "A claim or number in the author's own words, in a message that cites no fact. Words in a language without word lists count as one.",
        reason: "A text without a citation can't be found when what it says turns out to be wrong."
    ) { judged in
        let message = judged.message
        // The end of a warning must never wait for a citation, and a correction cites what is right.
        guard [.holding, .alert, .update].contains(message.kind), message.cites.isEmpty,
            message.corrects.isEmpty, message.restsOnNothing == nil, let stated = judged.firstClaim
        else { return [] }
        return [
            Flaw(
                "\(judged.id) says \"\(stated)\" and cites no fact.",
                remedy:
                    "Cite the fact: \(do: .reviseMessage(message.id, .anyFact)). If there is none, say why: \(do: .reviseMessage(message.id, .restsOnNothing))"
            )
        ]
    }

    /// A correction of our own words that is about something else.
    public static let correctionUnsaid = Guard(
        "correction-unsaid", .blocksUnlessOverridden,
        summary:
            "A correction that denies nothing and has no word of the claim, the facts or the finding.",
        reason: "An account counts as corrected once its correction is posted there."
    ) { judged in
        let message = judged.message
        let rumors = message.corrects.compactMap { judged.state.rumors[$0] }
        let own =
            message.freeTexts.filter { $0.key == message.sourceLanguage }.map(\.value)
            + message.handTexts.filter { $0.key.language == message.sourceLanguage }
            .map(\.value.text)
        guard !rumors.isEmpty, !own.isEmpty else { return [] }
        let right =
            rumors.flatMap(judged.state.rightWords)
            + message.cites.compactMap { judged.state.facts[$0.fact]?.statement }
        // Where nothing says what is right, any words may.
        guard !right.isEmpty else { return [] }
        let echoes = (rumors.map(\.claim) + right).map { ClaimEcho($0) }
        return own.filter { text in
            !TakingBack.isSaid(in: WordText(text)) && !echoes.contains { $0.isTouched(by: text) }
        }.map { text in
            Flaw(
                "\(judged.id) corrects \(rumors[0].id) and says nothing about it: \"\(text.prefix(60))\".",
                remedy: "Say what is right: \(do: .reviseMessage(message.id))")
        }
    }

    /// A correction that says again what it corrects.
    public static let claimAffirmed = Guard(
        "claim-affirmed", .blocksUnlessOverridden,
        summary: "A correction that says the claim again and takes nothing back.",
        reason:
            "It spreads the claim in our name, and the account would count as corrected. Judged in English and Spanish."
    ) { judged in
        let claims = judged.message.corrects.compactMap { judged.state.rumors[$0] }
            .filter { $0.assessment?.finding != .true }.map { ($0, ClaimEcho($0.claim)) }
        guard !claims.isEmpty else { return [] }
        let cited = judged.message.cites.compactMap { judged.state.facts[$0.fact] }
            .filter(\.isSayable).map { ClaimEcho($0.statement) }
        let texts = judged.variants.filter { ["en", "es"].contains($0.key.language.prefix(2)) }
        return judged.gathered(among: texts) { variant in
            let words = judged.words(of: variant)
            return claims.compactMap { rumor, claim in
                TakingBack.affirmation(of: claim, in: words, unlessSaid: cited).map { place in
                    (
                        place, "This says \(rumor.id) again and takes nothing back.",
                        "Say in the same sentence that it is wrong: \(do: .reviseMessage(judged.message.id))"
                    )
                }
            }
        }
    }

    /// Digits of a telephone, a street or a count that differ from those of the cited facts.
    public static let numberDiffers = Guard(
        "number-differs", .blocksUnlessOverridden,
        summary: "A telephone number, street number or count that differs from the cited facts.",
        reason: "One wrong digit sends people to the wrong door."
    ) { judged in
        let facts = judged.message.cites.compactMap { judged.state.facts[$0.fact] }
        let known = facts.map { StatedDigits($0.statement) }
        guard known.contains(where: { !$0.isEmpty }) else { return [] }
        let others = judged.wordsWithKnownDigits.map { StatedDigits($0) }
        return judged.gathered(among: judged.variants) { variant in
            StatedDigits(judged.words(of: variant)).all.filter { stated in
                // Only digits of a kind that a cited fact has can differ from it.
                known.contains { $0.has(stated.kind) }
                    && !(known + others).contains { $0.says(stated) }
            }.map { stated in
                (
                    stated.span, "\"\(stated.words)\" isn't what the cited facts say.",
                    "Write it as in the fact, or cite another: \(do: .reviseMessage(judged.message.id, .anyFact))"
                )
            }
        }
    }
}

extension IncidentState {
    /// What is known to be right about a rumor: the finding's evidence and its facts.
    func rightWords(about rumor: Rumor) -> [String] {
        [rumor.assessment?.evidence].compactMap(\.self)
            + (rumor.assessment?.facts ?? []).compactMap { facts[$0]?.statement }
    }
}

extension JudgedMessage {
    /// The first claim or number in the author's own words; nil if there is none. The playbook's
    /// words and guidance to the public state nothing that somebody must know first.
    fileprivate var firstClaim: String? {
        let elements = message.elements
        let language = message.sourceLanguage
        let own =
            message.freeTexts.sorted { $0.key < $1.key }.map { ($0.value, $0.key) }
            + message.handTexts.sorted { $0.key < $1.key }.map { ($0.value.text, $0.key.language) }
            + [elements.known, elements.impact, elements.doing].map { ($0, language) }
            + message.fields.sorted { $0.key < $1.key }.map { ($0.value, language) }
            + message.attachments.flatMap(\.alt).map { ($0.text, $0.language) }
        let claims = StatedClaims(besides: wordsWithKnownDigits, in: language)
        return own.lazy.compactMap { text, language in
            claims.first(in: text, language: language)
        }.first
    }

    /// Words whose digits need no fact: the given words, and numbers and addresses that we publish.
    fileprivate var wordsWithKnownDigits: [String] { givenWords + context.publishedContacts }
}
