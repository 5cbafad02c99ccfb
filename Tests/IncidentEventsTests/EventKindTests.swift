import Foundation
import HandwrittenLog
import IncidentEvents
import SwiftProtobuf
import Testing

/// Reads the contract itself, so a new kind or field must be covered here.
@Suite struct EventKindTests {
    private struct Field {
        var type: String
        var name: String
    }

    private let contract: String
    /// The fields of every message of the contract, and the names of its enums.
    private let messages: [String: [Field]]
    private let enums: Set<String>

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let contract = try String(
            contentsOf: root.appending(path: "Sources/IncidentEvents/incident_events.proto"),
            encoding: .utf8)
        var messages: [String: [Field]] = [:]
        for block in contract.matches(of: #/(?m)^message (\w+) \{\n((?:.*\n)*?)^\}/#) {
            messages[String(block.output.1)] = block.output.2.matches(
                of: #/(?m)^\s+(?:repeated |optional )?([\w.]+) (\w+) = \d+;/#
            ).map { Field(type: String($0.output.1), name: String($0.output.2)) }
        }
        self.contract = contract
        self.messages = messages
        enums = Set(contract.matches(of: #/(?m)^enum (\w+) \{/#).map { String($0.output.1) })
    }

    private func fields(of message: String) throws -> [Field] { try #require(messages[message]) }

    /// Every kind with the message of its events.
    private func kinds() throws -> [(kind: EventKind, message: String)] {
        try fields(of: "IncidentEvent").map { field in
            let name = field.name.replacing("_", with: "-")
            return (try #require(EventKind(rawValue: name), "\(name) has no row"), field.type)
        }
    }

    @Test func `every kind of the contract has a row, and no other has one`() throws {
        #expect(try kinds().map(\.kind) == EventKind.allCases)
    }

    @Test func `a row says of every field whether it is given to the public`() throws {
        for (kind, message) in try kinds() {
            let row = kind.row
            let withheld = row.withheld.values.flatMap(\.self)
            var known: Set<String> = []
            for field in try fields(of: message) {
                var paths = [field.name]
                if let part = messages[field.type], !withheld.contains(field.name) {
                    paths = part.map { "\(field.name).\($0.name)" }
                }
                for path in paths {
                    #expect(
                        row.disclosed.contains(path) != withheld.contains(path),
                        "\(kind.rawValue): \(path)")
                    known.insert(path)
                }
            }
            #expect(known == Set(row.disclosed + withheld), "\(kind.rawValue) names other fields")
        }
    }

    @Test func `public reviews and feeds show no field that a records request would not get`()
        throws
    {
        var known = EventKind.PublicThings()
        (known.facts, known.messages, known.rumors) = (["F1"], ["M1"], ["R1"])
        for event in try FilledEvents.all(fillsAll: true, { _, _ in "text" }) {
            let kind = try #require(event.kind?.eventKind)
            guard let form = kind.row.publicForm?(event, known) else { continue }
            #expect(form.eventKind == kind)
            let given = Set(kind.row.disclosed.map { $0.prefix { $0 != "." } }.map(String.init))
            #expect(try names(of: form).isSubset(of: given), "\(kind.rawValue)")
        }
    }

    @Test func `a public form names nothing that the public does not know of`() throws {
        // A fact's statement is text; other statements are ids.
        let events = try FilledEvents.all(fillsAll: true) { event, field in
            event == "FactRecorded" && field == "statement" ? "words" : nil
        }
        for event in events {
            guard let kind = event.kind?.eventKind,
                let form = kind.row.publicForm?(event, EventKind.PublicThings())
            else { continue }
            let shown = try IncidentEvent.with { $0.kind = form }.jsonString()
            let about = event.kind?.subjectID
            for id in ["F1", "M1", "R1", "Q1", "S1"] where id != about {
                #expect(!shown.contains("\"\(id)\""), "\(kind.rawValue) shows \(id)")
            }
        }
    }

    @Test func `an event names its subject by an id of the subject's kind`() throws {
        for event in try FilledEvents.all({ _, _ in nil }).compactMap(\.kind) {
            let id = event.subjectID
            let isFitting =
                switch event.eventKind.row.subject {
                case .fact: FactID(id ?? "") != nil
                case .message: MessageID(id ?? "") != nil
                case .rumor: RumorID(id ?? "") != nil
                case .statement: StatementID(id ?? "") != nil
                case .inquiry: InquiryID(id ?? "") != nil
                case .tip: TipID(id ?? "") != nil
                case .trend: TrendID(id ?? "") != nil
                case .period: PeriodID(id ?? "") != nil
                case .briefing: BriefingID(id ?? "") != nil
                case .consent: ConsentID(id ?? "") != nil
                case .comment: CommentID(id ?? "") != nil
                case .note: NoteID(id ?? "") != nil
                case .lesson: LessonID(id ?? "") != nil
                case .action: ActionID(id ?? "") != nil
                case .incident, .role, .entry, .rating, .step, .anything: id == nil
                }
            #expect(isFitting, "\(event.name): \(id ?? "none")")
        }
    }

    @Test func `each short id of the contract is given out by one kind`() throws {
        let comment = try #require(
            contract.firstMatch(of: #/// Ids: ((?:.*\n)*?.*)They are unique/#)?.output.1)
        let letters = comment.matches(of: #/\b([A-Z])\d+ an? /#).map { String($0.output.1) }
        let created = try FilledEvents.all({ _, _ in nil }).compactMap { $0.kind?.createdID }
        #expect(created.map { String($0.prefix(1)) }.sorted() == letters.sorted())
    }

    @Test func `an enum value of a newer version makes any event unknown`() throws {
        for field in try fields(of: "IncidentEvent") {
            for path in enumPaths(of: field.type) {
                let json = path.reversed().reduce(99 as Any) { value, step in
                    [step.name: step.isRepeated ? [value] : value]
                }
                let data = try JSONSerialization.data(withJSONObject: [field.name: json])
                let event = try IncidentEvent(jsonUTF8Data: data)
                let content = try IncidentRecord.Content(
                    type: field.name, data: try event.serializedBytes())
                guard case .unknown = content else {
                    Issue.record("\(field.name): \(path.map(\.name)) was half understood")
                    continue
                }
            }
        }
    }

    private struct Step {
        var name: String
        var isRepeated: Bool
    }

    /// The paths to every enum field of a message, through its parts.
    private func enumPaths(of message: String) -> [[Step]] {
        (messages[message] ?? []).flatMap { field -> [[Step]] in
            let isRepeated = contract.contains("repeated \(field.type) \(field.name) = ")
            let step = Step(name: field.name, isRepeated: isRepeated)
            if enums.contains(field.type) { return [[step]] }
            return enumPaths(of: field.type).map { [step] + $0 }
        }
    }

    /// The fields that an event fills.
    private func names(of event: IncidentEvent.OneOf_Kind) throws -> Set<String> {
        var options = JSONEncodingOptions()
        options.preserveProtoFieldNames = true
        let json = try JSONSerialization.jsonObject(
            with: IncidentEvent.with { $0.kind = event }.jsonUTF8Data(options: options))
        let content = (json as? [String: [String: Any]])?.values.first
        return Set(try #require(content).keys)
    }
}
