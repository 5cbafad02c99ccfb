import Channels
import Incident
import IncidentEvents
import Playbooks
import Testing

/// An incident under way: given entries, one command, and the expected outcome.
struct Scenario {
    var playbook = Playbook.test
    var department = Department.test
    private(set) var records: [IncidentRecord] = []
    private(set) var state = IncidentState()
    /// 2016-07-07 22:15 in Chicago, advanced by a minute for each action.
    var now = Instant(seconds: 1_467_947_700)
    /// Whether a scenario gives the commands.
    var isSimulated = false
    /// The number of other incidents' entries between ours in the log.
    var positionsBetween: UInt64 = 2

    static let start = Instant(seconds: 1_467_947_700)

    /// Nothing has happened yet.
    static func unopened(
        playbook: Playbook = .test, department: Department = .test
    ) -> Scenario {
        Scenario(playbook: playbook, department: department)
    }

    /// Opened by `pio-1`; in a reenactment by a controller.
    init(
        opened mode: IncidentMode, playbook: Playbook = .test, department: Department = .test
    ) throws {
        self.init(playbook: playbook, department: department)
        isSimulated = mode == .reenactment
        try given(mode == .reenactment ? "ctl-1" : "pio-1", .opening(mode))
    }

    private init(playbook: Playbook, department: Department) {
        self.playbook = playbook
        self.department = department
    }

    func context(_ actor: String, role: Role? = nil) -> DecisionContext {
        DecisionContext(
            now: now, isSimulated: isSimulated, actor: actor, role: role, playbook: playbook,
            department: department)
    }

    // MARK: Given

    /// Carries out commands that must succeed.
    mutating func given(_ actor: String, _ commands: Command...) throws {
        for command in commands {
            try given(actor) { decision throws(Rejection) in try decision.perform(command) }
        }
    }

    /// As ``given(_:_:)``, for one append of several commands.
    @discardableResult
    mutating func given<Value>(
        _ actor: String, claimed: Instant? = nil,
        _ body: (inout Decision) throws(Rejection) -> Value
    ) throws -> Value {
        var metadata = RecordMetadata()
        if let claimed { metadata.occurredAt = claimed.timestamp }
        let role = actor == "ctl-1" && state.opening == nil ? Role.controller : nil
        var decision = Decision(
            state: state, context: context(actor, role: role), claimed: metadata)
        let value = try body(&decision)
        for record in decision.records { append(record.content, record.metadata) }
        now = now.advanced(by: .seconds(60))
        return value
    }

    /// Appends an entry from elsewhere: a newer version or a foreign log.
    mutating func append(
        _ content: IncidentRecord.Content, _ metadata: RecordMetadata = RecordMetadata()
    ) {
        let revision = UInt64(records.count)
        let record = IncidentRecord(
            position: records.last.map { $0.position + positionsBetween + 1 } ?? 7,
            revision: revision,
            eventID: "event-\(revision)", recordedAt: now, metadata: metadata, content: content)
        records.append(record)
        state.evolve(with: record)
    }

    // MARK: When

    /// Tries a command now.
    func when(_ actor: String, role: Role? = nil, _ command: Command) -> Outcome {
        when(actor, role: role) { decision throws(Rejection) in try decision.perform(command) }
    }

    func when(
        _ actor: String, role: Role? = nil, _ body: (inout Decision) throws(Rejection) -> Void
    ) -> Outcome {
        var decision = Decision(state: state, context: context(actor, role: role))
        do throws(Rejection) {
            try body(&decision)
            return .decided(decision)
        } catch {
            return .refused(error)
        }
    }
}

/// The result of a command, to compare with the expected one.
enum Outcome {
    case decided(Decision)
    case refused(Rejection)

    var events: [IncidentEvent.OneOf_Kind] {
        if case .decided(let decision) = self { decision.events } else { [] }
    }

    var refusals: [GuardFinding] {
        if case .decided(let decision) = self { decision.refusals } else { [] }
    }

    /// The guards' findings, whether they refused all or a part.
    var findings: [GuardFinding] {
        switch self {
        case .decided(let decision): decision.refusals
        case .refused(let rejection): rejection.findings
        }
    }

    /// Expects exactly these kinds of event, by their names in the log.
    func then(_ names: String..., sourceLocation: SourceLocation = #_sourceLocation) {
        switch self {
        case .decided(let decision):
            #expect(decision.events.map(\.name) == names, sourceLocation: sourceLocation)
        case .refused(let rejection):
            Issue.record("Refused: \(rejection)", sourceLocation: sourceLocation)
        }
    }

    /// Expects that it had already taken effect.
    func thenNothing(sourceLocation: SourceLocation = #_sourceLocation) {
        switch self {
        case .decided(let decision):
            #expect(decision.events.map(\.name) == [], sourceLocation: sourceLocation)
        case .refused(let rejection):
            Issue.record("Refused: \(rejection)", sourceLocation: sourceLocation)
        }
    }

    /// Expects a refusal whose words contain these, and that suggests `next` or an option.
    func thenRefused(
        _ code: Rejection.Code, _ words: String..., next: Suggestion? = nil,
        naming option: Remedy.Option? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        switch self {
        case .decided(let decision):
            Issue.record(
                "Not refused: \(decision.events.map(\.name))", sourceLocation: sourceLocation)
        case .refused(let rejection):
            #expect(rejection.code == code, "\(rejection)", sourceLocation: sourceLocation)
            let parts = rejection.remedy?.parts ?? []
            let advice = parts.map { if case .words(let words) = $0 { words } else { "…" } }
            let said =
                ([rejection.problem]
                + rejection.findings.map { "\($0.guard.id): \($0.finding)" }
                + [advice.joined()]).joined(separator: "\n")
            for words in words {
                #expect(said.contains(words), "\(rejection)", sourceLocation: sourceLocation)
            }
            if let next {
                let remedies =
                    [rejection.remedy].compactMap(\.self) + rejection.findings.map(\.remedy)
                #expect(
                    remedies.flatMap(\.suggestions).contains(next), "\(rejection)",
                    sourceLocation: sourceLocation)
            }
            if let option {
                #expect(
                    parts.contains(.option(option)), "\(rejection)",
                    sourceLocation: sourceLocation)
            }
        }
    }

    /// Expects a refusal by these guards and no other.
    func thenStopped(by guards: Guard..., sourceLocation: SourceLocation = #_sourceLocation) {
        guard case .refused(let rejection) = self else {
            Issue.record("Not refused: \(events.map(\.name))", sourceLocation: sourceLocation)
            return
        }
        #expect(rejection.code == .refused, "\(rejection)", sourceLocation: sourceLocation)
        #expect(
            rejection.findings.map(\.guard) == guards, "\(rejection)",
            sourceLocation: sourceLocation)
    }
}
