public import IncidentEvents
public import Tables

/// What the columns of somebody else's file mean. One small file for each kind of export takes the
/// place of a reader for each vendor.
public struct TableMapping: Hashable, Sendable {
    /// The meanings that a command can use, and how their columns may be named.
    public struct Meanings: Sendable {
        /// In the order of ``MappedRow/values``.
        public var names: [String]
        /// Each of them needs a column, a series or a fixed value.
        public var required: Set<String>
        /// Why nothing may be read from a column of that name; nil if it may.
        public var refusal: @Sendable (String) -> String?

        public init(
            _ names: [String], required: Set<String>,
            refusal: @escaping @Sendable (String) -> String? = { _ in nil }
        ) {
            (self.names, self.required, self.refusal) = (names, required, refusal)
        }
    }

    public enum Form: Hashable, Sendable {
        case delimited(DelimitedReader.Delimiter)
        case jsonLines
    }

    /// One cell of a row: a column by its header or its number from 1, or a path in JSON.
    public enum Column: Hashable, Sendable {
        case named(String)
        case number(Int)
    }

    /// Columns that hold one series each: the header names it, and each cell is one of its values.
    public struct Series: Hashable, Sendable {
        /// The first such column, from 1.
        public var from: Int
        /// The meaning of the cells.
        public var value: String
        /// The meaning of the header.
        public var header: String
        /// The header counts up to these characters.
        public var until: String?
    }

    public struct TimeFormat: Hashable, Sendable {
        /// Tried in order.
        public var patterns: [TimePattern]
        /// The zone of times without one; nil refuses them.
        public var zone: Zone?
    }

    public var id: String
    /// What the file is, for people.
    public var title: String
    public var form: Form
    /// The encoding if the file doesn't show it.
    public var encoding: TableEncoding?
    /// The line of the column names, from 1; nil if the file has none.
    public var headerLine: Int?
    /// By meaning.
    public var columns: [String: Column] = [:]
    /// Fixed values, by meaning.
    public var values: [String: String] = [:]
    public var series: Series?
    /// Only rows with one of these values in the column.
    public var only: [Column: Set<String>] = [:]
    /// The meaning whose texts are times.
    public var time: TimeFormat?
    /// By meaning and by the vendor's word in lower case, our word.
    public var words: [String: [String: String]] = [:]

    /// Reads and checks a mapping.
    ///
    /// - Throws: A ``LoadFailure`` with every fault.
    public static func load(
        yaml: [UInt8], file: String, for meanings: Meanings
    ) throws(LoadFailure) -> TableMapping {
        let faults = Faults(file: file)
        let loader = TableMappingLoader(meanings: meanings, faults: faults)
        let mapping = YAMLDocument.read(yaml, faults: faults).flatMap(loader.mapping)
        return try faults.result(mapping).0
    }
}

private struct TableMappingLoader {
    let meanings: TableMapping.Meanings
    let faults: Faults

    private static let keys = [
        "mapping", "title", "format", "delimiter", "encoding", "header", "columns", "values",
        "series", "only", "time", "words",
    ]

    func mapping(_ node: YAMLNode) -> TableMapping? {
        guard
            let reader = MappingReader(node, of: "the mapping", keys: Self.keys, faults: faults)
        else { return nil }
        let id = reader.requiredText("mapping")
        if let id { faults.check(identifier: id, as: "mapping's id") }
        let form = form(reader)
        guard let id, let form else { return nil }
        var mapping = TableMapping(
            id: id.value, title: reader.text("title")?.value ?? id.value, form: form,
            headerLine: headerLine(reader, form))
        mapping.encoding = reader.text("encoding").flatMap {
            choice($0, TableEncoding.self, "encoding")
        }
        for entry in meant(reader, "columns") {
            mapping.columns[entry.key] = column(entry.value, entry.key, mapping)
        }
        for entry in meant(reader, "values") {
            mapping.values[entry.key] = faults.text(entry.value, entry.key)?.value
        }
        mapping.series = reader.value("series").flatMap { series($0, mapping) }
        for entry in reader.named("only") {
            let name = Located(value: entry.key, position: entry.position)
            guard let column = column(name, mapping) else { continue }
            mapping.only[column] = Set(faults.texts(entry.value, entry.key).map(\.value))
        }
        mapping.time = reader.value("time").flatMap(time)
        for entry in meant(reader, "words") {
            mapping.words[entry.key] = words(entry.value, entry.key)
        }
        checkRequired(mapping, at: node.position)
        return mapping
    }

    private func choice<Value: RawRepresentable & CaseIterable>(
        _ text: Located<String>, _ type: Value.Type, _ kind: String
    ) -> Value? where Value.RawValue == String {
        faults.check(text, isOneOf: Value.allCases.map(\.rawValue), as: kind)
            ? Value(rawValue: text.value) : nil
    }

