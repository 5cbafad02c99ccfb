public import Channels
public import Incident
public import IncidentEvents

/// What the public can see of us at a moment: every text that stands on a carrier.
///
/// JSON: `postings`, each with `message`, `kind`, `carrier`, `address`, `since`, `texts`,
/// `wrong` (claims of the message that were found false) and `contradicted`: `none`, `here`,
/// `elsewhere`.
public struct PublishedNow: Sendable, Encodable {
    /// Our messages that are in public now, oldest first.
    public var postings: [Posting]

    /// A message on one carrier.
    public struct Posting: Hashable, Sendable, Encodable {
        /// The message, such as `M3`.
        public var message: MessageID
        public var kind: MessageKind
        /// The account or outlet, such as `x:RivertonPD`.
        public var carrier: Carrier
        /// Where exactly, as a URL, as far as it is known.
        public var address: String
        /// When it was posted there.
        public var since: Moment
        /// As released, one for each language.
        public var texts: [String]
        /// What the message says and is by now found false, misleading or outdated.
        public var wrong: [RumorID]
        /// Whether it is known to be wrong or outdated.
        public var contradicted: Contradiction
    }

    /// Why a posted text should change.
    public enum Contradiction: String, Hashable, Sendable, Encodable {
        /// Nobody has said otherwise here, whether or not it is right.
        case none
        /// An explicit correction of everything wrong in it stands on the same carrier.
        case here
        /// Corrected, but not on this carrier.
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

    /// Where one message stands in public.
    ///
    /// - Parameter wrong: What it claims and has to be set right, as the index knows it.
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
    /// The texts let go for a channel, by language.
    func releasedTexts(on channel: ChannelID) -> [String] {
        releasedTexts.filter { $0.key.channel == channel }.sorted { $0.key < $1.key }
            .map(\.value.asPosted)
    }
}
