internal import TextChecks
internal import Channels
internal import IncidentEvents
internal import Playbooks

/// One message as the guards judge it: pure, and the same in a check as at release.
struct JudgedMessage {
    let message: Message
    /// The texts in question, as they would be released.
    let variants: [Message.Variant]
    let state: IncidentState
    let context: DecisionContext
    /// Each text in question, split into words once for all rules; equal texts share theirs.
    private let words: [String: WordText]
    /// Remarks on each public text alone, found once for all rules.
    let textRemarks: [Message.VariantKey: [TextRemark]]
    /// The languages after the first, with their texts as they would be composed now; none in a
    /// reenactment.
    let translations: [(language: String, variants: [ComposedVariant])]

    init(
        _ message: Message, variants: [Message.Variant], in state: IncidentState,
        _ context: DecisionContext
    ) {
        self.message = message
        self.variants = variants
        self.state = state
        self.context = context
        var words: [String: WordText] = [:]
        for variant in variants where words[variant.text] == nil {
            words[variant.text] = WordText(variant.text)
        }
        self.words = words
        let judge = TextJudge(
            context.playbook.guards, context.department,
            known: [
                state.opening?.place, message.elements.location, state.opening?.title,
                context.playbook.guards.exerciseMarking,
            ].compactMap(\.self), isEveryday: state.mode == .routine || context.playbook.isEveryday)
        var found: [[String]: [TextRemark]] = [:]
        var textRemarks: [Message.VariantKey: [TextRemark]] = [:]
        for variant in variants where variant.key.channel.isPublic {
            let (text, language) = (variant.text, variant.key.language)
            let remarks =
                found[[text, language]]
                ?? judge.remarks(on: words[text] ?? WordText(text), language: language)
            found[[text, language]] = remarks
            textRemarks[variant.key] = remarks
        }
        self.textRemarks = textRemarks
        if message.languages.count > 1, state.mode != .reenactment {
            let composed = Decider.composer(state, context).compose(message).variants
            translations = message.languages.dropFirst().map { language in
                (language, composed.filter { $0.key.language == language })
            }
        } else {
            translations = []
        }
    }

    /// All findings about the message, blocking and warning.
    var findings: [GuardFinding] { findings(of: Guard.all) }

    func findings(of guards: [Guard]) -> [GuardFinding] {
        guards.flatMap { judging in judging.rule(self).map { GuardFinding(judging, id, $0) } }
    }

    var id: String { message.id.description }

    var composer: MessageComposer { Decider.composer(state, context) }

    /// Only public texts: call-takers, staff and partners may read professional jargon.
    var publicVariants: [Message.Variant] {
        variants.filter(\.key.channel.isPublic)
    }

    /// Words whose numbers need no fact: the playbook's, the place's and ours, and a corrected claim's.
    var givenWords: [String] {
        let template = message.template.flatMap(context.playbook.template)
        return (template?.texts.flatMap(\.segments).map(\.text) ?? [])
            + Array((template?.elements ?? [:]).values)
            + message.corrects.compactMap { state.rumors[$0]?.claim }
            + context.familiarNames(in: state) + [message.elements.time, message.elements.location]
    }

    /// The words of a text in question.
    func words(of variant: Message.Variant) -> WordText {
        words[variant.text] ?? WordText(variant.text)
    }

    /// How to set a time for the next update.
    var settingNextUpdate: Suggestion.Revision { state.settingNextUpdate(context) }

    func edit(_ key: Message.VariantKey) -> Suggestion {
        .editText(
            message.id, key.channel,
            translatedInto: key.language == message.sourceLanguage ? nil : key.language)
    }

    /// A finding at one place of a text: the place, the finding, and the fix.
    typealias Remark = (span: Range<Int>, finding: String, remedy: Remedy)

    /// Judges each text, and merges equal findings on several channels into one flaw.
    ///
    /// - Parameter texts: Nil for the public ones.
    func gathered(
        among texts: [Message.Variant]? = nil, _ judge: (Message.Variant) -> [Remark]
    ) -> [Flaw] {
        var flaws: [Flaw] = []
        var indices: [Flaw: Int] = [:]
        for variant in texts ?? publicVariants {
            for remark in judge(variant) {
                let flaw = Flaw(remark.finding, remedy: remark.remedy)
                let index = indices[flaw] ?? flaws.count
                if index == flaws.count {
                    indices[flaw] = index
                    flaws.append(flaw)
                }
                flaws[index].places.append(.init(key: variant.key, span: remark.span))
                if !flaws[index].channels.contains(variant.key.channel) {
                    flaws[index].channels.append(variant.key.channel)
                }
            }
        }
        return flaws
    }
}
