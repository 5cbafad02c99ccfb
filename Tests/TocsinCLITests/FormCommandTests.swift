import Forms
import Foundation
import Testing

/// Forms, situation reports and records requests as people type them.
@Suite struct FormCommandTests {
    private static let commands = [
        "form 201", "form 209", "form 213 --message M1", "form 214", "sitrep",
        "review records-request --from -1h --to +1h",
    ]

    /// One incident for all tests that only read it.
    static let desk = Original { try Desk.opened() }

    @Test(arguments: commands)
    func `each sheet comes as Markdown, HTML and JSON with documented keys`(
        _ command: String
    ) throws {
        let desk = try Self.desk.get()
        let plain = try desk.type(command)
        #expect(plain.status == 0, "\(plain.errors)")
        #expect(plain.output.contains("\n## "))
        let page = try desk.type(command + " --format html")
        #expect(page.output.hasPrefix("<!DOCTYPE html>"), "\(page.errors)")
        let json = try desk.type(command + " --json")
        #expect(json.status == 0, "\(json.errors)")
        var found: [String: Set<String>] = [:]
        JSONDocumentationTests.walk(
            try JSONSerialization.jsonObject(with: Data(json.output.utf8)), at: "", into: &found)
        let name =
            command.hasPrefix("form") ? "form" : command.replacing(" --from -1h --to +1h", with: "")
        let documented = try #require(JSONDocumentationTests.documented()[name], "\(name)")
        for (path, keys) in found {
            let known = (documented[path] ?? []).union(
                path.isEmpty ? JSONDocumentationTests.common : [])
            #expect(keys.subtracting(known).isEmpty, "\(command) \(path): \(keys)")
        }
        let file = "\(desk.folder)/\(UUID().uuidString).html"
        let written = try desk.type("\(command) --format html --output \(file)")
        #expect(written.output.contains("written to \(file)"))
        #expect(
            try String(contentsOfFile: file, encoding: .utf8).hasPrefix("<!DOCTYPE html>"))
    }

    @Test func `what is unknown is said with what there is`() throws {
        let desk = try Self.desk.get()
        for (command, words) in [
            ("form 209 --period P3", "tocsin period begin"),
            ("form 213 --message M99", "tocsin message list"),
            ("form 213 --message Q9", "tocsin inquiry list"),
            ("form 214 --person nobody", "Name one of these with --person: lee, kim"),
            ("form 201 --format pdf", "Use one of: md, html, json"),
            ("review records-request --from 22:00 --to 21:00", "--to is before --from"),
        ] {
            let result = try desk.type(command)
            #expect(result.status == 65, "\(command)")
            #expect(result.errors.contains(words), "\(command): \(result.errors)")
        }
    }

    @Test func `a records request marks what is withheld with the department's codes`() throws {
        let desk = try Desk.opened()
        #expect(try desk.type("fact record \"Marker-Fact\" --source Marker-Source").status == 0)
        #expect(try desk.type("note log \"Marker-Note\"").status == 0)
        let request = "review records-request --from -1h --to +1h"
        let plain = try desk.type(request)
        #expect(!plain.output.contains("Marker-"))
        #expect(plain.output.contains("fact-recorded"))
        #expect(plain.output.contains("entry \\[internal record\\]"))
        // Codes that the department adds later also apply to earlier incidents.
        let file = desk.home + "/department.yaml"
        let old = try String(contentsOfFile: file, encoding: .utf8)
        try Data((old + "policy: {exemptions: {internal: \"Code 552.111\"}}\n").utf8)
            .write(to: URL(fileURLWithPath: file))
        let coded = try desk.type(request)
        #expect(coded.output.contains("entry \\[Code 552.111\\]"), "\(coded.errors)")
        #expect(!coded.output.contains("[internal record"))
    }

    @Test func `a sheet shows the moment asked for, and a period what fell into it`() throws {
        let desk = try Desk.opened()
        #expect(
            try desk.type("period begin --from -1h --to +3h --objective \"One voice\"").status == 0)
        #expect(try desk.type("fact record \"The road is shut\" --source dispatch").status == 0)
        let now = try desk.type("sitrep")
        #expect(now.output.contains("The road is shut"))
        #expect(now.output.contains("Objective: One voice"))
        let before = try desk.type("sitrep --as-of -1h")
        #expect(before.status == 0, "\(before.errors)")
        #expect(!before.output.contains("The road is shut"))
        let log = try desk.type("form 214 --period P1")
        #expect(log.output.contains("F1 recorded: The road is shut"), "\(log.output)")
        #expect(log.output.contains("(P1)"))
    }

    @Test func `the situation report is one page, and the annex has the rest`() throws {
        let desk = try DallasTests.demo.get()
        var environment = desk.environment(as: "controller")
        environment["TOCSIN_INCIDENT"] = "dallas-2016"
        let sheet = try Program.run(["sitrep"], environment: environment).output
        let page = try #require(sheet.firstRange(of: "## Annex: ")).lowerBound
        #expect(sheet[..<page].split(whereSeparator: \.isWhitespace).count <= 600)
        // Every block is on the page, with its most urgent items.
        for title in ["Facts not verified", "Our public messages", "Open rumors", "Due"] {
            #expect(sheet[..<page].contains("## \(title)"), "\(title)")
            #expect(sheet[page...].contains("## Annex: \(title)"), "\(title)")
        }
        // Nothing is lost or said twice.
        let report = try Program.run(["sitrep", "--json"], environment: environment).output
        let answer = try #require(
            try JSONSerialization.jsonObject(with: Data(report.utf8)) as? [String: Any])
        let rumors = try #require(answer["openRumors"] as? [[String: Any]])
        for rumor in rumors {
            let id = try #require(rumor["rumor"] as? String)
            #expect(sheet.ranges(of: "| \(id) |").count == 1, "\(id)")
        }
        let rows = sheet[page...].matches(of: /\n\| R\d+ \|/).count
        #expect(sheet.contains("| \(rows) more in the annex |"))
    }

    @Test func `a short situation report has no annex`() throws {
        let desk = try Desk.opened()
        let sheet = try desk.type("sitrep").output
        #expect(!sheet.contains("Annex") && !sheet.contains("in the annex"))
    }

    @Test func `hostile text acts neither in a page nor on the terminal`() throws {
        let desk = try Desk.opened()
        let hostile = "<script>x</script> \u{1B}[31m \u{202E} end"
        #expect(try desk.run("fact", "record", hostile, "--source", "x").status == 0)
        for format in ["md", "html"] {
            let output = try desk.type("sitrep --format \(format)").output
            #expect(output.contains("end"))
            #expect(!output.contains("<script"))
            #expect(!output.contains("\u{1B}"))
            #expect(!output.contains("\u{202E}"))
        }
    }
}
