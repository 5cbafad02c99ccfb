import Channels
import Incident
import IncidentEvents
import Playbooks
import SeededRandom
import Testing

@Suite struct RandomHistoryTests {
    private let carriers: [Carrier]
    private let actors = ["pio-1", "pio-2", "ic-1", "jic-1", "rumor-1", "watcher-1", "nobody-1"]

    init() throws {
        carriers = try ["x:RivertonPD", "sms:alerts", "web:riverton.example", "tv:station-4"].map {
            try Carrier($0)
        }
    }

    private func id<Kind>(_ generator: inout SeededGenerator) -> ShortID<Kind> {
        ShortID(number: Int.random(in: 1...6, using: &generator))
    }

    private func command(_ random: inout SeededGenerator) -> Command {
        let carrier = carriers[Int.random(in: 0..<carriers.count, using: &random)]
        let fact: FactID = id(&random)
        let message: MessageID = id(&random)
        let rumor: RumorID = id(&random)
        switch Int.random(in: 0..<30, using: &random) {
        case 0: return .record("Fact", topic: Bool.random(using: &random) ? "topic" : "")
        case 1, 2: return .verify(fact)
        case 3, 4: return .clear(fact)
        case 5: return .fact(.hold(fact, reason: "family", until: nil))
        case 6: return .refute(fact, by: Bool.random(using: &random) ? id(&random) : nil)
        case 7: return .fact(.supersede(fact, by: id(&random)))
        case 8: return .draft("Text", cites: [.init(fact: fact)])
        case 9: return .draft("Right", kind: .correction, corrects: [rumor])
        case 10: return .draft(template: "alert", .alert, fields: ["action": "run"])
        case 11: return .revise(message, fields: [:], texts: ["en": "New"])
        case 12: return .edit(message, .x, Bool.random(using: &random) ? "By hand" : nil)
        case 13, 14: return .submit(message)
        case 15, 16: return .approve(message)
        case 17, 18: return .release(message)
        case 19:
            return .release(
                message,
                overrides: [.unapproved: "imminent-threat", .factNotSayable: "imminent-threat"])
        case 20, 21: return .post(message, carrier)
        case 22: return .withdraw(message, carrier)
        case 23: return .retract(message)
        case 24: return .report("Claim", on: carrier)
        case 25: return .assess(rumor, Bool.random(using: &random) ? .false : .true)
        case 26: return .sight(rumor, carrier)
        case 27: return .outletCorrected(rumor, carrier)
        case 28: return .waive(rumor, carrier)
        default: return .rumor(.close(rumor, reason: "settled"))
        }
    }

    /// The open cells, found only from the order of the events: a cell is open if its last
    /// appearance is later than every correction and waiver.
    private func openCells(in records: [IncidentRecord], of rumor: Rumor) -> [Carrier] {
        var standing: Set<Carrier> = []
        var corrects: [String: Set<String>] = [:]
        var cites: [String: Set<String>] = [:]
        var saysIt: [String: Bool] = [:]
        let own = Set(rumor.messages.map(\.description))
        func read(_ text: String) -> Carrier? { carriers.first { $0.description == text } }
        for record in records {
            guard case .event(let event) = record.content else { continue }
            switch event {
            case .messageDrafted(let event):
                corrects[event.message] = Set(event.corrects)
                let isOwnRetraction = own.contains(event.retracts) && event.kind != .allClear
                if isOwnRetraction { corrects[event.message]?.insert(rumor.id.description) }
            case .messageSubmitted(let event):
                cites[event.message] = Set(event.cites.map(\.fact))
            case .messageReleased(let event):
                saysIt[event.message] =
                    rumor.fact.map { cites[event.message]?.contains($0.description) ?? false }
                    ?? true
            case .deliveryRecorded(let event):
                guard let carrier = read(event.carrier) else { continue }
                if own.contains(event.message), saysIt[event.message] ?? false {
                    standing.insert(carrier)
                }
                if corrects[event.message]?.contains(rumor.id.description) ?? false {
                    standing.remove(carrier)
                }
            case .rumorSighted(let event) where event.rumor == rumor.id.description:
                if let carrier = read(event.carrier) { standing.insert(carrier) }
            case .statementCorrected(let event) where event.rumor == rumor.id.description:
                if let carrier = read(event.carrier) { standing.remove(carrier) }
            case .coverageWaived(let event) where event.rumor == rumor.id.description:
                if let carrier = read(event.carrier) { standing.remove(carrier) }
            default: continue
            }
        }
        return rumor.needsCorrection ? standing.sorted() : []
    }

