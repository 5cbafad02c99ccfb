import Forms
import Foundation
import Testing

@Suite struct MessageCheckTests {
    static let nowhere = ["HOME": "/nonexistent", "TOCSIN_HOME": "/nonexistent/home"]

    @Test func `a text that is in no incident is judged without a home`() throws {
        let result = try Program.run(
            ["message", "check", "--channel", "x", "--text", "Officers lied! The perp fled."],
            environment: Self.nowhere)
        #expect(result.status == 0, "\(result.errors)")
        #expect(
            result.output == """
                x: 29 of 280 weighted characters, fits
                reading grade 2.9 by Flesch–Kincaid, 5 words: too short to grade
                2 warnings:
                  The text:
                      Officers [1: lied]! The [2: perp] fled.
                  [1] blame: "lied" blames or insults. State what happened and what to do. Don't judge people.
                      Why: Blame costs trust and distracts from the guidance: CDC, CERC manual, 2018.
                  [2] jargon: "perp" is jargon. Write: suspect.
                      Why: Readers outside the service don't know the term: NIMS 2017, plain language;
                      plainlanguage.gov.

                """)
    }

    @Test func `in JSON each warning has its place in bytes`() throws {
        let result = try Program.run(
            ["message", "check", "--text-file", "-", "--language", "es", "--json"],
            environment: Self.nowhere, input: Data("¡Ojo! Un hombre hispano.\n".utf8))
        #expect(result.status == 0, "\(result.errors)")
        let answer = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let warnings = try #require(answer["warnings"] as? [[String: Any]])
        #expect(warnings.map { $0["guard"] as? String } == ["identity-term", "race-alone"])
        #expect(warnings.first?["from"] as? Int == 17)
        #expect(warnings.first?["to"] as? Int == 24)
        #expect((answer["reading"] as? [String: Any])?["formula"] as? String == "Fernández Huerta")
    }

    @Test func `for a language without a formula it says so`() throws {
        let result = try Program.run(
            ["message", "check", "--text", "Restez chez vous.", "--language", "fr"],
            environment: Self.nowhere)
        #expect(
            result.output == """
                reading grade: none, because Tocsin has no formula for "fr"
                No warnings.

                """)
    }

    @Test func `the home's department file and a playbook's settings hold for a text`() throws {
        let desk = try Desk.staffed()
        let path = desk.home + "/department.yaml"
        let file = try String(contentsOfFile: path, encoding: .utf8)
        try (file + "policy: {identity-terms: [race], blame-words: [slackers]}\n")
            .write(toFile: path, atomically: true, encoding: .utf8)
        let text =
            "A Hispanic male in a red cap, jeans and boots told slackers to write to desk@riverton.example."
        let answer = try desk.json("message", "check", "--text", text)
        let warnings = try #require(answer["warnings"] as? [[String: Any]])
        #expect(warnings.map { $0["guard"] as? String } == ["blame"])
        let playbook = try desk.write(
            """
            playbook: p
            version: "1"
            title: P
            hazard: p
            phases: [{id: a, title: A}]
            channels: [x]
            languages: [en]
            guards: {reading-grade: 3}

            """, to: "p.yaml")
        let graded = try desk.json(
            "message", "check", "--text", text, "--playbook", playbook)
        #expect(graded["readingLimit"] as? Double == 3)
    }

    @Test func `a message is marked up before it is submitted`() throws {
        let desk = try Desk.opened()
        try desk.run(
            "message", "draft", "update", "--text", "They lied. 12 dead. Next update at ten.",
            "--identifies", "nobody", "--rests-on", "nothing", "--reason", "live television",
            "--on", "x", "sms")
        let result = try desk.run("message", "check", "M2")
        #expect(result.status == 0)
        let lines = result.output.split(separator: "\n").map(String.init)
        #expect(
            Array(lines.prefix(5)) == [
                "M2 can't be released yet.", "  M2 isn't submitted.", "2 warnings:",
                "  x/en, sms/en:",
                "      They [2: lied]. [1: 12] dead. Next update at ten.",
            ])
        let json = try desk.json("message", "check", "M2")
        let warnings = try #require(json["warnings"] as? [[String: Any]])
        let places = try #require(warnings.first?["places"] as? [[String: Any]])
        #expect(places.map { $0["channel"] as? String } == ["x", "sms"])
        #expect(places.map { $0["from"] as? Int } == [11, 11])
        let texts = try #require(json["texts"] as? [[String: Any]])
        #expect(texts.count == 2)
    }

    @Test func `a finding names the languages that it concerns`() throws {
        let desk = try Desk.opened()
        try desk.run(
            "message", "draft", "alert", "--template", "active-attack", "--guidance", "Leave.")
        let json = try desk.json("message", "check", "M2")
        let warnings = try #require(json["warnings"] as? [[String: Any]])
        let untranslated = warnings.filter { $0["guard"] as? String == "untranslated" }
        #expect(untranslated.map { $0["languages"] as? [String] } == [["es"]])
        let unarmed = try desk.run(
            "message", "draft", "alert", "--text", "Leave.", "--identifies", "nobody", "--json")
        #expect(unarmed.status == 0, "\(unarmed.errors)")
        let other = try desk.json("message", "check", "M5")
        let refused = try #require(other["refused"] as? [[String: Any]])
        #expect(
            refused.first { $0["guard"] as? String == "alert-not-armed" }?["languages"] as? [String]
                == [])
    }

    @Test func `after a submit, many warnings stand in one line that says where to look`() throws {
        let desk = try Desk.opened()
        let result = try desk.run(
            "message", "draft", "update", "--text", "They lied!! 12 dead.", "--identifies",
            "nobody", "--rests-on", "nothing", "--reason", "live television", "--on", "x",
            "--submit")
        #expect(
            result.output.contains(
                "4 warnings on M2: next-update-unsaid, number-unverified, blame, shouting."
                    + " Details: tocsin message check M2\n"))
        #expect(!result.output.contains("\nwarning:"))
    }

    @Test(arguments: [
        (["message", "check"], "Name a message, or give a text"),
        (["message", "check", "M1", "--text", "x"], "Name a message, or give a text"),
        (["message", "check", "M1", "--channel", "x"], "need --text"),
        (["message", "check", "--text", "x", "--channel", "twiter"], "\"twiter\" isn't a channel"),
        (
            ["message", "check", "--text", "x", "--playbook", "nope"],
            "No playbook is called \"nope\""
        ),
    ])
    func `what can't be judged is refused with what to do`(
        _ arguments: [String], _ words: String
    ) throws {
        let result = try Program.run(arguments, environment: Self.nowhere)
        #expect(result.status == 64 || result.status == 65)
        #expect(result.errors.contains(words), "\(result.errors)")
    }

    @Test func `a directory is no picture to attach`() throws {
        let desk = try Desk.opened()
        let result = try desk.run("message", "attach", "M1", desk.folder)
        #expect(result.status == 74 && result.errors.contains("is a folder"), "\(result)")
    }

    @Test func `control characters reach no terminal`() throws {
        let result = try Program.run(
            ["message", "check", "--text", "They \u{1B}[31mlied\u{202E}!!"],
            environment: Self.nowhere)
        #expect(result.status == 0)
        #expect(result.output.contains("\\u{1B}[31m"))
        #expect(!result.output.unicodeScalars.contains("\u{1B}"))
        #expect(!result.output.unicodeScalars.contains("\u{202E}"))
    }

    @Test func `every guard and warning is listed once`() throws {
        let result = try Program.run(["guard", "list"], environment: Self.nowhere)
        for name in [
            "element-missing (warns)", "reading-grade (warns)", "rumor-repeated (warns)",
            "number-contradicted (warns)", "unapproved (stops; --override lifts it)",
            "identification (stops; no override)", "translation-stale (stops; no override)",
            "guidance-unsaid (stops; no override)", "control-character (stops; no override)",
            "element-unsaid (warns)",
        ] {
            #expect(result.output.components(separatedBy: name).count == 2, "\(name)")
        }
    }
}
