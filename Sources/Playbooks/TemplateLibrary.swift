/// The templates that a playbook takes by name instead of writing them itself: `use: library/tips`.
public struct TemplateLibrary: Sendable {
    /// A template as written; each of its positions names the library's file.
    struct Template: Sendable {
        var name: String
        var entries: [YAMLNode.Entry]
        /// The channels of the file, where its templates go unless they name their own.
        var channels: [String]
    }

    private(set) var templates: [Template] = []

    /// A library without a template, for a playbook that an incident has adopted: what ships has no
    /// part in it.
    public static let empty = TemplateLibrary()

    private init() {}

    /// Reads the files of a library, each of them a playbook.
    ///
    /// - Throws: A ``LoadFailure`` for a file that isn't YAML, for a name that is in two of them, and
    ///   for a template that itself uses another.
    public init(_ files: [ShippedFiles.File]) throws(LoadFailure) {
        for file in files {
            let faults = Faults(file: file.name)
            if let root = YAMLDocument.read(file.yaml, faults: faults)?.placed(in: file.name) {
                add(root, faults)
            }
            _ = try faults.result(())
        }
    }

    private mutating func add(_ root: YAMLNode, _ faults: Faults) {
        let channels = root["channels"]?.value.texts ?? []
        for entry in root["templates"]?.value.entries ?? [] {
            if let use = entry.value["use"] {
                faults.error("a template of the library can't use another", at: use.position)
            }
            if self[entry.key] != nil {
                faults.error(
                    "the library already has a template \"\(entry.key)\"", at: entry.position)
            }
            templates.append(
                Template(name: entry.key, entries: entry.value.entries, channels: channels))
        }
    }

    subscript(name: String) -> Template? { templates.first { $0.name == name } }

    /// The names of its templates, in the order of the files.
    public var names: [String] { templates.map(\.name) }

    /// The words of a template, as YAML without comments; nil if there is none of that name.
    ///
    /// - Throws: A `YamlError` if a text has no YAML form.
    public func yaml(of name: String) throws -> [UInt8]? {
        guard let template = self[name] else { return nil }
        let start = YAMLNode(content: .mapping(template.entries), position: .start)
        let named = YAMLNode.Entry(key: name, position: .start, value: start)
        return try YAMLNode(content: .mapping([named]), position: .start).yaml()
    }
}

extension TemplateLibrary {
    /// The library that ships.
    ///
    /// - Throws: A ``LoadFailure`` if a shipped file is broken.
    public static func shipped() throws(LoadFailure) -> TemplateLibrary { try loaded.get() }

    /// Read once, when a playbook first uses a template.
    private static let loaded: Result<TemplateLibrary, LoadFailure> = {
        do throws(LoadFailure) {
            return .success(try TemplateLibrary(ShippedFiles.library))
        } catch {
            return .failure(error)
        }
    }()
}
