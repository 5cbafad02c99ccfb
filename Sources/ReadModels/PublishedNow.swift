public import Channels
public import Incident
public import IncidentEvents

/// The public's view of us at a moment: every text that is live on a carrier.
///
/// JSON: `postings`, each with `message`, `kind`, `carrier`, `address`, `since`, `texts`, `wrong`
/// (claims of the message that were found false) and `contradicted`: `none`, `here`, `elsewhere`.
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
        /// The exact address, as a URL, if known.
        @EmptyInJSON public var address: String?
        /// The time it was posted there.
        public var since: Moment
        /// The released texts, one for each language.
        public var texts: [String]
        /// The message's claims that have been found false, misleading or outdated.
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
        postings = state.messages.all.flatMap { message in
            PublishedNow.postings(of: message, wrong: wrong[message.id] ?? [], index: index)
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
        message.liveCarriers.filter(\.isPublic).compactMap { carrier in
            message.lastPosting(on: carrier).map {
                Posting(message, delivery: $0, wrong: wrong, index: index)
            }
        }
    }
}

extension PublishedNow.Posting {
    fileprivate init(
        _ message: Message, delivery: Message.Delivery, wrong: [Rumor], index: ClaimIndex
    ) {
        let corrections = wrong.map { rumor in
            index.corrections(of: rumor).filter {
                !Stamp.happensBefore($0.stamp, delivery.stamp)
            }
        }
        let isHere = corrections.allSatisfy { $0.contains { $0.carrier == delivery.carrier } }
        self.init(
            message: message.id, kind: message.kind, carrier: delivery.carrier,
            address: delivery.address, since: Moment(delivery.stamp),
            texts: message.releasedTexts(on: delivery.carrier.channel),
            wrong: wrong.map(\.id),
            contradicted: corrections.allSatisfy(\.isEmpty) ? .none : isHere ? .here : .elsewhere)
    }
}

extension Message {
    /// The texts released for a channel, by language.
    func releasedTexts(on channel: ChannelID) -> [String] {
        releasedTexts.filter { $0.key.channel == channel }.sorted { $0.key < $1.key }
            .map(\.value.asPosted)
    }
}
