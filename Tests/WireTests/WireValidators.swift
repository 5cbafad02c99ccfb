import Foundation
import TestData

/// Third-party programs that check our output. Each test that needs one is skipped if it is not
/// installed.
enum WireValidators {
    static let capFolder = SharedFolder.url("conformance/cap")

    static let canCheckCAP =
        FileManager.default.fileExists(atPath: capFolder.appending(path: "CAP-v1.2.xsd").path)
        && OutsideProgram.runs("xmllint", ["--version"])

    static let canCheckFeeds = OutsideProgram.runs("python3", ["-c", "import feedparser, atoma"])
    static let canCheckHTML = OutsideProgram.runs("python3", ["-c", "import html5lib"])
    static let canCheckJSONLD = OutsideProgram.runs("python3", ["-c", "import rdflib"])

    /// Xmllint's verdict by OASIS's schema; nil if it passes.
    static func capFault(_ xml: String) throws -> String? {
        let schema = capFolder.appending(path: "CAP-v1.2.xsd").path
        let result = try OutsideProgram.run(
            "xmllint", ["--noout", "--nonet", "--schema", schema, "-"], input: xml)
        return result.status == 0 ? nil : result.output
    }
}