    @Test(arguments: SeededGenerator.seeds(15))
    func `whatever people do, the rules hold`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var scenario = try Scenario(opened: .live)
        // Adjacent entries, so a decision foresees the exact positions of the log.
        scenario.positionsBetween = 0
        var done = 0
        for _ in 0..<250 {
            let actor = actors[Int.random(in: 0..<actors.count, using: &random)]
            let command = command(&random)
            let before = Snapshot(scenario.state)
            let outcome = scenario.when(actor, command)
            let isUntouched = Snapshot(scenario.state) == before
            #expect(isUntouched)
            guard case .decided(let decision) = outcome else { continue }
            done += decision.events.count
            try scenario.given(actor, command)
            if scenario.now.since(Scenario.start) > .seconds(60 * 240) { break }
        }
        #expect(done > 10)
        let state = scenario.state
        let isFoldOfItsEvents =
            Snapshot(IncidentState(folding: scenario.records)) == Snapshot(state)
        #expect(isFoldOfItsEvents)
        #expect(state.facts.all.map(\.id.number) == Array(1..<state.facts.count + 1))
        #expect(state.messages.all.map(\.id.number) == Array(1..<state.messages.count + 1))
        #expect(state.rumors.all.map(\.id.number) == Array(1..<state.rumors.count + 1))
        let index = ClaimIndex(state)
        for rumor in state.rumors.all {
            // What the texts say decides, and events alone don't tell: see the coverage's own tests.
            let texts = state.messages.all.filter { rumor.messages.contains($0.id) }
                .flatMap(\.releases).flatMap(\.texts).map(\.text)
            guard Set(texts).count < 2 else { continue }
            #expect(
                state.openCells(of: rumor).map(\.carrier)
                    == openCells(in: scenario.records, of: rumor), "\(rumor.id)")
            let cells = state.coverage(of: rumor)
            let standing = index.standing(of: rumor)
            #expect(index.coverage(of: rumor) == cells, "\(rumor.id)")
            #expect(
                standing.isStanding == cells.contains(where: \.isStandingInPublic), "\(rumor.id)")
            #expect(standing.isOpen == cells.contains(where: \.isOpen), "\(rumor.id)")
            #expect(
                index.openCellCount(of: rumor) == state.openCells(of: rumor).count, "\(rumor.id)")
        }
        for message in state.messages.all {
            for release in message.releases {
                let approval = message.approvals.first {
                    $0.contentSHA256 == release.contentSHA256
                        && $0.stamp.position < release.stamp.position
                }
                let approved = try #require(approval, "\(message.id) went out unapproved")
                #expect(
                    approved.manner == .alone
                        || !approved.authors.contains { $0 == approved.approver },
                    "\(message.id) was approved by an author")
            }
        }
    }

    @Test(arguments: SeededGenerator.seeds(8))
    func `a decision foresees the state that its events make`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed &* 7919)
        var scenario = try Scenario(opened: .live)
        scenario.positionsBetween = 0
        var compounds = 0
        for _ in 0..<60 {
            let actor = actors[Int.random(in: 0..<actors.count, using: &random)]
            var decision = Decision(state: scenario.state, context: scenario.context(actor))
            var accepted: [Command] = []
            for _ in 0..<6 {
                let command = command(&random)
                do {
                    try decision.perform(command)
                    accepted.append(command)
                } catch {
                    // A refused part leaves earlier decisions unchanged.
                    continue
                }
            }
            compounds += accepted.count > 1 ? 1 : 0
            try scenario.given(actor) { [accepted] decision throws(Rejection) in
                for command in accepted { try decision.perform(command) }
            }
            let isForeseen = Snapshot(decision.state) == Snapshot(scenario.state)
            #expect(isForeseen)
        }
        #expect(compounds > 10)
    }
}
