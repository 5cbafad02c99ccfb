internal import ArgumentParser

/// The home, incident and actor; on every command.
///
/// Groups of options don't contain one another: a debug build checks a group four times for each
/// group around it, whenever it reads a command.
struct GlobalOptions: ParsableArguments {
    @Option(
        help: .rare(
            "The home folder with log, department file and settings. Default: $TOCSIN_HOME."),
        completion: .directory)
    var home: String?

    @Option(
        help: .rare("The incident's id. Default: $TOCSIN_INCIDENT, tocsin use, the only open one."),
        completion: .incidents)
    var incident: String?

    @Option(
        name: .customLong("as"),
        help: "Your id: a-z, 0-9, dot, dash, underscore. Default: $TOCSIN_AS.", completion: .people)
    var actor: String?

    @Option(
        help: .rare("Your role for this command. Default: $TOCSIN_ROLE, or one that you hold."),
        completion: .roles)
    var role: String?

    @Flag(help: "Answer in JSON.")
    var json = false

    @Flag(help: .rare("The computer's clock is right, although it went far ahead."))
    var clockIsRight = false
}

/// On every command that writes to an incident.
struct WritingOptions: ParsableArguments {
    @Option(help: .rare("The command's own id (UUIDv7). A repeat with the same id has no effect."))
    var request: String?

    @Option(help: .rare("Run only if the incident is at this revision. Otherwise exit 75."))
    var expecting: UInt64?

    @Option(
        parsing: .unconditional, help: "When it happened: 22:15, -5m, or RFC 3339. Default: now.")
    var occurred: String?

    @Flag(help: .rare("The time in --occurred is approximate."))
    var about = false

    @Flag(help: .rare("Don't ask before a release in a LIVE incident or before a removal."))
    var yes = false

    @Option(
        help: .rare("Read the command's text from this file, or from - (standard input)."),
        completion: .file())
    var textFile: String?
}

/// On every command that reads.
struct ReadingOptions: ParsableArguments {
    @Option(
        parsing: .unconditional, help: "Show the incident as of that time: 22:15, -5m, or RFC 3339."
    )
    var asOf: String?
}

/// On reading commands whose answer may be long.
struct LengthOptions: ParsableArguments {
    @Flag(help: "Print everything, however long.")
    var all = false

    /// The screen for an answer; nil if everything is printed.
    ///
    /// - Parameter command: The command that was typed, for naming how to see the rest.
    func screen(
        of command: TypedCommand, _ view: IncidentView, _ reading: ReadingOptions
    ) throws -> TextRenderer.Screen? {
        if all { return nil }
        let asOf = reading.asOf.map { [.own("--as-of"), .value($0)] as [TypedCommand.Word] } ?? []
        let incident = try view.session.incidentToName(for: view.stream)
        return TextRenderer.Screen(
            height: DueScreen.height - view.renderer.height(of: view.heading),
            rest: (command + ["--all"] + asOf).about(incident))
    }
}
