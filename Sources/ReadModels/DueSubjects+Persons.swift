internal import Basics
internal import Channels
internal import Incident
internal import IncidentEvents
internal import Playbooks

extension DueSubjects {
    /// How far ahead the end of a consent is told: asking again takes time.
    private static let notice = Duration.seconds(30 * 86_400)

    /// Copies that show a person and must be gone, and consents that end soon. The texts name no
    /// person: sheets with what is due are passed on.
    var persons: [DueItem] {
        var urgent: [Copy: Takedown] = [:]
        let rules = department?.policy.takedowns ?? []
        for takedown in state.takedowns(under: rules, asOf: asOf)
        where takedown.warns(in: state.zone) <= asOf {
            // What went out by phone can't be taken back, and nothing would ever settle it.
            guard takedown.copy.place.carrier.channel.isWithdrawable else { continue }
            let copy = Copy(message: takedown.copy.message, place: takedown.copy.place)
            if let other = urgent[copy], other.by <= takedown.by { continue }
            urgent[copy] = takedown
        }
        return urgent.values.map(due) + endingConsents
            + state.comments.all.compactMap(appeal)
    }

    /// An appeal that nobody has decided. Whoever hid the comment doesn't decide it.
    private func appeal(against comment: HiddenComment) -> DueItem? {
        guard let appeal = comment.openAppeal else { return nil }
        let days = state.zone.day(appeal.received.happenedAt)
        return item(
            .appeal, comment.id.description,
            "\(comment.id), \(comment.action.word) by the rule \(comment.rule), was appealed on \(days). Restore it or uphold it.",
            .upholdComment(comment.id))
    }

    /// One place of a message: it comes down once, however many persons it shows.
    private struct Copy: Hashable {
        var message: MessageID
        var place: Message.Place
    }

    private func due(_ takedown: Takedown) -> DueItem {
        let (id, place) = (takedown.copy.message, takedown.copy.place)
        let isOurs = department?.accounts.contains(place.carrier) ?? true
        let several = state.messages[id].map { message in
            message.livePlaces.count { $0.carrier == place.carrier } > 1
        }
        let mend = isOurs ? "Take it down" : "Have it taken down"
        return item(
            .takedown, id.description,
            "\(id) on \(place) \(takedown.reason(in: state)). \(mend) or correct it there.",
            .withdrawMessage(id, place.carrier, in: several == true ? place.language : nil),
            due: takedown.by)
    }

    /// The consents that end soon and that no later one of the same person replaces.
    private var endingConsents: [DueItem] {
        // Every message is read to find them.
        lazy var copies = state.liveCopiesByConsent
        var lastEnds: [String: Instant] = [:]
        var items: [DueItem] = []
        for consent in state.consents.all.reversed() {
            guard let end = consent.end, consent.status(at: asOf) == .valid else { continue }
            let whom = consent.terms.whom
            let isReplaced = lastEnds[whom].map { $0 > end } ?? false
            lastEnds[whom] = max(lastEnds[whom] ?? end, end)
            guard !isReplaced, end.advanced(by: .zero - Self.notice) <= asOf else { continue }
            let count = copies[consent.id]?.count ?? 0
            if state.isOpen || count > 0 { items.append(due(consent, by: end, copies: count)) }
        }
        return items.reversed()
    }

    private func due(_ consent: Consent, by end: Instant, copies: Int) -> DueItem {
        item(
            .consent, consent.id.description,
            "The consent \(consent.id) ends on \(state.zone.day(end)), and \(copies.counted("copy rests", "copies rest")) on it. Ask again, or take them down.",
            .listConsents, due: end)
    }
}

extension Takedown {
    /// The moment from which it is due: the beginning of the day before its last one.
    fileprivate func warns(in zone: Zone) -> Instant {
        guard case .rule(_, let last) = cause else {
            return by.advanced(by: .seconds(-86_400))
        }
        return zone.end(of: last.advanced(by: -2))
    }

    /// Why the copy must go, in words that follow its place.
    fileprivate func reason(in state: IncidentState) -> String {
        switch cause {
        case .consent(let id, .withdrawn): "rests on the consent \(id), which was withdrawn"
        case .consent(let id, .expired): "rests on the consent \(id), which has ended"
        case .consent(let id, .valid):
            "rests on the consent \(id), which ends on \(state.zone.day(by))"
        case .rule(let rule, let last):
            "shows a person, by the takedown \(rule.id) until \(last.text) at the latest"
        }
    }
}
