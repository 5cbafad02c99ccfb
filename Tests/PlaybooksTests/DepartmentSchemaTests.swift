import Foundation
import Playbooks
import Testing

@Suite struct DepartmentSchemaTests {
    @Test func `the published schema of a department follows from the keys that are read`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Playbooks/department.schema.json")
        let published = try JSONDecoder().decode(Schema.self, from: Data(contentsOf: file))
        let (stated, due) = (
            Self.lines(published, "schema"), Self.lines(Department.schema, "schema")
        )
        #expect(stated.subtracting(due).sorted() == [], "no key is read so")
        #expect(due.subtracting(stated).sorted() == [], "not in the published file")
    }

    /// Each value below a schema with its path, so each difference is reported separately.
    private static func lines(_ schema: Schema, _ path: String) -> Set<String> {
        switch schema {
        case .object(let members):
            members.reduce(into: []) { $0.formUnion(lines($1.value, "\(path).\($1.key)")) }
        case .list(let items):
            items.enumerated().reduce(into: ["\(path): \(items.count) items"]) {
                $0.formUnion(lines($1.element, "\(path)[\($1.offset)]"))
            }
        case .text, .number, .flag: ["\(path): \(schema)"]
        }
    }
}
