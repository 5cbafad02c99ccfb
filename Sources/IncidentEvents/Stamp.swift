internal import Foundation

/// The entry that established something, with its time and author.
public struct Stamp: Sendable {
    /// The entry's position in the log.
    public let position: UInt64
    /// Incident time: simulated time if there is a simulated clock, else recorded time.
    public let at: Instant
    private let shared: SharedMetadata

    package init(position: UInt64, at: Instant, shared: SharedMetadata) {
        self.position = position
        self.at = at
        self.shared = shared
    }

    /// The same entry with the time that a later entry gave for it.
    package func corrected(to time: Instant, _ certainty: TimeCertainty) -> Stamp {
        var metadata = shared.value
        metadata.occurredAt = time.timestamp
        metadata.certainty = certainty
        return Stamp(position: position, at: at, shared: SharedMetadata(metadata))
    }

    /// The time that a person claimed, if they claimed another time.
    public var claimed: Instant? { shared.occurredAt }
    public var certainty: TimeCertainty { shared.value.certainty }
    public var actor: String { shared.value.actor }
    /// The ICS role, such as `pio`; nil where the log doesn't say.
    public var role: Role? { shared.value.role.nonEmpty.map(Role.init(rawValue:)) }
    /// The agency that the person acts for; nil where the log doesn't say.
    public var agency: String? { shared.value.agency.nonEmpty }
    public var provenance: Provenance? {
        shared.value.hasProvenance ? shared.value.provenance : nil
    }

    /// The time used for figures: the claimed time, else incident time.
    public var happenedAt: Instant { claimed ?? at }
    /// Whether a time behind it is approximate.
    public var isApproximate: Bool { certainty == .approximate }
    /// Whether the time only keeps the order of events: no figure may be computed from it.
    public var isPlaceholder: Bool { certainty == .placeholder }
}

extension TimeCertainty {
    /// Whether the time of day is known, at least about.
    public var knowsTimeOfDay: Bool { rank < TimeCertainty.day.rank }

    /// The less sure of two, which is how sure a span between them is.
    public static func lessSure(_ left: Self, _ right: Self) -> Self {
        left.rank < right.rank ? right : left
    }

    private var rank: Int {
        switch self {
        case .unspecified, .exact, .UNRECOGNIZED: 0
        case .approximate: 1
        case .day: 2
        case .placeholder: 3
        }
    }
}

extension Stamp: Hashable {
    /// The actor and the role determine the agency.
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

/// Metadata of events, shared by all events with the same metadata.
package final class SharedMetadata: Sendable {
    package let value: RecordMetadata
    /// Stored, because every ordering and every figure reads it.
    package let occurredAt: Instant?

    /// Keeps the metadata without the request, which differs for each command.
    package init(_ metadata: consuming RecordMetadata) {
        metadata.requestID = Data()
        metadata.requestSha256 = Data()
        occurredAt = metadata.hasOccurredAt ? Instant(metadata.occurredAt) : nil
        value = metadata
    }

    package static let none = SharedMetadata(RecordMetadata())
}
