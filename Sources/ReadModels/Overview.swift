public import Channels
internal import Incident
public import IncidentEvents
internal import Playbooks

/// What everyone must know before they act: our public errors, the alerts in force, and the late
/// updates.
///
/// JSON: `wrong`, each with `message`, `kind`, `words`, `carriers` (where it still stands without a
/// correction) and `rumors` (the claims that were found false); `inForce`, each with `alert`,
/// `place`, `words`, `carriers`, `endings` (the kinds of the texts that are armed with it) and
/// `endedAt` (the end that it named, once that has passed);
/// `late`, each with `message`, `channels` and `dueBy`: updates that were promised and didn't come;
/// `unratified`, each with `message` and `text`: what somebody did alone or overrode.
public struct Overview: Hashable, Sendable, Encodable {
    /// Our messages that are known to be wrong where the public still reads them uncorrected.
    public var wrong: [Wrong]
    /// The alerts that are released and not ended, in the order of their release.
    public var inForce: [Alert]
    /// The promised updates past their time, the longest overdue first.
    public var late: [LateUpdate]
    /// Releases without approval and overridden guards that nobody else has ratified.
    public var unratified: [Unratified]

    /// A public error of ours.
    public struct Wrong: Hashable, Sendable, Encodable {
        /// The message, such as `M3`.
        public var message: MessageID
        /// Its purpose.
        public var kind: MessageKind
        /// The message's first words; nil if it has no text.
        public var words: String?
        /// The accounts and outlets that carry it without a correction.
        public var carriers: [Carrier]
        /// The message's claims that were found false; empty if it was only recalled.
        public var rumors: [RumorID]
    }

    /// An alert in force.
    public struct Alert: Hashable, Sendable, Encodable {
        /// The alert, such as `M5`.
        public var alert: MessageID
        /// The place for which it is, or else the incident's; nil if neither is recorded.
        public var place: String?
        /// Its first words; nil if it has no text.
        public var words: String?
        /// The accounts and outlets that carry it; empty if it isn't posted yet.
        public var carriers: [Carrier]
        /// The kinds of the texts that are ready to end it.
        public var endings: [MessageKind]
        /// The end that its text named, if it has passed and nobody has said that the alert is over.
        public var endedAt: Instant?
    }

    /// An update that was promised and didn't come in time.
    public struct LateUpdate: Hashable, Sendable, Encodable {
        /// The message that promised it, such as `M3`.
        public var message: MessageID
        /// The channels on which it was promised and is owed.
        public var channels: [ChannelID]
        /// The promised time.
        public var dueBy: Instant
    }

    /// A decision that waits for somebody else's.
    public struct Unratified: Hashable, Sendable, Encodable {
        /// The message, such as `M3`.
        public var message: MessageID
        /// Who did what, and what is missing.
        public var text: String
    }

    /// - Parameters:
    ///   - index: The index of the same state.
    ///   - owed: Its owed updates.
    ///   - reserves: Its alerts with the texts that are ready to end them.
    ///   - asOf: Incident time, for judging promises.
    ///   - most: How many alerts somebody will look at. Those after them are without words and
    ///     carriers.
    init(
        state: IncidentState, index: ClaimIndex, owed: [OwedUpdate],
        reserves: [(alert: Message, endings: [Message])], asOf: Instant, most: Int = .max
    ) {
        // A closed incident needs no update, but public errors remain errors.
        late =
            state.isClosed
            ? []
            : owed.filter { $0.dueBy < asOf }.map {
                LateUpdate(message: $0.message, channels: $0.channels, dueBy: $0.dueBy)
            }
        unratified =
            state.mode == .reenactment
            ? []
            : state.messagesAwaitingRatification.flatMap { message in
                message.unratified.filter(\.wasAlone).map {
                    Unratified(message: message.id, text: $0.sentence(of: message.id))
                }
            }
        let claims = index.rumorsToCorrectByClaimant
        let messages = state.messages.all
        wrong = messages.indices.compactMap { place in
            // Few messages are wrong, and a whole message is slow to copy.
            let rumors = claims[messages[place].id] ?? []
            guard !rumors.isEmpty || messages[place].isRecalled else { return nil }
            let message = messages[place]
            let isRecalled = message.isRecalled && !state.isInForce(message)
            guard isRecalled || !rumors.isEmpty else { return nil }
            let carriers = PublishedNow.postings(of: message, wrong: rumors, index: index)
                .filter {
                    isRecalled || !$0.wrong.isEmpty && $0.contradicted != .here
                }.map(\.carrier)
            guard !carriers.isEmpty else { return nil }
            return Wrong(
                message: message.id, kind: message.kind, words: message.firstWords,
                carriers: carriers, rumors: rumors.map(\.id))
        }
        let endings = Dictionary(
            reserves.map { ($0.alert.id, $0.endings.map(\.kind)) }, uniquingKeysWith: { $1 })
        inForce = state.alertsInForce.enumerated().map { number, alert in
            Alert(
                alert: alert.id,
                place: alert.elements.text(of: .location) ?? state.opening?.place,
                words: number < most ? alert.firstWords : nil,
                carriers: number < most ? alert.liveCarriers : [],
                endings: endings[alert.id] ?? [],
                endedAt: state.passedEnd(of: alert, at: asOf))
        }
    }
}

extension IncidentState {
    /// The messages about which somebody decided alone, in the order of their ids.
    fileprivate var messagesAwaitingRatification: [Message] {
        let all = messages.all
        return all.indices.filter {
            !(all[$0].approvals.isEmpty && all[$0].overrides.isEmpty) && all[$0].awaitsRatification
        }.map { all[$0] }
    }
}

extension Message.Unratified {
    /// Whether one person alone decided; a relayed approval is another's word.
    fileprivate var wasAlone: Bool {
        switch self {
        case .alone, .overridden: true
        case .relayed: false
        }
    }

    /// Who did what, and what is missing.
    func sentence(of id: MessageID) -> String {
        switch self {
        case .alone(let approval):
            "\(approval.stamp.actor) released \(id) without approval. An approver who didn't write it must ratify it."
        case .relayed(let approval):
            "\(approval.stamp.actor) entered \(approval.approver ?? "another person")'s approval of \(id) by \(approval.via ?? "radio"). \(approval.approver ?? "That person") must confirm it."
        case .overridden(let override):
            "\(override.stamp.actor) overrode \(override.guardID) for \(id): \(override.reason) Somebody else must ratify it."
        }
    }
}
