import ChildProcess
import Foundation
import Glibc

/// A pseudo-terminal with a person typing.
enum Terminal {
    struct Failed: Error { let why: String }

    /// A new pseudo-terminal: its controlling end, and the path of the other.
    static func pair() throws -> (controller: CInt, path: String) {
        let controller = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard controller >= 0 else { throw Failed(why: String(cString: strerror(errno))) }
        // The work of unlockpt(3) and ptsname(3), which Glibc's module does not expose.
        var isLocked: CInt = 0
        var number: CInt = 0
        guard ioctl(controller, 0x4004_5431, &isLocked) == 0,
            ioctl(controller, 0x8004_5430, &number) == 0
        else { throw Failed(why: String(cString: strerror(errno))) }
        return (controller, "/dev/pts/\(number)")
    }

    /// Runs the program at its own terminal.
    ///
    /// - Parameter answers: The person's answers to questions, a line each.
    static func run(
        _ arguments: [String], environment: [String: String], answers: [String] = []
    ) throws -> Program.Result {
        let (controller, path) = try pair()
        defer { close(controller) }
        let line = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard line >= 0 else { throw Failed(why: String(cString: strerror(errno))) }
        let child = try Child(
            Program.path, arguments, environment: Program.environment(environment),
            input: .descriptor(line), output: .descriptor(line), errors: .descriptor(line))
        close(line)
        // Typed ahead: the terminal keeps it until it is read.
        for answer in answers {
            let bytes = Array((answer + "\n").utf8)
            guard write(controller, bytes, bytes.count) == bytes.count else {
                throw Failed(why: String(cString: strerror(errno)))
            }
        }
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        // The read fails once the program has closed its end.
        while case let count = read(controller, &buffer, buffer.count), count > 0 {
            output += buffer[..<count]
        }
        let end = try child.wait()
        let text = String(decoding: output, as: UTF8.self).replacing("\r\n", with: "\n")
        return Program.Result(
            status: end.status, output: text,
            errors: "")
    }
}

extension Desk {
    /// Types a command at a terminal.
    func typeAtTerminal(
        _ command: String, as actor: String = "lee", answers: [String] = []
    ) throws -> Program.Result {
        try Terminal.run(
            Words.split(command), environment: environment(as: actor), answers: answers)
    }
}
