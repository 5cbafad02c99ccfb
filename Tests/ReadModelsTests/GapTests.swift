import Channels
import HandwrittenLog
import Incident
import IncidentEvents
import ReadModels
import SwiftProtobuf
import Testing

@Suite struct GapTests {
    private func gap(_ log: Log, at minute: Int) -> Gap {
        Gap(state: IncidentState(folding: log.asOf(minute)), asOf: Log.minute(minute))
    }

    private func carriers(_ names: String...) throws -> [Carrier] {
        try names.map { try Carrier($0) }
    }

    /// The given minutes in seconds.
    private func minutes(_ values: Int64...) -> [Int64?] { values.map { $0 * 60 } }

    // MARK: Known but not said

    /// F1 verified at 2 and cleared at 3, F2 verified at 5, F3 verified at 7 and held at 8.
    private func threeFacts() -> Log {
        var log = Log()
        log.open()
        log.fact("F1", "The mill burns.")
        log.add(.factRecorded(.with { ($0.fact, $0.statement) = ("F2", "Two are missing.") }))
        log.add(.factVerified(.with { ($0.fact, $0.source) = ("F2", "engine 4") }))
        log.add(.factRecorded(.with { ($0.fact, $0.statement) = ("F3", "The owner is held.") }))
        log.add(.factVerified(.with { ($0.fact, $0.source) = ("F3", "detective") }))
        log.add(.factHeld(.with { ($0.fact, $0.reason) = ("F3", "investigation") }))
        return log
    }

    @Test func `verified facts are unsaid, cleared and held ones told apart, with age and reason`()
        throws
    {
        let unsaid = gap(threeFacts(), at: 20).unsaid
        #expect(unsaid.map(\.fact.description) == ["F1", "F2", "F3"])
        #expect(unsaid.map(\.status) == ["cleared", "verified", "held"])
        let verified = unsaid.map(\.verified.at)
        #expect(verified == [Log.minute(2), Log.minute(5), Log.minute(7)])
        #expect(unsaid.map(\.ageSeconds) == minutes(18, 15, 13))
        let reasons: [String?] = [nil, nil, "investigation"]
        #expect(unsaid.map(\.heldBecause) == reasons)
        // At 4 the third was not known, and the second was only recorded.
        #expect(gap(threeFacts(), at: 4).unsaid.map(\.fact.description) == ["F1"])
    }

    @Test
    func `what staff and partners were handed is not said to the public, and promises it nothing`()
        throws
    {
        var log = threeFacts()
        log.draft("M1", cites: ["F1"])
        log.release("M1", channels: ["internal", "x"], nextUpdate: 20)
        log.post("M1", "internal:staff")
        log.post("M1", "partners:county")
        let before = IncidentState(folding: log.asOf(60))
        #expect(gap(log, at: 60).unsaid.map(\.fact.description) == ["F1", "F2", "F3"])
        #expect(gap(log, at: 60).overduePromises.isEmpty)
        #expect(Promises(state: before, asOf: Log.minute(60)).promises.isEmpty)
        #expect(PublishedNow(state: before).postings.isEmpty)
        log.post("M1", "x:MillPD")
        #expect(gap(log, at: 60).unsaid.map(\.fact.description) == ["F2", "F3"])
        #expect(gap(log, at: 60).overduePromises.count == 1)
        let after = PublishedNow(state: IncidentState(folding: log.asOf(60))).postings
        #expect(after.map(\.carrier) == (try carriers("x:MillPD")))
    }

    @Test func `a wrong copy among staff is to be set right there, and is not public`() throws {
        var log = threeFacts()
        log.draft("M1", cites: ["F1"])
        log.release("M1", channels: ["internal"])
        log.post("M1", "internal:staff")
        log.rumor("R1", origin: .ownMessage, messages: ["M1"])
        #expect(gap(log, at: 60).falseInPublic.isEmpty)
        #expect(gap(log, at: 60).openCorrections.map(\.open) == [try carriers("internal:staff")])
    }

    @Test func `a fact is said once a message that was released with it stands somewhere`() {
        var log = threeFacts()
        log.draft("M1", cites: ["F1"])
        log.release("M1")
        #expect(gap(log, at: 60).unsaid.count == 3)
        log.post("M1", "x:MillPD")
        #expect(gap(log, at: 60).unsaid.map(\.fact.description) == ["F2", "F3"])
        // People who read it know it, even after it was withdrawn.
        log.withdraw("M1", "x:MillPD")
        #expect(gap(log, at: 60).unsaid.map(\.fact.description) == ["F2", "F3"])
    }

    @Test func `a fact that was found wrong or has changed is not known any more`() {
        var log = threeFacts()
        log.add(.factRefuted(.with { ($0.fact, $0.reason) = ("F1", "steam") }))
        log.add(.factSuperseded(.with { ($0.fact, $0.by) = ("F2", "F3") }))
        #expect(gap(log, at: 60).unsaid.map(\.fact.description) == ["F3"])
    }

