internal import Basics
internal import Documents
internal import Channels
internal import Engine
internal import Incident
internal import IncidentEvents
internal import ReadModels

/// A message's current texts, shown after drafting or before approval.
enum DraftText {
    /// One line a text: its channel and its length.
    static func counts(
        _ state: IncidentState, _ messages: [MessageID], _ session: Session
    ) throws -> String {
        try drafts(state, messages, session).map { draft in
            let rows = draft.variants.map { variant in
                [variant.place, variant.measure, variant.state]
            }
            let lines =
                [heading(draft), TerminalText.table(rows, indent: "  ")]
                + draft.notes(width: session.world.width)
            return lines.joined(separator: "\n")
        }.joined(separator: "\n")
    }

    /// Every text in full with its count; equal texts on several channels once.
    ///
    /// - Parameter isTrial: Nobody drafted it, so it has no id to name.
    static func full(
        _ state: IncidentState, _ message: MessageID, _ session: Session, isTrial: Bool = false
    ) throws -> String {
        try drafts(state, [message], session).map { draft in
            var texts: [String] = []
            var places: [String: [String]] = [:]
            for variant in draft.variants {
                let text = variant.shown
                if places[text] == nil { texts.append(text) }
                places[text, default: []]
                    .append("\(variant.place) (\(variant.measure))")
            }
            let blocks = texts.map { text in
                let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                    .map { TerminalText.block(String($0), indent: 6, width: session.world.width) }
                let heading = places[text, default: []].joined(separator: ", ")
                return TerminalText.block(heading, indent: 2, width: session.world.width) + "\n"
                    + lines.joined(separator: "\n")
            }
            let elements = state.messages[draft.message]?.elements ?? MessageElements()
            let times = [
                ("{as-of}", nil),
                ("{next-update}", elements.hasNextUpdateBy ? Instant(elements.nextUpdateBy) : nil),
                ("{expires}", elements.hasExpires ? Instant(elements.expires) : nil),
            ].filter { name, _ in texts.contains { $0.contains(name) } }
                .map { name, time in name + (time.map { " with \(state.zone.dated($0))" } ?? "") }
            let note =
                times.isEmpty
                ? [] : ["  Filled in at release: \(times.joined(separator: ", "))"]
            return
                ((isTrial ? [] : [heading(draft)]) + blocks
                + draft.notes(width: session.world.width) + note)
                .joined(separator: "\n")
        }.joined(separator: "\n")
    }

    /// The facts that a message rests on, for its approver.
    static func basis(of message: Message, in state: IncidentState) -> String {
        let facts = message.cites.compactMap { state.facts[$0.fact] }
        guard !facts.isEmpty else {
            return message.restsOnNothing.map { "Rests on nothing: \($0)" } ?? "Rests on no fact."
        }
        return facts.map { fact in
            let recorder = fact.status == .recorded ? " by \(fact.recorded.actor)" : ""
            let source = fact.source.map { ", source: \($0)" } ?? ""
            return
                "Rests on \(fact.id), \(fact.status.rawValue)\(recorder)\(source): \(fact.statement)"
        }.joined(separator: "\n")
    }

    /// The texts that a command changed, before and after.
    static func changes(
        _ outcome: Outcome, _ message: MessageID, _ session: Session
    ) throws -> String {
        guard let first = outcome.records.first?.revision,
            let after = try drafts(outcome.state, [message], session).first
        else { return "No text changed." }
        let earlier =
            first == 0
            ? IncidentState()
            : try session.engine.load(outcome.stream, through: first - 1).state
        let before = try drafts(earlier, [message], session).first?.variants ?? []
        let changed = after.variants.compactMap { variant -> Change? in
            let old = before.first {
                $0.channel == variant.channel && $0.language == variant.language
            }
            return old?.shown == variant.shown ? nil : Change(variant, before: old)
        }
        let width = session.world.width
        let counted =
            changed.isEmpty
            ? "no text changed"
            : "\(changed.count) of \(after.variants.count.counted("text")) changed"
        var lines = [heading(after) + " \(counted)"]
        for group in changed.grouped { lines.append(group.text(width: width)) }
        let open = after.variants.filter { new in
            !new.isReady && !changed.contains { $0.place == new.place }
        }
        if !open.isEmpty {
            let places = open.map(\.place).joined(separator: ", ")
            lines.append(
                TerminalText.block(
                    "Not ready: \(places). See why: tocsin drafts \(message)", indent: 2,
                    width: width))
        }
        return (lines + after.notes(width: width)).joined(separator: "\n")
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
        let name = draft.name.map { $0 == draft.kind.word ? "" : " \($0)" } ?? ""
        return "\(draft.message) \(draft.kind)\(name), \(draft.status):"
    }
}

