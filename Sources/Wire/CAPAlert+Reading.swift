extension CAPAlert {
    /// Reads a CAP 1.2 file that someone else wrote.
    ///
    /// The file must be UTF-8, of at most a mebibyte, without a document type; nothing outside it
    /// is fetched. Its structure must follow the schema. Its contents are not judged: see
    /// ``violations(in:)``.
    ///
    /// - Throws: A ``WireError`` that names the element or the line.
    public init(xml: String) throws(WireError) {
        try self.init(bytes: Array(xml.utf8))
    }

    /// - Throws: The errors of ``init(xml:)``.
    public init(bytes: [UInt8]) throws(WireError) {
        let root = try XMLReading(task: Self.task).root(of: bytes)
        guard root.name == "alert", root.namespace == Self.namespace else {
            throw WireError(
                Self.task, at: "the root element",
                "it is \(root.name.prefix(60)) of \"\(root.namespace.prefix(80))\", not a CAP 1.2 alert",
                mend: "Only files in the namespace \(Self.namespace) are read")
        }
        let signature = "http://www.w3.org/2000/09/xmldsig#"
        let own = root.children.filter { $0.namespace != signature }
        var reader = ElementReader(own, of: "alert")
        self.init(
            identifier: try reader.text("identifier"), sender: try reader.text("sender"),
            sent: CAPTime(text: try reader.text("sent")), status: try reader.value("status"),
            messageType: try reader.value("msgType"), source: reader.prose("source"),
            scope: try reader.value("scope"), restriction: reader.prose("restriction"),
            addresses: reader.prose("addresses"), codes: reader.texts("code"),
            note: reader.prose("note"), references: try Self.references(&reader),
            incidents: reader.prose("incidents"),
            infos: try reader.all("info") { (info) throws(WireError) in try CAPInfo(info) },
            isSigned: own.count < root.children.count)
        try reader.finish()
    }

    fileprivate static let task = "read the CAP file"

    private static func references(
        _ reader: inout ElementReader
    ) throws(WireError) -> [CAPReference] {
        guard let text = reader.optionalText("references") else { return [] }
        var references: [CAPReference] = []
        for word in text.split(whereSeparator: \.isWhitespace) {
            guard let reference = CAPReference(word) else {
                throw WireError(
                    task, at: "alert/references",
                    "\"\(word.prefix(80))\" has not the three parts sender,identifier,sent",
                    mend: "Separate references by spaces and their parts by commas")
            }
            references.append(reference)
        }
        return references
    }
}

extension CAPInfo {
    fileprivate init(_ element: ReadElement) throws(WireError) {
        var reader = ElementReader(element.children, of: "alert/info")
        self.init(
            language: reader.optionalText("language"), categories: try reader.values("category"),
            event: try reader.requiredProse("event"),
            responseTypes: try reader.values("responseType"), urgency: try reader.value("urgency"),
            severity: try reader.value("severity"), certainty: try reader.value("certainty"),
            audience: reader.prose("audience"), eventCodes: try reader.namedValues("eventCode"),
            effective: reader.time("effective"), onset: reader.time("onset"),
            expires: reader.time("expires"), senderName: reader.prose("senderName"),
            headline: reader.prose("headline"), description: reader.prose("description"),
            instruction: reader.prose("instruction"), web: reader.optionalText("web"),
            contact: reader.prose("contact"), parameters: try reader.namedValues("parameter"),
            resources: try reader.all("resource") { (element) throws(WireError) in
                try CAPResource(element)
            },
            areas: try reader.all("area") { (element) throws(WireError) in try CAPArea(element) })
        try reader.finish()
    }
}

extension CAPResource {
    fileprivate init(_ element: ReadElement) throws(WireError) {
        var reader = ElementReader(element.children, of: "alert/info/resource")
        self.init(
            resourceDescription: try reader.requiredProse("resourceDesc"),
            mimeType: try reader.text("mimeType"),
            size: try reader.parsed("size", "a whole number") { Int($0) },
            uri: reader.optionalText("uri"), embedded: reader.prose("derefUri"),
            digest: reader.optionalText("digest"))
        try reader.finish()
    }
}

extension CAPArea {
    fileprivate init(_ element: ReadElement) throws(WireError) {
        var reader = ElementReader(element.children, of: "alert/info/area")
        self.init(
            areaDescription: try reader.requiredProse("areaDesc"),
            polygons: try reader.allParsed("polygon", "a list of LATITUDE,LONGITUDE") { text in
                let words = text.split(whereSeparator: \.isWhitespace)
                let points = words.compactMap(CAPPoint.init)
                return points.count == words.count ? CAPPolygon(points) : nil
            },
            circles: try reader.allParsed("circle", "LATITUDE,LONGITUDE RADIUS") { text in
                let words = text.split(whereSeparator: \.isWhitespace)
                guard words.count == 2, let center = CAPPoint(words[0]),
                    let radius = WireNumber.read(words[1])
                else { return nil }
                return CAPCircle(center: center, radiusInKilometers: radius)
            },
            geocodes: try reader.namedValues("geocode"),
            altitude: try reader.parsed("altitude", "a number") { WireNumber.read($0[...]) },
            ceiling: try reader.parsed("ceiling", "a number") { WireNumber.read($0[...]) })
        try reader.finish()
    }
}

