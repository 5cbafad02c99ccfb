import Channels
import Foundation
import HandwrittenLog
import Incident
import IncidentEvents
import Playbooks
@testable import ReadModels
import SwiftProtobuf
import Testing

/// The due items of messages: the suggested commands must be safe to type.
@Suite struct DueMessageTests {
    private let playbook = Playbook(
        id: "fire", version: "1", title: "Fire", hazard: "fire",
        phases: [.init(id: "initial", title: "Initial")], channels: ["x", "blog"],
        steps: [
            Step(
                id: "over", title: "Say that it is over", role: .pio,
                trigger: .init(event: .messageReleased, kind: .allClear))
        ])

    private func list(_ log: Log) -> DueList {
        let state = IncidentState(folding: log.records)
        return DueList(
            state: state,
            progress: PlaybookProgress(state: state, playbook: playbook, asOf: Log.minute(60)),
            playbook: playbook, asker: DueList.Asker("lee", in: state), asOf: Log.minute(60))
    }

    /// M1 is a released alert with M2, its all-clear, and M3, its false-alert text.
    private func alert() -> Log {
        var log = Log()
        log.open()
        log.draft("M1", .alert, guidance: "Stay inside.", armed: ["M2", "M3"])
        log.draft("M2", .allClear, retracts: "M1")
        log.draft("M3", .retraction, retracts: "M1")
        for id in ["M2", "M3"] { approve(id, in: &log) }
        log.release("M1")
        return log
    }

    private func approve(_ id: String, in log: inout Log) {
        log.add(
            .messageSubmitted(.with { ($0.message, $0.contentSha256) = (id, Data([2])) }))
        log.add(
            .messageApproved(
                .with { ($0.message, $0.contentSha256, $0.approver) = (id, Data([2]), "kim") }))
    }

    /// Looking into an item means trying its command.
    @Test func `the items that are looked at are those of the whole list, and all are listed`() {
        var log = alert()
        for number in 4...30 {
            log.draft("M\(number)", number % 2 == 0 ? .update : .holding, guidance: "Go \(number).")
        }
        log.add(.roleAssigned(.with { ($0.person, $0.role) = ("lee", "pio") }))
        log.add(.roleAssigned(.with { ($0.person, $0.role) = ("kim", "incident-commander") }))
        let state = IncidentState(folding: log.records)
        func list(_ part: DueList.Part?) -> DueList {
            DueList(
                state: state,
                progress: PlaybookProgress(state: state, playbook: playbook, asOf: Log.minute(60)),
                playbook: playbook, asker: DueList.Asker("lee", in: state), asOf: Log.minute(60),
                part: part)
        }
        let whole = list(nil)
        #expect(whole.items.count > 20)
        for everyone in [true, false] {
            let part = list(.init(3, everyone: everyone))
            #expect(part.items.map(\.text) == whole.items.map(\.text))
            #expect(part.items.map(\.roles) == whole.items.map(\.roles))
            let (seen, all) =
                everyone ? (part.items, whole.items) : (part.shown, whole.shown)
            #expect(seen.count == all.count)
            #expect(seen.prefix(3) == all.prefix(3))
            #expect(seen.first?.words != nil && seen.last?.words == nil)
        }
    }

    @Test func `an ending that nobody has approved is due while its alert is in force`() {
        var log = alert()
        log.add(.messageRevised(.with { $0.message = "M2" }))
        #expect(list(log).ready == [.init(alert: "M1", endings: [.retraction])])
        let items = list(log).items.filter { $0.subject == "M2" }
        #expect(items.map(\.next) == [.submitMessage("M2")])
        #expect(items.first?.text.contains("would end M1, which is in force") == true)
    }

    @Test func `while an alert is in force, what would end it is ready and in no item`() {
        let list = list(alert())
        #expect(list.ready == [.init(alert: "M1", endings: [.allClear, .retraction])])
        #expect(list.items.map(\.subject) == ["M1"])
    }

    @Test func `after its end an alert is posted no further, and the end is`() {
        var log = alert()
        log.post("M1", "x:MillPD")
        log.release("M2")
        let list = list(log)
        #expect(list.ready.isEmpty)
        #expect(list.items.filter { $0.kind == .unposted }.map(\.subject) == ["M2"])
    }

    @Test func `the correction of a wrong alert is never to call it off`() {
        var log = alert()
        log.post("M1", "x:MillPD")
        log.rumor("R1", origin: .ownMessage, messages: ["M1"])
        let next = list(log).items.filter { $0.subject == "R1" }.map(\.next)
        #expect(next == [.draftMessage(.init(kind: .correction, corrects: "R1"))])
    }

    @Test func `what is known to be wrong is posted no further`() {
        var log = Log()
        log.open()
        log.fact("F1")
        log.draft("M1", cites: ["F1"])
        log.release("M1")
        #expect(list(log).items.contains { $0.kind == .unposted })
        log.add(.factRefuted(.with { $0.fact = "F1" }))
        #expect(!list(log).items.contains { $0.kind == .unposted })
    }

    @Test func `an item shows the first words of its message, in one line`() throws {
        var log = Log()
        log.open()
        let guidance =
            "Stay inside,\nlock the doors, and keep away from windows until we say it is over."
        log.draft("M1", .alert, guidance: guidance)
        let words = try #require(list(log).items.first { $0.subject == "M1" }?.words)
        #expect(words == "Stay inside, lock the doors, and keep away from windows…")
    }

    @Test func `a text is read before it is marked as posted, channel by channel`() throws {
        let item = try #require(list(alert()).items.first { $0.kind == .unposted })
        #expect(item.text == "Post M1 (alert) on x, blog.")
        #expect(item.next == .showText("M1", "x"))
        #expect(item.then == .markPosted("M1", .channel("x")))
    }
}
