/// The encoding of a file's bytes.
public enum TableEncoding: String, Hashable, Sendable, CaseIterable {
    case utf8 = "utf-8"
    case utf16LittleEndian = "utf-16-le"
    case utf16BigEndian = "utf-16-be"

    /// What the first bytes show: a byte order mark, or the zero byte that UTF-16 has beside each
    /// ASCII character. Nil if neither is there.
    fileprivate static func shown(by bytes: [UInt8]) -> (TableEncoding, markBytes: Int)? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        guard bytes.count > 1, (bytes[0] == 0) != (bytes[1] == 0) else { return nil }
        return (bytes[0] == 0 ? .utf16BigEndian : .utf16LittleEndian, 0)
    }
}

/// Turns a file's bytes into UTF-8, chunk by chunk, without the byte order mark.
struct UTF8Stream {
    /// Nil until the first bytes are read.
    private var encoding: TableEncoding?
    /// The encoding if the first bytes don't show one.
    private let assumed: TableEncoding
    /// Bytes that a later chunk completes.
    private var held: [UInt8] = []

    init(assuming encoding: TableEncoding?) {
        assumed = encoding ?? .utf8
    }

    mutating func append(_ chunk: [UInt8], to text: inout [UInt8], isLast: Bool) {
        guard encoding == nil || encoding != .utf8 else {
            text += chunk
            return
        }
        held += chunk
        guard held.count >= 3 || isLast else { return }
        if encoding == nil {
            let (shown, markBytes) = TableEncoding.shown(by: held) ?? (assumed, 0)
            encoding = shown
            held.removeFirst(markBytes)
        }
        switch encoding {
        case .utf16LittleEndian: transcode(low: 0, to: &text, isLast)
        case .utf16BigEndian: transcode(low: 1, to: &text, isLast)
        case .utf8, nil:
            text += held
            held = []
        }
    }

    /// - Parameter low: The index of the low byte in each pair.
    private mutating func transcode(low: Int, to text: inout [UInt8], _ isLast: Bool) {
        var units: [UInt16] = []
        units.reserveCapacity(held.count / 2)
        var index = 0
        while index + 1 < held.count {
            units.append(UInt16(held[index + low]) | UInt16(held[index + 1 - low]) << 8)
            index += 2
        }
        // The second half of a pair may be in the next chunk.
        if !isLast, let last = units.last, UTF16.isLeadSurrogate(last) {
            units.removeLast()
            index -= 2
        }
        held.removeFirst(index)
        if isLast, !held.isEmpty {
            units.append(0xFFFD)
            held = []
        }
        text += String(decoding: units, as: UTF16.self).utf8
    }
}
