import Engine
import EventLog
import Foundation
import Testing

@Suite struct HomeTests {
    private func folder(_ body: (String) throws -> Void) throws {
        let path =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("home-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer {
            do { try FileManager.default.removeItem(atPath: path) } catch { print("\(error)") }
        }
        try body(path)
    }

    @Test func `a new home belongs to its owner alone`() throws {
        try folder { path in
            _ = try Engine.open(Home(path: path + "/new/home"))
            let attributes = try FileManager.default.attributesOfItem(atPath: path + "/new/home")
            #expect((attributes[.posixPermissions] as? Int) == 0o700)
            #expect(FileManager.default.fileExists(atPath: path + "/new/home/log/data.mdb"))
        }
    }

    @Test func `a folder that holds something else is left alone`() throws {
        try folder { path in
            try Data("mine".utf8).write(to: URL(fileURLWithPath: path + "/letter.txt"))
            #expect(throws: EngineError.foreignHome(path: path, found: "letter.txt")) {
                try Engine.open(Home(path: path))
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["letter.txt"])
        }
    }

    @Test func `what a killed process left of a file makes no folder a stranger`() throws {
        try folder { path in
            try Data("half".utf8).write(
                to: URL(fileURLWithPath: path + "/department.yaml.4711.partial"))
            _ = try Engine.open(Home(path: path))
            #expect(FileManager.default.fileExists(atPath: path + "/log/data.mdb"))
        }
    }

    @Test func `a file in the home's place is an error`() throws {
        try folder { path in
            let file = path + "/file"
            try Data().write(to: URL(fileURLWithPath: file))
            #expect(throws: EngineError.foreignHome(path: file, found: "a file")) {
                try Engine.open(Home(path: file))
            }
            #expect(throws: EngineError.self) { try Engine.open(Home(path: file + "/below")) }
        }
    }

    @Test func `reading makes no home`() throws {
        try folder { path in
            var options = EventLog.Options()
            options.isReadOnly = true
            #expect(throws: EngineError.noHome(path: path + "/none")) {
                try Engine.open(Home(path: path + "/none"), options: options)
            }
            #expect(!FileManager.default.fileExists(atPath: path + "/none"))
        }
    }
}
