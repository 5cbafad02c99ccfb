internal import ArgumentParser
internal import Glibc

/// Where a review, a sheet or a file for other programs goes.
struct OutputOptions: ParsableArguments {
    @Option(help: "Write it to this file instead of printing it.") var output: String?
    @Flag(help: "Replace the file where there is one already.") var force = false

    /// Says at once, before anything is computed, that the file can't be made.
    func check() throws(Failure) {
        if let output { try NewFile.check(output, force: force) }
    }

    /// Writes the file whole or not at all.
    ///
    /// - Returns: Its path; nil where it is to be printed.
    func write(_ bytes: [UInt8]) throws(Failure) -> String? {
        guard let output else { return nil }
        try check()
        try BoundedFile.write(bytes, to: output)
        return output
    }
}
