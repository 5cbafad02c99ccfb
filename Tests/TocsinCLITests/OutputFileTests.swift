import Forms
import Foundation
import Glibc
import Testing

/// The commands' treatment of an existing file.
@Suite struct OutputFileTests {
    @Test(arguments: [
        "review", "review --format html", "sitrep", "form 201 --json", "message page M1",
        "feed --page https://riverton.example", "feed --page https://riverton.example --json",
        "review records-request --from -1h --to +1h",
    ])
    func `a file that exists stands until its replacement is asked for`(_ command: String) throws {
        let desk = try FormCommandTests.desk.get()
        let name = UUID().uuidString
        let path = try desk.write("the only copy", to: name)
        let refused = try desk.type("\(command) --output \(path)")
        #expect(refused.status == 65)
        #expect(
            refused.errors.contains(
                "\(path) already exists. Name a new file, or replace it: --force"))
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "the only copy")
        let replaced = try desk.type("\(command) --output \(path) --force")
        #expect(replaced.status == 0, "\(replaced.errors)")
        let printed = try desk.type(command).output
        let written = try String(contentsOfFile: path, encoding: .utf8)
        // Each contains its time of writing.
        #expect(written.count > 100 && written.prefix(15) == printed.prefix(15))
        // No partial file is left next to it.
        let left = try FileManager.default.contentsOfDirectory(atPath: desk.folder)
        #expect(left.filter { $0.hasPrefix(name) } == [name])
    }

    @Test(arguments: ["/dev/null", "."])
    func `what is no plain file is never replaced`(_ path: String) throws {
        let desk = try FormCommandTests.desk.get()
        for command in ["review", "sitrep", "message page M1"] {
            let result = try desk.type("\(command) --output \(path) --force")
            #expect(result.status == 65, "\(command)")
            #expect(result.errors.contains("\(path) isn't a regular file"), "\(result.errors)")
        }
    }

    @Test func `no output replaces or joins what the home holds, by whatever name`() throws {
        let desk = try FormCommandTests.desk.get()
        let link = desk.folder + "/hard-link"
        try FileManager.default.linkItem(
            atPath: desk.home + "/department.yaml", toPath: link)
        try FileManager.default.createSymbolicLink(
            atPath: desk.folder + "/log-folder", withDestinationPath: desk.home + "/log")
        let before = try Data(contentsOf: URL(filePath: desk.home + "/log/data.mdb"))
        for path in [
            desk.home + "/log/data.mdb", desk.home + "/department.yaml", link,
            desk.folder + "/log-folder/new", desk.home + "/../home/log/data.mdb",
        ] {
            for command in ["sitrep", "review", "manual", "message page M1"] {
                let result = try desk.type("\(command) --force --output \(path)")
                #expect(result.status == 65, "\(command) \(path)")
                #expect(result.errors.contains("is part of the home"), "\(result.errors)")
            }
            for command in ["log export --output", "log checkpoint --output", "log backup"] {
                #expect(try desk.type("\(command) \(path)").status == 65, "\(command)")
            }
        }
        #expect(try Data(contentsOf: URL(filePath: desk.home + "/log/data.mdb")) == before)
    }

    @Test func `a dead process's partial file is removed by the next, a living one's stays`() throws
    {
        let desk = try FormCommandTests.desk.get()
        let path = desk.folder + "/sheet.md"
        let (dead, alive) = (path + ".999999.partial", path + ".999998.partial")
        for name in [dead, alive] { try Data("part".utf8).write(to: URL(filePath: name)) }
        let descriptor = open(alive, O_RDWR)
        defer { close(descriptor) }
        #expect(flock(descriptor, LOCK_EX) == 0)
        let result = try desk.type("sitrep --output \(path)")
        #expect(result.status == 0, "\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: dead))
        #expect(FileManager.default.fileExists(atPath: alive))
    }

    @Test func `a killed backup's folder is removed by the next backup there`() throws {
        let desk = try FormCommandTests.desk.get()
        let left = desk.folder + "/.tocsin-incoming-dead"
        try FileManager.default.createDirectory(
            atPath: left + "/log", withIntermediateDirectories: true)
        try Data("half".utf8).write(to: URL(filePath: left + "/log/data.mdb"))
        let result = try desk.type("log backup \(desk.folder)/whole.mdb")
        #expect(result.status == 0, "\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: left))
    }

    @Test func `evidence is never overwritten`() throws {
        let desk = try FormCommandTests.desk.get()
        let path = try desk.write("the only copy", to: UUID().uuidString)
        for command in ["log export", "log checkpoint", "log prove 0"] {
            let refused = try desk.type("\(command) --output \(path)")
            #expect(refused.status == 65, "\(command)")
            #expect(refused.errors.contains("already exists. Name a new file."))
            #expect(try desk.type("\(command) --output \(path) --force").status == 64)
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "the only copy")
    }
}
