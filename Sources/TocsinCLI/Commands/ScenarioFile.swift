internal import Playbooks

/// A scenario with the name of the file that it was read from.
struct ScenarioFile {
    let scenario: Scenario
    let name: String

    /// - Parameter text: The id of one that ships, or a path.
    init(_ text: String, _ reader: InputReader) throws {
        let yaml: [UInt8]
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
        (scenario, _) = try Scenario.load(yaml: yaml, file: name)
    }
}
