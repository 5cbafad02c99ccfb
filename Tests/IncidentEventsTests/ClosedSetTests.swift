import Foundation
import IncidentEvents
import Testing

/// One lowercase word for each value of the contract's closed sets.
@Suite struct ClosedSetTests {
    /// A set by the name that `Docs/json.md` gives it.
    struct Sample: Sendable, CustomTestStringConvertible {
        let name: String
        let set: any ClosedSet.Type
        var testDescription: String { name }
    }

    static let sets: [Sample] = [
        Sample(name: "mode", set: IncidentMode.self),
        Sample(name: "visibility", set: Visibility.self),
        Sample(name: "certainty", set: TimeCertainty.self),
        Sample(name: "confidence", set: Confidence.self),
        Sample(name: "kind of a message", set: MessageKind.self),
        Sample(name: "purpose of an identification", set: IdentificationPurpose.self),
        Sample(name: "identifying detail", set: IdentifyingDetail.self),
        Sample(name: "manner of an approval", set: ApprovalManner.self),
        Sample(name: "outcome of a delivery", set: DeliveryOutcome.self),
        Sample(name: "manner of a withdrawal", set: WithdrawalManner.self),
        Sample(name: "origin of a rumor", set: RumorOrigin.self),
        Sample(name: "finding", set: Finding.self),
        Sample(name: "origin of an inquiry", set: InquiryOrigin.self),
        Sample(name: "rating", set: PerformanceRating.self),
        Sample(name: "capability element", set: CapabilityElement.self),
    ]

    @Test(arguments: sets)
    func `every value but the unstated one has a word of its own, and is read from it`(
        _ sample: Sample
    ) { check(sample.set) }

    private func check<Value: ClosedSet>(_ set: Value.Type) {
        #expect(Value.known.count == Value.allCases.count - 1)
        #expect(Value.words == Value.known.map(\.word))
        #expect(Set(Value.words).count == Value.words.count)
        for value in Value.known {
            #expect(value.rawValue != 0)
            #expect(Value(word: value.word) == value)
            #expect(
                value is PerformanceRating
                    || value.word.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil, "\(value.word)")
        }
        #expect(Value(word: "") == nil && Value(word: "no such word") == nil)
    }

    @Test(arguments: sets)
    func `JSON holds the word`(_ sample: Sample) throws { try checkJSON(sample.set) }

    private func checkJSON<Value: ClosedSet>(_ set: Value.Type) throws {
        let data = try JSONEncoder().encode(Array(Value.allCases))
        #expect(try JSONDecoder().decode([String].self, from: data) == Value.allCases.map(\.word))
    }

    @Test(arguments: sets)
    func `the reference of JSON lists the words of every set`(_ sample: Sample) throws {
        let page = try String(
            contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
                .appending(path: "Docs/json.md"), encoding: .utf8)
        let words = sample.set.words.map { "`\($0)`" }.joined(separator: ", ")
        #expect(page.contains("\n| \(sample.name) | \(words) |"), "| \(sample.name) | \(words) |")
    }
}
