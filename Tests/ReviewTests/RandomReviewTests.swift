import Foundation
import HandwrittenLog
import Incident
import IncidentEvents
import ReadModels
import Review
import SeededRandom
import SwiftProtobuf
import Testing

/// Histories whose claimed times contradict the order of the log.
@Suite struct RandomReviewTests {
    private func event(_ random: inout SeededGenerator) -> IncidentEvent.OneOf_Kind {
        func id(_ letter: String, _ random: inout SeededGenerator) -> String {
            "\(letter)\(Int.random(in: 1...3, using: &random))"
        }
        let (fact, message) = (id("F", &random), id("M", &random))
        let (rumor, question) = (id("R", &random), id("Q", &random))
        let carrier = ["x:MillPD", "blog:mill", "tv:station-4"].randomElement(using: &random) ?? ""
        switch Int.random(in: 0..<17, using: &random) {
        case 0: return .factVerified(.with { $0.fact = fact })
        case 1: return .factCleared(.with { $0.fact = fact })
        case 2: return .factHeld(.with { ($0.fact, $0.reason) = (fact, "family") })
        case 3: return .factRefuted(.with { $0.fact = fact })
        case 4: return .factSuperseded(.with { ($0.fact, $0.by) = (fact, "F1") })
        case 5:
            return .messageSubmitted(
                .with { ($0.message, $0.contentSha256) = (message, Data([1])) })
        case 6:
            return .messageApproved(
                .with {
                    ($0.message, $0.contentSha256, $0.manner) = (message, Data([1]), .inPerson)
                    ($0.approver, $0.role) = ("chief", "incident-commander")
                })
        case 7:
            return .messageReleased(
                .with {
                    ($0.message, $0.contentSha256) = (message, Data([1]))
                    $0.nextUpdateBy = Log.minute(Int.random(in: 0...90, using: &random)).timestamp
                    $0.texts = ["x", "blog"].map { channel in
                        .with { ($0.channel, $0.language) = (channel, "en") }
                    }
                })
        case 8, 9, 10:
            return .deliveryRecorded(
                .with { ($0.message, $0.carrier, $0.outcome) = (message, carrier, .posted) })
        case 11: return .messageWithdrawn(.with { ($0.message, $0.carrier) = (message, carrier) })
        case 12: return .rumorSighted(.with { ($0.rumor, $0.carrier) = (rumor, carrier) })
        case 13: return .rumorAssessed(.with { ($0.rumor, $0.finding) = (rumor, .false) })
        case 14: return .statementCorrected(.with { ($0.rumor, $0.carrier) = (rumor, carrier) })
        case 15: return .inquiryAnswered(.with { $0.inquiry = question })
        default: return .phaseChanged(.with { $0.phase = "later" })
        }
    }

    private func history(_ seed: UInt64) -> Log {
        var random = SeededGenerator(seed: seed)
        var log = Log()
        log.open(onset: 30)
        for number in 1...3 {
            log.add(.factRecorded(.with { $0.fact = "F\(number)" }))
            log.draft(
                "M\(number)", number == 3 ? .correction : .alert, cites: ["F\(number)"],
                corrects: number == 3 ? ["R1", "R2"] : [], guidance: "Leave.")
            log.add(
                .rumorReported(
                    .with {
                        ($0.rumor, $0.claim) = ("R\(number)", "The dam broke.")
                        if number == 1 { ($0.origin, $0.messages) = (.ownMessage, ["M1"]) }
                    }))
            log.add(.inquiryReceived(.with { $0.inquiry = "Q\(number)" }))
        }
        let certainties: [TimeCertainty] = [.exact, .exact, .approximate, .placeholder, .day]
        for _ in 0..<60 {
            let claimed = Bool.random(using: &random) ? Int.random(in: 0...90, using: &random) : nil
            log.add(
                event(&random), claimed: claimed,
                certainties.randomElement(using: &random) ?? .exact)
        }
        return log
    }

    @Test(arguments: SeededGenerator.seeds(25))
    func `no span is negative, whatever times people claim`(seed: UInt64) throws {
        let log = history(seed)
        let asOf = Log.minute(60)
        let state = IncidentState(folding: log.records)
        let report = ReviewReport(
            state: state, records: log.records, asOf: asOf, playbook: ReviewTestPlaybook.playbook)
        let page = report.markdown()
        let negative = #/[-−]\d+ (?:d|h|min|s|days?)\b/#
        #expect(page.firstMatch(of: negative) == nil)
        let seconds = #/[sS]econds[A-Za-z]*" : -/#
        #expect(
            String(decoding: try report.jsonData(), as: UTF8.self).firstMatch(of: seconds) == nil)
        let gap = Gap(state: state, asOf: asOf)
        #expect(gap.items.allSatisfy { $0.head.firstMatch(of: negative) == nil })
        let json = String(decoding: try ReadableJSON.data(gap), as: UTF8.self)
        #expect(json.firstMatch(of: seconds) == nil)
        let comparison = ReviewComparison(("one", report), ("two", report)).markdown()
        #expect(comparison.firstMatch(of: negative) == nil)
    }
}
