import Documents
import Forms
import Foundation
import HandwrittenLog
import Incident
import IncidentEvents
import MarkdownReader
import ReadModels
import Review
import SwiftProtobuf
import Testing

/// Text of any origin is shown as text.
@Suite struct HostileFormTests {
    private static let hostile =
        "<script>alert(1)</script> & \"x\" ' | [x](javascript:y) <svg onload=a> \u{1B}[31m\u{202E}\u{0}\u{9B}2J\n# Hi"

    private func log(_ text: String) -> Log {
        var log = FormLog.log()
        log.add(.noteLogged(.with { ($0.note, $0.text) = ("N2", text) }), .unspecified, .public)
        log.add(.rumorReported(.with { ($0.rumor, $0.claim) = ("R2", text) }))
        log.add(
            .inquiryReceived(
                .with { ($0.inquiry, $0.from, $0.question) = ("Q2", text, text) }))
        log.add(
            .factRecorded(
                .with { ($0.fact, $0.topic, $0.statement, $0.scope) = ("F9", text, text, text) }))
        return log
    }

    private func sheets(_ log: Log) -> [Form] {
        let source = FormLog.source(log)
        let request = RecordsRequest(
            records: log.records, from: Log.minute(0), to: Log.minute(99), codes: [:])
        return [
            Form.incidentBriefing(source), SituationReport(source).form(source),
            request.form(source), Form.generalMessage(InquiryID(number: 2), source),
            Form.activityLog(of: "rivera", source, period: .whole),
        ].compactMap(\.self)
    }

    @Test func `markup, escape sequences and overrides of direction act nowhere`() {
        let sheets = sheets(log(Self.hostile))
        #expect(sheets.count == 5)
        for sheet in sheets {
            for text in [sheet.markdown(), sheet.html()] {
                #expect(text.contains("alert(1)"))
                #expect(!text.contains("<script"))
                #expect(!text.contains("<svg"))
                #expect(!text.contains("\n# Hi"))
                for scalar in ["\u{1B}", "\u{202E}", "\u{0}", "\u{9B}"] {
                    #expect(!text.contains(scalar))
                }
            }
        }
    }

    @Test func `a page is well formed, whatever stands in it`() throws {
        for sheet in sheets(log(Self.hostile)) {
            let html = sheet.html()
            #expect(html.contains("default-src 'none'"), "nothing is fetched and nothing runs")
            #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
            for element in ["section", "table", "tr", "td", "th", "h2", "li", "p"] {
                let opened = html.components(separatedBy: "<\(element)").count
                let closed = html.components(separatedBy: "</\(element)>").count
                // `<th` and the `<t…` of other elements begin the same way.
                let alike = element == "th" ? html.components(separatedBy: "<thead").count - 1 : 0
                #expect(opened - alike == closed, "\(element) in \(sheet.title)")
            }
            #expect(html.components(separatedBy: "<title>").count == 2)
            #expect(html.components(separatedBy: "<h1>").count == 2)
            let head = html.components(separatedBy: "<th>")
            #expect(head.count == 1, "a table header without a scope")
        }
    }

    @Test(.enabled(if: MarkdownReader.isInstalled, "markdown-it-py is not installed"))
    func `what the log says is never a list, a heading or a rule of the form`() throws {
        let openers = MarkdownBait.openers.filter { !$0.contains("\n") }
        let logs = (["word"] + openers).map { sheets(log($0)) }
        let read = try MarkdownReader.read(logs.flatMap { $0.map { $0.markdown() } })
        let harmless = read.prefix(logs[0].count)
        for (number, opener) in openers.enumerated() {
            let pages = read.dropFirst((number + 1) * harmless.count).prefix(harmless.count)
            for (page, expected) in zip(pages, harmless) {
                #expect(page.difference(from: expected) == nil, "\(opener)")
            }
            let question = VisibleText.escaping(opener)
                .trimmingCharacters(in: .whitespacesAndNewlines)
            #expect(
                pages.contains { $0.texts.contains(question) }, "the inquiry's words: \(opener)")
        }
    }

    @Test func `60 KB in one line stay whole`() {
        let text = String(repeating: "x", count: 60_000)
        for sheet in sheets(log(text)) where sheet.number != "ICS 201" {
            #expect(sheet.markdown().contains(text), "\(sheet.title)")
            #expect(sheet.html().contains(text), "\(sheet.title)")
        }
    }
}
