internal import Basics
internal import Channels
internal import IncidentEvents
internal import Playbooks
internal import Recurrence
internal import SwiftProtobuf

extension Decider {
    static func addSchedule(
        _ post: ScheduledPost, writtenBy author: String?, in state: IncidentState,
        _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        guard isID(post.name) else {
            throw Rejection(
                .invalid, "\"\(post.name)\" isn't a valid name for a schedule.",
                remedy: "Use only a-z, 0-9, dots, dashes, and underscores.")
        }
        var post = post
        post.from = post.from ?? state.campaign?.plan.from ?? state.zone.date(context.now)
        if let known = state.schedules.first(where: { $0.name == post.name }) {
            if known.post == post, known.removed == nil { return Ruling() }
            throw Rejection(
                .notNow,
                known.removed == nil
                    ? "This campaign already has a schedule \(post.name)."
                    : "The schedule \(post.name) was removed, and its name isn't given out again: an occurrence is known by it.",
                remedy: "Give another name.")
        }
        if let from = post.from, let until = post.until, until < from {
            throw Rejection(
                .invalid,
                "The schedule would end on \(until.text), before it begins on \(from.text).",
                remedy: "Give \(option: .until) a later day.")
        }
        do {
            _ = try RecurrenceRule(post.every)
        } catch {
            throw Rejection(.invalid, error.description)
        }
        try requireDates(of: post, in: state, context)
        if let language = post.language, !context.playbook.languages.contains(language) {
            throw Rejection(
                .invalid,
                "The playbook has no texts in \"\(language)\". Its languages: \(context.playbook.languages.joined(separator: ", ")).",
                remedy: "Give one of them.")
        }
        // What can't be drafted now can't be on any of its days.
        let drafted = try draft(drafting(post, as: post.name, context), in: state, context)
        if let text = post.text { try requireWords(text, drafted.events, in: state, context) }
        return Ruling([
            .scheduleAdded(
                .with {
                    $0.schedule = post.name
                    $0.every = post.every
                    $0.firstDay = (post.from?.text).recorded
                    $0.lastDay = (post.until?.text).recorded
                    $0.except = Set(post.except).sorted().map(\.text)
                    $0.holidays = (post.holidays?.rawValue).recorded
                    $0.template = (post.template?.rawValue).recorded
                    $0.text = post.text.recorded
                    $0.language = post.language.recorded
                    $0.fields = post.fields.sorted { $0.key < $1.key }.map { name, value in
                        .with { ($0.name, $0.value) = (name, value) }
                    }
                    $0.channels = (post.channels ?? []).map(\.rawValue)
                    $0.author = author.recorded
                })
        ])
    }

    private static func requireDates(
        of post: ScheduledPost, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) {
        let holidays = Set(context.department.holidays)
        guard let from = post.from,
            let schedule = try? post.schedule(from: from, in: state.zone, holidays: holidays),
            schedule.occurrences(from: from).first(where: { _ in true }) == nil
        else { return }
        throw Rejection(
            .invalid, "The schedule \(post.name) has no date: \(post.every).",
            remedy: "Give a rule with days that the calendar has.")
    }

    /// Typed words must fit their channels, and take only values that a text can have.
    private static func requireWords(
        _ text: String, _ events: [IncidentEvent.OneOf_Kind], in state: IncidentState,
        _ context: DecisionContext
    ) throws(Rejection) {
        let id = state.messages.next
        var drafted = state
        for (index, event) in events.enumerated() {
            drafted.evolve(with: .provisional(event, revision: index, context))
        }
        let composer = MessageComposer(
            state: drafted, playbook: context.playbook, department: context.department)
        let variants = composer.compose(try drafted.require(message: id)).variants
        let known = TemplateValue.allCases.map { "{\($0.rawValue)}" }
        for match in text.matches(of: /\{[^{}]*\}/)
        where !known.contains(String(match.0)) {
            throw Rejection(
                .invalid, "The text has \(match.0), and no text has such a value.",
                remedy: "Write the words themselves.")
        }
        for variant in variants {
            guard let count = variant.count, !count.fits, variant.parts.isEmpty else { continue }
            let limit = count.limit.map { " of \($0)" } ?? ""
            throw Rejection(
                .invalid,
                "The text has \(count.units)\(limit) \(count.unit) on \(variant.key.channel).",
                remedy: "Shorten it, or name other channels with \(option: .channels).")
        }
    }

