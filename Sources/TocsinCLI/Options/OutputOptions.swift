internal import ArgumentParser
internal import Engine

/// The destination of a review, a sheet or a file for other programs.
struct OutputOptions: ParsableArguments {
    @Option(help: "Write to this file instead of printing.", completion: .file()) var output:
        String?
    @Flag(help: "Replace the file if it exists.") var force = false

    /// Checks that the file can be made, before anything is computed.
    ///
    /// - Parameters:
    ///   - home: The home, of which nothing may be replaced.
    ///   - part: The part of the home that the command makes; nil for none.
    func check(_ home: Home, replacing part: String? = nil) throws(Failure) {
        guard let output else { return }
        try NewFile.check(output, in: home, replacing: part, force: force)
    }

    /// Writes the file whole or not at all.
    ///
    /// - Returns: Its path; nil if the output is to be printed.
    func write(
        _ bytes: [UInt8], in home: Home, replacing part: String? = nil
    ) throws(Failure) -> String? {
        guard let output else { return nil }
        try check(home, replacing: part)
        try BoundedFile.write(bytes, to: output)
        return output
    }
}
