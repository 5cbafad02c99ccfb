import ChildProcess
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

    /// What the program prints, with its errors behind, and its exit code.
    static func run(
        _ program: String, _ arguments: [String], input: String = ""
    ) throws -> (status: Int32, output: String) {
        let result = try Child.run(program, arguments, input: Data(input.utf8))
        return (result.status, result.output + result.errors)
    }

    /// Xmllint's verdict by the schema of OASIS, nil where it passes.
    static func capFault(_ xml: String) throws -> String? {
        let schema = capFolder.appending(path: "CAP-v1.2.xsd").path
        let result = try run(
            "xmllint", ["--noout", "--nonet", "--schema", schema, "-"], input: xml)
        return result.status == 0 ? nil : result.output
    }
}
