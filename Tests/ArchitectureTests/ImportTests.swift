import Testing

/// Imports point down only, and pure modules touch nothing outside.
@Suite struct ImportTests {
    /// The modules, the lowest first: each may import only modules above it in this list.
    static let order = [
        "Basics", "Tables", "LMDB", "Hashing", "EventLog", "IncidentEvents", "Recurrence",
        "Documents",
        "Channels", "TextChecks", "Wire", "Playbooks", "Incident", "ReadModels", "Player", "Review",
        "Forms", "Publishing",
        "Engine", "TocsinCLI",
    ]

    /// Functions of values alone: they neither read nor change anything outside.
    static let pure: Set<String> = [
        "Basics", "Tables", "IncidentEvents", "Recurrence", "Documents", "Channels", "TextChecks",
        "Wire", "Playbooks", "Incident", "ReadModels", "Review", "Forms", "Publishing", "Player",
    ]

    /// The foreign modules that each module may import.
    private static let foreign: [String: Set<String>] = [
        "Basics": [],
        "Tables": [],
        "LMDB": ["CLMDB", "Dispatch", "Glibc", "Synchronization"],
        "Hashing": ["CLibcrypto"],
        "EventLog": ["Dispatch", "FoundationEssentials", "Glibc", "Synchronization"],
        "IncidentEvents": ["Foundation", "FoundationEssentials", "SwiftProtobuf"],
        "Recurrence": [],
        "Documents": [],
        "Channels": ["Foundation"],
        "TextChecks": ["Foundation"],
        "Wire": ["Foundation", "FoundationXML"],
        "Playbooks": ["Foundation", "ShippedPlaybooks", "Yams"],
        "Incident": ["Foundation", "SwiftProtobuf"],
        "ReadModels": ["Foundation", "SwiftProtobuf"],
        "Player": ["Foundation"],
        "Review": ["Foundation"],
        "Forms": ["Foundation", "SwiftProtobuf"],
        "Publishing": ["Foundation"],
        "Engine": [
            "CCommit", "Foundation", "Glibc", "SwiftProtobuf", "Synchronization",
        ],
        "TocsinCLI": [
            "ArgumentParser", "CTerminal", "Foundation", "Glibc", "SwiftProtobuf",
            "Synchronization", "Yams",
        ],
    ]

    /// Lower modules that a module still must not import.
    private static func mayImport(_ module: String, _ imported: String) -> Bool {
        guard let own = order.firstIndex(of: module) else { return true }
        guard let other = order.firstIndex(of: imported) else {
            return foreign[module, default: []].contains(imported)
        }
        if other >= own { return false }
        // The log knows no incidents, pure modules know no log, and formats know no incidents.
        switch imported {
        case "LMDB": return module == "EventLog"
        case "EventLog": return ["Engine", "TocsinCLI"].contains(module)
        case "Incident": return order.firstIndex(of: "Incident").map { own > $0 } ?? false
        case "Basics", "Hashing": return true
        default: return !["LMDB", "Hashing", "EventLog"].contains(module)
        }
    }

    static func faults(_ file: SourceFile) -> [String] {
        let code = file.code
        return zip(code, code.dropFirst()).compactMap { keyword, name in
            guard keyword.text == "import", keyword.kind == .word, name.line == keyword.line,
                !mayImport(file.module, name.text)
            else { return nil }
            return "\(file.place(name)): \(file.module) imports \(name.text)"
        }
    }

    @Test func `every module imports only what lies below it`() {
        #expect(SourceTree.sources.flatMap(Self.faults) == [])
    }

    @Test func `a module out of the order, or an effect in a pure one, is found`() {
        for (path, source) in [
            ("Sources/Incident/A.swift", "internal import EventLog"),
            ("Sources/Incident/A.swift", "public import ReadModels"),
            ("Sources/Wire/A.swift", "@testable import Incident"),
            ("Sources/Channels/A.swift", "import Glibc"),
            ("Sources/EventLog/A.swift", "import IncidentEvents"),
            ("Sources/Engine/A.swift", "import LMDB"),
        ] {
            #expect(Self.faults(SourceFile(path: path, source: source)).count == 1, "\(source)")
        }
        let fine = SourceFile(
            path: "Sources/Incident/A.swift",
            source: "// import EventLog\nimport Playbooks\nlet text = \"import EventLog\"")
        #expect(Self.faults(fine) == [])
    }

    @Test func `every module has its place in the order and its row in the architecture`() throws {
        let executables: Set<String> = ["tocsin", "TocsinBench"]
        #expect(SourceTree.modules.subtracting(executables).subtracting(Self.order) == [])
        let page = try SourceTree.text("Docs/architecture.md")
        for module in SourceTree.modules.subtracting(executables) {
            #expect(page.contains("\n| `\(module)` |"), "\(module)")
        }
    }
}