    private func form(_ reader: MappingReader) -> TableMapping.Form? {
        guard let format = reader.requiredText("format"),
            faults.check(format, isOneOf: ["csv", "json-lines"], as: "format")
        else { return nil }
        let delimiter = reader.text("delimiter")
        guard format.value == "csv" else {
            if let delimiter {
                faults.error("JSON Lines have no delimiter", at: delimiter.position)
            }
            return .jsonLines
        }
        guard let delimiter else { return .delimited(.comma) }
        return choice(delimiter, DelimitedReader.Delimiter.self, "delimiter").map {
            .delimited($0)
        }
    }

    private func headerLine(_ reader: MappingReader, _ form: TableMapping.Form) -> Int? {
        if form == .jsonLines {
            if let header = reader.value("header") {
                faults.error("JSON Lines have no header", at: header.position)
            }
            return nil
        }
        guard let header = reader.value("header") else { return 1 }
        return header.scalarText == "none" ? nil : faults.wholeNumber(header, "header")
    }

    /// The entries of a key whose keys are meanings.
    private func meant(_ reader: MappingReader, _ key: String) -> [YAMLNode.Entry] {
        reader.named(key).filter {
            faults.check(
                Located(value: $0.key, position: $0.position), isOneOf: meanings.names,
                as: "meaning of a column")
        }
    }

    private func column(
        _ node: YAMLNode, _ key: String, _ mapping: TableMapping
    ) -> TableMapping.Column? {
        faults.text(node, key).flatMap { column($0, mapping) }
    }

    private func column(
        _ text: Located<String>, _ mapping: TableMapping
    ) -> TableMapping.Column? {
        if mapping.form != .jsonLines, let number = Int(text.value), (1...9999).contains(number) {
            return .number(number)
        }
        if mapping.form != .jsonLines, mapping.headerLine == nil {
            faults.error(
                "the file has no header, so a column has a number from 1 and not the name \"\(text.value)\"",
                at: text.position)
            return nil
        }
        if let refusal = meanings.refusal(text.value) {
            faults.error(refusal, at: text.position)
            return nil
        }
        return .named(text.value)
    }

    private func series(_ node: YAMLNode, _ mapping: TableMapping) -> TableMapping.Series? {
        guard
            let reader = MappingReader(
                node, of: "the series", keys: ["from", "value", "header", "until"], faults: faults)
        else { return nil }
        guard mapping.headerLine != nil else {
            faults.error("a series needs a header that names it", at: node.position)
            return nil
        }
        let from = reader.required("from").flatMap { faults.wholeNumber($0, "from") }
        let names = ["value", "header"].compactMap { key -> String? in
            guard let name = reader.requiredText(key),
                faults.check(name, isOneOf: meanings.names, as: "meaning of a column")
            else { return nil }
            return name.value
        }
        guard let from, names.count == 2 else { return nil }
        return TableMapping.Series(
            from: from, value: names[0], header: names[1], until: reader.text("until")?.value)
    }

    private func time(_ node: YAMLNode) -> TableMapping.TimeFormat? {
        guard
            let reader = MappingReader(
                node, of: "the time", keys: ["patterns", "zone"], faults: faults)
        else { return nil }
        let patterns = reader.texts("patterns").compactMap { text -> TimePattern? in
            guard let pattern = TimePattern(text.value) else {
                faults.error(
                    "\"\(text.value)\" isn't a pattern of times: write rfc3339, unix, unix-ms, unix-us or letters such as yyyy-MM-dd HH:mm:ss z",
                    at: text.position)
                return nil
            }
            return pattern
        }
        let zone = reader.text("zone").flatMap { name -> Zone? in
            guard let zone = Zone(name.value) else {
                faults.error(
                    "unknown zone \"\(name.value)\": write UTC or a name such as America/Chicago",
                    at: name.position)
                return nil
            }
            return zone
        }
        if patterns.isEmpty, reader.value("patterns") == nil {
            faults.error("the time is missing the key \"patterns\"", at: node.position)
        }
        return TableMapping.TimeFormat(patterns: patterns, zone: zone)
    }

    private func words(_ node: YAMLNode, _ meaning: String) -> [String: String] {
        var words: [String: String] = [:]
        for entry in MappingReader(open: node, of: "\"\(meaning)\"", faults: faults)?.all ?? [] {
            for word in faults.texts(entry.value, entry.key) {
                let key = word.value.lowercased()
                guard words[key] == nil else {
                    faults.error("\"\(word.value)\" has two meanings", at: word.position)
                    continue
                }
                words[key] = entry.key
            }
        }
        return words
    }

    private func checkRequired(_ mapping: TableMapping, at position: Position) {
        let given = Set(mapping.columns.keys).union(mapping.values.keys)
            .union(mapping.series.map { [$0.value, $0.header] } ?? [])
        for name in meanings.names where meanings.required.contains(name) {
            guard !given.contains(name) else { continue }
            faults.error("no column is mapped to \"\(name)\"", at: position)
        }
    }
}
