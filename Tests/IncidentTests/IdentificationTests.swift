import HandwrittenLog
import Channels
import Incident
import IncidentEvents
import Playbooks
import Testing

@Suite struct IdentificationTests {
    /// The outcome of approving a message that identifies a person and trying to release it.
    private func outcome(
        _ purpose: IdentificationPurpose, mode: IncidentMode = .live,
        department: Department = .test, given: (inout Scenario) throws -> Void = { _ in },
        _ state: (inout Identification) -> Void
    ) throws -> Outcome {
        var scenario = try Scenario(opened: mode, department: department)
        try given(&scenario)
        var person = Identification()
        person.whom = "a man"
        person.purpose = purpose
        person.details = [.photo]
        state(&person)
        let id = scenario.state.messages.next
        let author = mode == .reenactment ? "ctl-1" : "pio-1"
        try scenario.given(author, .draft("This man.", identifies: .persons([person])))
        if mode != .reenactment {
            try scenario.given("pio-1", .submit(id))
            try scenario.given("jic-1", .approve(id))
        }
        return scenario.when(author, .release(id))
    }

    private func outcome(_ purpose: IdentificationPurpose, mode: IncidentMode = .live) throws
        -> Outcome
    {
        try outcome(purpose, mode: mode) { (_: inout Identification) in }
    }

