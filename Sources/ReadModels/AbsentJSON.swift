// What is absent is nil in memory. Where JSON has a key for it all the same, only these say what
// stands there.

/// A value that JSON writes as an empty text where it is absent.
@propertyWrapper
public struct EmptyInJSON<Value: Encodable & Hashable & Sendable>: Encodable, Hashable, Sendable {
    public var wrappedValue: Value?

    public init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

    /// Writes the JSON that `Docs/json.md` describes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let wrappedValue {
            try container.encode(wrappedValue)
        } else {
            try container.encode("")
        }
    }
}

/// A value that JSON writes as `not recorded` where it is absent.
@propertyWrapper
public struct NotRecordedInJSON<Value: Encodable & Hashable & Sendable>: Encodable, Hashable,
    Sendable
{
    public var wrappedValue: Value?

    public init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

    /// Writes the JSON that `Docs/json.md` describes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let wrappedValue {
            try container.encode(wrappedValue)
        } else {
            try container.encode("not recorded")
        }
    }
}
