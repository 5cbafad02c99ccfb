internal import Basics
internal import Documents
internal import FoundationXML

/// An XML document with the namespaces that its root declares.
struct MarkupDocument {
    var root: Markup
    /// Prefix and name; the default namespace has an empty prefix.
    var namespaces: [(prefix: String, name: String)] = []
    var hostile = HostileCharacters.refused

    /// The treatment of a character that XML can't hold, such as NUL.
    enum HostileCharacters {
        case refused
        /// Shown as `\u{1B}`, so that one old entry doesn't break the whole feed.
        case shown
    }

    /// The document as indented UTF-8.
    ///
    /// - Throws: A ``WireError`` if a text holds a hostile character that is refused.
    func xml(for task: String) throws(WireError) -> String {
        let document = XMLDocument(rootElement: try rootElement(for: task))
        document.version = "1.0"
        document.characterEncoding = "UTF-8"
        return document.xmlString(options: [.nodePrettyPrint, .nodeCompactEmptyElement])
    }

    /// The root alone, for HTML, which has its own document type.
    ///
    /// - Throws: The errors of ``xml(for:)``.
    func rootXML(for task: String) throws(WireError) -> String {
        // Not indented: white space between a page's inline elements would show.
        try rootElement(for: task).xmlString(options: [.nodeCompactEmptyElement])
    }

    private func rootElement(for task: String) throws(WireError) -> XMLElement {
        let element = try node(root, in: "", for: task) as? XMLElement
        guard let element else {
            throw WireError(
                task, at: "the document", "it has no element", mend: "Give it a root element")
        }
        for (prefix, name) in namespaces {
            if let node = XMLNode.namespace(withName: prefix, stringValue: name) as? XMLNode {
                element.addNamespace(node)
            }
        }
        return element
    }

    private func node(
        _ markup: Markup, in path: String, for task: String
    ) throws(WireError) -> XMLNode? {
        switch markup {
        case .text(let text):
            let shown = try allowed(text, in: path, for: task)
            return XMLNode.text(withStringValue: shown) as? XMLNode
        case .element(let name, let attributes, let content):
            let here = path.isEmpty ? name : "\(path)/\(name)"
            let element = XMLElement(name: name)
            for (name, value) in attributes {
                let shown = try allowed(value, in: "\(here)/@\(name)", for: task)
                if let node = XMLNode.attribute(withName: name, stringValue: shown) as? XMLNode {
                    element.addAttribute(node)
                }
            }
            for part in content {
                if let child = try node(part, in: here, for: task) { element.addChild(child) }
            }
            return element
        }
    }

    /// libxml2 would end a text at NUL and write other control characters as ill-formed XML.
    private func allowed(
        _ text: String, in path: String, for task: String
    ) throws(WireError) -> String {
        guard
            let scalar = text.unicodeScalars.first(where: { !VisibleText.isAllowedInXML($0) })
        else { return text }
        if hostile == .shown { return Self.shown(text) }
        throw WireError(
            task, at: path, "the text holds U+\(scalar.codePoint()), which XML does not allow",
            mend: "Remove that character")
    }

    private static func shown(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { shown, scalar in
            if VisibleText.isAllowedInXML(scalar) {
                shown.unicodeScalars.append(scalar)
            } else {
                shown += VisibleText.sign(for: scalar)
            }
        }
    }
}
