internal import Channels
internal import Documents
public import Incident
public import IncidentEvents
public import Playbooks

/// The due items, most urgent first, each with its next command and the people for whom it is.
///
/// JSON: `items`, as in ``DueItem``, `ready`: `alert` and `endings`, the kinds of the texts that
/// are armed with it, `asked`: who asks, and `overview`, as in ``Overview``.
public struct DueList: Sendable, Encodable {
    /// Everyone's items, most urgent first.
    public var items: [DueItem]
    /// The person who asks.
    public var asked: Asker
    /// What everyone must know before they act.
    public var overview: Overview
    /// Texts that are ready to end an alert in force. They are never due.
    public var ready: [Ready]

    /// The texts that are armed with an alert.
    public struct Ready: Hashable, Sendable, Encodable {
        /// The alert, such as `M5`.
        public var alert: MessageID
        /// The kinds of the texts that are armed with it.
        public var endings: [MessageKind]
    }

    /// The person who asks what is due.
    public struct Asker: Hashable, Sendable, Encodable {
        /// The person, by work id.
        public var person: String
        /// The roles in which the person asks; empty for a person without a role.
        public var roles: [Role]

        /// - Parameter role: The only role in which the person asks; nil for all that they hold.
        public init(_ person: String, as role: Role? = nil, in state: IncidentState) {
            self.person = person
            let held = state.roles(of: person)
            roles = Role.known.filter { held.contains($0) && (role ?? $0) == $0 }
        }
    }

    /// The part of a long list that somebody will look at: the first of the items that they see.
    ///
    /// Finding out whether a command would be refused takes about as long as carrying it out. The
    /// items after this part name the plain command, its roles and no words.
    public struct Part: Sendable {
        /// The number of items.
        public var count: Int
        /// Whether everyone's items are looked at, and not only those of the person who asks.
        public var everyone: Bool

        /// The most items that are looked into to find that many.
        var most: Int { count * 4 }

        public init(_ count: Int, everyone: Bool) {
            self.count = count
            self.everyone = everyone
        }
    }

    /// - Parameters:
    ///   - department: Its standing approvals allow a draft to be released at once.
    ///   - today: The day for judging corrective actions; nil for `asOf`.
    ///   - part: The part of the list that matters; nil for all of it.
    public init(
        state: IncidentState, progress: PlaybookProgress, playbook: Playbook,
        department: Department? = nil, asker: Asker, asOf: Instant, today: Instant? = nil,
        part: Part? = nil
    ) {
        asked = asker
        let index = ClaimIndex(state)
        let (owed, reserves) = (state.owedUpdates, state.reserves)
        overview = Overview(
            state: state, index: index, owed: owed, reserves: reserves, asOf: asOf,
            most: part?.count ?? .max)
        ready = reserves.map { Ready(alert: $0.alert.id, endings: $0.endings.map(\.kind)) }
        let subjects = DueSubjects(
            state: state, playbook: playbook, department: department, asOf: asOf,
            index: index, ready: ready, owed: owed, lastReleased: state.lastReleased)
        items = DueItem.sorted(
            (subjects.roles + subjects.messages + subjects.promises + subjects.rumors
                + subjects.inquiries + subjects.routine + subjects.persons
                + subjects.actions(today: today ?? asOf)
                + progress.steps.compactMap(subjects.step))
                .compactMap(subjects.timed))
        if state.isClosed {
            // A closed incident needs no updates, but public errors stay due.
            let ended: [DueItem.Kind] = [
                .step, .cadence, .promise, .draft, .translation, .occurrence,
            ]
            items.removeAll { ended.contains($0.kind) }
        }
        var finisher = DueFinisher(subjects)
        var (looked, seen, hasMine) = (0, 0, false)
        for index in items.indices {
            if let part, seen >= part.count || looked >= part.most {
                var plain = items[index]
                finisher.assign(&plain)
                // The first of their own is the next command, however late it comes.
                guard !hasMine, isMine(plain), looked < part.most * 2 else {
                    items[index] = plain
                    continue
                }
            }
            finisher.finish(&items[index])
            looked += 1
            hasMine = hasMine || isMine(items[index])
            if part?.everyone == true || isShown(items[index]) { seen += 1 }
        }
    }

    /// The items that the person who asks should see: their own, and those that nobody on duty
    /// can settle. A person without a role sees all.
    public var shown: [DueItem] { items.filter(isShown) }

    private func isShown(_ item: DueItem) -> Bool {
        asked.roles.isEmpty || item.people.isEmpty || isMine(item)
    }

    /// Whether it is for the person who asks.
    public func isMine(_ item: DueItem) -> Bool {
        item.people.contains(asked.person) && item.roles.contains(where: asked.roles.contains)
    }
}

extension IncidentState {
    fileprivate var lastReleased: [MessageKind: MessageID] {
        let all = messages.all
        return all.indices.reduce(into: [:]) { found, place in
            guard !all[place].releases.isEmpty else { return }
            found[all[place].kind] = max(found[all[place].kind] ?? all[place].id, all[place].id)
        }
    }
}
