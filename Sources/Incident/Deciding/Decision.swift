public import IncidentEvents
internal import Playbooks
internal import SwiftProtobuf

/// The deciding of one command, simple or compound: each part sees the decisions of the parts
/// before it, and all of it is stored in one append or not at all.
public struct Decision: Sendable {
    /// The state with all decisions so far. It has been evolved with ``records``, so stored records
    /// need not be applied again.
    public private(set) var state: IncidentState
    /// The actor, the time and the playbook.
    public let context: DecisionContext
    /// The records to store, in order.
    public private(set) var records: [IncidentRecord] = []
    /// The parts of the command that a guard refused; they stay due.
    public private(set) var refusals: [GuardFinding] = []
    /// The guards' warnings, which stop nothing.
    public private(set) var warnings: [GuardFinding] = []
    private let common: CommonRecord

    /// The values that all records of one command share, known before anything is decided.
    public struct CommonRecord: Sendable {
        /// The first record's position in the log; the others follow without a gap.
        public var position: UInt64
        /// The id of the record with this number, from 0.
        public var id: @Sendable (Int) -> (high: UInt64, low: UInt64)
        /// The log's own time, which never goes back.
        public var recordedAt: Instant
        /// The machine's clock, if it differs from `recordedAt`.
        public var rawClock: Instant?
        /// The simulated clock's time; nil in a live incident.
        public var simulatedAt: Instant?
        /// The metadata, except the role, the agency and the visibility, which differ between
        /// events.
        public var metadata: RecordMetadata
        /// The visibility of the entries; nil for each kind's default.
        public var visibility: Visibility?

        public init(
            position: UInt64, id: @escaping @Sendable (Int) -> (high: UInt64, low: UInt64),
            recordedAt: Instant, rawClock: Instant? = nil, simulatedAt: Instant? = nil,
            metadata: RecordMetadata = RecordMetadata(), visibility: Visibility? = nil
        ) {
            self.position = position
            self.id = id
            self.recordedAt = recordedAt
            self.rawClock = rawClock
            self.simulatedAt = simulatedAt
            self.metadata = metadata
            self.visibility = visibility
        }
    }

    public init(state: IncidentState, context: DecisionContext, common: CommonRecord) {
        self.state = state
        self.context = context
        self.common = common
    }

    /// For deciding without a log: the records follow the state's last one.
    ///
    /// - Parameter claimed: Metadata for the records, of which only the times matter.
    public init(
        state: IncidentState, context: DecisionContext, claimed: RecordMetadata = RecordMetadata()
    ) {
        self.init(
            state: state, context: context,
            common: CommonRecord(
                position: state.position.map { $0 + 1 } ?? 0, id: { (0, UInt64($0)) },
                recordedAt: context.now, metadata: claimed))
    }

    /// The events of ``records``, in order.
    public var events: [IncidentEvent.OneOf_Kind] {
        records.compactMap { record in
            if case .event(let event) = record.content { event } else { nil }
        }
    }

    /// Decides a command on top of all earlier decisions.
    public mutating func perform(_ command: Command) throws(Rejection) {
        let ruling = try Decider.decide(command, in: state, context)
        for event in ruling.events { try requireOrder(of: event) }
        let role = try actingRole(for: command)
        let agency = agency(as: role, ruling.events)
        for event in ruling.events {
            let record = record(of: event, role: role, agency: agency)
            records.append(record)
            state.evolve(with: record)
        }
        refusals += ruling.refusals
        warnings += ruling.warnings
    }

    /// What is said to have happened to a thing can't have happened before it.
    private func requireOrder(of event: IncidentEvent.OneOf_Kind) throws(Rejection) {
        guard let occurred = context.occurred, state.mode != .reenactment,
            event.createdID == nil, let id = event.subjectID,
            let (deed, beginning) = state.beginning(of: id, before: event),
            !beginning.isPlaceholder, beginning.happenedAt <= context.publicNow,
            occurred < beginning.happenedAt
        else { return }
        throw Rejection(
            .invalid,
            "\(id) was \(deed) at \(state.zone.dated(beginning.happenedAt)), so this can't have happened at \(state.zone.dated(occurred)).",
            remedy:
                "Leave out \(option: .occurred), or give the day with the time: 2026-05-01 22:15.")
    }

    private func record(
        of event: IncidentEvent.OneOf_Kind, role: Role, agency: String
    ) -> IncidentRecord {
        var metadata = common.metadata
        metadata.actor = context.actor
        metadata.role = role.rawValue
        metadata.agency = agency
        metadata.visibility = common.visibility ?? event.eventKind.row.visibility
        return IncidentRecord(
            position: common.position + UInt64(records.count),
            revision: state.revision.map { $0 + 1 } ?? 0, id: common.id(records.count),
            recordedAt: common.recordedAt, rawClock: common.rawClock,
            simulatedAt: common.simulatedAt, metadata: SharedMetadata(metadata),
            content: .event(event))
    }

    /// The agency for which the actor acts in a role; the command itself may assign that role.
    private func agency(as role: Role, _ events: [IncidentEvent.OneOf_Kind]) -> String {
        for case .roleAssigned(let event) in events.reversed()
        where event.person == context.actor && event.role == role.rawValue {
            if let agency = event.agency.nonEmpty { return agency }
        }
        let assignment = state.assignments.last { $0.person == context.actor && $0.role == role }
        if let agency = assignment?.agency { return agency }
        let person = context.department.people.first { $0.id == context.actor }
        return person?.agency ?? context.department.name
    }

    private func actingRole(for command: Command) throws(Rejection) -> Role {
        if case .lifecycle(.open) = command { return Decider.openingRole(context) }
        if case .message(.approve(let id, let approval)) = command,
            let message = state.messages[id]
        {
            // Anyone who may draft may enter a relayed approval; the entry names the approver's
            // role.
            return approval.relayed == nil
                ? try Decider.approvingRole(for: message, in: state, context)
                : try context.role(for: .draft, in: state)
        }
        return try context.role(for: command, in: state)
    }
}

extension IncidentState {
    /// The entry without which an event can't happen to a thing, and what it did; nil for things that
    /// may be older than their entry, as a fact's confirmation may be.
    fileprivate func beginning(
        of id: String, before event: IncidentEvent.OneOf_Kind
    ) -> (deed: String, stamp: Stamp)? {
        if let inquiry = InquiryID(id).flatMap({ inquiries[$0] }) {
            return ("received", inquiry.received)
        }
        if let rumor = RumorID(id).flatMap({ rumors[$0] }) { return ("reported", rumor.reported) }
        if let message = MessageID(id).flatMap({ messages[$0] }) {
            return message.beginning(before: event)
        }
        return BriefingID(id).flatMap { briefings[$0] }.map { ("scheduled", $0.scheduled) }
    }
}

extension Message {
    /// A message is approved after it was submitted, released after it was approved, and drafted
    /// before everything else.
    fileprivate func beginning(
        before event: IncidentEvent.OneOf_Kind
    ) -> (deed: String, stamp: Stamp) {
        let kind = event.eventKind
        if kind == .messageReleased, let approval,
            approval.manner == .inPerson || approval.manner == .relayed
        {
            return ("approved", approval.stamp)
        }
        let needsSubmission: [EventKind] = [.messageApproved, .messageReturned, .messageReleased]
        guard needsSubmission.contains(kind), let submission else { return ("drafted", drafted) }
        return ("submitted", submission.stamp)
    }
}
