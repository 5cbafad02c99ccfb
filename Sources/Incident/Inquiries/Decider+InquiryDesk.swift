internal import Foundation
internal import IncidentEvents
internal import Playbooks
internal import SwiftProtobuf

// Groups of questions, and what becomes of a question besides an answer.
extension Decider {
    static func keepContact(_ contact: String, of id: InquiryID, in state: IncidentState)
        throws(Rejection) -> Ruling
    {
        let inquiry = try state.require(inquiry: id)
        let contact = try line(contact, "contact")
        if inquiry.contact == contact { return Ruling() }
        return Ruling([
            .inquiryContactRecorded(
                .with {
                    $0.inquiry = id.description
                    $0.contact = contact
                })
        ])
    }

    static func joinInquiry(_ id: InquiryID, to other: InquiryID, in state: IncidentState)
        throws(Rejection) -> Ruling
    {
        let joining = try state.lead(of: state.require(inquiry: id))
        let lead = try state.lead(of: state.require(inquiry: other))
        if joining.id == lead.id { return Ruling() }
        guard joining.isOpen else {
            throw Rejection(
                .notNow,
                "\(joining.id) is \(state.status(of: joining).rawValue), so it needs no other answer.",
                remedy: lead.isOpen
                    ? "Join the open one to it: \(do: .joinInquiry(lead.id, joining.id))"
                    : "See both: \(do: .listInquiries)")
        }
        if let fact = state.changedFacts(behind: lead).first {
            throw Rejection(
                .refused, "The answer to \(lead.id) rests on \(fact.id), \(fact.whyChanged).",
                remedy: "Answer \(lead.id) again first: \(do: .answerInquiry(lead.id))")
        }
        return Ruling([
            .inquiryJoined(
                .with {
                    $0.inquiry = joining.id.description
                    $0.into = lead.id.description
                })
        ])
    }

    static func separateInquiry(_ id: InquiryID, _ reason: String, in state: IncidentState)
        throws(Rejection) -> Ruling
    {
        let inquiry = try state.require(inquiry: id)
        guard inquiry.lead != nil else {
            throw Rejection(
                .notNow,
                inquiry.members.isEmpty
                    ? "\(id) is in no group."
                    : "\(id) is the first question of its group: \(inquiry.members.map(\.description).joined(separator: ", ")).",
                remedy: inquiry.members.isEmpty
                    ? "See the groups: \(do: .listInquiries)" : "Separate one of the others.")
        }
        let reason = try text(reason, "reason")
        return Ruling([
            .inquirySeparated(
                .with {
                    $0.inquiry = id.description
                    $0.reason = reason
                })
        ])
    }

    static func referInquiry(
        _ id: InquiryID, to unit: String, by: Instant?, _ reason: String?, in state: IncidentState
    ) throws(Rejection) -> Ruling {
        try requireOpen(id, in: state)
        let unit = try line(unit, "unit")
        guard by != nil || unit.lowercased() != "records" else {
            throw Rejection(
                .invalid, "A records request has a day by which the law wants the reply.",
                remedy: "Give it: \(option: .by) DATE")
        }
        return Ruling([
            .inquiryReferred(
                .with {
                    $0.inquiry = id.description
                    $0.to = unit
                    if let by { $0.by = by.timestamp }
                    $0.reason = reason.recorded
                })
        ])
    }

    static func promiseAnswer(
        to id: InquiryID, by person: String, at time: Instant, in state: IncidentState
    ) throws(Rejection) -> Ruling {
        try requireOpen(id, in: state)
        guard isID(person) else {
            throw Rejection(
                .invalid, "\"\(person)\" isn't a valid actor id.",
                remedy: "Give the person's work id.")
        }
        return Ruling([
            .inquiryPromised(
                .with {
                    $0.inquiry = id.description
                    $0.person = person
                    $0.by = time.timestamp
                })
        ])
    }

    static func reopenInquiry(_ id: InquiryID, _ reason: String, in state: IncidentState)
        throws(Rejection) -> Ruling
    {
        if try state.require(inquiry: id).isOpen { return Ruling() }
        let reason = try text(reason, "reason")
        return Ruling([
            .inquiryReopened(
                .with {
                    $0.inquiry = id.description
                    $0.reason = reason
                })
        ])
    }

    static func noteFile(
        _ format: String, _ sha256: [UInt8], rows: Int, refused: Int, known: Int
    ) -> Ruling {
        Ruling([
            .inquiriesImported(
                .with {
                    $0.format = format
                    $0.fileSha256 = Data(sha256)
                    $0.rows = UInt64(rows)
                    $0.refused = UInt64(refused)
                    $0.known = UInt64(known)
                })
        ])
    }

    private static func requireOpen(_ id: InquiryID, in state: IncidentState) throws(Rejection) {
        let inquiry = try state.require(inquiry: id)
        guard inquiry.isOpen else {
            throw Rejection(
                .notNow, "\(id) is \(state.status(of: inquiry).rawValue).",
                remedy: "Reopen it first: \(do: .reopenInquiry(id))")
        }
    }
}

extension IncidentState {
    /// A question hour waits while its work is paused, and its moderator doesn't answer.
    func requireLive(answering inquiry: Inquiry, _ context: DecisionContext) throws(Rejection) {
        if let pause = (pauses + homePauses).first(where: \.holdsNew) {
            throw Rejection(
                .notNow, "The question hour is paused: \(pause.reason).",
                remedy: "See what waits: \(do: .showPauses)")
        }
        guard !inquiry.details.isLive || inquiry.received.actor != context.actor else {
            throw Rejection(
                .refused,
                "\(context.actor) logged \(inquiry.id) as the moderator, who doesn't answer live.",
                remedy: "Have another person answer it.")
        }
    }

    /// The facts of an answer, which must be cleared.
    func requireSayable(
        _ cites: [FactID], answering id: InquiryID
    ) throws(Rejection) -> [Fact] {
        var facts: [Fact] = []
        for cited in cites { facts.append(try require(fact: cited)) }
        if mode != .reenactment, let fact = facts.first(where: { !$0.isSayable }) {
            throw Rejection(
                .refused, "The answer rests on \(fact.id), which is \(fact.status.rawValue).",
                remedy: [.recorded, .verified].contains(fact.status)
                    ? "Have it verified and cleared: \(do: fact.isVerified ? .clearFact(fact.id) : .verifyFact(fact.id))"
                    : "Rest it on another fact: \(do: .answerInquiry(id))")
        }
        return facts
    }
}