    @Test func `an age counts from the claimed time, and a placeholder gives none`() {
        var log = Log()
        log.open()
        for (id, certainty) in [("F1", TimeCertainty.approximate), ("F2", .placeholder)] {
            log.add(.factRecorded(.with { $0.fact = id }), at: 10)
            log.add(.factVerified(.with { $0.fact = id }), at: 10, claimed: 4, certainty)
        }
        let unsaid = gap(log, at: 12).unsaid
        #expect(unsaid.map(\.ageSeconds) == minutes(8) + [nil])
        #expect(unsaid.map(\.verified.certainty) == [.approximate, .placeholder])
    }

    // MARK: Released but not posted

    @Test func `a released message is unposted on each channel that it has not reached`() {
        var log = Log()
        log.open()
        log.draft("M1")
        log.release("M1", channels: ["blog", "x"])
        let both: [[ChannelID]] = [["x", "blog"]]
        #expect(gap(log, at: 9).unposted.map(\.channels) == both)
        #expect(gap(log, at: 9).unposted.map(\.ageSeconds) == minutes(7))
        log.post("M1", "x:MillPD")
        let left = gap(log, at: 9).unposted
        #expect(left.first?.channels == ["blog"])
        #expect(left.map(\.message.description) == ["M1"])
        log.post("M1", "blog:mill")
        #expect(gap(log, at: 9).unposted.isEmpty)
    }

    // MARK: Said but no longer known

    @Test func `a live message that cites a refuted fact is listed with its carriers`() throws {
        var log = Log()
        log.open()
        log.fact("F1")
        log.draft("M1", cites: ["F1"])
        log.release("M1")
        log.post("M1", "x:MillPD")
        log.post("M1", "blog:mill")
        #expect(gap(log, at: 30).outdated.isEmpty)
        log.add(.factRefuted(.with { ($0.fact, $0.reason) = ("F1", "steam") }), at: 20)
        let found = gap(log, at: 30).outdated
        #expect(found.map(\.concern) == [.wrong])
        #expect(try found.map(\.carriers) == [carriers("blog:mill", "x:MillPD")])
        #expect(found.map(\.since.at) == [Log.minute(20)])
        #expect(found.map(\.ageSeconds) == minutes(10))
        log.withdraw("M1", "x:MillPD", at: 31)
        #expect(try gap(log, at: 31).outdated.map(\.carriers) == [carriers("blog:mill")])
        log.withdraw("M1", "blog:mill", at: 32)
        #expect(gap(log, at: 32).outdated.isEmpty)
    }

    @Test func `a changed fact is stale on each carrier until the next update there`() throws {
        var log = Log()
        log.open()
        log.fact("F1")
        log.fact("F2", "Two mills burn.")
        log.draft("M1", cites: ["F1"])
        log.release("M1")
        log.post("M1", "x:MillPD")
        log.post("M1", "blog:mill")
        log.add(.factSuperseded(.with { ($0.fact, $0.by) = ("F1", "F2") }))
        let found = gap(log, at: 60).outdated
        #expect(found.map(\.concern) == [.stale])
        #expect(try found.map(\.carriers) == [carriers("blog:mill", "x:MillPD")])
        log.draft("M2", cites: ["F2"])
        log.release("M2")
        log.post("M2", "x:MillPD")
        #expect(try gap(log, at: 60).outdated.map(\.carriers) == [carriers("blog:mill")])
    }

    // MARK: Known false and still public, corrections with open cells

    @Test func `a false claim of others stands until the outlet itself sets it right`() throws {
        var log = Log()
        log.open()
        log.rumor("R1", on: ["tv:station-4"], finding: nil, at: 2)
        #expect(gap(log, at: 3).falseInPublic.isEmpty)
        #expect(gap(log, at: 3).openCorrections.isEmpty)
        log.add(.rumorAssessed(.with { ($0.rumor, $0.finding) = ("R1", .false) }), at: 4)
        let found = gap(log, at: 9)
        #expect(try found.falseInPublic.map(\.carriers) == [carriers("tv:station-4")])
        #expect(found.falseInPublic.first?.own.isEmpty == true)
        #expect(found.falseInPublic.map(\.ageSeconds) == minutes(5))
        #expect(try found.openCorrections.map(\.open) == [carriers("tv:station-4")])
        // Our own post corrects nothing on the station.
        log.draft("M1", .correction, corrects: ["R1"])
        log.release("M1")
        log.post("M1", "x:MillPD")
        #expect(gap(log, at: 20).openCorrections.count == 1)
        log.add(
            .statementCorrected(.with { ($0.rumor, $0.carrier) = ("R1", "tv:station-4") }), at: 21)
        #expect(gap(log, at: 21).falseInPublic.isEmpty)
        #expect(gap(log, at: 21).openCorrections.isEmpty)
    }

