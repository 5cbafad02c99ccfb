internal import Channels
public import Incident
public import IncidentEvents
public import Playbooks
internal import ReadModels
internal import Wire

/// Decides which parts of an incident may go into the formats of ``Wire``, and in which words.
///
/// Its functions are pure: they read its incident and return texts. They transmit and store
/// nothing.
public struct Publisher: Sendable {
    /// The incident's id.
    public var incident: String
    /// The incident's state as of ``asOf``.
    public var state: IncidentState
    /// The playbook of the incident.
    public var playbook: Playbook
    /// The department file that the incident adopted.
    public var department: Department
    /// The mode of the whole incident, even if `state` is before its opening.
    public var mode: IncidentMode
    /// The zone in which times are read and printed.
    public var zone: Zone
    /// The moment of `state`.
    public var asOf: Instant
    /// The present: the time at which an alert is sent.
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
    /// Whether it is the released text; otherwise it is the current draft.
    var isReleased: Bool
}

extension Publisher {
    func message(_ id: MessageID) throws(PublishingRefusal) -> Message {
        guard let message = state.messages[id] else { throw .unknownMessage(id) }
        guard message.discarded == nil else { throw .discardedMessage(id) }
        if let wrong = state.unexcusedError(in: message, at: now) {
            throw .knownWrong(id, wrong, wrong.sentence(of: id, in: zone))
        }
        return message
    }

    /// The texts of a message by channel and language: as last released, else as currently drafted.
    func texts(of message: Message) -> [Message.VariantKey: MessageText] {
        let board = DraftBoard(
            state: state, playbook: playbook, department: department, message: message.id)
        var texts: [Message.VariantKey: MessageText] = [:]
        for variant in board.drafts.flatMap(\.variants) {
            let key = Message.VariantKey(
                channel: ChannelID(rawValue: variant.channel), language: variant.language)
            if let text = variant.text {
                texts[key] = MessageText(text: state.marked(text), isReleased: false)
            }
        }
        for (key, released) in message.releasedTexts {
            texts[key] = MessageText(text: state.marked(released.text), isReleased: true)
        }
        return texts
    }

    /// A moment to the second, with the zone's offset at that moment.
    func time(_ instant: Instant) throws(PublishingRefusal) -> WireTime {
        // In whole minutes: zones with offsets in seconds ended in 1972, before any incident.
        guard
            let time = WireTime(
                secondsSince1970: instant.microseconds / 1_000_000,
                offsetMinutes: zone.offset(at: instant) / 60)
        else { throw .unwritableTime(instant) }
        return time
    }

    /// The time of publication, at most the present: feed readers keep an entry with a future time
    /// at the top until then.
    func pastTime(_ instant: Instant) throws(PublishingRefusal) -> WireTime {
        try time(min(instant, now))
    }

    /// The department's form of times for the public.
    var publicTime: PublicTime { PublicTime(zone: zone, department: department) }

    /// The language of texts about the incident as a whole.
    var language: String { playbook.languages.first ?? "en" }

    /// The mark of everything that leaves a drill; else nil.
    var drillMarking: String? { state.drillMarking }
}

extension Department {
    /// The department's web address, absolute; nil if the department file has none.
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
    /// The channels to take a public text from, the fullest first, if the format has no channel of
    /// its own. Channels for staff, partners or call-takers never belong here.
    static let fullest: [ChannelID] = [.release, .web, .email, .facebook, .blog, .podium, .x]
}

extension IncidentState {
    /// The mark of a drill, a reenactment or a played week of everyday work; nil for what is real.
    fileprivate var drillMarking: String? {
        if mode.isDrill { return mode.marking }
        return simulatedTime == nil ? nil : IncidentMode.exercise.marking
    }

    /// A text as it leaves a reenactment or a played week: marked. An exercise's texts carry their
    /// mark in the log; the record of a past incident keeps its texts as they were.
    public func marked(_ text: String) -> String {
        guard mode != .exercise, let drillMarking else { return text }
        return "\(drillMarking): \(text)"
    }
}
