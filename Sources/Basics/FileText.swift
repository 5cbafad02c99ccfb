/// Reads text files from any editor.
public enum FileText {
    /// The reason that bytes can't be read as UTF-8 text.
    public enum Fault: Error, Hashable, Sendable {
        /// The file begins with UTF-16's byte order mark.
        case utf16
        /// `offset` is the first byte that isn't UTF-8, counted from 0.
        case notUTF8(offset: Int)

        /// A clause to follow the file's name: the fault and the fix.
        public var description: String {
            switch self {
            case .utf16: "is UTF-16 text. Save it as UTF-8."
            case .notUTF8(let offset): "isn't valid UTF-8 at byte \(offset + 1). Save it as UTF-8."
            }
        }
    }

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// The bytes without the UTF-8 byte order mark that Windows programs write first.
    public static func withoutByteOrderMark(_ bytes: [UInt8]) -> [UInt8] {
        bytes.starts(with: byteOrderMark) ? Array(bytes.dropFirst(byteOrderMark.count)) : bytes
    }

    /// The text, without a byte order mark.
    public static func read(_ bytes: [UInt8]) throws(Fault) -> String {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { throw .utf16 }
        guard let text = String(validating: withoutByteOrderMark(bytes), as: UTF8.self) else {
            throw .notUTF8(offset: firstInvalidByte(of: bytes))
        }
        return text
    }

    private static func firstInvalidByte(of bytes: [UInt8]) -> Int {
        var parser = UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var offset = 0
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let scalar): offset += scalar.count
            case .error, .emptyInput: return offset
            }
        }
    }
}
