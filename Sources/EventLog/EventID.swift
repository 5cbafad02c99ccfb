/// The id of an event: a UUID of version 7 (RFC 9562). It sorts by its bytes and therefore by time.
public struct EventID: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// 48 bits of milliseconds since 1970, the version, 12 random bits.
    package let high: UInt64
    /// The variant, 62 random bits.
    package let low: UInt64

    private static let randomBits: UInt64 = 0x3FFF_FFFF_FFFF_FFFF

    /// Nil unless the bits say version 7 and the variant of RFC 9562.
    init?(high: UInt64, low: UInt64) {
        guard high >> 12 & 0xF == 7, low >> 62 == 0b10 else { return nil }
        self.high = high
        self.low = low
    }

    /// Reads 36 characters in either case; nil unless they are a UUID of version 7.
    public init?(_ text: String) {
        guard text.utf8.count == 36 else { return nil }
        var digits = (high: UInt64(0), low: UInt64(0))
        var count = 0
        for (offset, byte) in text.utf8.enumerated() {
            if [8, 13, 18, 23].contains(offset) {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: return nil
            }
            if count < 16 {
                digits.high = digits.high << 4 | UInt64(digit)
            } else {
                digits.low = digits.low << 4 | UInt64(digit)
            }
            count += 1
        }
        self.init(high: digits.high, low: digits.low)
    }

    /// - Throws: ``EventLogError/invalidEventID(why:)`` unless `bytes` are a UUID of version 7.
    public init(bytes: [UInt8]) throws {
        guard bytes.count == 16 else {
            throw EventLogError.invalidEventID(why: "it has \(bytes.count) bytes, not 16")
        }
        let high = bytes[..<8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let low = bytes[8...].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard let id = EventID(high: high, low: low) else {
            throw EventLogError.invalidEventID(why: "it isn't a UUID of version 7")
        }
        self = id
    }

    /// A new id. A time before 1970 or above 48 bits of milliseconds becomes the nearest that fits.
    public static func make(
        atMilliseconds milliseconds: Int64, using generator: inout some RandomNumberGenerator
    ) -> EventID {
        let time = UInt64(min(max(milliseconds, 0), 0xFFFF_FFFF_FFFF))
        let high = time << 16 | 0x7000 | UInt64.random(in: 0...0xFFF, using: &generator)
        let low = 1 << 63 | UInt64.random(in: 0...randomBits, using: &generator)
        return EventID(known: high, low)
    }

    private init(known high: UInt64, _ low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The id whose last 62 bits, as a number, are greater by `n`; it wraps around within them.
    ///
    /// A request's first event has the request's id, and the next events have it advanced by 1, 2
    /// and so on. So a repeated request finds its events by event id alone.
    public func advanced(by n: Int) -> EventID {
        let moved = low &+ UInt64(bitPattern: Int64(n))
        return EventID(known: high, 1 << 63 | moved & Self.randomBits)
    }

    /// The time in the id, in milliseconds since 1970.
    public var milliseconds: Int64 { Int64(high >> 16) }

    /// The 16 bytes in the order of the text form.
    public var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 16) { buffer, count in
            for place in 0..<8 {
                buffer[place] = UInt8(truncatingIfNeeded: high >> (56 - 8 * place))
                buffer[place + 8] = UInt8(truncatingIfNeeded: low >> (56 - 8 * place))
            }
            count = 16
        }
    }

    /// By bytes: by time, then by the random bits.
    public static func < (left: EventID, right: EventID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }

    /// 36 characters in lower case, as RFC 9562 writes them.
    public var description: String {
        // By hand: formatting each byte took a third of the time to read a record.
        String(unsafeUninitializedCapacity: 36) { text in
            var place = 0
            for digit in 0..<32 {
                if digit == 8 || digit == 12 || digit == 16 || digit == 20 {
                    text[place] = UInt8(ascii: "-")
                    place += 1
                }
                let word = digit < 16 ? high : low
                let value = UInt8(truncatingIfNeeded: word >> UInt64(60 - 4 * (digit & 15))) & 0xF
                text[place] =
                    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
                place += 1
            }
            return place
        }
    }
}
