/// A JSON value, with numbers as they were written.
public indirect enum JSONValue: Hashable, Sendable {
    case null
    case flag(Bool)
    case number(String)
    case text(String)
    case list([JSONValue])
    case object([Member])

    public struct Member: Hashable, Sendable {
        public var key: String
        public var value: JSONValue
    }

    /// A single value as text: `true`, the number as written, or the text. Nil for the others.
    public var scalar: String? {
        switch self {
        case .flag(let flag): flag ? "true" : "false"
        case .number(let text), .text(let text): text
        case .null, .list, .object: nil
        }
    }

    /// The members of an object; none if it isn't one.
    public var members: [Member] {
        if case .object(let members) = self { members } else { [] }
    }

    /// The single values at a path: `commit.record.text`, or `tags[].name` for every item of a list.
    public func scalars(at path: String) -> [String] {
        var values = [self]
        for step in path.split(separator: ".") {
            let isList = step.hasSuffix("[]")
            let key = isList ? step.dropLast(2) : step
            values = values.flatMap { value -> [JSONValue] in
                guard let found = value.members.last(where: { $0.key == key })?.value else {
                    return []
                }
                guard isList else { return [found] }
                if case .list(let items) = found { return items }
                return []
            }
        }
        return values.compactMap(\.scalar)
    }
}

/// Reads one JSON value (RFC 8259), with the byte at which it is broken.
struct JSONParser {
    struct Fault: Error {
        var index: Int
        var reason: String
    }

    private let text: UnsafeBufferPointer<UInt8>
    private var index = 0

    /// The value that is the whole text.
    static func value(of text: UnsafeBufferPointer<UInt8>) throws(Fault) -> JSONValue {
        var parser = JSONParser(text: text)
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.index == text.count else {
            throw Fault(index: parser.index, reason: "there is more after the value")
        }
        return value
    }

    private init(text: UnsafeBufferPointer<UInt8>) {
        self.text = text
    }

