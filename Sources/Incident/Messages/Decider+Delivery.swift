internal import Basics
internal import Channels
internal import IncidentEvents
internal import Playbooks
internal import SwiftProtobuf

/// Reports about where a released text is, and the stop of one.
extension Decider {
    static func post(
        _ id: MessageID, _ postings: [MessageCommand.Posting],
        overriding overrides: [Guard: String] = [:], in state: IncidentState,
        _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let message = try state.require(message: id)
        let overrides = try reasons(for: overrides)
        guard !postings.isEmpty else {
            throw Rejection(
                .invalid, "No account was named.",
                remedy:
                    "Name each account, with the post's address: \(do: .markPosted(id, .anyAddress))"
            )
        }
        var events: [IncidentEvent.OneOf_Kind] = []
        if let wrong = state.unexcusedError(in: message, at: context.publicNow),
            !state.isOlder(context.occurred, than: wrong)
        {
            let finding = GuardFinding(
                .knownWrong, id.description,
                Flaw(wrong.sentence(of: id, in: state.zone), remedy: wrong.remedy(for: id)))
            guard overrides[.knownWrong] != nil else {
                throw Rejection(.refused, "\(id) was not marked as posted.", findings: [finding])
            }
            events += overridden(finding, overrides, message, in: state)
        }
        var marked: Set<MessageCommand.Posting> = []
        for posting in postings {
            let carrier = posting.target.carrier
            try requireReleased(message, carrier)
            try requireListed(posting.target, for: message, in: state, context)
            let languages = try postedLanguages(posting.target, message)
            try requireAddress(posting.address, on: carrier)
            if let occurred = context.occurred {
                try requireLaterThanRelease(
                    message, carrier, occurred, before: context.publicNow, in: state)
            }
            // Marking the same post twice, or adding nothing to it, is not a second appearance.
            let live = message.livePlaces
            let isKnown = languages.allSatisfy { language in
                let place = Message.Place(carrier, language)
                return live.contains(place)
                    && (posting.address == nil
                        || message.lastPosting(at: place)?.address == posting.address)
            }
            if isKnown || !marked.insert(posting).inserted { continue }
            events.append(
                delivery(of: id, on: carrier, in: languages, .posted) {
                    $0.address = posting.address.recorded
                })
        }
        return Ruling(events)
    }

    static func fail(
        _ id: MessageID, _ target: MessageCommand.Target, _ reason: String,
        in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let message = try state.require(message: id)
        try requireReleased(message, target.carrier)
        try requireListed(target, for: message, in: state, context)
        let released = message.releasedLanguages(on: target.carrier.channel)
        let languages = try known(target.languages ?? released, among: released, target, message)
        let live = message.livePlaces
        guard
            state.mode == .reenactment
                || !languages.allSatisfy({ live.contains(.init(target.carrier, $0)) })
        else {
            throw Rejection(
                .notNow, "\(id) is on record as posted on \(target.carrier).",
                remedy: "If it never was, take that back: \(do: .voidPosting(id, target.carrier))")
        }
        let reason = try text(reason, "reason")
        return Ruling([
            delivery(of: id, on: target.carrier, in: languages, .failed) { $0.reason = reason }
        ])
    }

    private static func delivery(
        of id: MessageID, on carrier: Carrier, in languages: [String], _ outcome: DeliveryOutcome,
        _ fill: (inout DeliveryRecorded) -> Void
    ) -> IncidentEvent.OneOf_Kind {
        .deliveryRecorded(
            .with {
                $0.message = id.description
                $0.carrier = carrier.description
                $0.outcome = outcome
                $0.languages = languages
                fill(&$0)
            })
    }

