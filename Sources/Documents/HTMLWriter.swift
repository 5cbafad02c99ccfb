/// Writes a tree of elements as HTML that is also well-formed XML.
///
/// Every text and every attribute's value is escaped here and nowhere else. Control characters and
/// overrides of direction are shown as `\u{202E}`.
package struct HTMLWriter {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    /// A whole page in English that needs nothing beside itself.
    package static func page(title: String, style: String, body: [Markup]) -> [UInt8] {
        let head = Markup.element(
            "head", [],
            [
                .element("meta", [("charset", "utf-8")], []),
                .element(
                    "meta",
                    [("name", "viewport"), ("content", "width=device-width, initial-scale=1")], []),
                // Whatever a mistake let through, nothing is fetched and nothing runs.
                .element(
                    "meta",
                    [
                        ("http-equiv", "Content-Security-Policy"),
                        ("content", "default-src 'none'; style-src 'unsafe-inline'"),
                    ], []),
                .leaf("title", title), .leaf("style", style),
            ])
        var writer = HTMLWriter()
        writer.write(.element("html", [("lang", "en")], [head, .element("body", [], body)]))
        return Array("<!DOCTYPE html>\n".utf8) + writer.bytes + [0x0A]
    }

    package mutating func write(_ markup: Markup) {
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
        for byte in VisibleText.escaping(text).utf8 {
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