    private mutating func value(depth: Int) throws(Fault) -> JSONValue {
        guard depth < TableLimit.depth else { throw fault("the value is nested too deeply") }
        skipSpace()
        guard index < text.count else { throw fault("the value is missing") }
        switch text[index] {
        case UInt8(ascii: "{"): return try object(depth)
        case UInt8(ascii: "["): return try list(depth)
        case .quote: return .text(try string())
        case UInt8(ascii: "t"): return try word("true", .flag(true))
        case UInt8(ascii: "f"): return try word("false", .flag(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func object(_ depth: Int) throws(Fault) -> JSONValue {
        var members: [JSONValue.Member] = []
        index += 1
        skipSpace()
        if take("}") { return .object([]) }
        while true {
            skipSpace()
            guard index < text.count, text[index] == .quote else {
                throw fault("a key in quotes is missing")
            }
            let key = try string()
            skipSpace()
            guard take(":") else { throw fault("a colon is missing") }
            members.append(JSONValue.Member(key: key, value: try value(depth: depth + 1)))
            skipSpace()
            if take("}") { return .object(members) }
            guard take(",") else { throw fault("a comma or a closing brace is missing") }
        }
    }

    private mutating func list(_ depth: Int) throws(Fault) -> JSONValue {
        var items: [JSONValue] = []
        index += 1
        skipSpace()
        if take("]") { return .list([]) }
        while true {
            items.append(try value(depth: depth + 1))
            skipSpace()
            if take("]") { return .list(items) }
            guard take(",") else { throw fault("a comma or a closing bracket is missing") }
        }
    }

    private mutating func word(
        _ word: StaticString, _ value: JSONValue
    ) throws(Fault) -> JSONValue {
        let length = word.utf8CodeUnitCount
        guard text.count - index >= length,
            (0..<length).allSatisfy({ text[index + $0] == word.utf8Start[$0] })
        else { throw fault("the value is neither JSON's true, false or null nor in quotes") }
        index += length
        return value
    }

    private mutating func number() throws(Fault) -> String {
        let start = index
        _ = take("-")
        guard let first = digits() else {
            throw fault("the value is neither JSON's true, false or null nor in quotes")
        }
        if first.count > 1, text[first.lowerBound] == UInt8(ascii: "0") {
            throw fault("a number begins with a zero")
        }
        if take("."), digits() == nil { throw fault("a digit is missing") }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            if digits() == nil { throw fault("a digit is missing") }
        }
        return String(decoding: text[start..<index], as: UTF8.self)
    }

    private mutating func digits() -> Range<Int>? {
        let start = index
        while index < text.count, (0x30...0x39).contains(text[index]) { index += 1 }
        return index > start ? start..<index : nil
    }

    private mutating func string() throws(Fault) -> String {
        index += 1
        let start = index
        while index < text.count, text[index] != .quote, text[index] != UInt8(ascii: "\\") {
            guard text[index] >= 0x20 else { throw fault("a control character isn't escaped") }
            index += 1
        }
        guard index < text.count else { throw fault("a text is never closed") }
        if text[index] == .quote {
            guard
                let plain = String(
                    validating: UnsafeBufferPointer(rebasing: text[start..<index]), as: UTF8.self)
            else { throw Fault(index: start, reason: "the text isn't valid UTF-8") }
            index += 1
            return plain
        }
        return try escapedString(from: start)
    }

    private mutating func escapedString(from start: Int) throws(Fault) -> String {
        var bytes = Array(text[start..<index])
        while true {
            guard index < text.count else { throw fault("a text is never closed") }
            switch text[index] {
            case .quote:
                index += 1
                guard let string = String(validating: bytes, as: UTF8.self) else {
                    throw Fault(index: start, reason: "the text isn't valid UTF-8")
                }
                return string
            case UInt8(ascii: "\\"):
                index += 1
                bytes += Array(String(try escape()).utf8)
            case 0..<0x20: throw fault("a control character isn't escaped")
            default:
                bytes.append(text[index])
                index += 1
            }
        }
    }

    private static let escapes: [UInt8: Unicode.Scalar] = [
        .quote: "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/", UInt8(ascii: "b"): "\u{8}",
        UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "n"): "\n", UInt8(ascii: "r"): "\r",
        UInt8(ascii: "t"): "\t",
    ]

    private mutating func escape() throws(Fault) -> Character {
        guard index < text.count else { throw fault("a text is never closed") }
        if let scalar = Self.escapes[text[index]] {
            index += 1
            return Character(scalar)
        }
        guard take("u") else { throw fault("this escape isn't JSON's") }
        let first = try hexadecimal()
        guard UTF16.isLeadSurrogate(first), index + 1 < text.count,
            text[index] == UInt8(ascii: "\\"), text[index + 1] == UInt8(ascii: "u")
        else { return Character(Unicode.Scalar(first) ?? "\u{FFFD}") }
        index += 2
        let second = try hexadecimal()
        guard UTF16.isTrailSurrogate(second) else { return "\u{FFFD}" }
        let scalar = 0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(second & 0x3FF))
        return Character(Unicode.Scalar(scalar) ?? "\u{FFFD}")
    }

    private mutating func hexadecimal() throws(Fault) -> UInt16 {
        guard index + 4 <= text.count,
            let number = UInt16(
                String(decoding: text[index..<index + 4], as: UTF8.self), radix: 16)
        else { throw fault("an escape needs four hexadecimal digits") }
        index += 4
        return number
    }

    private mutating func skipSpace() {
        while index < text.count,
            text[index] == 0x20 || text[index] == 0x09 || text[index] == 0x0A
                || text[index] == 0x0D
        {
            index += 1
        }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard index < text.count, text[index] == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    private func fault(_ reason: String) -> Fault { Fault(index: index, reason: reason) }
}
