internal import Playbooks

/// A scenario with the name of the file that it was read from.
struct ScenarioFile {
    let scenario: Scenario
    let name: String
    let warnings: [Diagnostic]

    /// - Parameter text: The id of one that ships, or a path.
    init(_ text: String, _ reader: InputReader) throws {
        let source = try ScenarioSource(text, reader)
        name = source.name
        (scenario, warnings) = try Scenario.load(
            yaml: source.yaml, file: name, contents: source.contents)
    }
}

/// A scenario's file, not yet read.
struct ScenarioSource {
    let yaml: [UInt8]
    let name: String
    private let reader: InputReader

    /// - Parameter text: The id of one that ships, or a path.
    init(_ text: String, _ reader: InputReader) throws {
        self.reader = reader
        if let shipped = ShippedFiles.scenario(text) {
            (yaml, name) = (shipped.yaml, shipped.name)
        } else if text.hasSuffix(".yaml") || text.contains("/") {
            yaml = try reader.bytes(text, limit: 1_048_576, what: "a scenario")
            name = text
        } else {
            let known = ShippedFiles.scenarios.map(\.id)
            let hint = NearestName.of(text, among: known).map { " Did you mean \($0)?" } ?? ""
            throw Failure(
                .badData,
                "No scenario is called \"\(text.prefix(80))\".\(hint) The scenarios are:"
                    + " \(known.joined(separator: ", ")). You can also name a file that ends in .yaml."
            )
        }
    }

    /// A table that the scenario names: it is looked for where the scenario is.
    func contents(of table: String) -> [UInt8]? {
        let folder = name.lastIndex(of: "/").map { String(name[...$0]) } ?? ""
        let path = table.hasPrefix("/") ? table : folder + table
        do throws(Failure) {
            return try reader.bytes(path, limit: 1_048_576, what: "a table of injects")
        } catch {
            return nil
        }
    }
}
