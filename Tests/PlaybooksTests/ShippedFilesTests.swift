import Playbooks
import Testing

@Suite struct ShippedFilesTests {
    @Test(arguments: ["attack-on-officers", "false-alert"])
    func `a shipped playbook loads without a fault or a warning`(id: String) throws {
        let file = try #require(ShippedFiles.playbook(id))
        let (playbook, warnings) = try Playbook.load(yaml: file.yaml, file: file.name)
        #expect(playbook.id == id)
        #expect(warnings.isEmpty)
    }
}
