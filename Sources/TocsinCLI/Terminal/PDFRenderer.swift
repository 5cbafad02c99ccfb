internal import Foundation
internal import Glibc

/// A program on this machine that turns a page into a PDF.
struct PDFRenderer {
    private let program: String
    private let isBrowser: Bool

    private static let known = [
        ("weasyprint", false), ("chromium", true), ("chromium-browser", true),
        ("google-chrome", true), ("google-chrome-stable", true),
    ]

    /// - Throws: A ``Failure`` if none is installed.
    static func installed(
        in world: World
    ) throws(Failure) -> PDFRenderer {
        let folders = (world.environment["PATH"] ?? "").split(separator: ":")
        for (name, isBrowser) in known {
            for folder in folders where access("\(folder)/\(name)", X_OK) == 0 {
                return PDFRenderer(program: "\(folder)/\(name)", isBrowser: isBrowser)
            }
        }
        throw Failure(
            .failed,
            "No PDF was written: neither weasyprint nor Chromium is installed."
                + " Install one, or use --format html and print from any browser.")
    }

    /// - Throws: A ``Failure`` if the program fails or takes longer than two minutes.
    func pdf(of html: [UInt8]) throws -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("tocsin-pdf-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        let page = folder.appendingPathComponent("review.html")
        let output = folder.appendingPathComponent("review.pdf")
        try Data(html).write(to: page)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments =
            isBrowser
            ? [
                "--headless", "--disable-gpu", "--no-pdf-header-footer",
                "--user-data-dir=\(folder.path)/profile", "--print-to-pdf=\(output.path)",
            ]
                // Chromium's sandbox refuses to run as root; the page is ours and fetches nothing.
                + (geteuid() == 0 ? ["--no-sandbox"] : []) + [page.absoluteString]
            : [page.path, output.path]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        let limit = DispatchWorkItem { process.terminate() }
        DispatchQueue.global().asyncAfter(deadline: .now() + 120, execute: limit)
        process.waitUntilExit()
        limit.cancel()
        guard process.terminationStatus == 0, let data = try? Data(contentsOf: output) else {
            throw Failure(
                .failed,
                "\(program) could not make a PDF of the review (exit \(process.terminationStatus))."
                    + " Use --format html and print from any browser.")
        }
        return Array(data)
    }
}
