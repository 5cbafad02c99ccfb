internal import ArgumentParser
internal import Glibc

/// The destination of a review, a sheet or a file for other programs.
struct OutputOptions: ParsableArguments {
    @Option(help: "Write to this file instead of printing.", completion: .file()) var output:
        String?
    @Flag(help: "Replace the file if it exists.") var force = false

    /// Checks that the file can be made, before anything is computed.
    func check() throws(Failure) {
        if let output { try NewFile.check(output, force: force) }
    }

    /// Writes the file whole or not at all.
    ///
    /// - Returns: Its path; nil if the output is to be printed.
    func write(_ bytes: [UInt8]) throws(Failure) -> String? {
        guard let output else { return nil }
        try check()
        try BoundedFile.write(bytes, to: output)
        return output
    }
}
