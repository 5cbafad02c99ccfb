import Incident
import IncidentEvents
import Testing

/// Everything that a state stores, for comparing two states. Reflection finds its parts, so a new
/// property is compared automatically.
struct Snapshot: Equatable {
    /// The properties that hold the log's position, which every entry changes.
    static let place: Set<String> = [
        "revision", "position", "positions", "lastIncidentTime", "simulatedTime",
    ]

    private let parts: Parts

    /// - Parameter omitted: The stored properties to leave out.
    init(_ state: IncidentState, without omitted: Set<String> = []) {
        parts = Parts(
            Mirror(reflecting: state).children.filter { !omitted.contains($0.label ?? "") })
    }

    /// The stored properties in which two states differ.
    func differences(from other: Snapshot) -> [String] {
        zip(parts.values, other.parts.values).filter { $0 != $1 }.map(\.0.name)
    }
}

/// The values of an instance that can't be compared itself, down to comparable ones.
private struct Parts: Equatable {
    struct Part: Equatable {
        var name: String
        var value: any Equatable

        static func == (left: Part, right: Part) -> Bool {
            func isEqual<Value: Equatable>(_ value: Value) -> Bool {
                value == right.value as? Value
            }
            return left.name == right.name && isEqual(left.value)
        }
    }

    var values: [Part]

    init(_ children: some Sequence<Mirror.Child>) {
        values = children.map { Part(name: $0.label ?? "", value: Self.comparable($0.value)) }
    }

    private static func comparable(_ value: Any) -> any Equatable {
        if let value = value as? any Equatable { return value }
        if let elements = value as? any Collection {
            return Parts(elements.map { (label: nil, value: $0 as Any) })
        }
        let children = Mirror(reflecting: value).children
        if children.isEmpty { Issue.record("A \(type(of: value)) can't be compared.") }
        return Parts(children)
    }
}

@Suite struct SnapshotTests {
    @Test func `a snapshot sees a change of any stored property`() throws {
        let state = try Scenario(opened: .live).state
        func change(_ body: (inout IncidentState) -> Void) -> [String] {
            var changed = state
            body(&changed)
            return Snapshot(changed).differences(from: Snapshot(state))
        }
        #expect(change { _ in } == [])
        #expect(change { $0.policies["p"] = $0.playbook } == ["policies"])
        #expect(change { $0.playbook = nil } == ["playbook"])
        #expect(change { $0.corrections[1] = [] } == ["corrections"])
        #expect(change { $0.unknownEntries += 1 } == ["unknownEntries"])
        #expect(change { $0.newerVersion = "1.0.0" } == ["newerVersion"])
        #expect(change { $0.simulatedTime = Scenario.start } == ["simulatedTime"])
        // An assigned number counts, even if nothing has it.
        #expect(change { $0.evolve(with: removedTip(after: state)) }.contains("tips"))
    }

    /// The next entry of a state: a tip whose text was removed.
    private func removedTip(after state: IncidentState) -> IncidentRecord {
        IncidentRecord(
            position: (state.position ?? 0) + 1, revision: (state.revision ?? 0) + 1,
            eventID: "tip", recordedAt: Scenario.start, metadata: RecordMetadata(),
            content: .redacted(type: "tip-received"))
    }
}
