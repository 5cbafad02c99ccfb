import HandwrittenLog
import TextChecks
import Channels
import Incident
import IncidentEvents
import Playbooks
import Testing

@Suite struct WarningTests {
    /// The remarks about a message in its current state, by guard, with the marked passages.
    private func warnings(
        _ scenario: Scenario, _ id: MessageID
    ) throws -> [(guard: Guard, marks: [String], finding: GuardFinding)] {
        let decision = Decision(state: scenario.state, context: scenario.context("pio-1"))
        let judgement = try decision.judgement(of: id)
        return judgement.findings.filter { !$0.guard.isBlocking }.map { finding in
            let marks = finding.places.compactMap { place -> String? in
                guard let text = judgement.variants.first(where: { $0.key == place.key })?.text
                else { return nil }
                let bytes = Array(text.utf8)[place.span.lowerBound..<place.span.upperBound]
                return String(decoding: bytes, as: UTF8.self)
            }
            return (finding.guard, Array(Set(marks)).sorted(), finding)
        }
    }

    private func marks(_ judging: Guard, _ scenario: Scenario, _ id: MessageID) throws
        -> [String]
    {
        try warnings(scenario, id).filter { $0.guard == judging }.flatMap(\.marks)
    }

    // MARK: Wording

    @Test func `the same remark on several channels is one warning with every place`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", .draft("They lied. Next update at ten."))
        let found = try warnings(scenario, "M2")
        #expect(found.map(\.guard) == [.wording(.blame)])
        #expect(found.first?.finding.channels == [.x, .sms, .web])
        #expect(
            found.first?.finding.places.map(\.span) == [5..<9, 5..<9, 5..<9])
    }

    @Test func `a text that only call-takers get may use the words of the service`() throws {
        let playbook = Playbook.test.with { $0.channels = [.callTakers, .x] }
        var scenario = try Scenario(opened: .live, playbook: playbook)
        try scenario.given("pio-1", .draft("The perp is 10-7. Update at ten."))
        let found = try warnings(scenario, "M2")
        #expect(found.map(\.finding.channels) == [[.x], [.x]])
    }

    @Test func `the department's numbers and the incident's place may stand`() throws {
        let department = Department.test.with {
            $0.policy = .init(publicContacts: ["1400 Main Street"])
        }
        var scenario = try Scenario(opened: .live, department: department)
        let text = "Call 555-0100 or come to 1400 Main Street, not 9 Elm Street. Update at ten."
        try scenario.given("pio-1", .draft(text))
        #expect(
            try marks(.wording(.personalData), scenario, "M2") == ["9 Elm Street"])
    }

    @Test func `a declared plate is judged by its own guard`() throws {
        var scenario = try Scenario(opened: .live)
        var person = Identification()
        person.whom = "driver"
        person.purpose = .blueAlert
        person.details = [.plate]
        let text = "Look for plate ABC-1234. Update at ten."
        try scenario.given("pio-1", .draft(text), .draft(text, identifies: .persons([person])))
        #expect(try marks(.wording(.personalData), scenario, "M2") == ["ABC-1234"])
        #expect(try marks(.wording(.personalData), scenario, "M3") == [])
    }

    @Test func `a declared plate excuses no other personal data`() throws {
        var scenario = try Scenario(opened: .live)
        var person = Identification()
        (person.whom, person.purpose) = ("driver", .blueAlert)
        person.details = [.plate]
        let text = "Look for plate ABC-1234. His number is 214-555-0199. Update at ten."
        try scenario.given("pio-1", .draft(text, identifies: .persons([person])))
        #expect(try marks(.wording(.personalData), scenario, "M2") == ["214-555-0199"])
    }

    @Test func `playbook and department both widen what a description may say`() throws {
        let text = "We seek a Hispanic male and a Muslim man. Update at ten."
        func marks(_ playbook: Playbook, _ department: Department) throws -> [String] {
            var scenario = try Scenario(
                opened: .live, playbook: playbook, department: department)
            try scenario.given("pio-1", .draft(text))
            return try self.marks(.wording(.identityTerm), scenario, "M2")
        }
        let playbook = Playbook.test.with { $0.guards.identityTerms = [.race] }
        let department = Department.test.with { $0.policy = .init(identityTerms: [.religion]) }
        #expect(try marks(.test, .test) == ["Hispanic", "Muslim"])
        #expect(try marks(playbook, .test) == ["Muslim"])
        #expect(try marks(playbook, department) == [])
    }

    // MARK: The author's own elements

    private func unsaid(_ playbook: Playbook) throws -> Scenario {
        var scenario = try Scenario(opened: .live, playbook: playbook)
        var elements = MessageElements()
        elements.guidance = "Leave now"
        elements.time = "until noon"
        try scenario.given(
            "pio-1", .draft(template: "update", .update),
            .message(.revise("M2", .init(elements: elements))))
        return scenario
    }

    private func findings(_ scenario: Scenario, _ judging: Guard) throws -> [GuardFinding] {
        let decision = Decision(state: scenario.state, context: scenario.context("pio-1"))
        return try decision.judgement(of: "M2").findings.filter { $0.guard == judging }
    }

    /// The text for X states the playbook's own guidance; the others have a placeholder for the
    /// author's.
    private static let ownGuidance: Playbook = {
        var playbook = ComposingTests.playbook(
            elements: ["guidance": "Stay in.", "time": "now"],
            ["en": [.init("{guidance} It holds {time}. Update at ten.")]])
        for index in playbook.templates.indices where playbook.templates[index].id == "update" {
            playbook.templates[index].texts.append(
                .init(
                    language: "en", channel: .x, segments: [.init("Stay in. Update at ten.")]))
        }
        return playbook
    }()

    @Test func `a text that contradicts the author's guidance is held back, and only it`() throws {
        var scenario = try unsaid(Self.ownGuidance)
        let found = try findings(scenario, .guidanceUnsaid)
        #expect(found.map(\.channels) == [[.x]])
        #expect(
            found.first?.finding.contains(
                "The English text of M2 for x gives the playbook's guidance") == true)
        #expect(found.first?.remedy.suggestions == [.editText("M2", .x)])
        #expect(try findings(scenario, .elementUnsaid).map(\.channels) == [[.x]])
        #expect(
            try ComposingTests.variant("M2", .web, in: scenario).text
                == "Leave now. It holds until noon. Update at ten.")
        try scenario.given("pio-1", .edit("M2", .x, "Leave now. Update at ten."))
        #expect(try findings(scenario, .guidanceUnsaid).isEmpty)
        #expect(try findings(scenario, .elementUnsaid).isEmpty)
    }

    @Test func `guidance that is the playbook's own is said by every text`() throws {
        var scenario = try unsaid(Self.ownGuidance)
        var elements = MessageElements()
        elements.guidance = "stay in"
        try scenario.given("pio-1", .message(.revise("M2", .init(elements: elements))))
        #expect(try findings(scenario, .guidanceUnsaid).isEmpty)
    }

    @Test func `what is armed with an alert keeps its own guidance`() throws {
        var playbook = Playbook.test
        for index in playbook.templates.indices where playbook.templates[index].id == "alert-over" {
            playbook.templates[index].elements = ["guidance": "Move about again."]
        }
        var scenario = try Scenario(opened: .live, playbook: playbook)
        var elements = MessageElements()
        elements.guidance = "Leave now."
        try scenario.given(
            "pio-1",
            .message(
                .draft(
                    .init(
                        kind: .alert, template: "alert",
                        content: .init(elements: elements, fields: ["action": "Run"])))))
        let decision = Decision(state: scenario.state, context: scenario.context("pio-1"))
        let findings = try decision.judgement(of: "M3").findings
        #expect(!findings.contains { $0.guard == .guidanceUnsaid })
    }

    @Test(arguments: [
        ("Stay\u{7} away.", "U+0007", 4..<5), ("Stay\raway.", "U+000D", 4..<5),
        ("Stay \u{202E}away.", "U+202E", 5..<8), ("Stay away.\r\n\tNow.", nil, 0..<0),
    ])
    func `a text with a control character is held back, and the place is named`(
        _ text: String, _ name: String?, _ span: Range<Int>
    ) throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", .draft("Stay away."), .edit("M2", .x, text))
        let found = try findings(scenario, .controlCharacter)
        #expect(found.map(\.channels) == (name == nil ? [] : [[.x]]))
        #expect(found.flatMap(\.places).map(\.span) == (name == nil ? [] : [span]))
        if let name { #expect(found.first?.finding.contains(name) == true) }
    }

    // MARK: Next update

    @Test func `what says nowhere when the next update comes is remarked`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", .draft("Stay away."), .draft("Sorry.", kind: .retraction))
        #expect(try warnings(scenario, "M1").map(\.guard) == [])
        #expect(try warnings(scenario, "M2").map(\.guard) == [.nextUpdateUnsaid])
        #expect(try warnings(scenario, "M3").map(\.guard) == [])
    }

    @Test func `a promise whose time has passed is remarked before it goes out`() throws {
        var scenario = try Scenario(opened: .live)
        let promised = scenario.now.advanced(by: .seconds(600))
        try scenario.given("pio-1", .draft("Stay away. Next update soon."))
        var elements = MessageElements()
        elements.nextUpdateBy = promised.timestamp
        try scenario.given("pio-1", .message(.revise("M2", .init(elements: elements))))
        #expect(try warnings(scenario, "M2").map(\.guard) == [])
        scenario.now = promised
        let found = try warnings(scenario, "M2")
        #expect(found.map(\.guard) == [.expired])
        #expect(found.first?.finding.finding.contains("22:26") == true)
    }

    @Test func `a text whose end has passed is stopped before it goes out`() throws {
        var scenario = try Scenario(opened: .live)
        let end = scenario.now.advanced(by: .seconds(600))
        var elements = MessageElements()
        elements.expires = end.timestamp
        try scenario.given(
            "pio-1", .draft("Stay away. Next update soon."),
            .message(.revise("M2", .init(elements: elements))))
        #expect(try warnings(scenario, "M2").map(\.guard) == [])
        scenario.now = end
        let found = try findings(scenario, .knownWrong)
        #expect(found.count == 1)
        #expect(found.first?.remedy.suggestions == [.reviseMessage("M2", .expires)])
    }

    // MARK: Phones

    @Test(arguments: [
        ("Stay away. Update soon.", ["a time with its zone or who sent it"]),
        ("Riverton Police: stay away. Update soon.", ["a time with its zone"]),
        ("Stay away. Update 22:45 CDT.", ["who sent it"]),
        ("Riverton Police: stay away until 10:45 PM CDT. Update soon.", []),
        ("MPD: stay away. Update by {next-update}.", []),
        ("MPD: stay away until {expires}. Update soon.", []),
    ])
    func `a text for phones says who sends it and when, with the zone`(
        text: String, missing: [String]
    ) throws {
        let playbook = Playbook.test.with { $0.channels.append(.wea90) }
        let department = Department.test.with { $0.shortName = "MPD" }
        var scenario = try Scenario(opened: .live, playbook: playbook, department: department)
        try scenario.given("pio-1", .draft(text, on: [.x, .wea90]))
        let found = try warnings(scenario, "M2").filter { $0.guard == .phoneTextIncomplete }
        #expect(
            found.map(\.finding.finding)
                == missing.map { "The text of M2 for phones (wea90/en) doesn't say: \($0)." })
        #expect(found.allSatisfy { $0.finding.channels == [.wea90] })
    }

    // MARK: Numbers

    private func record(_ statement: String, topic: String, number: Double) -> Command {
        .fact(
            .record(
                statement: statement, topic: topic, number: number, scope: "", source: "radio"))
    }

    @Test func `a number that no cited fact carries is remarked, and its fact is named`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given(
            "pio-1", record("Five officers are hurt", topic: "hurt", number: 5),
            .draft("Cinco y 5: five officers, 12 people. Call 911 by 22:30. Update at ten."),
            .draft("Five officers, 5. Update at ten.", cites: ["F1"]))
        let found = try warnings(scenario, "M2").filter { $0.guard == .numberUnverified }
        #expect(found.flatMap(\.marks) == ["5", "five", "12"])
        #expect(found.first?.finding.remedy.suggestions == [.reviseMessage("M2", .cites("F1"))])
        #expect(found.last?.finding.remedy.suggestions == [.recordFact(number: 12)])
        #expect(try marks(.numberUnverified, scenario, "M3") == [])
    }

    @Test func `numbers in the playbook's own words and in what is asked are nobody's fact`() throws
    {
        let playbook = Playbook.test.with { playbook in
            playbook.templates[1].texts[0].segments.append(.init("Stay 300 feet away. {guidance}"))
        }
        var scenario = try Scenario(opened: .live, playbook: playbook)
        _ = try scenario.givenSayable("The road is closed")
        try scenario.given("pio-1", .draft(template: "update", .update))
        var elements = MessageElements()
        elements.guidance = "Store 40 liters of water."
        try scenario.given("pio-1", .message(.revise("M2", .init(elements: elements))))
        #expect(try marks(.numberUnverified, scenario, "M2") == [])
    }

    @Test(arguments: [
        ("Four officers are dead. Update at ten.", "en", ["Four"]),
        ("Murieron 4 agentes. Actualización a las diez.", "es", ["4"]),
        ("Five officers are dead. Update at ten.", "en", []),
        ("Four officers are hurt. Four cars. Update at ten.", "en", []),
        ("Four people are dead. Update at ten.", "en", []),
    ])
    func `another number for the same noun and outcome contradicts what stands`(
        _ text: String, _ language: String, _ expected: [String]
    ) throws {
        var scenario = try Scenario(opened: .live)
        let carriers = try Carriers()
        _ = try scenario.givenPublished("Five officers were killed.", on: [carriers.ourX])
        try scenario.given(
            "pio-1",
            .message(
                .draft(
                    MessageCommand.DraftMessage(
                        kind: .update,
                        content: MessageCommand.MessageContent(
                            declaration: .nobody, texts: [language: text])))))
        #expect(try marks(.numberContradicted, scenario, "M3") == expected)
        // A withdrawn message contradicts nothing.
        try scenario.given("pio-1", .withdraw("M2", carriers.ourX))
        #expect(try marks(.numberContradicted, scenario, "M3") == [])
    }

    @Test func `the other number is said as it is, a fraction too`() throws {
        var scenario = try Scenario(opened: .live)
        let carriers = try Carriers()
        _ = try scenario.givenPublished("2.5 percent are dead.", on: [carriers.ourX])
        try scenario.given("pio-1", .draft("4 percent are dead. Update at ten."))
        let found = try warnings(scenario, "M3").filter { $0.guard == .numberContradicted }
        #expect(found.first?.finding.finding.hasSuffix("is still public and says 2.5.") == true)
    }

    @Test func `a fact that has changed makes what stands stale and contradicts nothing`() throws {
        var scenario = try Scenario(opened: .live)
        let carriers = try Carriers()
        try scenario.given(
            "pio-1", record("Four officers are dead", topic: "dead", number: 4), .verify("F1"),
            .clear("F1"))
        _ = try scenario.givenPublished(
            "Four officers are dead.", cites: ["F1"], on: [carriers.ourX])
        try scenario.given(
            "pio-1", record("Five officers are dead", topic: "dead", number: 5), .verify("F2"),
            .clear("F2"), .draft("Five officers are dead. Update at ten.", cites: ["F2"]))
        // Both are live: one of them must be wrong or outdated.
        let found = try warnings(scenario, "M3").filter { $0.guard == .numberContradicted }
        #expect(found.count == 2)
        #expect(found.first?.finding.finding.contains("M3 cites F2 and M2 cites F1") == true)
        try scenario.given("pio-1", .fact(.supersede("F1", by: "F2")))
        #expect(try marks(.numberContradicted, scenario, "M3") == [])
        #expect(try warnings(scenario, "M3").map(\.guard) == [])
    }

    @Test func `a correction gives another number on purpose`() throws {
        var scenario = try Scenario(opened: .live)
        let carriers = try Carriers()
        let said = try scenario.givenPublished("Two snipers are dead.", on: [carriers.ourX])
        try scenario.given(
            "pio-1", .report("Two snipers are dead", messages: [said]), .assess("R1", .false),
            .draft("One sniper is dead, not two.", kind: .correction, corrects: ["R1"]))
        #expect(try marks(.numberContradicted, scenario, "M3") == [])
    }

    // MARK: Rumors

    @Test func `repeating a rumor without correcting it is remarked, in whatever endings`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given(
            "pio-1", .report("All suspects are in custody"), .assess("R1", .false),
            .draft("Stay away. The suspect is in custody. Update at ten."),
            .draft("False: all suspects are in custody.", kind: .correction, corrects: ["R1"]),
            .draft("Suspects are sought. Update at ten."))
        #expect(
            try marks(.rumorRepeated, scenario, "M2") == ["The suspect is in custody"])
        #expect(try marks(.rumorRepeated, scenario, "M3") == [])
        #expect(try marks(.rumorRepeated, scenario, "M4") == [])
    }

    @Test func `a rumor found true, or held by a cited fact, may be said`() throws {
        var scenario = try Scenario(opened: .live)
        let fact = try scenario.givenSayable("The bridge on Main is closed")
        try scenario.given(
            "pio-1", .report("Main bridge closed"),
            .draft("The Main bridge is closed. Update at ten."),
            .draft("The Main bridge is closed. Update at ten.", cites: [.init(fact: fact)]))
        #expect(try marks(.rumorRepeated, scenario, "M2").count == 1)
        #expect(try marks(.rumorRepeated, scenario, "M3") == [])
        try scenario.given("pio-1", .assess("R1", .true))
        #expect(try marks(.rumorRepeated, scenario, "M2") == [])
    }

    // MARK: All of them

    @Test func `no warning stops a release, and none can be overridden`() throws {
        var scenario = try Scenario(opened: .live)
        let text = "IDIOTS LIED!!! The perp, a black man, 12 dead, 214-555-0199 #a 🚨🚨🚨"
        try scenario.given("pio-1", .draft(text), .submit("M2"))
        try scenario.given("ic-1", .approve("M2"))
        scenario.when("pio-1", .release("M2")).then("message-released")
        for warning in Guard.all where !warning.isBlocking {
            #expect(!warning.isOverridable)
            scenario.when("pio-1", .release("M2", overrides: [warning: "Because"]))
                .thenRefused(.refused, "can't be overridden")
        }
    }

    @Test func `findings come in the order of the list, each text judged by every rule`() throws {
        var scenario = try Scenario(opened: .live)
        let text = "Hey IDIOTS!!! The perp is 10-7, 12 dead, 214-555-0199 #stayaway 🚨🚨🚨\u{202E}"
        try scenario.given(
            "pio-1", .record("12 dead"), .draft(text, kind: .alert, cites: [.init(fact: "F1")]))
        let decision = Decision(state: scenario.state, context: scenario.context("pio-1"))
        let found = try decision.judgement(of: "M2").findings.map(\.guard)
        #expect(Set(found).count > 8)
        #expect(found == Guard.all.flatMap { judging in found.filter { $0 == judging } })
    }

    @Test func `every guard has a name of its own, a summary and a reason`() {
        #expect(Set(Guard.all.map(\.id)).count == Guard.all.count)
        #expect(Guard.all.count == 35 + TextRule.allCases.count)
        #expect(Guard.all.allSatisfy { !$0.summary.isEmpty && !$0.reason.isEmpty })
    }

    /// Shipped files must not trigger their own warnings.
    @Test(arguments: ["attack-on-officers", "false-alert"])
    func `no text of a shipped playbook draws a remark`(_ id: String) throws {
        let file = try #require(ShippedFiles.playbook(id))
        let (playbook, _) = try Playbook.load(yaml: file.yaml, file: file.name)
        var judge = TextJudge(playbook.guards, nil)
        // A text without its values has no grade.
        judge.readingGrade = nil
        for template in playbook.templates {
            for text in template.texts {
                let whole = text.segments.map(\.text).joined(separator: " ")
                let remarks = judge.remarks(on: whole, language: text.language)
                #expect(remarks == [], "\(template.id) \(text.channel?.rawValue ?? "default")")
            }
        }
    }
}
