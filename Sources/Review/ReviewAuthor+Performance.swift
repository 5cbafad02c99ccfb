internal import Documents
internal import Channels
internal import IncidentEvents
internal import ReadModels

extension ReviewAuthor {
    var performance: Document.Section {
        var blocks = (uncounted.map { [.paragraph($0)] } ?? []) + corrected
        for kind in Measure.Kind.allCases {
            let measures = report.measures.filter { $0.kind == kind }
            guard !measures.isEmpty else { continue }
            blocks.append(.heading(kind.title))
            if let target = measures.lazy.compactMap(\.target).first {
                blocks.append(
                    .paragraph(
                        "The playbook's target is \(words: target.allowed.brief). “!” marks what took longer, or is open for longer."
                    ))
            }
            blocks.append(.table(table(of: measures, kind.title)))
        }
        blocks += covered + cadence
        if !isPublic { blocks += approvalLatency + guardSummary + steps }
        blocks += answered + publicView + campaignResults
        return .init(
            id: "performance", heading: "Communication performance", blocks: blocks)
    }

    func table(of measures: [Measure], _ caption: String) -> Document.Table {
        let closed = measures.filter { !$0.isOpen }
        let ordered =
            measures.filter(\.isOpen)
            + (measures.count > Document.Table.rowLimit
                ? closed.sorted { ($0.duration ?? .zero) > ($1.duration ?? .zero) } : closed)
        return .init(
            caption, ["Subject", "Account or outlet", "From", "To", "Time", "Clock", "Note"],
            of: ordered
        ) { measure in
            .init([
                subject(measure.subject), cell(measure.carrier), entry(measure.from),
                measure.to.map { entry($0) } ?? "", duration(measure),
                "\(words: measure.clock.rawValue)", cell(measure.note),
            ])
        } rest: { rest in
            let summary = Summary(Array(rest))
            return
                "\(summary.leftOut.open) open, \(summary.counted) with a median of \(words: summary.median.map(\.brief) ?? "none") and a worst of \(words: summary.worst.map(\.brief) ?? "none"), \(summary.leftOut.notComputed) not computed."
        }
    }

    private func subject(_ subject: String?) -> DocumentText {
        subject.flatMap { RumorID($0) }.map { "\($0)" } ?? cell(subject)
    }

    // MARK: Time to correct

    private var corrected: [Document.Block] {
        let times = report.corrections
        var blocks: [Document.Block] = [.heading("Time to correct, by stage")]
        guard !times.items.isEmpty else {
            return blocks + [
                .paragraph(
                    isPublic
                        ? "No public entry shows a claim found false, misleading or outdated."
                        : "No claim was found false, misleading or outdated.")
            ]
        }
        blocks.append(.picture(CorrectionBars(times).picture))
        blocks.append(
            .table(
                .init(
                    caption: "Time since a claim first appeared, by stage",
                    headings: ["Stage"] + Self.summaryHeadings,
                    rows: times.stages.map { summary in
                        .init(["\(words: summary.stage.title)"] + cells(summary.sinceSeen))
                    })))
        blocks.append(
            .table(
                .init(
                    "Each claim, uncorrected ones first",
                    ["Claim"] + CorrectionTimes.Stage.allCases.map(\.title), of: times.items
                ) { item in
                    .init(
                        [
                            "\(item.rumor)\(words: item.isOwn ? ", our own error" : "")\(words: openWords(item))"
                        ] + item.stages.map(reached))
                } rest: { rest in
                    "\(rest.filter { $0.openSince != nil }.count) open, each listed under Still uncorrected, and \(rest.filter { $0.openSince == nil }.count) corrected or waived."
                }))
        return blocks
    }

    private func openWords(_ item: CorrectionTimes.Item) -> String {
        guard let since = item.openSince else { return "" }
        let carriers =
            item.carriers == 0
            ? "" : " on \(item.openCarriers) of \(item.carriers) accounts or outlets"
        return ": open since \(claimed(since))\(carriers)"
    }

    private func reached(_ stage: CorrectionTimes.Reached) -> DocumentText {
        switch stage.standing {
        case .open: return "open"
        case .notRecorded: return "not recorded"
        case .reached:
            guard let end = stage.end else { return "not recorded" }
            if stage.stage == .seen { return entry(end) }
            let place = stage.carrier.map { " on \($0)" as DocumentText } ?? ""
            let late = end.enteredLate.map { ", entered \($0.brief) later" } ?? ""
            return
                "\(words: since(stage))\(place) (\(record: end.position)\(words: late))"
        }
    }

