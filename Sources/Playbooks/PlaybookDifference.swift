internal import Basics
internal import Channels
internal import IncidentEvents
internal import TextChecks

/// What a person must know who goes over from one version of a playbook to another: in templates,
/// steps and rules, and not in lines of YAML.
public struct PlaybookDifference: Hashable, Sendable {
    public struct Change: Hashable, Sendable, Encodable {
        public enum About: String, Hashable, Sendable, Encodable {
            case template, step, rule
        }

        public var about: About
        /// The template's or step's id, or the rule's key in the file.
        public var subject: String
        /// One sentence.
        public var change: String
        /// For other words: the earlier ones; nil if there were none.
        public var before: String?
        /// For other words: the new ones; nil if there are none.
        public var after: String?
    }

    /// The changes: rules, then steps, then templates, each in the order of the new file.
    public let changes: [Change]

    /// - Parameters: Whole playbooks, with the library's and the neutral templates in them.
    public init(from old: Playbook, to new: Playbook) {
        let comparison = Comparison(old: old, new: new)
        changes = comparison.rules + comparison.steps + comparison.templates
    }

    /// A sentence for each change.
    public var sentences: [String] { changes.map(\.change) }
}

private struct Comparison {
    typealias Change = PlaybookDifference.Change

    let old: Playbook
    let new: Playbook

    private func rule(_ subject: String, _ sentence: String) -> Change {
        Change(about: .rule, subject: subject, change: sentence)
    }

    /// Sentences about what one of two lists alone has.
    private func listed<Item: Equatable>(
        _ before: [Item], _ after: [Item], added: (String) -> String, removed: (String) -> String,
        name: (Item) -> String
    ) -> [String] {
        let new = after.filter { !before.contains($0) }.map(name)
        let gone = before.filter { !after.contains($0) }.map(name)
        return (new.isEmpty ? [] : [added(new.joined(separator: ", "))])
            + (gone.isEmpty ? [] : [removed(gone.joined(separator: ", "))])
    }

    // MARK: Rules

    var rules: [Change] {
        head + phases + reach + people + guards + words + standing
    }

    private var head: [Change] {
        var changes: [Change] = []
        for (key, before, after) in [
            ("title", old.title, new.title), ("hazard", old.hazard, new.hazard),
        ] where before != after {
            changes.append(rule(key, "The \(key) is \"\(after)\" instead of \"\(before)\"."))
        }
        changes += listed(
            old.modes, new.modes, added: { "It may also run \($0) incidents." },
            removed: { "It may no longer run \($0) incidents." }, name: \.word
        ).map { rule("modes", $0) }
        changes += listed(
            old.closing, new.closing, added: { "Closing an incident also needs \($0)." },
            removed: { "Closing an incident no longer needs \($0)." }, name: \.rawValue
        ).map { rule("closing", $0) }
        for (name, before, after) in [
            ("finding", old.targets.finding, new.targets.finding),
            ("answer", old.targets.answer, new.targets.answer),
        ] where before != after {
            changes.append(
                rule("targets", "The target for \(Self.article(name)) is \(span(after, before))."))
        }
        return changes
    }

    private static func article(_ noun: String) -> String {
        noun.hasPrefix("a") ? "an \(noun)" : "a \(noun)"
    }

    private func span(_ after: Duration?, _ before: Duration?) -> String {
        let words = [after, before].map { $0.map(SpanText.write) ?? "none" }
        return "\(words[0]) instead of \(words[1])"
    }

    private var phases: [Change] {
        var changes = listed(
            old.phases.map(\.id), new.phases.map(\.id), added: { "New phases: \($0)." },
            removed: { "These phases are gone: \($0)." }, name: { $0 })
        for phase in new.phases {
            guard let before = old.phase(phase.id) else { continue }
            if before.title != phase.title {
                changes.append(
                    "The phase \(phase.id) is called \"\(phase.title)\" instead of \"\(before.title)\"."
                )
            }
            if before.cadence != phase.cadence {
                changes.append(
                    "The longest time between updates in the phase \(phase.id) is \(span(phase.cadence, before.cadence))."
                )
            }
        }
        return changes.map { rule("phases", $0) }
    }

