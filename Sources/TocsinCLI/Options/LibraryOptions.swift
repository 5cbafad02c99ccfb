internal import ArgumentParser
internal import Engine
internal import Foundation
internal import Playbooks

/// The source of playbooks.
struct LibraryOptions: ParsableArguments {
    @Option(
        name: .customLong("playbooks"),
        help:
            .rare(
                "A folder with your own playbooks, searched before the home's. Default: $TOCSIN_PLAYBOOKS."
            ), completion: .directory)
    var folder: String?

    /// Reads the playbook of that id, or the file at that path.
    ///
    /// - Throws: A ``Failure`` for an unknown one, and every fault of a broken one.
    func playbook(
        _ name: String, in home: Home, _ world: World, _ reader: InputReader
    ) throws -> PlaybookFile {
        if let path = try path(of: name, in: home, world) {
            return try PlaybookFile(path: path, reader)
        }
        if let shipped = ShippedFiles.playbook(name) {
            return try PlaybookFile(yaml: shipped.yaml, name: shipped.name)
        }
        let known = try ids(in: home, world)
        let hint = NearestName.of(name, among: known).map { " Did you mean \($0)?" } ?? ""
        throw Failure(
            .badData,
            "No playbook is called \"\(name.prefix(80))\".\(hint)"
                + " The playbooks are: \(known.joined(separator: ", ")).")
    }

    /// The file of that name or id; nil for a shipped or an unknown playbook.
    func path(of name: String, in home: Home, _ world: World) throws -> String? {
        if name.hasSuffix(".yaml") || name.contains("/") { return name }
        return try ownFiles(in: home, world)[name]
    }

    /// The ids of all playbooks, the department's own first.
    func ids(in home: Home, _ world: World) throws -> [String] {
        let own = try ownFiles(in: home, world).keys.sorted()
        return own + ShippedFiles.playbooks.map(\.id).filter { !own.contains($0) }
    }

    /// Paths by id, which is the file's name without its ending.
    private func ownFiles(in home: Home, _ world: World) throws -> [String: String] {
        var files: [String: String] = [:]
        // The folder is optional.
        if FileManager.default.fileExists(atPath: home.playbooksPath) {
            files = try Self.files(in: home.playbooksPath)
        }
        if let folder = folder ?? world.environment["TOCSIN_PLAYBOOKS"].nonEmpty {
            files.merge(try Self.files(in: folder)) { $1 }
        }
        return files
    }

    private static func files(in folder: String) throws -> [String: String] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw Failure(
                .inputOutput,
                "The folder of playbooks \(folder) can't be read. Name another with --playbooks DIR."
            )
        }
        var files: [String: String] = [:]
        for name in names where name.hasSuffix(".yaml") {
            files[String(name.dropLast(5))] = "\(folder)/\(name)"
        }
        return files
    }
}

/// A playbook with the bytes that it was read from.
struct PlaybookFile {
    let playbook: Playbook
    let yaml: [UInt8]
    let name: String
    let warnings: [Diagnostic]

    init(yaml: [UInt8], name: String) throws {
        self.yaml = yaml
        self.name = name
        (playbook, warnings) = try Playbook.load(yaml: yaml, file: name)
    }

    init(path: String, _ reader: InputReader) throws {
        try self.init(
            yaml: reader.bytes(path, limit: 1_048_576, what: "a playbook"), name: path)
    }
}
