/// Writes a tree of elements as HTML that is also well-formed XML.
///
/// Every text and every attribute's value is escaped here and nowhere else. Control characters and
/// direction overrides are shown as `\u{202E}`.
struct HTMLWriter {
    private(set) var bytes: [UInt8] = []
    private let keepsDirection: Bool

    /// - Parameter keepsDirection: See ``VisibleText/escaping(_:keepsLineBreaks:keepsDirection:)``.
    init(keepsDirection: Bool) { self.keepsDirection = keepsDirection }

    mutating func write(_ markup: Markup) {
        switch markup {
        case .text(let text): escape(text, quote: false)
        case .element(let name, let attributes, let content):
            bytes.append(UInt8(ascii: "<"))
            bytes += name.utf8
            for (name, value) in attributes {
                bytes.append(UInt8(ascii: " "))
                bytes += name.utf8
                bytes += "=\"".utf8
                escape(value, quote: true)
                bytes.append(UInt8(ascii: "\""))
            }
            if Self.empty.contains(name) {
                bytes += "/>".utf8
                return
            }
            bytes.append(UInt8(ascii: ">"))
            for part in content { write(part) }
            bytes += "</".utf8
            bytes += name.utf8
            bytes.append(UInt8(ascii: ">"))
            if Self.lines.contains(name) { bytes.append(UInt8(ascii: "\n")) }
        }
    }

    /// Elements that have no end tag.
    private static let empty: Set<String> = ["meta", "br"]
    /// Elements after which a line break does not show.
    private static let lines: Set<String> = [
        "tr", "li", "p", "section", "h1", "h2", "h3", "svg", "head", "title", "style",
    ]

    private mutating func escape(_ text: String, quote: Bool) {
        for byte in VisibleText.escaping(text, keepsDirection: keepsDirection).utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "<"): bytes += "&lt;".utf8
            case UInt8(ascii: ">"): bytes += "&gt;".utf8
            case UInt8(ascii: "\"") where quote: bytes += "&quot;".utf8
            default: bytes.append(byte)
            }
        }
    }
}
