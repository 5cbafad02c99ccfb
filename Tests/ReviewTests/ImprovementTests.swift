import Foundation
import HandwrittenLog
import Incident
import IncidentEvents
import ReadModels
import Review
import SwiftProtobuf
import Testing

@Suite struct ImprovementTests {
    private func improvement(_ log: Log, at minute: Int = 600) -> Improvement {
        Improvement(state: IncidentState(folding: log.records), asOf: Log.minute(minute))
    }

    private func reviewed() -> Log {
        var log = Log()
        log.open()
        func rate(
            _ subject: String, _ capability: String, _ rating: PerformanceRating, _ actor: String
        ) {
            log.add(
                .ratingGiven(
                    .with {
                        ($0.subject, $0.capability, $0.rating) = (subject, capability, rating)
                        $0.reason = "because of \(subject)"
                    }), actor: actor)
        }
        rate("First warning", "Public Information", .majorChallenges, "eva")
        rate("Planning", "", .performed, "eva")
        rate("First warning", "Public Information", .someChallenges, "ivo")
        rate("Public Information", "", .unable, "eva")
        log.add(
            .lessonRecorded(
                .with { ($0.lesson, $0.text, $0.isStrength) = ("L1", "One voice.", true) }))
        log.add(.lessonRecorded(.with { ($0.lesson, $0.text) = ("L2", "No monitor.") }))
        for (id, due) in [("A1", 300), ("A2", 100), ("A3", 50)] {
            log.add(
                .correctiveActionAssigned(
                    .with {
                        ($0.action, $0.text, $0.owner, $0.lesson) = (
                            id, "Do \(id).", "rivera", "L2"
                        )
                        $0.due = Log.minute(due).timestamp
                    }))
        }
        log.add(
            .correctiveActionCompleted(.with { ($0.action, $0.note) = ("A3", "tried") }), at: 60)
        return log
    }

    @Test func `the latest rating of a subject stands and earlier ones remain`() throws {
        let improvement = improvement(reviewed())
        #expect(improvement.capabilities.map(\.capability) == ["Public Information", "Planning"])
        let information = improvement.capabilities[0]
        #expect(information.rating?.rating == .unable)
        #expect(information.rating?.meaning == "unable to be performed")
        let task = try #require(information.tasks.first)
        #expect(information.tasks.count == 1)
        #expect(task.task == "First warning")
        #expect(task.rating.rating == .someChallenges)
        #expect(task.rating.evaluator == "ivo")
        #expect(task.rating.earlier.map(\.rating) == [.majorChallenges])
        #expect(task.rating.earlier.map(\.evaluator) == ["eva"])
        #expect(improvement.capabilities[1].tasks.isEmpty)
    }

    @Test func `strengths, areas and the plan, what is open and first due at the top`() {
        let improvement = improvement(reviewed(), at: 200)
        #expect(improvement.strengths.map(\.text) == ["One voice."])
        #expect(improvement.areasForImprovement.map(\.lesson.description) == ["L2"])
        #expect(improvement.plan.map(\.action.description) == ["A2", "A1", "A3"])
        #expect(improvement.plan.map(\.isOverdue) == [true, false, false])
        #expect(improvement.plan[0].issue?.text == "No monitor.")
        #expect(improvement.plan[2].done?.at == Log.minute(60))
        #expect(improvement.plan[2].note == "tried")
    }

    @Test func `the report shows ratings, lessons and the plan, and a public one none of them`() {
        func report(_ audience: Visibility) -> String {
            let log = reviewed()
            return ReviewReport(
                state: IncidentState(folding: log.records), records: log.records,
                asOf: Log.minute(60), audience: audience, calendarTime: Log.minute(200)
            ).markdown()
        }
        let whole = report(.internal)
        for words in [
            "U, unable to be performed", "S, performed with some challenges", "M by eva",
            "One voice", "No monitor", "Do A2", "overdue", "tried",
        ] { #expect(whole.contains(words), "\(words)") }
        let part = report(.public)
        for words in ["One voice", "No monitor", "Do A2", "because of"] {
            #expect(!part.contains(words), "\(words)")
        }
    }

    @Test func `a capability of which only a task was rated has no rating of its own`() throws {
        var log = Log()
        log.open()
        log.add(
            .ratingGiven(
                .with {
                    ($0.subject, $0.capability, $0.rating) = ("Warn", "Information", .performed)
                }))
        let json = try JSONSerialization.jsonObject(
            with: JSONEncoder().encode(improvement(log)))
        let root = try #require(json as? [String: Any])
        #expect(
            Set(root.keys) == ["capabilities", "strengths", "areasForImprovement", "plan"])
        let capability = try #require((root["capabilities"] as? [[String: Any]])?.first)
        #expect(Set(capability.keys) == ["capability", "tasks"])
    }
}
