import Foundation

/// Programs that are not ours and judge what is written. Each test that needs one is skipped where
/// it is not installed.
enum WireValidators {
    static let capFolder = Conformance.folder.deletingLastPathComponent().appending(path: "cap")

    static let canCheckCAP =
        FileManager.default.fileExists(atPath: capFolder.appending(path: "CAP-v1.2.xsd").path)
        && runs("xmllint", ["--version"])

    static let canCheckFeeds = runs("python3", ["-c", "import feedparser, atoma"])
    static let canCheckHTML = runs("python3", ["-c", "import html5lib"])
    static let canCheckJSONLD = runs("python3", ["-c", "import rdflib"])

    /// What a Python program prints about `input`, which it reads from standard input.
    ///
    /// - Throws: A ``Complaint`` where it exits with an error.
    static func python(_ program: String, input: String) throws -> String {
        let result = try run("python3", ["-c", program], input: input)
        guard result.status == 0 else { throw Complaint(description: result.output) }
        return result.output
    }

    struct Complaint: Error, CustomStringConvertible {
        let description: String
    }

    static func runs(_ program: String, _ arguments: [String]) -> Bool {
        (try? run(program, arguments))?.status == 0
    }

    /// What the program prints on both streams together, and its exit code.
    static func run(
        _ program: String, _ arguments: [String], input: String = ""
    ) throws -> (status: Int32, output: String) {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "wire-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // Files rather than pipes: a pipe that nobody reads would stop the program.
        let files = ["in", "out"].map { folder.appending(path: $0) }
        try Data(input.utf8).write(to: files[0])
        try Data().write(to: files[1])
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        let output = try FileHandle(forWritingTo: files[1])
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = output
        process.standardError = output
        try process.run()
        process.waitUntilExit()
        return (
            process.terminationStatus,
            String(decoding: try Data(contentsOf: files[1]), as: UTF8.self)
        )
    }

    /// Xmllint's verdict by the schema of OASIS, nil where it passes.
    static func capFault(_ xml: String) throws -> String? {
        let schema = capFolder.appending(path: "CAP-v1.2.xsd").path
        let result = try run(
            "xmllint", ["--noout", "--nonet", "--schema", schema, "-"], input: xml)
        return result.status == 0 ? nil : result.output
    }
}
