internal import Documents
internal import Channels
internal import IncidentEvents
internal import ReadModels

extension ReviewAuthor {
    var register: Document.Section {
        let rumors = report.coverage.rumors
        var blocks: [Document.Block] = []
        if rumors.isEmpty {
            blocks.append(
                .paragraph(
                    isPublic ? "No public entry reports a claim." : "No claim was reported."))
        }
        for rumor in rumors.prefix(Self.registerLimit) { blocks += entry(of: rumor) }
        let rest = rumors.dropFirst(Self.registerLimit)
        if !rest.isEmpty {
            blocks.append(
                .paragraph(
                    "Grouped: \(rest.count) more of \(rumors.count) claims are not shown account by account: \(rest.filter { $0.counts.open > 0 }.count) not corrected everywhere, each listed under Still uncorrected; \(rest.reduce(0) { $0 + $1.counts.corrected }) cells corrected, \(rest.reduce(0) { $0 + $1.counts.waived }) waived, \(rest.reduce(0) { $0 + $1.counts.open }) open. The review's JSON has each of them."
                ))
        }
        return .init(id: "register", heading: "Appendix: rumor register", blocks: blocks)
    }

    /// The most claims shown carrier by carrier.
    private static let registerLimit = 150

    private func entry(of rumor: CorrectionRegister.Entry) -> [Document.Block] {
        var blocks: [Document.Block] = [
            .heading("\(rumor.rumor): \(rumor.claim)", id: Self.anchor(of: rumor.rumor)),
            .paragraph(
                "Found \(words: rumor.finding.word), origin \(words: rumor.origin.word), reported \(entry(rumor.reported))\(rumor.assessed.map { DocumentText(", assessed ") + entry($0) } ?? ""); \(words: rumor.counts.sentence)."
            ),
        ]
        if let evidence = rumor.evidence?.wrappedValue {
            blocks.append(.paragraph("Evidence: \(evidence)"))
        }
        if !rumor.cells.isEmpty {
            blocks.append(
                .table(
                    .init(
                        "Accounts and outlets with \(rumor.rumor)",
                        ["Account or outlet", "Seen since", "Withdrawn", "Corrected", "State"],
                        of: rumor.cells, row: row(for:)
                    ) { rest in
                        "\(rest.filter { $0.state == .open }.count) open, \(rest.filter { $0.state == .corrected }.count) corrected, \(rest.filter { $0.state == .waived }.count) waived."
                    }))
        }
        blocks += rumor.correctionsByOthers.map { other in
            .paragraph(
                "By others: \(other.speaker), \(entry(other.said)) (\(words: other.statement.description))."
            )
        }
        return blocks
    }

    static func anchor(of rumor: RumorID) -> String { "rumor-\(rumor)" }

    private func row(for cell: CorrectionRegister.Cell) -> Document.Row {
        let by: DocumentText =
            cell.correctedBy.map { " by \(words: $0.description)" } ?? " by the outlet"
        return .init([
            "\(cell.carrier.description)", entry(cell.carriedSince),
            cell.withdrawn.map { entry($0) } ?? "", cell.corrected.map { entry($0) + by } ?? "",
            "\(words: cell.state.rawValue)\(cell.waiverReason.map { ": \($0)" } ?? "" as DocumentText)",
        ])
    }

    var timeline: Document.Section {
        let appendix = RecordAppendix(report.entriesSeen)
        let table = Document.Table(
            caption: "The log's entries",
            headings: ["Entry", "Happened", Self.entered, "By", "Event"],
            rows: appendix.lines.map { line in
                line.entries.count == 1
                    ? line.entries.first.map { row(for: $0, id: line.anchor) } ?? .init([])
                    : group(line)
            }
        ).leavingOutIfEmpty(Self.entered).leavingOutIfEmpty("By")
        var blocks: [Document.Block] = []
        if appendix.isGrouped {
            blocks.append(
                .paragraph(
                    "Grouped: \(report.entriesSeen.count) entries on \(appendix.lines.count) lines. A link to an entry leads to its line. The timeline shows each entry."
                ))
        }
        return .init(
            id: "timeline", heading: "Appendix: the log, entry by entry",
            blocks: blocks + [.table(table)])
    }

    private func row(for entry: TimelineEntry, id: String) -> Document.Row {
        let author = [entry.author?.actor, entry.author?.role?.rawValue].compactMap(\.self)
        let right = entry.corrections.map { correction -> DocumentText in
            " Corrected by \(record: correction.position): \(correction.right)"
        }
        return .init(
            [
                "\(words: String(entry.moment.position))", "\(words: time(entry.moment))",
                entered(entry.moment), DocumentText(quoting: author.joined(separator: ", ")),
                DocumentText(quoting: entry.text) + right.joined(""),
            ], id: id)
    }

    private func group(_ line: RecordAppendix.Line) -> Document.Row {
        let kinds = Dictionary(grouping: line.entries, by: \.kind).mapValues(\.count)
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let times = line.entries.map(\.moment.happenedAt)
        return .init(
            [
                "\(words: "\(line.first) to \(line.last)")",
                "\(words: "\(times.min().map { zone.dated($0) } ?? "") to \(times.max().map { zone.clock($0) } ?? "")")",
                DocumentText([]), DocumentText([]),
                "\(words: kinds.map { "\($0.value) \($0.key)" }.joined(separator: ", "))",
            ], id: line.anchor)
    }

