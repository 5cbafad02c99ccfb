public import Channels
public import IncidentEvents

/// One rumor on one carrier: its appearances and its correction there.
public struct CoverageCell: Hashable, Sendable {
    /// The account or outlet, such as `x:RivertonPD`.
    public var carrier: Carrier
    /// Each appearance of the claim, in order of happening.
    public var appearances: [Stamp]
    /// Whether it is our own account, or carried one of our messages.
    public var isOwn: Bool
    /// Whether it is still there as far as is known: our live copy, or another's carrier that has
    /// not corrected it.
    public var isStanding: Bool
    /// The withdrawal. It informs nobody who has already seen the claim, so it closes nothing.
    public var withdrawn: Stamp?
    /// The first explicit correction on this carrier since the last appearance.
    public var corrected: Stamp?
    /// Our message that corrected it; nil if the outlet did.
    public var correctedBy: MessageID?
    /// The waiver of a correction there; nil if there is none.
    public var waived: Rumor.Waiver?
    /// The last request to the outlet to correct; nil if there was none.
    public var contacted: Stamp?

    /// Whether the public can still read it there.
    public var isStandingInPublic: Bool { isStanding && carrier.isPublic }

    /// Whether it still needs correction here.
    public var isOpen: Bool { corrected == nil && waived == nil }
}

extension IncidentState {
    /// The carriers that carried a rumor, each with later events there.
    ///
    /// A cell is closed by an explicit correction on the same carrier later than the claim's last
    /// appearance there, or by a waiver with a reason. A delivery of a message that retracts one of
    /// the claim's own messages is such a correction.
    public func coverage(of rumor: Rumor) -> [CoverageCell] {
        coverage(of: rumor, among: messages.all)
    }

    /// - Parameter messages: All messages that concern the rumor, and perhaps others.
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

    /// Our messages that made the claim: those that the rumor names, and every other released
    /// message that cites the wrong fact, including later releases.
    public func claimants(of rumor: Rumor) -> [Message] {
        claimants(of: rumor, among: messages.all)
    }

    func claimants(of rumor: Rumor, among messages: some Sequence<Message>) -> [Message] {
        // Most rumors are not our own claims.
        if rumor.messages.isEmpty, rumor.fact == nil { return [] }
        return messages.filter { message in
            rumor.messages.contains(message.id)
                || (!message.releases.isEmpty && rumor.fact != nil
                    && message.kind != .correction
                    && message.cites.contains { $0.fact == rumor.fact })
        }
    }

    /// The rumors that need correction and whose claim one of our messages made, by message.
    public var rumorsToCorrectByClaimant: [MessageID: [Rumor]] {
        ClaimIndex(self).rumorsToCorrectByClaimant
    }

    /// Whether the posted text made the claim: a message that was released again without the wrong
    /// fact no longer makes it.
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

    /// A delivery or an outlet's own statement that corrects a rumor.
    public struct CorrectionDelivered: Hashable, Sendable {
        /// The account or outlet, such as `x:RivertonPD`.
        public var carrier: Carrier
        /// Our message; nil if the outlet corrected itself.
        public var message: MessageID?
        /// The time, author, role and log position of the entry.
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
            // The all-clear of an alert ends it but does not say that it was wrong.
            guard message.kind != .allClear || message.corrects.contains(rumor.id) else { continue }
            corrections += message.postings.map {
                CorrectionDelivered(carrier: $0.carrier, message: message.id, stamp: $0.stamp)
            }
        }
        return corrections.sorted { Stamp.happensBefore($0.stamp, $1.stamp) }
    }

    /// The cells of a rumor that still wait for a correction; none if it needs none.
    public func openCells(of rumor: Rumor) -> [CoverageCell] {
        rumor.needsCorrection ? coverage(of: rumor).filter(\.isOpen) : []
    }
}

extension Stamp {
    /// Whether `left` happened before `right` by claimed time; the log's order decides ties.
    public static func happensBefore(_ left: Stamp, _ right: Stamp) -> Bool {
        (left.happenedAt, left.position) < (right.happenedAt, right.position)
    }
}
