public import IncidentEvents
public import Playbooks
internal import SwiftProtobuf

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

    /// The classes whose texts a run removes. The others are only a promise of the policy's.
    private static let removed: [PolicyRule.RecordClass] = [.tips, .contacts]
    /// The longest period of those, even if the policy says more or nothing.
    private static let longest = "90d"

    /// Whether a run removes the texts of the class.
    public var isCarriedOut: Bool { Self.removed.contains(recordClass) }

    /// The periods of a policy, and those of the classes that have a longest one.
    public static func all(
        of policy: Department.Policy, before now: Instant, in zone: Zone
    ) -> [RetentionRule] {
        var periods = policy.retention
        let most = PolicyRule.start(of: longest, before: now, in: zone)
        for recordClass in removed {
            let own = periods[recordClass].flatMap {
                PolicyRule.start(of: $0, before: now, in: zone)
            }
            if let own, let most, own >= most { continue }
            periods[recordClass] = longest
        }
        return periods.sorted { $0.key.rawValue < $1.key.rawValue }.compactMap { kind, period in
            PolicyRule.start(of: period, before: now, in: zone)
                .map { RetentionRule(kind, period: period, before: $0) }
        }
    }

    /// The entry about texts that this rule removed.
    public func event(about positions: [UInt64]) -> IncidentEvent.OneOf_Kind {
        .retentionExpired(
            .with {
                $0.recordClass = recordClass.rawValue
                $0.policy = period
                $0.before = before.timestamp
                $0.positions = positions
            })
    }
}
