internal import Documents
internal import Incident
internal import IncidentEvents
internal import ReadModels

/// People's judgments and decisions after the incident. None of this is ever computed.
extension ReviewAuthor {
    var capabilities: Document.Section {
        let ratings = report.improvement?.capabilities ?? []
        var blocks: [Document.Block] = objectives
        blocks += [
            .paragraph(
                "HSEEP rates each core capability and critical task P (performed without challenges), S (with some challenges), M (with major challenges) or U (unable to be performed). A named evaluator gives each rating. No figure in this review is a rating."
            )
        ]
        if ratings.isEmpty {
            blocks.append(
                .paragraph(isPublic ? "Ratings are not public." : "No rating has been given."))
        } else {
            let rows = ratings.flatMap { capability in
                [row(capability.capability, "", capability.rating)]
                    + capability.tasks.map { row(capability.capability, $0.task, $0.rating) }
            }
            blocks.append(
                .table(
                    .init(
                        "Ratings by capability and critical task",
                        ["Capability", "Critical task", "Rating", "Reason", "By", "Earlier"],
                        of: rows
                    ) {
                        $0
                    } rest: { _ in
                        ""
                    }))
        }
        return .init(
            id: "capabilities", heading: "Objectives, capabilities and ratings", blocks: blocks)
    }

    private func row(
        _ capability: String, _ task: String, _ rating: Improvement.Rated?
    ) -> Document.Row {
        guard let rating else {
            return .init(["\(capability)", "\(task)", "not rated", "", "", ""])
        }
        let earlier = rating.earlier.map {
            "\(words: $0.rating.word) by \($0.evaluator), \(entry($0.given))" as DocumentText
        }
        return .init([
            "\(capability)", "\(task)", "\(words: rating.rating.word), \(words: rating.meaning)",
            "\(rating.reason)", "\(rating.evaluator), \(entry(rating.given))",
            earlier.joined("; "),
        ])
    }

    private var objectives: [Document.Block] {
        let periods = report.state.periods.all
        guard !periods.isEmpty else { return [] }
        return [
            .heading("Operational periods and objectives"),
            .list(
                periods.map { period in
                    Document.Item(
                        text:
                            "Period \(period.id.description), began \(entry(Moment(period.stamp)))",
                        below: period.objectives.map { DocumentText(quoting: $0) })
                }),
            .heading("Ratings"),
        ]
    }

    var strengths: Document.Section {
        let strengths = report.improvement?.strengths ?? []
        let areas = report.improvement?.areasForImprovement ?? []
        var blocks: [Document.Block] = []
        if isPublic {
            blocks.append(.paragraph("Lessons are not public."))
        } else if strengths.isEmpty, areas.isEmpty {
            blocks.append(.paragraph("No lesson has been recorded."))
        }
        for (heading, findings) in [
            ("Strengths", strengths), ("Areas for improvement", areas),
        ] where !findings.isEmpty {
            blocks.append(.heading(heading))
            blocks.append(
                .list(
                    findings.map { finding in
                        let capability: DocumentText =
                            finding.capability.map { " (\($0))" } ?? ""
                        return .init(
                            text:
                                "\(words: finding.lesson.description) \(finding.text)\(capability), by \(finding.recordedBy), \(entry(finding.recorded))"
                        )
                    }))
        }
        return .init(
            id: "strengths", heading: "Strengths and areas for improvement", blocks: blocks)
    }

    var improvementPlan: Document.Section {
        let plan = report.improvement?.plan ?? []
        guard !plan.isEmpty else {
            return .init(
                id: "improvement-plan", heading: "Improvement plan",
                blocks: [
                    .paragraph(
                        isPublic
                            ? "The improvement plan is not public."
                            : "No corrective action has been assigned.")
                ])
        }
        let table = Document.Table(
            "Corrective actions, open ones first",
            [
                "Action", "Issue", "Task", "Element", "Organization", "Owner",
                "Start", "Due", "Done",
            ], of: plan
        ) { action in
            let issue: DocumentText =
                action.issue.map { "\(words: $0.lesson.description) \($0.text)" } ?? ""
            let note: DocumentText = action.note.map { ": \($0)" } ?? ""
            return .init([
                "\(words: action.action.description) (\(record: action.assigned.position))", issue,
                "\(action.text)", action.element.map { "\(words: $0.word)" } ?? "",
                cell(action.organization), "\(action.owner)",
                "\(words: action.start.map { zone.day($0) } ?? "")",
                "\(words: action.due.map { zone.dated($0) } ?? "no date set")\(words: action.isOverdue ? ", overdue" : "")",
                action.done.map { entry($0) + note } ?? "open",
            ])
        } rest: { rest in
            "\(rest.filter { $0.done == nil }.count) open, of them \(rest.filter(\.isOverdue).count) overdue."
        }
        return .init(
            id: "improvement-plan", heading: "Improvement plan", blocks: [.table(table)])
    }
}
