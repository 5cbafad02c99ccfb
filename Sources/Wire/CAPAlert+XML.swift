internal import Documents

extension CAPAlert {
    static let namespace = "urn:oasis:names:tc:emergency:cap:1.2"

    /// The alert as a CAP file, in the order of the schema.
    ///
    /// Writing a file transmits nothing: the file is for an origination tool that IPAWS has
    /// certified.
    ///
    /// - Throws: A ``CAPRefusal`` with every rule that the alert breaks in this context.
    public func xml(in context: CAPContext) throws -> String {
        let violations = violations(in: context)
        guard violations.isEmpty else { throw CAPRefusal(violations: violations) }
        return try unjudgedXML()
    }

    /// The alert as a CAP file, without judging it, to compare alerts of other senders.
    ///
    /// - Throws: A ``WireError`` if a text contains a character that XML can't hold.
    package func unjudgedXML() throws(WireError) -> String {
        let document = MarkupDocument(
            root: .element("alert", [], content), namespaces: [("", Self.namespace)])
        return try document.xml(for: "write the CAP file")
    }

    private var content: [Markup] {
        var list = MarkupList()
        list.add("identifier", identifier)
        list.add("sender", sender)
        list.add("sent", sent.text)
        list.add("status", status.rawValue)
        list.add("msgType", messageType.rawValue)
        list.add("source", source)
        list.add("scope", scope.rawValue)
        list.add("restriction", restriction)
        list.add("addresses", addresses)
        for code in codes { list.add("code", code) }
        list.add("note", note)
        if !references.isEmpty {
            list.add("references", references.map(\.text).joined(separator: " "))
        }
        list.add("incidents", incidents)
        for info in infos { list.add("info", info.content) }
        return list.items
    }
}

extension CAPInfo {
    fileprivate var content: [Markup] {
        var list = MarkupList()
        list.add("language", language)
        for category in categories { list.add("category", category.rawValue) }
        list.add("event", event)
        for type in responseTypes { list.add("responseType", type.rawValue) }
        list.add("urgency", urgency.rawValue)
        list.add("severity", severity.rawValue)
        list.add("certainty", certainty.rawValue)
        list.add("audience", audience)
        for code in eventCodes { list.add("eventCode", code.content) }
        list.add("effective", effective?.text)
        list.add("onset", onset?.text)
        list.add("expires", expires?.text)
        list.add("senderName", senderName)
        list.add("headline", headline)
        list.add("description", description)
        list.add("instruction", instruction)
        list.add("web", web)
        list.add("contact", contact)
        for parameter in parameters { list.add("parameter", parameter.content) }
        for resource in resources { list.add("resource", resource.content) }
        for area in areas { list.add("area", area.content) }
        return list.items
    }
}

extension CAPNamedValue {
    fileprivate var content: [Markup] { [.leaf("valueName", name), .leaf("value", value)] }
}

extension CAPResource {
    fileprivate var content: [Markup] {
        var list = MarkupList()
        list.add("resourceDesc", resourceDescription)
        list.add("mimeType", mimeType)
        list.add("size", size.map(String.init))
        list.add("uri", uri)
        list.add("derefUri", embedded)
        list.add("digest", digest)
        return list.items
    }
}

extension CAPArea {
    fileprivate var content: [Markup] {
        var list = MarkupList()
        list.add("areaDesc", areaDescription)
        for polygon in polygons { list.add("polygon", polygon.text) }
        for circle in circles { list.add("circle", circle.text) }
        for geocode in geocodes { list.add("geocode", geocode.content) }
        list.add("altitude", altitude.map(WireNumber.text))
        list.add("ceiling", ceiling.map(WireNumber.text))
        return list.items
    }
}

/// Elements in the order in which they are added; an absent value adds none.
struct MarkupList {
    private(set) var items: [Markup] = []

    mutating func add(_ name: String, _ text: String?) {
        if let text { items.append(.leaf(name, text)) }
    }

    mutating func add(_ name: String, _ content: [Markup]) {
        items.append(.element(name, [], content))
    }
}
