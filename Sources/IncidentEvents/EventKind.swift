internal import SwiftProtobuf

/// A kind of event. Its raw value is the name that the log stores with each event. The name stays
/// when the event's body is removed by order.
///
/// ``row`` holds everything that depends on a kind, except its rules and its text: ids, visibility,
/// disclosure, and the authority to record it. `EventKinds.swift` has one row a kind.
extension EventKind {
    /// The sort of thing that an event is about.
    public enum Subject: Sendable {
        case incident, role, step, entry, rating
        case fact, message, rumor, statement, inquiry, tip, trend, period, briefing, consent, note
        case lesson, action, comment
        /// The event can name an id of any kind, as a guard's finding does.
        case anything
    }

    /// The parts of an entry that forms and situation reports show. These are for staff, and staff
    /// forward them.
    public enum InReports: Sendable {
        /// The timeline's text.
        case shown
        /// The fact that it happened, without the text that someone entered.
        case withoutWords
        /// As ``withoutWords``, if it is about a casualty without a record that next of kin were
        /// told.
        case withoutWordsOnCasualties
    }

    /// The channels that decide whether an entry can be public at all.
    public enum Reach: Sendable {
        /// No channel: the entry is about none, or about channels of others.
        case anywhere
        /// Only texts for public channels are public.
        case texts
        /// The entry is about one carrier, and is public only if that carrier is public.
        case carrier(@Sendable (IncidentEvent) -> String)
    }

    /// Ids of things that are public. A public form names no other thing.
    package struct PublicThings {
        package var facts: Set<String> = []
        package var rumors: Set<String> = []
        package var messages: Set<String> = []

        package init() {}
    }

    package typealias PublicForm =
        @Sendable (IncidentEvent, PublicThings) -> IncidentEvent.OneOf_Kind?

    /// Everything that the program needs to know about one kind.
    public struct Row: Sendable {
        public let subject: Subject
        /// The id of the subject that the event names; empty if it has none.
        package let subjectID: @Sendable (IncidentEvent) -> String
        /// Whether the event creates its subject and so uses up the subject's short id.
        public let createsSubject: Bool
        /// The default visibility of an entry.
        public let visibility: Visibility
        /// The authority that recording it takes. Kinds that only accompany another (a guard's
        /// finding, the adopted playbook) have the authority of that other kind.
        public let authority: Authority
        /// Whether it can be recorded after the incident is closed.
        public let isAllowedWhenClosed: Bool
        /// The fields of a public entry that a public-records request gets, by their names in the
        /// contract; `texts.text` is a field of a part. All other fields are withheld.
        public let disclosed: [String]
        /// The withheld fields, by the exemption that the answer to a request states.
        public let withheld: [Exemption: [String]]
        /// The exemption that withholds an entry that is not public, if its visibility isn't the
        /// reason.
        public let exemption: Exemption?
        public let inReports: InReports
        public let reach: Reach
        /// The part of the event that public reviews and feeds may show; nil for a kind with
        /// nothing public.
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

        /// The id of the subject of an event of this kind; nil for a subject without an id.
        public func subjectID(of event: IncidentEvent.OneOf_Kind) -> String? {
            var whole = IncidentEvent()
            whole.kind = event
            let id = subjectID(whole)
            return id.isEmpty ? nil : id
        }

        /// Whether a request gets what is at this path. A named field has all of its parts.
        public func discloses(_ path: String) -> Bool {
            disclosed.contains { path == $0 || path.hasPrefix("\($0).") }
        }

        /// The exemption that withholds a field. A field that no row names counts as deliberation.
        public func exemption(of field: String) -> Exemption {
            withheld.first { $0.value.contains(field) }?.key ?? .deliberation
        }
    }
}

extension IncidentEvent.OneOf_Kind {
    /// The name that the log stores with the event: `fact-recorded`.
    public var name: String { eventKind.rawValue }

    /// The id of the event's subject, such as `F3`; nil for a subject without an id.
    public var subjectID: String? { eventKind.row.subjectID(of: self) }

    /// The short id that the event assigned.
    public var createdID: String? { eventKind.row.createsSubject ? subjectID : nil }
}

/// The public form with only these fields.
///
/// - Parameter rest: Fields to copy under a condition: those that can be absent, and ids, which are
///   public only if the thing they name is.
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
