import EventLog
import SeededRandom
import Testing

@Suite struct EventIDTests {
    /// RFC 9562, appendix A.6.
    let example = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"

    @Test func `the RFC's example is read and printed`() throws {
        let id = try #require(EventID(example.uppercased()))
        #expect(id.description == example)
        #expect(id.milliseconds == 0x017F_22E2_79B0)
        #expect(id.bytes.prefix(6) == [0x01, 0x7F, 0x22, 0xE2, 0x79, 0xB0])
        #expect(try EventID(bytes: id.bytes) == id)
    }

    @Test(arguments: [
        "", "017f22e2-79b0-7cc3-98c4-dc0c0c07398", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0",
        "017f22e2-79b0-4cc3-98c4-dc0c0c07398f", "017f22e2-79b0-7cc3-18c4-dc0c0c07398f",
        "017f22e2-79b0-7cc3-c8c4-dc0c0c07398f", "017f22e279b07cc398c4dc0c0c07398f",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398g", "017f22e-279b0-7cc3-98c4-dc0c0c07398f",
        "{17f22e2-79b0-7cc3-98c4-dc0c0c07398}", "017f22e2-79b0-7cc3-98c4-dc0c0c0739é",
    ])
    func `what is no UUID of version 7 is refused`(_ text: String) {
        #expect(EventID(text) == nil)
    }

    @Test func `bytes are checked like text`() throws {
        let bytes = try #require(EventID(example)).bytes
        #expect(throws: EventLogError.self) { try EventID(bytes: Array(bytes.dropLast())) }
        var other = bytes
        other[6] = 0x4C
        #expect(throws: EventLogError.self) { try EventID(bytes: other) }
        other = bytes
        other[8] = 0x18
        let error = #expect(throws: EventLogError.self) { try EventID(bytes: other) }
        #expect(error?.description.contains("isn't a UUID of version 7") == true)
    }

    @Test func `advancing keeps the time and wraps inside the random bits`() throws {
        let id = try #require(EventID("017f22e2-79b0-7cc3-bfff-fffffffffffe"))
        #expect(id.advanced(by: 0) == id)
        #expect(id.advanced(by: 1).description == "017f22e2-79b0-7cc3-bfff-ffffffffffff")
        #expect(id.advanced(by: 2).description == "017f22e2-79b0-7cc3-8000-000000000000")
        #expect(id.advanced(by: 5).advanced(by: -5) == id)
        #expect(id.advanced(by: .min).advanced(by: .max).advanced(by: 1) == id)
    }

    @Test func `ids sort by time, whatever the random bits`() {
        var generator = SeededGenerator(seed: 7)
        let ids = (0..<200).map { EventID.make(atMilliseconds: $0 * 1000, using: &generator) }
        #expect(ids == ids.sorted())
        for (left, right) in zip(ids, ids.dropFirst()) {
            #expect(left.bytes.lexicographicallyPrecedes(right.bytes))
            #expect(EventID(left.description) == left)
        }
    }

    @Test(arguments: [(-5, 0), (1 << 60, 0xFFFF_FFFF_FFFF)] as [(Int64, Int64)])
    func `a time that doesn't fit counts as the nearest`(_ given: Int64, _ kept: Int64) {
        var generator = SeededGenerator(seed: 1)
        #expect(EventID.make(atMilliseconds: given, using: &generator).milliseconds == kept)
    }
}
