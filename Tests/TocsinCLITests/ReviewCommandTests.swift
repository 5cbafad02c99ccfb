import Foundation
import Testing

/// The review as a person requests it.
@Suite struct ReviewCommandTests {
    private let dallas = ["review", "--incident", "dallas-2016"]

    private func run(
        _ options: [String], path: String = "/usr/bin:/bin"
    ) throws -> Program.Result {
        let desk = try DallasTests.demo.get()
        var environment = desk.environment(as: "controller")
        environment["PATH"] = path
        return try Program.run(dallas + options, environment: environment)
    }

    private func temporary(_ name: String) -> String {
        FileManager.default.temporaryDirectory.appendingPathComponent(
            "\(UUID().uuidString)-\(name)"
        )
        .path
    }

    @Test(arguments: ["md", "html", "json"])
    func `each format goes to a file or to standard output, the same`(_ format: String) throws {
        let printed = try run(["--format", format])
        #expect(printed.status == 0, "\(printed.errors)")
        let file = temporary("review.\(format)")
        defer { try? FileManager.default.removeItem(atPath: file) }
        let written = try run(["--format", format, "--output", file])
        #expect(written.output.contains("Review written to \(file)"))
        #expect(written.output.contains("REENACTMENT"))
        let content = try String(contentsOfFile: file, encoding: .utf8)
        #expect(printed.output.hasPrefix(content))
        #expect(printed.output.count <= content.count + 1)
    }

    @Test func `without a renderer a PDF is refused in one sentence that says what to do`() throws {
        let file = temporary("review.pdf")
        let result = try run(["--pdf", "--output", file], path: "/nonexistent")
        #expect(result.status == 1)
        #expect(result.errors.contains("neither weasyprint nor Chromium is installed"))
        #expect(result.errors.contains("--format html"))
        #expect(!FileManager.default.fileExists(atPath: file))
    }

    private static let hasRenderer = ["weasyprint", "chromium", "google-chrome"].contains { name in
        ["/usr/bin", "/usr/local/bin", "/bin"].contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
        }
    }

    @Test(
        .enabled(if: hasRenderer, "neither weasyprint nor Chromium is installed"),
        .timeLimit(.minutes(3)))
    func `with a renderer the PDF is one`() throws {
        let file = temporary("review.pdf")
        defer { try? FileManager.default.removeItem(atPath: file) }
        let result = try run(
            ["--format", "pdf", "--public", "--output", file], path: "/usr/bin:/usr/local/bin:/bin")
        #expect(result.status == 0, "\(result.errors)")
        let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
        #expect(bytes.starts(with: Data("%PDF-".utf8)))
        #expect(bytes.count > 20_000)
    }

    @Test func `what can't be done says so`() throws {
        let unnamed = try run(["--pdf"])
        #expect(unnamed.status == 64)
        #expect(unnamed.errors.contains("--output review.pdf"))
        #expect(try run(["--pdf", "--format", "md", "--output", "x"]).status == 64)
        #expect(try run(["--format", "docx"]).status != 0)
        let alone = try run(["--compare", "dallas-2016"])
        #expect(alone.status == 64)
        #expect(alone.errors.contains("--compare A B"))
        let unknown = try run(["--compare", "dallas-2016", "atlantis"])
        #expect(unknown.status == 65)
        #expect(unknown.errors.contains("atlantis"))
    }

    @Test(arguments: ["md", "html"])
    func `two incidents are compared on the same figures`(_ format: String) throws {
        let result = try run(["--compare", "dallas-2016", "dallas-2016", "--format", format])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("Onset to the first protective guidance"))
        #expect(result.output.contains("about 37 min (2220 s)"))
    }

    @Test func `a public review has no word of who did what and why`() throws {
        let whole = try run(["--format", "md"])
        let part = try run(["--format", "md", "--public"])
        #expect(part.status == 0)
        // The reason of a withdrawal, a guard's finding, and an assessment's evidence.
        for words in ["no public explanation was found", "Guard identification", "Two sweeps"] {
            #expect(whole.output.contains(words), "\(words)")
            #expect(!part.output.contains(words), "\(words)")
        }
        #expect(part.output.contains("from public entries only"))
    }
}
