import ChildProcess
import Foundation
import Testing

/// Kills a command at one system call after another.
enum Deaths {
    private static let strace = "/usr/bin/strace"
    static let canTrace =
        (try? Child.run(strace, ["-o", "/dev/null", "true"]))?.end == .exited(0)

    /// The calls by which a command changes anything outside of itself.
    static let calls = [
        "flock", "mkdir", "rename", "unlink", "rmdir", "fsync", "fdatasync", "pwrite64",
    ]
    /// Every third call, or all with `TOCSIN_SOAK=1`.
    private static let step =
        ProcessInfo.processInfo.environment["TOCSIN_SOAK"] == "1" ? 1 : 3

    /// Runs `command` on a copy of a home again and again, killed at each call, and calls `check`
    /// after each.
    ///
    /// - Returns: How often it was killed.
    static func sweep(
        _ command: [String], as actor: String = "kim", calls: [String] = calls,
        on prepare: () throws -> Desk, _ check: (Desk, String) throws -> Void
    ) throws -> Int {
        var deaths = 0
        for call in calls {
            var place = 1
            while true {
                let desk = try prepare()
                let child = try Program.run(
                    strace,
                    [
                        "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e",
                        "inject=\(call):signal=KILL:when=\(place)", Program.path,
                    ] + command, environment: desk.environment(as: actor))
                try check(desk, "\(call) \(place), status \(child.status)")
                if child.status >= 0 { break }
                deaths += 1
                place += step
            }
        }
        return deaths
    }
}
