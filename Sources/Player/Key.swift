/// A key that a person pressed.
public enum Key: Hashable, Sendable {
    case character(Character)
    case left, right, up, down, home, end, pageUp, pageDown
    case enter, escape, tab, backTab, backspace
    /// Control and a letter, in lowercase.
    case control(Character)
}

/// Decodes keys from the bytes that a terminal sends.
public struct KeyDecoder: Sendable {
    private var pending: [UInt8] = []

    public init() {}

    /// Whether bytes wait for more: a lone escape may be the key or the start of a sequence.
    public var isWaiting: Bool { !pending.isEmpty }

    public mutating func keys(from bytes: some Sequence<UInt8>) -> [Key] {
        pending += bytes
        var keys: [Key] = []
        while let (key, length) = first() {
            pending.removeFirst(length)
            if let key { keys.append(key) }
        }
        return keys
    }

    /// Returns the waiting bytes as keys, because no more bytes follow.
    public mutating func flush() -> [Key] {
        defer { pending = [] }
        return pending.first == 0x1B ? [.escape] : []
    }

    /// The first key and its byte length, with a nil key for one without a function here; nil while
    /// bytes are missing.
    private func first() -> (key: Key?, length: Int)? {
        guard let byte = pending.first else { return nil }
        switch byte {
        case 0x1B: return sequence()
        case 0x0D, 0x0A: return (.enter, 1)
        case 0x09: return (.tab, 1)
        case 0x7F, 0x08: return (.backspace, 1)
        case 0..<0x20: return (.control(Character(Unicode.Scalar(byte + 0x60))), 1)
        default: return character(byte)
        }
    }

    private func character(_ byte: UInt8) -> (key: Key?, length: Int)? {
        let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
        guard pending.count >= length else { return nil }
        let text = String(decoding: pending.prefix(length), as: UTF8.self)
        return (text.count == 1 ? text.first.map { .character($0) } : nil, length)
    }

    /// Escape sequences of cursor keys, as sent by xterm, the Linux console and similar terminals.
    private func sequence() -> (key: Key?, length: Int)? {
        guard pending.count > 1 else { return nil }
        let introducer = pending[1]
        guard introducer == UInt8(ascii: "[") || introducer == UInt8(ascii: "O") else {
            return (.escape, 1)
        }
        guard let end = pending.dropFirst(2).firstIndex(where: { (0x40...0x7E).contains($0) })
        else { return pending.count > 16 ? (nil, pending.count) : nil }
        let parameter = String(decoding: pending[2..<end], as: UTF8.self)
        let key: Key?
        switch pending[end] {
        case UInt8(ascii: "A"): key = .up
        case UInt8(ascii: "B"): key = .down
        case UInt8(ascii: "C"): key = .right
        case UInt8(ascii: "D"): key = .left
        case UInt8(ascii: "H"): key = .home
        case UInt8(ascii: "F"): key = .end
        case UInt8(ascii: "Z"): key = .backTab
        case UInt8(ascii: "M"): key = introducer == UInt8(ascii: "O") ? .enter : nil
        case UInt8(ascii: "~"):
            switch parameter {
            case "1", "7": key = .home
            case "4", "8": key = .end
            case "5": key = .pageUp
            case "6": key = .pageDown
            default: key = nil
            }
        default: key = nil
        }
        return (key, end + 1)
    }
}
