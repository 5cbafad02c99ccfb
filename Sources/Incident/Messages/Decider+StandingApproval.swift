internal import Basics
internal import IncidentEvents
internal import Playbooks
internal import TextChecks

/// Whether a standing approval covers a message, which nobody else then reads before the public.
enum StandingCover {
    case covered(StandingApproval, ends: Instant)
    /// There is one for the template, and why it doesn't cover this message.
    case uncovered(StandingApproval, because: String)
    case none

    /// The approval and its end; nil if none covers the message.
    var approval: (approval: StandingApproval, ends: Instant)? {
        guard case .covered(let approval, let ends) = self else { return nil }
        return (approval, ends)
    }
}

extension Decider {
    /// Values that the playbook or the department fixes, or that the program fills in at release.
    private static let fixed: Set<TemplateValue> = [
        .asOf, .nextUpdate, .expires, .department, .shortName, .source, .hotline, .web, .hazard,
        .saidAt,
    ]

    /// The standing approval that covers the message: for its template, not ended, and with no value
    /// besides the fields that it names, each in its form.
    static func standingCover(
        of message: Message, in state: IncidentState, _ context: DecisionContext
    ) -> StandingCover {
        let playbook = context.playbook
        guard let id = message.template, let template = playbook.template(id) else { return .none }
        let approvals =
            playbook.standingApprovals.filter { $0.playbook == nil || $0.playbook == playbook.id }
            + context.department.standingApprovals.filter { $0.playbook == playbook.id }
        var why: StandingCover = .none
        for approval in approvals where approval.template == id {
            guard
                let ends = try? state.zone.instant(
                    "\(approval.expires) 23:59:59", now: context.now),
                ends > context.now
            else { continue }
            guard let reason = reason(against: approval, message, template, in: state, context)
            else { return .covered(approval, ends: ends) }
            why = .uncovered(approval, because: reason)
        }
        return why
    }

    /// Why a standing approval for the template doesn't cover the message, as a sentence after others;
    /// empty if there is none.
    static func uncovered(
        _ message: Message, in state: IncidentState, _ context: DecisionContext
    ) -> String {
        guard
            case .uncovered(let approval, let why) = standingCover(of: message, in: state, context)
        else { return "" }
        return
            " The standing approval of \(approval.approver) doesn't cover it: \(why)\(why.hasSuffix(".") ? "" : ".")"
    }

    /// Why the approval doesn't cover the message; nil if it does.
    private static func reason(
        against approval: StandingApproval, _ message: Message, _ template: MessageTemplate,
        in state: IncidentState, _ context: DecisionContext
    ) -> String? {
        if message.authors.contains(approval.approver) {
            return "\(approval.approver) wrote it"
        }
        if let reason = self.reason(against: approval, end: message.elements, in: state, context) {
            return reason
        }
        var elements = message.elements
        elements.clearExpires()
        guard message.freeTexts.isEmpty, message.handTexts.isEmpty,
            elements == MessageElements(), message.translations.isEmpty,
            message.attachments.isEmpty, message.declaration == .nobody
        else { return "it has words, times, pictures or persons besides the template's fields" }
        let (composer, playbook) = (composer(state, context), context.playbook)
        for language in message.languages {
            var values = TemplateValues(composer, message, in: language)
            for name in freeNames(of: template, message).sorted() {
                guard let value = values.stated(name, template) else { continue }
                // The location is the incident's place as long as nobody states another.
                let field = name == TemplateValue.location.rawValue ? "place" : name
                guard approval.fields.contains(field) else {
                    return "it isn't for a {\(field)} of one's own"
                }
                if let fault = fault(
                    of: value, in: field, mayHoldDigits: approval.digits.contains(field), playbook)
                {
                    return "its {\(field)} \(fault)"
                }
            }
        }
        return warning(about: message, composer, in: state, context)
    }

    /// Why the message's own end isn't the approver's; nil if it is, or if there is none.
    private static func reason(
        against approval: StandingApproval, end elements: MessageElements,
        in state: IncidentState, _ context: DecisionContext
    ) -> String? {
        guard elements.hasExpires else { return nil }
        guard let days = approval.holdsFor else {
            return
                "it has an end of its own, {expires}, and the approval has no holds-for. Write there how long such a message may last, e.g. holds-for: 14d, or have a person approve it"
        }
        let latest = context.publicNow.advanced(by: .seconds(86_400 * days))
        return Instant(elements.expires) > latest
            ? "its {expires} is more than \(days.counted("day")) ahead, the holds-for of the approval"
            : nil
    }

    /// Why a person should read the texts first, whatever the fields were approved for; nil if no rule
    /// of tone or for persons warns of them.
    private static func warning(
        about message: Message, _ composer: MessageComposer, in state: IncidentState,
        _ context: DecisionContext
    ) -> String? {
        let variants = composer.compose(message).variants.compactMap(\.variant)
        let remarks = JudgedMessage(message, variants: variants, in: state, context).textRemarks
        return variants.lazy.flatMap { remarks[$0.key] ?? [] }
            .first { $0.rule.needsPerson }
            .map { "a text of it is warned of (\($0.rule.rawValue)): \($0.finding)" }
    }

    /// The placeholders whose values neither the playbook nor the department fixes.
    private static func freeNames(of template: MessageTemplate, _ message: Message) -> Set<String> {
        template.placeholders.filter { name in
            if let known = TemplateValue(rawValue: name), fixed.contains(known) { return false }
            if template.elements[name].map({ $0 != "{\(name)}" }) ?? false { return false }
            let isField = template.fields.contains { $0.name == name }
            return !isField || message.fields[name] != nil
        }
    }

    /// The fields that name the incident or its place, in whatever words it was opened.
    private static let names: Set<String> = ["place", "location", "title"]

    /// A value that the playbook states, such as its title, is the playbook's. A name says nothing but
    /// where it is, since nobody reads it before the public. What another field of a template may say,
    /// the approver chose with the field.
    private static func fault(
        of value: String, in field: String, mayHoldDigits: Bool, _ playbook: Playbook
    ) -> String? {
        if value == playbook.title { return nil }
        // An incident without a title of its own is called by its playbook and its place.
        let own =
            value.hasPrefix("\(playbook.title), ")
            ? String(value.dropFirst(playbook.title.count + 2)) : value
        if !mayHoldDigits, own.contains(where: \.isNumber) { return "has digits" }
        return names.contains(field) ? NameForm.fault(in: own) : NameForm.fault(inLine: own)
    }
}
