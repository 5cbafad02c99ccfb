import ChildProcess
import Foundation
import Glibc
import Testing

/// A command that waits for another process says for which.
@Suite struct LockWaitTests {
    private func hold(_ path: String) throws -> FileHandle {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        try #require(descriptor >= 0)
        try #require(flock(descriptor, LOCK_EX) == 0)
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    @Test(
        .timeLimit(.minutes(5)),
        arguments: [
            ("log", "status"), ("log", "note log waited"), ("log/data.mdb", "note log waited"),
        ])
    func `a wait of more than two seconds names the process, and ends with its lock`(
        _ name: String, _ command: String
    ) throws {
        let desk = try Desk.opened()
        let path = "\(desk.home)/\(name)"
        let lock = try hold(path)
        let child = try Program.start(
            Words.split(command), environment: desk.environment(as: "lee"), errors: .pipe)
        let sentence = "Waiting for process \(getpid()), which has locked \(path)."
        #expect(child.read(until: "\n") == sentence + "\n")
        #expect(child.isRunning)
        try lock.close()
        #expect(try child.wait() == .exited(0))
    }

    /// Reading a log that is open doesn't need the write lock.
    @Test(.timeLimit(.minutes(5))) func `a reader doesn't wait for a writer`() throws {
        let desk = try Desk.opened()
        let lock = try hold(desk.dataFile)
        #expect(try desk.spawn("status").status == 0)
        try lock.close()
    }

    @Test(.timeLimit(.minutes(5)))
    func `nobody waits for a restore that waits for its backup`() throws {
        let desk = try Desk.opened()
        let pipe = desk.folder + "/pipe"
        try #require(mkfifo(pipe, 0o600) == 0)
        let restore = try Program.start(
            ["log", "restore", pipe], environment: desk.environment(as: "lee"))
        // It opens as soon as the restore has opened its end.
        let end = open(pipe, O_WRONLY | O_CLOEXEC)
        try #require(end >= 0)
        #expect(try desk.spawn("note", "log", "Meanwhile.").status == 0)
        #expect(try desk.spawn("status").status == 0)
        #expect(restore.isRunning)
        close(end)
        // An empty file isn't a backup.
        #expect(try restore.wait() == .exited(74))
        #expect(try desk.run("timeline").output.contains("Meanwhile."))
        let names = try FileManager.default.contentsOfDirectory(atPath: desk.home + "/log")
        #expect(names.sorted() == ["data.mdb", "lock.mdb"])
    }
}