    private func since(_ stage: CorrectionTimes.Reached) -> String {
        if let since = stage.sinceSeen { return "after \(since.words(stage.certainty))" }
        switch stage.certainty {
        case .placeholder: return "not computed: placeholder time"
        case .day: return "within 2 days"
        case .exact, .approximate, .unspecified, .UNRECOGNIZED: return "before it was first seen"
        }
    }

    // MARK: Coverage

    private var covered: [Document.Block] {
        let coverage = report.coverage
        var blocks: [Document.Block] = [
            .heading("Correction coverage"),
            .paragraph(
                "Claims found wrong: \(coverage.needingCorrection). Not corrected everywhere: \(coverage.withOpenCells) (\(words: coverage.totals.sentence)). The register in the appendix lists each account and outlet."
            ),
        ]
        if coverage.needingCorrection > 0 {
            blocks.append(.picture(CoverageMatrix(coverage.rumors).picture))
        }
        return blocks
    }

    // MARK: Cadence

    private var cadence: [Document.Block] {
        let cadence = report.cadence
        var blocks: [Document.Block] = [
            .heading("Cadence"),
            .paragraph(
                "Promised updates, counted on each channel: \(cadence.kept) kept, \(cadence.missed) missed, \(cadence.pending) pending, \(cadence.notComputed) not computed (placeholder time)."
            ),
        ]
        if !report.promises.isEmpty || !cadence.silences.isEmpty {
            blocks.append(.picture(CadencePicture(report, zone: zone).picture))
        }
        if !report.promises.isEmpty {
            blocks.append(
                .table(
                    .init(
                        "Promised updates",
                        ["Message", "Channel", "Promised", "Due by", "Outcome", "Kept by"],
                        of: report.promises.filter { $0.outcome == .missed }
                            + report.promises.filter { $0.outcome != .missed }
                    ) { promise in
                        .init([
                            "\(words: promise.message.description)",
                            "\(words: promise.channel.rawValue)", entry(promise.made),
                            "\(words: zone.dated(promise.dueBy))",
                            "\(words: promise.isApproximate ? "about: " : "")\(words: promise.outcome.words)",
                            promise.keptAt.map {
                                "\(promise.keptBy.map { "\(words: $0.description)" } ?? "") \(entry($0))"
                            } ?? "",
                        ])
                    } rest: { rest in
                        "\(rest.filter { $0.outcome == .kept }.count) kept, \(rest.filter { $0.outcome == .missed }.count) missed."
                    }))
        }
        if !cadence.silences.isEmpty {
            blocks.append(
                .table(
                    .init(
                        "Silences longer than the playbook's cadence allows",
                        ["Phase", "From", "To", "Silence", "Allowed", "Note"], of: cadence.silences
                    ) { silence in
                        .init([
                            cell(silence.measure.subject), entry(silence.measure.from),
                            silence.measure.to.map { entry($0) } ?? "", duration(silence.measure),
                            "\(words: silence.allowed.brief)", cell(silence.measure.note),
                        ])
                    } rest: { rest in
                        "the longest is \(words: rest.compactMap(\.measure.duration).max()?.brief ?? "an unknown time")."
                    }))
        } else if !isPublic {
            blocks.append(
                .paragraph(
                    cadence.hasCadence
                        ? "No silence was longer than the playbook's cadence allows."
                        : "The playbook sets no cadence."))
        }
        blocks.append(
            .table(
                .init(
                    caption: "Delay between our first and last channel for one message",
                    headings: ["Figure"] + Self.summaryHeadings,
                    rows: [.init(["delay"] + cells(cadence.skew))])))
        return blocks
    }

    // MARK: Approvals, guards, steps

    private var approvalLatency: [Document.Block] {
        [.heading("Approval latency by role")]
            + (report.approvalsByRole.isEmpty
                ? [.paragraph("Nothing was released.")]
                : [
                    .table(
                        .init(
                            caption: "From submission to approval, by the approver's role",
                            headings: ["Role", "Releases"] + Self.summaryHeadings,
                            rows: report.approvalsByRole.map { role in
                                .init(
                                    [
                                        "\(role.role?.rawValue ?? "not recorded")",
                                        "\(role.approvals)",
                                    ]
                                        + cells(role.submittedToApproved))
                            }))
                ])
    }

