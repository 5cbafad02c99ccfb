import Foundation
import FoundationXML
import Testing

@testable import Wire

@Suite struct WireCAPTests {
    @Test func `an alert that breaks no rule has no findings`() throws {
        #expect(try WireSamples.alert().violations(in: WireSamples.context) == [])
    }

    @Test func `what is written is read back the same`() throws {
        var alert = try WireSamples.alert()
        alert.note = "  two\n spaces  "
        alert.infos[0].resources = [
            CAPResource(
                resourceDescription: "map", mimeType: "image/png", size: 12,
                uri: "https://a.example/m.png", digest: "abc")
        ]
        alert.infos[0].areas[0].altitude = 12.5
        let xml = try alert.xml(in: WireSamples.context)
        #expect(try CAPAlert(xml: xml) == alert)
        #expect(try alert.xml(in: WireSamples.context) == xml)
    }

    @Test func `the start of a file stands as it must`() throws {
        let xml = try WireSamples.alert(standing: .unreleased).xml(
            in: CAPContext(standing: .unreleased))
        let start = """
            <?xml version="1.0" encoding="utf-8" standalone="no"?>
            <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
              <identifier>riverton-2026-0001</identifier>
              <sender>pio@police.riverton.example</sender>
              <sent>2026-03-04T22:15:00-06:00</sent>
              <status>Draft</status>
              <msgType>Alert</msgType>
              <scope>Public</scope>
              <code>IPAWSv1.0</code>
              <info>
                <language>en-US</language>
                <category>Security</category>
            """
        #expect(xml.hasPrefix(start))
    }

    @Test(arguments: CAPStanding.allCases)
    func `the status follows from the standing`(standing: CAPStanding) throws {
        let alert = try WireSamples.alert(standing: standing)
        let expected: [CAPStanding: CAPStatus] = [
            .unreleased: .draft, .exercise: .exercise, .releasedLive: .actual,
        ]
        #expect(alert.status == expected[standing])
        for other in CAPStanding.allCases where other != standing {
            let rules = alert.violations(in: CAPContext(standing: other)).map(\.rule)
            #expect(rules == [.statusStanding])
        }
    }

    @Test func `UTC is written without claiming a zone`() throws {
        let time = try #require(WireTime(rfc3339: "2026-03-04T22:15:00.75Z"))
        #expect(time.cap == "2026-03-04T22:15:00-00:00")
        #expect(time.rfc3339 == "2026-03-04T22:15:00+00:00")
        #expect(time.rfc822 == "Wed, 04 Mar 2026 22:15:00 +0000")
        #expect(WireTime(cap: "2026-03-04T22:15:00-05:30")?.offsetMinutes == -330)
        #expect(WireTime(cap: "1600-02-29T00:00:00+00:00")?.rfc3339 == "1600-02-29T00:00:00+00:00")
    }

    @Test(arguments: [
        "2026-02-29T00:00:00+00:00", "2026-13-01T00:00:00+00:00", "2026-01-01T24:00:00+00:00",
        "2026-01-01T00:00:00+24:00", "0000-01-01T00:00:00+00:00", "2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00.5+00:00", "2026-1-1T00:00:00+00:00", "", "٢٠٢٦-01-01T00:00:00+00:00",
        "0001-01-01T00:00:00+05:00",
    ])
    func `impossible times are none`(text: String) {
        #expect(WireTime(cap: text) == nil)
    }
}

@Suite(.enabled(if: WireValidators.canCheckCAP, "xmllint or the schema of CAP is missing"))
struct WireCAPSchemaTests {
    static let samples = [
        "appendix-a1", "appendix-a2", "appendix-a3", "appendix-a4", "ipaws-real-1",
    ]

    @Test(arguments: CAPStanding.allCases)
    func `the schema of OASIS accepts what is written`(standing: CAPStanding) throws {
        let alert = try WireSamples.alert(standing: standing)
        let xml = try alert.xml(in: CAPContext(standing: standing))
        #expect(try WireValidators.capFault(xml) == nil)
    }

    @Test func `an update and a cancel are accepted too`() throws {
        let first = try WireSamples.alert()
        for type in [CAPMessageType.update, .cancel] {
            var alert = try WireSamples.alert(type: type, references: [first.reference])
            alert.identifier = "riverton-2026-0002"
            var context = WireSamples.context
            context.earlier = [first.reference]
            #expect(try WireValidators.capFault(try alert.xml(in: context)) == nil)
        }
    }

    @Test(arguments: samples)
    func `a sample is written back with the same content`(name: String) throws {
        let file = WireValidators.capFolder.appending(path: "\(name).xml")
        let original = try Data(contentsOf: file)
        let alert = try CAPAlert(bytes: Array(original))
        let xml = try alert.unjudgedXML()
        #expect(try WireValidators.capFault(xml) == nil)
        #expect(try leaves(Data(xml.utf8)) == leaves(original))
        #expect(alert.isSigned == (name == "ipaws-real-1"))
    }

    @Test(arguments: samples)
    func `a sample that the profile of its time allowed breaks no rule of CAP`(name: String) throws
    {
        let file = WireValidators.capFolder.appending(path: "\(name).xml")
        let alert = try CAPAlert(bytes: Array(try Data(contentsOf: file)))
        let findings = alert.violations(in: CAPContext(profile: .cap, standing: nil))
        // OASIS's own earthquake is a circle without a radius: only our own alerts must have one.
        #expect(findings.isEmpty)
    }

    /// The path and text of every leaf, by Foundation's tree and not by our reader. Only numbers
    /// and signatures may be written differently.
    private func leaves(_ data: Data) throws -> [String] {
        var leaves: [String] = []
        func walk(_ node: XMLNode, _ path: String) {
            guard let name = node.localName, name != "Signature" else { return }
            let elements = (node.children ?? []).filter { $0.kind == .element }
            for child in elements { walk(child, "\(path)/\(name)") }
            if elements.isEmpty { leaves.append("\(path)/\(name)=\(node.stringValue ?? "")") }
        }
        let root = try #require(try XMLDocument(data: data).rootElement())
        walk(root, "")
        return leaves
    }
}
