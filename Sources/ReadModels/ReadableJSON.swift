public import Channels
public import Foundation
public import Incident
public import IncidentEvents

// The JSON form of the domain's values, the same in every read model: a time is RFC 3339 in UTC, an
// id and a carrier are in the form that people type.

extension Instant: Encodable {
    /// Writes the JSON that `Docs/json.md` describes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rfc3339)
    }
}

extension ShortID: Encodable {
    /// Writes the JSON that `Docs/json.md` describes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Carrier: Encodable {
    /// Writes the JSON that `Docs/json.md` describes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Suggestion: Encodable {
    /// Writes the command as text, in the form that the encoder's user supplies.
    ///
    /// - Throws: `EncodingError.invalidValue` if no form was supplied.
    public func encode(to encoder: any Encoder) throws {
        let key = ReadableJSON.suggestionText
        guard let text = key.flatMap({ encoder.userInfo[$0] }) as? ReadableJSON.SuggestionText
        else {
            throw EncodingError.invalidValue(
                self,
                EncodingError.Context(
                    codingPath: encoder.codingPath,
                    debugDescription: "Nobody said how a suggestion is typed."))
        }
        var container = encoder.singleValueContainer()
        try container.encode(text(self))
    }
}

/// The single JSON form of read models.
public enum ReadableJSON {
    public typealias SuggestionText = @Sendable (Suggestion) -> String

    fileprivate static let suggestionText = CodingUserInfoKey(rawValue: "suggestionText")

    /// Keys in alphabetical order, so equal models give equal bytes.
    ///
    /// - Parameter suggestionText: Writes a suggestion as a typed command. Only the command line
    ///   knows that form.
    /// - Throws: An `EncodingError` if a value has no JSON form, such as an infinite number or,
    ///   without `suggestionText`, a suggestion.
    public static func data(
        _ model: some Encodable, suggestionText text: SuggestionText? = nil
    ) throws -> Data {
        let encoder = JSONEncoder()
        if let key = suggestionText, let text { encoder.userInfo[key] = text }
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(model)
    }
}

/// The time of an entry: both clocks, and the certainty of the claim.
///
/// JSON: `at` is incident time, `claimed` the time that a person claimed (absent if there was
/// none), `certainty` is `exact`, `approximate`, `day` or `placeholder`, `position` the entry's
/// position in the log.
public struct Moment: Hashable, Sendable, Encodable {
    /// The entry's position in the log.
    public var position: UInt64
    /// Incident time: simulated time if there is a simulated clock, else recorded time.
    public var at: Instant
    /// The time that a person claimed; nil if nobody claimed another time.
    public var claimed: Instant?
    /// The certainty of that time.
    public var certainty: TimeCertainty

    public init(_ stamp: Stamp) {
        position = stamp.position
        at = stamp.at
        claimed = stamp.claimed
        certainty = stamp.certainty
    }

    /// The claimed time, else incident time.
    public var happenedAt: Instant { claimed ?? at }
    /// Whether a time behind it is approximate.
    public var isApproximate: Bool { certainty == .approximate }
    /// Whether the time only fills a gap in the record.
    public var isPlaceholder: Bool { certainty == .placeholder }
}
