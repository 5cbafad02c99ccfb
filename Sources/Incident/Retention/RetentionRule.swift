public import IncidentEvents
public import Playbooks

/// Which texts of an incident's or another stream's records go when the period of their class is
/// over. What counts, such as how many there were, is in other records and stays.
public struct RetentionRule: Sendable {
    public var recordClass: PolicyRule.RecordClass
    /// The period as the policy writes it, such as `90d`.
    public var period: String
    /// Everything recorded before this moment goes.
    public var before: Instant

    public init(_ recordClass: PolicyRule.RecordClass, period: String, before: Instant) {
        self.recordClass = recordClass
        self.period = period
        self.before = before
    }

    /// The kinds whose text goes. A class without any is only a promise of the policy's.
    public var kinds: Set<EventKind> {
        switch recordClass {
        case .tips: [.tipReceived]
        case .samples, .contacts, .incidents, .messages, .questions, .consents, .comments: []
        }
    }
}
