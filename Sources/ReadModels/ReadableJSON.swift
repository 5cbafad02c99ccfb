public import Channels
public import Foundation
public import IncidentEvents

// How values of the domain stand in JSON, the same in every read model: a time is RFC 3339 in UTC,
// an id and a carrier are what people type.

extension Instant: Encodable {
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rfc3339)
    }
}

extension ShortID: Encodable {
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Carrier: Encodable {
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// The one form in which read models are written as JSON.
public enum ReadableJSON {
    /// Keys in alphabetical order, so that equal models give equal bytes.
    ///
    /// - Throws: An `EncodingError` where a value has no JSON form, such as an infinite number.
    public static func data(_ model: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(model)
    }
}

/// When something happened: both clocks, and how sure the claim is.
///
/// JSON: `at` is incident time, `claimed` the time that a person claimed (absent where none was),
/// `certainty` is `exact`, `approximate` or `placeholder`, `position` the entry's place in the log.
public struct Moment: Hashable, Sendable, Encodable {
    public var position: UInt64
    public var at: Instant
    public var claimed: Instant?
    public var certainty: String

    public init(_ stamp: Stamp) {
        position = stamp.position
        at = stamp.at
        claimed = stamp.claimed
        certainty = stamp.certainty.word
    }

    /// As claimed, else incident time.
    public var happenedAt: Instant { claimed ?? at }
    public var isApproximate: Bool { certainty == TimeCertainty.approximate.word }
    public var isPlaceholder: Bool { certainty == TimeCertainty.placeholder.word }
}
