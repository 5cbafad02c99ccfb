internal import Channels
internal import Foundation
internal import IncidentEvents
internal import SwiftProtobuf

extension IncidentState {
    mutating func apply(_ event: InquiryReceived, _ stamp: Stamp) {
        guard let id = InquiryID(event.inquiry) else { return }
        inquiries.add(
            Inquiry(
                id: id, origin: event.origin, from: event.from, question: event.question,
                channel: event.channel.nonEmpty,
                deadline: event.hasDeadline ? Instant(event.deadline) : nil,
                details: Inquiry.Details(
                    language: event.language.nonEmpty, kind: event.kind,
                    external: event.external.nonEmpty, briefing: BriefingID(event.briefing),
                    isLive: event.live, votes: event.hasVotes ? event.votes : nil,
                    asked: event.hasAsked ? Instant(event.asked) : nil),
                received: stamp),
            as: id)
    }

    mutating func apply(_ event: InquiryAssigned, _ stamp: Stamp) {
        inquiries.change(InquiryID(event.inquiry)) { $0.assignedTo = event.person }
    }

    mutating func apply(_ event: InquiryAnswered, _ stamp: Stamp) {
        let answer = Inquiry.Answer(
            text: event.answer, message: MessageID(event.message),
            cites: event.cites.compactMap { FactID($0) }, isLive: event.live, stamp: stamp)
        changeGroup(InquiryID(event.inquiry)) { $0.answer = answer }
    }

    mutating func apply(_ event: InquiryDeclined, _ stamp: Stamp) {
        changeGroup(InquiryID(event.inquiry)) {
            $0.declined = Inquiry.Declined(reason: event.reason, stamp: stamp)
        }
    }

    /// Questions, tips, briefings and consents. The switch that calls it names each kind, so that
    /// the compiler finds a new one that neither applies.
    mutating func applyToInquiries(_ event: IncidentEvent.OneOf_Kind, _ stamp: Stamp) {
        if case .inquiryReceived(let event) = event { apply(event, stamp) }
        if case .inquiryAssigned(let event) = event { apply(event, stamp) }
        if case .inquiryAnswered(let event) = event { apply(event, stamp) }
        if case .inquiryDeclined(let event) = event { apply(event, stamp) }
        if case .tipReceived(let event) = event { apply(event, stamp) }
        if case .tipHandedOver(let event) = event { apply(event, stamp) }
        if case .briefingScheduled(let event) = event { apply(event, stamp) }
        if case .briefingHeld(let event) = event { apply(event, stamp) }
        if case .briefingCanceled(let event) = event { apply(event, stamp) }
        if case .consentRecorded(let event) = event { apply(event, stamp) }
        if case .consentWithdrawn(let event) = event { apply(event, stamp) }
        if case .inquiryJoined(let event) = event { apply(event) }
        if case .inquirySeparated(let event) = event { apply(event, stamp) }
        if case .inquiryReferred(let event) = event {
            changeGroup(InquiryID(event.inquiry)) {
                $0.referral = Inquiry.Referral(
                    to: event.to, by: event.hasBy ? Instant(event.by) : nil, stamp: stamp)
            }
        }
        if case .inquiryPromised(let event) = event {
            changeGroup(InquiryID(event.inquiry)) {
                $0.promise = Inquiry.Promise(
                    person: event.person, by: Instant(event.by), stamp: stamp)
            }
        }
        if case .inquiryReopened(let event) = event {
            changeGroup(InquiryID(event.inquiry)) { $0.reopen(stamp) }
        }
        if case .inquiryContactRecorded(let event) = event {
            inquiries.change(InquiryID(event.inquiry)) { $0.contact = event.contact }
        }
        if case .inquiriesImported(let event) = event {
            inquiryFiles.append(InquiryFile(sha256: Array(event.fileSha256), stamp: stamp))
        }
    }

