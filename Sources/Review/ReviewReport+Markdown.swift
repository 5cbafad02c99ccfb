internal import Channels
internal import IncidentEvents
internal import Projections

extension ReviewReport {
    /// The review as Markdown, what is still uncorrected first.
    ///
    /// Texts from the log are escaped, so that none can act as markup.
    public func markdown() -> String {
        let zone = Zone(incident.zone) ?? .utc
        let writer = MarkdownWriter(zone: zone)
        return [
            overview(writer), uncorrected(writer), performance(writer), promised(writer),
            covered(writer), guarded(writer), approved(writer), asked(writer),
        ].joined(separator: "\n\n") + "\n"
    }

    private func overview(_ writer: MarkdownWriter) -> String {
        var lines = ["# Review: \(writer.text(incident.title))", ""]
        if incident.mode != "live" {
            lines += ["**\(incident.mode.uppercased())**: not a live incident.", ""]
        }
        lines.append("- Place: \(writer.text(incident.place))")
        lines.append("- Hazard: \(writer.text(incident.hazard))")
        if let onset = incident.onset {
            let time = writer.zone.words(
                for: onset, certainty: incident.onsetCertainty ?? "exact")
            lines.append("- Onset: \(time)")
        } else {
            lines.append("- Onset: not recorded")
        }
        if let opened = incident.opened {
            lines.append("- Opened: \(writer.zone.words(for: opened))")
        }
        lines.append("- As of: \(writer.zone.dated(asOf)), \(entries.count) entries")
        if entries.notUnderstood > 0 {
            lines.append(
                "- Entries of a newer version, not understood and left out: \(entries.notUnderstood)"
            )
        }
        if entries.redacted > 0 { lines.append("- Entries removed by order: \(entries.redacted)") }
        if entries.withClockBehind > 0 {
            lines.append(
                "- Entries recorded with the machine's clock behind: \(entries.withClockBehind)")
        }
        return lines.joined(separator: "\n")
    }

    private func uncorrected(_ writer: MarkdownWriter) -> String {
        let open = coverage.rumors.filter { $0.counts.open > 0 }
        var lines = ["## Still uncorrected", ""]
        if open.isEmpty { lines.append("Nothing found false has an open carrier.") }
        for rumor in open {
            lines.append(
                "- **\(rumor.rumor)** \(writer.text(rumor.claim)): \(rumor.counts.sentence)")
            for cell in rumor.cells where cell.state == .open {
                let withdrawn =
                    cell.withdrawn.map { ", withdrawn \(writer.zone.words(for: $0))" } ?? ""
                lines.append(
                    "  - \(writer.text(cell.carrier.description)): open since "
                        + "\(writer.zone.words(for: cell.carriedSince))\(withdrawn)")
            }
        }
        return lines.joined(separator: "\n")
    }

    private func performance(_ writer: MarkdownWriter) -> String {
        var sections = ["## Communication performance"]
        for kind in Measure.Kind.allCases {
            let measures = measures.filter { $0.kind == kind }
            guard !measures.isEmpty else { continue }
            let ordered = measures.filter(\.isOpen) + measures.filter { !$0.isOpen }
            sections.append(
                "### \(kind.title)\n\n"
                    + writer.table(
                        ["What", "Carrier", "From", "To", "Time", "Clock", "Note"],
                        ordered.map { writer.row(for: $0) }))
        }
        return sections.joined(separator: "\n\n")
    }

    private func promised(_ writer: MarkdownWriter) -> String {
        let kept = promises.filter { $0.outcome == .kept }.count
        let missed = promises.filter { $0.outcome == .missed }.count
        let heading = "## Promises of a next update\n\n"
        guard !promises.isEmpty else { return heading + "No message promised a next update." }
        return heading + "\(kept) kept, \(missed) missed, "
            + "\(promises.count - kept - missed) pending or not computed.\n\n"
            + writer.table(
                ["Message", "Due by", "Next update", "Outcome"],
                promises.map { promise in
                    let about = promise.isApproximate && promise.outcome != .pending
                    return [
                        promise.message.description, writer.zone.dated(promise.dueBy),
                        promise.keptAt.map {
                            "\(promise.keptBy?.description ?? "") \(writer.zone.words(for: $0))"
                        } ?? "none",
                        (about ? "about: " : "") + promise.outcome.words,
                    ]
                })
    }

