internal import Documents
internal import Channels
internal import Incident
internal import IncidentEvents
internal import ReadModels

extension ReviewAuthor {
    var facts: [DocumentText] {
        let incident = report.incident
        var lines: [DocumentText] = [
            "Place: \(cell(incident.place))", "Hazard: \(cell(incident.hazard))",
        ]
        if let onset = incident.onset {
            let time = zone.words(for: onset, certainty: incident.onsetCertainty ?? .exact)
            let entry: DocumentText =
                report.state.onset.map { " (\(record: $0.stamp.position))" } ?? ""
            lines.append("Onset: \(words: time)\(entry)")
        } else {
            lines.append("Onset: not recorded")
        }
        if let opened = incident.opened { lines.append("Opened: \(entry(opened))") }
        lines.append(
            "As of: \(words: zone.dated(report.asOf)), \(words: counted(report.entries.count, "entry", "entries"))\(words: incident.isClosed ? "" : ", not closed")"
        )
        let entries = report.entries
        if entries.notShown > 0 {
            lines.append(
                isPublic
                    ? "Entries that are not public and are left out of all figures and lists: \(entries.notShown)"
                    : "Restricted entries: \(entries.notShown). The log below doesn't show them, but the figures, lists and pictures include them."
            )
        }
        if entries.notUnderstood > 0 {
            lines.append(
                "Entries that need a newer version of Tocsin, left out: \(entries.notUnderstood)")
        }
        if let uncounted { lines.append(uncounted) }
        if entries.withClockBehind > 0 {
            lines.append(
                "Entries recorded while the computer's clock was behind: \(entries.withClockBehind)"
            )
        }
        return lines
    }

    /// What became of the false claims where none is open.
    private var settled: DocumentText {
        let claims = report.coverage.rumors.filter(\.needsCorrection)
        if claims.isEmpty { return "No claim was found false, misleading or outdated." }
        let waived = claims.map(\.counts.waived).reduce(0, +)
        return waived == 0
            ? "Every false claim has been corrected everywhere it appeared."
            : "No false claim is open. It was waived, without a correction there, on \(waived) of the accounts and outlets that carried one."
    }

    /// Every claim with an open carrier. None is ever left out or grouped.
    var uncorrected: Document.Section {
        let open = report.coverage.rumors.filter { $0.counts.open > 0 }
        let unseen = report.corrections.items.filter { $0.openSince != nil && $0.carriers == 0 }
        let usesOneLine = open.count > Document.Table.rowLimit
        var blocks: [Document.Block] = []
        if open.isEmpty, unseen.isEmpty {
            blocks.append(
                .paragraph(
                    isPublic
                        ? "No public entry shows a false claim that is still uncorrected. Claims whose entries are not public are not counted here."
                        : settled))
        }
        let items = open.map { rumor in
            let cells = rumor.cells.filter { $0.state == .open }
            let claim: DocumentText =
                "\(rumor.rumor) “\(rumor.claim)”, \(words: rumor.counts.sentence)"
            guard !usesOneLine else {
                let since = cells.map(\.carriedSince).min { $0.happenedAt < $1.happenedAt }
                let carriers = cells.map { DocumentText(quoting: $0.carrier.description) }
                return Document.Item(
                    text:
                        "\(claim); open since \(since.map { "\(words: time($0))" } ?? "") on \(carriers.joined(", "))"
                )
            }
            return Document.Item(
                text: claim,
                below: cells.map { cell in
                    let withdrawn = cell.withdrawn.map { ", withdrawn \(time($0))" } ?? ""
                    return
                        "\(cell.carrier.description): open since \(words: time(cell.carriedSince)) (\(record: cell.carriedSince.position))\(words: withdrawn)"
                })
        }
        let others = unseen.map { item in
            Document.Item(
                text:
                    "\(item.rumor): no account or outlet recorded and no correction of ours; open since \(item.openSince.map { entry($0) } ?? "")"
            )
        }
        if !(items + others).isEmpty { blocks.append(.list(items + others)) }
        return .init(id: "uncorrected", heading: "Still uncorrected", blocks: blocks)
    }

    var overview: Document.Section {
        var blocks: [Document.Block] = []
        if isPublic {
            blocks.append(
                .paragraph(
                    "Every figure counts public entries only. A zero or “none” means that no public entry shows one."
                ))
        }
        blocks += [
            .list(facts.map { Document.Item(text: $0) }),
            .table(
                .init(
                    caption: "Key figures", headings: ["Figure", "Value", "Based on"],
                    rows: KeyFigure.all(of: report).map { figure in
                        .init([
                            "\(words: figure.title)", "\(words: figure.words)",
                            entries(figure.entries),
                        ])
                    })),
        ]
        if !report.state.assignments.isEmpty {
            blocks.append(.heading("Roles"))
            blocks.append(
                .table(
                    .init(
                        "Roles and the people who held them",
                        ["Role", "Held by", "Agency", "From", "To"],
                        of: report.state.assignments
                    ) { assignment in
                        .init([
                            "\(assignment.role.rawValue)", "\(assignment.person)",
                            cell(assignment.agency),
                            entry(Moment(assignment.assigned)),
                            assignment.relieved.map { entry(Moment($0)) } ?? "",
                        ])
                    } rest: { _ in
                        ""
                    }))
        }
        return .init(id: "overview", heading: "Overview", blocks: blocks)
    }

    var whatHappened: Document.Section {
        let turns = TurningPoints(report.entriesSeen, state: report.state).lines
        return .init(
            id: "what-happened", heading: "What happened",
            blocks: [
                .paragraph(
                    "Turning points, in the order they happened. A message has one line, at its first post. If the entry was made at another time, that time is shown too."
                ), .picture(SwimLanes(report.state, asOf: report.asOf, zone: zone).picture),
                .table(
                    .init(
                        "Turning points", ["Happened", Self.entered, "Event", "Entry"], of: turns
                    ) { turn in
                        .init([
                            "\(words: time(turn.moment))", entered(turn.moment), turn.text,
                            "\(record: turn.moment.position)",
                        ])
                    } rest: { rest in
                        "turning points from \(words: rest.first.map { time($0.moment) } ?? "") to \(words: rest.last.map { time($0.moment) } ?? "")."
                    }.leavingOutIfEmpty(Self.entered)),
            ])
    }

    /// The entry's own time, if it differs from the time of the event.
    func entered(_ moment: Moment) -> DocumentText {
        guard let claimed = moment.claimed, claimed != moment.at else { return DocumentText([]) }
        let late = moment.at.since(claimed) > .seconds(300) ? ", late" : ""
        let time = zone.dated(moment.at, seconds: !moment.at.isWholeMinute)
        return "\(words: time + late)"
    }

    static let entered = "Entered"
}
