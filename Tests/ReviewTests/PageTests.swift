import Foundation
import HandwrittenLog
import Incident
import IncidentEvents
import MarkdownReader
import Review
import SwiftProtobuf
import Testing

/// The review as a page: only our elements, every link has a target, and its size is limited.
@Suite struct PageTests {
    private func report(_ log: Log) -> ReviewReport {
        ReviewReport(
            state: IncidentState(folding: log.records), records: log.records,
            asOf: Log.minute(600), playbook: ReviewTestPlaybook.playbook)
    }

    static let elements: Set<String> = [
        "html", "head", "meta", "title", "style", "body", "header", "nav", "main", "footer",
        "section", "h1", "h2", "h3", "p", "ul", "ol", "li", "a", "bdi", "strong", "div", "table",
        "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "svg", "desc",
        "text", "rect", "line", "circle", "polygon",
    ]

    static let attributes: Set<String> = [
        "lang", "charset", "name", "content", "http-equiv", "class", "href", "id", "aria-label",
        "aria-labelledby", "role", "tabindex", "scope", "viewBox", "x", "y", "x1", "y1", "x2", "y2",
        "cx", "cy", "r", "width", "height", "fill", "stroke", "stroke-width", "stroke-dasharray",
        "points", "font-size", "font-weight", "text-anchor",
    ]

    static let hostile = [
        "<script>alert(1)</script>", "</title></style><script>alert(2)</script>",
        "<img src=x onerror=alert(3)>", "<svg onload=alert(4)><text>", "\"><a href='javascript:x'>",
        "&lt;b&gt; &amp; &#60;", "\u{202E}gnp.exe", "\u{1B}[31mred\u{1B}[0m", "a\u{0}b\u{7}",
        "]]> <!-- --> <?x?>", String(repeating: "A", count: 60_000), "\u{FFFE}\u{FFFF}",
    ]

    /// An incident with hostile text in every field.
    private func hostileLog(_ text: String) throws -> Log {
        var log = Log()
        log.open()
        for event in try FilledEvents.all({ _, field in
            if FilledEvents.forms[field] != nil { return nil }
            // One such line in each kind of text is enough, and fast.
            return text.utf8.count < 1000 || ["claim", "text", "reason"].contains(field) ? text : ""
        }) { log.add(try #require(event.kind), .unspecified, .public) }
        log.add(.rumorSighted(.with { ($0.rumor, $0.carrier) = ("R1", "tv:\(text)") }))
        return log
    }

    @Test(arguments: hostile.indices)
    func `hostile text in any field is shown as text`(_ number: Int) throws {
        let text = Self.hostile[number]
        let page = report(try hostileLog(text)).html()
        let reader = try PageReader(page)
        #expect(reader.elements.subtracting(Self.elements).isEmpty)
        #expect(reader.attributes.subtracting(Self.attributes).isEmpty)
        #expect(reader.links.allSatisfy { $0.hasPrefix("#") })
        let bytes = String(decoding: page, as: UTF8.self)
        for scalar in bytes.unicodeScalars where scalar != "\n" {
            if scalar.value < 0x20 || (0x202A...0x202E).contains(scalar.value) {
                Issue.record("U+\(String(scalar.value, radix: 16)) stands in the page")
                break
            }
        }
        let visible = text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x7F }
        if visible { #expect(reader.text.contains(text)) }
        let markdown = report(try hostileLog(text)).markdown()
        #expect(!markdown.contains("<script"))
        #expect(!markdown.contains("\u{1B}") && !markdown.contains("\u{202E}"))
    }

    @Test(.enabled(if: MarkdownReader.isInstalled, "markdown-it-py is not installed"))
    func `hostile text changes no block of the Markdown`() throws {
        let openers = Array(MarkdownBait.openers.prefix(20))
        let read = try MarkdownReader.read(
            (["word", "two words"] + openers).map { report(try hostileLog($0)).markdown() })
        for (page, opener) in zip(read.dropFirst(2), openers) {
            // A text with a space is not a carrier.
            let harmless = read[opener.contains(where: \.isWhitespace) ? 1 : 0]
            #expect(page.difference(from: harmless) == nil, "\(opener)")
        }
    }

    @Test(.enabled(if: Browsing.canParse, "python3 or TOCSIN_PYTHON has no html5lib"))
    func `another parser finds no fault in the page`() throws {
        for text in Self.hostile where text.utf8.count < 1000 {
            try Browsing.parse(report(try hostileLog(text)).html(), elements: Self.elements)
        }
    }

    private func eventful() -> Log {
        var log = Log()
        log.open(mode: .exercise)
        log.add(.phaseChanged(.with { $0.phase = "initial" }), at: 0)
        log.add(
            .operationalPeriodBegan(.with { ($0.period, $0.objectives) = ("1", ["Save lives."]) }),
            at: 1)
        log.fact("F1")
        log.draft("M1", guidance: "Leave the valley.")
        log.release("M1", nextUpdate: 60)
        log.post("M1", "x:MillPD", at: 10)
        log.post("M1", "blog:mill", at: 25)
        log.rumor("R1", origin: .ownMessage, messages: ["M1"], at: 30)
        log.rumor("R2", on: ["tv:station-4", "x:witness"], at: 31)
        log.draft("M2", .correction, corrects: ["R1", "R2"])
        log.release("M2", nextUpdate: 90)
        log.post("M2", "x:MillPD", at: 50)
        log.withdraw("M1", "blog:mill", at: 55)
        log.draft("M3")
        log.release("M3")
        log.post("M3", "x:MillPD", at: 130)
        log.add(
            .inquiryReceived(
                .with { ($0.inquiry, $0.question, $0.from) = ("Q1", "When?", "Station 4") }),
            at: 131)
        return log
    }

    @Test func `every link leads to a place on the page, and no place has two`() throws {
        let reader = try PageReader(report(eventful()).html())
        #expect(Set(reader.ids).count == reader.ids.count)
        let missing = Set(reader.links.map { String($0.dropFirst()) }).subtracting(reader.ids)
        #expect(missing.isEmpty)
        #expect(reader.links.contains("#rumor-R1"))
        #expect(
            reader.ids.filter { $0.hasPrefix("e") && Int($0.dropFirst()) != nil }.count
                == eventful().records.count)
    }

    @Test func `its sections are those of an after-action report, what is uncorrected first`()
        throws
    {
        let reader = try PageReader(report(eventful()).html())
        let sections = reader.headings.filter { $0.hasPrefix("h2") }.map { $0.dropFirst(3) }
        #expect(
            sections == [
                "For the chief: one page", "Contents", "Still uncorrected", "Overview",
                "What happened",
                "Communication performance", "Objectives, capabilities and ratings",
                "Strengths and areas for improvement", "Improvement plan",
                "Appendix: rumor register", "Appendix: the log, entry by entry",
                "Appendix: guards", "Appendix: approvals", "Appendix: inquiries",
                "Appendix: method",
            ])
        #expect(reader.text.contains("A refusal leaves no entry"))
    }

