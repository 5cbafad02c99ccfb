public import Channels
internal import IncidentEvents
public import Playbooks

extension Message {
    /// One language of a message on one account or outlet: the smallest thing that people can read
    /// there, and that a correction must reach.
    public struct Place: Hashable, Sendable, Comparable, CustomStringConvertible {
        /// The account or outlet, such as `x:RivertonPD`.
        public var carrier: Carrier
        /// The language, BCP 47.
        public var language: String

        public init(_ carrier: Carrier, _ language: String) {
            self.carrier = carrier
            self.language = language
        }

        /// `x:RivertonPD (es)`
        public var description: String { "\(carrier) (\(language))" }

        public static func < (left: Place, right: Place) -> Bool {
            (left.carrier, left.language) < (right.carrier, right.language)
        }
    }

    /// Successful deliveries: from then on, each is on its carrier.
    public var postings: [Delivery] { deliveries.filter { $0.outcome == .posted } }

    /// Those that reached the public.
    public var publicPostings: [Delivery] { deliveries.filter(\.isPublic) }

    /// The places that carry it now, in the order of posting: posted and not withdrawn since.
    public var livePlaces: [Place] {
        var withdrawn: [Place: UInt64] = [:]
        for withdrawal in withdrawals {
            for place in withdrawal.places { withdrawn[place] = withdrawal.stamp.position }
        }
        var posted: [Place: UInt64] = [:]
        var order: [Place] = []
        for posting in postings {
            for place in posting.places
            where posted.updateValue(posting.stamp.position, forKey: place) == nil {
                order.append(place)
            }
        }
        return order.filter { withdrawn[$0] ?? 0 <= posted[$0] ?? 0 }
    }

    /// The carriers that carry it now, in any language.
    public var liveCarriers: [Carrier] {
        var carriers: [Carrier] = []
        for place in livePlaces where !carriers.contains(place.carrier) {
            carriers.append(place.carrier)
        }
        return carriers
    }

    /// The newest report that it was posted there; nil if there is none.
    public func lastPosting(on carrier: Carrier) -> Delivery? {
        postings.last { $0.carrier == carrier }
    }

    /// The newest report that it was posted there in that language; nil if there is none.
    public func lastPosting(at place: Place) -> Delivery? {
        postings.last { $0.carrier == place.carrier && $0.languages.contains(place.language) }
    }

    /// The texts that were released and are posted on no account of their channel: the channels in
    /// the order in which they were named, the languages in the order of writing. None once the
    /// message was recalled.
    ///
    /// - Parameter department: Where it has no account, nothing can be posted; nil if unknown.
    public func unpostedTexts(_ department: Department?) -> [VariantKey] {
        if releases.isEmpty || isRecalled { return [] }
        let closed = department?.withoutAccount ?? []
        return releasedTexts.keys.filter { !isPosted($0) && !closed.contains($0.channel) }.sorted {
            (rank(of: $0), $0) < (rank(of: $1), $1)
        }
    }

    /// Whether it is posted in this language on some account of the channel.
    public func isPosted(_ key: VariantKey) -> Bool {
        deliveries.contains {
            $0.outcome == .posted && $0.carrier.channel == key.channel
                && $0.languages.contains(key.language)
        }
    }

    private func rank(of key: VariantKey) -> Int {
        let channel = channels.firstIndex(of: key.channel) ?? channels.count
        let language = languages.firstIndex(of: key.language) ?? languages.count
        return channel * (languages.count + 1) + language
    }

    /// The languages in which it was released on a channel, the first written first. An outlet that
    /// nobody writes for, such as the stream of a news conference, relays them all.
    func releasedLanguages(on channel: ChannelID) -> [String] {
        let keys = releasedTexts.keys
        let own = Set(keys.filter { $0.channel == channel }.map(\.language))
        let relayed = own.isEmpty ? Set(keys.map(\.language)) : own
        return languages.filter(relayed.contains) + relayed.subtracting(languages).sorted()
    }
}

extension Message.Delivery {
    /// The places that it is about.
    public var places: [Message.Place] { languages.map { Message.Place(carrier, $0) } }
}

extension Message.Withdrawal {
    /// The places that no longer show the message.
    public var places: [Message.Place] { languages.map { Message.Place(carrier, $0) } }
}

extension Message {
    /// The languages of an entry about a carrier. An entry that names none is about every language
    /// that was released there.
    func languages(_ named: [String], on carrier: Carrier) -> [String] {
        if !named.isEmpty { return named }
        let released = releasedLanguages(on: carrier.channel)
        return released.isEmpty ? [sourceLanguage] : released
    }
}
