internal import ArgumentParser
internal import Engine
internal import Foundation
internal import Playbooks

/// A department with the bytes that an incident keeps.
struct DepartmentFile {
    let department: Department
    let yaml: [UInt8]

    init(yaml: [UInt8], name: String) throws {
        self.yaml = yaml
        (department, _) = try Department.load(yaml: yaml, file: name)
    }

    /// The home's department file; nil if it has none.
    static func ofHome(_ home: Home, _ reader: InputReader) throws -> DepartmentFile? {
        guard FileManager.default.fileExists(atPath: home.departmentPath) else { return nil }
        let yaml = try reader.bytes(
            home.departmentPath, limit: 1_048_576, what: "a department file")
        return try DepartmentFile(yaml: yaml, name: home.departmentPath)
    }

    /// The home's department file; without one, the values of the options or of a person at a
    /// terminal.
    static func forOpening(
        in home: Home, name: String?, zone: String?, _ world: World, _ reader: InputReader
    ) throws -> DepartmentFile {
        if name == nil, let file = try ofHome(home, reader) { return file }
        if let name, let zone { return try new(name: name, zone: zone) }
        guard world.isInteractive else {
            if FileManager.default.fileExists(atPath: home.departmentPath) {
                throw Failure(
                    .usage,
                    "--department names another department than \(home.departmentPath) and needs its zone.",
                    remedy: "Add --zone ZONE (e.g. America/Chicago), or drop --department.")
            }
            throw Failure(
                .usage,
                "\(home.path) has no department file, and there is no terminal to ask on."
                    + " Give --department NAME --zone ZONE (e.g. America/Chicago), or create the"
                    + " file: tocsin init")
        }
        world.print("This home has no department file yet. To create one for later: tocsin init")
        let given = name ?? world.ask("The department's name:")
        let place = zone ?? world.ask("Its time zone (e.g. America/Chicago):")
        return try new(name: given ?? "", zone: place ?? "")
    }

    /// A department with only a name and a zone.
    private static func new(name: String, zone: String) throws -> DepartmentFile {
        let department = Department(id: identifier(of: name), name: name, zone: zone)
        return try DepartmentFile(yaml: department.yaml(), name: "the department given")
    }

    /// `Riverton Police Department` becomes `riverton-police-department`.
    static func identifier(of name: String) -> String {
        var words: [String] = [""]
        for byte in name.lowercased().utf8 {
            let isWord = (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
            if isWord {
                words[words.count - 1].unicodeScalars.append(Unicode.Scalar(byte))
            } else if words.last?.isEmpty == false {
                words.append("")
            }
        }
        let id = words.filter { !$0.isEmpty }.joined(separator: "-")
        return id.isEmpty ? "department" : String(id.prefix(60))
    }
}
