internal import Documents
internal import Engine
internal import Incident
internal import IncidentEvents
internal import ReadModels

/// What is due in all open incidents and campaigns, and what outlasts the end of closed ones.
///
/// JSON: what ``EveryIncident`` has, and `items` with the incident of each.
struct DueEverywhere: Encodable {
    /// A due item with its incident, which its commands name.
    struct Line: Encodable {
        var incident: String
        var mode: String
        var kind: DueItem.Kind
        var subject: String?
        var text: String
        var words: String?
        var command: String
        var then: String?
        var dueAt: Instant?
        var isOverdue: Bool
        var roles: [Role]
        /// The text for people.
        let block: [String]

        private enum CodingKeys: CodingKey {
            case incident, mode, kind, subject, text, words, command, then, dueAt, isOverdue, roles
        }

        fileprivate init(_ item: DueItem, _ view: IncidentView, isMine: Bool) {
            incident = view.stream
            mode = view.mode.word
            kind = item.kind
            subject = item.subject
            text = item.text
            words = item.words
            command = item.next.typed.about(view.stream).description
            then = item.then?.typed.about(view.stream).description
            dueAt = item.dueAt
            isOverdue = item.isOverdue
            roles = item.roles
            var named = item
            named.text = "\(view.stream) (\(view.mode.marking)): \(item.text)"
            block = view.renderer.due(named, isMine: isMine, asOf: view.asOf, for: view.stream)
        }
    }

    let every: EveryIncident
    /// The items, or the most urgent ones of them.
    private(set) var items: [Line] = []
    /// The number of all items.
    private(set) var count = 0
    private(set) var isOverdue = false

    private enum CodingKeys: CodingKey { case items }

    private struct Found {
        let item: DueItem
        let view: IncidentView
        let isMine: Bool

        /// Nobody's routine work goes before a real incident.
        func comesBefore(_ other: Found) -> Bool {
            let (isLive, isOtherLive) = (view.mode == .live, other.view.mode == .live)
            return isLive == isOtherLive ? DueItem.comesBefore(item, other.item) : isLive
        }

        var line: Line { Line(item, view, isMine: isMine) }
    }

    /// The number of incidents that are read at a time.
    private static let stretch = 64

    /// - Parameters:
    ///   - everyone: Whether to list everyone's items, and not only those of the person who asks.
    ///   - most: The number of items that somebody will look at; nil for all.
    init(_ session: Session, everyone: Bool, most: Int?) throws {
        every = try EveryIncident(session)
        let streams = every.incidents
            .filter { $0.isOpen || every.mayOwe.contains($0.incident) }.map(\.incident)
        var found: [Found] = []
        for start in stride(from: 0, to: streams.count, by: Self.stretch) {
            let part = streams[start..<min(start + Self.stretch, streams.count)]
            try session.engine.readAhead(part)
            for stream in part {
                let view = try IncidentView(session, stream, asOf: nil)
                // Which items come first doesn't depend on how they are settled.
                add(Self.items(view, everyone, most.map { _ in 0 }), to: &found, most)
            }
            session.engine.forget(part)
        }
        guard let most else {
            items = found.sorted { $0.comesBefore($1) }.map(\.line)
            return
        }
        var looked: Set<String> = []
        while let next = found.first(where: { !looked.contains($0.view.stream) })?.view {
            looked.insert(next.stream)
            found.removeAll { $0.view.stream == next.stream }
            Self.merge(Self.items(next, everyone, most), into: &found, most)
        }
        items = found.map(\.line)
    }

    /// Counts an incident's items and keeps those that will be looked at.
    private mutating func add(_ items: [Found], to found: inout [Found], _ most: Int?) {
        count += items.count
        isOverdue = isOverdue || items.contains(where: \.item.isOverdue)
        if let most { Self.merge(items, into: &found, most) } else { found += items }
    }

    /// - Parameter items: One incident's items in order.
    private static func merge(_ items: [Found], into found: inout [Found], _ most: Int) {
        let last = found.count < most ? nil : found.last
        let new = items.prefix(most).prefix { item in last.map(item.comesBefore) ?? true }
        if !new.isEmpty { found = Array((found + new).sorted { $0.comesBefore($1) }.prefix(most)) }
    }

    private static func items(_ view: IncidentView, _ everyone: Bool, _ count: Int?) -> [Found] {
        let list = view.due(count.map { DueList.Part($0, everyone: everyone) })
        let takesCommands = view.mode != .reenactment
        return (everyone ? list.items : list.shown).filter {
            view.state.isOpen || [.takedown, .appeal].contains($0.kind)
        }.map {
            Found(
                item: $0, view: view,
                isMine: takesCommands && (list.asked.roles.isEmpty || list.isMine($0)))
        }
    }

    func encode(to encoder: any Encoder) throws {
        try every.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(items, forKey: .items)
    }

    /// What fits on one screen, at least one item, and the number of the rest.
    func lines(all: Bool) -> [String] {
        let actions = every.overdueActions.map(\.words)
        guard !items.isEmpty else { return ["Nothing is due in any incident."] + actions }
        var lines: [String] = []
        var shown = 0
        for (index, line) in items.enumerated() {
            if !all, index > 0, lines.count + line.block.count > DueScreen.height - 2 {
                break
            }
            lines += line.block
            shown += 1
        }
        if shown < count {
            lines.append("  and \(count - shown) more: tocsin due --all-incidents --all")
        }
        return lines + actions
    }
}
