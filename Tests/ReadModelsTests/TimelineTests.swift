import HandwrittenLog
import Channels
import Incident
import IncidentEvents
import ReadModels
import SwiftProtobuf
import Testing

@Suite struct TimelineTests {
    @Test func `entries stand in log order with what happened in plain words`() {
        var log = Log()
        log.open()
        log.draft("M1", .holding)
        log.release("M1", text: "Fire at the mill.")
        log.post("M1", "x:MillPD")
        let entries = Timeline(folding: log.records).view(.internal)
        #expect(
            entries.map(\.text) == [
                "Incident opened: Mill fire, Old Mill. Onset \(Zone.utc.dated(Log.start, seconds: true)).",
                "M1 drafted: holding.", "M1 (holding) released for x/en, blog/en.",
                "M1 (holding) posted on x:MillPD.",
            ])
        #expect(entries.map(\.kind).last == "delivery-recorded")
        #expect(entries.map(\.subject) == [nil, "M1", "M1", "M1"])
        #expect(entries[3].exactTexts == ["Fire at the mill."])
        #expect(entries.map(\.isTurningPoint) == [true, false, false, true])
        #expect(entries[1].author?.actor == "rivera")
    }

    @Test func `only the first message of a kind and what sets right are turning points`() {
        var log = Log()
        log.open()
        for id in ["M1", "M2"] {
            log.draft(id)
            log.release(id)
            log.post(id, "x:MillPD")
        }
        log.draft("M3", .correction)
        log.release("M3")
        log.post("M3", "x:MillPD")
        let turning = Timeline(folding: log.records).view(.internal).filter(\.isTurningPoint)
        #expect(turning.map(\.subject) == [nil, "M1", "M3", "M3"])
    }

    @Test func `a post that never was is no turning point, and the next one is the first`() {
        var log = Log()
        log.open()
        log.draft("M1")
        log.release("M1")
        log.post("M1", "x:MillPD")
        log.add(
            .deliveryVoided(
                .with { ($0.message, $0.carrier, $0.reason) = ("M1", "x:MillPD", "a slip") }))
        log.post("M1", "web:mill.example")
        let view = Timeline(folding: log.records).view(.internal)
        #expect(view.filter(\.isTurningPoint).map(\.carrier) == [nil, "web:mill.example"])
        #expect(view.contains { $0.text.contains("the report was a slip") })
    }

    @Test func `both clocks are kept where they differ`() {
        var log = Log()
        log.add(
            .noteLogged(.with { ($0.note, $0.text) = ("N1", "Smoke.") }), at: 20, claimed: 5,
            .approximate)
        let moment = Timeline(folding: log.records).view(.internal).map(\.moment).first
        #expect(moment?.at == Log.minute(20))
        #expect(moment?.claimed == Log.minute(5))
        #expect(moment?.certainty == .approximate)
    }

    @Test func `an entry of a newer version is shown as not understood`() {
        var log = Log()
        log.open()
        log.records[0].content = .unknown(type: "drone-launched")
        let entry = Timeline(folding: log.records).view(.internal).first
        #expect(entry?.text == "This entry (drone-launched) needs a newer version of Tocsin.")
        #expect(entry?.kind == "drone-launched")
    }

    @Test func `a correction stands with the entry that it corrects`() {
        var log = Log()
        log.add(.noteLogged(.with { ($0.note, $0.text) = ("N1", "Two engines.") }))
        log.add(
            .entryCorrected(
                .with {
                    $0.position = 0
                    $0.right = "Three engines."
                }))
        let entries = Timeline(folding: log.records).view(.internal)
        #expect(entries[0].text == "Two engines.")
        #expect(entries[0].corrections.map(\.right) == ["Three engines."])
        #expect(entries[0].corrections.map(\.position) == [1])
    }

    @Test func `a removed entry keeps its place and loses its words, also in its deliveries`() {
        var log = Log()
        log.open()
        log.draft("M1")
        log.release("M1", text: "SECRET")
        log.post("M1", "x:MillPD")
        log.add(
            .entryRedacted(
                .with { ($0.position, $0.order, $0.exemption) = (2, "No. 7", "privacy") }))
        for audience in [Visibility.public, .internal, .restricted] {
            let entries = Timeline(folding: log.records).view(audience)
            #expect(!"\(entries)".contains("SECRET"))
        }
        let entries = Timeline(folding: log.records).view(.restricted)
        #expect(entries[2].text == "Removed by order: privacy.")
        #expect(entries.count == 5)
    }

    @Test func `what is posted after a removal shows no removed text, and says nothing of it`() {
        var log = Log()
        log.open()
        log.draft("M1", .holding)
        log.release("M1", text: "SECRET")
        log.post("M1", "x:MillPD")
        log.add(.entryRedacted(.with { ($0.position, $0.order) = (2, "No. 7") }))
        log.post("M1", "x:Mill")
        log.release("M1", text: "Fire at the mill.")
        log.post("M1", "x:MillPD")
        let entries = Timeline(folding: log.records).view(.internal)
        #expect(entries[3].text == "M1 (holding) posted on x:MillPD. (text removed by order)")
        #expect(entries[5].text == "M1 (holding) posted on x:Mill.")
        #expect(entries[7].text == "M1 (holding) posted on x:MillPD.")
        #expect(
            [3, 5, 7].map { entries[$0].exactTexts } == [[], [], ["Fire at the mill."]])
    }

    @Test func `a long incident keeps every entry in its place, and says what is right about it`() {
        var log = Log()
        for number in 0..<2600 {
            log.add(.noteLogged(.with { ($0.note, $0.text) = ("N\(number)", "\(number)") }))
        }
        let places: [UInt64] = [0, 1023, 1024, 2047, 2048, 2599]
        for place in places {
            log.add(.entryCorrected(.with { ($0.position, $0.right) = (place, "not \(place)") }))
        }
        let entries = Timeline(folding: log.records).view(.internal)
        #expect(entries.map(\.moment.position) == Array(0..<2606))
        #expect(entries.prefix(2600).map(\.text) == (0..<2600).map(String.init))
        for place in places {
            #expect(entries[Int(place)].corrections.map(\.right) == ["not \(place)"])
        }
        #expect(entries.count { !$0.corrections.isEmpty } == places.count)
    }

    @Test func `visibility follows later changes, both ways`() {
        var log = Log()
        let note = log.add(.noteLogged(.with { ($0.note, $0.text) = ("N1", "Road closed.") }))
        #expect(Timeline(folding: log.records).view(.public).isEmpty)
        log.add(.visibilityChanged(.with { ($0.position, $0.visibility) = (note, .public) }))
        #expect(Timeline(folding: log.records).view(.public).map(\.text) == ["Road closed."])
        log.add(.visibilityChanged(.with { ($0.position, $0.visibility) = (note, .restricted) }))
        #expect(Timeline(folding: log.records).view(.public).isEmpty)
        #expect(
            !Timeline(folding: log.records).view(.internal).contains { $0.text == "Road closed." })
        #expect(
            Timeline(folding: log.records).view(.restricted).contains { $0.text == "Road closed." })
    }

    @Test func `a correction is never seen by more people than what it corrects`() {
        var log = Log()
        log.add(
            .tipReceived(.with { ($0.tip, $0.text) = ("T1", "A tip.") }), .unspecified, .restricted)
        log.add(
            .entryCorrected(.with { ($0.position, $0.right) = (0, "LEAK") }), .unspecified, .public)
        for audience in [Visibility.public, .internal] {
            #expect(!"\(Timeline(folding: log.records).view(audience))".contains("LEAK"))
        }
        #expect("\(Timeline(folding: log.records).view(.restricted))".contains("LEAK"))
    }

    @Test func `what stands in public is known at any moment`() {
        var log = Log()
        log.open()
        log.draft("M1")
        log.release("M1", text: "This is the suspect.")
        log.post("M1", "x:MillPD", at: 10)
        log.post("M1", "blog:mill", at: 11)
        log.rumor("R1", origin: .ownMessage, messages: ["M1"], at: 30)
        log.draft("M2", .correction, corrects: ["R1"])
        log.records[log.records.count - 1].recordedAt = Log.minute(31)
        log.post("M2", "blog:mill", at: 40)
        log.withdraw("M1", "x:MillPD", at: 50)

        func published(_ minute: Int) -> [PublishedNow.Posting] {
            PublishedNow(state: .init(folding: log.asOf(minute))).postings
        }
        #expect(published(9).isEmpty)
        #expect(published(20).map(\.carrier.description) == ["x:MillPD", "blog:mill"])
        #expect(published(20).map(\.contradicted) == [.none, .none])
        #expect(published(20).map(\.texts) == [["This is the suspect."], ["This is the suspect."]])
        #expect(published(35).map { $0.wrong.map(\.description) } == [["R1"], ["R1"]])
        #expect(published(35).map(\.contradicted) == [.none, .none])
        #expect(published(45).map(\.contradicted) == [.elsewhere, .here, .none])
        #expect(published(55).map(\.carrier.description) == ["blog:mill", "blog:mill"])
    }
}
