import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// The contents of one of our HTML pages, read by a third-party parser. The pages are also
/// well-formed XML.
final class PageReader: NSObject, XMLParserDelegate {
    struct Row {
        var caption: String
        var id: String?
        var cells: [String] = []
        var links: [String] = []
    }

    /// A shape of a picture, or its text.
    struct Shape {
        /// The picture's id.
        var picture: String
        var name: String
        var attributes: [String: String]
        var text = ""

        func number(_ attribute: String) -> Double { Double(attributes[attribute] ?? "") ?? .nan }
        /// The points of a polygon.
        var points: [[Double]] {
            (attributes["points"] ?? "").split(separator: " ")
                .map { $0.split(separator: ",").compactMap { Double($0) } }
        }
    }

    private(set) var shapes: [Shape] = []
    private(set) var elements: Set<String> = []
    private(set) var attributes: Set<String> = []
    private(set) var ids: [String] = []
    private(set) var links: [String] = []
    private(set) var headings: [String] = []
    private(set) var rows: [Row] = []
    private(set) var text = ""
    private var caption = ""
    private var picture = ""
    private var stack: [String] = []
    private var collected = ""

    init(_ page: [UInt8]) throws {
        super.init()
        let parser = XMLParser(data: Data(page.dropFirst("<!DOCTYPE html>\n".utf8.count)))
        parser.delegate = self
        if !parser.parse() {
            throw parser.parserError ?? Fault.notRead(parser.lineNumber)
        }
    }

    enum Fault: Error { case notRead(Int) }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
    ) {
        stack.append(name)
        elements.insert(name)
        self.attributes.formUnion(attributes.keys)
        if let id = attributes["id"] { ids.append(id) }
        if let link = attributes["href"] {
            links.append(link)
            if !rows.isEmpty { rows[rows.count - 1].links.append(link) }
        }
        if stack.contains("svg"), name != "svg" {
            shapes.append(Shape(picture: picture, name: name, attributes: attributes))
        }
        switch name {
        case "svg":
            picture = String((attributes["aria-labelledby"] ?? "").prefix { $0 != "-" })
        case "tr": rows.append(Row(caption: caption, id: attributes["id"]))
        case "td", "th", "caption", "h1", "h2", "h3": collected = ""
        default: break
        }
    }

    func parser(_ parser: XMLParser, foundCharacters characters: String) {
        if stack.contains("style") { return }
        text += characters
        if stack.contains("svg"), !shapes.isEmpty { shapes[shapes.count - 1].text += characters }
        collected += characters
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
        qualifiedName: String?
    ) {
        stack.removeLast()
        switch name {
        case "td", "th": rows[rows.count - 1].cells.append(collected)
        case "caption": caption = collected
        case "h1", "h2", "h3": headings.append("\(name) \(collected)")
        default: break
        }
    }
}