    static func void(
        _ id: MessageID, _ target: MessageCommand.Target, _ reason: String,
        in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let message = try state.require(message: id)
        let reason = try text(reason, "reason")
        let carrier = target.carrier
        func isMeant(_ delivery: Message.Delivery) -> Bool {
            delivery.carrier == carrier
                && target.languages?.allSatisfy(delivery.languages.contains) ?? true
        }
        guard let posting = message.postings.last(where: isMeant) else {
            if message.voidedDeliveries.contains(where: { isMeant($0.delivery) }) {
                return Ruling()
            }
            let places = message.postings.flatMap(\.places).uniqued().map(\.description)
            throw Rejection(
                .notNow,
                "\(id) isn't on record as posted on \(carrier)\(target.languages.map { " in \($0.joined(separator: ", "))" } ?? "").",
                remedy: places.isEmpty
                    ? "It is on record as posted nowhere."
                    : "It is on record as posted on: \(places.joined(separator: ", ")).")
        }
        // Calling it a slip would make a public error disappear, so one person can't do it alone.
        let live = message.livePlaces
        let isWithdrawn = !posting.places.allSatisfy(live.contains)
        guard
            posting.stamp.actor != context.actor && !message.authors.contains(context.actor)
                || (state.knownWrong(message) == nil && !isWithdrawn)
                || state.mode == .reenactment
        else {
            throw Rejection(
                .unauthorized,
                "\(id) is known to be wrong or was withdrawn, so somebody who neither wrote nor posted it must say that it was never on \(carrier).",
                remedy: "If it was there, correct it there: \(do: .showMessage(id))")
        }
        return Ruling([
            .deliveryVoided(
                .with {
                    $0.message = id.description
                    $0.carrier = carrier.description
                    $0.reason = reason
                    $0.languages = target.languages ?? []
                })
        ])
    }

    /// Stops a released text: what isn't posted leaves what is due, and where it is posted it is
    /// due for withdrawal or correction. It says nothing about the text being false.
    static func recall(
        _ id: MessageID, _ reason: String, in state: IncidentState
    ) throws(Rejection) -> Ruling {
        let message = try state.require(undiscarded: id)
        guard !message.releases.isEmpty else {
            throw Rejection(
                .notNow, "\(id) isn't released, so there is nothing to recall.",
                remedy: "Discard the draft: \(do: .discardMessage(id))")
        }
        if message.isRecalled { return Ruling() }
        let reason = try text(reason, "reason")
        return Ruling([
            .messageRecalled(
                .with {
                    $0.message = id.description
                    $0.reason = reason
                })
        ])
    }

    static func withdraw(
        _ id: MessageID, _ target: MessageCommand.Target, _ manner: WithdrawalManner,
        _ reason: String, in state: IncidentState
    ) throws(Rejection) -> Ruling {
        let message = try state.require(message: id)
        let reason = try text(reason, "reason")
        let carrier = target.carrier
        guard message.lastPosting(on: carrier) != nil else {
            let carriers = message.liveCarriers.map(\.description).joined(separator: ", ")
            throw Rejection(
                .notNow, "\(id) isn't posted on \(carrier).",
                remedy: carriers.isEmpty
                    ? "It isn't posted anywhere." : "It is posted on: \(carriers).")
        }
        let live = message.livePlaces.filter { $0.carrier == carrier }.map(\.language)
        if live.isEmpty { return Ruling() }
        guard carrier.channel.isWithdrawable || state.mode == .reenactment else {
            throw Rejection(
                .refused,
                "What went out on \(carrier.channel) can't be withdrawn: people have it already.",
                remedy: message.kind == .alert
                    ? "If it is over or was wrong, its own texts say so: \(do: .showMessage(id))"
                    : "Say there that it was wrong: \(do: .retractMessage(id))")
        }
        // Calling a text gone that is still there would end the work on it.
        guard target.languages != nil || live.count == 1 else {
            throw Rejection(
                .invalid,
                "\(id) is posted on \(carrier) in \(live.joined(separator: ", ")). Which one is gone?",
                remedy: "Name it: \(option: .language) \(live[0])")
        }
        let languages = try known(
            target.languages ?? live, among: live, target, message, was: "posted")
        return Ruling([
            .messageWithdrawn(
                .with {
                    $0.message = id.description
                    $0.carrier = carrier.description
                    $0.manner = manner
                    $0.reason = reason
                    $0.languages = languages
                })
        ])
    }

    // MARK: What a report may name

