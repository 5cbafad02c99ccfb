internal import Foundation
internal import FoundationXML

/// An element that was read, with its text and its child elements in order.
final class ReadElement {
    let name: String
    let namespace: String
    var text = ""
    var children: [ReadElement] = []

    init(name: String, namespace: String) {
        self.name = name
        self.namespace = namespace
    }
}

/// Reads XML from unknown authors: UTF-8 only, no document type, nothing fetched, everything
/// limited.
struct XMLReading {
    static let maximumBytes = 1 << 20
    private static let maximumDepth = 32
    private static let maximumElements = 20_000

    let task: String

    func root(of bytes: [UInt8]) throws(WireError) -> ReadElement {
        try refuseWhatIsNotPlain(bytes)
        let collector = Collector(depth: Self.maximumDepth, elements: Self.maximumElements)
        let parser = XMLParser(data: Data(bytes))
        parser.shouldProcessNamespaces = true
        parser.shouldResolveExternalEntities = false
        parser.delegate = collector
        let succeeded = parser.parse()
        let place = "line \(parser.lineNumber), column \(parser.columnNumber)"
        if let fault = collector.fault {
            throw WireError(task, at: place, fault, mend: "Ask the sender for a plain CAP 1.2 file")
        }
        // Foundation on Linux returns true from `parse` for some ill-formed documents.
        guard succeeded, parser.parserError == nil, !collector.sawError, let root = collector.root
        else {
            throw WireError(
                task, at: place, "the XML is not well-formed",
                mend: "Check the file with xmllint, or ask the sender for it again")
        }
        return root
    }

    /// Checked before any parser sees the bytes, so no parser's default matters.
    private func refuseWhatIsNotPlain(_ bytes: [UInt8]) throws(WireError) {
        guard bytes.count <= Self.maximumBytes else {
            throw WireError(
                task, at: "the file",
                "it has \(bytes.count) bytes, and at most \(Self.maximumBytes) are read",
                mend: "Remove embedded media from it")
        }
        let text = String(validating: bytes, as: UTF8.self)
        guard let text, !bytes.contains(0) else {
            throw WireError(
                task, at: "the file", "it is not UTF-8 text", mend: "Convert it to UTF-8")
        }
        for forbidden in ["<!DOCTYPE", "<!ENTITY"]
        where text.utf8.firstRange(of: forbidden.utf8) != nil {
            throw WireError(
                task, at: "the file", "it declares a document type or an entity (\(forbidden))",
                mend: "Remove the declaration: CAP needs none, and one can fetch or expand files")
        }
        guard Self.hasOnlySafeInstructions(text) else {
            throw WireError(
                task, at: "the file", "it holds a processing instruction (<?)",
                mend: "Remove it: only the XML declaration and a style sheet are read over")
        }
        if let encoding = Self.declaredEncoding(text),
            !["utf-8", "us-ascii", "ascii"].contains(encoding.lowercased())
        {
            throw WireError(
                task, at: "line 1", "it declares the encoding \(encoding.prefix(40))",
                mend: "Save it as UTF-8 and say so")
        }
    }

    /// Foundation on Linux crashes on an instruction without data, such as `<?x?>` (seen in 6.3.1).
    private static func hasOnlySafeInstructions(_ text: String) -> Bool {
        let space: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        var rest = Self.withoutByteOrderMark(text)
        func drop(_ start: String) -> Bool {
            guard rest.starts(with: start.utf8), let next = rest.dropFirst(start.utf8.count).first,
                space.contains(next)
            else { return false }
            rest = rest.dropFirst(start.utf8.count)
            return true
        }
        _ = drop("<?xml")
        while let found = rest.firstRange(of: "<?".utf8) {
            rest = rest[found.lowerBound...]
            guard drop("<?xml-stylesheet") else { return false }
        }
        return true
    }

    private static func withoutByteOrderMark(_ text: String) -> Substring.UTF8View {
        text.unicodeScalars.first == "\u{FEFF}" ? text.utf8.dropFirst(3) : text.utf8[...]
    }

    private static func declaredEncoding(_ text: String) -> String? {
        let start =
            text.unicodeScalars.first == "\u{FEFF}" ? text.utf8.dropFirst(3) : text.utf8[...]
        guard start.starts(with: "<?xml".utf8), let end = start.firstRange(of: "?>".utf8),
            let name = start[..<end.lowerBound].firstRange(of: "encoding".utf8)
        else { return nil }
        let rest = start[name.upperBound..<end.lowerBound]
        let quoted = rest.drop { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") }
        guard let quote = quoted.first else { return "" }
        return String(Substring(quoted.dropFirst().prefix { $0 != quote }))
    }
}

/// Builds the tree, and takes nothing more once a limit is exceeded.
private final class Collector: NSObject, XMLParserDelegate {
    private let maximumDepth: Int
    private var elementsLeft: Int
    private var open: [ReadElement] = []
    private(set) var root: ReadElement?
    private(set) var fault: String?
    private(set) var sawError = false

    init(depth: Int, elements: Int) {
        maximumDepth = depth
        elementsLeft = elements
    }

    private func stop(_ parser: XMLParser, _ reason: String) {
        guard fault == nil else { return }
        fault = reason
        parser.abortParsing()
    }

    func parser(
        _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
    ) {
        guard fault == nil else { return }
        guard open.count < maximumDepth else {
            return stop(parser, "elements are nested more than \(maximumDepth) deep")
        }
        guard elementsLeft > 0 else { return stop(parser, "it has too many elements") }
        elementsLeft -= 1
        let local = elementName.utf8.split(separator: UInt8(ascii: ":")).last.map(Substring.init)
        let element = ReadElement(
            name: local.map(String.init) ?? elementName, namespace: namespaceURI ?? "")
        if let parent = open.last {
            parent.children.append(element)
        } else {
            root = root ?? element
        }
        open.append(element)
    }

    func parser(
        _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?,
        qualifiedName: String?
    ) {
        _ = open.popLast()
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        open.last?.text += string
    }

    func parser(_ parser: XMLParser, foundCDATA CDATABlock: Data) {
        open.last?.text += String(decoding: CDATABlock, as: UTF8.self)
    }

    func parser(
        _ parser: XMLParser, foundInternalEntityDeclarationWithName name: String, value: String?
    ) {
        stop(parser, "it declares an entity")
    }

    func parser(_ parser: XMLParser, parseErrorOccurred parseError: any Error) {
        sawError = true
    }
}
