@testable import Engine
import EventLog
import Foundation
import IncidentEvents
import SeededRandom
import SwiftProtobuf
import Testing

/// The decoder's memory must never replace another record's values.
@Suite struct RecordDecoderTests {
    private let bench: EngineBench

    init() throws { bench = try EngineBench() }

    /// Appends a note with each of the metadata, and compares each record read in place with the
    /// same record read from its own bytes alone.
    private func compare(_ all: [[UInt8]], _ note: String) throws -> (read: Int, unreadable: Int) {
        var event = IncidentEvent()
        event.noteLogged.note = "N1"
        let data: [UInt8] = try event.serializedBytes()
        var generator = SystemRandomNumberGenerator()
        let events = all.map {
            NewEvent(
                id: EventID.make(atMilliseconds: 1, using: &generator), type: "note-logged",
                data: data, metadata: $0)
        }
        try bench.engine.log.append(events, to: "riverton", expecting: .noStream)
        let stored = try bench.engine.log.read {
            try $0.records(in: "riverton", from: 0, limit: all.count)
        }
        var decoder = RecordDecoder()
        var (read, unreadable) = (0, 0)
        try bench.engine.log.forEachView(in: "riverton") { view in
            let index = Int(view.revision)
            let expected = try? IncidentRecord(stored[index]).metadata
            let found = try? decoder.record(view).metadata
            #expect(found == expected, "\(note), record \(index): \(all[index])")
            if expected == nil { unreadable += 1 } else { read += 1 }
        }
        return (read, unreadable)
    }

    private func metadata(
        _ number: Int, _ change: (inout RecordMetadata) -> Void = { _ in }
    ) throws -> [UInt8] {
        var metadata = RecordMetadata()
        metadata.actor = ["a.rivera", "k.osei", "m.lindqvist"][number % 3]
        metadata.role = "pio"
        metadata.agency = "Harbour Fire Department"
        metadata.visibility = number % 5 == 0 ? .restricted : .internal
        metadata.requestID = Data((0..<16).map { UInt8(truncatingIfNeeded: number &* 7 &+ $0) })
        metadata.requestSha256 = Data((0..<32).map { UInt8(truncatingIfNeeded: number ^ $0) })
        metadata.osAccount = "desk"
        metadata.host = "host-\(number % 2)"
        if number % 2 == 0 { metadata.programVersion = "0.2.0" }
        change(&metadata)
        return try metadata.serializedBytes()
    }

    @Test func `many people at many desks are told apart`() throws {
        var all: [[UInt8]] = []
        for number in 0..<300 {
            all.append(
                try metadata(number) {
                    if number % 7 == 0 { $0.occurredAt.seconds = Int64(number) }
                    if number % 11 == 0 { $0.provenance.reference = "d\(number)" }
                    if number % 13 == 0 { $0.certainty = .approximate }
                    if number % 17 == 0 { $0.causation = "inject \(number)" }
                    if number % 3 == 0 { $0.host = "host-\(number)" }
                })
        }
        #expect(try compare(all, "people") == (300, 0))
    }

    @Test func `bytes in another form, with the request elsewhere or twice, are read as they are`()
        throws
    {
        let plain = try metadata(0)
        let request = plain.firstRange(of: [0x42, 16])?.lowerBound ?? 0
        let part = Array(plain[request..<request + 52])
        let rest = Array(plain[..<request] + plain[(request + 52)...])
        // A text that looks like a request, of the same length as a plain one.
        let hidden = try metadata(0) {
            $0.requestID = Data()
            $0.requestSha256 = Data()
            $0.host += String(decoding: Array(repeating: 0x42, count: 52), as: UTF8.self)
        }
        var shorter = plain
        shorter[request + 1] = 15
        var otherField = plain
        otherField[request] = 0x4A
        let all = [
            plain, part + rest, rest + part, plain + part, plain, hidden, plain, shorter,
            otherField, try metadata(1), plain,
        ]
        let found = try compare(all, "forms")
        #expect(found.read + found.unreadable == all.count)
        #expect(found.read >= 8)
    }

    @Test func `records of a newer version keep the fields that are not known here`() throws {
        let newer: [UInt8] = [0xF2, 0x07, 3, 0x61, 0x62, 0x63]
        let all = try (0..<12).map { try metadata($0) + ($0 % 2 == 0 ? newer : []) }
        #expect(try compare(all, "newer") == (12, 0))
    }

    @Test func `changed bytes are read as if each record were alone`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        var all: [[UInt8]] = []
        for number in 0..<3000 {
            var bytes = try metadata(Int.random(in: 0..<6, using: &generator))
            if number % 3 > 0 {
                for _ in 0..<Int.random(in: 1...3, using: &generator) {
                    let index = Int.random(in: 0..<bytes.count, using: &generator)
                    switch Int.random(in: 0..<4, using: &generator) {
                    case 0: bytes.remove(at: index)
                    case 1: bytes.insert(.random(in: 0...255, using: &generator), at: index)
                    case 2: bytes.swapAt(index, .random(in: 0..<bytes.count, using: &generator))
                    default: bytes[index] = .random(in: 0...255, using: &generator)
                    }
                }
            }
            all.append(bytes)
        }
        let found = try compare(all, "seed \(seed)")
        #expect(found.read > 1000 && found.unreadable > 200, "seed \(seed): \(found)")
    }

    @Test func `what is alike is kept once`() throws {
        let all = try (0..<40).map { try metadata($0 * 30) }
        _ = try compare(all, "alike")
        var decoder = RecordDecoder()
        var kept: Set<ObjectIdentifier> = []
        try bench.engine.log.forEachView(in: "riverton") { view in
            kept.insert(ObjectIdentifier(try decoder.record(view).shared))
        }
        #expect(kept.count == 1)
    }
}
