internal import Basics
public import Channels
public import Incident
public import IncidentEvents

/// The public's view of us at a moment: every text that is live on a carrier.
///
/// JSON: `postings`, each with `message`, `kind`, `carrier`, `languages`, `address`, `since`, `texts`,
/// `wrong` (claims of these texts that were found false) and `contradicted`: `none`, `here`,
/// `elsewhere`.
public struct PublishedNow: Sendable, Encodable {
    /// Our live public messages, oldest first.
    public var postings: [Posting]

    /// A message on one carrier.
    public struct Posting: Hashable, Sendable, Encodable {
        /// The message, such as `M3`.
        public var message: MessageID
        public var kind: MessageKind
        /// The account or outlet, such as `x:RivertonPD`.
        public var carrier: Carrier
        /// The languages that were posted together, BCP 47.
        public var languages: [String]
        /// The exact address, as a URL, if known.
        @EmptyInJSON public var address: String?
        /// The time it was posted there.
        public var since: Moment
        /// The released texts, one for each language.
        public var texts: [String]
        /// The claims of these texts that have been found false, misleading or outdated.
        public var wrong: [RumorID]
        /// Whether it is known to be wrong or outdated.
        public var contradicted: Contradiction
    }

    /// The reason that a posted text should change.
    public enum Contradiction: String, Hashable, Sendable, Encodable {
        /// No contradiction is known here, whether or not the text is right.
        case none
        /// The same carrier has an explicit correction of every error in it.
        case here
        /// It is corrected, but not on this carrier.
        case elsewhere
    }

    public init(state: IncidentState) {
        let index = ClaimIndex(state)
        let wrong = index.rumorsToCorrectByClaimant
        let all = state.messages.all
        // A whole message is slow to copy.
        postings = all.indices.filter { !all[$0].deliveries.isEmpty }.flatMap { place in
            PublishedNow.postings(
                of: all[place], wrong: wrong[all[place].id] ?? [], index: index)
        }.sorted {
            ($0.since.happenedAt, $0.since.position) < ($1.since.happenedAt, $1.since.position)
        }
    }

    /// The live public postings of one message.
    ///
    /// - Parameter wrong: Its claims that need correction, from the index.
    public static func postings(
        of message: Message, wrong: [Rumor], index: ClaimIndex
    ) -> [Posting] {
        let live = message.livePlaces.filter(\.carrier.isPublic)
        let last = live.compactMap { place in
            message.lastPosting(at: place).map { (place, $0) }
        }
        return last.map(\.1).uniqued().map { delivery in
            Posting(
                message, delivery: delivery,
                in: last.filter { $0.1 == delivery }.map(\.0.language), wrong: wrong, index: index)
        }
    }
}

extension PublishedNow.Posting {
    fileprivate init(
        _ message: Message, delivery: Message.Delivery, in languages: [String], wrong: [Rumor],
        index: ClaimIndex
    ) {
        // The same cells as in the coverage and the gap: a text without the wrong words isn't wrong.
        let cells = wrong.compactMap { rumor in
            index.coverage(of: rumor).first { $0.carrier == delivery.carrier && $0.isOwn }
                .map { (rumor: rumor, cell: $0) }
        }.filter { !$0.cell.wrongLanguages.isDisjoint(with: languages) }
        let isHere = cells.allSatisfy {
            Set($0.cell.uncorrectedLanguages).isDisjoint(with: languages)
        }
        let isNowhere = cells.allSatisfy { cell in
            !index.corrections(of: cell.rumor).contains {
                !Stamp.happensBefore($0.stamp, delivery.stamp)
            }
        }
        self.init(
            message: message.id, kind: message.kind, carrier: delivery.carrier,
            languages: languages, address: delivery.address, since: Moment(delivery.stamp),
            texts: message.releasedTexts(on: delivery.carrier.channel, in: languages),
            wrong: cells.map(\.rumor.id),
            contradicted: isNowhere ? .none : isHere ? .here : .elsewhere)
    }
}

extension Message {
    /// The texts released for a channel, in the order of the languages. An outlet that nobody writes
    /// for has none.
    func releasedTexts(on channel: ChannelID, in languages: [String]) -> [String] {
        releasedTexts.filter { $0.key.channel == channel && languages.contains($0.key.language) }
            .sorted { $0.key < $1.key }
            .map(\.value.asPosted)
    }
}
