// An absent value is nil in memory. Where its JSON key is written all the same, these are the only
// places that choose the word.

/// A value that JSON writes as an empty text if it is absent.
@propertyWrapper
public struct EmptyInJSON<Value: Encodable & Hashable & Sendable>: Encodable, Hashable, Sendable {
    public var wrappedValue: Value?

    public init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

    /// Writes the JSON that `Docs/json.md` describes.
    public func encode(to encoder: any Encoder) throws {
        try encoder.encode(wrappedValue, or: "")
    }
}

/// A value that JSON writes as `not recorded` if it is absent.
@propertyWrapper
public struct NotRecordedInJSON<Value: Encodable & Hashable & Sendable>: Encodable, Hashable,
    Sendable
{
    public var wrappedValue: Value?

    public init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

    /// Writes the JSON that `Docs/json.md` describes.
    public func encode(to encoder: any Encoder) throws {
        try encoder.encode(wrappedValue, or: "not recorded")
    }
}

extension Encoder {
    fileprivate func encode(_ value: (some Encodable)?, or word: String) throws {
        var container = singleValueContainer()
        if let value { try container.encode(value) } else { try container.encode(word) }
    }
}