    private func covered(_ writer: MarkdownWriter) -> String {
        var sections = [
            "## Correction coverage",
            "Claims found wrong: \(coverage.needingCorrection); with open carriers: "
                + "\(coverage.withOpenCells) (\(coverage.totals.sentence)).",
        ]
        for rumor in coverage.rumors {
            var part =
                "### \(rumor.rumor): \(writer.text(rumor.claim))\n\n"
                + "Found \(rumor.finding), origin \(rumor.origin); \(rumor.counts.sentence)."
            if !rumor.cells.isEmpty {
                part +=
                    "\n\n"
                    + writer.table(
                        ["Carrier", "Carried since", "Withdrawn", "Corrected", "State"],
                        rumor.cells.map { writer.row(for: $0) })
            }
            for other in rumor.correctionsByOthers {
                part +=
                    "\n\nBy others: \(writer.text(other.speaker)), "
                    + "\(writer.zone.words(for: other.said)) (\(other.statement))."
            }
            sections.append(part)
        }
        return sections.joined(separator: "\n\n")
    }

    private func guarded(_ writer: MarkdownWriter) -> String {
        guard !guards.isEmpty else { return "## Guards\n\nNo guard found anything." }
        return "## Guards\n\n"
            + writer.table(
                ["Guard", "Would have stopped", "Finding", "When", "Stood on", "Overridden"],
                guards.map { entry in
                    [
                        entry.guard, writer.text(entry.wouldHaveStopped),
                        writer.text(entry.finding), writer.zone.words(for: entry.found),
                        writer.text(entry.stoodOn.map(\.description).joined(separator: ", ")),
                        entry.overrideReason.map { writer.text($0) } ?? "no",
                    ]
                })
    }

    private func approved(_ writer: MarkdownWriter) -> String {
        guard !approvals.isEmpty else { return "## Approvals\n\nNothing was released." }
        return "## Approvals\n\n"
            + writer.table(
                ["Message", "Released", "Approved", "By", "Submitted to approved"],
                approvals.map { approval in
                    [
                        "\(approval.message) (\(approval.kind))",
                        writer.zone.words(for: approval.released),
                        approval.manner + (approval.awaitsRatification ? ", not ratified" : ""),
                        writer.text(
                            [approval.approver, approval.role].compactMap(\.self)
                                .joined(separator: ", ")),
                        approval.secondsToApprove.map { Duration.seconds($0).brief }
                            ?? "not recorded",
                    ]
                })
    }

    private func asked(_ writer: MarkdownWriter) -> String {
        guard !inquiries.isEmpty else { return "## Inquiries\n\nNone received." }
        let ordered =
            inquiries.filter { $0.status == "open" } + inquiries.filter { $0.status != "open" }
        return "## Inquiries\n\n"
            + writer.table(
                ["Inquiry", "From", "Question", "Received", "Status", "Time to answer"],
                ordered.map { inquiry in
                    [
                        inquiry.inquiry.description, writer.text(inquiry.from),
                        writer.text(inquiry.question), writer.zone.words(for: inquiry.received),
                        inquiry.status + (inquiry.isLate ? ", late" : ""),
                        inquiry.secondsToAnswer.map { Duration.seconds($0).brief } ?? "open",
                    ]
                })
    }
}

extension Promises.Outcome {
    fileprivate var words: String {
        switch self {
        case .kept: "kept"
        case .missed: "missed"
        case .pending: "pending"
        case .notComputed: "placeholder time: not computed"
        }
    }
}
