import Channels
import IncidentEvents
import Playbooks
import Testing

@Suite struct StandardTemplateTests {
    private func neutral() throws -> Playbook { try ShippedFiles.neutral().playbook }

    private func playbook(
        channels: String = "[x, sms]", languages: String = "[en]", templates: String = "{}",
        more: String = ""
    ) throws -> Playbook {
        let yaml = """
            playbook: storm
            version: "1"
            title: Storm
            hazard: storm
            phases: [{id: initial, title: Initial, cadence: 1h}]
            channels: \(channels)
            languages: \(languages)
            templates: \(templates)
            \(more)
            """
        return try Playbook.load(yaml: Array(yaml.utf8), file: "storm.yaml").0
    }

    @Test func `a playbook without templates gets all six, with a text for each of its channels`()
        throws
    {
        let whole = try playbook().completed(by: neutral())
        #expect(
            Set(whole.templates.map(\.id)) == [
                "holding", "update", "correction", "rumor-correction", "retraction", "all-clear",
            ])
        for standard in StandardTemplate.allCases {
            let template = try #require(whole.template(standard))
            #expect(template.kind == standard.kind)
            for channel in whole.channels {
                #expect(template.segments(for: channel, in: "en") != nil)
            }
        }
        #expect(whole.template("holding")?.isDraftedAtOpen == true)
    }

    @Test func `the neutral texts are in English and Spanish for every channel`() throws {
        for standard in StandardTemplate.allCases {
            let template = try #require(try neutral().template(standard))
            for language in ["en", "es"] {
                for channel in ChannelCatalogue.all {
                    #expect(
                        template.segments(for: channel.id, in: language) != nil,
                        "\(template.id) on \(channel.id) in \(language)")
                }
            }
        }
    }

    @Test func `its own template stays, and no other of its kind takes a missing one's place`()
        throws
    {
        let own = try playbook(
            templates: """

                  holding: {kind: holding, title: Ours, text: {en: {default: "At {place}."}}}
                  road-update: {kind: update, title: Roads, text: {en: {default: "Roads: {place}."}}}
                """)
        #expect(own.template(.update) == nil)
        let whole = try own.completed(by: neutral())
        #expect(whole.template(.holding)?.title == "Ours")
        #expect(whole.template(.update)?.title == (try neutral().template(.update)?.title))
        #expect(whole.templates.filter { $0.id == "holding" }.count == 1)
    }

    @Test func `a correction of our own may have the name that it had before`() throws {
        let own = try playbook(
            templates: """
                {fact-correction: {kind: correction, title: Ours, text: {en: {default: "{truth}"}}}}
                """)
        let whole = try own.completed(by: neutral())
        #expect(whole.template(.correction)?.title == "Ours")
        #expect(whole.template("correction") == nil)
    }

    @Test(arguments: [
        ("[en]", ["en"]), ("[en, es]", ["en", "es"]), ("[es]", ["es"]), ("[en-US]", ["en-US"]),
        ("[en, zh-Hans]", ["en"]),
    ])
    func `the neutral texts speak the playbook's languages and no others`(
        languages: String, spoken: [String]
    ) throws {
        let whole = try playbook(languages: languages).completed(by: neutral())
        #expect(Set(try #require(whole.template(.update)).texts.map(\.language)) == Set(spoken))
    }

    @Test func `a playbook that drafts a text of its own at opening gets no second draft`() throws {
        let own = try playbook(
            templates: """
                {first: {kind: holding, title: F, draft-at-open: true, text: {en: {default: "At {place}."}}}}
                """)
        let whole = try own.completed(by: neutral())
        #expect(whole.templates.filter(\.isDraftedAtOpen).map(\.id) == ["first"])
        #expect(whole.template(.holding) != nil)
    }

    @Test func `a step, a standing approval and an alert may name a neutral template`() throws {
        let own = try playbook(
            templates: """

                  warning:
                    kind: alert
                    title: Warning
                    channels: [x, wea90]
                    armed: {all-clear: all-clear, false-alert: retraction}
                    text: {en: {default: "Danger at {place}."}}
                """,
            more: """
                steps:
                  - {id: s, title: S, role: pio, on: {event: delivery-recorded, template: update}}
                standing-approvals:
                  - {template: holding, approver: kim, role: pio, expires: 2027-06-30}
                """)
        // What ends the alert reaches the phones that it went to.
        let ending = try #require(try own.completed(by: neutral()).template(.allClear))
        #expect(ending.channels == [.x, .sms, .wea90])
    }
}