    private var reach: [Change] {
        let channels = listed(
            old.channels, new.channels, added: { "Messages also go to \($0)." },
            removed: { "Messages no longer go to \($0)." }, name: \.rawValue)
        let languages = listed(
            old.languages, new.languages, added: { "Every message must also be in \($0)." },
            removed: { "Messages need no longer be in \($0)." }, name: { $0 })
        let ids = Set(old.limits.keys).union(new.limits.keys).sorted { $0.rawValue < $1.rawValue }
        let limits = ids.compactMap { id -> String? in
            guard old.limits[id] != new.limits[id] else { return nil }
            let words = [new.limits[id], old.limits[id]].map { $0.map(String.init) ?? "the usual" }
            return "The limit of \(id) is \(words[0]) instead of \(words[1])."
        }
        return channels.map { rule("channels", $0) } + languages.map { rule("languages", $0) }
            + limits.map { rule("limits", $0) }
    }

    private var people: [Change] {
        let authorities = Authority.allCases.compactMap { authority -> Change? in
            let (before, after) = (old.roles(with: authority), new.roles(with: authority))
            guard before != after else { return nil }
            return rule(
                "authorities",
                "The authority to \(authority.rawValue) is with \(list(after)) instead of \(list(before))."
            )
        }
        let approvals = MessageKind.known.compactMap { kind -> Change? in
            let (before, after) = (Set(old.approvers(of: kind)), Set(new.approvers(of: kind)))
            guard before != after else { return nil }
            return rule(
                "approvals",
                "Messages of kind \(kind.word) are approved by \(list(after)) instead of \(list(before))."
            )
        }
        return authorities + approvals
    }

    private func list(_ roles: Set<Role>) -> String {
        roles.map(\.rawValue).sorted().joined(separator: ", ")
    }

    private var guards: [Change] {
        let (before, after) = (old.guards, new.guards)
        var changes = listed(
            before.unconfirmedWords, after.unconfirmedWords,
            added: { "These words also mark a text as unconfirmed: \($0)." },
            removed: { "These words no longer mark a text as unconfirmed: \($0)." }, name: { $0 })
        if before.exerciseMarking != after.exerciseMarking {
            changes.append(
                "Texts of an exercise are marked \(after.exerciseMarking) instead of \(before.exerciseMarking)."
            )
        }
        if before.readingGrade != after.readingGrade {
            changes.append(
                "The highest reading grade is \(after.readingGrade) instead of \(before.readingGrade)."
            )
        }
        let classes = IdentityClass.allCases
        changes += listed(
            classes.filter(before.identityTerms.contains),
            classes.filter(after.identityTerms.contains),
            added: { "A description may also mention \($0)." },
            removed: { "A description may no longer mention \($0)." }, name: \.rawValue)
        return changes.map { rule("guards", $0) }
    }

    private var words: [Change] {
        listed(
            old.phrases.keys.sorted(), new.phrases.keys.sorted(),
            added: { "New phrases: \($0)." }, removed: { "These phrases are gone: \($0)." },
            name: { "\"\($0)\"" }
        ).map { rule("phrases", $0) }
            + new.phrases.sorted { $0.key < $1.key }.compactMap { key, texts in
                guard let before = old.phrases[key], before != texts else { return nil }
                return rule("phrases", "The phrase \"\(key)\" has other words in other languages.")
            }
    }

    private var standing: [Change] {
        func name(_ approval: StandingApproval) -> String {
            "\(approval.template) by \(approval.approver) until \(approval.expires)"
        }
        return listed(
            old.standingApprovals, new.standingApprovals,
            added: { "New standing approvals: \($0)." },
            removed: { "These standing approvals are gone: \($0)." }, name: name
        ).map { rule("standing-approvals", $0) }
    }

    // MARK: Steps

