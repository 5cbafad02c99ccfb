import Foundation

/// The files of the package, or for comparison of the tree that `TOCSIN_TREE` names.
enum SourceTree {
    static let root: URL = {
        if let path = ProcessInfo.processInfo.environment["TOCSIN_TREE"] {
            return URL(filePath: path)
        }
        return URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
    }()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// The paths of all files below a folder, in order.
    static func files(in folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
            .map { "\(folder)/\($0)" }.sorted()
    }

    /// The hand-written Swift files of the modules, with their tokens.
    static let sources: [SourceFile] = {
        do {
            return try files(in: "Sources")
                .filter { $0.hasSuffix(".swift") && !$0.hasSuffix(".pb.swift") }
                .map { SourceFile(path: $0, source: try text($0)) }
        } catch {
            fatalError("The sources can't be read: \(error)")
        }
    }()

    /// The modules that have Swift files.
    static let modules = Set(sources.map(\.module))

    /// The kinds of events, by the contract's field names: `fact_recorded`.
    static func kinds() throws -> [String] {
        let contract = try text("Sources/IncidentEvents/incident_events.proto")
        guard let start = contract.range(of: "oneof kind {") else { return [] }
        return contract[start.upperBound...].prefix { $0 != "}" }.split(separator: "\n")
            .compactMap { line in
                let words = line.split { " =;".contains($0) }
                return words.count == 3 && Int(words[2]) != nil ? String(words[1]) : nil
            }
    }
}

struct SourceFile {
    let path: String
    let tokens: [Token]

    init(path: String, source: String) {
        self.path = path
        tokens = Token.scan(source)
    }

    /// The folder below `Sources`.
    var module: String {
        let parts = path.split(separator: "/")
        return parts.count > 2 ? String(parts[1]) : ""
    }

    /// The code alone, without documentation.
    var code: [Token] { tokens.filter { $0.kind != .documentation } }

    func place(_ token: Token) -> String { "\(path):\(token.line)" }
}
