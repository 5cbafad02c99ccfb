internal import Foundation
internal import Glibc

extension World.Login {
    /// The session of this process: its terminal, or else the login session, or else the process
    /// session.
    ///
    /// The first process of a session and its start keep apart two sessions on one terminal, one
    /// after the other; the boot keeps apart the same numbers before and after a restart.
    static var ofProcess: World.Login {
        let boot = text("/proc/sys/kernel/random/boot_id") ?? "boot"
        let processes = link("/proc/self/ns/pid") ?? "pid"
        let machine = "\(boot) \(processes)"
        let own = ProcessEntry(getpid())
        let first = own?.session ?? getsid(0)
        let started = ProcessEntry(first)?.started ?? "gone"
        let name = ProcessInfo.processInfo.environment["XDG_SESSION_ID"].nonEmpty
        let key =
            if let terminal = own?.terminal {
                "\(machine) \(terminal) \(first) \(started)"
            } else if let name {
                "\(machine) login-\(name)"
            } else {
                "\(machine) session \(first) \(started)"
            }
        return World.Login(key: key) { other in
            let parts = other.split(separator: " ").map(String.init)
            // A restart ends every session. Another container's processes can't be seen from here.
            guard parts.first == boot else { return parts.count > 1 }
            guard parts.count == 5, parts[1] == processes, let first = pid_t(parts[3])
            else { return false }
            return ProcessEntry(first)?.started != parts[4]
        }
    }

    private static func text(_ path: String) -> String? {
        (try? String(contentsOfFile: path, encoding: .utf8))?
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func link(_ path: String) -> String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: path)
    }
}

/// What the kernel says about a process.
private struct ProcessEntry {
    /// The id of its session's first process.
    let session: pid_t
    /// Its controlling terminal, such as `pts/3`; nil if it has none.
    let terminal: String?
    /// Its start, in clock ticks since the machine's.
    let started: String

    /// Nil if the process doesn't exist.
    init?(_ id: pid_t) {
        guard let line = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8),
            // The command's name is in parentheses and may contain any character.
            let end = line.lastIndex(of: ")")
        else { return nil }
        let fields = line[line.index(after: end)...].split(separator: " ")
        guard fields.count > 19, let session = pid_t(fields[3]), let device = UInt32(fields[4])
        else { return nil }
        self.session = session
        terminal = device == 0 ? nil : Self.name(device)
        started = String(fields[19])
    }

    private static func name(_ device: UInt32) -> String {
        let major = device >> 8 & 0xFFF
        let minor = device & 0xFF | device >> 12 & 0xFFF00
        return (136...143).contains(major)
            ? "pts/\((major - 136) * 256 + minor)" : "tty-\(major)-\(minor)"
    }
}
