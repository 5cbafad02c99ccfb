public import Channels
public import Foundation
public import Incident
public import IncidentEvents

// How values of the domain stand in JSON, the same in every read model: a time is RFC 3339 in UTC,
// an id and a carrier are what people type.

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
    /// As the encoder's user knows how to type it.
    ///
    /// - Throws: `EncodingError.invalidValue` where nobody said how.
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

/// The one form in which read models are written as JSON.
public enum ReadableJSON {
    public typealias SuggestionText = @Sendable (Suggestion) -> String

    fileprivate static let suggestionText = CodingUserInfoKey(rawValue: "suggestionText")

    /// Keys in alphabetical order, so that equal models give equal bytes.
    ///
    /// - Parameter suggestionText: How a suggestion is typed. Nothing below the edge knows it.
    /// - Throws: An `EncodingError` where a value has no JSON form, such as an infinite number or,
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

/// When something happened: both clocks, and how sure the claim is.
///
/// JSON: `at` is incident time, `claimed` the time that a person claimed (absent where none was),
/// `certainty` is `exact`, `approximate` or `placeholder`, `position` the entry's place in the log.
public struct Moment: Hashable, Sendable, Encodable {
    /// The entry's place in the log.
    public var position: UInt64
    /// Incident time: simulated where there is a simulated clock, else recorded.
    public var at: Instant
    /// When it happened as a person claimed; nil where nobody claimed another time.
    public var claimed: Instant?
    /// How sure that time is.
    public var certainty: TimeCertainty

    public init(_ stamp: Stamp) {
        position = stamp.position
        at = stamp.at
        claimed = stamp.claimed
        certainty = stamp.certainty
    }

    /// As claimed, else incident time.
    public var happenedAt: Instant { claimed ?? at }
    /// Whether a time that it rests on is approximate.
    public var isApproximate: Bool { certainty == .approximate }
    /// Whether the time only fills a gap in the record.
    public var isPlaceholder: Bool { certainty == .placeholder }
}
