internal import Channels
internal import Foundation

/// Counts texts line by line, fast enough to compare a million with another implementation.
struct CountedLines {
    let channel: Channel

    private static let bufferSize = 1 << 16

    /// - Throws: A ``Failure`` at the end where a line held no text; the others are answered.
    func answer(_ lines: LineReader) throws {
        var output: [UInt8] = []
        var bad = 0
        var number = 0
        while let line = try lines.nextBytes() {
            number += 1
            do throws(JSONString.Fault) {
                output += answer(try JSONString.read(line)).utf8
            } catch {
                bad += 1
                let fault = "line \(number): \(error)".replacing("\\", with: "\\\\")
                output += "{\"error\":\"\(fault)\"}\n".utf8
            }
            if output.count > Self.bufferSize {
                try FileHandle.standardOutput.write(contentsOf: output)
                output.removeAll(keepingCapacity: true)
            }
        }
        try FileHandle.standardOutput.write(contentsOf: output)
        if bad > 0 {
            throw Failure(
                .badData,
                "\(bad) of \(number) lines held no text; each is answered by its error. Write one JSON string a line."
            )
        }
    }

    /// By hand, since an encoder would take most of the time; no value needs escaping.
    private func answer(_ text: String) -> String {
        let count = channel.count(text)
        let limit = count.limit.map(String.init) ?? "null"
        let remaining = count.remaining.map(String.init) ?? "null"
        return "{\"fits\":\(count.fits),\"limit\":\(limit),\"parts\":\(count.parts),"
            + "\"remaining\":\(remaining),\"unit\":\"\(count.unit)\",\"units\":\(count.units)}\n"
    }
}
