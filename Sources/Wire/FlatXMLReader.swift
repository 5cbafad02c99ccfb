internal import Tables

/// Reads records of plain fields from XML: `<request><id>1</id>…</request>`, as often as they come.
///
/// A broken record is a fault with its line and column, and reading goes on with the next one, which
/// a parser for whole documents can't do. Attributes, comments and declared entities aren't read:
/// such a record is a fault.
struct FlatXMLReader {
    /// One record with its fields by name.
    struct Record {
        /// The line on which it begins, from 1.
        var line: Int
        var fields: [String: String]
    }

    private let text: [UInt8]
    private var index = 0

    static func records(
        _ name: String, of bytes: [UInt8]
    ) -> [Result<Record, TableFault>] {
        var reader = FlatXMLReader(text: bytes)
        let (opening, closing) = (Array("<\(name)>".utf8), Array("</\(name)>".utf8))
        var records: [Result<Record, TableFault>] = []
        while let start = reader.find(opening, from: reader.index) {
            let inside = start + opening.count
            let next = reader.find(opening, from: inside) ?? bytes.count
            reader.index = inside
            guard let end = reader.find(closing, from: inside), end < next else {
                reader.index = start
                records.append(.failure(reader.fault("this <\(name)> is never closed")))
                reader.index = next
                continue
            }
            records.append(reader.record(until: end, line: reader.place(of: start).line))
            reader.index = end + closing.count
        }
        if records.isEmpty {
            records.append(.failure(reader.fault("the file has no <\(name)>")))
        }
        return records
    }

    private mutating func record(until end: Int, line: Int) -> Result<Record, TableFault> {
        var record = Record(line: line, fields: [:])
        do throws(TableFault) {
            while true {
                while index < end, text[index] <= 0x20 { index += 1 }
                if index >= end { return .success(record) }
                let (name, value) = try field(until: end)
                if record.fields[name] == nil { record.fields[name] = value }
            }
        } catch {
            return .failure(error)
        }
    }

    private mutating func field(until end: Int) throws(TableFault) -> (String, String) {
        let start = index
        guard text[index] == UInt8(ascii: "<"),
            let close = text[index..<end].firstIndex(of: UInt8(ascii: ">"))
        else { throw fault("a field in angle brackets is missing") }
        let isEmpty = text[close - 1] == UInt8(ascii: "/")
        let name = String(
            decoding: text[(index + 1)..<(isEmpty ? close - 1 : close)], as: UTF8.self)
        guard !name.isEmpty, name.utf8.allSatisfy(Self.isNameByte) else {
            throw fault("this isn't the beginning of a plain field")
        }
        index = close + 1
        if isEmpty { return (name, "") }
        guard let next = text[index..<end].firstIndex(of: UInt8(ascii: "<")) else {
            index = start
            throw fault("this <\(name)> is never closed")
        }
        let value = try unescaped(index..<next)
        index = next
        let closing = Array("</\(name)>".utf8)
        guard text[index..<end].starts(with: closing) else {
            throw fault("</\(name)> is missing")
        }
        index += closing.count
        return (name, value)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
            || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
    }

    private static let entities: [String: Character] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'",
    ]

    private mutating func unescaped(_ range: Range<Int>) throws(TableFault) -> String {
        guard var rest = String(validating: text[range], as: UTF8.self)?[...] else {
            throw fault("the text isn't valid UTF-8")
        }
        var value = ""
        while let mark = rest.firstIndex(of: "&") {
            value += rest[..<mark]
            rest = rest[rest.index(after: mark)...]
            guard let end = rest.firstIndex(of: ";"), let character = Self.character(rest[..<end])
            else { throw fault("an & in this text stands for nothing") }
            value.append(character)
            rest = rest[rest.index(after: end)...]
        }
        return value + rest
    }

    private static func character(_ name: Substring) -> Character? {
        if let character = entities[String(name)] { return character }
        guard name.first == "#" else { return nil }
        let digits = name.dropFirst()
        let number =
            digits.first == "x" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return number.flatMap(Unicode.Scalar.init).map(Character.init)
    }

    // MARK: Places

    private func find(_ bytes: [UInt8], from start: Int) -> Int? {
        guard start < text.count else { return nil }
        return text[start...].firstRange(of: bytes)?.lowerBound
    }

    private func place(of index: Int) -> (line: Int, column: Int) {
        let before = text[..<index]
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return (
            1 + before.count { $0 == UInt8(ascii: "\n") },
            1 + text[start..<index].count { $0 & 0xC0 != 0x80 }
        )
    }

    private func fault(_ reason: String) -> TableFault {
        let (line, column) = place(of: index)
        return TableFault(line: line, column: column, reason: reason)
    }
}
