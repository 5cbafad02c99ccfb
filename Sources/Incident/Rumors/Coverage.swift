public import Channels
public import IncidentEvents

/// One rumor on one carrier: that it stood there, and whether it was set right there.
public struct CoverageCell: Hashable, Sendable {
    /// The account or outlet, such as `x:RivertonPD`.
    public var carrier: Carrier
    /// Each time the claim appeared, in order of happening.
    public var appearances: [Stamp]
    /// Our own account, or a message of ours stood there.
    public var isOwn: Bool
    /// Still to be read there as far as is known: a live copy of ours, or another's carrier that
    /// has not set it right itself.
    public var isStanding: Bool
    /// Taken down. It tells nobody who has already seen it, so it closes nothing.
    public var withdrawn: Stamp?
    /// The first explicit correction on this carrier since the last appearance.
    public var corrected: Stamp?
    /// The message of ours that corrected it; nil where the outlet did so itself.
    public var correctedBy: MessageID?
    /// Why no correction is needed there; nil where one is.
    public var waived: Rumor.Waiver?
    /// When the outlet was last asked to correct; nil where it was not.
    public var contacted: Stamp?

    /// Still to be read there by the public.
    public var isStandingInPublic: Bool { isStanding && carrier.isPublic }

    /// Still to be set right here.
    public var isOpen: Bool { corrected == nil && waived == nil }
}

extension IncidentState {
    /// The carriers that carried a rumor, each with what happened there since.
    ///
    /// A cell closes by an explicit correction on the same carrier later than the claim's last
    /// appearance there, or by a waiver with a reason. A delivery of a message that retracts one
    /// of the claim's own messages is such a correction.
    public func coverage(of rumor: Rumor) -> [CoverageCell] {
        coverage(of: rumor, among: messages.all)
    }

    /// - Parameter messages: All that concern the rumor, and perhaps others.
    func coverage(of rumor: Rumor, among messages: some Sequence<Message>) -> [CoverageCell] {
        var appearances: [Carrier: [Stamp]] = [:]
        var own: Set<Carrier> = []
        var live: Set<Carrier> = []
        appearances.reserveCapacity(rumor.sightings.count)
        for sighting in rumor.sightings {
            appearances[sighting.carrier, default: []].append(sighting.stamp)
        }
        var withdrawals: [Carrier: Stamp] = [:]
        for message in claimants(of: rumor, among: messages) {
            for posting in message.postings where said(message, in: posting, of: rumor) {
                appearances[posting.carrier, default: []].append(posting.stamp)
                own.insert(posting.carrier)
            }
            for carrier in message.liveCarriers {
                guard let last = message.lastPosting(on: carrier) else { continue }
                if said(message, in: last, of: rumor) { live.insert(carrier) }
            }
            for withdrawal in message.withdrawals
            where !message.liveCarriers.contains(withdrawal.carrier) {
                withdrawals[withdrawal.carrier] = withdrawal.stamp
            }
        }
        let corrections = self.corrections(of: rumor, among: messages)
        return appearances.keys.sorted().map { carrier in
            var seen = appearances[carrier] ?? []
            if seen.count > 1 { seen.sort(by: Stamp.happensBefore) }
            let correction = corrections.first { correction in
                correction.carrier == carrier
                    && !(seen.last.map { Stamp.happensBefore(correction.stamp, $0) } ?? false)
            }
            let waiver = rumor.waivers.last { waiver in
                waiver.carrier == carrier
                    && !(seen.last.map { Stamp.happensBefore(waiver.stamp, $0) } ?? false)
            }
            return CoverageCell(
                carrier: carrier, appearances: seen,
                isOwn: own.contains(carrier),
                isStanding: own.contains(carrier)
                    ? live.contains(carrier)
                    : !corrections.contains { correction in
                        correction.carrier == carrier && correction.message == nil
                            && !(seen.last.map { Stamp.happensBefore(correction.stamp, $0) }
                                ?? false)
                    },
                withdrawn: withdrawals[carrier],
                corrected: correction?.stamp, correctedBy: correction?.message, waived: waiver,
                contacted: rumor.contacts.last { $0.carrier == carrier }?.stamp)
        }
    }

    /// The messages of ours that made the claim: those that the rumor names, and every other
    /// released one that cites the fact that was wrong, also where it went out later.
    public func claimants(of rumor: Rumor) -> [Message] {
        claimants(of: rumor, among: messages.all)
    }

    func claimants(of rumor: Rumor, among messages: some Sequence<Message>) -> [Message] {
        // Most rumors are no words of ours.
        if rumor.messages.isEmpty, rumor.fact == nil { return [] }
        return messages.filter { message in
            rumor.messages.contains(message.id)
                || (!message.releases.isEmpty && rumor.fact != nil
                    && message.kind != .correction
                    && message.cites.contains { $0.fact == rumor.fact })
        }
    }

    /// The rumors to be set right whose claim a message of ours made, by message.
    public var rumorsToCorrectByClaimant: [MessageID: [Rumor]] {
        ClaimIndex(self).rumorsToCorrectByClaimant
    }

    /// Whether what was posted made the claim: a message that was released anew without the fact
    /// that was wrong no longer does.
    private func said(
        _ message: Message, in posting: Message.Delivery, of rumor: Rumor
    ) -> Bool {
        let release = message.releases.last { release in
            release.stamp.position < posting.stamp.position
                && release.texts.contains { $0.channel == posting.carrier.channel.rawValue }
        }
        guard let fact = rumor.fact, message.wasReleased(citing: fact), let release else {
            return true
        }
        return release.cites.contains { $0.fact == fact }
    }

    /// A delivery or an outlet's own words that set a rumor right.
    public struct CorrectionDelivered: Hashable, Sendable {
        /// The account or outlet, such as `x:RivertonPD`.
        public var carrier: Carrier
        /// Ours; nil where the outlet corrected itself.
        public var message: MessageID?
        /// When it was recorded, by whom, in which role and where in the log.
        public var stamp: Stamp
    }

    /// Every explicit correction of a rumor, in order of happening, ours and the outlets' own.
    public func corrections(of rumor: Rumor) -> [CorrectionDelivered] {
        corrections(of: rumor, among: messages.all)
    }

    func corrections(
        of rumor: Rumor, among messages: some Sequence<Message>
    ) -> [CorrectionDelivered] {
        var corrections = rumor.outletCorrections.map {
            CorrectionDelivered(carrier: $0.carrier, message: nil, stamp: $0.stamp)
        }
        let claimants = claimants(of: rumor, among: messages).map(\.id)
        for message in messages
        where message.corrects.contains(rumor.id)
            || (message.retracts.map(claimants.contains) ?? false)
        {
            // The all-clear of an alert ends it and does not say that it was wrong.
            guard message.kind != .allClear || message.corrects.contains(rumor.id) else { continue }
            corrections += message.postings.map {
                CorrectionDelivered(carrier: $0.carrier, message: message.id, stamp: $0.stamp)
            }
        }
        return corrections.sorted { Stamp.happensBefore($0.stamp, $1.stamp) }
    }

    /// The cells of a rumor that still wait for a correction; none where it needs none.
    public func openCells(of rumor: Rumor) -> [CoverageCell] {
        rumor.needsCorrection ? coverage(of: rumor).filter(\.isOpen) : []
    }
}

extension Stamp {
    /// Whether `left` happened before `right`, as claimed; the log's order decides between equals.
    public static func happensBefore(_ left: Stamp, _ right: Stamp) -> Bool {
        (left.happenedAt, left.position) < (right.happenedAt, right.position)
    }
}