    var guards: Document.Section {
        .init(
            id: "guards", heading: "Appendix: guards",
            blocks: report.guards.isEmpty
                ? [.paragraph("No guard was flagged or overridden.")]
                : [
                    .table(
                        .init(
                            "Guard findings",
                            [
                                "Guard", "Would have stopped", "Finding", "When", "Based on",
                                "Overridden",
                            ], of: report.guards
                        ) { entry in
                            .init([
                                "\(entry.guard)", "\(entry.wouldHaveStopped)", "\(entry.finding)",
                                self.entry(entry.found),
                                "\(entry.stoodOn.map(\.description).joined(separator: ", "))",
                                "\(entry.overrideReason ?? "no")",
                            ])
                        } rest: { rest in
                            "\(rest.filter { $0.overrideReason != nil }.count) overridden, the others flagged."
                        })
                ])
    }

    var approvals: Document.Section {
        .init(
            id: "approvals", heading: "Appendix: approvals",
            blocks: report.approvals.isEmpty
                ? [.paragraph("Nothing was released.")]
                : [
                    .table(
                        .init(
                            "Approvals",
                            ["Message", "Released", "Approved", "By", "Submitted to approved"],
                            of: report.approvals
                        ) { approval in
                            .init([
                                "\(words: "\(approval.message) (\(approval.kind))")",
                                entry(approval.released),
                                "\(words: approval.manner?.word ?? "not recorded")\(words: approval.awaitsRatification ? ", not ratified" : "")\(approval.approved.map { ", " + entry($0) } ?? "")",
                                "\([approval.approver?.wrappedValue, approval.role?.rawValue].compactMap(\.self).joined(separator: ", "))",
                                "\(words: approval.secondsToApprove.map { Duration.seconds($0).brief } ?? "not recorded")",
                            ])
                        } rest: { rest in
                            "\(rest.filter { $0.manner == nil }.count) without a recorded approval, \(rest.filter(\.awaitsRatification).count) not ratified."
                        })
                ])
    }

    var inquiries: Document.Section {
        let ordered =
            report.inquiries.filter { $0.status == "open" }
            + report.inquiries.filter { $0.status != "open" }
        return .init(
            id: "inquiries", heading: "Appendix: inquiries",
            blocks: ordered.isEmpty
                ? [.paragraph("None received.")]
                : [
                    .table(
                        .init(
                            "Inquiries",
                            [
                                "Inquiry", "From", "Question", "Received", "Status",
                                "Time to answer",
                            ], of: ordered
                        ) { inquiry in
                            .init([
                                "\(words: inquiry.inquiry.description)", "\(inquiry.from)",
                                "\(inquiry.question)", entry(inquiry.received),
                                "\(words: inquiry.status)\(words: inquiry.isLate ? ", late" : "")\(inquiry.settled.map { ", " + entry($0) } ?? "")",
                                "\(words: inquiry.secondsToAnswer.map { Duration.seconds($0).brief } ?? (inquiry.status == "open" ? "open" : "not computed"))",
                            ])
                        } rest: { rest in
                            "\(rest.filter { $0.status == "open" }.count) open, \(rest.filter { $0.status != "open" }.count) settled, \(rest.filter(\.isLate).count) late."
                        })
                ])
    }

    var method: Document.Section {
        var lines: [DocumentText] = [
            "Every figure is computed from the log by the same rules for every incident. The number after “entry” is the entry's position in the log.",
            "A figure uses the time that a person gave for the event (clock: occurred) or else incident time, which is the simulated clock's time in an exercise or reenactment (clock: incident). If its two ends use different clocks, it is marked mixed.",
            "If an entry was made more than five minutes after the time it gives, the delay is shown.",
            "A figure with an approximate time says “about”. A placeholder time only keeps the order, so no figure uses it; “at most” gives the bound that is sure. If only the day of a time is sure, the figure is in days. An end that came before its start gives no figure.",
            "A stage without an entry is “not recorded”, never 0. Hindsight doesn't fill it in.",
            "A median is the middle of the values that could be counted. It shows how many were left out and why.",
            "A claim counts as corrected on an account or outlet after an explicit correction there that follows its last appearance. A withdrawal, a request to an outlet and statements by others are not corrections.",
            "Verified: somebody found the claim false, misleading or outdated. Drafted, approved and first correction: those of our correction that first reached the public. Correction where it appeared: from the claim's first appearance on an account or outlet to the explicit correction on the same one; the slowest one is shown. Correction everywhere: no account or outlet is open.",
            "A silence runs from one post, or from a phase change, to the next post. It is listed if it is longer than the phase's cadence.",
        ]
        if isPublic {
            lines.append(
                "This review uses public entries only. Entries, people, reasons, sources and evidence that are not public affect no figure. A waiver is not public, so its account or outlet counts as open here. Drafting, approvals, guards and playbook steps are left out."
            )
        }
        return .init(
            id: "method", heading: "Appendix: method",
            blocks: [.list(lines.map { Document.Item(text: $0) })])
    }
}
