internal import IncidentEvents
internal import Projections

/// What people judge and resolve after the incident. None of it is ever computed.
extension ReviewAuthor {
    var capabilities: ReviewDocument.Section {
        .init(
            id: "capabilities", heading: "Objectives, capabilities and ratings",
            blocks: [
                .paragraph(
                    "HSEEP rates each core capability and critical task P (performed), S (with some challenges), M (with major challenges) or U (unable to be performed). A named evaluator gives the rating; no figure of this review is one."
                ), .paragraph("No rating has been given."),
            ])
    }

    var strengths: ReviewDocument.Section {
        .init(
            id: "strengths", heading: "Strengths and areas for improvement",
            blocks: [.paragraph("No lesson has been recorded.")])
    }

    var improvementPlan: ReviewDocument.Section {
        .init(
            id: "improvement-plan", heading: "Improvement plan",
            blocks: [.paragraph("No corrective action has been assigned.")])
    }
}
