internal import Basics
internal import Channels
internal import Foundation
internal import IncidentEvents
internal import Playbooks
internal import SwiftProtobuf

extension Decider {
    /// Releases what passes, channel by channel; refused channels stay due.
    static func release(
        _ id: MessageID, _ command: MessageCommand.ReleaseMessage, because reason: String? = nil,
        in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        var message = try state.require(undiscarded: id)
        let overrides = try reasons(for: command.overrides)
        try requireSecondPerson(for: message, overrides, in: state, context)
        try requireEndable(message, in: state)
        try requireOccurrenceOpen(of: message, in: state, context)
        var state = state
        var events: [IncidentEvent.OneOf_Kind] = []
        // With a standing approval, releasing also submits. It does so in a reenactment too, where
        // submissions are not known.
        let maySubmit =
            standingCover(of: message, in: state, context).approval != nil
            || state.mode == .reenactment || overrides[.unapproved] != nil
        if message.submission == nil, maySubmit {
            events = try submission(
                of: message, checksArmed: overrides[.alertNotArmed] == nil, in: state, context
            ).events
            for (index, event) in events.enumerated() {
                let revision = (state.position.map(Int.init(clamping:)) ?? 0) + 1 + index
                state.evolve(with: .provisional(event, revision: revision, context))
            }
            message = try state.require(message: id)
        }
        guard let submission = message.submission else {
            throw Rejection(
                .refused,
                message.approvals.isEmpty
                    ? "\(id) isn't submitted.\(uncovered(message, in: state, context))"
                    : "\(id) was edited after it was approved.",
                remedy: "Submit it: \(do: .submitMessage(id))")
        }
        let wanted = try variants(of: message, submission, command, in: state, context)
        if wanted.isEmpty { return Ruling() }
        let findings = JudgedMessage(message, variants: wanted, in: state, context).findings
        let warnings = findings.filter { !$0.guard.isBlocking }
        let blocking = findings.filter(\.guard.isBlocking)

        var released = wanted
        var refusals: [GuardFinding] = []
        if state.mode == .reenactment {
            events += blocking.filter {
                // That nobody recorded an approval doesn't mean that nobody gave one.
                $0.guard != .unapproved || command.isKnownUnapproved
                    || !message.approvals.isEmpty
            }.map(flagged)
        } else {
            let general = blocking.filter { $0.channels.isEmpty }
            let stopping = general.filter { overrides[$0.guard] == nil }
            guard stopping.isEmpty else {
                throw Rejection(
                    .refused, "\(id) was not released.",
                    remedy: wayAlone(message, past: general.map(\.guard).uniqued()),
                    findings: blocking)
            }
            for finding in general {
                events += overridden(finding, overrides, message, in: state)
            }
            refusals = blocking.filter { !$0.channels.isEmpty }
            released = wanted.filter { variant in
                !refusals.contains { $0.concerns(variant.key) }
            }
            guard !released.isEmpty else {
                throw Rejection(.refused, "\(id) was not released.", findings: refusals)
            }
        }
        events.append(
            try letGo(message, released, submission, in: state, context))
        // What was retracted is an error of our own wherever it stood.
        if message.kind == .retraction, state.mode != .reenactment,
            let wrong = message.retracts.flatMap({ state.messages[$0] })
        {
            events = ownRumor(of: wrong, reason: reason, in: state) + events
        }
        return Ruling(events, refusals: refusals, warnings: warnings)
    }

    /// Everyday posts can wait for a second person, unless a standing approval covers them.
    private static func requireSecondPerson(
        for message: Message, _ overrides: [Guard: String], in state: IncidentState,
        _ context: DecisionContext
    ) throws(Rejection) {
        guard overrides[.unapproved] != nil, message.isEverydayPost(in: state) else { return }
        let approvers = context.playbook.approvers(of: message.kind).list(" or ")
        throw Rejection(
            .refused,
            "Nothing in a routine post is so urgent that one person may release it alone.",
            remedy:
                "Ask \(approvers) to type: \(do: .approveMessage(message.id)). For posts like it, write a standing approval into the department file."
        )
    }

    /// The one command with which a person alone sends an alert that several guards stop; nil if one
    /// of them can't be overridden, or if its own finding names the way.
    private static func wayAlone(_ message: Message, past guards: [Guard]) -> Remedy? {
        guard message.kind == .alert, guards.count > 1, guards.allSatisfy(\.isOverridable)
        else { return nil }
        return
            "If people are in danger now and you are alone, override all of them, each with its reason (\(OverrideReason.imminentThreat.rawValue)): \(do: .overrideGuards(guards, message.id))"
    }

