internal import IncidentEvents

/// What a message is about, as far as it decides which later message continues it.
private enum Subject: Hashable {
    /// How things are going.
    case everything
    /// The same, except for the warnings in force.
    case exceptAlerts
    /// A warning for a place.
    case alert(at: String)
    case message(MessageID)
    case rumor(RumorID)
    case fact(FactID)
}

extension IncidentState {
    /// Whether a later message is the update that an earlier one promised: it is for the same
    /// audience and on the same subject.
    ///
    /// - A holding statement or an update tells how things are going, and continues everything.
    /// - An alert continues everything except an alert for another place.
    /// - An all-clear continues everything except an alert that it doesn't end.
    /// - A correction or retraction continues only the message that it sets right: one whose claim
    ///   it corrects or that it takes back, or one with a fact that it also cites, or with a fact
    ///   that was replaced by one of those that it cites.
    /// - An answer to a question continues nothing, because only the person who asked waits for it.
    public func isContinued(_ earlier: Message, by later: Message) -> Bool {
        later.audience == earlier.audience
            && !subjects(of: earlier).isDisjoint(with: later.continuedSubjects)
    }

    /// The subjects by which a later message continues this one.
    fileprivate func subjects(of earlier: Message) -> Set<Subject> {
        let rumors = earlier.corrects + (claims[earlier.id] ?? [])
        return Set(
            [
                .everything, .message(earlier.id),
                earlier.kind == .alert ? .alert(at: earlier.elements.location) : .exceptAlerts,
            ] + rumors.map { .rumor($0) } + currentFacts(of: earlier).map { .fact($0) })
    }

    /// The facts that a message cites, and those that replaced them.
    private func currentFacts(of message: Message) -> Set<FactID> {
        var found: Set<FactID> = []
        var waiting = message.citesEver.map(\.fact)
        while let id = waiting.popLast() {
            guard found.insert(id).inserted, let fact = facts[id] else { continue }
            waiting += [fact.supersession?.by, fact.refutation?.by].compactMap(\.self)
        }
        return found
    }
}

extension Message {
    /// The subjects that it continues.
    fileprivate var continuedSubjects: [Subject] {
        guard answers == nil else { return [] }
        return switch kind {
        case .holding, .update: [.everything]
        case .alert: [.exceptAlerts, .alert(at: elements.location)]
        case .allClear: [.exceptAlerts] + retracted
        case .correction, .retraction, .unspecified, .UNRECOGNIZED:
            retracted + corrects.map { .rumor($0) } + citesEver.map { .fact($0.fact) }
        }
    }

    private var retracted: [Subject] { retracts.map { [.message($0)] } ?? [] }
}

/// Later messages by what they continue. Asking each of thousands whether it continues each of
/// thousands would take minutes.
public struct LaterMessages {
    private struct Key: Hashable {
        var audience: String
        var subject: Subject
    }

    private let state: IncidentState
    private var numbers: [Key: Int] = [:]

    public init(in state: IncidentState) { self.state = state }

    /// Adds a message under a number, which takes the place of those added before it.
    public mutating func add(_ later: Message, as number: Int) {
        for subject in later.continuedSubjects {
            numbers[Key(audience: later.audience, subject: subject)] = number
        }
    }

    /// The numbers of the messages that continue an earlier one: for each of its subjects the one
    /// that was added last.
    public func numbers(continuing earlier: Message) -> [Int] {
        state.subjects(of: earlier).compactMap {
            numbers[Key(audience: earlier.audience, subject: $0)]
        }
    }
}
