import Channels
import Incident
import IncidentEvents
import Publishing
import Testing

@Suite struct PartnerAlertTests {
    private static func xml(
        _ type: String, _ head: String, _ info: String = "",
        sent: String = "2026-05-30T14:00:00-05:00"
    ) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
          <identifier>EX-7</identifier><sender>oem@elm.example</sender><sent>\(sent)</sent>
          <status>Actual</status><msgType>\(type)</msgType><scope>Public</scope>
          \(head)\(info)
        </alert>
        """
    }

    private static func info(polygon: String) -> String {
        """
        <info>
          <language>en-US</language><category>CBRNE</category><event>Hazmat Warning</event>
          <responseType>Shelter</responseType><urgency>Immediate</urgency>
          <severity>Extreme</severity><certainty>Observed</certainty>
          <eventCode><valueName>SAME</valueName><value>HMW</value></eventCode>
          <effective>2026-05-30T14:00:00-05:00</effective>
          <expires>2026-05-30T18:00:00-05:00</expires><senderName>Elm County</senderName>
          <headline>Chemical release</headline><description>A cloud moves east.
        Severity: Minor</description><instruction>Go indoors.</instruction>
          <web>https://elm.example/alerts</web><contact>555-0177</contact>
          <parameter><valueName>CMAMtext</valueName><value>Elm: hazmat til 6 PM</value></parameter>
          <parameter><valueName>EAS-ORG</valueName><value>CIV</value></parameter>
          <area><areaDesc>East of Route 9</areaDesc><polygon>\(polygon)</polygon>
            <circle>38.4,-119.9 2</circle>
            <geocode><valueName>SAME</valueName><value>048113</value></geocode></area>
        </info>
        """
    }

    private static let triangle = "38.47,-120.14 38.34,-119.95 38.52,-119.74 38.47,-120.14"

    private static func text(_ xml: String) throws -> String {
        guard
            case .observe(_, let text, _, _, _, _) = try PartnerAlert(
                bytes: Array(xml.utf8), on: nil
            ).observation
        else { return "" }
        return text
    }

    @Test func `an update is kept whole, in labeled lines`() throws {
        let text = try Self.text(
            Self.xml(
                "Update",
                "<note>The area was too small.</note>"
                    + "<references>oem@elm.example,EX-6,2026-05-30T13:40:00-05:00</references>",
                Self.info(polygon: Self.triangle)))
        for line in [
            "CAP Update, status Actual, EX-7, sent 2026-05-30T14:00:00-05:00",
            "Updates: oem@elm.example,EX-6,2026-05-30T13:40:00-05:00",
            "Note: The area was too small.", "[en-US] Hazmat Warning", "Chemical release",
            "Go indoors.", "Category: CBRNE", "Response: Shelter", "Urgency: Immediate",
            "Severity: Extreme", "Certainty: Observed", "Effective: 2026-05-30T14:00:00-05:00",
            "Expires: 2026-05-30T18:00:00-05:00",
            "Area: East of Route 9; polygon \(Self.triangle); circle 38.4,-119.9 2 km; SAME 048113",
            "Text for phones: Elm: hazmat til 6 PM", "Web: https://elm.example/alerts",
            "Contact: 555-0177", "Event code: SAME HMW", "Parameter: EAS-ORG CIV",
        ] {
            #expect(text.split(separator: "\n").contains(Substring(line)), "\(line) in \(text)")
        }
        // No value looks like a label.
        #expect(!text.split(separator: "\n").contains("Severity: Minor"))
    }

    @Test func `a bare cancel says what it cancels and why`() throws {
        let text = try Self.text(
            Self.xml(
                "Cancel",
                "<note>Sent in error.</note>"
                    + "<references>oem@elm.example,EX-6,2026-05-30T13:40:00-05:00</references>"))
        #expect(text.hasPrefix("CAP Cancel, status Actual, EX-7,"))
        #expect(text.contains("\nCancels: oem@elm.example,EX-6,"))
        #expect(text.contains("\nNote: Sent in error."))
    }

    @Test(arguments: [
        ("2026-05-30T14:00:00-05:00", Int64?(1_780_167_600)),
        ("2026-05-30T19:00:00Z", 1_780_167_600), ("30 May", nil),
    ])
    func `it was said when the partner sent it`(_ sent: String, _ seconds: Int64?) throws {
        let alert = try PartnerAlert(bytes: Array(Self.xml("Alert", "", sent: sent).utf8), on: nil)
        #expect(alert.sent == seconds.map { Instant(seconds: $0) })
    }

    @Test func `an outline too long for a statement is given by its number of points`() throws {
        let points = (0..<5000).map { "38.\($0 + 10_000),-120.\($0 + 10_000)" }
        let text = try Self.text(
            Self.xml(
                "Alert", "", Self.info(polygon: points.joined(separator: " "))))
        #expect(text.utf8.count < Decider.maximumTextBytes)
        #expect(text.contains("polygon of 5000 points"))
        #expect(text.contains("Contact: 555-0177"))
    }
}
