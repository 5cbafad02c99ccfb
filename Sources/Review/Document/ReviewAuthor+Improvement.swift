internal import Incident
internal import IncidentEvents
internal import Projections

/// What people judge and resolve after the incident. None of it is ever computed.
extension ReviewAuthor {
    var capabilities: ReviewDocument.Section {
        .init(
            id: "capabilities", heading: "Objectives, capabilities and ratings",
            blocks: objectives + [
                .paragraph(
                    "HSEEP rates each core capability and critical task P (performed), S (with some challenges), M (with major challenges) or U (unable to be performed). A named evaluator gives the rating; no figure of this review is one."
                ),
                .paragraph(
                    isPublic ? "Ratings are not public." : "No rating has been given."),
            ])
    }

    private var objectives: [ReviewDocument.Block] {
        let periods = report.state.periods
        guard !periods.isEmpty else { return [] }
        return [
            .heading("Operational periods and objectives"),
            .list(
                periods.map { period in
                    ReviewDocument.Item(
                        text: "Period \(period.id), begun \(entry(Moment(period.stamp)))",
                        below: period.objectives.map { ReviewText(quoting: $0) })
                }),
            .heading("Ratings"),
        ]
    }

    var strengths: ReviewDocument.Section {
        .init(
            id: "strengths", heading: "Strengths and areas for improvement",
            blocks: [
                .paragraph(
                    isPublic ? "Lessons are not public." : "No lesson has been recorded.")
            ])
    }

    var improvementPlan: ReviewDocument.Section {
        .init(
            id: "improvement-plan", heading: "Improvement plan",
            blocks: [
                .paragraph(
                    isPublic
                        ? "The improvement plan is not public."
                        : "No corrective action has been assigned.")
            ])
    }
}
