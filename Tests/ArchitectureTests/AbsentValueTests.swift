import Testing

/// An absent value is nil. Only the contract writes an empty text for it, in `AbsentText.swift`.
@Suite struct AbsentValueTests {
    static let modules: Set<String> = [
        "Playbooks", "Incident", "ReadModels", "Player", "Review", "Forms", "Publishing", "Engine",
    ]

    /// The places where an absent value becomes an empty text, or begins as one.
    ///
    /// A phrase that a sentence leaves out, `x.map { " (\($0))" } ?? ""`, is not such a value.
    static func faults(in text: String) -> [String] {
        text.split(separator: "\n").map(String.init).filter { line in
            line.contains(/[^}\s]\s*\?\? ""/) || line.contains(/^\s*\?\? ""/)
                || line.contains(/: String = ""/)
        }
    }

    @Test func `nothing absent is an empty text in memory`() throws {
        for file in SourceTree.sources where Self.modules.contains(file.module) {
            #expect(Self.faults(in: try SourceTree.text(file.path)) == [], "\(file.path)")
        }
    }

    @Test func `an absent value that becomes an empty text is found`() {
        let text = """
            let id = id?.value ?? ""
            let hint = hint.map { " (\\($0))" } ?? ""
            init(address: String = "", reach: Int = 0)
            """
        #expect(Self.faults(in: text).count == 2)
    }

    /// Fields that hold a word of a closed set have its type.
    ///
    /// Two have words outside any set: a newer version may have named the kind of a record, and a
    /// review's words for an approver include "not recorded".
    @Test func `a closed set is a type`() throws {
        let open: Set<String> = [
            "Sources/ReadModels/TimelineEntry.swift kind",
            "Sources/Forms/RecordsRequest.swift kind",
        ]
        let property =
            /var (kind|role|visibility|mode|certainty|confidence|manner|rating|template): String\b/
        var found: Set<String> = []
        for file in SourceTree.sources
        where ["Playbooks", "Incident", "ReadModels", "Review", "Forms", "Engine"]
            .contains(file.module)
        {
            for match in try SourceTree.text(file.path).matches(of: property) {
                found.insert("\(file.path) \(match.1)")
            }
        }
        #expect(found == open)
    }
}
