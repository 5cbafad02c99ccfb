public import Channels
public import IncidentEvents
internal import TextChecks

/// One rumor on one carrier: its appearances and its correction there.
public struct CoverageCell: Hashable, Sendable {
    /// The account or outlet, such as `x:RivertonPD`.
    public var carrier: Carrier
    /// Each appearance of the claim, in order of happening.
    public var appearances: [Stamp]
    /// The first appearance that no correction here has answered yet; else the first of all.
    public var openSince: Stamp
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

    /// The languages in which our own texts made the claim here.
    public var wrongLanguages: Set<String>
    /// The ones that no correction has followed.
    public var uncorrectedLanguages: [String]
    /// Whether it is only taken to have carried the claim: one of our messages that made it did, but
    /// none of its texts has the wrong words, and nobody saw them there.
    public var isAssumed: Bool

    /// Whether it still needs correction here.
    public var isOpen: Bool { corrected == nil && waived == nil }
}

extension IncidentState {
    /// The carriers that carried a rumor, each with later events there.
    ///
    /// A cell is closed by an explicit correction on the same carrier later than the claim's last
    /// appearance there, in every language in which we made it there, or by a waiver with a reason. A
    /// delivery of a message that retracts one of
    /// the claim's own messages is such a correction.
    public func coverage(of rumor: Rumor) -> [CoverageCell] {
        coverage(of: rumor, among: messages.all)
    }

    /// - Parameter messages: All messages that concern the rumor, and perhaps others.
    func coverage(of rumor: Rumor, among messages: some Sequence<Message>) -> [CoverageCell] {
        let corrections = self.corrections(of: rumor, among: messages)
        var evidence: [Carrier: CellEvidence] = [:]
        evidence.reserveCapacity(rumor.sightings.count)
        for sighting in rumor.sightings {
            evidence[sighting.carrier, default: CellEvidence()].sightings.append(sighting.stamp)
        }
        for message in claimants(of: rumor, among: messages) {
            let claim = ClaimedTexts(of: message, rumor, in: self)
            for posting in message.postings {
                for place in claim.places(of: posting) {
                    evidence[place.carrier, default: CellEvidence()].add(
                        posting.stamp, in: place.language, isAssumed: claim.isAssumed)
                }
            }
            let live = message.livePlaces
            for place in live {
                guard let last = message.lastPosting(at: place) else { continue }
                if claim.places(of: last).contains(place) {
                    evidence[place.carrier]?.isLive = true
                }
            }
            for withdrawal in message.withdrawals
            where !live.contains(where: { $0.carrier == withdrawal.carrier }) {
                evidence[withdrawal.carrier]?.withdrawn = withdrawal.stamp
            }
        }
        return evidence.keys.sorted().compactMap { carrier in
            evidence[carrier].flatMap {
                cell(of: rumor, on: carrier, $0, corrections.filter { $0.carrier == carrier })
            }
        }
    }

