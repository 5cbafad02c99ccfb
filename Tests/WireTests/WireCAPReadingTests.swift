import Testing

@testable import Wire
import SeededRandom

@Suite struct WireCAPReadingTests {
    private static let xmlns = "xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\""
    private static let envelope = """
        <identifier>a</identifier><sender>b</sender><sent>2026-03-04T22:15:00-06:00</sent>\
        <status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
        """

    /// Named, so no report prints a megabyte of hostile text.
    struct Hostile: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let xml: String
        let reason: String

        init(_ testDescription: String, _ xml: String, _ reason: String) {
            self.testDescription = testDescription
            self.xml = xml
            self.reason = reason
        }
    }

    static let hostile: [Hostile] = [
        Hostile(
            "an entity",
            "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><alert>&e;</alert>",
            "document type"
        ),
        Hostile(
            "laughs", "<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><alert>&b;</alert>",
            "document type"
        ),
        Hostile("an entity of nobody", "<alert>&e;</alert>", "not well-formed"),
        Hostile(
            "another encoding", "<?xml version='1.0' encoding='UTF-7'?><alert/>", "encoding UTF-7"),
        Hostile("an unclosed element", "<alert \(xmlns)>\(envelope)", "not well-formed"),
        Hostile("a crossed element", "<alert \(xmlns)><a></b></alert>", "not well-formed"),
        Hostile(
            "junk at the end", "<alert \(xmlns)>\(envelope)</alert><alert/>", "not well-formed"),
        Hostile("nothing", "", "not well-formed"),
        Hostile("an empty instruction", "<alert><?x?></alert>", "processing instruction"),
        Hostile("an empty declaration", "<?xml?><alert/>", "processing instruction"),
        Hostile("a late declaration", " <?xml version='1.0'?><alert/>", "processing instruction"),
        Hostile("NUL", "<alert>\u{0}</alert>", "not UTF-8"),
        Hostile(
            "depth", String(repeating: "<a>", count: 100) + String(repeating: "</a>", count: 100),
            "nested more than 32 deep"
        ),
        Hostile(
            "width", "<alert \(xmlns)>" + String(repeating: "<a/>", count: 30_000) + "</alert>",
            "too many elements"
        ),
        Hostile("size", String(repeating: " ", count: 1 << 20) + "<a/>", "bytes, and at most"),
        Hostile(
            "CAP 1.1", "<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.1\"/>",
            "not a CAP 1.2 alert"
        ),
        Hostile("another file", "<html/>", "not a CAP 1.2 alert"),
        Hostile(
            "no identifier", "<alert \(xmlns)><sender>b</sender></alert>", "identifier is missing"),
        Hostile(
            "a status of its own",
            "<alert \(xmlns)>"
                + envelope.replacing("Actual", with: "Urgent") + "</alert>",
            "\"Urgent\" is not allowed"
        ),
        Hostile(
            "an element out of order", "<alert \(xmlns)>\(envelope)<source>x</source></alert>",
            "out of the schema's order"
        ),
        Hostile(
            "a broken reference",
            "<alert \(xmlns)>\(envelope)<references>a,b</references></alert>", "three parts"
        ),
        Hostile(
            "a broken polygon",
            "<alert \(xmlns)>\(envelope)<info><category>Met</category><event>e</event>"
                + "<urgency>Past</urgency><severity>Minor</severity><certainty>Likely</certainty>"
                + "<area><areaDesc>d</areaDesc><polygon>1,2 3,nan</polygon></area></info></alert>",
            "LATITUDE,LONGITUDE"
        ),
    ]

    @Test(arguments: hostile)
    func `a hostile or broken file is refused and says why`(example: Hostile) throws {
        let error = try #require(throws: WireError.self) { try CAPAlert(xml: example.xml) }
        #expect(error.description.hasPrefix("Could not read the CAP file: "))
        #expect(error.description.contains(example.reason), "\(error)")
    }

    @Test func `bytes that are no UTF-8 are refused`() throws {
        let error = try #require(throws: WireError.self) {
            try CAPAlert(bytes: [0x3C, 0xFF, 0x3E])
        }
        #expect(error.reason == "it is not UTF-8 text")
    }

    @Test func `prefixes, character data and a byte order mark are read`() throws {
        let xml = """
            \u{FEFF}<?xml version="1.0" encoding="utf-8"?>
            <?xml-stylesheet href="alert.xsl"?>
            <cap:alert xmlns:cap="urn:oasis:names:tc:emergency:cap:1.2">\
            <cap:identifier> a\n</cap:identifier><cap:sender>b</cap:sender>\
            <cap:sent>2026-03-04T22:15:00Z</cap:sent><cap:status>Test</cap:status>\
            <cap:msgType>Ack</cap:msgType><cap:scope>Public</cap:scope>\
            <cap:note><![CDATA[1 < 2]]> &amp; so on</cap:note></cap:alert>
            """
        let alert = try CAPAlert(xml: xml)
        #expect(alert.identifier == "a")
        #expect(alert.note == "1 < 2 & so on")
        #expect(alert.infos.isEmpty)
        // Another sender's invalid time is read unchanged, and judged.
        let rules = alert.violations(in: CAPContext(profile: .cap, standing: nil)).map(\.rule)
        #expect(rules == [.timeForm, .referencesMissing])
    }

    @Test func `a partner's alert reads as one text`() throws {
        let alert = try CAPAlert(xml: try WireSamples.alert().xml(in: WireSamples.context))
        #expect(
            alert.infos.first?.plainText == """
                Shelter in place downtown

                Shots were fired near Main & Lamar. Officers are on the scene.

                Stay inside, lock doors and keep away from windows.
                """)
    }

    @Test func `no damage to a file crashes the reader`() throws {
        let bytes = Array(try WireSamples.alert().xml(in: WireSamples.context).utf8)
        for seed in 0..<400 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: damaged.indices, using: &random)
                switch Int.random(in: 0...2, using: &random) {
                case 0: damaged[place] = UInt8.random(in: 0...255, using: &random)
                case 1: damaged.removeSubrange(place..<min(place + 40, damaged.count))
                default: damaged.insert(contentsOf: damaged.prefix(place).suffix(30), at: place)
                }
                if damaged.isEmpty { damaged = bytes }
            }
            do {
                let alert = try CAPAlert(bytes: damaged)
                _ = alert.violations(in: WireSamples.context)
                // An alert that was read can be written again, with the same meaning.
                #expect(try CAPAlert(xml: alert.unjudgedXML()) == alert, "seed \(seed)")
            } catch {
                #expect(!error.reason.isEmpty, "seed \(seed)")
            }
        }
    }
}
