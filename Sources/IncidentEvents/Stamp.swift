internal import Foundation

/// Which entry established something, when, and by whom.
public struct Stamp: Sendable {
    /// The entry's place in the log.
    public let position: UInt64
    /// Incident time: simulated where there is a simulated clock, else recorded.
    public let at: Instant
    private let shared: SharedMetadata

    package init(position: UInt64, at: Instant, shared: SharedMetadata) {
        self.position = position
        self.at = at
        self.shared = shared
    }

    /// When it happened as claimed by a person, where they claimed another time.
    public var claimed: Instant? { shared.occurredAt }
    public var certainty: TimeCertainty { shared.value.certainty }
    public var actor: String { shared.value.actor }
    /// The ICS role, such as `pio`.
    public var role: String { shared.value.role }
    /// The agency that the person acts for.
    public var agency: String { shared.value.agency }
    public var provenance: Provenance? {
        shared.value.hasProvenance ? shared.value.provenance : nil
    }

    /// The time that figures are computed from: as claimed, else incident time.
    public var happenedAt: Instant { claimed ?? at }
    /// Whether a time that it rests on is approximate.
    public var isApproximate: Bool { certainty == .approximate }
    /// Stands only for an order of events: no figure may be computed from it.
    public var isPlaceholder: Bool { certainty == .placeholder }
}

extension Stamp: Hashable {
    /// The agency follows from who acted as what.
    private func saysTheSame(as other: Self) -> Bool {
        claimed == other.claimed && certainty == other.certainty && actor == other.actor
            && role == other.role && provenance == other.provenance
    }

    public static func == (left: Self, right: Self) -> Bool {
        left.position == right.position && left.at == right.at
            && (left.shared === right.shared || left.saysTheSame(as: right))
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(position)
        hasher.combine(at)
    }
}

/// What stands beside events, once for all that say the same.
package final class SharedMetadata: Sendable {
    package let value: RecordMetadata
    /// Asked for by every order and every figure.
    package let occurredAt: Instant?

    /// Keeps it without the request, which differs from one command to the next.
    package init(_ metadata: consuming RecordMetadata) {
        metadata.requestID = Data()
        metadata.requestSha256 = Data()
        occurredAt = metadata.hasOccurredAt ? Instant(metadata.occurredAt) : nil
        value = metadata
    }

    package static let none = SharedMetadata(RecordMetadata())
}