    var steps: [Change] {
        let changed = new.steps.flatMap { step -> [Change] in
            guard let before = old.step(step.id) else {
                return [
                    change(step, "is new: \(step.title), for \(step.role)\(due(step))")
                ]
            }
            return differences(before, step).map { change(step, $0) }
        }
        let gone = old.steps.filter { new.step($0.id) == nil }.map { change($0, "is gone") }
        let (before, after) = (old.steps.map(\.id), new.steps.map(\.id))
        let isReordered =
            before.filter(after.contains) != after.filter(before.contains)
        return changed + gone
            + (isReordered ? [rule("steps", "The steps are listed in another order.")] : [])
    }

    private func change(_ step: Step, _ words: String) -> Change {
        Change(about: .step, subject: step.id, change: "The step \(step.id) \(words).")
    }

    private func due(_ step: Step) -> String {
        step.due.map { ", due \($0.words)" } ?? ""
    }

    private func differences(_ before: Step, _ after: Step) -> [String] {
        var words: [String] = []
        if before.title != after.title {
            words.append("says \"\(after.title)\" instead of \"\(before.title)\"")
        }
        if before.role != after.role {
            words.append("is for \(after.role) instead of \(before.role)")
        }
        if before.due != after.due {
            let (old, new) = (before.due?.words, after.due?.words)
            words.append("is due \(new ?? "at no time") instead of \(old ?? "at no time")")
        }
        words += listed(
            before.requires, after.requires, added: { "also waits for \($0)" },
            removed: { "no longer waits for \($0)" }, name: { $0 })
        if before.trigger != after.trigger {
            words.append(
                after.trigger.map { "is done by itself when \($0.words)" }
                    ?? "is no longer done by itself")
        }
        if before.phase != after.phase {
            words.append(after.phase.map { "begins in the phase \($0)" } ?? "begins at once")
        }
        return words
    }

    // MARK: Templates

    var templates: [Change] {
        let changed = new.templates.flatMap { template -> [Change] in
            guard let before = old.template(template.id) else {
                return [
                    change(template, "is new: \(template.title), of kind \(template.kind.word)")
                ]
            }
            return differences(before, template).map { change(template, $0) }
                + texts(before, template)
        }
        return changed
            + old.templates.filter { new.template($0.id) == nil }.map { change($0, "is gone") }
    }

    private func change(_ template: MessageTemplate, _ words: String) -> Change {
        Change(
            about: .template, subject: template.id.rawValue,
            change: "The template \(template.id) \(words).")
    }

    private func differences(_ before: MessageTemplate, _ after: MessageTemplate) -> [String] {
        var words: [String] = []
        if before.kind != after.kind {
            words.append("is of kind \(after.kind.word) instead of \(before.kind.word)")
        }
        if before.title != after.title {
            words.append("is called \"\(after.title)\" instead of \"\(before.title)\"")
        }
        if before.channels != after.channels {
            // What goes where the playbook goes is told with the playbook's channels.
            words += listed(
                before.channels ?? old.channels, after.channels ?? new.channels,
                added: { "also goes to \($0)" }, removed: { "no longer goes to \($0)" },
                name: \.rawValue)
        }
        words += fields(before, after)
        for (isSet, wasSet, yes, no) in [
            (
                after.identifiesNobody, before.identifiesNobody, "identifies nobody",
                "may identify a person"
            ),
            (
                after.isDraftedAtOpen, before.isDraftedAtOpen, "is drafted at the opening",
                "is no longer drafted at the opening"
            ),
            (
                after.forbidsThread, before.forbidsThread, "may no longer be a thread",
                "may be a thread"
            ),
        ] where isSet != wasSet {
            words.append(isSet ? yes : no)
        }
        if before.armed != after.armed, let armed = after.armed {
            words.append("is armed with \(armed.allClear) and \(armed.falseAlert)")
        }
        return words
    }

