import Testing

@testable import Channels

@Suite struct WireCAPReadingTests {
    private static let xmlns = "xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\""
    private static let envelope = """
        <identifier>a</identifier><sender>b</sender><sent>2026-03-04T22:15:00-06:00</sent>\
        <status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
        """

    @Test(arguments: [
        (
            "an entity",
            "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><alert>&e;</alert>",
            "document type"
        ),
        (
            "laughs", "<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><alert>&b;</alert>",
            "document type"
        ),
        ("an entity of nobody", "<alert>&e;</alert>", "not well-formed"),
        ("another encoding", "<?xml version='1.0' encoding='UTF-7'?><alert/>", "encoding UTF-7"),
        ("an unclosed element", "<alert \(xmlns)>\(envelope)", "not well-formed"),
        ("a crossed element", "<alert \(xmlns)><a></b></alert>", "not well-formed"),
        ("junk at the end", "<alert \(xmlns)>\(envelope)</alert><alert/>", "not well-formed"),
        ("nothing", "", "not well-formed"),
        ("NUL", "<alert>\u{0}</alert>", "not UTF-8"),
        (
            "depth", String(repeating: "<a>", count: 100) + String(repeating: "</a>", count: 100),
            "nested more than 32 deep"
        ),
        (
            "width", "<alert \(xmlns)>" + String(repeating: "<a/>", count: 30_000) + "</alert>",
            "too many elements"
        ),
        ("size", String(repeating: " ", count: 1 << 20) + "<a/>", "bytes, and at most"),
        (
            "CAP 1.1", "<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.1\"/>",
            "not a CAP 1.2 alert"
        ),
        ("another file", "<html/>", "not a CAP 1.2 alert"),
        ("no identifier", "<alert \(xmlns)><sender>b</sender></alert>", "identifier is missing"),
        (
            "a status of its own",
            "<alert \(xmlns)>"
                + envelope.replacing("Actual", with: "Urgent") + "</alert>",
            "\"Urgent\" is not allowed"
        ),
        (
            "an element out of order", "<alert \(xmlns)>\(envelope)<source>x</source></alert>",
            "out of the schema's order"
        ),
        (
            "a broken reference",
            "<alert \(xmlns)>\(envelope)<references>a,b</references></alert>", "three parts"
        ),
        (
            "a broken polygon",
            "<alert \(xmlns)>\(envelope)<info><category>Met</category><event>e</event>"
                + "<urgency>Past</urgency><severity>Minor</severity><certainty>Likely</certainty>"
                + "<area><areaDesc>d</areaDesc><polygon>1,2 3,nan</polygon></area></info></alert>",
            "LATITUDE,LONGITUDE"
        ),
    ])
    func `a hostile or broken file is refused and says why`(
        name: String, xml: String, reason: String
    ) throws {
        let error = try #require(throws: WireError.self) { try CAPAlert(xml: xml) }
        #expect(error.description.hasPrefix("Could not read the CAP file: "))
        #expect(error.description.contains(reason), "\(error)")
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
            <cap:alert xmlns:cap="urn:oasis:names:tc:emergency:cap:1.2">\
            <cap:identifier> a\n</cap:identifier><cap:sender>b</cap:sender>\
            <cap:sent>2026-03-04T22:15:00Z</cap:sent><cap:status>Test</cap:status>\
            <cap:msgType>Ack</cap:msgType><cap:scope>Public</cap:scope>\
            <cap:note><![CDATA[1 < 2]]> &amp; so on</cap:note></cap:alert>
            """
        let alert = try CAPAlert(xml: xml)
        #expect(alert.identifier == "a")
        #expect(alert.note == "1 < 2 & so on")
        // Another's wrong time is read as it stands, and judged.
        let rules = alert.violations(in: CAPContext(profile: .cap, standing: nil)).map(\.rule)
        #expect(rules == [.timeForm, .referencesMissing])
    }

    @Test func `no damage to a file crashes the reader`() throws {
        let bytes = Array(try WireSamples.alert().xml(in: WireSamples.context).utf8)
        var random = SystemRandomNumberGenerator()
        for _ in 0..<400 {
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
                // What was read can be written again, and means the same.
                #expect(try CAPAlert(xml: alert.unjudgedXML()) == alert)
            } catch {
                #expect(!error.reason.isEmpty)
            }
        }
    }
}
