internal import ArgumentParser
internal import Engine
internal import EventLog
internal import Glibc

struct LogTail: Command {
    static let configuration = CommandConfiguration(
        commandName: "tail", abstract: "Show the last records. With --follow, new ones too.",
        discussion: """
            With --json, each record is one line. --follow runs until you interrupt it.
            Example: tocsin log tail --follow --incident riverton
            """)

    @Option(help: "How many records to start with.") var limit: UInt64 = 10
    @Flag(help: "Show new records as they are appended.") var follow = false
    @OptionGroup var global: GlobalOptions

    /// Short enough for a person, and long enough for the machine.
    private static let pause: UInt32 = 50_000

    func run(in world: World) throws {
        let engine = try Session(global, .reading, world).engine
        let only = global.incident?.lowercased()
        if let only { try engine.requireIncident(only) }
        let start = try engine.log.read { log in
            guard let only, let last = try log.lastRevision(of: only) else {
                let head = try log.head
                return head - min(head, limit)
            }
            let first = last + 1 - min(last + 1, limit)
            // Reading all of its records could be too much.
            return try log.records(in: only, from: first, limit: 1).first?.position ?? log.head
        }
        // Output must appear at once, in a pipe too.
        try engine.log.follow(
            from: start, in: only,
            waiting: {
                _ = world.flush()
                if follow { usleep(Self.pause) }
                return follow
            }
        ) { stored in
            world.print(try global.json ? RecordLine(stored).json() : RecordLine(stored).text())
        }
    }
}