/// Takes child elements in the schema's order; any element left at the end is out of place.
private struct ElementReader {
    private let elements: [ReadElement]
    private let path: String
    private var next = 0

    init(_ elements: [ReadElement], of path: String) {
        self.elements = elements
        self.path = path
    }

    private mutating func take(_ name: String) -> ReadElement? {
        guard next < elements.count, elements[next].name == name,
            elements[next].namespace == CAPAlert.namespace
        else { return nil }
        defer { next += 1 }
        return elements[next]
    }

    /// The text as written: prose keeps its white space.
    mutating func prose(_ name: String) -> String? { take(name)?.text }

    mutating func requiredProse(_ name: String) throws(WireError) -> String {
        guard let text = prose(name) else { throw missing(name) }
        return text
    }

    /// The text without outer white space, for codes.
    mutating func optionalText(_ name: String) -> String? { prose(name)?.withoutOuterSpace }

    mutating func text(_ name: String) throws(WireError) -> String {
        try requiredProse(name).withoutOuterSpace
    }

    mutating func texts(_ name: String) -> [String] {
        var texts: [String] = []
        while let text = optionalText(name) { texts.append(text) }
        return texts
    }

    mutating func time(_ name: String) -> CAPTime? {
        optionalText(name).map(CAPTime.init(text:))
    }

    mutating func value<Value: RawRepresentable<String> & CaseIterable>(
        _ name: String
    ) throws(WireError) -> Value {
        try known(try text(name), name)
    }

    mutating func values<Value: RawRepresentable<String> & CaseIterable>(
        _ name: String
    ) throws(WireError) -> [Value] {
        var values: [Value] = []
        while let text = optionalText(name) { values.append(try known(text, name)) }
        return values
    }

    private func known<Value: RawRepresentable<String> & CaseIterable>(
        _ text: String, _ name: String
    ) throws(WireError) -> Value {
        if let value = Value(rawValue: text) { return value }
        let allowed = Value.allCases.map(\.rawValue).joined(separator: ", ")
        throw WireError(
            CAPAlert.task, at: "\(path)/\(name)", "\"\(text.prefix(60))\" is not allowed there",
            mend: "Use one of \(allowed)")
    }

    mutating func parsed<Value>(
        _ name: String, _ form: String, _ parse: (String) -> Value?
    ) throws(WireError) -> Value? {
        guard let text = optionalText(name) else { return nil }
        guard let value = parse(text) else {
            throw WireError(
                CAPAlert.task, at: "\(path)/\(name)", "\"\(text.prefix(60))\" is not \(form)",
                mend: "Write \(form)")
        }
        return value
    }

    mutating func allParsed<Value>(
        _ name: String, _ form: String, _ parse: (String) -> Value?
    ) throws(WireError) -> [Value] {
        var values: [Value] = []
        while let value = try parsed(name, form, parse) { values.append(value) }
        return values
    }

    mutating func all<Value>(
        _ name: String, _ read: (ReadElement) throws(WireError) -> Value
    ) throws(WireError) -> [Value] {
        var values: [Value] = []
        while let element = take(name) { values.append(try read(element)) }
        return values
    }

    mutating func namedValues(_ name: String) throws(WireError) -> [CAPNamedValue] {
        let path = "\(path)/\(name)"
        return try all(name) { (element) throws(WireError) in
            var reader = ElementReader(element.children, of: path)
            let pair = CAPNamedValue(
                try reader.text("valueName"), try reader.requiredProse("value"))
            try reader.finish()
            return pair
        }
    }

    func finish() throws(WireError) {
        guard next < elements.count else { return }
        throw WireError(
            CAPAlert.task, at: "\(path)/\(elements[next].name.prefix(60))",
            "the element is unknown or stands out of the schema's order",
            mend: "Follow the order of CAP 1.2")
    }

    private func missing(_ name: String) -> WireError {
        let found = next < elements.count ? ", where \(elements[next].name.prefix(60)) stands" : ""
        return WireError(
            CAPAlert.task, at: path, "the element \(name) is missing\(found)",
            mend: "Add it, in the order of CAP 1.2")
    }
}

extension String {
    fileprivate var withoutOuterSpace: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }
}
