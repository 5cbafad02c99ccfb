internal import SwiftProtobuf

/// A kind of event. Its raw value is the name that the log stores beside each event, and that
/// remains when the event's body is removed by order.
///
/// ``row`` says what every part of the program needs to know of a kind apart from its rules and its
/// words: ids, visibility, what may be given out, and who may record it. There is one row a kind,
/// in `EventKinds.swift`.
extension EventKind {
    /// What an event of a kind is about.
    public enum Subject: Sendable {
        case incident, role, step, entry, rating
        case fact, message, rumor, statement, inquiry, tip, trend, period, briefing, consent, note
        case lesson, action
        /// The id that the event names can be of any kind, as with a guard's finding.
        case anything
    }

    /// What forms and situation reports show of an entry. They are for staff, and they are
    /// forwarded.
    public enum InReports: Sendable {
        /// The timeline's words.
        case shown
        /// That it happened, without the words that someone entered.
        case withoutWords
        /// The same, where it is about a casualty whose next of kin are not recorded as told.
        case withoutWordsOnCasualties
    }

    /// Which channels decide whether an entry can be public at all.
    public enum Reach: Sendable {
        /// None: the entry is about no channel, or about others' channels.
        case anywhere
        /// Only texts for channels that the public reads are public.
        case texts
        /// The entry is about one carrier, and is public only if the public reads there.
        case carrier(@Sendable (IncidentEvent) -> String)
    }

    /// Ids of things that the public knows of. A public form names no other thing.
    package struct PublicThings {
        package var facts: Set<String> = []
        package var rumors: Set<String> = []
        package var messages: Set<String> = []

        package init() {}
    }

    package typealias PublicForm =
        @Sendable (IncidentEvent, PublicThings) -> IncidentEvent.OneOf_Kind?

    /// What the program needs to know of one kind.
    public struct Row: Sendable {
        public let subject: Subject
        /// The id of the subject as the event names it; empty where it has none.
        package let subjectID: @Sendable (IncidentEvent) -> String
        /// Whether the event puts its subject on record and so uses up the subject's short id.
        public let createsSubject: Bool
        /// Who may see an entry until somebody decides otherwise.
        public let visibility: Visibility
        /// The authority that recording it takes. Kinds that only accompany another (a guard's
        /// finding, the adopted playbook) have that one's.
        public let authority: Authority
        /// Whether it can be recorded after the incident was closed.
        public let isAllowedWhenClosed: Bool
        /// The fields of a public entry that a public-records request gets, by their names in the
        /// contract; `texts.text` is a field of a part. All other fields are withheld.
        public let disclosed: [String]
        /// The fields that are withheld, by the reason that the answer to a request states.
        public let withheld: [Exemption: [String]]
        /// Why an entry that is not public is withheld, where not for its visibility.
        public let exemption: Exemption?
        public let inReports: InReports
        public let reach: Reach
        /// What public reviews and feeds may know of the event; nil for a kind that says nothing to
        /// the public.
        package let publicForm: PublicForm?

        init(
            about subject: Subject,
            _ subjectID: @escaping @Sendable (IncidentEvent) -> String = { _ in "" },
            creates createsSubject: Bool = false, authority: Authority,
            whenClosed isAllowedWhenClosed: Bool = false, visibility: Visibility = .internal,
            exemption: Exemption? = nil, disclosed: [String],
            withheld: [Exemption: [String]] = [:], inReports: InReports = .shown,
            reach: Reach = .anywhere,
            publicForm: PublicForm? = nil
        ) {
            self.subject = subject
            self.subjectID = subjectID
            self.createsSubject = createsSubject
            self.visibility = visibility
            self.authority = authority
            self.isAllowedWhenClosed = isAllowedWhenClosed
            self.disclosed = disclosed
            self.withheld = withheld
            self.exemption = exemption
            self.inReports = inReports
            self.reach = reach
            self.publicForm = publicForm
        }

        /// Why a field is withheld. A field that no row names counts as deliberation.
        public func exemption(of field: String) -> Exemption {
            withheld.first { $0.value.contains(field) }?.key ?? .deliberation
        }
    }
}

extension IncidentEvent.OneOf_Kind {
    /// The name that the log stores beside the event: `fact-recorded`.
    public var name: String { eventKind.rawValue }

    /// The id of what the event is about, such as `F3`; nil where it is about nothing with an id.
    public var subjectID: String? {
        let id = eventKind.row.subjectID(IncidentEvent.with { $0.kind = self })
        return id.isEmpty ? nil : id
    }

    /// The short id that the event gave out.
    public var createdID: String? { eventKind.row.createsSubject ? subjectID : nil }
}

/// The public form that holds these fields and no other.
///
/// - Parameter rest: Fields to copy under a condition: those that can be absent, and ids, which
///   are public only where what they name is.
func keeping<Body: Sendable, each Value>(
    _ body: any WritableKeyPath<IncidentEvent, Body> & Sendable,
    _ fields: repeat any WritableKeyPath<Body, each Value> & Sendable,
    and rest: @escaping @Sendable (Body, inout Body, EventKind.PublicThings) -> Void = { _, _, _ in
    }
) -> EventKind.PublicForm {
    { event, known in
        let whole = event[keyPath: body]
        var form = IncidentEvent()
        var kept = form[keyPath: body]
        repeat kept[keyPath: each fields] = whole[keyPath: each fields]
        rest(whole, &kept, known)
        form[keyPath: body] = kept
        return form.kind
    }
}
