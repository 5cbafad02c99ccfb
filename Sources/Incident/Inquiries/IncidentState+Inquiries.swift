internal import Channels
internal import IncidentEvents
internal import SwiftProtobuf

extension IncidentState {
    mutating func apply(_ event: InquiryReceived, _ stamp: Stamp) {
        guard let id = InquiryID(event.inquiry) else { return }
        inquiries.add(
            Inquiry(
                id: id, origin: event.origin, from: event.from, question: event.question,
                channel: event.channel.nonEmpty,
                deadline: event.hasDeadline ? Instant(event.deadline) : nil, received: stamp),
            as: id)
    }

    mutating func apply(_ event: InquiryAssigned, _ stamp: Stamp) {
        inquiries.change(InquiryID(event.inquiry)) { $0.assignedTo = event.person }
    }

    mutating func apply(_ event: InquiryAnswered, _ stamp: Stamp) {
        inquiries.change(InquiryID(event.inquiry)) {
            $0.answer = Inquiry.Answer(
                text: event.answer, message: MessageID(event.message), stamp: stamp)
        }
    }

    mutating func apply(_ event: InquiryDeclined, _ stamp: Stamp) {
        inquiries.change(InquiryID(event.inquiry)) {
            $0.declined = Inquiry.Declined(reason: event.reason, stamp: stamp)
        }
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
