import HandwrittenLog
import Channels
import Foundation
import Incident
import IncidentEvents
import Playbooks
import ReadModels
import SwiftProtobuf
import Testing

@Suite struct DraftBoardTests {
    private let playbook = Playbook(
        id: "fire", version: "1", title: "Fire", hazard: "fire",
        phases: [.init(id: "initial", title: "Initial")], channels: ["x", "blog"],
        templates: [
            MessageTemplate(
                id: "count", kind: .update, title: "Count",
                texts: [
                    .init(language: "en", segments: [.init("At {place}: {fact:fire}")])
                ])
        ])

    private func board(_ log: Log, _ message: MessageID? = nil) -> DraftBoard {
        DraftBoard(
            state: IncidentState(folding: log.records), playbook: playbook,
            department: Department(id: "mill-pd", name: "Mill PD", zone: "UTC"), message: message)
    }

    /// A hand-written text in place of a composed one that differs from the current one.
    private func edit(_ text: String) -> IncidentEvent.OneOf_Kind {
        .variantEdited(
            .with {
                $0.message = "M1"
                ($0.variant.channel, $0.variant.language, $0.variant.text) = ("x", "en", text)
                $0.composedSha256 = Data([1])
            })
    }

    @Test func `a draft's texts follow the facts until it is submitted`() throws {
        var log = Log()
        log.open()
        log.draft("M1", template: "count")
        let empty = try #require(board(log).drafts.first)
        #expect(empty.variants.map(\.text) == [nil, nil])
        #expect(empty.missing == ["fact:fire"])
        #expect(empty.variants.map(\.fits) == [false, false])

        log.fact("F1", "The mill burns.")
        let filled = try #require(board(log).drafts.first)
        #expect(filled.variants.map(\.channel) == ["x", "blog"])
        #expect(filled.variants.first?.text == "At Old Mill: The mill burns.")
        #expect(filled.variants.first?.units == 28)
        #expect(filled.variants.first?.limit == 280)
        #expect(filled.cites.map(\.description) == ["F1"])

        log.add(
            .messageSubmitted(
                .with {
                    $0.message = "M1"
                    $0.contentSha256 = Data([7])
                    $0.variants = [
                        .with {
                            ($0.channel, $0.language) = ("x", "en")
                            $0.text = "At Old Mill: The mill burns."
                        }
                    ]
                }))
        log.fact("F2", "The mill is out.")
        let frozen = try #require(board(log).drafts.first)
        #expect(frozen.status == "submitted")
        #expect(frozen.variants.map(\.text) == ["At Old Mill: The mill burns."])
        #expect(frozen.variants.map(\.origin) == ["submitted"])
    }

    @Test func `a text over the limit is shown with its overrun`() throws {
        var log = Log()
        log.open()
        log.draft("M1", template: "count")
        log.fact("F1", String(repeating: "a", count: 300))
        let variants = try #require(board(log).drafts.first).variants
        #expect(variants.map(\.fits) == [false, true])
        #expect(variants.first?.problems.first?.contains("over the limit of 280") == true)
    }

    @Test func `a hand-written text shows what has changed underneath it`() throws {
        var log = Log()
        log.open()
        log.draft("M1", template: "count")
        log.fact("F1", "The mill burns.")
        log.add(edit("By hand."))
        let edited = try #require(board(log).drafts.first?.variants.first)
        #expect(edited.text == "By hand.")
        #expect(edited.origin == "hand-written")
        #expect(edited.changedUnderneath)
        #expect(edited.composedText == "At Old Mill: The mill burns.")
    }

    @Test func `what is out is no draft, unless it is asked for or was edited since`() {
        var log = Log()
        log.open()
        log.draft("M1", template: "count")
        log.fact("F1")
        log.release("M1")
        #expect(board(log).drafts.isEmpty)
        #expect(board(log, MessageID(number: 1)).drafts.count == 1)
        log.add(.messageRevised(.with { $0.message = "M1" }))
        #expect(board(log).drafts.count == 1)
    }
}
