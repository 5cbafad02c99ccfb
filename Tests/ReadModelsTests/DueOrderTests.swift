import Incident
import HandwrittenLog
import IncidentEvents
@testable import ReadModels
import Testing

/// The order of due items.
@Suite struct DueOrderTests {
    private func item(_ kind: DueItem.Kind, due minute: Int? = nil, isOverdue: Bool = false)
        -> DueItem
    {
        DueItem(
            kind: kind, subject: nil, text: "", next: .showStatus, dueAt: minute.map(Log.minute),
            isOverdue: isOverdue)
    }

    @Test
    func
        `what must be ratified, then overdue, then wrong or awaited in public, then timed, then the rest, then actions`()
    {
        let ordered = [
            item(.ratification), item(.step, due: 5, isOverdue: true),
            item(.unposted, due: 9, isOverdue: true),
            item(.unposted), item(.correction), item(.coverage), item(.approval), item(.release),
            item(.translation), item(.hold, due: 20), item(.cadence, due: 30), item(.promise),
            item(.cadence), item(.assessment), item(.watch), item(.inquiry),
            item(.step), item(.briefing), item(.hold), item(.draft),
            item(.action, due: 1, isOverdue: true), item(.action, due: 40),
        ]
        for (index, first) in ordered.enumerated() {
            for (other, second) in ordered.enumerated() {
                #expect(
                    DueItem.comesBefore(first, second) == (index < other),
                    "\(first.kind) \(index), \(second.kind) \(other)")
            }
        }
    }
}
