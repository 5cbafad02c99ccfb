import Forms
import Foundation
import Testing

/// Files for other programs, made from an incident with the program itself.
@Suite struct WireCommandTests {
    /// Markers that must never be in a public output.
    static let markers = ["RESTRICTED-MARK-7741", "INTERNAL-MARK-5512", "NOTE-MARK-9083"]

    static func desk(mode: String = "live") throws -> Desk {
        mode == "live" ? try live.get() : try opened(mode)
    }

    private static let live = Original { try opened("live") }

    private static func opened(_ mode: String) throws -> Desk {
        let desk = try Desk.staffed()
        let path = desk.home + "/department.yaml"
        let file = try String(contentsOfFile: path, encoding: .utf8)
        try (file + "web: riverton.example\nhotline: 555-0100\n")
            .write(toFile: path, atomically: true, encoding: .utf8)
        try #require(
            try desk.run(
                "open", "attack-on-officers", "--place", "Main and Lamar", "--id", "riverton",
                "--mode", mode
            ).status == 0)
        return desk
    }

    private static let shelter = [
        "--event", "SPW", "--event-name", "es=Aviso de refugio", "--same", "048113", "--expires",
        "+1h", "--urgency", "immediate", "--severity", "severe", "--certainty", "observed",
        "--response", "shelter",
    ]

    private func cap(_ desk: Desk, _ message: String, _ more: [String] = []) throws
        -> Program.Result
    {
        try Program.run(
            ["message", "cap", message] + Self.shelter + more,
            environment: desk.environment(as: "lee"))
    }

    /// Approves, releases and posts the message.
    private static func publish(_ desk: Desk, _ message: String, on carrier: String) throws {
        let lines = [
            ["message", "approve", message, "--as", "kim", "--release", "--yes"],
            ["message", "posted", message, "\(carrier)=https://riverton.example/\(message)"],
        ]
        for line in lines {
            let result = try Program.run(line, environment: desk.environment(as: "lee"))
            try #require(result.status == 0, "\(line): \(result.errors)")
        }
    }

    // MARK: CAP

    @Test func `a file is a draft until its texts are released in a live incident`() throws {
        let desk = try Self.desk()
        let draft = try cap(desk, "M1")
        #expect(draft.status == 0, "\(draft.errors)")
        #expect(draft.output.hasPrefix("<?xml"))
        #expect(draft.output.contains("<status>Draft</status>"))
        #expect(draft.output.contains("<language>es-US</language>"))
        #expect(draft.output.contains("<sender>riverton-pd@riverton.example</sender>"))
        #expect(draft.output.contains("<value>048113</value>"))
        #expect(draft.errors.contains("certified origination tool. Nothing was transmitted."))
        try desk.run("message", "submit", "M1")
        try Self.publish(desk, "M1", on: "x:RivertonPD")
        let released = try cap(desk, "M1")
        #expect(released.output.contains("<status>Actual</status>"), "\(released.errors)")
        #expect(!released.output.contains("{as-of}"))
    }

    @Test func `a drill's file is an exercise, released or not`() throws {
        let desk = try Self.desk(mode: "exercise")
        #expect(try cap(desk, "M1").output.contains("<status>Exercise</status>"))
        try desk.run("message", "submit", "M1")
        try Self.publish(desk, "M1", on: "x:RivertonPD")
        let released = try cap(desk, "M1")
        #expect(released.output.contains("<status>Exercise</status>"))
        #expect(released.output.contains("<note>EXERCISE</note>"))
        #expect(released.errors.contains("*** EXERCISE riverton"))
    }

    @Test func `what a file may not say is refused with the rule's name`() throws {
        let desk = try Self.desk()
        for (option, rule) in [
            (["--event", "XYZ"], "event-code"), (["--same", "48113"], "same-geocode"),
            (["--polygon", "32.78,-96.81 32.79,-96.81 32.79,-96.8 32.7,-96.7"], "polygon-open"),
            (["--sender", "a b"], "identifier-form"),
        ] {
            let result = try cap(desk, "M1", option)
            #expect(result.status == 77, "\(rule): \(result.output)")
            #expect(result.errors.contains(rule), "\(result.errors)")
            #expect(result.output.isEmpty)
        }
        let nameless = try desk.run(
            "message", "cap", "M1", "--event", "SPW", "--expires", "+1h", "--urgency", "immediate",
            "--severity", "severe", "--certainty", "observed")
        #expect(nameless.status == 65)
        #expect(nameless.errors.contains("--event-name \"es=WORDS\""))
    }

    @Test func `phones get both texts, and a time with its zone`() throws {
        let desk = try Self.desk()
        func draft(_ text: String) throws {
            let result = try desk.run(
                "message", "draft", "update", "--text", text, "--identifies", "nobody", "--on",
                "wea90", "wea360", "eas")
            #expect(result.status == 0, "\(result.errors)")
        }
        try draft("Riverton Police Department: stay inside until 11:15 PM CST.")
        let good = try cap(desk, "M2", ["--wea", "imminent-threat"])
        #expect(good.status == 0, "\(good.errors)")
        #expect(good.output.contains("<valueName>CMAMlongtext</valueName>"))
        try draft("Riverton Police Department: stay inside.")
        let zoneless = try cap(desk, "M3", ["--wea", "imminent-threat"])
        #expect(zoneless.status == 77)
        #expect(zoneless.errors.contains("wea-expiry-zone"))
        let neither = try cap(desk, "M1", ["--wea", "imminent-threat"])
        #expect(neither.errors.contains("no wea90 text in en"))
        #expect(try cap(desk, "M2").output.contains("<value>CMAS</value>"))
    }

    @Test func `an update and a cancel name the earlier file, and a cancel corrects nothing`()
        throws
    {
        let desk = try Self.desk()
        try desk.run("message", "submit", "M1")
        try Self.publish(desk, "M1", on: "x:RivertonPD")
        let first = desk.folder + "/first.xml"
        let made = try cap(desk, "M1", ["--output", first, "--identifier", "riverton-1"])
        #expect(made.status == 0 && made.output.isEmpty, "\(made.errors)")
        #expect(made.errors.contains("Wrote \(first)."))
        let again = try cap(desk, "M1", ["--output", first])
        #expect(again.status == 65)
        let update = try cap(desk, "M1", ["--updates", first])
        #expect(update.output.contains("<msgType>Update</msgType>"), "\(update.errors)")
        #expect(
            update.output.contains("<references>riverton-pd@riverton.example,riverton-1,"))
        let cancel = try cap(desk, "M1", ["--cancels", first])
        #expect(cancel.output.contains("<msgType>Cancel</msgType>"), "\(cancel.errors)")
        #expect(cancel.errors.contains("A cancel isn't a correction"))
        let selfish = try cap(
            desk, "M1", ["--updates", first, "--identifier", "riverton-1"])
        #expect(selfish.status == 77)
        #expect(selfish.errors.contains("self-reference"))
    }

    @Test func `an earlier file that is a draft, another's or named twice is refused`() throws {
        let desk = try Self.desk()
        let draft = desk.folder + "/draft.xml"
        try #require(try cap(desk, "M1", ["--output", draft]).status == 0)
        let early = try cap(desk, "M1", ["--updates", draft])
        #expect(early.status == 77 && early.errors.contains("\(draft) is a draft"), "\(early)")
        try desk.run("message", "submit", "M1")
        try Self.publish(desk, "M1", on: "x:RivertonPD")
        let first = desk.folder + "/first.xml"
        try #require(
            try cap(desk, "M1", ["--output", first, "--identifier", "riverton-1"]).status == 0)
        let foreign = try cap(desk, "M1", ["--cancels", first, "--sender", "a@county.example"])
        #expect(foreign.status == 77, "\(foreign)")
        #expect(foreign.errors.contains("\(first) is an alert by riverton-pd@riverton.example"))
        let twice = try cap(desk, "M1", ["--updates", first, first])
        #expect(twice.status == 77 && twice.errors.contains("is named twice"), "\(twice)")
    }

    @Test func `an end in the past, or another than the message's own, is refused`() throws {
        let desk = try Self.desk()
        let past = try cap(desk, "M1", ["--expires", "-1h"])
        #expect(past.status == 77, "\(past)")
        let drafted = try desk.run(
            "message", "draft", "update", "--text", "Stay inside.", "--identifies", "nobody",
            "--on", "web", "--expires", "+5h")
        #expect(drafted.status == 0, "\(drafted.errors)")
        let other = try cap(desk, "M2", ["--expires", "+1h"])
        #expect(other.status == 77, "\(other)")
        #expect(other.errors.contains("tocsin message revise M2 --expires +1h"))
    }

    @Test(arguments: ["0x1p3,-96.81 0.5", "1e1,-96.81 0.5", "32.78,-96.81 nan", "3.2.1,-96.81 1"])
    func `a point is written in plain decimals`(_ circle: String) throws {
        let desk = try Self.desk()
        let result = try cap(desk, "M1", ["--circle", circle])
        #expect(result.status == 65, "\(result)")
    }

    @Test(arguments: [
        ["--polygon", "-33.92,18.42 -33.93,18.42 -33.93,18.43 -33.92,18.42"],
        ["--circle", "-33.92,18.42 0.5"], ["--circle", "-0.5,-78.5 1", "--circle", "-0.6,-78.5 1"],
    ])
    func `southern and western coordinates are no options`(_ area: [String]) throws {
        let desk = try Self.desk()
        let result = try cap(desk, "M1", area)
        #expect(result.status == 0, "\(result.errors)")
        for place in area where !place.hasPrefix("--") { #expect(result.output.contains(place)) }
    }

    @Test func `two files made one after the other are two alerts`() throws {
        let desk = try Self.desk()
        func identifier() throws -> Substring? {
            try cap(desk, "M1").output.firstMatch(of: /<identifier>([^<]+)/)?.output.1
        }
        let first = try #require(try identifier())
        #expect(try identifier() != first)
    }

    @Test func `the text for stations follows from the file`() throws {
        let desk = try Self.desk()
        let result = try cap(desk, "M1", ["--eas-text"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("Riverton Police Department"))
        #expect(!result.output.contains("<"))
        let json = try desk.json(
            "message", "cap", "M1", "--event", "SPW", "--event-name", "es=Aviso", "--same",
            "048113", "--expires", "+1h", "--urgency", "immediate", "--severity", "severe",
            "--certainty", "observed")
        #expect(json["isTransmitted"] as? Bool == false)
        #expect(json["status"] as? String == "Draft")
    }

    private static let schema = ReadmeTests.packageRoot.resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "shared/conformance/cap/CAP-v1.2.xsd").path

    @Test(.enabled(if: FileManager.default.fileExists(atPath: schema)))
    func `the schema of OASIS takes the file`() throws {
        let desk = try Self.desk()
        let file = desk.folder + "/alert.xml"
        let polygon = "32.78,-96.81 32.79,-96.81 32.79,-96.8 32.78,-96.81"
        let made = try cap(
            desk, "M1", ["--output", file, "--polygon", polygon, "--circle", "32.78,-96.81 0.5"])
        try #require(made.status == 0, "\(made.errors)")
        let verdict = try Program.run(
            "xmllint", ["--noout", "--nonet", "--schema", Self.schema, file], environment: [:])
        #expect(verdict.status == 0, "\(verdict.errors)")
    }

    // MARK: A partner's alert

    @Test func `a partner's alert becomes an internal statement that names its status`() throws {
        let desk = try Self.desk(mode: "exercise")
        let file = desk.folder + "/partner.xml"
        try #require(
            try cap(desk, "M1", ["--output", file, "--sender", "county@oem.example"]).status == 0)
        let result = try desk.run("statement", "import", file)
        #expect(result.status == 0, "\(result.errors)")
        let list = try desk.json("statement", "list")
        let statement = try #require((list["statements"] as? [[String: Any]])?.first)
        #expect(statement["carrier"] as? String == "partners:county@oem.example")
        let text = try #require(statement["text"] as? String)
        #expect(text.hasPrefix("CAP Alert, status Exercise,"))
        #expect(text.contains("[es-US] Aviso de refugio"))
        let timeline = try desk.run("timeline", "--view", "public")
        #expect(!timeline.output.contains("Aviso de refugio"))
        let release = try desk.run("message", "release", "S1")
        #expect(release.status == 65)
    }

    private static let partner = """
        <?xml version="1.0" encoding="UTF-8"?>
        <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
          <identifier>EX-8</identifier><sender>oem@elm.example</sender>
          <sent>2026-01-02T03:04:05-05:00</sent><status>Actual</status><msgType>Cancel</msgType>
          <scope>Public</scope><note>Sent in error.</note>
          <references>oem@elm.example,EX-7,2026-01-02T03:00:00-05:00</references>
        </alert>
        """

    @Test func `the same file is one statement, said when the partner sent it`() throws {
        let desk = try Self.desk()
        let file = try desk.write(Self.partner, to: "cancel.xml")
        #expect(try desk.run("statement", "import", file).status == 0)
        let again = try desk.run("statement", "import", file)
        #expect(again.status == 0 && again.output.contains("No change"), "\(again)")
        let elsewhere = try desk.run("statement", "import", file, "--on", "tv:station-4")
        #expect(!elsewhere.output.contains("No change"))
        let told = try desk.run("statement", "import", file, "--on", "radio:a", "--occurred", "-5m")
        #expect(told.status == 0)
        let list = try #require(
            try desk.json("statement", "list")["statements"] as? [[String: Any]])
        let times = list.compactMap { ($0["said"] as? [String: Any])?["claimed"] as? String }
        #expect(times.count == 3)
        #expect(times.prefix(2) == ["2026-01-02T08:04:05Z", "2026-01-02T08:04:05Z"], "\(times)")
        #expect(times.last?.hasPrefix("2026-01-02") == false)
    }

    @Test func `a partner whose clock is ahead said nothing in the future`() throws {
        let desk = try Self.desk()
        let file = try desk.write(
            Self.partner.replacing("2026-01-02", with: "2999-01-02"), to: "a.xml")
        #expect(try desk.run("statement", "import", file).status == 0)
        let list = try desk.json("statement", "list")["statements"] as? [[String: Any]]
        let claimed = (list?.first?["said"] as? [String: Any])?["claimed"] as? String
        #expect(claimed?.hasPrefix("2999") == false, "\(String(describing: claimed))")
    }

    @Test func `a file with a document type or of another kind is refused`() throws {
        let desk = try Self.desk()
        let bomb = try desk.write(
            "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"/etc/passwd\">]><a>&x;</a>",
            to: "bomb.xml")
        let other = try desk.write("<alert/>", to: "other.xml")
        for file in [bomb, other] {
            let result = try desk.run("statement", "import", file)
            #expect(result.status == 65, "\(result.output)")
            #expect(result.errors.contains("Could not read the CAP file"))
        }
        #expect((try desk.json("statement", "list")["statements"] as? [Any])?.isEmpty == true)
    }

    // MARK: Feeds, register, sheets

    /// An incident with a corrected rumor, a corrected error of ours, and markers.
    private func told() throws -> Desk { try Self.telling.get() }

    private static let telling = Original {
        let desk = try Self.desk()
        try desk.run("message", "submit", "M1")
        try publish(desk, "M1", on: "web:riverton.example")
        try desk.run("note", "log", markers[1])
        try desk.run("fact", "record", markers[1], "--source", markers[1])
        try desk.run(
            "rumor", "report", "All suspects are in custody", "--on", "tv:station-4", "--finding",
            "false", "--because", "One person is still sought", "--source", markers[1],
            "--submit")
        try publish(desk, "M2", on: "web:riverton.example")
        try desk.run("rumor", "report", markers[0], "--on", "tv:station-4")
        try desk.run(
            "rumor", "assess", "R2", "--finding", "false", "--because", markers[1])
        try desk.run("note", "log", markers[2])
        let notes = try #require(try desk.json("note", "list")["notes"] as? [[String: Any]])
        let moment = try #require(notes.last?["moment"] as? [String: Any])
        let position = try #require(moment["position"] as? Int)
        try desk.run("note", "visibility", "\(position)", "restricted", "--reason", "a tip")
        return desk
    }

    @Test(arguments: ["atom", "rss", "json-feed"])
    func `a feed holds the public entries and nothing else`(_ format: String) throws {
        let desk = try told()
        let result = try desk.run("feed", "--format", format)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("tag:riverton.example,"))
        #expect(result.output.contains("still sought"))
        for marker in Self.markers {
            #expect(!result.output.contains(marker) && !result.errors.contains(marker))
        }
        #expect(!result.output.contains("lee") && !result.output.contains("kim"))
    }

    @Test func `a correction of our own error is an entry that raises the one it corrects`() throws
    {
        let desk = try Self.desk()
        try desk.run(
            "fact", "record", "One officer is hurt", "--source", "dispatch", "--clear", "--verified"
        )
        try desk.run(
            "message", "draft", "update", "--text", "One officer is hurt. Update at ten.",
            "--cite", "F1", "--identifies", "nobody", "--on", "web", "--submit")
        try Self.publish(desk, "M2", on: "web:riverton.example")
        try desk.run(
            "fact", "refute", "F1", "--reason", "two", "--right", "Two officers are hurt",
            "--source", "hospital", "--submit")
        try Self.publish(desk, "M3", on: "web:riverton.example")
        let feed = try desk.run("feed", "--format", "json-feed")
        #expect(feed.status == 0, "\(feed.errors)")
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(feed.output.utf8)) as? [String: Any])
        let items = try #require(object["items"] as? [[String: Any]])
        let tagged = items.compactMap { $0["tags"] as? [String] }.flatMap(\.self)
        #expect(tagged.sorted() == ["corrected", "correction"])
    }

    @Test func `a drill's feed says so, and no search engine gets its rumors`() throws {
        let desk = try Self.desk(mode: "exercise")
        let feed = try desk.run("feed")
        #expect(feed.output.contains("EXERCISE: "), "\(feed.errors)")
        let review = try desk.run("rumor", "claimreview")
        #expect(review.status == 77)
        #expect(review.errors.contains("EXERCISE"))
    }

    @Test func `the register shows what the public was told, and names what it leaves out`() throws
    {
        let desk = try told()
        let result = try desk.run("rumor", "claimreview", "--page", "https://riverton.example/r")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("All suspects are in custody"))
        #expect(result.output.contains("\"alternateName\""))
        #expect(result.errors.contains("R2 is left out: none of our corrections of it is public"))
        for marker in Self.markers { #expect(!result.output.contains(marker)) }
        let answer = try desk.json("rumor", "claimreview", "R1")
        #expect(answer["rumors"] as? [String] == ["R1"])
    }

    @Test(arguments: [
        ("One officer is hurt. Update at ten.", true), ("Somebody is hurt. Update at ten.", false),
    ])
    func `our own error is shown in the words that went out, never in those of the log`(
        _ text: String, _ isShown: Bool
    ) throws {
        let desk = try Self.desk()
        try desk.run(
            "fact", "record", "One officer is hurt", "--source", "dispatch", "--clear", "--verified"
        )
        try desk.run(
            "message", "draft", "update", "--text", text, "--cite", "F1", "--identifies", "nobody",
            "--on", "web", "--submit")
        try Self.publish(desk, "M2", on: "web:riverton.example")
        try desk.run(
            "fact", "refute", "F1", "--reason", "two", "--right", "Two officers are hurt",
            "--source", "hospital", "--submit")
        try Self.publish(desk, "M3", on: "web:riverton.example")
        let answer = try desk.json("rumor", "claimreview")
        #expect(answer["rumors"] as? [String] == (isShown ? ["R1"] : []))
        let leftOut = try #require(answer["leftOut"] as? [[String: Any]])
        let reason = leftOut.first?["reason"] as? String
        #expect(reason?.contains("the claim is only in the log") == (isShown ? nil : true))
    }

    /// The correction is public, so only the person it identifies keeps the claim back.
    @Test(arguments: [
        ("driver", "missing-person", true), ("mayor", "official", false),
    ])
    func `a claim whose published correction identifies a person is left out`(
        _ whom: String, _ purpose: String, _ isLeftOut: Bool
    ) throws {
        let desk = try Self.desk()
        try desk.run(
            "rumor", "report", "The \(whom) fired the shots", "--on", "tv:station-4", "--finding",
            "false", "--because", "Seen elsewhere by two witnesses", "--source", "detectives")
        let drafted = try desk.run(
            "message", "draft", "correction", "--corrects", "R1", "--text",
            "The \(whom) fired no shot and is being looked for.", "--identifies", whom,
            "--purpose", purpose, "--detail", "description", "--case", "16-1", "--investigator",
            "detectives", "--confirmed-by", "kim", "--criteria-met", "--on", "web", "--submit")
        #expect(drafted.status == 0, "\(drafted.errors)")
        let approved = try desk.type("message approve M2 --release --yes", as: "kim")
        #expect(approved.status == 0, "\(approved.errors)")
        let posted = try desk.type("message posted M2 web=https://riverton.example/2")
        #expect(posted.status == 0, "\(posted.errors)")
        let result = try desk.run("rumor", "claimreview", "--page", "https://riverton.example/r")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("fired the shots") == !isLeftOut)
        #expect(result.output.contains(whom) == !isLeftOut)
        #expect(
            result.errors.contains("R1 is left out: its correction identifies a person")
                == isLeftOut, "\(result.errors)")
    }

    @Test(arguments: ["A Hispanic man fired the shots", "Call the shooter at 214-555-0199"])
    func `a claim that describes or reaches a person is left out though it was corrected`(
        _ claim: String
    ) throws {
        let desk = try Self.desk()
        try desk.run(
            "rumor", "report", claim, "--on", "tv:station-4", "--finding", "false", "--because",
            "Seen elsewhere", "--source", "detectives")
        try desk.run(
            "message", "draft", "correction", "--corrects", "R1", "--text",
            "That claim is false.", "--identifies", "nobody", "--on", "web", "--submit")
        #expect(try desk.type("message approve M2 --release --yes", as: "kim").status == 0)
        _ = try desk.type("message posted M2 web=https://riverton.example/2")
        let result = try desk.run("rumor", "claimreview", "--page", "https://riverton.example/r")
        #expect(result.status == 0 && !result.output.contains(claim), "\(result)")
        #expect(result.errors.contains("R1 is left out: "))
        #expect(!result.errors.contains("none of our corrections"))
    }

    @Test func `no accusation of a person is repeated in the register`() throws {
        let desk = try Self.desk()
        try desk.run(
            "rumor", "report", "The man in the picture is the shooter", "--on", "tv:station-4",
            "--finding", "false", "--because", "He turned himself in and was cleared", "--source",
            "detectives")
        try desk.run(
            "message", "draft", "correction", "--corrects", "R1", "--text",
            "The man in the picture is not a suspect.", "--identifies", "man-in-picture",
            "--purpose", "official", "--on", "web")
        try desk.run(
            "message", "revise", "M2", "--identifies", "man-in-picture", "--purpose", "injured")
        let result = try desk.run("rumor", "claimreview")
        #expect(result.status == 0, "\(result.errors)")
        #expect(!result.output.contains("shooter"))
        #expect(result.errors.contains("R1 is left out"))
    }

    @Test(arguments: ["release", "podium"])
    func `a sheet says that it is a draft until it is released`(_ kind: String) throws {
        let desk = try told()
        try desk.run(
            "message", "draft", "update", "--text", "A <b>new</b> text & more. Update at ten.",
            "--identifies", "nobody")
        let draft = try desk.run("message", "page", "M3", "--kind", kind, "--format", "html")
        #expect(draft.status == 0, "\(draft.errors)")
        #expect(draft.output.contains("DRAFT, NOT RELEASED"))
        #expect(
            draft.output.contains("A &lt;b>new&lt;/b> text &amp; more")
                || draft.output.contains("A &lt;b&gt;new&lt;/b&gt; text &amp; more"))
        let released = try desk.run("message", "page", "M1", "--kind", kind)
        #expect(released.status == 0, "\(released.errors)")
        #expect(!released.output.contains("DRAFT"))
        #expect(released.output.contains("# Attack on officers"))
        for marker in Self.markers { #expect(!released.output.contains(marker)) }
    }

    /// WCAG 2.2: language of the page (3.1.1), title (2.4.2), one first-level heading and a main
    /// region (1.3.1, 2.4.1). Contrast is measured in the tests of the style.
    @Test func `a sheet in HTML has its language, title, heading and regions`() throws {
        let desk = try told()
        for language in ["en", "es"] {
            let result = try desk.run(
                "message", "page", "M1", "--format", "html", "--language", language)
            #expect(result.status == 0, "\(result.errors)")
            #expect(
                result.output.contains(
                    "<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"\(language)\">"))
            #expect(result.output.contains("<title>"))
            #expect(result.output.components(separatedBy: "<h1").count == 2)
            #expect(result.output.contains("<main"))
        }
        let other = try desk.run("message", "page", "M1", "--language", "fr")
        #expect(other.status == 65)
    }
}