    @Test(
        .enabled(
            if: Browsing.canJudge, "Chromium, or TOCSIN_PYTHON's axe-core-python, is not installed")
    )
    func `a browser finds nothing inaccessible, overlapping or cut in it`() throws {
        let verdict = try Browsing.judge(report(eventful()).html())
        #expect(verdict.status == 0, "\(verdict.output)")
        #expect(verdict.output.contains("4 pictures, 0 faults"))
    }

    @Test func `a long incident is grouped, and the page says what it grouped`() throws {
        var log = Log()
        log.open()
        let claims = 300
        for number in 1...claims {
            log.rumor("R\(number)", on: ["tv:station-\(number % 7)"], at: number)
        }
        for number in 1...4000 {
            log.add(
                .noteLogged(.with { ($0.note, $0.text) = ("N\(number)", "Note \(number).") }),
                at: 400)
        }
        let report = report(log)
        let page = report.html()
        let reader = try PageReader(page)
        #expect(page.count < 760_000)
        #expect(reader.text.contains("Grouped: 4901 entries on "))
        #expect(reader.text.contains("150 more of 300 claims are not shown account by account"))
        #expect(reader.text.contains("Grouped: 50 more of 300 rows"))
        // Uncorrected claims are never grouped.
        for number in 1...claims { #expect(reader.text.contains("R\(number) “The dam broke.”")) }
        let missing = Set(reader.links.map { String($0.dropFirst()) }).subtracting(reader.ids)
        #expect(missing.isEmpty)
        // Each entry is counted on exactly one line.
        let lines = reader.rows.filter { $0.id?.hasPrefix("e") == true }
        let counted = lines.map { row in
            guard row.cells[0].contains(" to ") else { return 1 }
            return (row.cells.last ?? "").matches(of: #/(\d+) [a-z]/#).reduce(0) {
                $0 + (Int($1.output.1) ?? 0)
            }
        }
        #expect(counted.reduce(0, +) == log.records.count)
        #expect(report.corrections.items.count == claims)
    }
}