    private func expectLacking(_ words: String..., in outcome: Outcome) {
        outcome.thenStopped(by: .identification)
        for words in words {
            #expect(
                outcome.findings.first?.finding.contains(words) == true, "\(outcome.findings)")
        }
    }

    private func verified(_ verifications: (String, String, String)...) -> (inout Scenario) throws
        -> Void
    {
        { scenario in
            try scenario.given("pio-2", .record("He is the gunman"))
            for (actor, source, relays) in verifications {
                try scenario.given(actor, .verify("F1", source: source, relays: relays))
            }
        }
    }

    // MARK: Suspects

    @Test(arguments: [IdentificationPurpose.suspect, .personOfInterest])
    func `a suspect takes two verifiers and two independent sources`(
        purpose: IdentificationPurpose
    ) throws {
        try outcome(purpose, given: verified(("ic-1", "CCTV", ""), ("rumor-1", "witness", ""))) {
            $0.fact = "F1"
        }.then("message-released")
        expectLacking(
            "without a fact that identifies",
            in: try outcome(purpose))
        expectLacking(
            "two verifiers", "(1 so far)",
            in: try outcome(purpose, given: verified(("ic-1", "CCTV", ""), ("ic-1", "witness", "")))
            { $0.fact = "F1" })
        expectLacking(
            "two independent sources (1 so far)",
            in: try outcome(
                purpose, given: verified(("ic-1", "CCTV", ""), ("rumor-1", "a channel", "CCTV"))
            ) { $0.fact = "F1" })
    }

    @Test func `neither an author nor the recorder counts as a verifier of a suspect`() throws {
        let byAuthor = try outcome(
            .suspect, given: verified(("ic-1", "CCTV", ""), ("pio-1", "witness", ""))
        ) { $0.fact = "F1" }
        expectLacking("two verifiers", "(1 so far)", in: byAuthor)
        let byRecorder = try outcome(
            .suspect, given: verified(("ic-1", "CCTV", ""), ("pio-2", "witness", ""))
        ) { $0.fact = "F1" }
        expectLacking("two verifiers", "(1 so far)", in: byRecorder)
        // Among sources that relay one another, one confirmed by another verifier is enough.
        for relaying in [
            [("ic-1", "a channel", "witness"), ("pio-1", "witness", "")],
            [("pio-1", "witness", ""), ("ic-1", "a channel", "witness")],
        ] {
            try outcome(
                .suspect,
                given: verified(relaying[0], relaying[1], ("rumor-1", "CCTV", ""))
            ) { $0.fact = "F1" }.then("message-released")
        }
        // A source confirmed only by an author doesn't count either.
        let source = try outcome(
            .suspect,
            given: verified(("ic-1", "CCTV", ""), ("rumor-1", "CCTV", ""), ("pio-1", "witness", ""))
        ) { $0.fact = "F1" }
        expectLacking("two independent sources (1 so far)", in: source)
    }

    @Test func `a suspect whose fact was refuted is refused`() throws {
        let proof = verified(("ic-1", "CCTV", ""), ("rumor-1", "witness", ""))
        expectLacking(
            "a fact that is still current",
            in: try outcome(
                .suspect,
                given: {
                    try proof(&$0)
                    try $0.given("ic-1", .refute("F1"))
                }
            ) { $0.fact = "F1" })
    }

    @Test func `no override lifts it`() throws {
        try Scenario(opened: .live)
            .when("pio-1", .release("M1", overrides: [.identification: "We are sure"]))
            .thenRefused(.refused, "identification can't be overridden")
    }

    // MARK: Wanted, missing, dead

    @Test(arguments: [IdentificationPurpose.wanted, .charged])
    func `wanted or charged takes a case number and a verifier other than the author`(
        purpose: IdentificationPurpose
    ) throws {
        try outcome(purpose) {
            $0.caseNumber = "W-12"
            $0.confirmedBy = "ic-1"
        }.then("message-released")
        try outcome(purpose, given: verified(("ic-1", "warrant", ""))) {
            $0.caseNumber = "W-12"
            $0.fact = "F1"
        }.then("message-released")
        expectLacking(
            "a warrant or case number",
            in: try outcome(purpose) { $0.confirmedBy = "ic-1" })
        expectLacking(
            "a verifier other than the author",
            in: try outcome(purpose) {
                $0.caseNumber = "W-12"
                $0.confirmedBy = "pio-1"
            })
    }

    @Test(arguments: [IdentificationPurpose.abductedChild, .missingPerson, .blueAlert])
    func `an alert for a person takes case, investigator, confirmation and criteria`(
        purpose: IdentificationPurpose
    ) throws {
        func complete(_ person: inout Identification) {
            person.caseNumber = "24-1"
            person.investigatorInCharge = "unit 7"
            person.confirmedBy = "ic-1"
            person.criteriaMet = true
            person.juvenile = purpose == .abductedChild
        }
        try outcome(purpose, complete).then("message-released")
        let gaps: [(String, (inout Identification) -> Void)] = [
            ("a case number", { $0.caseNumber = "" }),
            ("the investigator in charge", { $0.investigatorInCharge = "" }),
            ("confirmation by someone other", { $0.confirmedBy = "" }),
            ("confirmation by someone other", { $0.confirmedBy = "pio-1" }),
            ("criteria", { $0.criteriaMet = false }),
        ]
        for (words, gap) in gaps {
            expectLacking(
                words,
                in: try outcome(purpose) {
                    complete(&$0)
                    gap(&$0)
                })
        }
    }

    @Test(arguments: [IdentificationPurpose.deceased, .injured])
    func `the dead and the hurt take two sources and next of kin told`(
        purpose: IdentificationPurpose
    ) throws {
        let two = verified(("ic-1", "hospital", ""), ("ic-1", "coroner", ""))
        func told(_ person: inout Identification) {
            person.fact = "F1"
            person.nextOfKinTold = "the spouse"
            person.nextOfKinToldAt = Scenario.start.timestamp
        }
        try outcome(purpose, given: two, told).then("message-released")
        expectLacking(
            "two sources (1 so far)",
            in: try outcome(purpose, given: verified(("ic-1", "hospital", "")), told))
        expectLacking(
            "next of kin notified",
            in: try outcome(purpose, given: two) {
                told(&$0)
                $0.nextOfKinTold = ""
            })
        expectLacking(
            "next of kin notified",
            in: try outcome(purpose, given: two) {
                $0.fact = "F1"
                $0.nextOfKinTold = "the spouse"
            })
    }

    // MARK: Consent, office, law

    @Test(arguments: [IdentificationPurpose.profile, .campaign])
    func `a profile takes a consent that still holds`(purpose: IdentificationPurpose) throws {
        func consent(expires: Instant) -> (inout Scenario) throws -> Void {
            {
                try $0.given(
                    "pio-1",
                    .inquiry(.recordConsent(.example(until: expires))))
            }
        }
        try outcome(purpose, given: consent(expires: Scenario.start.advanced(by: .seconds(86_400))))
        { $0.consent = "C1" }
        .then("message-released")
        expectLacking("a recorded consent", in: try outcome(purpose))
        expectLacking(
            "consent that is still valid",
            in: try outcome(
                purpose, given: consent(expires: Scenario.start.advanced(by: .seconds(90)))
            ) { $0.consent = "C1" })
        expectLacking(
            "consent that is still valid",
            in: try outcome(
                purpose,
                given: {
                    try consent(expires: Scenario.start.advanced(by: .seconds(86_400)))(&$0)
                    try $0.given("pio-1", .inquiry(.withdrawConsent("C1")))
                }
            ) { $0.consent = "C1" })
    }

    @Test func `an official acting in office is exempt`() throws {
        try outcome(.official).then("message-released")
    }

    @Test func `a juvenile suspect takes a law that the policy cites`() throws {
        let proof = verified(("ic-1", "CCTV", ""), ("rumor-1", "witness", ""))
        func juvenile(_ person: inout Identification) {
            person.fact = "F1"
            person.juvenile = true
            person.law = "Code 1"
        }
        let allowed = Department.test.with { $0.policy.juvenileSuspectLaw = "Code 1" }
        try outcome(.suspect, department: allowed, given: proof, juvenile).then("message-released")
        expectLacking(
            "naming a juvenile suspect", in: try outcome(.suspect, given: proof, juvenile))
        expectLacking(
            "naming a juvenile suspect",
            in: try outcome(.suspect, department: allowed, given: proof) {
                juvenile(&$0)
                $0.law = ""
            })
    }

    @Test(arguments: [IdentificationPurpose.injured, .official])
    func `a victim of a sexual offence takes a law, whatever the purpose says`(
        purpose: IdentificationPurpose
    ) throws {
        let two = verified(("ic-1", "hospital", ""), ("ic-1", "coroner", ""))
        func victim(_ person: inout Identification) {
            person.fact = "F1"
            person.nextOfKinTold = "the spouse"
            person.nextOfKinToldAt = Scenario.start.timestamp
            person.sexualOffenceVictim = true
            person.law = "Code 2"
        }
        let allowed = Department.test.with { $0.policy.sexualOffenceVictimLaw = "Code 2" }
        try outcome(purpose, department: allowed, given: two, victim).then("message-released")
        expectLacking("victim of a sexual offence", in: try outcome(purpose, given: two, victim))
    }

    @Test func `a message that does not say whom it identifies can't be submitted`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", .draft("We are here.", identifies: .undeclared))
        scenario.when("pio-1", .submit("M2"))
            .thenRefused(
                .invalid, "doesn't declare whom it identifies",
                next: .reviseMessage("M2", .identifiesNobody))
    }

    @Test func `a person without a purpose is refused`() throws {
        expectLacking("a purpose", in: try outcome(.unspecified))
    }

    // MARK: Reenactments

    @Test func `a reenactment flags and releases all the same`() throws {
        let outcome = try outcome(.suspect, mode: .reenactment)
        outcome.then("message-submitted", "guard-flagged", "message-released")
        guard case .guardFlagged(let event) = outcome.events[1] else { return }
        #expect(event.guard == "identification")
        #expect(event.finding.contains("suspect"))
    }
}