    private mutating func apply(_ event: InquiryJoined) {
        guard let id = InquiryID(event.inquiry), let joining = inquiries[id],
            let target = InquiryID(event.into).flatMap({ inquiries[$0] }),
            let lead = inquiries[target.lead ?? target.id], lead.id != id, joining.lead == nil
        else { return }
        let joined = [id] + joining.members
        inquiries.change(lead.id) { $0.members += joined }
        for id in joined {
            inquiries.change(id) {
                $0.lead = lead.id
                $0.members = []
                ($0.answer, $0.declined) = (lead.answer, lead.declined)
                ($0.referral, $0.promise) = (lead.referral, lead.promise)
            }
        }
    }

    private mutating func apply(_ event: InquirySeparated, _ stamp: Stamp) {
        guard let id = InquiryID(event.inquiry), let lead = inquiries[id]?.lead else { return }
        inquiries.change(lead) { $0.members.removeAll { $0 == id } }
        inquiries.change(id) {
            $0.lead = nil
            $0.reopen(stamp)
        }
    }

    /// Changes every question that the same answer closes.
    private mutating func changeGroup(_ id: InquiryID?, _ body: (inout Inquiry) -> Void) {
        guard let id, let inquiry = inquiries[id] else { return }
        guard let lead = inquiries[inquiry.lead ?? id] else { return }
        for id in [lead.id] + lead.members { inquiries.change(id, body) }
    }

    mutating func apply(_ event: TipReceived, _ stamp: Stamp) {
        guard let id = TipID(event.tip) else { return }
        tips.add(
            Tip(id: id, text: event.text, channel: event.channel.nonEmpty, received: stamp), as: id)
    }

    mutating func apply(_ event: TipHandedOver, _ stamp: Stamp) {
        tips.change(TipID(event.tip)) { $0.handedOverTo = event.to.nonEmpty }
    }

    mutating func apply(_ event: BriefingScheduled, _ stamp: Stamp) {
        guard let id = BriefingID(event.briefing) else { return }
        briefings.add(
            Briefing(
                id: id, at: event.hasAt ? Instant(event.at) : nil, place: event.place,
                scheduled: stamp), as: id)
    }

    mutating func apply(_ event: BriefingHeld, _ stamp: Stamp) {
        briefings.change(BriefingID(event.briefing)) {
            $0.held = stamp
            $0.speaker = event.speaker.nonEmpty
        }
    }

    mutating func apply(_ event: BriefingCanceled, _ stamp: Stamp) {
        briefings.change(BriefingID(event.briefing)) { $0.canceled = stamp }
    }

    mutating func apply(_ event: ConsentRecorded, _ stamp: Stamp) {
        guard let id = ConsentID(event.consent) else { return }
        consents.add(
            Consent(
                id: id,
                terms: Consent.Terms(
                    whom: event.whom, scope: event.scope.nonEmpty, uses: event.uses,
                    channels: event.channels.map(ChannelID.init(rawValue:)),
                    expires: event.hasExpires ? Instant(event.expires) : nil,
                    isMinor: event.minor, guardian: event.guardian.nonEmpty,
                    language: event.language.nonEmpty, copyKept: event.copyKept.nonEmpty,
                    copySHA256: Array(event.copySha256), withdrawal: event.withdrawal.nonEmpty,
                    isForThisCampaignOnly: event.thisCampaignOnly),
                recorded: stamp,
                earlier: ConsentID(event.earlierConsent).map { .init(event.earlierCampaign, $0) }),
            as: id)
    }

    mutating func apply(_ event: ConsentWithdrawn, _ stamp: Stamp) {
        consents.change(ConsentID(event.consent)) { $0.withdrawn = stamp }
    }
}

extension Inquiry {
    fileprivate mutating func reopen(_ stamp: Stamp) {
        (answer, declined, referral, promise) = (nil, nil, nil, nil)
        reopened = stamp
    }
}
