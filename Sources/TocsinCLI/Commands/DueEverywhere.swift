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
    var items: [Line] = []

    private enum CodingKeys: CodingKey { case items }

    /// - Parameter everyone: Whether to list everyone's items, and not only those of the person who
    ///   asks.
    init(_ session: Session, everyone: Bool) throws {
        every = try EveryIncident(session)
        var found: [(item: DueItem, line: Line)] = []
        for incident in every.incidents
        where incident.isOpen || every.mayOwe.contains(incident.incident) {
            let view = try IncidentView(session, incident.incident, asOf: nil)
            let list = view.due
            let takesCommands = view.mode != .reenactment
            for item in everyone ? list.items : list.shown
            where incident.isOpen || [.takedown, .appeal].contains(item.kind) {
                let isMine = takesCommands && (list.asked.roles.isEmpty || list.isMine(item))
                found.append((item, Line(item, view, isMine: isMine)))
            }
        }
        // Nobody's routine work goes before a real incident.
        items = found.sorted { left, right in
            let (isLive, isOtherLive) = (left.line.mode == "live", right.line.mode == "live")
            return isLive == isOtherLive ? DueItem.comesBefore(left.item, right.item) : isLive
        }.map(\.line)
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
        for (index, line) in items.enumerated() {
            if !all, index > 0, lines.count + line.block.count > DueScreen.height - 2 {
                lines.append("  and \(items.count - index) more: tocsin due --all-incidents --all")
                break
            }
            lines += line.block
        }
        return lines + actions
    }
}