@Suite struct ReenactmentGuardTests {
    @Test func `an unverified fact is flagged, and the missing approval never`() throws {
        var scenario = try Scenario(opened: .reenactment)
        try scenario.given("ctl-1", .record("Two snipers"), .draft("Two snipers.", cites: ["F1"]))
        let outcome = scenario.when("ctl-1", .release("M1"))
        outcome.then("message-submitted", "guard-flagged", "message-released")
        guard case .guardFlagged(let event) = outcome.events[1] else { return }
        #expect(event.guard == "fact-not-sayable" && event.subject == "M1")
    }

    @Test func `a true early message on verified facts is flagged by nothing`() throws {
        var scenario = try Scenario(opened: .reenactment)
        try scenario.given(
            "ctl-1", .record("Shots were fired"), .verify("F1"),
            .draft("Shots were fired. Avoid downtown.", cites: ["F1"]))
        let outcome = scenario.when("ctl-1", .release("M1"))
        outcome.then("message-submitted", "message-released")
        if case .messageReleased(let event) = outcome.events.last {
            // No promise is invented for the past.
            #expect(!event.hasNextUpdateBy)
        }
    }

    @Test func `an overlong text and an unarmed alert of the past are findings, too`() throws {
        var scenario = try Scenario(opened: .reenactment)
        try scenario.given(
            "ctl-1", .draft(String(repeating: "word ", count: 80), kind: .alert, on: [.x]))
        let outcome = scenario.when("ctl-1", .release("M1"))
        outcome.then("message-submitted", "guard-flagged", "guard-flagged", "message-released")
        let guards = outcome.events.compactMap { event -> String? in
            if case .guardFlagged(let found) = event { found.guard } else { nil }
        }
        #expect(Set(guards) == ["alert-not-armed", "over-limit"])
    }

    @Test func `a reenactment tells who approved: nobody, the author, or it isn't recorded`() throws
    {
        var scenario = try Scenario(opened: .reenactment)
        try scenario.given(
            "ctl-1", .record("Shots were fired"), .verify("F1"),
            .draft("Shots were fired. Avoid downtown.", cites: ["F1"]), .submit("M1"))
        // Not recorded.
        scenario.when("ctl-1", .release("M1")).then("message-released")
        scenario.when("ctl-1", .message(.release("M1", .init(isKnownUnapproved: true))))
            .then("guard-flagged", "message-released")
        // The author approved.
        scenario.when("ctl-1", .approve("M1")).then("message-approved", "guard-flagged")
    }

    @Test func `outlets that nobody drafts for any more are allowed`() throws {
        let scenario = try Scenario(opened: .reenactment)
        scenario.when("ctl-1", .draft("x", on: ["periscope"])).then("message-drafted")
        scenario.when("ctl-1", .draft("x", on: ["pigeon"])).thenRefused(.unknownThing, "pigeon")
        try Scenario(opened: .live).when("pio-1", .draft("x", on: ["periscope"]))
            .thenRefused(.unknownThing, "periscope")
    }
}
