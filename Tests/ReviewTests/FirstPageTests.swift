import Foundation
import HandwrittenLog
import Incident
import IncidentEvents
import Playbooks
import Review
import SwiftProtobuf
import Testing

/// The page for the chief, and the turning points.
@Suite struct FirstPageTests {
    private func markdown(
        _ log: Log, at minute: Int = 600, audience: Visibility = .internal
    ) -> String {
        ReviewReport(
            state: IncidentState(folding: log.records), records: log.records,
            asOf: Log.minute(minute), audience: audience
        ).markdown()
    }

    /// The page's text, up to the next section.
    private func page(_ log: Log, at minute: Int = 600) throws -> String {
        try #require(
            markdown(log, at: minute).components(separatedBy: "## For the chief: one page\n")
                .dropFirst().first?.components(separatedBy: "\n## ").first)
    }

    private func release(
        _ id: String, _ texts: [(channel: String, language: String)], text: String = "Leave now.",
        in log: inout Log
    ) {
        log.add(
            .messageReleased(
                .with {
                    $0.message = id
                    $0.contentSha256 = Data([1])
                    $0.texts = texts.map { channel, language in
                        .with { ($0.channel, $0.language, $0.text) = (channel, language, text) }
                    }
                }), .unspecified, .public)
    }

    /// An alert on phones in two languages, on X in one; one error of ours, still on the blog.
    private func flood() -> Log {
        var log = Log()
        log.open()
        log.draft("M1", .holding)
        log.release("M1", text: "We know of it.")
        log.post("M1", "x:MillPD", at: 5)
        log.draft("M2", .alert, guidance: "Leave.")
        release("M2", [("wea360", "en"), ("wea360", "es"), ("x", "en")], in: &log)
        log.post("M2", "wea360:county", at: 20)
        log.post("M2", "x:MillPD", at: 25)
        log.draft("M3")
        log.release("M3", text: "The dam broke.", nextUpdate: 60)
        log.post("M3", "x:MillPD", at: 30)
        log.post("M3", "blog:mill", at: 35)
        log.rumor("R1", origin: .ownMessage, messages: ["M3"], at: 40)
        log.draft("M4", .correction, corrects: ["R1"])
        log.release("M4", text: "The dam is whole.")
        log.post("M4", "x:MillPD", at: 75)
        return log
    }

    @Test func `it says when each order reached phones, social media and radio, by language`()
        throws
    {
        let page = try page(flood())
        let time = { Zone.utc.dated(Log.minute($0)) }
        #expect(page.contains("M2 (alert): “Leave now.”"))
        #expect(
            page.contains(
                "Phones (WEA, SMS): \(time(20)) in English and Spanish. Social media: \(time(25)) in English. Radio and EAS: not reached."
            ))
    }

    @Test func `a language that was released and not posted isn't named`() throws {
        var log = Log()
        log.open()
        log.draft("M1", .alert)
        release("M1", [("sms", "en"), ("sms", "es")], in: &log)
        log.post("M1", "sms:county", in: ["en"], at: 10)
        let time = { Zone.utc.dated(Log.minute($0)) }
        #expect(try page(log).contains("Phones (WEA, SMS): \(time(10)) in English. Social"))
        log.post("M1", "sms:county", in: ["es"], at: 40)
        #expect(
            try page(log).contains(
                "Phones (WEA, SMS): \(time(10)) in English, \(time(40)) in Spanish. Social"))
    }

    @Test func `a language that came later has its own time`() throws {
        var log = Log()
        log.open()
        log.draft("M1", .alert)
        release("M1", [("sms", "en")], in: &log)
        log.post("M1", "sms:county", at: 10)
        release("M1", [("sms", "en"), ("sms", "es")], in: &log)
        log.post("M1", "sms:county", at: 40)
        let time = { Zone.utc.dated(Log.minute($0)) }
        #expect(
            try page(log).contains(
                "Phones (WEA, SMS): \(time(10)) in English, \(time(40)) in Spanish."))
    }

    @Test func `an order that reached none of them names where it was first`() throws {
        var log = Log()
        log.open()
        log.draft("M1", .alert)
        log.release("M1")
        log.post("M1", "blog:mill", at: 20)
        #expect(
            try page(log).contains(
                "Not on phones, social media, radio or EAS. First on blog:mill, \(Zone.utc.dated(Log.minute(20)))."
            ))
    }

    @Test func `it counts from onset to the first message, warning and protective action`() throws {
        let page = try page(flood())
        #expect(page.contains("Onset to our first message: **5 min**, M1"))
        #expect(page.contains("Onset to the first warning: **20 min**, M2"))
        #expect(page.contains("Onset to the first protective action: **20 min**, M2"))
        var log = Log()
        log.open()
        #expect(try self.page(log).contains("Onset to the first warning: no alert was sent"))
    }

    @Test func `what went out before the stated onset is told as that, and no time is computed`()
        throws
    {
        var log = flood()
        log.add(
            .onsetCorrected(
                .with { ($0.onset, $0.reason) = (Log.minute(200).timestamp, "dispatch") }))
        let page = try page(log)
        let time = Zone.utc.dated(Log.minute(20))
        for title in ["Onset to the first warning", "Onset to the first protective action"] {
            #expect(
                page.contains(
                    "\(title): not computed, because M2 went out before the stated onset, \(time)."),
                "\(page)")
        }
        #expect(page.contains("Onset to our first message: not computed, because M1 went out"))
        #expect(!page.contains("no alert was sent") && !page.contains("nothing was posted"))
    }

    @Test func `a promise that wasn't due before the closing is neither kept nor missed`() throws {
        var log = Log()
        log.open()
        log.draft("M1")
        log.release("M1", text: "The river is high.", nextUpdate: 60)
        log.post("M1", "x:MillPD", at: 30)
        log.add(.incidentClosed(.with { $0.reason = "over" }), at: 40)
        let page = try page(log)
        #expect(
            page.contains("By channel, kept: 0, missed: 0, 1 not due before it was closed."),
            "\(page)")
        #expect(!page.contains("M1 promised one by"))
    }

    @Test func `one error, one order and one channel are in the singular`() throws {
        let page = try page(flood())
        #expect(!page.contains("1 channels") && !page.contains("1 more errors"))
        for line in page.split(separator: "\n") where line.hasPrefix("- Onset") {
            #expect(line.hasSuffix("."), "\(line)")
        }
    }

    @Test func `it says what we got wrong, how long that stood and who may still believe it`()
        throws
    {
        let time = { Zone.utc.dated(Log.minute($0)) }
        let page = try page(flood())
        #expect(
            page.contains(
                "R1 “The dam broke.” It stood for up to **9 h 25 min**, since \(time(30)), on blog:mill, x:MillPD. People may still believe it on blog:mill."
            ))
        var log = flood()
        log.post("M4", "blog:mill", at: 95)
        #expect(
            try self.page(log).contains(
                "It stood for up to **1 h 00 min**, from \(time(30)) to \(time(95)), on blog:mill, x:MillPD. Corrected everywhere it appeared."
            ))
        var withdrawn = flood()
        withdrawn.withdraw("M3", "blog:mill", at: 45)
        #expect(
            try self.page(withdrawn).contains(
                "It stood for up to **45 min**, from \(time(30)) to \(time(75)), on x:MillPD, blog:mill. People may still believe it on blog:mill."
            ))
    }

    @Test func `it says of each alert whether it ended, and where nobody was told`() throws {
        #expect(try page(flood()).contains("Still in force."))
        var log = flood()
        log.add(
            .messageDrafted(
                .with { ($0.message, $0.kind, $0.retracts) = ("M5", .allClear, "M2") }))
        release("M5", [("wea360", "en"), ("x", "en")], text: "You may return.", in: &log)
        log.post("M5", "wea360:county", at: 120)
        #expect(
            try page(log).contains(
                "M5 (all-clear) ended it, first said \(Zone.utc.dated(Log.minute(120))). Not said on **wea360:county, x:MillPD**."
            ))
    }

    @Test func `promises, strengths and fixes with owner and date are on it`() throws {
        var log = flood()
        log.add(
            .lessonRecorded(.with { ($0.lesson, $0.text, $0.isStrength) = ("L1", "Fast.", true) }))
        log.add(
            .correctiveActionAssigned(
                .with {
                    ($0.action, $0.text, $0.owner) = ("A1", "Watch the blog.", "duty-pio")
                    $0.due = Log.minute(1440 * 10).timestamp
                }))
        let page = try page(log)
        #expect(page.contains("By channel, kept: 0, missed: 2"))
        let time = { Zone.utc.dated(Log.minute($0)) }
        #expect(
            page.contains(
                "M3 promised one by \(time(60)) and missed it on 2 channels: never on blog; late on x, at the latest \(time(75))"
            ))
        #expect(page.contains("- Fast."))
        #expect(
            page.contains("- duty-pio, by \(Zone.utc.day(Log.minute(14_400))): Watch the blog."))
    }

    @Test func `a person writes two sentences on it, and the public review has no such page`()
        throws
    {
        let blanks = try page(flood()).matches(of: #/\*Write one sentence here: /#)
        #expect(blanks.count == 2)
        #expect(!markdown(flood(), audience: .public).contains("For the chief"))
    }

    /// Far more of everything than a page has room for.
    private func crowded() -> Log {
        var log = Log()
        log.open()
        let long = String(repeating: "many words of it ", count: 60)
        for number in 1...8 {
            log.draft("M\(number)", .alert, guidance: "Leave.")
            release(
                "M\(number)",
                ["wea90", "sms", "x", "radio"].flatMap { channel in
                    ["en", "es", "vi"].map { (channel, $0) }
                }, text: long, in: &log)
            for channel in ["wea90", "sms", "x", "radio"] {
                log.post("M\(number)", "\(channel):station-\(number)", at: number * 10)
            }
            log.add(
                .rumorReported(
                    .with {
                        ($0.rumor, $0.claim, $0.origin) = ("R\(number)", long, .ownMessage)
                        $0.messages = ["M\(number)"]
                    }))
            log.add(.rumorAssessed(.with { ($0.rumor, $0.finding) = ("R\(number)", .false) }))
            for isStrength in [true, false] {
                log.add(
                    .lessonRecorded(
                        .with {
                            $0.lesson = "L\(number * 2 - (isStrength ? 1 : 0))"
                            ($0.text, $0.isStrength) = (long, isStrength)
                        }))
            }
            log.add(
                .correctiveActionAssigned(
                    .with {
                        ($0.action, $0.text, $0.owner) = ("A\(number)", long, "duty-pio")
                        $0.due = Log.minute(14_400).timestamp
                    }))
        }
        return log
    }

    @Test func `however much happened, it has the lines of one printed page`() throws {
        // In print, a line of an A4 or Letter page has 110 of the page's characters.
        let lines = try page(crowded()).split(separator: "\n").reduce(0) {
            $0 + ($1.count + 109) / 110
        }
        #expect(lines <= 54)
        #expect(try page(crowded()).contains("5 more orders are in the table of turning points."))
        #expect(try page(crowded()).contains("5 more errors of ours are in the register."))
    }

    // MARK: Turning points

    private func turningPoints(_ log: Log, _ audience: Visibility = .internal) throws -> [String] {
        let table = try #require(
            markdown(log, audience: audience).components(separatedBy: "## What happened\n").last?
                .components(separatedBy: "\n## ").first)
        return table.split(separator: "\n").filter { $0.hasPrefix("| 20") }.map(String.init)
    }

    @Test func `an order, a correction and an ending have one line each, with their words`() throws
    {
        var log = flood()
        log.post("M4", "blog:mill", at: 80)
        log.draft("M5", .alert)
        log.release("M5", text: "Go to higher ground.")
        log.post("M5", "blog:mill", at: 90)
        log.post("M5", "x:MillPD", at: 91)
        log.draft("M6", .allClear, retracts: "M5")
        log.release("M6", text: "You may return.")
        log.post("M6", "blog:mill", at: 120)
        log.post("M6", "x:MillPD", at: 121)
        log.withdraw("M5", "blog:mill", at: 130)
        log.withdraw("M5", "x:MillPD", at: 131)
        let points = try turningPoints(log)
        func lines(_ id: String) -> [String] { points.filter { $0.contains("\(id) (") } }
        #expect(lines("M4").count == 1)
        #expect(
            lines("M4").first?.contains(
                "M4 (correction) posted on x:MillPD, blog:mill: “The dam is whole.”") == true)
        // The second order counts too, although it isn't the first of its kind.
        #expect(lines("M5").count == 2)
        #expect(lines("M5").first?.contains("“Go to higher ground.”") == true)
        #expect(lines("M5").last?.contains("withdrawn from blog:mill, x:MillPD") == true)
        #expect(lines("M6").count == 1)
        #expect(lines("M6").first?.contains("“You may return.”") == true)
    }

    @Test func `a correction that is released and not yet posted keeps its line`() throws {
        var log = flood()
        log.draft("M5", .correction, corrects: ["R1"])
        log.release("M5", text: "Not yet public.")
        #expect(try turningPoints(log).filter { $0.contains("M5 (") }.count == 1)
    }

    @Test func `words that the readers may not see aren't quoted`() throws {
        var log = flood()
        let released = try #require(
            log.records.first {
                if case .event(.messageReleased(let event)) = $0.content {
                    event.message == "M4"
                } else {
                    false
                }
            }?.position)
        log.add(
            .visibilityChanged(.with { ($0.position, $0.visibility) = (released, .restricted) }))
        #expect(try !turningPoints(log).contains { $0.contains("The dam is whole.") })
        #expect(try !page(log).contains("The dam is whole."))
    }
}