    /// The reasons as they are recorded, each guard with its own.
    static func reasons(
        for overrides: [Guard: String]
    ) throws(Rejection) -> [Guard: String] {
        var reasons: [Guard: String] = [:]
        for (overridden, reason) in overrides {
            guard overridden.isOverridable else {
                throw Rejection(
                    .refused, "The guard \(overridden.id) can't be overridden.",
                    remedy: "See why: \(do: .listGuards)")
            }
            reasons[overridden] = try OverrideReason.recorded(reason, for: overridden)
        }
        return reasons
    }

    /// The requested variants that aren't already released with the same text.
    private static func variants(
        of message: Message, _ submission: Message.Submission,
        _ command: MessageCommand.ReleaseMessage, in state: IncidentState,
        _ context: DecisionContext
    ) throws(Rejection) -> [Message.Variant] {
        let channels = command.channels
        for channel in channels ?? [] where !message.channels.contains(channel) {
            throw Rejection(
                .unknownThing, "\(message.id) isn't for \(channel).",
                remedy: "Its channels: \(message.channels.map(\.rawValue).joined(separator: ", "))."
            )
        }
        for language in command.languages ?? [] where !message.languages.contains(language) {
            throw Rejection(
                .unknownThing, "\(message.id) has no text in \(language).",
                remedy: "Its languages: \(message.languages.joined(separator: ", ")).")
        }
        for language in command.languages ?? []
        where !submission.variants.contains(where: { $0.key.language == language }) {
            let composed = composer(state, context).compose(message).variants
            let words = Suggestion.Words(missingIn: language, of: composed)
            throw Rejection(
                .notNow, "\(message.id) has no \(language.languageName) text yet.",
                remedy:
                    "Translate it: \(do: .translateMessage(message.id, into: language, words))"
            )
        }
        let out = Set(
            message.releases.filter { $0.contentSHA256 == submission.contentSHA256 }
                .flatMap(\.texts).map(Message.VariantKey.init))
        let wanted = submission.variants.filter { variant in
            channels?.contains(variant.key.channel) ?? true
                && command.languages?.contains(variant.key.language) ?? true
                && !out.contains(variant.key)
        }
        // A released text is not released again because another text was translated or changed.
        // Naming its channel alone does release it again.
        let unchanged = message.variantsOut(among: wanted)
        let new = wanted.filter { !unchanged.contains($0.key) }
        return new.isEmpty && channels != nil ? wanted : new
    }

    static func flagged(_ finding: GuardFinding) -> IncidentEvent.OneOf_Kind {
        .guardFlagged(
            .with {
                $0.guard = finding.guard.id
                $0.subject = finding.subject
                $0.finding = finding.finding
                $0.channels = finding.channels.map(\.rawValue)
            })
    }

    static func overridden(
        _ finding: GuardFinding, _ overrides: [Guard: String], _ message: Message,
        in state: IncidentState
    ) -> [IncidentEvent.OneOf_Kind] {
        let reason = overrides[finding.guard].recorded
        var events: [IncidentEvent.OneOf_Kind] = [
            .guardOverridden(
                .with {
                    $0.guard = finding.guard.id
                    $0.subject = finding.subject
                    $0.reason = reason
                    $0.finding = finding.finding
                })
        ]
        guard finding.guard == .unapproved else { return events }
        // Retracting an alert must take one command, even for a person who released it alone.
        let armed = message.armed.compactMap { state.messages[$0] }
            .filter { $0.discarded == nil && $0.approval == nil }
        for covered in [message] + armed {
            guard let submission = covered.submission else { continue }
            events.append(
                approval(of: covered.id, submission.contentSHA256, .alone) {
                    $0.reason = reason
                })
        }
        return events
    }

