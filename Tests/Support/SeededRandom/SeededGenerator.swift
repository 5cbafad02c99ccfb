import Foundation

/// Random numbers from a seed (SplitMix64 by Steele, Lea and Flood), so that a failure can be
/// repeated on any machine.
public struct SeededGenerator: RandomNumberGenerator {
    /// The factor by which searches are longer with `TOCSIN_SOAK=1`.
    public static let soak = ProcessInfo.processInfo.environment["TOCSIN_SOAK"] == "1" ? 5 : 1

    /// The seeds of a search through random histories.
    public static func seeds(_ count: Int) -> ClosedRange<UInt64> { 1...UInt64(count * soak) }

    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
