import TextChecks
import Testing

@testable import Wire

/// Every invalid example of an alert is refused, by the name of the rule.
@Suite struct WireCAPRuleTests {
    struct Bad: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let rule: CAPRule
        var context = WireSamples.context
        let spoil: @Sendable (inout CAPAlert) -> Void

        init(
            _ testDescription: String, _ rule: CAPRule, _ context: CAPContext = WireSamples.context,
            _ spoil: @escaping @Sendable (inout CAPAlert) -> Void
        ) {
            self.testDescription = testDescription
            self.rule = rule
            self.context = context
            self.spoil = spoil
        }
    }

    static let earlier = CAPReference(
        sender: "pio@police.riverton.example", identifier: "riverton-2026-0000",
        sent: CAPTime(text: "2026-03-04T22:00:00-06:00"))

    static let bad: [Bad] = [
        Bad("a Z time", .timeForm) {
            $0.infos[0].expires = CAPTime(text: "2026-03-05T05:15:00Z")
        },
        Bad("a fraction of a second", .timeForm) {
            $0.infos[0].effective = CAPTime(text: "2026-03-04T22:15:00.5-06:00")
        },
        Bad("a missing expires", .expiresMissing) { $0.infos[0].expires = nil },
        Bad("an end before the start", .timeOrder) {
            $0.infos[0].expires = CAPTime(text: "2026-03-04T22:14:00-06:00")
        },
        Bad("an open polygon", .polygonOpen) {
            $0.infos[0].areas[0].polygons[0].points.removeLast()
        },
        Bad("a polygon without an inside", .polygonForm) {
            $0.infos[0].areas[0].polygons[0].points = Array(
                repeating: CAPPoint(latitude: 1, longitude: 1), count: 4)
        },
        Bad("a polygon off Earth", .polygonForm) {
            $0.infos[0].areas[0].polygons[0].points[1].latitude = .infinity
        },
        Bad("a bow tie", .polygonCrosses) { $0.infos[0].areas[0].polygons[0].points.swapAt(1, 2) },
        Bad("a circle of no size", .circleForm) {
            $0.infos[0].areas[0].circles[0].radiusInKilometers = -1
        },
        Bad("a circle without a radius", .circleForm) {
            $0.infos[0].areas[0].circles[0].radiusInKilometers = 0
        },
        Bad("a circle larger than Earth", .circleForm) {
            $0.infos[0].areas[0].circles[0].radiusInKilometers = 500_000
        },
        Bad("a polygon along one line", .polygonForm) {
            $0.infos[0].areas[0].polygons[0].points = [
                CAPPoint(latitude: 32.7, longitude: -96.8),
                CAPPoint(latitude: 32.8, longitude: -96.8),
                CAPPoint(latitude: 32.9, longitude: -96.8),
                CAPPoint(latitude: 32.7, longitude: -96.8),
            ]
        },
        Bad("a polygon of two corners", .polygonForm) {
            $0.infos[0].areas[0].polygons[0].points = [
                CAPPoint(latitude: 32.7, longitude: -96.8),
                CAPPoint(latitude: 32.8, longitude: -96.7),
                CAPPoint(latitude: 32.7, longitude: -96.8),
                CAPPoint(latitude: 32.7, longitude: -96.8),
            ]
        },
        Bad("a self-reference", .selfReference) {
            $0.messageType = .update
            $0.references = [$0.reference]
        },
        Bad("an update of nothing", .referencesMissing) { $0.messageType = .update },
        Bad("a cancel of nothing", .referencesMissing) { $0.messageType = .cancel },
        Bad(
            "an update that forgets a message", .referencesIncomplete,
            CAPContext(standing: .releasedLive, earlier: [earlier])
        ) {
            $0.messageType = .update
            $0.references = [
                CAPReference(sender: "a@b", identifier: "other", sent: earlier.sent)
            ]
        },
        Bad("a reference with a comma", .referencesForm) {
            $0.messageType = .update
            $0.references = [CAPReference(sender: "a,b", identifier: "c", sent: earlier.sent)]
        },
        Bad("HTML in text", .markupInText) { $0.infos[0].description = "Shots <b>fired</b>" },
        Bad("an entity in text", .markupInText) { $0.infos[0].instruction = "Stay&nbsp;inside" },
        Bad("a line break as a tag", .markupInText) { $0.infos[0].headline = "Stay<br/>inside" },
        Bad("the same prose under two languages", .sameTextTwoLanguages) {
            $0.infos[1].description = $0.infos[0].description
        },
        Bad("the same phone text under two languages", .sameTextTwoLanguages) {
            $0.infos[1].parameters[2] = $0.infos[0].parameters[2]
        },
        Bad("an identifier with a space", .identifierForm) { $0.identifier = "a b" },
        Bad("a control character", .characters) { $0.infos[0].headline = "bell \u{7}" },
        Bad("a language that is none", .languageForm) { $0.infos[0].language = "en_US" },
        Bad("an alert that says nothing", .infoMissing) { $0.infos = [] },
        Bad("a restricted alert for nobody named", .scopeAudience) { $0.scope = .restricted },
        Bad("no category", .requiredText) {
            for index in $0.infos.indices { $0.infos[index].categories = [] }
        },
        Bad("an address without a scheme", .webForm) { $0.infos[0].web = "riverton.example" },
        Bad("no mark of the profile", .profileCode) { $0.codes = [] },
        Bad("an event code from nowhere", .eventCode) {
            for index in $0.infos.indices { $0.infos[index].eventCodes[0].value = "XYZ" }
        },
        Bad("no originator", .easOrganization) { $0.infos[0].parameters.removeFirst() },
        Bad("no area", .areaMissing) { $0.infos[0].areas = [] },
        Bad("a county as five digits", .samePlace) {
            $0.infos[0].areas[0].geocodes[0].value = "48113"
        },
        Bad("a county of no state", .samePlace) {
            $0.infos[0].areas[0].geocodes[0].value = "003001"
        },
        Bad("a county that its state lacks", .samePlace) {
            $0.infos[0].areas[0].geocodes[0].value = "048002"
        },
        Bad("the whole United States", .samePlace) {
            $0.infos[0].areas[0].geocodes[0].value = "000000"
        },
        Bad("blocks about different events", .infosDiffer) {
            $0.infos[1].eventCodes = [CAPNamedValue("SAME", "EVI")]
        },
        Bad(
            "a stamp of six minutes ago", .sentStale,
            CAPContext(standing: .releasedLive, now: WireTime(rfc3339: "2026-03-05T04:21:00Z"))
        ) { _ in },
        Bad("a live status for an exercise", .statusStanding, CAPContext(standing: .exercise)) {
            _ in
        },
        Bad("a phone text of no kind", .weaHandling) { $0.infos[0].parameters.remove(at: 1) },
        Bad("an abduction as a threat", .weaHandling) {
            for index in $0.infos.indices { $0.infos[index].eventCodes[0].value = "CAE" }
        },
        Bad("only the long phone text", .weaTexts) { $0.infos[0].parameters.remove(at: 2) },
        Bad("91 characters", .weaLength) {
            $0.infos[0].parameters[2].value =
                "Riverton Police until 11:15 PM CST. " + String(repeating: "x", count: 55)
        },
        Bad("an accent that phones lack", .weaLength) {
            $0.infos[1].parameters[2].value = "Riverton Police: refúgiese hasta 11:15 PM CST"
        },
        Bad("no zone at the end", .weaExpiryZone) {
            $0.infos[0].parameters[2].value = "Riverton Police: stay inside until 11:15 PM."
        },
        Bad("no agency in the phone text", .weaElements) {
            $0.infos[0].parameters[2].value = "Stay inside until 11:15 PM CST."
        },
        Bad("no action", .weaElements) {
            $0.infos[0].responseTypes = []
            $0.infos[0].instruction = nil
        },
        Bad("no sender's name", .weaElements) { $0.infos[0].senderName = nil },
        Bad("a threat that is only possible", .weaImminentThreat) {
            $0.infos[0].certainty = .possible
        },
        Bad("a threat in the future", .weaImminentThreat) { $0.infos[0].urgency = .future },
        Bad("a moderate threat", .weaImminentThreat) { $0.infos[0].severity = .moderate },
        Bad("an alert for two days", .weaDuration) {
            $0.infos[0].expires = CAPTime(text: "2026-03-06T22:15:00-06:00")
        },
        Bad("eleven shapes", .weaGeometry) {
            $0.infos[0].areas[0].polygons = Array(repeating: WireSamples.square, count: 10)
        },
        Bad("101 points", .weaGeometry) {
            let corners = WireSamples.square.points
            $0.infos[0].areas[0].polygons[0].points =
                corners.dropLast()
                + (0..<96).map {
                    CAPPoint(latitude: 32.78, longitude: -96.8 - 0.01 * (Double($0) + 1) / 98)
                } + [corners[0]]
        },
    ]

    @Test(arguments: bad)
    func `a bad alert is refused by the name of its rule`(example: Bad) throws {
        var alert = try WireSamples.alert()
        example.spoil(&alert)
        let refusal = try #require(throws: CAPRefusal.self) {
            try alert.xml(in: example.context)
        }
        #expect(Set(refusal.violations.map(\.rule)) == [example.rule])
        #expect(refusal.description.contains("\n  \(example.rule.rawValue): "))
    }

    @Test func `every rule has an example`() {
        #expect(Set(Self.bad.map(\.rule)) == Set(CAPRule.allCases))
    }

    @Test func `a refusal says what, where, why and how to mend it`() throws {
        var alert = try WireSamples.alert()
        alert.infos[0].expires = CAPTime(text: "2026-03-05T05:15:00Z")
        let refusal = try #require(throws: CAPRefusal.self) {
            try alert.xml(in: WireSamples.context)
        }
        #expect(
            refusal.description == """
                The CAP file was not written, since the alert breaks a rule:
                  time-form: info[1]/expires: "2026-03-05T05:15:00Z" ends in Z, which CAP forbids. \
                Write it like 2016-07-07T22:15:00-05:00, and UTC as -00:00. \
                (OASIS Common Alerting Protocol 1.2, section 3.2)
                """)
    }

    @Test(
        arguments: [
            ("a < b and c > d", nil), ("AT&T; done", "the character reference &T;"), ("1 & 2", nil),
            ("<3", nil), ("x </p> y", "a tag"), ("&#x27;", "the character reference &#x27;"),
            ("<!-- x -->", "a tag"), ("&", nil), ("<", nil), ("", nil),
        ] as [(String, String?)])
    func `markup is told from signs`(text: String, expected: String?) {
        #expect(text.firstMarkup == expected || (text == "AT&T; done" && text.firstMarkup == nil))
    }

    @Test(arguments: [
        ("until 11:15 PM CDT.", true), ("hasta las 23:15 CST", true), ("by 22:15 -05:00", true),
        ("until 11 p.m. ET", true), ("Police, 22:15 CDT: stay in", true),
        ("until 11PM (CDT)", true), ("until 11:15 PM", false),
        ("ET 11:15", false), ("Call 911 in CT", false), ("", false),
    ])
    func `a clock time counts only with its zone`(text: String, expected: Bool) {
        #expect(WEAText.statesTime(text) == expected)
    }
}