    private static func letGo(
        _ message: Message, _ variants: [Message.Variant], _ submission: Message.Submission,
        in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> IncidentEvent.OneOf_Kind {
        let namesNextUpdate = variants.contains { $0.text.contains(ReleaseValues.nextUpdateName) }
        let nextUpdate = nextUpdate(of: message, isNamed: namesNextUpdate, in: state, context)
        // A placeholder is never released by its name.
        guard nextUpdate != nil || !namesNextUpdate else {
            throw Rejection(
                .invalid, "\(message.id) mentions a next update, but no time is set.",
                remedy:
                    "Set it: \(do: .reviseMessage(message.id, state.settingNextUpdate(context)))")
        }
        let expires = message.elements.hasExpires ? Instant(message.elements.expires) : nil
        guard
            expires != nil
                || !variants.contains(where: { $0.text.contains(ReleaseValues.expiresName) })
        else {
            throw Rejection(
                .invalid, "\(message.id) mentions when it ends, but no time is set.",
                remedy:
                    "Set it: \(do: .reviseMessage(message.id, state.settingEnd(of: message.id, context)))"
            )
        }
        let values = ReleaseValues(
            asOf: context.publicNow, nextUpdate: nextUpdate, expires: expires,
            time: PublicTime(zone: state.zone, department: context.department))
        let texts = variants.map { variant in
            let channel = context.playbook.channel(variant.key.channel)
            func filled(_ text: String) -> String {
                values.fill(text, in: variant.key.language, on: channel)
            }
            let text = filled(variant.text)
            let parts = variant.parts.map(filled)
            let count = parts.isEmpty ? channel?.count(text) : channel?.count(posts: parts)
            return ReleasedText.with {
                $0.channel = variant.key.channel.rawValue
                $0.language = variant.key.language
                $0.text = text
                $0.units = UInt32(clamping: count?.units ?? 0)
                $0.unit = (count?.unit).recorded
                if let limit = count?.limit { $0.limit = UInt32(clamping: limit) }
                $0.limitsAsOf = (channel?.asOf).recorded
                $0.parts = parts
            }
        }
        return .messageReleased(
            .with {
                $0.message = message.id.description
                $0.texts = texts
                $0.contentSha256 = Data(submission.contentSHA256)
                if let nextUpdate { $0.nextUpdateBy = nextUpdate.timestamp }
                // The entry is public, but the persons shown and the proof for them are not.
                $0.attachments = submission.attachments.map { attachment in
                    var media = attachment
                    media.identifications = []
                    media.identifiesNobody = false
                    return media
                }
            })
    }

    /// The time that the message promises: its own, else by the phase's cadence. For a past
    /// incident no promise is invented.
    private static func nextUpdate(
        of message: Message, isNamed: Bool, in state: IncidentState, _ context: DecisionContext
    ) -> Instant? {
        let own = message.elements.hasNextUpdateBy ? Instant(message.elements.nextUpdateBy) : nil
        // An armed text has its alert's time, which says nothing of what comes after the end.
        let isAlerts = state.alert(armedWith: message) != nil
        if let own, !isAlerts || isNamed && own > context.publicNow { return own }
        guard state.mode != .reenactment, isNamed,
            let cadence = state.phase.flatMap(context.playbook.phase)?.cadence
        else { return isNamed ? own : nil }
        return context.publicNow.advanced(by: cadence)
    }

    // MARK: Retracting

    /// Says publicly that a message was wrong: at once if the retraction was armed and approved
    /// with it, else as a submitted draft that waits for approval.
    static func retract(
        _ id: MessageID, _ reason: String?, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let message = try state.require(message: id)
        guard !message.releases.isEmpty else {
            throw Rejection(
                .notNow, "\(id) was not released.",
                remedy: "Discard it instead: \(do: .discardMessage(id))")
        }
        let armed = message.armed.compactMap { state.messages[$0] }
            .first { $0.kind == .retraction && $0.discarded == nil }
        if let armed, !armed.releases.isEmpty { return Ruling() }
        let isUnderWay = state.messages.all.contains {
            $0.kind == .retraction && $0.retracts == id && $0.discarded == nil && armed == nil
        }
        if isUnderWay { return Ruling() }
        if let armed {
            return try release(armed.id, .init(), because: reason, in: state, context)
        }
        var events = ownRumor(of: message, reason: reason, in: state)
        let drafted = try draft(
            .retraction(of: message, context.playbook.template(.retraction)), in: state, context)
        events += drafted.events
        return Ruling(events)
    }

    private static func ownRumor(of message: Message, reason: String?, in state: IncidentState)
        -> [IncidentEvent.OneOf_Kind]
    {
        guard !state.rumors.all.contains(where: { $0.messages.contains(message.id) }) else {
            return []
        }
        let id = state.rumors.next
        let claim = message.releases.last?.texts.first?.text ?? message.kind.word
        return [
            reported(id, .init(claim: claim, messages: [message.id])),
            assessed(id, .false, reason ?? "retracted"),
        ]
    }
}

extension MessageCommand.DraftMessage {
    /// The retraction of a message, on the channels on which it may have gone out.
    static func retraction(of message: Message, _ template: MessageTemplate?) -> Self {
        .init(
            kind: .retraction, template: template?.id,
            content: .init(channels: message.channels), retracts: message.id)
    }
}
