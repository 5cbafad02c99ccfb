import Engine
import EventLog
import Incident
import IncidentEvents
import SwiftProtobuf
import Testing

/// Many records are decoded on two threads, with the same result.
@Suite struct LongIncidentTests {
    private static let count = 19_000

    private let bench: EngineBench

    /// - Parameter broken: Revisions whose data are not an event.
    private func fill(broken: Set<Int> = []) throws {
        var generator = SystemRandomNumberGenerator()
        var events: [NewEvent] = []
        let metadata: [UInt8] = try RecordMetadata.with { $0.actor = "lee" }.serializedBytes()
        for number in 0..<Self.count {
            var event = IncidentEvent()
            event.noteLogged.note = "N\(number + 1)"
            event.noteLogged.text = "note \(number)"
            events.append(
                NewEvent(
                    id: EventID.make(atMilliseconds: Int64(number), using: &generator),
                    type: "note-logged",
                    data: broken.contains(number) ? [0x0A, 0xFF] : try event.serializedBytes(),
                    metadata: metadata))
        }
        for start in stride(from: 0, to: Self.count, by: 1000) {
            try bench.engine.log.append(
                Array(events[start..<min(start + 1000, Self.count)]), to: "flood",
                expecting: .any)
        }
    }

    init() throws { bench = try EngineBench() }

    @Test func `a long incident is read whole and in order`() throws {
        try fill()
        var seen: [Int] = []
        let loaded = try bench.engine.load("flood") { seen.append($0) }
        #expect(loaded.records.map(\.revision) == Array(0..<UInt64(Self.count)))
        #expect(loaded.state.notes.all.map(\.id.number) == Array(1...Self.count))
        #expect(seen == Array(stride(from: 1000, through: Self.count, by: 1000)))
        #expect(try bench.engine.state(of: "flood").notes.count == Self.count)
        for last in [0, 1999, 2000, 8191, 8192, 16_383, 16_384, 18_999] as [UInt64] {
            let records = try bench.engine.load("flood", through: last).records
            #expect(records.last?.revision == last)
            #expect(records.count == Int(last) + 1)
        }
    }

    @Test(arguments: [[3], [9000], [3, 9000], [3, 300, 600], [9000, 17_000], [18_999]])
    func `the first record that can't be read is named, wherever it stands`(
        broken: [Int]
    ) throws {
        try fill(broken: Set(broken))
        let error = #expect(throws: EngineError.self) { try bench.engine.load("flood") }
        guard case .unreadableRecord(let position, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(position == UInt64(broken[0]))
    }
}
