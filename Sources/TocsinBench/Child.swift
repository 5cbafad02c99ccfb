internal import ArgumentParser

/// A helper process of a benchmark; people don't run it.
struct Child: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "child", shouldDisplay: false)

    enum Task: String, ExpressibleByArgument {
        case readAndDecode = "read-and-decode"
        case timeline
        case write
    }

    @Argument var task: Task
    @Argument var path: String
    @Argument var pause: UInt32 = 0

    func run() throws {
        switch task {
        case .readAndDecode: try MemoryBenchmark.replay(path, keeping: false)
        case .timeline: try MemoryBenchmark.replay(path, keeping: true)
        case .write: try OpeningBenchmarks.write(path, pause: pause)
        }
    }
}