/// A text before and after a command, with the channels where it is the same.
private struct Change {
    let place: String
    var places: [String]
    let before: String?
    let after: String
    let note: String?

    init(_ variant: DraftBoard.Variant, before old: DraftBoard.Variant?) {
        place = variant.place
        places = ["\(variant.place) (\(variant.measure))"]
        before = old?.shown
        after = variant.shown
        note = variant.isReady ? nil : variant.state
    }

    func text(width: Int) -> String {
        func block(_ text: String, indent: Int) -> String {
            text.split(separator: "\n", omittingEmptySubsequences: false)
                .map { TerminalText.block(String($0), indent: indent, width: width) }
                .joined(separator: "\n")
        }
        return [
            block(places.joined(separator: ", "), indent: 2),
            before.map { block("before: \($0)", indent: 4) }, block("after: \(after)", indent: 4),
            note.map { block($0, indent: 4) },
        ].compactMap(\.self).joined(separator: "\n")
    }
}

extension [Change] {
    /// The same change on several channels once.
    fileprivate var grouped: [Change] {
        var groups: [Change] = []
        for change in self {
            let index = groups.firstIndex {
                $0.before == change.before && $0.after == change.after && $0.note == change.note
            }
            if let index {
                groups[index].places += change.places
            } else {
                groups.append(change)
            }
        }
        return groups
    }
}

extension DraftBoard.Variant {
    fileprivate var place: String { "\(channel)/\(language)" }

    /// The text as it would go out, or the values that it lacks.
    fileprivate var shown: String {
        posts.isEmpty
            ? text ?? "(missing: \(missing.joined(separator: ", ")))"
            : posts.joined(separator: "\n")
    }

    fileprivate var isReady: Bool { fits && missing.isEmpty && !isStale }

    /// `131 of 280 weighted characters`.
    fileprivate var measure: String {
        guard let units, let unit else { return "not counted" }
        let about = isUpperBound ? "at most " : ""
        let parts = (parts ?? 1) > 1 ? " in \(parts ?? 1) \(posts.isEmpty ? "parts" : "posts")" : ""
        return limit.map { "\(about)\(units) of \($0) \(unit)\(parts)" }
            ?? "\(about)\(units) \(unit)\(parts)"
    }

    fileprivate var state: String {
        if !missing.isEmpty {
            let word = isUntranslated ? "untranslated" : "missing"
            return "\(word): \(missing.joined(separator: ", "))"
        }
        let left = dropped.map { "; too long for \"\($0)\"" }.joined()
        let stale = isStale ? "; stale" : ""
        return (fits ? "ok" : problems.joined(separator: " ")) + left + stale
    }
}

extension DraftBoard.Draft {
    /// Notes on the whole that must not be missed: omissions, translations, attachments.
    func notes(width: Int) -> [String] {
        var notes: [String] = []
        if !omitted.isEmpty {
            notes.append("Left out because a value is missing: \(omitted.joined(separator: ", "))")
        }
        notes += translations.filter { $0.state != "template" || $0.isStale }.map { translation in
            var note = "\(translation.language): \(translation.state)"
            if translation.state == "machine" {
                note +=
                    ", must be confirmed: tocsin message confirm \(message) \(translation.language)"
            }
            if let translator = translation.translator { note += " by \(translator)" }
            if let person = translation.confirmedBy { note += " by \(person)" }
            if !translation.missing.isEmpty {
                note += ", missing \(translation.missing.joined(separator: ", "))"
            }
            return note + (translation.isStale ? ", stale: the source text was changed" : "")
        }
        notes += attachments.map { media in
            let shows = media.shows.isEmpty ? "nobody" : media.shows.joined(separator: ", ")
            let alt = media.alt.map { "\($0.language): \($0.text)" }.joined(separator: "; ")
            return
                "Attached: \(media.mediaType), \(media.size) bytes, sha256 \(media.sha256.prefix(16))…, "
                + "shows \(shows). \(alt)"
        }
        return notes.map { TerminalText.block($0, indent: 2, width: width) }
    }
}
