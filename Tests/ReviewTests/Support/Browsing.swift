import ChildProcess
import Foundation

/// Third-party programs that check a page. A test that needs one is skipped if it is missing.
enum Browsing {
    private static let python =
        ProcessInfo.processInfo.environment["TOCSIN_PYTHON"] ?? "/usr/bin/python3"
    private static let checker = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../.ci/check_page").standardizedFileURL.path

    static let canParse = (try? run(["-c", "import html5lib"]))?.status == 0
    static let canJudge =
        (try? run([
            "-c",
            "import axe_core_python, shutil, sys; sys.exit(not (shutil.which('chromium') or shutil.which('google-chrome')))",
        ]))?.status == 0

    /// - Throws: A ``Complaint`` if html5lib, in strict mode, finds a fault or an unexpected
    ///   element.
    static func parse(_ page: [UInt8], elements: Set<String>) throws {
        let names = elements.sorted().joined(separator: " ")
        let program = """
            import sys, html5lib
            page = sys.stdin.buffer.read().decode()
            tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
            found = {e.tag.split('}')[-1] for e in tree.iter() if isinstance(e.tag, str)}
            extra = found - set('\(names)'.split())
            sys.exit(f'elements that are not ours: {extra}' if extra else 0)
            """
        let result = try run(["-c", program], input: page)
        guard result.status == 0 else { throw Complaint(description: result.output) }
    }

    static func judge(_ page: [UInt8]) throws -> (status: Int32, output: String) {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("page-\(UUID().uuidString).html")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(page).write(to: file)
        return try run([checker, file.path])
    }

    struct Complaint: Error, CustomStringConvertible { let description: String }

    private static func run(
        _ arguments: [String], input: [UInt8] = []
    ) throws -> (status: Int32, output: String) {
        let result = try Child.run(python, arguments, input: Data(input))
        return (result.status, result.output + result.errors)
    }
}
