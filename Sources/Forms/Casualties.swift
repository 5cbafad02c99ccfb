internal import Channels
internal import Incident
internal import IncidentEvents

/// The rules for reporting people who died or were hurt.
///
/// A figure counts once it is verified, and has its scope. The words of such a fact are shown only
/// if a message identifies the person and the log says that next of kin were told, or if the public
/// reads them already: no report names anyone before the family knows. Free text in other entries can't be checked this way.
struct Casualties {
    /// Facts that identify someone as dead or injured, and those whose next of kin or the public were
    /// told.
    private let identifying: Set<FactID>
    private let told: Set<FactID>
    private let facts: [Fact]

    init(_ state: IncidentState) {
        var identifying: Set<FactID> = []
        var told: Set<FactID> = []
        for message in state.messages.all {
            guard case .persons(let persons) = message.declaration else { continue }
            for person in persons where person.isCasualty {
                guard let fact = FactID(person.fact) else { continue }
                identifying.insert(fact)
                if person.isNextOfKinTold { told.insert(fact) }
            }
        }
        self.identifying = identifying
        let live = state.messages.all.filter { message in
            message.liveCarriers.contains(where: \.isPublic) && state.knownWrong(message) == nil
        }
        self.told = told.union(live.flatMap(\.releases).flatMap(\.cites).map(\.fact))
        facts = Array(state.facts.all)
    }

    func isCasualty(_ fact: Fact) -> Bool {
        fact.topic == "casualties" || fact.topic?.hasPrefix("casualties.") ?? false
            || identifying.contains(fact.id)
    }

    /// Whether the words of a fact, and any other words about it, must not be shown.
    func isWithheld(_ fact: Fact) -> Bool { isCasualty(fact) && !told.contains(fact.id) }

    /// The fact for a report: its own words, or only its figure and scope.
    func sentence(_ fact: Fact) -> String {
        guard isWithheld(fact) else { return fact.statement }
        guard let number = fact.number else {
            return
                "\(fact.topic.recorded): text withheld until next of kin are recorded as notified"
        }
        return "\(fact.topic.recorded): \(plain(number))\(scope(fact))"
    }

    private func scope(_ fact: Fact) -> String {
        fact.scope.map { " (\($0))" } ?? " (scope \(Form.notRecorded))"
    }

    /// The newest current verified figure of each topic and scope, in log order.
    var figures: [Fact] {
        struct Subject: Hashable { var topic: String?, scope: String? }
        var newest: [Subject: Fact] = [:]
        for fact in facts
        where isCasualty(fact) && fact.number != nil && fact.isStanding && fact.isVerified {
            newest[Subject(topic: fact.topic, scope: fact.scope)] = fact
        }
        return newest.values.sorted { $0.id < $1.id }
    }

    /// Current figures that nobody has verified: listed, never counted.
    var unverified: [Fact] {
        facts.filter {
            isCasualty($0) && $0.number != nil && $0.isStanding && !$0.isVerified
        }
    }
}

/// A line of the ICS 209's status summaries, in their order.
enum CasualtyLine: CaseIterable {
    case fatalities, injured, trapped, missing, evacuated, sheltering, inShelters, immunized
    case requireImmunization, quarantined

    /// The group whose line a topic such as `casualties.officers.dead` fills.
    enum Group { case civilians, responders }

    static func of(_ topic: String) -> (group: Group, line: CasualtyLine)? {
        let parts = topic.split(separator: ".").map(String.init)
        guard parts.count == 3, let group = group(parts[1]), let line = line(parts[2]) else {
            return nil
        }
        return (group, line)
    }

    private static func group(_ word: String) -> Group? {
        switch word {
        case "civilians", "public", "residents", "bystanders": .civilians
        case "officers", "responders", "police", "firefighters", "medics": .responders
        default: nil
        }
    }

    /// The line that a word means; `shot` means none, because it includes the dead.
    private static func line(_ word: String) -> CasualtyLine? {
        switch word {
        case "dead", "deceased", "killed", "fatalities": .fatalities
        case "injured", "hurt", "wounded", "ill": .injured
        case "trapped": .trapped
        case "missing": .missing
        case "evacuated": .evacuated
        case "sheltering": .sheltering
        case "in-shelters": .inShelters
        case "immunized": .immunized
        case "require-immunization": .requireImmunization
        case "quarantined": .quarantined
        default: nil
        }
    }

    /// The line's letter and words in block 31 or 32; nil if the block has no such line.
    ///
    /// Both blocks continue from D without a gap, so one line has two letters.
    func title(_ group: Group) -> String? {
        let lines = CasualtyLine.allCases.filter { $0.words(group) != nil }
        guard let words = words(group), let place = lines.firstIndex(of: self) else { return nil }
        return "\(Array("DEFGHIJKLM")[place]). \(words)"
    }

    private func words(_ group: Group) -> String? {
        switch self {
        case .fatalities: "Fatalities"
        case .injured: "With Injuries/Illness"
        case .trapped: "Trapped/In Need of Rescue"
        case .missing: "Missing"
        case .evacuated: group == .civilians ? "Evacuated" : nil
        case .sheltering: "Sheltering in Place"
        case .inShelters: group == .civilians ? "In Temporary Shelters" : nil
        case .immunized:
            group == .civilians ? "Have Received Mass Immunizations" : "Have Received Immunizations"
        case .requireImmunization: "Require Immunizations"
        case .quarantined: "In Quarantine"
        }
    }
}

extension Identification {
    fileprivate var isCasualty: Bool { purpose == .deceased || purpose == .injured }
    fileprivate var isNextOfKinTold: Bool { !nextOfKinTold.isEmpty && hasNextOfKinToldAt }

    /// Whether it names someone dead or injured without a record that the family was told.
    var awaitsNextOfKin: Bool { isCasualty && !isNextOfKinTold }
}

/// A number without a needless fraction.
func plain(_ number: Double) -> String {
    Int64(exactly: number).map(String.init) ?? String(number)
}
