internal import ArgumentParser

/// The home, incident and actor; on every command.
struct PlaceOptions: ParsableArguments {
    @Option(help: "The home: log, department file and settings. Default: $TOCSIN_HOME.")
    var home: String?

    @Option(help: "The incident's id. Default: $TOCSIN_INCIDENT, tocsin use, the only open one.")
    var incident: String?

    @Option(
        name: .customLong("as"),
        help: "Who acts: an id of a-z, 0-9, dot, dash, underscore. Default: $TOCSIN_AS.")
    var actor: String?

    @Option(help: "The role in which you act. Default: $TOCSIN_ROLE, else one that may.")
    var role: String?

    @Flag(help: "Answer in JSON.")
    var json = false
}

/// On every command that writes to an incident.
struct WritingOptions: ParsableArguments {
    @OptionGroup var place: PlaceOptions

    @Option(help: "The command's own id (UUIDv7): given again, it is carried out once.")
    var request: String?

    @Option(help: "Only if the incident is at this revision; else exit 75.")
    var expecting: UInt64?

    @Option(
        parsing: .unconditional, help: "When it happened: 22:15, -5m, or RFC 3339. Default: now.")
    var occurred: String?

    @Flag(help: "The time given with --occurred is approximate.")
    var about = false

    @Flag(help: "Don't ask before a release in a LIVE incident.")
    var yes = false

    @Option(help: "Take the command's text from this file, or from - (standard input).")
    var textFile: String?
}

/// On every command that reads.
struct ReadingOptions: ParsableArguments {
    @OptionGroup var place: PlaceOptions

    @Option(
        parsing: .unconditional, help: "Show what was known at that time: 22:15, -5m, or RFC 3339.")
    var asOf: String?
}
