import Foundation
import Hashing
import IncidentEvents
import SwiftProtobuf
import Testing

@Suite struct ContractTests {
    private func source(_ name: String) throws -> Data {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try Data(contentsOf: root.appending(path: "Sources/IncidentEvents/\(name)"))
    }

    private func text(_ name: String) throws -> String {
        String(decoding: try source(name), as: UTF8.self)
    }

    /// The members of the oneof, in the contract's form: `fact_recorded`, 20.
    private func kinds() throws -> [(type: String, field: String, number: Int)] {
        let proto = try text("incident_events.proto")
        let oneof = try #require(proto.firstRange(of: "oneof kind {"))
        let body = proto[oneof.upperBound...].prefix { $0 != "}" }
        return body.split(separator: "\n").compactMap { line in
            let words = line.split { " =;".contains($0) }
            guard words.count == 3, let number = Int(words[2]) else { return nil }
            return (String(words[0]), String(words[1]), number)
        }
    }

    @Test func `the generated Swift belongs to this contract`() throws {
        let hash = SHA256.hash(try source("incident_events.proto").bytes).bytes
            .map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
        let noted = try text("incident_events.sha256").prefix(64)
        #expect(noted == hash, "Generate the Swift anew and note the contract's hash")
    }

    @Test func `every event's name is its field of the contract in kebab case`() throws {
        let kinds = try kinds()
        #expect(kinds.count > 50)
        #expect(Set(kinds.map(\.number)).count == kinds.count)
        for kind in kinds {
            // A field's key (its number, and 2 for a message), followed by an empty message.
            var bytes: [UInt8] = []
            var key = UInt64(kind.number) << 3 | 2
            while key >= 0x80 {
                bytes.append(UInt8(key & 0x7F) | 0x80)
                key >>= 7
            }
            bytes += [UInt8(key), 0]
            let content = try IncidentRecord.Content(type: kind.type, data: bytes)
            guard case .event(let event) = content else {
                Issue.record("\(kind.field) is not decoded")
                continue
            }
            #expect(event.name == kind.field.replacing("_", with: "-"))
        }
    }

    @Test func `the contract uses no map, whose order on the wire is not fixed`() throws {
        #expect(!(try text("incident_events.proto").contains("map<")))
    }

    @Test func `a kind of a newer version is unknown, not nothing`() throws {
        // Field 500, an empty message.
        let content = try IncidentRecord.Content(type: "incident-merged", data: [0xA2, 0x1F, 0x00])
        guard case .unknown(let type) = content else {
            Issue.record("taken for a known event")
            return
        }
        #expect(type == "incident-merged")
    }

    @Test func `a known kind with an enum value of a newer version is unknown`() throws {
        var person = Identification()
        person.details = [.name, .UNRECOGNIZED(99)]
        let events: [IncidentEvent.OneOf_Kind] = [
            .incidentOpened(.with { $0.mode = .UNRECOGNIZED(99) }),
            .incidentOpened(.with { $0.onsetCertainty = .UNRECOGNIZED(99) }),
            .onsetCorrected(.with { $0.certainty = .UNRECOGNIZED(99) }),
            .messageDrafted(.with { $0.kind = .UNRECOGNIZED(99) }),
            .messageDrafted(.with { $0.identifications = [person] }),
            .messageRevised(
                .with { $0.identifications = [.with { $0.purpose = .UNRECOGNIZED(99) }] }),
            .messageApproved(.with { $0.manner = .UNRECOGNIZED(99) }),
            .deliveryRecorded(.with { $0.outcome = .UNRECOGNIZED(99) }),
            .messageWithdrawn(.with { $0.manner = .UNRECOGNIZED(99) }),
            .rumorReported(.with { $0.origin = .UNRECOGNIZED(99) }),
            .rumorAssessed(.with { $0.finding = .UNRECOGNIZED(99) }),
            .inquiryReceived(.with { $0.origin = .UNRECOGNIZED(99) }),
            .entryCorrected(.with { $0.certainty = .UNRECOGNIZED(99) }),
            .visibilityChanged(.with { $0.visibility = .UNRECOGNIZED(99) }),
            .ratingGiven(.with { $0.rating = .UNRECOGNIZED(99) }),
        ]
        for event in events {
            let data: [UInt8] = try IncidentEvent.with { $0.kind = event }.serializedBytes()
            guard case .unknown = try IncidentRecord.Content(type: event.name, data: data) else {
                Issue.record("\(event.name) was half understood")
                continue
            }
        }
    }

    @Test func `an event comes back from its bytes, and bytes that are none are an error`() throws {
        let event = IncidentEvent.with {
            $0.factRecorded = .with {
                $0.fact = "F1"
                $0.number = 0
            }
        }
        let content = try IncidentRecord.Content(
            type: "fact-recorded", data: try event.serializedBytes())
        guard case .event(.factRecorded(let fact)) = content else {
            Issue.record("not a recorded fact")
            return
        }
        #expect(fact.fact == "F1" && fact.hasNumber)
        #expect(throws: (any Error).self) {
            try IncidentRecord.Content(type: "fact-recorded", data: [0xFF, 0xFF, 0xFF])
        }
        guard case .unknown = try IncidentRecord.Content(type: "x", data: []) else {
            Issue.record("an empty event was taken for one")
            return
        }
    }
}

@Suite struct IncidentRecordTests {
    private func record(_ change: (inout IncidentRecord) -> Void) -> IncidentRecord {
        var record = IncidentRecord(
            position: 4, revision: 2, eventID: "id", recordedAt: Instant(seconds: 100),
            metadata: RecordMetadata(), content: .redacted(type: "note-logged"))
        change(&record)
        return record
    }

    @Test func `incident time is simulated where there is a simulated clock`() {
        #expect(record { _ in }.incidentTime == Instant(seconds: 100))
        #expect(
            record { $0.simulatedAt = Instant(seconds: 7) }.incidentTime == Instant(seconds: 7))
    }

    @Test func `a clock more than five seconds behind is marked`() {
        #expect(!record { $0.rawClock = Instant(seconds: 95) }.clockWasBehind)
        #expect(record { $0.rawClock = Instant(microseconds: 94_999_999) }.clockWasBehind)
        #expect(!record { _ in }.clockWasBehind)
    }

    @Test func `a stamp tells the claimed time from the recorded one`() {
        var metadata = RecordMetadata()
        metadata.actor = "pio-1"
        metadata.occurredAt = Instant(seconds: 40).timestamp
        metadata.certainty = .approximate
        let stamp = record { $0.metadata = metadata }.stamp
        #expect(stamp.at == Instant(seconds: 100) && stamp.happenedAt == Instant(seconds: 40))
        #expect(stamp.isApproximate && !stamp.isPlaceholder)
        #expect(stamp.actor == "pio-1" && stamp.position == 4)
        #expect(record { _ in }.stamp.happenedAt == Instant(seconds: 100))
    }
}
