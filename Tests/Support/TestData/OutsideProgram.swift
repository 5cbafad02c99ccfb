import ChildProcess
import Foundation

/// Third-party programs that check our output.
public enum OutsideProgram {
    /// The output of a Python program that reads `input` from standard input.
    ///
    /// - Throws: A ``Complaint`` if it exits with an error.
    public static func python(_ program: String, input: String) throws -> String {
        let result = try run("python3", ["-c", program], input: input)
        guard result.status == 0 else { throw Complaint(description: result.output) }
        return result.output
    }

    public struct Complaint: Error, CustomStringConvertible {
        public let description: String
    }

    public static func runs(_ program: String, _ arguments: [String]) -> Bool {
        (try? run(program, arguments))?.status == 0
    }

    /// The program's output, followed by its errors, and its exit code.
    public static func run(
        _ program: String, _ arguments: [String], input: String = ""
    ) throws -> (status: Int32, output: String) {
        let result = try Child.run(program, arguments, input: Data(input.utf8))
        return (result.status, result.output + result.errors)
    }
}
