internal import Documents

extension ServiceRequest {
    /// The file with these requests.
    ///
    /// - Throws: A ``WireError`` if a text can't be written in the form.
    public static func text(
        of requests: [ServiceRequest], as format: Format
    ) throws(WireError) -> String {
        switch format {
        case .csv:
            return ([fields] + requests.map { $0.values.map(\.value) })
                .map { row in
                    row.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }
                        .joined(separator: ",") + "\r\n"
                }.joined()
        case .json:
            return try WireJSON.text(
                of: requests.map { request in
                    Dictionary(uniqueKeysWithValues: request.values.map { ($0.name, $0.value) })
                }, for: "write the requests")
        case .xml:
            return try MarkupDocument(
                root: .element(
                    "service_requests", [],
                    requests.map { request in
                        .element(
                            "request", [], request.values.map { .leaf($0.name, $0.value) })
                    }), hostile: .shown
            ).xml(for: "write the requests")
        }
    }

    private var values: [(name: String, value: String)] {
        let values = [
            id, requested.rfc3339, (updated ?? requested).rfc3339, closed?.rfc3339 ?? "", status,
            notes, source ?? "", service, subtype, description, agency, "", "", "",
        ]
        return Array(zip(Self.fields, values)).map { (name: $0, value: $1) }
    }
}
