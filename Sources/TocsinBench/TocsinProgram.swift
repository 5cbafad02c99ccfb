internal import EventLog
internal import Foundation

/// The tocsin program, run as people run it: a whole process for each command.
struct TocsinProgram {
    let path: String

    /// Makes a home with one open incident, an exercise.
    func openIncident(in home: String) throws {
        try call([
            "init", "--home", home, "--name", "Harbour Police", "--id", "harbour-police",
            "--zone", "America/Chicago",
        ])
        try call([
            "open", "false-alert", "--home", home, "--place", "Pier 9", "--mode", "exercise",
            "--yes",
        ])
    }

    /// Milliseconds of a whole process, the median of `count` runs.
    func time(_ arguments: [String], runs count: Int = 10) throws -> Double {
        var runs = Runs()
        for _ in 0..<count {
            runs.add(try seconds { try call(arguments) } * 1000)
        }
        return runs.median
    }

    /// The number of bytes that a command prints.
    func outputBytes(_ arguments: [String]) throws -> Int {
        let child = try ChildProcess(path, arguments)
        let count = try child.readAll().utf8.count
        try check(try child.wait(), arguments)
        return count
    }

    func call(_ arguments: [String]) throws {
        let child = try ChildProcess(path, arguments, silent: true)
        try check(try child.wait(), arguments)
    }

    private func check(_ code: Int, _ arguments: [String]) throws {
        if code != 0 {
            throw BenchError("\(path) \(arguments.joined(separator: " ")) ended with \(code).")
        }
    }
}

extension Benchmark.Settings {
    /// The program to measure; nil if the command line doesn't name it, which is then reported.
    func program(for benchmark: String) throws -> TocsinProgram? {
        if let tocsin { return TocsinProgram(path: tocsin) }
        // On standard output every line is a figure.
        let text = "\(benchmark): not measured; name the program with --tocsin\n"
        try FileHandle.standardError.write(contentsOf: Data(text.utf8))
        return nil
    }
}

extension EventLog {
    /// The stream of a log with a single incident.
    var onlyStream: StreamInfo {
        get throws {
            guard let stream = try read({ try $0.streams().first }) else {
                throw BenchError("tocsin open has left no incident.")
            }
            return stream
        }
    }
}
