internal import Channels
internal import Engine
internal import Incident
internal import IncidentEvents
internal import Projections

/// A message's texts as they stand, shown where they were just made or are about to be approved.
enum DraftText {
    /// A line a text: where it goes and how long it is.
    static func counts(
        _ state: IncidentState, _ messages: [MessageID], _ session: Session
    ) throws -> String {
        try drafts(state, messages, session).map { draft in
            let rows = draft.variants.map { variant in
                [variant.channel + "/" + variant.language, variant.measure, variant.state]
            }
            return heading(draft) + "\n" + Console.table(rows, indent: "  ")
        }.joined(separator: "\n")
    }

    /// Every text in full with its count; texts that are the same on several channels once.
    static func full(
        _ state: IncidentState, _ message: MessageID, _ session: Session
    ) throws -> String {
        try drafts(state, [message], session).map { draft in
            var texts: [String] = []
            var places: [String: [String]] = [:]
            for variant in draft.variants {
                let text = variant.text ?? "(missing: \(variant.missing.joined(separator: ", ")))"
                if places[text] == nil { texts.append(text) }
                places[text, default: []]
                    .append("\(variant.channel)/\(variant.language) (\(variant.measure))")
            }
            let blocks = texts.map { text in
                let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                    .map { TerminalText.block(String($0), indent: 6, width: Console.width) }
                let heading = places[text, default: []].joined(separator: ", ")
                return TerminalText.block(heading, indent: 2, width: Console.width) + "\n"
                    + lines.joined(separator: "\n")
            }
            let open = ["{as-of}", "{next-update}"].filter { name in
                texts.contains { $0.contains(name) }
            }
            let note =
                open.isEmpty
                ? [] : ["  Filled in at release: \(open.joined(separator: ", "))"]
            return ([heading(draft)] + blocks + note).joined(separator: "\n")
        }.joined(separator: "\n")
    }

    private static func drafts(
        _ state: IncidentState, _ messages: [MessageID], _ session: Session
    ) throws -> [DraftBoard.Draft] {
        guard let playbook = try session.engine.playbook(of: state),
            let department = try session.engine.department(of: state)
        else { return [] }
        return messages.flatMap { message in
            DraftBoard(
                state: state, playbook: playbook, department: department, message: message
            ).drafts
        }
    }

    private static func heading(_ draft: DraftBoard.Draft) -> String {
        let name = draft.name.map { $0 == draft.kind ? "" : " \($0)" } ?? ""
        return "\(draft.message) \(draft.kind)\(name), \(draft.status):"
    }
}

extension DraftBoard.Variant {
    /// `131 of 280 weighted characters`.
    fileprivate var measure: String {
        guard let units, let unit else { return "not counted" }
        let about = isUpperBound ? "at most " : ""
        let parts = (parts ?? 1) > 1 ? " in \(parts ?? 1) parts" : ""
        return limit.map { "\(about)\(units) of \($0) \(unit)\(parts)" }
            ?? "\(about)\(units) \(unit)\(parts)"
    }

    fileprivate var state: String {
        if !missing.isEmpty { return "missing: \(missing.joined(separator: ", "))" }
        return fits ? "ok" : problems.joined(separator: " ")
    }
}
