internal import IncidentEvents
internal import ReadModels

extension TextRenderer {
    /// Each draft with its text and count on every channel.
    func drafts(_ board: DraftBoard) -> String {
        guard !board.drafts.isEmpty else { return "No drafts." }
        return board.drafts.map { draft($0) }.joined(separator: "\n\n")
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
        lines += draft.variants.map { variant($0) }
        lines += draft.notes(width: width)
        return lines.joined(separator: "\n")
    }

    private func variant(_ variant: DraftBoard.Variant) -> String {
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
        if variant.isStale { head += "  STALE" }
        var lines = [styled(wrapped(head, indent: 2), variant.fits ? .quiet : .alarm)]
        if variant.posts.isEmpty {
            if let text = variant.text { lines.append(wrapped(text, indent: 6)) }
        } else {
            lines += variant.posts.map { wrapped($0, indent: 6) }
        }
        lines += variant.dropped.map { wrapped("left out, too long: \($0)", indent: 6) }
        lines += variant.problems.map { wrapped($0, indent: 6) }
        if !variant.missing.isEmpty {
            lines.append(wrapped("missing: \(variant.missing.joined(separator: ", "))", indent: 6))
        }
        if variant.changedUnderneath, let composed = variant.composedText {
            lines.append(wrapped("from the current facts: \(composed)", indent: 6))
        }
        return lines.joined(separator: "\n")
    }
}
