import Channels
import Testing

@testable import Wire

@Suite struct WireEASTests {
    private static func clock(_ time: WireTime, _ language: String) -> String {
        time.secondsSince1970 == WireSamples.sent?.secondsSince1970
            ? "10:15 PM CST" : "11:15 PM CST"
    }

    @Test func `the text follows from the English block`() throws {
        let text = try WireSamples.alert().easText(language: "en-US", clock: Self.clock)
        #expect(
            text == """
                The civil authorities have issued: Shelter in Place Warning, for Dallas County, \
                TX, at 10:15 PM CST, effective until 11:15 PM CST. Message from Riverton Police. Area: \
                Downtown Riverton, between Main and Elm. Shots were fired near Main & Lamar. Officers \
                are on the scene. Stay inside, lock doors and keep away from windows.
                """)
        let eas = try #require(ChannelCatalogue.channel(.eas))
        #expect(eas.count(try #require(text)).fits)
    }

    @Test func `the text follows from the Spanish block`() throws {
        let text = try WireSamples.alert().easText(language: "es", clock: Self.clock)
        #expect(
            text == """
                Las autoridades civiles han emitido: Aviso de refugio en el lugar, para Dallas \
                County, TX, a las 10:15 PM CST, en vigor hasta las 11:15 PM CST. Mensaje de Policía de \
                Riverton. Zona: Centro de Riverton, entre Main y Elm. Hubo disparos cerca de Main y Lamar. Hay oficiales \
                en el lugar. Quédese adentro, cierre las puertas y aléjese de las ventanas.
                """)
    }

    @Test func `the originator's own text replaces description and instruction`() throws {
        var alert = try WireSamples.alert()
        alert.infos[0].parameters.append(CAPNamedValue("EASText", "Go inside now"))
        let text = try #require(try alert.easText(language: "en", clock: Self.clock))
        #expect(text.hasSuffix("between Main and Elm. Go inside now."))
    }

    @Test(arguments: [
        (["048113"], "Dallas County, TX"),
        (["148113"], "Northwest Dallas County, TX"),
        (["548113"], "Central Dallas County, TX"),
        (["048000"], "Texas"),
        (["048113", "048439"], "Dallas County, TX; Tarrant County, TX"),
        (["048113", "077001"], "Downtown"), ([], "Downtown"),
    ])
    func `stations say the counties of the codes, or the area's words where one has no name`(
        _ places: [String], _ words: String
    ) throws {
        var alert = try WireSamples.alert()
        alert.infos[0].areas = [
            CAPArea(areaDescription: "Downtown", geocodes: places.map { CAPNamedValue("SAME", $0) })
        ]
        let text = try #require(try alert.easText(language: "en", clock: Self.clock))
        #expect(text.contains("Warning, for \(words), at 10:15"), "\(text)")
    }

    @Test func `what the description says the instruction doesn't repeat`() throws {
        var alert = try WireSamples.alert()
        alert.infos[0].description = "Shots were fired. Stay inside."
        alert.infos[0].instruction = "stay inside"
        let text = try #require(try alert.easText(language: "en", clock: Self.clock))
        #expect(text.hasSuffix("between Main and Elm. Shots were fired. Stay inside."))
    }

    @Test(arguments: [
        ("048113", nil), ("948113", nil), ("048000", nil), ("077530", nil), ("072001", nil),
        ("000000", SAMEPlace.Fault.wholeCountry), ("003001", .noState), ("099001", .noState),
        ("048002", .noCounty(state: "Texas")), ("004999", .noCounty(state: "Arizona")),
    ])
    func `a place is a county that exists, a whole state, or waters`(
        _ code: String, _ fault: SAMEPlace.Fault?
    ) throws {
        #expect(try #require(SAMEPlace(code)).fault == fault)
        for text in ["48113", "0481130", "04811a", ""] { #expect(SAMEPlace(text) == nil) }
    }

    @Test(arguments: [
        (CAPStanding.exercise, "This is an exercise. The civil"),
        (CAPStanding.unreleased, "Draft, not released. The civil"),
    ])
    func `a text that must not be broadcast says so first`(
        standing: CAPStanding, start: String
    ) throws {
        let text = try WireSamples.alert(standing: standing).easText(language: "en")
        #expect(text?.hasPrefix(start) == true)
        #expect(text?.contains("at 22:15 -06:00, effective until 23:15 -06:00.") == true)
    }

    @Test func `a language that the alert lacks has no text, and one without words is refused`()
        throws
    {
        var alert = try WireSamples.alert()
        #expect(try alert.easText(language: "vi") == nil)
        alert.infos[1].language = "vi"
        let error = try #require(throws: WireError.self) { try alert.easText(language: "vi") }
        #expect(error.reason.contains("only in English and Spanish"))
    }
}
