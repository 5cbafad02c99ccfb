import Foundation
import IncidentEvents
import ReadModels
import Testing

/// What is absent is nil in memory and has its word in JSON.
@Suite struct AbsentJSONTests {
    private struct Model: Encodable, Hashable {
        @EmptyInJSON var agency: String?
        @NotRecordedInJSON var role: Role?
        var approver: EmptyInJSON<String>?
    }

    private func json(_ model: Model) throws -> [String: String] {
        try #require(
            try JSONSerialization.jsonObject(with: JSONEncoder().encode(model)) as? [String: String]
        )
    }

    @Test func `an absent value has its key and its word`() throws {
        let model = Model(agency: nil, role: nil, approver: EmptyInJSON(wrappedValue: nil))
        #expect(model.agency == nil && model.role == nil)
        #expect(try json(model) == ["agency": "", "role": "not recorded", "approver": ""])
    }

    @Test func `a value that is there is written as itself`() throws {
        let model = Model(agency: "fire", role: .pio)
        #expect(try json(model) == ["agency": "fire", "role": "pio"])
    }
}
