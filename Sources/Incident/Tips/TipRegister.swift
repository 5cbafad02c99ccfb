internal import Basics
public import IncidentEvents

/// The tips of a home, folded from their stream. No text of a tip is in it.
public struct TipRegister: Sendable {
    /// One tip.
    public struct Tip: Hashable, Sendable {
        public var code: TipCode
        /// The beginning of the hour in which it came.
        public var hour: Instant
        /// Where the sealed text is in the log of tips; nil once it was removed.
        public var text: UInt64?
        /// Where the sealed contact is; nil for an anonymous tip, and once it was removed.
        public var contact: UInt64?
        /// The units that got a summary of it; the summaries are removed with the text's period.
        public var handedOver: [HandOver] = []
        /// The unit that acknowledged it; nil before.
        public var acknowledgedBy: String?
    }

    /// A summary that was given to a unit.
    public struct HandOver: Hashable, Sendable {
        public var unit: String
        public var summary: String
    }

    /// In the order of their arrival.
    public private(set) var tips: [Tip] = []

    public init() {}

    public subscript(code: TipCode) -> Tip? { tips.first { $0.code == code } }

    /// - Parameters:
    ///   - position: The entry's position in the log of tips.
    ///   - hour: The entry's time.
    public mutating func apply(
        _ event: IncidentEvent.OneOf_Kind, at position: UInt64, _ hour: Instant
    ) {
        if case .tipTaken(let event) = event, let code = TipCode(event.tip) {
            tips.append(Tip(code: code, hour: hour))
        }
        if case .tipSealed(let event) = event {
            change(event.tip) { tip in
                switch event.part {
                case .text: tip.text = position
                case .contact: tip.contact = position
                case .unspecified, .UNRECOGNIZED: break
                }
            }
        }
        if case .tipPassedOn(let event) = event {
            change(event.tip) {
                $0.handedOver.append(HandOver(unit: event.unit, summary: event.summary))
            }
        }
        if case .tipAcknowledged(let event) = event {
            change(event.tip) { $0.acknowledgedBy = event.unit }
        }
    }

    private mutating func change(_ code: String, _ body: (inout Tip) -> Void) {
        guard let index = tips.firstIndex(where: { $0.code.description == code }) else { return }
        body(&tips[index])
    }

    /// The number of tips by year, as the public may see it: five or more, or nil for fewer.
    ///
    /// A single figure a year, because a small one could be found by subtracting two large ones.
    public func publicCounts(in zone: Zone) -> [(year: Int, count: Int?)] {
        Dictionary(grouping: tips) { zone.date($0.hour).year }.sorted { $0.key < $1.key }.map {
            ($0.key, $0.value.count >= Self.leastPublic ? $0.value.count : nil)
        }
    }

    /// Fewer tips could be traced to a person.
    public static let leastPublic = 5
}
