internal import Engine
internal import Foundation
internal import Playbooks

/// A mapping of tables with the bytes that it was read from.
struct MappingFile {
    let mapping: TableMapping
    let yaml: [UInt8]

    /// Reads the home's own mapping of that id, the shipped one, or the file at that path.
    ///
    /// - Throws: A ``Failure`` for an unknown one, and every fault of a broken one.
    init(
        _ name: String, for meanings: TableMapping.Meanings, in home: Home, _ reader: InputReader
    ) throws {
        let own = "\(home.mappingsPath)/\(name).yaml"
        var path = name.hasSuffix(".yaml") || name.contains("/") ? name : nil
        if path == nil, FileManager.default.fileExists(atPath: own) { path = own }
        if let path {
            yaml = try reader.bytes(path, limit: 1_048_576, what: "a mapping")
        } else if let shipped = ShippedFiles.mapping(name) {
            yaml = shipped.yaml
        } else {
            let ids = Self.ids(in: home)
            let hint = NearestName.of(name, among: ids).map { " Did you mean \($0)?" } ?? ""
            throw Failure(
                .badData,
                "No mapping is called \"\(name.prefix(80))\".\(hint)"
                    + " The mappings are: \(ids.joined(separator: ", ")).")
        }
        mapping = try TableMapping.load(yaml: yaml, file: path ?? "\(name).yaml", for: meanings)
    }

    /// The ids of all mappings, the home's own first.
    static func ids(in home: Home) -> [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: home.mappingsPath)) ?? []
        let own = files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
        return own + ShippedFiles.mappings.map(\.id).filter { !own.contains($0) }
    }
}