    /// A slip in an address would send whoever withdraws or corrects the post to another one.
    static func requireAddress(
        _ address: String?, on carrier: Carrier
    ) throws(Rejection) {
        guard let address, let fault = PostAddress.fault(of: address, on: carrier.channel)
        else { return }
        throw Rejection(
            .invalid, "\"\(address.prefix(80))\" can't be a post on \(carrier): it \(fault).",
            remedy:
                "Copy the post's address from the browser, e.g. \(PostAddress.example(on: carrier.channel)), or leave it out."
        )
    }

    private static func requireReleased(_ message: Message, _ carrier: Carrier) throws(Rejection) {
        let channels = Set(message.releasedTexts.keys.map(\.channel))
        // Some outlets that nobody writes for relay our messages: the stream of a news conference
        // is a separate delivery.
        let isRelay = !channels.isEmpty && ChannelCatalogue.channel(carrier.channel) == nil
        guard channels.contains(carrier.channel) || isRelay else {
            throw Rejection(
                .notNow, "\(message.id) isn't released on \(carrier.channel).",
                remedy: channels.isEmpty
                    ? "Release it: \(do: .releaseMessage(message.id))"
                    : "It is released on: \(channels.map(\.rawValue).sorted().joined(separator: ", "))."
            )
        }
    }

    /// Refuses an account that the department file doesn't list among its accounts on the channel:
    /// a slip of one letter would leave the real account without a correction.
    private static func requireListed(
        _ target: MessageCommand.Target, for message: Message, in state: IncidentState,
        _ context: DecisionContext
    ) throws(Rejection) {
        let carrier = target.carrier
        let accounts = context.department.accounts(on: carrier.channel)
        guard !target.isUnlisted, state.mode != .reenactment, !accounts.isEmpty,
            !accounts.contains(carrier), message.lastPosting(on: carrier) == nil
        else { return }
        let near = NearestName.of(carrier.account, among: accounts.map(\.account))
        let meant = near.map { "Did you mean \(carrier.channel):\($0)?" }
        throw Rejection(
            .unknownThing, "The department file doesn't list \(carrier).",
            remedy:
                "\(meant ?? "It lists \(accounts.map(\.description).joined(separator: ", ")).") If \(carrier) is another account, add \(option: .unlisted)."
        )
    }

    /// The languages that a report says were posted: those that it names, else the message's own,
    /// which is also what is shown for posting. Nothing is on record that nobody said. An outlet that
    /// nobody writes for relays them all.
    private static func postedLanguages(
        _ target: MessageCommand.Target, _ message: Message
    ) throws(Rejection) -> [String] {
        let channel = target.carrier.channel
        let released = message.releasedLanguages(on: channel)
        let isRelay = !message.releasedTexts.keys.contains { $0.channel == channel }
        let own = released.contains(message.sourceLanguage) && !isRelay
        return try known(
            target.languages ?? (own ? [message.sourceLanguage] : released), among: released,
            target, message)
    }

    private static func known(
        _ named: [String], among languages: [String], _ target: MessageCommand.Target,
        _ message: Message, was verb: String = "released"
    ) throws(Rejection) -> [String] {
        for language in named where !languages.contains(language) {
            throw Rejection(
                .notNow, "\(message.id) isn't \(verb) on \(target.carrier) in \(language).",
                remedy: "It is \(verb) there in: \(languages.joined(separator: ", ")).")
        }
        return named.uniqued()
    }

    /// - Parameter now: A release after it was made under a clock that was ahead, and says nothing
    ///   about the delivery's time; nil to believe every release.
    static func requireLaterThanRelease(
        _ message: Message, _ carrier: Carrier, _ occurred: Instant, before now: Instant? = nil,
        in state: IncidentState
    ) throws(Rejection) {
        let release =
            message.releases.first { release in
                release.texts.contains { $0.channel == carrier.channel.rawValue }
            } ?? message.releases.first
        guard let stamp = release?.stamp, !stamp.isPlaceholder, occurred < stamp.happenedAt,
            now.map({ stamp.happenedAt <= $0 }) ?? true
        else { return }
        let time = state.zone.dated(stamp.happenedAt)
        throw Rejection(
            .notNow,
            "\(message.id) was released at \(time), so it can't have been posted on \(carrier) before that.",
            remedy: "Check the time of the delivery.")
    }
}
