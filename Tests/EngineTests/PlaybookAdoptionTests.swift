import Engine
import Incident
import Playbooks
import Testing

@Suite struct PlaybookAdoptionTests {
    /// The library of a later program has no part in an open incident.
    @Test(arguments: ShippedFiles.playbooks.map(\.id))
    func `an adopted version has the library's texts in it`(id: String) throws {
        let file = try #require(ShippedFiles.playbook(id))
        let adoption = try Engine.adoption(of: file.yaml, file: file.name)
        #expect(adoption.yaml != file.yaml)
        let kept = try Playbook.load(yaml: adoption.yaml, file: file.name, library: .empty).0
        #expect(kept == adoption.playbook)
        #expect(!String(decoding: adoption.yaml, as: UTF8.self).contains("library/"))
    }

    @Test func `a file with a fault is not adopted`() {
        #expect(throws: LoadFailure.self) {
            try Engine.adoption(of: Array("playbook: storm\n".utf8), file: "storm.yaml")
        }
    }
}
