internal import ArgumentParser

struct ManualCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "manual", abstract: "Write the manual page for man.",
        discussion: """
            Install it: tocsin manual --output /usr/local/share/man/man1/tocsin.1
            Example: tocsin manual
            """)

    @OptionGroup var destination: OutputOptions

    func run(in world: World) throws {
        let page = try ManualPage.text()
        guard let path = try destination.write(Array(page.utf8), in: world.home()) else {
            return world.print(page, terminator: "")
        }
        world.print("Manual page written to \(path)")
    }
}
