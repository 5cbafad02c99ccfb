/// The kinds of YAML files that a person writes, told apart by the key that each must have.
public enum LibraryFile: String, CaseIterable, Sendable {
    // A scenario also names its playbook and its department.
    case scenario, playbook, department

    /// - Parameter yaml: The file's bytes. A file with none of the keys is checked as a playbook.
    public init(_ yaml: [UInt8]) {
        // Loading the file as its kind reports the faults.
        let root = YAMLDocument.read(yaml, faults: Faults(file: ""))
        guard case .mapping(let entries)? = root?.content else {
            self = .playbook
            return
        }
        self =
            Self.allCases.first { kind in entries.contains { $0.key == kind.rawValue } }
            ?? .playbook
    }
}
