import Testing

extension Desk {
    /// Types a command that must be carried out.
    func carryOut(_ command: String, as actor: String = "lee") throws {
        let result = try type(command, as: actor)
        #expect(result.status == 0, "\(command): \(result.errors)")
    }

    /// Types a command that must be refused, and checks that nothing was recorded.
    func refuse(
        _ command: String, as actor: String = "lee", saying words: String..., status: CInt = 77
    ) throws {
        let before = try bytes()
        let result = try type(command, as: actor)
        #expect(result.status == status, "\(command): \(result.output)\(result.errors)")
        for word in words {
            #expect(result.errors.contains(word), "\(command): \(result.errors)")
        }
        #expect(try bytes() == before, "\(command) left something in the log")
    }
}
