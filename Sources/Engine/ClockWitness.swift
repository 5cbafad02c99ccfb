internal import Foundation

/// The computer's clock at a command, next to a clock that nobody can set.
///
/// Since the log's times never go back, one command under a clock that is ahead spoils the times of
/// all that follow. The time since the machine's start shows the jump before anything is recorded.
public struct ClockWitness: Codable, Sendable {
    /// The time in microseconds since 1970.
    public var clock: Int64
    /// The time since the machine's start, in microseconds, with the time that it slept.
    public var uptime: Int64
    /// The start, by the kernel's id of it.
    public var start: String

    public init(clock: Int64, uptime: Int64, start: String) {
        self.clock = clock
        self.uptime = uptime
        self.start = start
    }

    /// A difference of the two clocks that is told, and one that is refused.
    public static let told = Duration.seconds(60)
    public static let refused = Duration.seconds(24 * 60 * 60)
    /// After a restart only the calendar is left to compare with: longer than a home rests.
    private static let rest = Duration.seconds(366 * 24 * 60 * 60)
    /// While both clocks agree, a witness of this age is new enough.
    private static let age = Duration.seconds(60 * 60)

    /// How far the clock went ahead since an earlier command; zero if it didn't, or if nobody can
    /// say.
    public func jump(since earlier: ClockWitness) -> Duration {
        let passed = Duration.microseconds(clock - earlier.clock)
        guard start == earlier.start else { return passed > Self.rest ? passed : .zero }
        return max(passed - .microseconds(uptime - earlier.uptime), .zero)
    }

    /// The witness that a home keeps; nil if it has none that can be read.
    public static func kept(in home: Home) -> ClockWitness? {
        FileManager.default.contents(atPath: home.clockPath)
            .flatMap { try? JSONDecoder().decode(ClockWitness.self, from: $0) }
    }

    /// Keeps it in the home, unless the kept one says the same. A home that can't be written to
    /// keeps none: the command itself then says why.
    public func keep(in home: Home, instead earlier: ClockWitness?) {
        if let earlier, start == earlier.start {
            let passed = Duration.microseconds(clock - earlier.clock)
            let difference = passed - .microseconds(uptime - earlier.uptime)
            if passed < Self.age, passed >= .zero, difference.magnitude < Self.told { return }
        }
        guard let data = try? JSONEncoder().encode(self),
            var file = PartialFile(of: home.clockPath),
            file.write(data)
        else { return }
        _ = file.finish()
    }
}

extension Duration {
    fileprivate var magnitude: Duration { self < .zero ? .zero - self : self }
}
