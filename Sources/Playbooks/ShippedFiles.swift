internal import ShippedPlaybooks

/// The files that ship inside the program.
public enum ShippedFiles {
    public struct File: Hashable, Sendable {
        /// The file's name without its extension, which is also the id of its contents.
        public var id: String
        /// The file's name, for diagnostics.
        public var name: String
        public var yaml: [UInt8]
    }

    public static let playbooks: [File] = (0..<shipped_playbook_count()).map {
        File(shipped_playbook($0))
    }

    public static let scenarios: [File] = (0..<shipped_scenario_count()).map {
        File(shipped_scenario($0))
    }

    /// The files of the template library, each of them a playbook. The first has the standard
    /// templates. No incident is opened with them.
    public static let library: [File] = (0..<shipped_library_count()).map {
        File(shipped_library($0))
    }

    /// The mappings of tables that other programs export.
    public static let mappings: [File] = (0..<shipped_mapping_count()).map {
        File(shipped_mapping($0))
    }

    /// The library's first file, whose templates complete every playbook.
    ///
    /// - Throws: A ``LoadFailure`` if the shipped file is broken.
    public static func neutral() throws(LoadFailure) -> (file: File, playbook: Playbook) {
        try loadedNeutral.get()
    }

    /// Read once, when a playbook first lacks a template.
    private static let loadedNeutral: Result<(file: File, playbook: Playbook), LoadFailure> = {
        let file = library[0]
        do throws(LoadFailure) {
            return .success((file, try Playbook.load(yaml: file.yaml, file: file.name).0))
        } catch {
            return .failure(error)
        }
    }()

    public static func playbook(_ id: String) -> File? { playbooks.first { $0.id == id } }
    public static func scenario(_ id: String) -> File? { scenarios.first { $0.id == id } }
    public static func mapping(_ id: String) -> File? { mappings.first { $0.id == id } }

    /// The commented department file for a new home.
    ///
    /// It loads as it is; people, accounts and standing approvals are in comments.
    ///
    /// - Parameter jurisdiction: Nil to leave it as a comment, too.
    public static func departmentFile(
        name: String, id: String, zone: String, jurisdiction: String? = nil
    ) -> String {
        var values = ["@NAME@": name, "@ID@": id, "@ZONE@": zone].mapValues(quoted)
        values["@JURISDICTION@"] =
            jurisdiction.map { "jurisdiction: \(quoted($0))" }
            ?? "# jurisdiction: the City of Riverton"
        return filled(File(shipped_department()), values)
    }

    /// A small, complete and commented playbook to begin with. It loads as it is.
    ///
    /// - Parameter id: Lower-case letters, digits and hyphens.
    public static func newPlaybook(id: String, title: String) -> String {
        filled(File(shipped_new_playbook()), ["@ID@": id, "@TITLE@": quoted(title)])
    }

    private static func filled(_ file: File, _ values: [String: String]) -> String {
        var text = ""
        var rest = String(decoding: file.yaml, as: UTF8.self)[...]
        while let start = rest.firstIndex(of: "@") {
            text += rest[..<start]
            rest = rest[start...]
            if let (mark, value) = values.first(where: { rest.hasPrefix($0.key) }) {
                text += value
                rest = rest.dropFirst(mark.count)
            } else {
                text.append(rest.removeFirst())
            }
        }
        return text + rest
    }

    /// Any text as YAML in double quotes.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

extension ShippedFiles.File {
    fileprivate init(_ file: shipped_file) {
        let name = String(cString: file.name)
        self.name = name
        id = name.hasSuffix(".yaml") ? String(name.dropLast(5)) : name
        yaml = Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
    }
}