@Suite struct PlaybookCheckTests {
    /// The diagnostics of a playbook with one alert and what is armed with it.
    private func found(
        languages: String = "[en]", alert: String = "channels: [x, sms, wea90]",
        alertText: String = "{en: {default: \"Danger at {place}.\"}}",
        ending: String = "channels: [x, sms, wea90]",
        endingText: String = "{en: {default: \"Over at {place}.\"}}", more: String = ""
    ) -> [String] {
        let yaml = """
            playbook: storm
            version: "1"
            title: Storm
            hazard: storm
            phases: [{id: initial, title: Initial}]
            channels: [x, sms]
            languages: \(languages)
            templates:
              warning:
                kind: alert
                title: Warning
                \(alert)
                armed: {all-clear: over, false-alert: retraction}
                text: \(alertText)
              over:
                kind: all-clear
                title: Over
                \(ending)
                text: \(endingText)
            \(more)
            """
        do throws(LoadFailure) {
            return try Playbook.check(yaml: Array(yaml.utf8), file: "storm.yaml").warnings
                .map(\.description)
        } catch {
            return error.diagnostics.map(\.description)
        }
    }

    @Test func `a sound alert and its endings pass`() {
        #expect(found() == [])
    }

    @Test func `an armed text must go wherever its alert goes`() {
        #expect(
            found(ending: "channels: [x]") == [
                "storm.yaml:15:3: error: the alert \"warning\" goes to sms, wea90, and \"over\", which "
                    + "is armed with it, does not: add the channels to \"over\""
            ])
    }

    @Test func `an armed text must be in each language of its alert`() {
        let text = "{en: {default: \"Danger.\"}, es: {default: \"Peligro.\"}}"
        #expect(
            found(alertText: text) == [
                "storm.yaml:15:3: error: the alert \"warning\" has a text in \"es\", and \"over\", which "
                    + "is armed with it, has none: add one"
            ])
    }

    @Test func `an armed text must fit the channels of its alert`() {
        let long = "{en: {default: \"The danger that we told you of at {place} is over now.\"}}"
        let errors = found(endingText: long)
        #expect(errors.count == 1)
        #expect(
            errors.first?.contains(
                "error: the armed text \"over\" in \"en\" doesn't fit wea90: 106 GSM-7 characters, 16 over"
            )
                == true,
            "\(errors)")
    }

    @Test func `an armed text must be in the characters of its channels`() {
        let errors = found(endingText: "{en: {default: \"Ya pasó.\"}}")
        #expect(
            errors.contains { $0.contains("doesn't fit wea90") && $0.contains("ó") }, "\(errors)")
    }

    @Test func `what can't be taken back needs a retraction that goes there, whatever its kind`() {
        let update = """
              notice:
                kind: update
                title: Notice
                channels: [x, sms, wea90]
                text: {en: {default: "The river is high at {place}."}}
            """
        // The neutral retraction goes wherever a text of the playbook goes.
        #expect(found(more: update) == [])
        let retraction = """

              retraction:
                kind: retraction
                title: Retraction
                channels: [x, sms]
                text: {en: {default: "That was wrong."}}
            """
        let errors = found(more: update + retraction)
        #expect(
            errors.contains {
                $0.contains(
                    "the template \"notice\" goes to wea90, and \"retraction\", which takes back what "
                        + "can't be deleted, does not: add the channels to \"retraction\"")
            }, "\(errors)")
    }

    @Test func `a value that only the armed text knows must come from its alert`() {
        let fields = "fields: {zone: {hint: the zone}}"
        let text = "{en: {default: \"Over in zone {zone}.\"}}"
        #expect(
            found(ending: "channels: [x, sms, wea90]\n    \(fields)", endingText: text).contains {
                $0.contains("the armed text \"over\" needs {zone}")
            })
        #expect(
            !found(
                alert: "channels: [x, sms, wea90]\n    \(fields)",
                alertText: "{en: {default: \"Danger in zone {zone}.\"}}",
                ending: "channels: [x, sms, wea90]\n    \(fields)", endingText: text
            ).contains { $0.contains("needs {zone}") })
    }

    @Test func `another text that may not fit its channel is a warning`() {
        let long = String(repeating: "stay away from it all ", count: 80)
        let warnings = found(
            more: """
                  note:
                    kind: update
                    title: N
                    channels: [facebook, wea360]
                    text: {en: {default: "\(long)"}}
                """)
        #expect(warnings.count == 1)
        #expect(
            warnings.first?.contains("warning: the text of \"note\" in \"en\" may not fit wea360")
                == true)
    }

    @Test func `a standard template of another kind, and one in no known language, are named`() {
        let wrong = found(
            more: """
                  update: {kind: holding, title: U, text: {en: {default: "At {place}."}}}
                """)
        #expect(
            wrong == [
                "storm.yaml:20:3: error: the template \"update\" must be of kind \"update\", not \"holding\""
            ])
        let french = found(
            languages: "[fr]", alertText: "{fr: {default: \"Danger.\"}}",
            endingText: "{fr: {default: \"Fini.\"}}")
        #expect(
            french.contains {
                $0.contains(
                    "the playbook has no template \"update\", and the neutral one is in en and es")
            }, "\(french)")
        let chinese = found(
            languages: "[en, zh-Hans]",
            alertText: "{en: {default: Danger.}, zh-Hans: {default: W}}",
            endingText: "{en: {default: Over.}, zh-Hans: {default: J}}")
        #expect(
            chinese.contains {
                $0.contains("warning: the neutral template \"holding\" has no text in zh-Hans")
            }, "\(chinese)")
    }

    @Test(arguments: ShippedFiles.playbooks)
    func `what ships passes the check without a warning`(file: ShippedFiles.File) throws {
        #expect(try Playbook.check(yaml: file.yaml, file: file.name).warnings == [])
    }

    @Test func `a new playbook is complete, commented, small and sound`() throws {
        let text = ShippedFiles.newPlaybook(id: "ice-storm", title: "Ice: \"black\" & white")
        let (playbook, warnings) = try Playbook.check(yaml: Array(text.utf8), file: "new.yaml")
        #expect(warnings.isEmpty)
        #expect(playbook.id == "ice-storm" && playbook.title == "Ice: \"black\" & white")
        for standard in StandardTemplate.allCases {
            #expect(playbook.template(standard) != nil, "\(standard.id)")
        }
        let lines = text.split(separator: "\n")
        #expect(lines.count < 150)
        #expect(lines.count { $0.contains("#") } > 20)
    }

    @Test func `the alert that a new playbook has as a comment can be used`() throws {
        let text = ShippedFiles.newPlaybook(id: "ice", title: "Ice")
        let used = text.replacing(
            /(?m)^  # (warning:|  kind: alert|  title: Warning|  armed:.*|  text:|    en:|      default:|        - "Warning.*)$/
        ) {
            "  \($0.output.1)"
        }
        #expect(used != text)
        let (playbook, _) = try Playbook.check(yaml: Array(used.utf8), file: "new.yaml")
        #expect(playbook.template("warning")?.armed != nil)
    }
}