    @Test func `our own false text stands while it is live, corrected or not`() throws {
        var log = Log()
        log.open()
        log.draft("M1")
        log.release("M1")
        log.post("M1", "x:MillPD", at: 10)
        log.post("M1", "blog:mill", at: 11)
        log.rumor("R1", origin: .ownMessage, messages: ["M1"], at: 20)
        #expect(
            try gap(log, at: 21).falseInPublic.map(\.own) == [carriers("blog:mill", "x:MillPD")])
        // Withdrawn on X, which closes no cell; corrected on the blog, where it is still live.
        log.withdraw("M1", "x:MillPD", at: 30)
        log.draft("M2", .correction, corrects: ["R1"])
        log.release("M2")
        log.post("M2", "blog:mill", at: 40)
        let found = gap(log, at: 41)
        #expect(try found.falseInPublic.map(\.carriers) == [carriers("blog:mill")])
        #expect(try found.openCorrections.map(\.open) == [carriers("x:MillPD")])
        #expect(found.openCorrections.map(\.closedCells) == [1])
    }

    @Test func `a claim's age is each carrier's own, from its appearance there`() throws {
        var log = Log()
        log.open()
        log.rumor("R1", on: ["tv:station-4"], finding: nil, at: 2)
        log.add(.rumorSighted(.with { ($0.rumor, $0.carrier) = ("R1", "x:other") }), at: 30)
        log.add(.rumorAssessed(.with { ($0.rumor, $0.finding) = ("R1", .false) }), at: 40)
        let found = gap(log, at: 50)
        let claim = try #require(found.falseInPublic.first)
        #expect(claim.standing.map(\.carrier.description) == ["tv:station-4", "x:other"])
        #expect(claim.standing.map(\.ageSeconds) == minutes(48, 20))
        #expect(found.openCorrections.map(\.ageSeconds) == minutes(48))
        #expect(found.items.first?.head == "R1 known false, still public for 48 min")
        #expect(
            found.items.first?.text.hasPrefix("On tv:station-4 for 48 min, x:other for 20 min:")
                == true)
        // The station corrects itself and repeats the claim later: that is a new appearance.
        log.add(
            .statementCorrected(.with { ($0.rumor, $0.carrier) = ("R1", "tv:station-4") }), at: 51)
        #expect(gap(log, at: 52).openCorrections.map(\.ageSeconds) == minutes(22))
        log.add(.rumorSighted(.with { ($0.rumor, $0.carrier) = ("R1", "tv:station-4") }), at: 55)
        #expect(
            gap(log, at: 60).openCorrections.first?.standing.map(\.ageSeconds) == minutes(30, 5))
    }

    // MARK: Promises and questions

    @Test func `a promise is overdue from its time on until the next message stands`() {
        var log = Log()
        log.open()
        log.draft("M1")
        log.release("M1", nextUpdate: 15)
        log.post("M1", "x:MillPD")
        #expect(gap(log, at: 15).overduePromises.isEmpty)
        let missed = gap(log, at: 16).overduePromises
        #expect(missed.map(\.message.description) == ["M1"])
        #expect(missed.map(\.overdueSeconds) == [60])
        log.draft("M2")
        log.release("M2")
        log.post("M2", "x:MillPD", at: 20)
        #expect(gap(log, at: 21).overduePromises.isEmpty)
    }

    @Test func `a closed incident owes no update`() {
        var log = Log()
        log.open()
        log.draft("M1")
        log.release("M1", nextUpdate: 15)
        log.post("M1", "x:MillPD")
        log.add(.incidentClosed(.with { $0.reason = "over" }), at: 14)
        #expect(gap(log, at: 30).overduePromises.isEmpty)
    }

    @Test func `a question is unanswered until it is answered or declined, late from its deadline`()
    {
        var log = Log()
        log.open()
        for (id, minute) in [("Q1", 5), ("Q2", 6), ("Q3", 7)] {
            log.add(
                .inquiryReceived(
                    .with {
                        ($0.inquiry, $0.from, $0.question) = (id, "Station 4", "How many?")
                        if id == "Q1" { $0.deadline = Log.minute(15).timestamp }
                    }), at: minute)
        }
        let open = gap(log, at: 16).unanswered
        #expect(open.map(\.inquiry.description) == ["Q1", "Q2", "Q3"])
        #expect(open.map(\.isOverdue) == [true, false, false])
        #expect(open.map(\.ageSeconds) == minutes(11, 10, 9))
        log.add(.inquiryAnswered(.with { ($0.inquiry, $0.answer) = ("Q1", "Two.") }), at: 17)
        log.add(.inquiryDeclined(.with { ($0.inquiry, $0.reason) = ("Q2", "family") }), at: 17)
        #expect(gap(log, at: 17).unanswered.map(\.inquiry.description) == ["Q3"])
    }

    @Test func `nothing is in the gap of an incident that has just been opened`() {
        var log = Log()
        log.open()
        #expect(gap(log, at: 5).count == 0)
    }
}