    private func cell(
        of rumor: Rumor, on carrier: Carrier, _ evidence: CellEvidence,
        _ corrections: [CorrectionDelivered]
    ) -> CoverageCell? {
        var seen = evidence.sightings + evidence.said.values.flatMap(\.self)
        if seen.count > 1 { seen = Set(seen).sorted(by: Stamp.happensBefore) }
        guard let first = seen.first, let last = seen.last else { return nil }
        // The claim came back after a correction.
        let answered = corrections.last { Stamp.happensBefore($0.stamp, last) }
        /// Since the claim last appeared there, in that language or seen by others.
        func correction(in language: String?) -> CorrectionDelivered? {
            let own = language.flatMap { evidence.said[$0] } ?? []
            let last = (own + evidence.sightings).max(by: Stamp.happensBefore)
            return corrections.first { correction in
                (language.map { correction.languages?.contains($0) ?? true } ?? true)
                    && !(last.map { Stamp.happensBefore(correction.stamp, $0) } ?? false)
            }
        }
        let languages = evidence.said.keys.sorted()
        let needed = languages.isEmpty ? [correction(in: nil)] : languages.map(correction)
        // The last of the languages decides.
        let correction =
            needed.contains(nil)
            ? nil : needed.compactMap(\.self).max { Stamp.happensBefore($0.stamp, $1.stamp) }
        let waiver = rumor.waivers.last { waiver in
            waiver.carrier == carrier
                && !(seen.last.map { Stamp.happensBefore(waiver.stamp, $0) } ?? false)
        }
        let isOwn = !languages.isEmpty
        return CoverageCell(
            carrier: carrier, appearances: seen,
            openSince: answered.flatMap { answered in
                seen.first { Stamp.happensBefore(answered.stamp, $0) }
            } ?? first,
            isOwn: isOwn,
            isStanding: isOwn
                // What was sent or spoken can't be withdrawn, so its correction ends it.
                ? evidence.isLive
                    && (carrier.channel.isWithdrawable || correction == nil && waiver == nil)
                : !corrections.contains { correction in
                    correction.message == nil
                        && !(seen.last.map { Stamp.happensBefore(correction.stamp, $0) } ?? false)
                },
            withdrawn: evidence.withdrawn, corrected: correction?.stamp,
            correctedBy: correction?.message, waived: waiver,
            contacted: rumor.contacts.last { $0.carrier == carrier }?.stamp,
            wrongLanguages: Set(languages),
            uncorrectedLanguages: zip(languages, needed).filter { $1 == nil }.map(\.0),
            isAssumed: evidence.isAssumed && evidence.sightings.isEmpty)
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

    /// A delivery or an outlet's own statement that corrects a rumor.
    public struct CorrectionDelivered: Hashable, Sendable {
        /// The account or outlet, such as `x:RivertonPD`.
        public var carrier: Carrier
        /// Our message; nil if the outlet corrected itself.
        public var message: MessageID?
        /// The languages of our message there; nil for an outlet's own words, which count in all.
        public var languages: [String]?
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
            CorrectionDelivered(
                carrier: $0.carrier, message: nil, languages: nil, stamp: $0.stamp)
        }
        let claimants = claimants(of: rumor, among: messages).map(\.id)
        for message in messages
        where message.corrects.contains(rumor.id)
            || (message.retracts.map(claimants.contains) ?? false)
        {
            // The all-clear of an alert ends it but does not say that it was wrong.
            guard message.kind != .allClear || message.corrects.contains(rumor.id) else { continue }
            corrections += message.postings.map {
                CorrectionDelivered(
                    carrier: $0.carrier, message: message.id, languages: $0.languages,
                    stamp: $0.stamp)
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

/// What is known of a claim on one carrier.
private struct CellEvidence {
    /// Each time that somebody saw it there.
    var sightings: [Stamp] = []
    /// Each time that we said it there, by language.
    var said: [String: [Stamp]] = [:]
    var isLive = false
    var withdrawn: Stamp?
    /// Whether no text that was posted there is known to have the wrong words.
    var isAssumed = true

    mutating func add(_ stamp: Stamp, in language: String, isAssumed: Bool) {
        said[language, default: []].append(stamp)
        self.isAssumed = self.isAssumed && isAssumed
    }
}

/// The texts of one of our messages that made a claim.
///
/// They are those that contain the wrong words. A text in another language did if the text for the
/// same channel in the message's first language did. If no text contains them, the wrong words were
/// put differently, and every text is taken to have made the claim.
private struct ClaimedTexts {
    /// Whether the wrong words were found in no text.
    let isAssumed: Bool
    private let message: Message
    private let rumor: Rumor
    private let words: ClaimEcho

    init(of message: Message, _ rumor: Rumor, in state: IncidentState) {
        self.message = message
        self.rumor = rumor
        let fact = rumor.fact.flatMap { state.facts[$0] }
        words = ClaimEcho(fact?.statement ?? rumor.claim)
        let echo = words
        isAssumed = !message.releases.contains { release in
            release.texts.contains { !echo.places(in: .init($0.asPosted)).isEmpty }
        }
    }

    /// The places where a posting made the claim. A message that was released again without the
    /// wrong fact no longer makes it.
    func places(of posting: Message.Delivery) -> [Message.Place] {
        posting.places.filter { place in
            let release = message.releases.last { release in
                release.stamp.position < posting.stamp.position
                    && release.texts.contains { $0.channel == place.carrier.channel.rawValue }
            }
            guard let release else { return true }
            if let fact = rumor.fact, message.wasReleased(citing: fact),
                !release.cites.contains(where: { $0.fact == fact })
            {
                return false
            }
            return isAssumed || says(release, at: place)
        }
    }

    private func says(_ release: Message.Release, at place: Message.Place) -> Bool {
        let texts = release.texts.filter { $0.channel == place.carrier.channel.rawValue }
        let own = texts.first { $0.language == place.language }
        if let own, !words.places(in: .init(own.asPosted)).isEmpty { return true }
        // The wrong words are known in the first language only.
        guard place.language != message.sourceLanguage else { return false }
        return texts.first { $0.language == message.sourceLanguage }
            .map { !words.places(in: .init($0.asPosted)).isEmpty } ?? true
    }
}