    private var guardSummary: [Document.Block] {
        let flagged = report.guards.filter { $0.overrideReason == nil }.count
        return [
            .heading("Guard findings"),
            .paragraph(
                "Flagged in a reenactment: \(flagged). Overridden with a reason: \(report.guards.count - flagged). A refusal leaves no entry, so the log can't count refusals. The appendix lists the rest."
            ),
        ]
    }

    private var steps: [Document.Block] {
        guard let steps = report.steps else {
            return [
                .heading("Playbook steps"), .paragraph("The incident has no playbook."),
            ]
        }
        let ordered =
            steps.steps.filter { $0.state == .overdue }
            + steps.steps.filter { $0.state != .overdue }
        return [
            .heading("Playbook steps"),
            .paragraph(
                "Done: \(steps.done), of them late: \(steps.late). Skipped: \(steps.skipped). Overdue: \(steps.overdue). Waiting or not due: \(steps.waiting)."
            ),
            .table(
                .init(
                    "The playbook's steps", ["Step", "Role", "State", "Due", "Settled", "Note"],
                    of: ordered
                ) {
                    step in
                    .init([
                        "\(step.title)", "\(step.role.rawValue)",
                        "\(words: step.state.rawValue)\(words: step.isLate ? ", late" : "")",
                        "\(words: step.dueAt.map { zone.dated($0) } ?? "no time set")",
                        step.settled.map(entry) ?? "not recorded", cell(step.note),
                    ])
                } rest: { _ in
                    ""
                }),
        ]
    }

    // MARK: Inquiries and the public's view

    private var answered: [Document.Block] {
        let open = report.inquiries.filter { $0.status == "open" }.count
        return [.heading("Inquiries")]
            + (report.inquiries.isEmpty
                ? [.paragraph("None received.")]
                : [
                    .table(
                        .init(
                            caption: "From a question to its answer",
                            headings: ["Figure"] + Self.summaryHeadings,
                            rows: [.init(["time to answer"] + cells(report.timeToAnswer))])),
                    .paragraph("Unanswered: \(open). The appendix lists each one."),
                ])
    }

    private var publicView: [Document.Block] {
        let minutes = report.publicView.minutes
        guard !minutes.isEmpty else {
            return [.heading("Public view"), .paragraph("None of our messages were posted.")]
        }
        return [
            .heading("Public view"),
            .paragraph(
                "Each minute in which something changed, by account. Between listed minutes nothing changed."
            ),
            .table(
                .init(
                    "Changes on each account, minute by minute",
                    [
                        "Minute", "Account", "Change", "Our messages there",
                        "Known wrong there",
                    ],
                    of: minutes
                ) { minute in
                    .init([
                        "\(words: minute.changes.first.map { change in zone.words(for: minute.minute, certainty: change.moment.certainty) } ?? "")",
                        "\(minute.carrier.description)",
                        minute.changes.map(change).joined("; "),
                        "\(minute.standing)\(words: minute.newest.map { ", newest \($0)" } ?? "")",
                        "\(words: minute.knownWrong.map(\.description).joined(separator: ", "))",
                    ])
                } rest: { rest in
                    "\(rest.reduce(0) { $0 + $1.changes.count }) changes from \(words: rest.first.map { zone.dated($0.minute) } ?? "") to \(words: rest.last.map { zone.dated($0.minute) } ?? "")."
                }),
        ]
    }

    private func change(_ change: PublicView.Change) -> DocumentText {
        let what: DocumentText =
            "\(words: change.message.description) (\(words: change.kind.word)) \(words: change.change.rawValue) (\(record: change.moment.position))"
        guard !change.texts.isEmpty else { return what }
        return what + ": " + change.texts.map { DocumentText(quoting: $0) }.joined(" | ")
    }
}

extension Promises.Outcome {
    var words: String {
        switch self {
        case .kept: "kept"
        case .missed: "missed"
        case .pending: "pending"
        case .notComputed: "placeholder time: not computed"
        }
    }
}