    static func removeSchedule(
        _ name: String, _ reason: String, in state: IncidentState
    ) throws(Rejection) -> Ruling {
        let planned = try state.require(schedule: name)
        if planned.removed != nil { return Ruling() }
        let reason = try text(reason, "reason")
        return Ruling([
            .scheduleRemoved(
                .with {
                    $0.schedule = name
                    $0.reason = reason
                })
        ])
    }

    /// Drafts the message of an occurrence. It then goes its way like any other message.
    static func prepare(
        _ name: String, _ date: CivilDate, fields: [String: String], in state: IncidentState,
        _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let planned = try state.require(schedule: name)
        let item = try state.require(planned, on: date, context)
        if let message = item.message.flatMap({ state.messages[$0] }) {
            guard fields.contains(where: { message.fields[$0.key] != $0.value }) else {
                return Ruling()
            }
            throw Rejection(
                .notNow,
                "\(name) of \(date.text) is already prepared with other fields: \(message.id).",
                remedy:
                    "Change it: \(do: .reviseMessage(message.id, .field))\nOr discard it first: \(do: .discardMessage(message.id))"
            )
        }
        let work = RoutineWork(state, context.playbook, context.department, asOf: context.now)
        try requireOpen(item, to: "be prepared", in: state, work)
        var post = planned.post
        post.fields.merge(fields) { $1 }
        var ruling = try draft(
            drafting(post, as: "\(name)-\(date.text)", context), in: state, context)
        guard case .messageDrafted(let drafted)? = ruling.events.first else { return ruling }
        ruling.events.append(
            .occurrencePrepared(
                .with {
                    $0.schedule = name
                    $0.date = date.text
                    $0.message = drafted.message
                    $0.author = planned.author(in: context.playbook).recorded
                }))
        return ruling
    }

    private static func drafting(
        _ post: ScheduledPost, as name: String, _ context: DecisionContext
    ) -> MessageCommand.DraftMessage {
        var content = MessageCommand.MessageContent()
        content.fields = post.fields
        content.channels = post.channels
        if let text = post.text {
            content.texts = [post.language ?? context.playbook.languages.first ?? "en": text]
        }
        return MessageCommand.DraftMessage(
            kind: context.playbook.kind(of: post), template: post.template, name: name,
            content: content)
    }

    static func skip(
        _ name: String, _ date: CivilDate, _ reason: String, in state: IncidentState,
        _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let planned = try state.require(schedule: name)
        let item = try state.require(planned, on: date, context)
        let reason = try text(reason, "reason")
        if item.condition == .skipped { return Ruling() }
        guard item.condition != .posted else {
            throw Rejection(
                .notNow, "\(name) of \(date.text) is posted, so it can't be skipped.",
                remedy: item.message.map { "If it was wrong: \(do: .retractMessage($0))" })
        }
        let skipped = IncidentEvent.OneOf_Kind.occurrenceSkipped(
            .with {
                $0.schedule = name
                $0.date = date.text
                $0.reason = reason
            })
        return Ruling([skipped] + stopping(item, reason, in: state))
    }

    /// What keeps the message of a skipped occurrence from going out later.
    private static func stopping(
        _ item: RoutineWork.Item, _ reason: String, in state: IncidentState
    ) -> [IncidentEvent.OneOf_Kind] {
        guard let message = item.message.flatMap({ state.messages[$0] }) else { return [] }
        guard message.releases.isEmpty else {
            return message.isRecalled
                ? []
                : [
                    .messageRecalled(
                        .with {
                            $0.message = message.id.description
                            $0.reason = reason
                        })
                ]
        }
        return [
            .messageDiscarded(
                .with {
                    $0.message = message.id.description
                    $0.reason = reason
                })
        ]
    }

    static func move(
        _ name: String, _ date: CivilDate, to moment: Instant, _ reason: String?,
        in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let planned = try state.require(schedule: name)
        let item = try state.require(planned, on: date, context)
        guard item.condition != .posted else {
            throw Rejection(.notNow, "\(name) of \(date.text) is posted, so it can't be moved.")
        }
        guard moment >= context.now else {
            throw Rejection(
                .invalid,
                "\(state.zone.dated(moment)) has passed, so \(name) of \(date.text) can't be moved there.",
                remedy: "Give a time to come.")
        }
        if item.condition == .moved, item.at == moment { return Ruling() }
        return Ruling([
            .occurrenceMoved(
                .with {
                    $0.schedule = name
                    $0.date = date.text
                    $0.to = moment.timestamp
                    $0.reason = reason.recorded
                })
        ])
    }

