import Channels
import HandwrittenLog
import Incident
import IncidentEvents
import SeededRandom
import SwiftProtobuf
import Testing

@testable import ReadModels

/// Promised updates and the messages that keep them, found by an index and by asking every message.
@Suite struct PromiseSearchTests {
    /// Messages of all kinds that promise updates, with facts, rumors, places and audiences in common.
    private static func log(_ random: inout SeededGenerator) -> Log {
        var log = Log()
        log.open()
        for number in 1...4 {
            log.add(.factRecorded(.with { $0.fact = "F\(number)" }))
        }
        log.add(
            .factSuperseded(
                .with {
                    $0.fact = "F1"
                    $0.by = "F2"
                }))
        for number in 1...Int.random(in: 2...14, using: &random) {
            if Bool.random(using: &random) {
                log.add(
                    .rumorReported(
                        .with {
                            $0.rumor = "R\(number)"
                            $0.claim = "Claim \(number)."
                            $0.messages = ["M\(Int.random(in: 1...number, using: &random))"]
                        }))
            }
            write(number, to: &log, &random)
        }
        return log
    }

    private static func write(_ number: Int, to log: inout Log, _ random: inout SeededGenerator) {
        func ids(_ letter: String) -> [String] {
            (0..<Int.random(in: 0...2, using: &random)).map { _ in
                "\(letter)\(Int.random(in: 1...4, using: &random))"
            }
        }
        let id = "M\(number)"
        let (rumors, facts) = (ids("R"), ids("F"))
        let kind = MessageKind.allCases.randomElement(using: &random) ?? .update
        let retracted = Int.random(in: 1...max(number - 1, 1), using: &random)
        let isRetracting = Bool.random(using: &random)
        let (place, audience) = (
            ["Mill", "Pier"].randomElement(using: &random) ?? "",
            ["public", "public", "schools"].randomElement(using: &random) ?? ""
        )
        let isAnswer = Int.random(in: 0..<8, using: &random) == 0
        log.add(
            .messageDrafted(
                .with {
                    $0.message = id
                    $0.kind = kind
                    $0.languages = ["en"]
                    $0.channels = ["x", "blog"]
                    $0.audience = audience
                    $0.elements.location = place
                    $0.corrects = rumors
                    $0.cites = facts.map { fact in .with { $0.fact = fact } }
                    if isRetracting { $0.retracts = "M\(retracted)" }
                    if isAnswer { $0.answers = "Q1" }
                }))
        guard Int.random(in: 0..<4, using: &random) > 0 else { return }
        let promised: Int? = Bool.random(using: &random) ? number * 60 : nil
        log.release(id, nextUpdate: promised)
        for carrier in ["x:MillTown", "blog:mill"] where Bool.random(using: &random) {
            log.post(id, carrier)
        }
    }

    /// The rule, as ``IncidentState/isContinued(_:by:)`` words it.
    private static func continues(
        _ later: Incident.Message, _ earlier: Incident.Message, in state: IncidentState
    ) -> Bool {
        guard later.audience == earlier.audience, later.answers == nil else { return false }
        switch later.kind {
        case .holding, .update: return true
        case .alert:
            return earlier.kind != .alert || later.elements.location == earlier.elements.location
        case .allClear: return earlier.kind != .alert || later.retracts == earlier.id
        default: break
        }
        if later.retracts == earlier.id { return true }
        let isCorrecting = later.corrects.contains { id in
            earlier.corrects.contains(id)
                || state.rumors[id]?.messages.contains(earlier.id) ?? false
        }
        var facts = Set(earlier.citesEver.map(\.fact))
        if facts.contains("F1") { facts.insert("F2") }
        return isCorrecting || !facts.isDisjoint(with: later.citesEver.map(\.fact))
    }

    @Test(arguments: SeededGenerator.seeds(60))
    func `a promise is kept by the first message that continues it`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let state = IncidentState(folding: Self.log(&random).records)
        let messages = Array(state.messages.all)
        for earlier in messages {
            for later in messages {
                #expect(
                    state.isContinued(earlier, by: later)
                        == Self.continues(later, earlier, in: state),
                    "\(later.id) after \(earlier.id)")
            }
        }
        for promise in state.promisedUpdates {
            func posted(_ message: Incident.Message) -> UInt64? {
                message.postings.first { $0.carrier.channel == promise.channel }?.stamp.position
            }
            let kept = messages.filter { message in
                guard let position = posted(message), position > promise.made.position,
                    let promising = state.messages[promise.message]
                else { return false }
                return Self.continues(message, promising, in: state)
            }.min { posted($0) ?? 0 < posted($1) ?? 0 }
            #expect(promise.keptBy == kept?.id, "\(promise.message) on \(promise.channel)")
        }
    }
}
