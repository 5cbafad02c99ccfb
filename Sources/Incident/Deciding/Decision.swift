public import IncidentEvents
internal import Playbooks
internal import SwiftProtobuf

/// One command's worth of deciding, simple or compound: each part sees what the parts before it
/// decided, and all of it is stored in one append or not at all.
public struct Decision: Sendable {
    /// The state with everything decided so far.
    public private(set) var state: IncidentState
    public let context: DecisionContext
    public private(set) var events: [DecidedEvent] = []
    public private(set) var refusals: [GuardFinding] = []
    public private(set) var warnings: [GuardFinding] = []
    /// When the events happened, where that is claimed.
    private let claimed: RecordMetadata

    /// An event with what its record will say beside it.
    public struct DecidedEvent: Sendable {
        public var event: IncidentEvent.OneOf_Kind
        public var role: String
        public var visibility: Visibility
    }

    /// - Parameter claimed: Metadata that the records will carry, as far as it bears on times.
    public init(
        state: IncidentState, context: DecisionContext, claimed: RecordMetadata = RecordMetadata()
    ) {
        self.state = state
        self.context = context
        self.claimed = claimed
    }

    /// Decides a command upon all that was decided before.
    public mutating func perform(_ command: Command) throws(Rejection) {
        let ruling = try Decider.decide(command, in: state, context)
        let role = try actingRole(for: command)
        for event in ruling.events {
            events.append(
                DecidedEvent(
                    event: event, role: role, visibility: event.eventKind.row.visibility))
            var metadata = claimed
            metadata.actor = context.actor
            metadata.role = role
            state.evolve(
                with: IncidentRecord(
                    position: state.position.map { $0 + 1 } ?? 0,
                    revision: state.revision.map { $0 + 1 } ?? 0, eventID: "",
                    recordedAt: context.now, metadata: metadata, content: .event(event)))
        }
        refusals += ruling.refusals
        warnings += ruling.warnings
    }

    private func actingRole(for command: Command) throws(Rejection) -> String {
        if case .lifecycle(.open) = command { return Decider.openingRole(context) }
        if case .message(.approve(let id, let approval)) = command,
            let message = state.messages[id]
        {
            // A relayed approval is entered by whoever may draft; the approver's role stands in it.
            return approval.relayed == nil
                ? try Decider.approvingRole(for: message, in: state, context)
                : try context.role(for: .draft, in: state)
        }
        return try context.role(for: command, in: state)
    }
}