    private func fields(_ before: MessageTemplate, _ after: MessageTemplate) -> [String] {
        let names = listed(
            before.fields.map(\.name), after.fields.map(\.name), added: { "asks for \($0)" },
            removed: { "no longer asks for \($0)" }, name: { "{\($0)}" })
        return names
            + after.fields.flatMap { field -> [String] in
                guard let old = before.field(field.name) else { return [] }
                var words: [String] = []
                func compare(_ what: String, _ before: String?, _ after: String?) {
                    guard before != after else { return }
                    let (old, new) = (before ?? "none", after ?? "none")
                    words.append(
                        "has the \(what) \"\(new)\" of {\(field.name)} instead of \"\(old)\"")
                }
                if old.max != field.max {
                    words.append(
                        "allows \(field.max) characters of {\(field.name)} instead of \(old.max)")
                }
                compare("hint", old.hint, field.hint)
                compare("standard", old.standard, field.standard)
                compare("short form", old.short, field.short)
                compare("form", old.form.rawValue, field.form.rawValue)
                return words
            }
    }

    /// Other words of the texts, the elements and their translations.
    private func texts(_ before: MessageTemplate, _ after: MessageTemplate) -> [Change] {
        let pairs = Self.wordings(before), others = Self.wordings(after)
        let places = (others.map(\.place) + pairs.map(\.place)).uniqued()
        return places.compactMap { place in
            let old = pairs.first { $0.place == place }?.words
            let new = others.first { $0.place == place }?.words
            guard old != new else { return nil }
            let what =
                old == nil
                ? "has a new \(place)"
                : new == nil
                    ? "no longer has the \(place)" : "has other words in the \(place)"
            var change = change(after, what)
            (change.before, change.after) = (old, new)
            return change
        }
    }

    private static func wordings(
        _ template: MessageTemplate
    ) -> [(place: String, words: String)] {
        template.texts.map { text in
            let channel = text.channel.map { "for \($0)" } ?? "for all other channels"
            return (
                "text \(channel) in \(text.language)",
                text.segments.map(\.inWords).joined(separator: " | ")
            )
        } + template.elements.sorted { $0.key < $1.key }.map { ("element \($0)", $1) }
            + template.translations.sorted { $0.key < $1.key }.flatMap { language, words in
                words.sorted { $0.key < $1.key }.map {
                    ("translation of \($0.key) into \(language)", $0.value)
                }
            }
    }
}

extension MessageTemplate.Segment {
    /// The segment for a comparison: `optional: Updates: {web}.`
    fileprivate var inWords: String {
        guard isOptional else { return text }
        return "optional\(drop.map { ", dropped \($0)." } ?? ""): \(text)"
    }
}

extension Step.Due {
    /// `within 10m of the opening`
    public var words: String {
        let start =
            switch of {
            case .opened: "the opening"
            case .onset: "the onset"
            case .phase(let phase): "the phase \(phase)"
            case .step(let step): "the step \(step)"
            }
        return "within \(SpanText.write(within)) of \(start)"
    }
}

extension Step.Trigger {
    /// What happens, as a clause: `holding is posted`.
    public var words: String {
        let subject =
            template.map(\.rawValue) ?? kind.map { "a message of kind \($0.word)" } ?? "a message"
        let what =
            switch event {
            case .incidentOpened: "the incident is opened"
            case .phaseChanged: "the phase changes"
            case .operationalPeriodBegan: "an operational period begins"
            case .roleAssigned: "a role is assigned"
            case .factRecorded: "a fact is recorded"
            case .factVerified: "a fact is verified"
            case .factCleared: "a fact is cleared"
            case .messageDrafted: "\(subject) is drafted"
            case .messageSubmitted: "\(subject) is submitted"
            case .messageApproved: "\(subject) is approved"
            case .messageReleased: "\(subject) is released"
            case .deliveryRecorded: "\(subject) is posted"
            case .messageWithdrawn: "\(subject) is withdrawn"
            case .rumorReported: "a rumor is reported"
            case .rumorAssessed: "a rumor is assessed"
            case .briefingScheduled: "a briefing is scheduled"
            case .briefingHeld: "a briefing is held"
            case .inquiryReceived: "a question comes in"
            case .inquiryAnswered: "a question is answered"
            case .lessonRecorded: "a lesson is recorded"
            }
        let places =
            channels.isEmpty ? "" : " on \(channels.map(\.rawValue).joined(separator: ", "))"
        return what + places + (phase.map { " to \($0)" } ?? "")
    }
}
