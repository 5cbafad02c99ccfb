import Foundation
import Testing

/// A message that is known to be wrong goes no further, with any command.
@Suite struct KnownWrongCommandTests {
    /// M2 is an alert on X that was retracted by M4, its false-alert text.
    private static let desk = Original {
        let desk = try WireCommandTests.desk()
        for line in [
            "message draft alert --template shelter-in-place --identifies nobody --expires +1h"
                + " --next-update +20m --name evac-a --submit",
            "message approve evac-a --as kim --release --yes", "message posted evac-a x:RivertonPD",
            "message retract evac-a --reason \"It named the wrong street\" --yes",
        ] {
            let result = try desk.type(line)
            guard result.status == 0 else { throw Desk.Unexpected(text: result.errors) }
        }
        return desk
    }

    @Test(arguments: [
        "message text evac-a web", "message page evac-a",
        "message posted evac-a web:riverton.example",
        "message cap evac-a --event SPW --event-name es=A --same 048113 --urgency immediate"
            + " --severity severe --certainty observed --response shelter",
    ])
    func `is refused with the correction's id, and the log is unchanged`(_ command: String) throws {
        let desk = try Self.desk.get()
        let before = try desk.bytes()
        let result = try desk.type(command)
        #expect(result.status == 77 && result.output.isEmpty, "\(result.output)")
        #expect(
            result.errors.contains("M2 makes the claim of R1, which was found to be wrong."),
            "\(result.errors)")
        #expect(result.errors.contains("tocsin message show M4"), "\(result.errors)")
        #expect(try desk.bytes() == before)
    }

    @Test func `due lists neither the alert nor its other ending`() throws {
        let output = try Self.desk.get().type("due --everyone --all").output
        #expect(!output.contains("Post M2"))
        #expect(!output.contains("M3"))
        #expect(output.contains("Post M4 (retraction)"))
    }
}
