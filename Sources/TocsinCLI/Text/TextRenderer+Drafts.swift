internal import Basics
internal import IncidentEvents
internal import ReadModels

extension TextRenderer {
    /// Each draft with its text and count on every channel, as many as fit.
    ///
    /// - Parameter screen: Nil for all of them.
    func drafts(_ board: DraftBoard, _ screen: Screen?) -> String {
        guard !board.drafts.isEmpty else { return "No drafts." }
        return lines(of: board.drafts.count, on: screen, hidden: board.rest) { index in
            (index > 0 ? [""] : []) + [draft(board.drafts[index])]
        }.joined(separator: "\n")
    }

    func draft(_ draft: DraftBoard.Draft) -> String {
        let name = draft.name.map { " \"\($0)\"" } ?? ""
        var lines = [
            styled(
                wrapped("\(draft.message)\(name) (\(draft.kind)), \(draft.status)", indent: 0),
                .bold)
        ]
        if let approver = draft.approvedBy, let approval = draft.approval {
            lines.append(
                wrapped("approved by \(approver.wrappedValue.recorded), \(approval)", indent: 2))
        }
        if let returned = draft.returned {
            lines.append(wrapped("returned: \(returned)", indent: 2))
        }
        if !draft.cites.isEmpty {
            lines.append("  cites \(draft.cites.map(\.description).joined(separator: ", "))")
        }
        if !draft.corrects.isEmpty {
            lines.append("  corrects \(draft.corrects.map(\.description).joined(separator: ", "))")
        }
        if draft.needsDeclaration {
            lines.append("  doesn't declare whom it identifies yet (--identifies nobody)")
        }
        if !draft.missing.isEmpty {
            lines.append(
                styled(
                    wrapped("missing: \(draft.missing.joined(separator: ", "))", indent: 2), .alarm)
            )
        }
        lines += texts(draft.variants)
        lines += draft.notes(width: width)
        return lines.joined(separator: "\n")
    }

    /// The lines below a text's channel: equal ones are printed once for all their channels.
    private struct Body: Hashable {
        var texts: [String]
        var notes: [String]

        init(_ variant: DraftBoard.Variant) {
            texts = variant.posts.isEmpty ? [variant.text].compactMap(\.self) : variant.posts
            notes =
                variant.dropped.map { "left out, too long: \($0)" }
                + variant.shortened.map { "short form, too long: {\($0)}" } + variant.problems
            if !variant.missing.isEmpty {
                notes.append("missing: \(variant.missing.joined(separator: ", "))")
            }
            if variant.changedUnderneath, let composed = variant.composedText {
                notes.append("from the current facts: \(composed)")
            }
        }
    }

    private func texts(_ variants: [DraftBoard.Variant]) -> [String] {
        let bodies = variants.map(Body.init)
        let groups = Dictionary(grouping: variants.indices) { bodies[$0] }
        return bodies.uniqued().map { body in
            let heads = groups[body, default: []].map { head(variants[$0]) }
            let lines = (body.texts + body.notes).map { wrapped($0, indent: 6) }
            return (heads + lines).joined(separator: "\n")
        }
    }

    private func head(_ variant: DraftBoard.Variant) -> String {
        var head = "\(variant.channel)/\(variant.language)"
        if let units = variant.units {
            let count = variant.isUpperBound ? "at most \(units)" : "\(units)"
            head += "  \(count)" + (variant.limit.map { " of \($0)" } ?? "")
            head += " \(variant.unit ?? "")"
            if let parts = variant.parts, parts > 1 {
                head += ", \(parts) \(variant.posts.isEmpty ? "parts" : "posts")"
            }
        }
        if variant.text != nil, !variant.fits { head += "  DOES NOT FIT" }
        if variant.origin == "hand-written" { head += "  hand-written" }
        if variant.changedUnderneath { head += "  FACTS CHANGED" }
        if variant.isUntranslated { head += "  UNTRANSLATED" }
        if variant.isUnreviewed, variant.text != nil { head += "  unreviewed" }
        if variant.isStale { head += "  STALE" }
        return styled(wrapped(head, indent: 2), variant.fits ? .quiet : .alarm)
    }
}