    /// An occurrence goes out in its own time or not at all, unless a person moves it.
    static func requireOpen(
        _ item: RoutineWork.Item, to deed: String, in state: IncidentState, _ work: RoutineWork
    ) throws(Rejection) {
        let name = "\(item.schedule) of \(item.date.text)"
        let moving: Remedy =
            "To post it after all, give it a time: \(do: .moveOccurrence(item.schedule, item.date))"
        switch item.condition {
        case .pending, .moved, .posted: return
        case .skipped:
            throw Rejection(
                .notNow, "\(name) was skipped\(item.reason.map { ": \($0)" } ?? "").",
                remedy: moving)
        case .ended:
            throw Rejection(.notNow, "\(name) is canceled: its schedule or its campaign was ended.")
        case .missed:
            throw Rejection(
                .notNow,
                "\(name) was due at \(state.zone.dated(item.at)) and is missed, so it can't \(deed).",
                remedy: moving)
        case .paused:
            let paused = state.schedules.first { $0.name == item.schedule }.flatMap(work.paused)
            throw Rejection(
                .notNow, "\(name) is paused\(item.reason.map { ": \($0)" } ?? "").",
                remedy: paused?.remedy)
        }
    }

    /// Nothing is released while a pause holds, and the message of an occurrence only in its own
    /// time.
    static func requireOccurrenceOpen(
        of message: Message, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) {
        guard state.mode == .routine else { return }
        let work = RoutineWork(state, context.playbook, context.department, asOf: context.now)
        if let item = work.item(of: message.id) {
            try requireOpen(item, to: "be released", in: state, work)
            try requireEnd(of: message, after: item, in: state, context)
        }
        // Of a message that is posted in one place, the others wait all the same.
        try work.requireUnpaused(message)
    }
}

extension Decider {
    /// A text must still hold when its occurrence is posted.
    private static func requireEnd(
        of message: Message, after item: RoutineWork.Item, in state: IncidentState,
        _ context: DecisionContext
    ) throws(Rejection) {
        guard item.condition != .posted, message.elements.hasExpires else { return }
        let end = Instant(message.elements.expires)
        guard end <= item.at, end > context.now else { return }
        throw Rejection(
            .notNow,
            "\(message.id) ends at \(state.zone.dated(end)), before \(item.schedule) of \(item.date.text) is posted at \(state.zone.dated(item.at)).",
            remedy:
                "Set a later end: \(do: .reviseMessage(message.id, state.settingEnd(of: message.id, context)))"
        )
    }
}

extension IncidentState {
    /// The revision that sets a message's end; for an occurrence, a day after its time.
    func settingEnd(of message: MessageID, _ context: DecisionContext) -> Suggestion.Revision {
        guard mode == .routine else { return .expires }
        let work = RoutineWork(self, context.playbook, context.department, asOf: context.now)
        guard let item = work.item(of: message) else { return .expires }
        let end = max(item.at, context.now).advanced(by: RoutineWork.grace)
        return .expiresAt(String(zone.dated(end).prefix(16)))
    }

    func require(schedule name: String) throws(Rejection) -> PlannedSchedule {
        guard let planned = schedules.first(where: { $0.name == name }) else {
            throw .unknown(
                "This campaign has no schedule \(name).", typed: name,
                among: schedules.map(\.name), remedy: "See them: \(do: .listSchedules)")
        }
        return planned
    }

    fileprivate func require(
        _ planned: PlannedSchedule, on date: CivilDate, _ context: DecisionContext
    ) throws(Rejection) -> RoutineWork.Item {
        let work = RoutineWork(self, context.playbook, context.department, asOf: context.now)
        guard let item = work.item(of: planned, on: date) else {
            let next = work.next(of: planned).map { " The next one is on \($0.date.text)." } ?? ""
            throw Rejection(
                .unknownThing, "\(planned.name) has no occurrence on \(date.text).\(next)",
                remedy: "See them: \(do: .listSchedules)")
        }
        return item
    }
}
