internal import Channels
public import Incident
public import IncidentEvents
public import Playbooks
internal import ReadModels
internal import Wire

/// Decides what of an incident may go into the formats of ``Wire``, and in which words.
///
/// Its functions are pure: they read the incident that it holds and return texts. Nothing is
/// transmitted or stored.
public struct Publisher: Sendable {
    /// The incident's id.
    public var incident: String
    /// The incident as of the moment that is shown.
    public var state: IncidentState
    /// The playbook that the incident runs by.
    public var playbook: Playbook
    /// The department file as the incident adopted it.
    public var department: Department
    /// The mode of the whole incident, also where `state` is of a moment before its opening.
    public var mode: IncidentMode
    /// The zone in which times are read and printed.
    public var zone: Zone
    /// The moment that `state` shows.
    public var asOf: Instant
    /// The present: when an alert is sent.
    public var now: Instant

    public init(
        incident: String, state: IncidentState, playbook: Playbook, department: Department,
        mode: IncidentMode, zone: Zone, asOf: Instant, now: Instant
    ) {
        self.incident = incident
        self.state = state
        self.playbook = playbook
        self.department = department
        self.mode = mode
        self.zone = zone
        self.asOf = asOf
        self.now = now
    }
}

/// A message's text on one channel in one language.
struct MessageText {
    var text: String
    /// As released; else as it is drafted now.
    var isReleased: Bool
}

extension Publisher {
    func message(_ id: MessageID) throws(PublishingRefusal) -> Message {
        guard let message = state.messages[id] else { throw .unknownMessage(id) }
        guard message.discarded == nil else { throw .discardedMessage(id) }
        if let wrong = state.unexcusedError(in: message) { throw .knownWrong(id, wrong) }
        return message
    }

    /// The texts of a message by channel and language: as last released, else as drafted now.
    func texts(of message: Message) -> [Message.VariantKey: MessageText] {
        let board = DraftBoard(
            state: state, playbook: playbook, department: department, message: message.id)
        var texts: [Message.VariantKey: MessageText] = [:]
        for variant in board.drafts.flatMap(\.variants) {
            let key = Message.VariantKey(
                channel: ChannelID(rawValue: variant.channel), language: variant.language)
            if let text = variant.text { texts[key] = MessageText(text: text, isReleased: false) }
        }
        for (key, released) in message.releasedTexts {
            texts[key] = MessageText(text: released.text, isReleased: true)
        }
        return texts
    }

    /// A moment to the second, with the zone's offset at that moment.
    func time(_ instant: Instant) throws(PublishingRefusal) -> WireTime {
        // Whole minutes: the zones of before 1972 that had seconds belong to no incident.
        guard
            let time = WireTime(
                secondsSince1970: instant.microseconds / 1_000_000,
                offsetMinutes: zone.offset(at: instant) / 60)
        else { throw .unwritableTime(instant) }
        return time
    }

    /// When something was published, at the latest now: feed readers keep an entry with a future
    /// time at the top until then.
    func pastTime(_ instant: Instant) throws(PublishingRefusal) -> WireTime {
        try time(min(instant, now))
    }

    /// How the department writes times to the public.
    var publicTime: PublicTime { PublicTime(zone: zone, department: department) }

    /// The language of what is written for the incident as a whole.
    var language: String { playbook.languages.first ?? "en" }

    /// The mode, where it is a drill or a reenactment and must be marked; else nil.
    var drillMarking: String? { mode.isSimulable ? mode.marking : nil }
}

extension Department {
    /// The web address that is given out, absolute; nil where the department file names none.
    var page: String? {
        web.map { web in
            web.lowercased().hasPrefix("http://") || web.lowercased().hasPrefix("https://")
                ? web : "https://\(web)"
        }
    }

    /// `police.example` of `https://police.example/alerts`.
    var host: String? {
        page.flatMap { page in
            page.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first
                .map(String.init)
        }
    }
}

extension ChannelID {
    /// Where a text for the public is looked for, the fullest first, when the format has no
    /// channel of its own. Channels that are handed to staff, partners or call-takers never
    /// belong here.
    static let fullest: [ChannelID] = [.release, .web, .email, .facebook, .blog, .podium, .x]
}
